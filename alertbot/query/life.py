"""Conditions about what has happened to an opening since it was first seen: is:new and the like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from alertbot.model import Opening
from alertbot.query.facts import suggestion
from alertbot.query.tree import Leaf, Verdict
from alertbot.query.view import View


class Story(StrEnum):
    """What may be asked of it. One that was reposted may have changed as well."""

    NEW = "new"
    """Neither of the others."""
    REPOSTED = "reposted"
    """It was taken down, and listed anew under another id."""
    CHANGED = "changed"
    """Something that is worth telling is not what it was: see identity.differences."""


@dataclass(frozen=True)
class Is(Leaf):
    """Whether such a thing has happened, at any time since. This is always known."""

    story: Story

    def judge(self, view: View) -> Verdict:
        opening = view.opening
        happened = dict(_happened(opening))
        seen = f"first seen on {opening.first_seen:%Y-%m-%d}"
        holds = self.story in happened or (self.story is Story.NEW and not happened)
        return Verdict(holds, happened.get(self.story) or ", ".join(happened.values()) or seen)

    def __str__(self) -> str:
        return f"is:{self.story}"


def _happened(opening: Opening) -> Iterator[tuple[Story, str]]:
    """What has happened to it, with words for it."""
    if opening.reposted_at is not None:
        yield Story.REPOSTED, f"reposted on {opening.reposted_at:%Y-%m-%d}"
    if opening.changed_at is not None:
        yield Story.CHANGED, f"changed on {opening.changed_at:%Y-%m-%d}"


def story(written: str) -> Is:
    """Reads new, reposted, changed. ValueError names the nearest right word."""
    word = written.strip().lower()
    if word in ("remote", "hybrid", "onsite"):
        raise ValueError(f"{word} stands alone, without is:")
    if word not in list(Story):
        raise ValueError(f"unknown is:{written[:30]}, {suggestion(word, list(Story))}")
    return Is(Story(word))
