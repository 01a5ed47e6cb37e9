"""A configuration that has been read and found good."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, time, timedelta, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from alertbot.errors import Mistake
from alertbot.identity import Employers
from alertbot.model import Occasion, Secret
from alertbot.query import Filter, Settings

HOST, PORT = "127.0.0.1", 8585
"""Where the status page listens unless the file says otherwise."""


@dataclass(frozen=True, slots=True)
class SourceConfig:
    """A board to read. `options` is an instance of its kind's Options; `every` is at the floor."""

    name: str
    kind: str
    options: Any
    every: timedelta


@dataclass(frozen=True, slots=True)
class ChannelConfig:
    """A chat to tell. `options` is an instance of its kind's Options."""

    name: str
    kind: str
    options: Any

    @property
    def public(self) -> bool:
        """Whether anybody may read it."""
        return bool(getattr(self.options, "audience", "private") == "public")


@dataclass(frozen=True, slots=True)
class Digests:
    """Local times of day, in order, and the days of the week on which they hold; Monday is 0."""

    times: tuple[time, ...]
    days: frozenset[int] = frozenset(range(7))


@dataclass(frozen=True, slots=True)
class Timing:
    """When alerts are said: at once, if nothing else is asked for. All times are those of `zone`.

    `quiet`: from when to when none is. `max_per_day`: alerts a day and destination; `per_company`:
    those of one of `employers`.
    """

    zone: tzinfo = UTC
    digests: Digests | None = None
    quiet: tuple[time, time] | None = None
    max_per_day: int | None = None
    per_company: int | None = None
    employers: Employers = field(default_factory=Employers)


@dataclass(frozen=True, slots=True)
class Search:
    """A filter, the names of the sources it looks at, and of the channels it reports to.

    `version` is another one whenever what the search finds may be another. `again`: on what later
    occasions an opening that was alerted is alerted once more. `timing`: when its alerts are said.
    """

    name: str
    filter: Filter
    sources: tuple[str, ...]
    to: tuple[str, ...]
    version: str
    again: frozenset[Occasion] = frozenset()
    timing: Timing = field(default_factory=Timing)


@dataclass(frozen=True, slots=True)
class Keep:
    """How long what nobody needs any more is kept; docs/upkeep.md says from when on."""

    descriptions: timedelta = timedelta(days=90)
    closed: timedelta = timedelta(days=365)
    ids: timedelta = timedelta(days=1095)
    alerts: timedelta = timedelta(days=365)
    attempts: timedelta = timedelta(days=90)
    polls: timedelta = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """Signs of life. `days` and `at`: when a line is said to the operator, in local time; on no
    day if not at all. `ping`: an address that is asked `every` so often as long as all is well.
    """

    days: frozenset[int] = frozenset()
    at: time = time(9)
    ping: Secret | None = None
    every: timedelta = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Web:
    """Where the status page listens, and what who wants to see it has to know, if anything."""

    host: str = HOST
    port: int = PORT
    token: Secret | None = None


@dataclass(frozen=True, slots=True)
class Config:
    """All of it. `database` is a SQLAlchemy URL with a whole path; the mappings keep the order.

    `operator` names the channel that hears of dead letters and the like; `operator_said` is
    whether the file names it: if not, it is the first channel. `aliases`: names of one employer.
    `settings`: what a query means by itself. `web`: the status page, None where there is none.
    """

    path: Path
    database: str = field(repr=False)  # it may hold a password
    timezone: ZoneInfo
    settings: Settings
    sources: Mapping[str, SourceConfig]
    channels: Mapping[str, ChannelConfig]
    searches: Mapping[str, Search]
    operator: str
    operator_said: bool
    aliases: Employers
    keep: Keep
    heartbeat: Heartbeat = field(default_factory=Heartbeat)
    web: Web | None = None

    @property
    def currency(self) -> str:
        return self.settings.currency

    @property
    def home(self) -> str | None:
        return self.settings.home


@dataclass(frozen=True, slots=True)
class Loaded:
    """A configuration, and what its author should know although it is used.

    `files`: what was read, in that order; `folders`: those that were looked through for more.
    `digest`: the first letters of the SHA-256 of the files' bytes, one behind the other. `places`:
    by section and name, the file, line and column of each source, channel and search. `secrets`:
    the files that hold some of its secrets.
    """

    config: Config
    warnings: tuple[Mistake, ...]
    files: tuple[Path, ...] = ()
    folders: tuple[Path, ...] = ()
    digest: str = ""
    places: Mapping[tuple[str, str], tuple[str, int, int]] = field(default_factory=dict)
    secrets: tuple[Path, ...] = ()
