"""`alertbot openings`: see what is known of openings; join those that are one, part those that are
two."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from alertbot.cli import configuration
from alertbot.errors import UsageError

if TYPE_CHECKING:
    from alertbot.config import Config
    from alertbot.model import News, Opening, PostingKey
    from alertbot.store.hand import Hand, SplitOff
    from alertbot.store.stories import Line, Listing, Story

app = typer.Typer(
    no_args_is_help=True, help="See what is known of openings; merge and split them by hand."
)

_LARGEST = 2**63 - 1
_WIDE = 200
"""Characters of a line where no terminal says how wide it is."""

_SHOWN = typer.Argument(help="The opening's number; a list of them if left out.", max=_LARGEST)
_NUMBERS = typer.Argument(
    metavar="OPENING OPENING...",
    help="Their numbers: all become the first.",
    show_default=False,
    max=_LARGEST,
)


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Hand, Config]]:
    from alertbot.store import existing

    config = configuration.loaded(path, secrets=False).config
    with closing(existing(config.database)) as store:
        yield store.hand, config


@app.command()
def show(
    opening: Annotated[int | None, _SHOWN] = None,
    config: configuration.Option = configuration.DEFAULT,
    source: Annotated[str | None, typer.Option(help="Only those that it has shown.")] = None,
    title: Annotated[str, typer.Option(help="Only those with all of these words.")] = "",
    closed: Annotated[bool, typer.Option("--closed", help="Those that have closed, too.")] = False,
    limit: Annotated[int, typer.Option(help="How many at most.", min=1)] = 50,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show all that is known of an opening, or list them, the newest first."""
    from alertbot.model import OpeningId

    with _opened(config) as (hand, its):
        if opening is not None:
            story = hand.story(OpeningId(opening), its.aliases)
            if as_json:
                print(json.dumps(_story_json(story), ensure_ascii=False))
            else:
                print("\n".join(_told(story, opening)))
            return
        lines = hand.listed(source=source, words=title, closed=closed, limit=limit)
    if as_json:
        for line in lines:
            print(json.dumps(_line_json(line), ensure_ascii=False))
    elif lines:
        _print_list(lines)
    else:
        print(
            "no such opening" if source or title else "no openings yet: `alertbot run` finds them"
        )


@app.command()
def merge(
    openings: Annotated[list[int], _NUMBERS],
    config: configuration.Option = configuration.DEFAULT,
) -> None:
    """Make several openings one, for good: what the first is. Nobody is told of it."""
    from alertbot.model import OpeningId

    with _opened(config) as (hand, _):
        hand.merge([OpeningId(id) for id in openings], datetime.now(UTC))
    first, *others = openings
    are = "opening {} is" if len(others) == 1 else "openings {} are"
    print(f"{are.format(', '.join(map(str, others)))} opening {first} now")


@app.command()
def split(
    opening: Annotated[int, typer.Argument(help="The opening's number.", max=_LARGEST)],
    postings: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE/ID...", help="Its postings that are another opening."),
    ],
    config: configuration.Option = configuration.DEFAULT,
    quiet: Annotated[bool, typer.Option("--quiet", help="Tell nobody of the new one.")] = False,
) -> None:
    """Make postings of an opening one of their own, for good. It is alerted as a new one."""
    from alertbot.model import OpeningId
    from alertbot.searches import Searches

    keys = _keys(opening, postings)
    with _opened(config) as (hand, its):
        wanted = Searches(its.searches.values())
        new = hand.split(OpeningId(opening), keys, wanted, datetime.now(UTC), quiet=quiet)
    print(f"opening {new.id} is one of its own now: {_waits(new)}")


def _keys(opening: int, words: Iterable[str]) -> list[PostingKey]:
    parts = [(word, *word.partition("/")) for word in words]
    wrong = [word for word, source, _, id in parts if not (source and id)]
    if wrong:
        hint = f"write SOURCE/ID, as `openings show {opening}` prints it"
        raise UsageError("\n".join(f"{word}: {hint}" for word in wrong))
    return [(source, id) for _, source, _, id in parts]


def _waits(new: SplitOff) -> str:
    if new.alerts:
        return "1 alert of it waits" if new.alerts == 1 else f"{new.alerts} alerts of it wait"
    match new.unsaid:
        case "":
            return "no search finds it"
        case "asked":
            return "nobody is told of it"
        case "closed":
            return "nobody is told of it, since it has closed"
        case "held":
            return "a burst holds it; `alertbot sources` shows which"


