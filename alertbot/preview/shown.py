"""A message as it is seen: what stands under what, and how each stretch of it looks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Service = Literal["slack", "telegram", "text"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text that looks alike all along. `link` is where it leads, if anywhere."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What stands by itself. `small` is Slack's context, `quote` what Telegram folds away."""

    kind: Literal["header", "text", "small", "quote"]
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        """Its words alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Shown:
    """A message as it is seen. `spoken`: what a notification shows, and what is read aloud.

    `used`: how much of what the service allows it takes, in words; empty where nothing is limited.
    """

    service: Service
    parts: tuple[Part, ...]
    spoken: str
    used: str = ""
