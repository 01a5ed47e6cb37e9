"""robots.txt: what a host lets a program ask for, and how fast (RFC 9309)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego

AGENT = "alertbot"
"""The product token that a robots.txt would name us by."""
KEPT_FOR = timedelta(hours=24)
MAX_BYTES = 500 * 1024
"""What is read of a robots.txt; the rest is not looked at, as the RFC allows."""
LONGEST_DELAY = timedelta(seconds=30)
"""A longer Crawl-delay is cut to this: a walk of many pages has to end some day."""

_GROUP = re.compile(r"\s*user[ -]?agents?(?:\s*:|\s)\s*([^#]*)", re.IGNORECASE)
_AGENT = re.compile(rf"(?<![\w-]){AGENT}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host's robots.txt says. Without `text` everything is allowed."""

    rules: Protego | None
    read_at: datetime

    @classmethod
    def of(cls, text: str, read_at: datetime) -> Rules:
        text = _encodable(text[:MAX_BYTES].removeprefix("\ufeff"))
        return cls(Protego.parse("\n".join(_ours(text))) if text.strip() else None, read_at)

    def fresh(self, now: datetime) -> bool:
        return now - self.read_at < KEPT_FOR

    def allows(self, url: str) -> bool:
        return self.rules is None or self.rules.can_fetch(_encodable(url), AGENT)

    @property
    def delay(self) -> timedelta:
        """The least time between two requests that it asks for."""
        seconds = self.rules.crawl_delay(AGENT) if self.rules else None
        return min(timedelta(seconds=max(0.0, min(seconds or 0.0, 3600.0))), LONGEST_DELAY)


def _encodable(text: str) -> str:
    # The parser quotes what is not ASCII, and raises for half of a surrogate pair.
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _ours(text: str) -> Iterator[str]:
    """The lines, with every program that is not us under one name.

    A parser keeps each rule once for each program that it is for: thousands of names before
    thousands of rules, in a file of 100 KB, would hold it up for minutes.
    """
    named: set[str] = set()
    for line in text.splitlines():
        group = _GROUP.match(line)
        if group is None:
            if line.strip() and not line.lstrip().startswith("#"):
                named = set()
            yield line
            continue
        said = group[1].strip().lower()
        name = said if said in ("*", AGENT) else AGENT if _AGENT.search(said) else "others"
        if name not in named:
            named.add(name)
            yield f"User-agent: {name}"