def _print_list(lines: Iterable[Line]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("opening", justify="right", no_wrap=True)
    table.add_column("state", no_wrap=True)
    for name, share in (("title", 4), ("company", 2), ("places", 2), ("sources", 2)):
        table.add_column(name, no_wrap=True, overflow="ellipsis", ratio=share)
    table.add_column("first seen", no_wrap=True)
    for line in lines:
        one = line.opening
        cells = (one.title, one.company or "", _places(one), ", ".join(one.sources))
        since = one.first_seen.strftime("%Y-%m-%d %H:%M")
        # As texts: what somebody wrote is no markup of ours.
        row = (str(one.id), line.state, *map(_plain, cells), since)
        table.add_row(*(Text(cell) for cell in row))
    Console(width=None if sys.stdout.isatty() else _WIDE).print(table)


def _plain(words: str) -> str:
    from alertbot import text

    return text.one_line(words)


def _places(opening: Opening) -> str:
    names = list(dict.fromkeys(place.text for place in opening.places if place.text))
    more = len(names) - 2
    return "; ".join(names[:2]) + (f" and {more} more" if more > 0 else "")


def _told(story: Story, asked: int) -> Iterator[str]:
    """All of it in lines for people."""
    from alertbot import pay

    one = story.opening
    if asked != one.id:
        yield f"opening {asked} was merged into {one.id}, which is shown"
    company = f", {_plain(one.company)}" if one.company else ""
    yield f"opening {one.id}: {_plain(one.title)}{company}"
    moments = (("closed", one.closed_at), ("reposted", one.reposted_at))
    since = [f"{name} {_when(moment)}" for name, moment in moments if moment]
    yield f"  {story.state}, {'; '.join([f'first seen {_when(one.first_seen)}', *since])}"
    if one.by_hand:
        was = f" with {', '.join(map(str, story.merged))}" if story.merged else ""
        yield f"  joined or split by hand{was}"
    if one.pay:
        yield f"  pay: {_plain('; '.join(pay.display(each) for each in one.pay))}"
    if one.places:
        yield f"  places: {_plain('; '.join(place.text for place in one.places if place.text))}"
    yield "postings:"
    for listing in story.listings:
        yield from _listing(listing)
    yield "news:" if story.news else "news: none"
    for each in story.news:
        yield f"  {_when(each.at)}  {each.what}{_plain(_said(each))}"
    yield "told:" if story.heard else "told: nobody, but in summaries"
    for heard in story.heard:
        at = f" {_when(heard.at)}" if heard.at else ""
        who = f"{heard.channel} ({_plain(heard.destination)})"
        yield f"  {who}: {heard.occasion}, {heard.state}{at}"


def _listing(listing: Listing) -> Iterator[str]:
    posting = listing.posting
    yield f"  {shlex.quote(_plain('/'.join(posting.key)))}  {_plain(posting.url)}"
    times = (f"since {_when(since)}{_until(until)}" for since, until in listing.times)
    yield f"    listed {'; '.join(times)}"
    if listing.because:
        yield f"    the same opening: {listing.because}"


def _until(moment: datetime | None) -> str:
    return f" until {_when(moment)}" if moment else ""


def _said(news: News) -> str:
    parts = [f"{one.field}: {one.before or '-'} -> {one.after or '-'}" for one in news.differences]
    said = "; ".join(filter(None, (*parts, news.said)))
    return f": {said}" if said else ""


def _when(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _line_json(line: Line | Story) -> dict[str, Any]:
    one = line.opening
    return {
        "opening": one.id,
        "state": line.state,
        "title": one.title,
        "company": one.company,
        "places": [place.text for place in one.places],
        "sources": list(one.sources),
        "first_seen_at": _iso(one.first_seen),
    }


def _story_json(story: Story) -> dict[str, Any]:
    from alertbot import pay

    one = story.opening
    return _line_json(story) | {
        "closed_at": _iso(one.closed_at),
        "reposted_at": _iso(one.reposted_at),
        "changed_at": _iso(one.changed_at),
        "by_hand": one.by_hand,
        "merged": list(story.merged),
        "pay": [pay.display(each) for each in one.pay],
        "postings": [
            {
                "source": listing.posting.source,
                "id": listing.posting.external_id,
                "url": listing.posting.url,
                "title": listing.posting.title,
                "listed": [[_iso(since), _iso(until)] for since, until in listing.times],
                "because": listing.because,
            }
            for listing in story.listings
        ],
        "news": [
            {
                "at": _iso(each.at),
                "what": each.what,
                "changed": [[one.field, one.before, one.after] for one in each.differences],
                "said": each.said,
            }
            for each in story.news
        ],
        "told": [
            {
                "channel": heard.channel,
                "destination": heard.destination,
                "occasion": heard.occasion,
                "state": heard.state,
                "at": _iso(heard.at),
            }
            for heard in story.heard
        ],
    }
