"""An opening as conditions look at it: cut into words once, however many filters are tried."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property, lru_cache

from alertbot import pay, places, text
from alertbot.model import Opening, Pay, Place, Workplace
from alertbot.query.tokens import bases, spellings
from alertbot.query.tokens import words as words
from alertbot.text.language import language

MAX_DESCRIPTION = 16_000
"""Characters of a description that `text:` looks at: what bounds the time of one posting."""
MAX_RANGES = 50
"""And as many ranges of pay."""

_LONGEST_NAME = 100
"""Letters of a place's name that is worth remembering."""
BREAK = "\n"
"""What ends a line of a field that is a list, among its words as in its content."""
_LINE = "0line0"
"""A word that stands for it while the text is cut; who has it for a hashtag has two."""


@dataclass(frozen=True, eq=False)
class Field:
    """A piece of text in which words are looked for. `shown` is what evidence says of it.

    With `is_list`, each line of the content is one by itself, and shown with a #.
    """

    content: str
    shown: str
    is_list: bool = False

    @cached_property
    def _written(self) -> str:
        """The words with the apostrophes in them, each between single spaces."""
        if not self.is_list:
            return f" {' '.join(spellings(self.content))} "
        # In one go: there may be hundreds of lines.
        together = spellings(self.content.replace(BREAK, f" {_LINE} "))
        return f" {' '.join(together)} ".replace(f" {_LINE} ", f" {BREAK} ")

    @property
    def words(self) -> list[str]:
        """The words as evidence shows them; a line of a list ends with a line break."""
        return self.spelled[1:-1].split(" ")

    @cached_property
    def spelled(self) -> str:
        """The words, each between single spaces."""
        return self._written.replace("'", "")

    @cached_property
    def based(self) -> str:
        """The same in their bases, as many words."""
        return bases(self._written)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The words, and their bases."""
        found = frozenset(self.spelled.split())
        return found if self.based == self.spelled else found.union(self.based.split())

    @cached_property
    def lowered(self) -> str:
        """The content in lower case where that keeps each character's place, else empty."""
        lower = self.content.lower()
        return lower if len(lower) == len(self.content) else ""

    @cached_property
    def encoded(self) -> bytes:
        return self.content.encode("utf-8", "ignore")


@dataclass(frozen=True, slots=True)
class PayRange:
    """A range of pay that has an amount, by the year where that can be said."""

    stated: Pay
    low: Decimal | None
    high: Decimal | None
    shown: str


