"""`alertbot report`: what to paste into a report of a mistake. Nothing is sent anywhere."""

from __future__ import annotations

import platform
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib import metadata
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alertbot import __version__
from alertbot.cli import configuration
from alertbot.cli.masking import masked, words
from alertbot.errors import AlertbotError, ConfigError, StoreError

if TYPE_CHECKING:
    from alertbot.config import Config
    from alertbot.store.census import Census

_NAME = re.compile(r"([\w.-]+)")


def report(config: configuration.Option = configuration.DEFAULT) -> None:
    """Show what to paste into a report of a mistake: no name, no address, no secret.

    Versions, the shape of the configuration, counts of the database, and the last errors, of which
    all but alertbot's own words is left out. Names are numbered. Nothing is sent; read it first.
    """
    print("\n".join(_lines(config)))


def _lines(path: Path) -> Iterator[str]:
    yield f"alertbot {__version__}"
    yield f"{platform.python_implementation()} {platform.python_version()}, {_system()}"
    yield f"libraries: {', '.join(_libraries()) or 'not known'}"
    try:
        config = configuration.loaded(path, secrets=False).config
    except ConfigError as error:
        # Which of its words are names cannot be told of a file that is not understood.
        yield f"configuration: {len(error.mistakes)} mistakes"
        return
    except (AlertbotError, OSError) as error:
        yield f"configuration: not read ({type(error).__name__})"
        return
    yield from _shape(config)
    yield from _database(config)


def _system() -> str:
    """The system, its version without what a builder has added, and the machine."""
    version = re.match(r"[\d.]*", platform.release())
    libc = " ".join(platform.libc_ver()).strip()
    parts = [platform.system(), version[0] if version else "", platform.machine(), libc]
    return " ".join(filter(None, parts))


def _libraries() -> Iterator[str]:
    """What alertbot asks for, with the version that is installed."""
    try:
        wanted = metadata.requires("alertbot") or []
    except metadata.PackageNotFoundError:  # a checkout
        project = Path(__file__).parents[2] / "pyproject.toml"
        found = tomllib.loads(project.read_text(encoding="utf-8")) if project.exists() else {}
        wanted = found.get("project", {}).get("dependencies", [])
    for name in dict.fromkeys(named[1] for line in wanted if (named := _NAME.match(line))):
        try:
            yield f"{name} {metadata.version(name)}"
        except metadata.PackageNotFoundError:
            yield f"{name} none"


# -- the configuration ------------------------------------------------------------------------


def _shape(config: Config) -> Iterator[str]:
    """Kinds and counts; of options the names, which are alertbot's, and never a value."""
    backend = config.database.partition(":")[0].partition("+")[0]
    yield f"configuration: {backend}, operator {'named' if config.operator_said else 'not named'}"
    for section, entries in (("sources", config.sources), ("channels", config.channels)):
        yield f"{section}: {len(entries)}"
        options: dict[str, Counter[str]] = {}
        kinds = Counter(_kind(entry.kind) for entry in entries.values())
        for entry in entries.values():
            said = options.setdefault(_kind(entry.kind), Counter())
            said.update(entry.options.model_fields_set & type(entry.options).model_fields.keys())
        for kind, count in sorted(kinds.items()):
            yield f"  {kind} {count}: {_tally(options[kind]) or 'no options'}"
    searches = config.searches.values()
    timed = {
        "with digests": sum(bool(it.timing.digests) for it in searches),
        "with quiet hours": sum(bool(it.timing.quiet) for it in searches),
        "that alert again": sum(bool(it.again) for it in searches),
    }
    if config.web:
        yield "web: there is one"
    yield f"searches: {', '.join(filter(None, (str(len(searches)), _tally(timed))))}"


def _kind(name: str) -> str:
    """The name of a kind that comes with alertbot; another package's is its author's."""
    shipped = files("alertbot")
    places = (shipped.joinpath(folder, f"{name}.py") for folder in ("sources", "channels"))
    return name if any(place.is_file() for place in places) else "of a plug-in"


def _tally(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(counts.items()) if count)


def _said(config: Config) -> Iterator[str]:
    """Every text of a configuration that is its owner's own."""
    yield from (str(config.path), config.database, str(config.home), config.operator)
    for section in (config.sources, config.channels):
        for name, entry in section.items():
            yield name
            yield from _texts(entry.options.model_dump())
    for name, search in config.searches.items():
        yield from (name, str(search.filter))
    yield repr(config.aliases)


def _texts(value: Any) -> Iterator[str]:
    """The texts within the value of an option."""
    if isinstance(value, Mapping):
        for name, below in value.items():
            yield from _texts(below)
            yield str(name) if not name.isidentifier() else ""
    elif isinstance(value, list | tuple | set | frozenset):
        for below in value:
            yield from _texts(below)
    elif isinstance(value, str):
        yield value


# -- the database -----------------------------------------------------------------------------


def _database(config: Config) -> Iterator[str]:
    from alertbot.store.census import census
    from alertbot.store.migrating import HEAD

    hidden = words(_said(config)) - {"http", "https"}
    try:
        found = census(config.database)
    except StoreError as error:
        yield f"database: {masked(str(error), hidden)}"
        return
    hidden |= words((*found.employers, *(it.name for it in found.sources)))
    yield f"database: schema {found.schema or 'not known'}, this alertbot knows {HEAD}"
    yield f"rows: {_tally(found.rows) or 'none'}"
    if found.schema != HEAD:
        return
    yield f"deliveries: {_tally(found.states) or 'none'}"
    yield from _sources(config, found, hidden)
    channels = list(config.channels)
    for channel, reason in found.paused:
        number = channels.index(channel) + 1 if channel in channels else "that is gone"
        yield f"channel {number} is paused: {masked(reason, hidden)}"
    for at, said in found.errors:
        yield f"{at:%Y-%m-%d %H:%M} {masked(said, hidden)}"


def _sources(config: Config, found: Census, hidden: frozenset[str]) -> Iterator[str]:
    """A line a source, by its place in the configuration."""
    from alertbot.health import Failure

    now = datetime.now(UTC)
    known = {it.name: it for it in found.sources}
    for number, (name, entry) in enumerate(config.sources.items(), 1):
        kind, it = _kind(entry.kind), known.pop(name, None)
        if it is None:
            yield f"source {number} {kind}: not polled yet"
            continue
        told = {"failures": it.failures, "doubts": it.doubts, "unread": it.unread}
        parts = [f"succeeded {_ago(it.succeeded_at, now)}", _tally(told)]
        parts += ["asked to wait" if it.wait_until and it.wait_until > now else ""]
        parts += [it.failure if it.failure in set(Failure) else "", "silent" if it.silence else ""]
        parts += [masked(it.error, hidden)]
        yield f"source {number} {kind}: {'; '.join(filter(None, parts))}"
    if known:
        yield f"sources that are gone: {len(known)}"


def _ago(moment: datetime | None, now: datetime) -> str:
    return (
        "never" if moment is None else f"{max((now - moment).total_seconds() / 60, 0):.0f} min ago"
    )
