"""When a search's alerts are said: its `digest:`, `quiet:`, `max_per_day:` and `per_company:`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, time, tzinfo
from typing import Any

from alertbot.config import variables
from alertbot.config.configuration import Digests, Timing
from alertbot.config.document import Mapping, Node, Scalar, Sequence
from alertbot.config.mistakes import listed, unknown
from alertbot.config.secrets import Secrets
from alertbot.config.values import MOST, WRITTEN
from alertbot.identity import Employers

KEYS = ("digest", "quiet", "max_per_day", "per_company")

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
TIME = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9]"
QUIET = rf"{TIME}\s*[-–]\s*{TIME}"
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY = "|".join(f"[{one[0].upper()}{one[0]}]{one[1:3]}(?:{one[3:]})?" for one in _NAMES)
_DAY = f"(?:{_DAY})"
_SPAN = rf"{_DAY}(?:\s*[-–]\s*{_DAY})?"
SPANS = rf"\s*{_SPAN}(?:\s*,\s*{_SPAN})*\s*"
_IN_DIGEST = dict.fromkeys(("at", "days")).keys()
_MANY = 24
"""Digests a day; more would be alerts."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the timing of searches, each mistake told at its letter."""

    secrets: Secrets
    zone: tzinfo = UTC
    employers: Employers = field(default_factory=Employers)

    def read(self, search: Mapping) -> Timing:
        """What a search says, and of what is wrong or unsaid the default."""
        return Timing(
            self.zone,
            self._digests(search.get("digest")),
            self._quiet(search.get("quiet")),
            self._most("max_per_day", search.get("max_per_day")),
            self._most("per_company", search.get("per_company")),
            self.employers,
        )

    def _digests(self, said: Node | None) -> Digests | None:
        if said is None:
            return None
        at: Node = said
        days = frozenset(range(7))
        if isinstance(said, Mapping):
            self._refuse_keys(said)
            days = self.days(said.get("days"))
            found = said.get("at")
            if found is None and said.entries.keys() <= _IN_DIGEST:
                self._error(said, "'digest' has no 'at': a time of day such as \"08:30\"")
            if found is None:
                return None
            at = found
        items = _items(at)
        times = [self.time_of_day(item, "digest") for item in items]
        if not times:
            self._error(at, "'digest' names no time of day, such as \"08:30\"")
        if len(times) > _MANY:
            self._error(at, f"'digest' names {_MANY} times of day at most")
        good = sorted({one for one in times if one is not None})
        return Digests(tuple(good), days) if good and days else None

    def _refuse_keys(self, said: Mapping) -> None:
        for key, (at, _) in said.entries.items():
            if key not in _IN_DIGEST:
                self.secrets.findings.error(at.start, unknown(key, _IN_DIGEST))

    def days(self, said: Node | None) -> frozenset[int]:
        """The days of the week that a value names, each day if there is none."""
        if said is None:
            return frozenset(range(7))
        found: set[int] = set()
        for item in _items(said):
            words = self.text(item)
            if words is None or not re.fullmatch(SPANS, words):
                known = listed(DAYS, "and")
                self._error(item, f"'days' takes spans such as mon-fri, and the days {known}")
                return frozenset()
            found.update(days(words))
        if not found:
            self._error(said, "'days' names no day of the week, such as mon-fri")
        return frozenset(found)

    def time_of_day(self, node: Node, key: str) -> time | None:
        """The local time that a value names; None, with the mistake told, where it names none."""
        words = self.text(node)
        if words is None or not re.fullmatch(TIME, words.strip()):
            self._error(node, f'\'{key}\' takes times of day, from "00:00" to "23:59"')
            return None
        return clock_time(words)

    def _quiet(self, said: Node | None) -> tuple[time, time] | None:
        if said is None:
            return None
        words = self.text(said)
        if words is None or not re.fullmatch(QUIET, words.strip()):
            self._error(said, "'quiet' is from when to when, such as \"22:00-07:00\"")
            return None
        begins, ends = (clock_time(part) for part in re.split("[-–]", words))
        if begins == ends:
            self._error(said, "'quiet' begins when it ends: nothing would ever be said")
            return None
        return begins, ends

    def _most(self, key: str, said: Node | None) -> int | None:
        if said is None:
            return None
        words = self.text(said) or ""
        if not re.fullmatch("[0-9]{1,7}", words.strip()) or not 1 <= int(words) <= MOST:
            self._error(said, f"'{key}' is a whole number of alerts, 1 at least")
            return None
        return int(words)

    def text(self, node: Node) -> str | None:
        """A value as it stands in the file, its variables filled in."""
        if not isinstance(node, Scalar) or node.value is None:
            return None
        if not isinstance(node.value, str):
            return node.text
        located = variables.located(node, self.secrets.source)
        text = variables.fill(located, self.secrets.env, self.secrets.findings)
        return text.value if text else None

    def _error(self, node: Node, words: str) -> None:
        self.secrets.findings.error(node.start, words)


def _items(node: Node) -> tuple[Node, ...]:
    return tuple(node.items) if isinstance(node, Sequence) else (node,)


def days(words: str) -> frozenset[int]:
    """The days of the week that spans such as mon-fri name; Monday is 0."""
    spans = re.findall(rf"({_DAY})(?:\s*[-–]\s*({_DAY}))?", words)
    return frozenset(
        day for first, last in spans for day in _from(_day(first), _day(last or first))
    )


def clock_time(words: str) -> time:
    """The time that such as 08:30 names."""
    hour, _, minute = words.strip().partition(":")
    return time(int(hour), int(minute))


def _day(words: str) -> int:
    return DAYS.index(words[:3].lower())


def _from(first: int, last: int) -> Iterator[int]:
    """The days from one to another, over the end of the week if need be."""
    return (day % 7 for day in range(first, last + 1 if last >= first else last + 8))


def schema() -> dict[str, Any]:
    """The JSON Schema of these keys of a search."""
    at = _one_or_more({"type": "string", "pattern": rf"^\s*{TIME}\s*$"})
    days = _one_or_more({"type": "string", "pattern": f"^{SPANS}$"})
    most = {"anyOf": [{"type": "integer", "minimum": 1, "maximum": MOST}, WRITTEN, *_VARIABLE]}
    forms = {
        "type": "object",
        "additionalProperties": False,
        "required": ["at"],
        "properties": {
            "at": {**at, "description": "Local times of day."},
            "days": {**days, "description": "The days of the week, such as mon-fri."},
        },
    }
    return {
        "digest": {
            "description": 'Alerts come together at local times of day, such as "08:30".',
            "anyOf": [*at["anyOf"], forms],
        },
        "quiet": {
            "description": 'From when to when nothing is said, such as "22:00-07:00".',
            "anyOf": [{"type": "string", "pattern": rf"^\s*{QUIET}\s*$"}, *_VARIABLE],
        },
        "max_per_day": {
            **most,
            "description": "Alerts a day; the others come together at 18:00.",
        },
        "per_company": {
            **most,
            "description": "Alerts a day of one company; the others come together at 18:00.",
        },
    }


_VARIABLE = [{"$ref": "#/$defs/variable"}]


def _one_or_more(value: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    several = {"type": "array", "minItems": 1, "items": {"anyOf": [value, *_VARIABLE]}}
    return {"anyOf": [value, *_VARIABLE, several]}