@dataclass(frozen=True, slots=True)
class Measured:
    """Between what the measured amount of a range lies, by the year in the currency asked for.

    `reason`: why it says nothing of that, "" where it does.
    """

    stated: Pay
    low: Decimal | None
    high: Decimal | None
    shown: str
    reason: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that says where. `names` are the words of its text and city, one space between."""

    place: Place
    names: tuple[str, ...]
    shown: str


@dataclass(frozen=True, eq=False)
class View:
    """An opening at a moment."""

    opening: Opening
    now: datetime

    @cached_property
    def title(self) -> tuple[Field, ...]:
        shown = self.opening.title
        return (Field(shown, shown),)

    @cached_property
    def company(self) -> tuple[Field, ...]:
        shown = self.opening.company
        return (Field(shown, shown),) if shown else ()

    @cached_property
    def hashtags(self) -> tuple[Field, ...]:
        """All hashtags together: there may be hundreds."""
        lines = (" ".join(tag.lstrip("#").split()) for tag in self.opening.hashtags)
        together = "\n".join(lines)
        return (Field(together, "", is_list=True),) if together else ()

    @cached_property
    def head(self) -> tuple[Field, ...]:
        """Title, hashtags, company: where a bare word is looked for."""
        return self.title + self.hashtags + self.company

    @cached_property
    def description(self) -> tuple[Field, ...]:
        content = self.opening.description[:MAX_DESCRIPTION]
        return (Field(content, ""),) if content.strip() else ()

    @cached_property
    def tags(self) -> dict[str, str]:
        """The hashtags as written, by their folded form."""
        named = (" ".join(tag.lstrip("#").split()) for tag in self.opening.hashtags)
        return {text.fold(tag): f"#{tag}" for tag in named}

    @cached_property
    def tag_list(self) -> str:
        """The hashtags in their folded form, each in a line of its own."""
        return "".join(f"{BREAK}{tag}" for tag in self.tags)

    @cached_property
    def terms(self) -> frozenset[str]:
        """What an index finds filters by: the words of the head, their bases, and #tags."""
        tags = frozenset(f"#{tag}" for tag in self.tags)
        return tags.union(*(field.vocabulary for field in self.head))

    @cached_property
    def language(self) -> str | None:
        """ISO 639-1 of what the advertisement is written in; None where that is not certain."""
        return language(f"{self.opening.title}\n{self.opening.description[:MAX_DESCRIPTION]}")

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return self.opening.places

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """The places that say where: without "53 Locations", "Remote" and the like."""
        return tuple(
            spot_of(found, shown(place))
            for place in self.places
            for found in ((place,) if is_structured(place) else places.read(place.text))
        )

    @cached_property
    def vague(self) -> str:
        """A phrase that stands for a place that is not named; "" where there is none."""
        vague = (one for one in self.places if not is_structured(one) and not places.read(one.text))
        return next(map(shown, vague), "")

    @cached_property
    def countries(self) -> frozenset[str | None]:
        """The countries of the spots; None among them where one is not known."""
        return frozenset(spot.place.country for spot in self.spots)

    @cached_property
    def names(self) -> str:
        """All that the spots are called, each word between spaces."""
        return "\n".join(name for spot in self.spots for name in spot.names)

    @cached_property
    def pay(self) -> tuple[PayRange, ...]:
        """The ranges of pay that have an amount."""
        return tuple(
            PayRange(stated, *pay.annual(stated), pay.display(stated))
            for stated in self.opening.pay[:MAX_RANGES]
            if stated.min is not None or stated.max is not None
        )

    @cached_property
    def chosen_pay(self) -> dict[Hashable, tuple[PayRange, ...]]:
        """The ranges that apply to places asked for, as far as they were asked for yet."""
        return {}

    @cached_property
    def measured_pay(self) -> dict[Hashable, tuple[Measured, ...]]:
        """The same in the currencies asked for."""
        return {}

    @cached_property
    def workplace(self) -> tuple[Workplace | None, str]:
        """How the work is done, and what says so. A place named and nothing more is on site."""
        said = self.opening.workplace
        if said:
            return said, said.value
        for place in self.places:
            kind, _ = places.workplace(place.text)
            if kind:
                return kind, place.text
        return (Workplace.ONSITE, self.spots[0].shown) if self.spots else (None, "")

    @cached_property
    def open_to(self) -> tuple[str, ...] | None:
        """Countries that remote is open to; () is anywhere, None not said."""
        if self.opening.remote_in is not None:
            return self.opening.remote_in
        said = [places.workplace(place.text)[1] for place in self.places]
        if () in said:
            return ()
        return tuple(dict.fromkeys(code for codes in said for code in codes or ())) or None


def shown(place: Place) -> str:
    """A place as evidence words it."""
    said = (place.text, place.city, place.region, place.country)
    return next((word for word in said if word), "")


def spot_of(place: Place, said: str) -> Spot:
    names = (_name(content) for content in (place.text, place.city or ""))
    return Spot(place, tuple(f" {name} " for name in names if name), said)


def _name(content: str) -> str:
    """The words of a place's name."""
    return _known_name(content) if len(content) <= _LONGEST_NAME else " ".join(words(content))


@lru_cache(maxsize=8192)
def _known_name(content: str) -> str:
    """The same; boards repeat them in every posting."""
    return " ".join(words(content))


def is_structured(place: Place) -> bool:
    """Whether more than the words of a place is known."""
    return bool(place.city or place.region or place.country)
