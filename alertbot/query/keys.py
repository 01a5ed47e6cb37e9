"""The same filter as YAML keys: what stands under `match:` of a search.

    title: {any: ["software engineer", sre], none: [intern]}
    hashtags: {all: [pubsub]}
    location: {any: [washington]}
    pay: {floor: 150k}
    query: "anything else, in the query language"

A single value, or a list, is an `any`. All keys have to hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from alertbot.errors import QueryError
from alertbot.query import facts, fields, grammar, limits
from alertbot.query.near import radius
from alertbot.query.scan import QUOTES, Atom, Kind, plain
from alertbot.query.tree import (
    DEFAULTS,
    Condition,
    Filter,
    Leaf,
    Settings,
    all_of,
    any_of,
    none_of,
)

COLONS = {
    "title": "title",
    "company": "company",
    "text": "text",
    "location": "in",
    "remote": "remote",
    "type": "type",
    "level": "level",
    "lang": "lang",
    "source": "source",
    "is": "is",
}
"""Keys, by the field with a colon that each stands for."""
TIMES = ("posted", "closes")
KEYS = ("words", "hashtags", *COLONS, "workplace", "pay", *TIMES, "query")
"""What may stand under `match:`."""

_GROUPS = ("any", "all", "none")
_PAY = {"floor": ">=", "ceiling": "<="}
_SLASH = re.compile(r"(\\.)|/", re.DOTALL)
_UNQUOTED = str.maketrans(dict.fromkeys(QUOTES, " "))


def from_keys(keys: Mapping[str, object], settings: Settings = DEFAULTS) -> Filter:
    """The filter that the keys say. QueryError names the key's path, and what it should be.

    `position` of the error is 0, save in `query`, where it is the index in that text.
    """
    if not keys:
        raise QueryError(f"nothing is asked for: known keys are {', '.join(KEYS)}", 0)
    reading = Keys(settings)
    parts = [part for key, value in keys.items() for part in reading.conditions(str(key), value)]
    return limits.checked(all_of(parts), reading.budget)


class Keys:
    """Reads keys, and counts what they ask for in `budget`."""

    def __init__(self, settings: Settings = DEFAULTS) -> None:
        self._settings = settings
        self._length = 0
        self.budget = limits.Budget()

    def conditions(self, key: str, value: object) -> Iterable[Condition]:
        """What one key asks for, one condition or more."""
        if key not in KEYS:
            near = facts.suggestion(key, KEYS)
            raise QueryError(f"{key[:30]}: unknown key '{key[:30]}', {near}", 0)
        if key == "query":
            return [self._query(value)]
        if key == "pay":
            return [self._pay(limit, amount) for limit, amount in _pay_limits(value)]
        if key in TIMES:
            return [self._time(key, value)]
        if key == "remote" and value is True:
            return [self._leaf("workplace", "workplace", "remote")]
        return list(self._groups(key, value))

    def _groups(self, key: str, value: object) -> Iterable[Condition]:
        groups = dict(value) if isinstance(value, Mapping) else {"any": value}
        behind = _radius(groups.pop("radius")) if key == "location" and "radius" in groups else ""
        if not groups:
            raise QueryError(f"{key}: is empty: write any, all or none", 0)
        for group, items in ((str(group), items) for group, items in groups.items()):
            path = f"{key}.{group}" if isinstance(value, Mapping) else key
            if group not in _GROUPS:
                near = facts.suggestion(group, _GROUPS)
                raise QueryError(f"{path[:60]}: unknown key '{group[:30]}', {near}", 0)
            leaves = [self._leaf(path, key, item, behind) for item in _listed(path, items)]
            if group == "any":
                yield any_of(leaves)
            else:
                yield from leaves if group == "all" else map(none_of, leaves)

    def _leaf(self, path: str, key: str, item: object, behind: str = "") -> Leaf:
        written = self._scalar(path, item) + behind
        with _Path(path):
            return self.budget.spend(self.read(key, written), 0, path)

    def read(self, key: str, written: str) -> Leaf:
        """The condition that one value under a key says."""
        if key == "hashtags":
            return fields.term(
                Atom(Kind.HASHTAG, _one_word(written).removeprefix("#"), 0), self._settings
            )
        if key == "workplace":
            found = fields.workplace(written, self._settings)
            if found is None:
                near = facts.suggestion(written, ("remote", "hybrid", "onsite"))
                raise QueryError(f"unknown workplace '{written[:30]}', {near}", 0)
            return found
        atom = _atom(written)
        if key == "words":
            return fields.term(atom, self._settings)
        return fields.NAMED[COLONS[key]](atom, ":", self._settings)

    def _pay(self, limit: str, value: object) -> Leaf:
        path = f"pay.{limit}"
        atom = Atom(Kind.WORD, self._scalar(path, value), 0)
        with _Path(path):
            leaf = fields.COMPARED["pay"](atom, _PAY[limit], self._settings)
            return self.budget.spend(leaf, 0, path)

    def _time(self, key: str, value: object) -> Leaf:
        written = "".join(self._scalar(key, value).split())
        digits = written.lstrip("<>=")
        comparison = written[: len(written) - len(digits)] or "<"
        with _Path(key):
            if comparison not in ("<", "<=", ">", ">="):
                raise QueryError('a time is written like "<7d"', 0)
            read = fields.COMPARED[key](Atom(Kind.WORD, digits, 0), comparison, self._settings)
            return self.budget.spend(read, 0, key)

    def _scalar(self, path: str, value: object) -> str:
        """A text or number as text, which together may not be longer than a query."""
        written = _scalar(path, value)
        self._length += len(written)
        if self._length > limits.MAX_LENGTH:
            reason = f"longer than {limits.MAX_LENGTH} characters with all before it"
            raise QueryError(f"{path}: {reason}", 0)
        return written

    def _query(self, value: object) -> Condition:
        if not isinstance(value, str):
            raise QueryError("query: is a text in the query language", 0)
        with _Path("query"):
            return grammar.condition(value, self._settings, self.budget, "query")


class _Path:
    """Puts the key's path in front of a mistake found in its value."""

    def __init__(self, path: str) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, QueryError):
            raise QueryError(f"{self._path}: {error.message}", error.position) from None


