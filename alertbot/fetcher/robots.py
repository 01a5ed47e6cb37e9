"""robots.txt: what a host lets a program ask for, and how fast (RFC 9309)."""

from __future__ import annotations

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


@dataclass(frozen=True, slots=True)
class Rules:
    """What one host's robots.txt says. Without `text` everything is allowed."""

    rules: Protego | None
    read_at: datetime

    @classmethod
    def of(cls, text: str, read_at: datetime) -> Rules:
        return cls(Protego.parse(text[:MAX_BYTES]) if text.strip() else None, read_at)

    def fresh(self, now: datetime) -> bool:
        return now - self.read_at < KEPT_FOR

    def allows(self, url: str) -> bool:
        return self.rules is None or self.rules.can_fetch(url, AGENT)

    @property
    def delay(self) -> timedelta:
        """The least time between two requests that it asks for."""
        seconds = self.rules.crawl_delay(AGENT) if self.rules else None
        return min(timedelta(seconds=max(0.0, min(seconds or 0.0, 3600.0))), LONGEST_DELAY)
