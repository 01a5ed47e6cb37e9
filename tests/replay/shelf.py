"""A board as it stands at one moment, and what is wrong with its service just then."""

from __future__ import annotations

from dataclasses import dataclass, field

from alertbot.testing import Fault
from tests.replay.ads import Ad


@dataclass
class Shelf:
    """`name` is the source's. `window`: only so many of the first are shown, 0 for all.

    `edition`: how its texts are set, see services. `moving`: its dates are those of the poll.
    `part`: the share of the board that an error lets through. `fault` befalls every request, or
    those for further pages alone where `further`.
    """

    name: str
    company: str
    window: int = 0
    ads: list[Ad] = field(default_factory=list)
    edition: int = 0
    moving: bool = False
    part: float = 1.0
    fault: Fault | None = None
    further: bool = False

    def shown(self) -> list[Ad]:
        """The postings that an answer holds now."""
        ads = self.ads[: self.window] if self.window else self.ads
        return ads[: round(len(ads) * self.part)]

    def put(self, *ads: Ad) -> None:
        """Adds postings: at the head of a window, which shows the newest, else at the end."""
        self.ads[0 if self.window else len(self.ads) : 0 if self.window else len(self.ads)] = ads

    def drop(self, *ads: Ad) -> None:
        """Takes postings off."""
        numbers = {ad.number for ad in ads}
        self.ads = [ad for ad in self.ads if ad.number not in numbers]

    def swap(self, old: Ad, *new: Ad) -> None:
        """Puts others in a posting's place."""
        self.ads = [one for ad in self.ads for one in (new if ad.number == old.number else (ad,))]