def _radius(value: object) -> str:
    """What stands behind each place of a `location` with a radius: ~50km."""
    path = "location.radius"
    try:
        return str(radius(_scalar(path, value)))
    except ValueError as error:
        raise QueryError(f"{path}: {error}", 0) from None


def _pay_limits(value: object) -> Iterable[tuple[str, object]]:
    limits_given = value if isinstance(value, Mapping) else {"floor": value}
    if not limits_given:
        raise QueryError("pay: is empty: write floor or ceiling", 0)
    for key, amount in limits_given.items():
        if key not in _PAY:
            near = facts.suggestion(str(key), list(_PAY))
            raise QueryError(f"pay.{key}: unknown key '{key}', {near}", 0)
        yield key, amount


def _listed(path: str, items: object) -> Sequence[object]:
    found = items if isinstance(items, Sequence) and not isinstance(items, str) else [items]
    if not found:
        raise QueryError(f"{path}: the list is empty", 0)
    return found


def _scalar(path: str, value: object) -> str:
    """A text or number as text."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise QueryError(f"{path}: is a text or a number, or a list of them", 0)
    written = str(value).strip()
    if not written:
        raise QueryError(f"{path}: is empty", 0)
    return written


def _one_word(written: str) -> str:
    if not re.fullmatch(r"[^\s()!\"“”„]+", written):
        raise QueryError(f"a hashtag is one word, which '{written[:30]}' is not", 0)
    return written


def _atom(written: str) -> Atom:
    """The value as the query language would have it: a pattern between slashes, else a phrase."""
    if len(written) > 2 and written.startswith("/") and written.endswith("/"):
        return Atom(Kind.PATTERN, _SLASH.sub(lambda found: found[1] or r"\/", written[1:-1]), 0)
    return Atom(Kind.PHRASE, " ".join(plain(written).translate(_UNQUOTED).split()), 0)
