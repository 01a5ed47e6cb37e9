"""An opening as conditions look at it: cut into words once, however many filters are tried."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property, lru_cache

from alertbot import pay, places, text
from alertbot.model import Opening, Pay, Place, Workplace
from alertbot.query.rows import BREAK, Field, line
from alertbot.query.tokens import as_far
from alertbot.query.tokens import words as words
from alertbot.text.language import language

MAX_DESCRIPTION = 24_000
"""Plain letters of a description that `text:` looks at: what bounds the time of one posting. See
`tokens.as_far`: of English prose it is some 18,000.
"""
MAX_TAGS = 3_000
"""And of all hashtags together."""
MAX_RANGES = 50
"""And as many ranges of pay."""

MAX_EFFORT = 16
"""And of the words of its places: about so many names of cities. See `places.effort`."""

_LONGEST_NAME = 100
"""Letters of a place's name that is worth remembering."""


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
    """A place that says where, and what evidence says of it."""

    place: Place
    shown: str

    @property
    def names(self) -> Iterator[str]:
        """The words of its text and of its city, each between spaces."""
        for content in (self.place.text, self.place.city):
            if content:
                yield f" {_name(content)} "


def hashtags(opening: Opening) -> tuple[str, ...]:
    """The hashtags that conditions look at, without their #: the first, where they are too long."""
    found = []
    left = MAX_TAGS
    for tag in opening.hashtags:
        left -= len(tag) if tag.isascii() else 4 * len(tag)
        if left < 0:
            break
        found.append(" ".join(tag.lstrip("#").split()))
    return tuple(found)


@dataclass(frozen=True, eq=False)
class View:
    """An opening at a moment."""

    opening: Opening
    now: datetime

    @cached_property
    def title(self) -> tuple[Field, ...]:
        return (line(self.opening.title),)

    @cached_property
    def company(self) -> tuple[Field, ...]:
        name = self.opening.company
        return (line(name),) if name else ()

    @cached_property
    def _tags(self) -> str:
        """The hashtags as written, without their #, each in a line of its own."""
        return BREAK.join(hashtags(self.opening))

    @cached_property
    def hashtags(self) -> tuple[Field, ...]:
        """All hashtags together: there may be hundreds."""
        return (Field(self._tags, "", is_list=True),) if self._tags else ()

    @cached_property
    def head(self) -> tuple[Field, ...]:
        """Title, hashtags, company: where a bare word is looked for."""
        return self.title + self.hashtags + self.company

    @cached_property
    def description(self) -> tuple[Field, ...]:
        content = as_far(self.opening.description, MAX_DESCRIPTION)
        return (Field(content, ""),) if content.strip() else ()

    @cached_property
    def is_read(self) -> bool:
        """Whether there is a description, and all of it is looked at."""
        length = len(self.opening.description)
        return any(len(field.content) == length for field in self.description)

    @cached_property
    def tags(self) -> dict[str, str]:
        """The hashtags as written, by their folded form."""
        folded = text.fold(self._tags).split(BREAK) if self._tags else []
        shown = (f"#{tag}" for tag in self._tags.split(BREAK))
        return dict(zip(folded, shown, strict=False))

    @cached_property
    def tag_line(self) -> str:
        """The hashtags as written, in one line."""
        return " ".join(self.tags.values())

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
    def _legible(self) -> tuple[bool, ...]:
        """For each place, whether its words are read: those after too many others are not."""
        used, found = 0, []
        for place in self.places:
            used += places.effort(place.text, MAX_EFFORT + 1) if used <= MAX_EFFORT else 0
            found.append(used <= MAX_EFFORT)
        return tuple(found)

    @cached_property
    def _unread(self) -> bool:
        """Whether a place of which only the words are known has not been read."""
        pairs = zip(self.places, self._legible, strict=True)
        return any(not legible and not is_structured(place) for place, legible in pairs)

    @cached_property
    def _read(self) -> tuple[tuple[Place, tuple[Place, ...]], ...]:
        """Each place that is known or read, and which places that are."""
        return tuple(
            (place, (place,) if is_structured(place) else places.read(place.text))
            for place, legible in zip(self.places, self._legible, strict=True)
            if legible or is_structured(place)
        )

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """The places that say where: without "53 Locations", "Remote" and the like."""
        return tuple(Spot(one, shown(place)) for place, found in self._read for one in found)

    @cached_property
    def vague(self) -> str:
        """A phrase that stands for a place that is not named; "" where there is none."""
        vague = next((shown(place) for place, found in self._read if not found), "")
        if vague or not self._unread:
            return text.cut(vague, _LONGEST_NAME)
        return f"{len(self.places)} places, not all read"

    @cached_property
    def countries(self) -> frozenset[str | None]:
        """The countries of the spots; None among them where one is not known."""
        return frozenset(spot.place.country for spot in self.spots)

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
        for place, kind, _ in self._worked:
            if kind:
                return kind, text.cut(place.text, _LONGEST_NAME)
        if self._unread or not self.spots:
            return None, ""
        return Workplace.ONSITE, self.spots[0].shown

    @cached_property
    def _worked(self) -> tuple[tuple[Place, Workplace | None, tuple[str, ...] | None], ...]:
        """What the words of each place that is read say of how the work is done there."""
        pairs = zip(self.places, self._legible, strict=True)
        return tuple((place, *places.workplace(place.text)) for place, legible in pairs if legible)

    @cached_property
    def open_to(self) -> tuple[str, ...] | None:
        """Countries that remote is open to; () is anywhere, None not said."""
        if self.opening.remote_in is not None:
            return self.opening.remote_in
        said = [codes for _, _, codes in self._worked]
        if () in said:
            return ()
        if self._unread:
            return None
        return tuple(dict.fromkeys(code for codes in said for code in codes or ())) or None


def shown(place: Place) -> str:
    """A place as evidence words it."""
    said = (place.text, place.city, place.region, place.country)
    return next((word for word in said if word), "")


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
