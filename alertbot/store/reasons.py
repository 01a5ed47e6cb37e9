"""Who was told of an opening, and why nobody was although a search finds it, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from alertbot.config import Search
from alertbot.config.mistakes import listed
from alertbot.delivery import CLOSED, State
from alertbot.model import Opening
from alertbot.searches import seen_by
from alertbot.store.accounts import Account, Burst, Summarised, Told

_NEVER = datetime.min.replace(tzinfo=UTC)
_GATHERS = timedelta(minutes=2)
"""A summary may have begun so long before what it counts, and longer only where it waits."""


def deliveries(search: Search, account: Account, *, fits: bool) -> Iterator[str]:
    """What the destinations of a search heard of an opening one by one, or are about to hear.

    `fits`: whether the search finds it; otherwise only what was said for this search.
    """
    for told in account.told:
        if (fits and told.channel in search.to) or search.name in told.searches:
            yield _delivery(search, told, account.paused.get(told.channel))


def _delivery(search: Search, told: Told, paused: str | None) -> str:
    others = [name for name in told.searches if name != search.name]
    whose = f", for {', '.join(others)}" if others and search.name not in told.searches else ""
    occasion = told.occasion.replace("_", " ")
    # What waits says itself that it goes with a digest.
    how = ", in a digest" if told.digested and told.state is not State.PENDING else ""
    who = f"{told.channel} ({told.destination}){whose}: {occasion}{how}"
    reason = f": {told.reason}" if told.reason else ""
    match told.state:
        case State.LEFT:
            return f"not told {who}{reason}"
        case State.DELIVERED if told.reason == CLOSED:
            return f"not told {who}{reason}"
        case State.DELIVERED:
            return f"told {who}, delivered{_at(told.at)}"
        case State.DEAD:
            return f"a dead letter: {who}{reason} (`alertbot outbox retry` sends it again)"
        case State.SENDING:
            return f"being sent now: {who}"
        case State.PENDING if paused is not None:
            resume = f"`alertbot outbox resume {told.channel}` goes on"
            return f"waits: {who}; {told.channel} is paused: {paused} ({resume})"
        case State.PENDING:
            return f"waits: {who}, not before {_when(told.not_before)}{reason}"


def standing(opening: Opening, account: Account) -> Iterator[str]:
    """What keeps an opening from being told, whatever the search."""
    if opening.held and account.burst:
        yield _held(account.burst)
    if opening.closed_at is not None:
        yield f"it closed on {_when(opening.closed_at)}, and what is closed is not told"


def reasons(search: Search, opening: Opening, account: Account) -> Iterator[str]:
    """Why nobody is told of an opening that fits the search's filter.

    Where the search's destinations were told of it, none; where they are to be, only what is in
    the way.
    """
    view = seen_by(opening, frozenset(search.sources))
    if view is None:
        shown, asked = ", ".join(opening.sources), ", ".join(search.sources)
        yield f"the search does not look at {shown}: it is from {asked}"
        return
    mine = [one for one in account.told if one.channel in search.to]
    if any(one.state is State.DELIVERED and one.reason != CLOSED for one in mine):
        return
    yield from standing(opening, account)
    if opening.closed_at is None and all(one.key in opening.gone for one in view.postings):
        yield f"{', '.join(view.sources)} does not list it any more"
    if mine:
        return
    found = list(_seeded(search, opening, view, account))
    found += _pending(search, account)
    if any(one.state is State.PENDING for one in _of(search, account)):
        found += _paused(search, account)
    yield from found
    if not found and not opening.held and opening.closed_at is None:
        yield (
            "no alert of it is known: it has come to fit by a change that is not told, the alert "
            "was dropped, or it is older than what is kept of alerts"
        )


def _pending(search: Search, account: Account) -> Iterator[str]:
    """That a start has to happen first."""
    kept = account.searches.get(search.name)
    if kept is None or kept.version != search.version:
        state = "new" if kept is None else "not as it was"
        yield (
            f"the search is {state} since the service last started: the next start matches all "
            "there is, as a summary"
        )


def _paused(search: Search, account: Account) -> Iterator[str]:
    for channel in search.to:
        if channel in account.paused:
            yield (
                f"{channel} is paused: {account.paused[channel]} "
                f"(`alertbot outbox resume {channel}` goes on)"
            )


def _held(burst: Burst) -> str:
    return (
        f"a burst of {burst.source} holds it until {_when(burst.ends_at)} "
        f"(`alertbot sources release {burst.source}` lets it go)"
    )


def _seeded(search: Search, opening: Opening, view: Opening, account: Account) -> Iterator[str]:
    """What was there when a search or a source was new is told in a summary."""
    kept = account.searches.get(search.name)
    sources = [name for name in view.sources if _came_first(name, account)]
    unread = [name for name in view.sources if name in account.read and not account.read[name]]
    reads = [moment for name in sources if (moment := account.read[name])]
    read = max(reads, default=_NEVER)
    if unread:
        yield f"{', '.join(unread)} is not read to its end yet: then it comes in a summary"
    elif kept is not None and opening.first_seen <= kept.seeded_at and read < kept.seeded_at:
        what = f"it was there before the search ({_when(kept.seeded_at)})"
        yield f"{what}: told{_summary(search, opening, account, kept.seeded_at)}"
    elif sources:
        what = f"it was there when {', '.join(sources)} was first read ({_when(read)})"
        yield f"{what}: told{_summary(search, opening, account, read)}"
    elif (burst := account.burst) and burst.ended_as:
        ended = "nobody was told of it" if burst.ended_as == "dropped" else "told in a summary"
        yield f"it came with a burst of {burst.source}, which ended {_when(burst.ends_at)}: {ended}"


def _came_first(source: str, account: Account) -> bool:
    read, came = account.read.get(source), account.came.get(source)
    return read is not None and came is not None and came <= read


def _summary(search: Search, opening: Opening, account: Account, since: datetime) -> str:
    """The summary that counts an opening, as far as one is known."""
    mine = _of(search, account)
    naming = [one for one in mine if opening.id in one.best]
    begun = [one for one in mine if one.begun <= since + _GATHERS]
    counting = naming or [one for one in begun if one.begun == begun[0].begun]
    if not counting:
        return " in a summary, if there was one"
    first = counting[0]
    channels = dict.fromkeys(one.channel for one in counting)
    matches = "1 opening" if first.total == 1 else f"{first.total} openings"
    among = "as one of the best" if naming else "as one of those that are counted and not named"
    waits = dict.fromkeys(
        f", which is {one.state.value}" for one in counting if one.state is not State.DELIVERED
    )
    return f" in a summary of {matches} to {listed(channels, 'and')}, {among}{''.join(waits)}"


def _of(search: Search, account: Account) -> list[Summarised]:
    return [one for one in account.summaries if one.search == search.name]


def _at(moment: datetime | None) -> str:
    return f" {_when(moment)}" if moment else ""


def _when(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")
