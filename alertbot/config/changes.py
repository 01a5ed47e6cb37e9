"""What is different between two configurations, and how that is said in one line. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import UTC

from alertbot.config.configuration import Config, Search
from alertbot.identity import Employers

NAMED = 3
"""So many names are said; of more, how many there are."""

_PARTS = {"sources": "source", "channels": "channel", "searches": "search"}
_UNSAID = frozenset({"path", "settings", "operator_said", *_PARTS})
"""Fields of a Config that are no key of the file, or are compared in another way."""


@dataclass(frozen=True, slots=True)
class Part:
    """What is different in a section, by name, in the order of the file. `one`: what an entry is
    called. `renamed`: the new names of searches that are as they were."""

    one: str
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    renamed: tuple[str, ...] = ()

    def said(self) -> Iterator[str]:
        for did in ("added", "removed", "changed", "renamed"):
            names: tuple[str, ...] = getattr(self, did)
            if names:
                yield f"{_counted(len(names), self.one)} {did}{_named(names)}"


@dataclass(frozen=True, slots=True)
class Changes:
    """What is different: the sections, and the `keys` at the head of the file."""

    parts: tuple[Part, ...] = ()
    keys: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.keys or any(any(part.said()) for part in self.parts))

    def __str__(self) -> str:
        said = [words for part in self.parts for words in part.said()]
        return ", ".join([*said, *(f"{key} changed" for key in self.keys)]) or "nothing changed"


def changes(before: Config, after: Config) -> Changes:
    """What `after` says that `before` did not, or otherwise."""
    return Changes(
        (
            _part("source", before.sources, after.sources),
            _searches(before, after),
            _part("channel", before.channels, after.channels),
        ),
        tuple(_keys(before, after)),
    )


def contents(config: Config) -> str:
    """What is in a configuration: `2 sources, 1 search, 1 channel`."""
    counts = ((len(getattr(config, part)), one) for part, one in _PARTS.items())
    return ", ".join(_counted(count, one) for count, one in counts)


def _part(one: str, before: Mapping[str, object], after: Mapping[str, object]) -> Part:
    return Part(
        one,
        added=tuple(name for name in after if name not in before),
        removed=tuple(name for name in before if name not in after),
        changed=tuple(name for name, it in after.items() if before.get(name, it) != it),
    )


def _searches(before: Config, after: Config) -> Part:
    """The searches: one that only got another name is neither new nor gone."""
    found = _part("search", before.searches, after.searches)
    gone = {before.searches[name].version: name for name in found.removed}
    renamed: dict[str, str] = {}
    for name in found.added:
        if (old := gone.pop(after.searches[name].version, None)) is not None:
            renamed[name] = old
    return replace(
        found,
        added=_without(found.added, renamed),
        removed=_without(found.removed, renamed.values()),
        changed=tuple(name for name in found.changed if _is_changed(name, before, after)),
        renamed=tuple(renamed),
    )


def _is_changed(name: str, before: Config, after: Config) -> bool:
    """Whether its author wrote something else of a search. What it has from elsewhere in the file
    is not its own: the time zone, other names of employers, and all the sources if it names none.
    """
    old, new = before.searches[name], after.searches[name]
    looks_at_all = all(
        frozenset(search.sources) == config.sources.keys()
        for search, config in ((old, before), (new, after))
    )
    return _said(old) != _said(new) or not (looks_at_all or set(old.sources) == set(new.sources))


def _said(search: Search) -> object:
    timing = replace(search.timing, zone=UTC, employers=Employers())
    return str(search.filter), search.to, search.again, timing


def _without(names: Iterable[str], some: Collection[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in some)


def _keys(before: Config, after: Config) -> Iterator[str]:
    for pair in ((before, after), (before.settings, after.settings)):
        for field in fields(pair[0]):
            old, new = (getattr(it, field.name) for it in pair)
            if field.name not in _UNSAID and old != new:
                yield field.name


def _counted(count: int, one: str) -> str:
    many = f"{one}es" if one.endswith("ch") else f"{one}s"
    return f"{count} {one if count == 1 else many}"


def _named(names: tuple[str, ...]) -> str:
    return f" ({', '.join(names)})" if len(names) <= NAMED else ""
