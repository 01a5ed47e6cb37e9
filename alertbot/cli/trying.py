"""`alertbot try`: what a query would have found among the openings that are stored."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from alertbot.cli import configuration, queries, trials
from alertbot.cli.completion import SEARCHES
from alertbot.errors import UsageError

if TYPE_CHECKING:
    from alertbot.config import Config
    from alertbot.query import Filter
    from alertbot.trial.figures import Bucket, Day, Histogram
    from alertbot.trial.terms import Never
    from alertbot.trial.trial import Hit, Trial

_COSTS = 8
_MARKS = 60
_BAR = 40


@dataclass(frozen=True, slots=True)
class _Window:
    """From when to when; `reach` is when the first of all stored openings was seen."""

    since: datetime
    until: datetime
    reach: datetime

    @property
    def first(self) -> datetime:
        """From when on there is anything to be found."""
        return max(self.since, self.reach)

    @property
    def is_short(self) -> bool:
        """Whether less is stored than was asked for."""
        return self.reach > self.since


def try_(
    query: Annotated[
        str,
        typer.Argument(
            help="What to look for, in quotes, behind -- if it begins with a -; or a --search.",
            show_default=False,
        ),
    ] = "",
    since: Annotated[str, typer.Option(help="How far back: 12h, 30d, 8w, or a date.")] = "30d",
    source: Annotated[
        list[str] | None,
        typer.Option("--from", help="Only what this source shows; may be given again."),
    ] = None,
    search: Annotated[
        str, typer.Option(help="A search of the configuration.", autocompletion=SEARCHES)
    ] = "",
    config: configuration.Option = configuration.DEFAULT,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show which stored openings a query would have found, and what each condition costs."""
    from alertbot.matching.counting import reads_descriptions
    from alertbot.store.stored import reading
    from alertbot.trial.trial import NEWEST, Home, Trying

    now = datetime.now(UTC)
    start = queries.since(since, now)
    its = configuration.loaded(config, secrets=False).config
    filter_, sources = _asked(query, search, source or [], its)
    with reading(its.database) as stored:
        reach = stored.reach()
        if reach is None:
            queries.nothing_stored(as_json)
            return
        window = _Window(start, now, reach)
        home = Home(its.timezone, its.currency)
        trying = Trying(filter_, home, sources=sources, newest=None if as_json else NEWEST)
        seeded = stored.seeded(start)
        described = reads_descriptions([filter_])
        openings = stored.since(start, sources=sources, described=described)
        for opening in queries.followed(openings, stored.count(start, sources=sources)):
            trying.add(opening, seeded=opening.id in seeded)
    trial = trying.result(window.first, now)
    if as_json:
        for fields in trials.objects(filter_, start, now, reach, trial):
            print(json.dumps(fields, ensure_ascii=False))
        return
    for line in _told(filter_, window, trial):
        print(line)


def _asked(
    query: str, search: str, sources: Sequence[str], config: Config
) -> tuple[Filter, frozenset[str] | None]:
    """The filter, and the sources to look at; None is all that there have been."""
    if bool(query.strip()) == bool(search):
        raise UsageError("alertbot: say what to look for: a query, or --search and its name")
    _known(sources, config)
    if search:
        found = queries.named(search, config)
        return found.filter, frozenset(sources or found.sources)
    filter_ = queries.parsed(query, config)
    if query.strip() in config.searches:
        print(
            f"alertbot: taken for a query; --search {query.strip()} is the search of this name",
            file=sys.stderr,
        )
    return filter_, frozenset(sources) if sources else None


def _known(sources: Sequence[str], config: Config) -> None:
    from alertbot.config.mistakes import listed, meant, shown

    for name in sources:
        if name not in config.sources:
            near = meant(name, config.sources) or f"; there is {listed(config.sources, 'and')}"
            raise UsageError(f"alertbot: --from: unknown source {shown(name)}{near}")


# -- as text --------------------------------------------------------------------------------


def _told(filter_: Filter, window: _Window, trial: Trial) -> Iterator[str]:
    from alertbot.cli.drawing import paragraph

    for sentence in _sentences(filter_, window, trial):
        yield from paragraph(sentence)
    if trial.total:
        yield ""
        yield from _days(trial.days)
        yield from _pay(trial.pay)
        yield ""
        yield "the newest" if trial.total > 1 else "this one"
        for hit in trial.newest:
            yield from _hit(hit, window.until)
    costs = list(_costs(trial))
    if trial.total or len(costs) > 1:
        yield ""
        yield "what each condition does"
        for sentence in costs:
            yield from paragraph(sentence, "  ")
    never_found = trial.never if trial.seen else ()
    if never_found:
        yield ""
    for one in never_found:
        yield from paragraph(never(one))


def _sentences(filter_: Filter, window: _Window, trial: Trial) -> Iterator[str]:
    from alertbot.trial.figures import usual

    began = queries.began(window.since, window.until)
    match = "matches" if trial.total == 1 else "match"
    found = f"{trial.total:,} of" if trial.total else "none of"
    seen = "1 opening" if trial.seen == 1 else f"{trial.seen:,} openings"
    if trial.seen:
        yield f"{found} {seen} first seen since {began} {match}: {filter_}"
    else:
        yield f"no opening was first seen since {began}: ask further back, --since"
    if window.is_short:
        days = max((window.until - window.reach).days, 1)
        yield (
            f"the stored openings reach back to {window.reach:%Y-%m-%d} only, "
            f"{days} {'day' if days == 1 else 'days'}"
        )
    if not trial.total:
        yield from _what_is_in_the_way(trial)
        return
    told = trial.total - trial.seeded
    if told:
        busiest = max(trial.days, key=lambda day: day.count)
        yield (
            f"a median of {usual(trial.days):g} a day, "
            f"{busiest.count:,} on the busiest ({busiest.date})"
        )
    if trial.seeded:
        which = f"{trial.seeded:,} of them" if told else "all of them"
        rest = "are not counted by the day" if told else "say nothing of how many come a day"
        yield f"{which} came when a source was first read: a summary tells of those; they {rest}"


