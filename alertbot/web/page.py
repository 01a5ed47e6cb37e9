"""The status page: the same as `alertbot status`, for a browser. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from alertbot.config import Config
from alertbot.preview import Shown
from alertbot.preview.page import View, figure
from alertbot.preview.page import style as messages
from alertbot.store.backlogs import Speed, ends
from alertbot.store.register import Health
from alertbot.store.status import Status, Told
from alertbot.web.chart import Chart, chart
from alertbot.web.shown import Seen

MOST = 25
"""Sources, and searches, that have a row; of the others there is a count."""

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Row:
    """A source or search. `tone`: good, warn or bad; `said`: what is to be known beside it."""

    name: str
    state: str
    tone: str
    said: str
    when: str
    chart: Chart


@dataclass(frozen=True, slots=True)
class Chat:
    """What waits for a chat. `waits`: how much, and since when; `then`: when it can have gone."""

    name: str
    waits: str
    then: str
    tone: str


def page(
    status: Status, config: Config, amiss: Sequence[str], seen: Sequence[Seen], version: str
) -> str:
    """The whole page. `amiss`: what readiness says; `seen`: the last alerts."""
    zone: tzinfo = config.timezone
    states = Counter(one.state for one in status.sources)
    return _template().render(
        at=status.at.astimezone(zone),
        version=version,
        troubles=[*amiss, *_troubles(status)],
        states=[(count, state) for state, count in sorted(states.items())],
        charts=[
            chart("New postings", status.found, status.days, zone),
            chart("Alerts", status.alerts, status.days, zone),
        ],
        days=len(status.days),
        sources=list(_sources(status, zone)),
        other_sources=max(len(status.sources) - MOST, 0),
        searches=list(_searches(status, config)),
        other_searches=max(len(config.searches) - MOST, 0),
        chats=list(_chats(status, config)),
        dead=status.dead,
        digest=_digest(status, zone),
        seen=[_drawn(one, one.shown, zone) for one in seen if one.shown],
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("page.html")


@cache
def style() -> str:
    """How the page looks, in CSS."""
    return messages() + (_HERE / "page.css").read_text(encoding="utf-8")


def _troubles(status: Status) -> Iterator[str]:
    """What a person should look at, beside what readiness says."""
    failing = [one.name for one in status.sources if tone(one) == "bad"]
    if failing:
        yield f"{_many(len(failing), 'source is', 'sources are')} not read: {_listed(failing)}"
    for one in status.paused:
        yield f"{one.channel} is paused: {one.reason}"
    if status.dead:
        yield f"{_many(status.dead, 'alert was', 'alerts were')} given up"


def tone(health: Health) -> str:
    """How bad it is: good, warn or bad."""
    if health.state in ("healthy", "new"):
        return "good"
    return "warn" if health.state in ("partial", "truncated") else "bad"


def _sources(status: Status, zone: tzinfo) -> Iterator[Row]:
    nothing = (0,) * len(status.days)
    for one in status.foremost(MOST):
        read = ago(status.at, one.succeeded_at)
        bars = chart("New postings", status.postings.get(one.name, nothing), status.days, zone)
        yield Row(one.name, one.state, tone(one), one.detail, read, bars)


def _searches(status: Status, config: Config) -> Iterator[Row]:
    nothing = Told((0,) * len(status.days), 0.0)
    told = {name: status.searches.get(name, nothing) for name in config.searches}
    most = set(sorted(told, key=lambda name: -told[name].a_day)[:MOST])
    for name, one in told.items():
        if name in most:
            bars = chart("Alerts", one.by_day, status.days, config.timezone)
            query = str(config.searches[name].filter)
            yield Row(name, "", "good", query, f"{one.a_day:.1f}", bars)


def _chats(status: Status, config: Config) -> Iterator[Chat]:
    speeds = {
        name: Speed(channel.options.pace, channel.options.rate)
        for name, channel in config.channels.items()
    }
    when = ends(status.waiting, speeds, status.at)
    waiting = {one.channel: one for one in status.waiting}
    paused = {one.channel: one for one in status.paused}
    for name in [*config.channels, *sorted(waiting.keys() - config.channels.keys())]:
        some, stopped = waiting.get(name), paused.get(name)
        waits = "nothing"
        then = ""
        if some:
            waits = f"{some.waiting:,}, the oldest for {span(status.at - some.oldest)}"
            end = when.get(name)
            then = f"can have gone in {span(end - status.at)}" if end else "not sent any more"
        if stopped:
            then = f"paused for {span(status.at - stopped.since)}: {stopped.reason}"
        yield Chat(name, waits, then, "bad" if stopped else "good")


def _drawn(one: Seen, message: Shown, zone: tzinfo) -> str:
    """The message in HTML, which preview.page makes safe."""
    at = one.at.astimezone(zone)
    return figure(View(one.channel, replace(message, used=""), f"{at:%-d %b}"), f"{at:%H:%M}")


def _digest(status: Status, zone: tzinfo) -> str:
    one = status.digest
    if one is None:
        return ""
    openings = _many(one.openings, "opening", "openings")
    return f"{one.at.astimezone(zone):%-d %b, %H:%M} to {one.channel}, {openings}"


def ago(now: datetime, then: datetime | None) -> str:
    """How long ago that was."""
    return "never" if then is None else f"{span(now - then)} ago"


def span(length: timedelta) -> str:
    """A length of time in its largest whole unit: 40 s, 5 min, 3 h, 2 days."""
    seconds = max(int(length.total_seconds()), 0)
    for size, unit in ((2 * 86400, "days"), (2 * 3600, "h"), (120, "min")):
        if seconds >= size:
            return f"{seconds // (size // 2)} {unit}"
    return f"{seconds} s"


def _many(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"


def _listed(names: Sequence[str]) -> str:
    shown = ", ".join(names[:5])
    return shown if len(names) <= 5 else f"{shown} and {len(names) - 5} more"
