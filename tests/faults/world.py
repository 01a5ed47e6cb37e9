"""Two boards that change whenever they are asked, and the list of all that they have shown.

Each opening has a word of its own in its title, by which a message can be told. A posting stays
on its board until somebody has been alerted of it: what is shown only while the bot is dead was
never promised. No more are put up than a few ahead of what has been told, since a chat takes a
message a second, and a flood would be held back with good reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from random import Random

from alertbot.testing import Answer, Asked, Board, greenhouse_job

TOKENS = ("contoso", "fabrikam")
AHEAD = 8
FIRST = 24
REST = 4
"""Turns that a posting stays away before it is put up again."""

WORD = re.compile(r"\bQ[aeiou](?:[bdfgklmnprstvwz][aeiou]){4}\b")

_CONSONANTS, _VOWELS = "bdfgklmnprst", "aeiou"
_SYLLABLES = [first + second for first in _CONSONANTS for second in _VOWELS]
_FITTING = ("Messaging Engineer", "Storage Engineer", "Site Reliability Engineer", "Data Engineer")
_OTHER = ("Product Designer", "Warehouse Planner", "Account Executive")


def word_of(number: int) -> str:
    """The word of an opening; those of neighbours have no syllable in common."""
    left, syllables = number * 6_700_417 % 60**4, []
    for _ in range(4):
        left, rest = divmod(left, 60)
        syllables.append(_SYLLABLES[rest])
    return "Q" + _VOWELS[number % 5] + "".join(syllables)


@dataclass(slots=True)
class Advertised:
    """An opening of the world. `first`: it was there before the bot was."""

    number: int
    token: str
    word: str
    fits: bool
    first: bool
    edits: int = 0
    gone_at: int | None = None

    def job(self, posted: datetime | None = None) -> dict[str, object]:
        """The posting as it now is, of today unless it is said; an edit changes its text alone."""
        titles = _FITTING if self.fits else _OTHER
        text = (
            f"The {self.word} group looks for somebody who takes care of what others rely on. "
            f"You will plan the work of {self.word} with {3 + self.number % 7} colleagues."
        )
        return greenhouse_job(
            self.number,
            f"{titles[self.number % len(titles)]}, {self.word}",
            company=self.token.capitalize(),
            text=f"{text} The team was revised {self.edits} times." if self.edits else text,
            posted=posted or datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0),
        )


class World(Board):
    """`told`: to how many destinations each word has been told so far, of `destinations`."""

    def __init__(self, chance: Random, destinations: int) -> None:
        super().__init__()
        self.moving = False
        self.advertised: list[Advertised] = []
        self.told: Callable[[], Mapping[str, int]] = dict
        self._chance = chance
        self._destinations = destinations
        self._turns = 0
        self._closed_after = 0
        for token in TOKENS:
            self.greenhouse(token, [])
            for index in range(FIRST):
                self._put_up(token, fits=index % 2 == 0, first=True)

    def answer(self, asked: Asked) -> Answer:
        """What is asked, after the board has changed once more."""
        token = asked.path.split("/")[3:4]
        if self.moving and token and token[0] in TOKENS:
            self._turn(token[0])
        return super().answer(asked)

    def waiting(self) -> list[Advertised]:
        """The openings that have not been told everywhere."""
        told = self.told()
        return [
            one
            for one in self.advertised
            if one.fits and not one.first and told.get(one.word, 0) < self._destinations
        ]

    def _turn(self, token: str) -> None:
        self._turns += 1
        draw = self._chance.random
        for _ in range(min(AHEAD - len(self.waiting()), self._chance.choice((0, 1, 1, 2, 3)))):
            self._put_up(token, fits=True)
        if draw() < 0.05:
            self._put_up(token, fits=False)
        if draw() < 0.6:
            self._edit(token)
        if draw() < 0.1:
            self._put_up_again(token)
        self._take_off(token)

    def _put_up(self, token: str, *, fits: bool, first: bool = False) -> None:
        number = 4000 + len(self.advertised)
        one = Advertised(number, token, word_of(number), fits, first)
        self.advertised.append(one)
        self.add_greenhouse(token, one.job())

    def _edit(self, token: str) -> None:
        one = self._chance.choice([one for one in self.advertised if one.token == token])
        if one.gone_at is None:
            one.edits += 1
            self.add_greenhouse(token, one.job())

    def _put_up_again(self, token: str) -> None:
        rested = [
            one
            for one in self.advertised
            if one.token == token and one.gone_at is not None and self._turns - one.gone_at > REST
        ]
        if rested:
            one = self._chance.choice(rested)
            one.gone_at = None
            self.add_greenhouse(token, one.job())

    def _take_off(self, token: str) -> None:
        """One for each that has been told since: a board that loses a third is doubted."""
        told = self.told()
        if len(told) <= self._closed_after:
            return
        there = [
            one
            for one in self.advertised
            if one.token == token
            and one.gone_at is None
            and (one.first or not one.fits or told.get(one.word))
        ]
        if len(there) > FIRST // 2:
            self._closed_after = len(told)
            one = self._chance.choice(there)
            one.gone_at = self._turns
            self.remove_greenhouse(token, one.number)