def _what_is_in_the_way(trial: Trial) -> Iterator[str]:
    if not trial.seen:
        return
    left_out = [cost for cost in trial.costs if cost.change == "without"]
    if left_out and left_out[0].difference > 0:
        best = left_out[0]
        yield f"{best.said} it would be {best.difference:,}: of all conditions it costs most"
    elif len(left_out) > 1:
        yield "no condition does this alone: with any one of them left out, still nothing matches"


def _days(days: Sequence[Day]) -> Iterator[str]:
    from alertbot.cli.drawing import marks

    if not any(day.count for day in days):
        return
    size = -(-len(days) // _MARKS)
    counts = [sum(day.count for day in days[at : at + size]) for at in range(0, len(days), size)]
    each = f", a mark for {size} days" if size > 1 else ""
    yield f"days   {marks(counts)}"
    yield f"       {days[0].date} to {days[-1].date}, at most {max(counts):,}{each}"


def _pay(pay: Histogram) -> Iterator[str]:
    from alertbot.cli.drawing import bar, width

    unsaid = [f"{pay.unsaid:,} do not say"] if pay.unsaid else []
    if pay.incomparable:
        unsaid.append(f"{pay.incomparable:,} cannot be compared")
    stated = [f"the top, in {pay.currency} a year"] if pay.buckets else []
    yield f"pay    {'; '.join([*stated, *unsaid])}"
    most = max((bucket.count for bucket in pay.buckets), default=0)
    names = [_between(bucket) for bucket in pay.buckets]
    wide = max(map(len, names), default=0)
    room = max(min(_BAR, width() - wide - len(f"         {most:,}") - 1), 1)
    for name, bucket in zip(names, pay.buckets, strict=True):
        yield f"       {name:>{wide}}  {bar(bucket.count, most, room)} {bucket.count:,}"


def _between(bucket: Bucket) -> str:
    match bucket.low, bucket.high:
        case None, high if high is not None:
            return f"under {_amount(float(high))}"
        case low, None if low is not None:
            return f"{_amount(float(low))} and more"
        case low, high if low is not None and high is not None:
            return f"{_amount(float(low))} to {_amount(float(high))}"
        case _:
            return "any"


def _amount(value: float) -> str:
    if value >= 1_000_000:
        return f"{value / 1_000_000:g}M"
    return f"{value / 1000:g}k" if value >= 1000 else f"{value:g}"


def _hit(hit: Hit, now: datetime) -> Iterator[str]:
    from alertbot import pay
    from alertbot.cli.drawing import cut

    one = hit.opening
    named = f"{one.title}, {one.company}" if one.company else one.title
    gone = " (closed)" if one.closed_at else ""
    yield cut(f"{named}{gone}", f"{one.id:>8}  {age(one.first_seen, now):>6}  ")
    paid = "; ".join(pay.display(each) for each in one.pay[:2])
    unknown = f"unknown: {', '.join(hit.match.unknown)}" if hit.match.unknown else ""
    rest = [each for each in (placed(one.places), paid, unknown) if each]
    if rest:
        yield cut(" | ".join(rest), f"{'':18}")


def placed(places: Sequence[Any]) -> str:
    """The first of some places, and how many more there are."""
    names = list(dict.fromkeys(place.text for place in places if place.text))
    more = f" and {len(names) - 2} more" if len(names) > 2 else ""
    return "; ".join(names[:2]) + more


def age(then: datetime, now: datetime) -> str:
    """How long ago, in the largest unit that says something: 40 min, 5 h, 12 d."""
    minutes = max(int((now - then).total_seconds() // 60), 0)
    if minutes < 120:
        return f"{minutes} min"
    return f"{minutes // 60} h" if minutes < 48 * 60 else f"{minutes // 1440} d"


def _costs(trial: Trial) -> Iterator[str]:
    told = [cost for cost in trial.costs if cost.difference]
    for cost in told[:_COSTS]:
        more = "more" if cost.difference > 0 else "fewer"
        yield f"{abs(cost.difference):,} {more} {cost.said}"
    if len(told) > _COSTS:
        yield f"... and {len(told) - _COSTS} that cost less (--json has all)"
    same = [cost.condition for cost in trial.costs if not cost.difference]
    if same and trial.total:
        some = ", ".join(same[:_COSTS])
        yield f"no difference without {some}{' ...' if len(same) > _COSTS else ''}"


def never(one: Never) -> str:
    """That no opening fits a condition, and what is near it."""
    seen = "no opening that fits the rest" if one.among_near else "no opening"
    if one.condition.startswith("-"):
        return f"{one.condition} excludes nothing: {_never(one, seen)}"
    return _never(one, seen)


def _never(one: Never, seen: str) -> str:
    if not one.missing:
        return f"{seen} fits {one.condition.removeprefix('-')}"
    words = []
    for missing in one.missing:
        near = " and ".join(f"'{each.word}' is in {each.count:,}" for each in missing.near)
        words.append(f"'{missing.word}'{f'; {near}' if near else ''}")
    said = f"{seen} says {', '.join(words)}"
    return said if one.condition.startswith("-") else f"{said} ({one.condition})"
