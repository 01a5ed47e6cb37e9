"""An opening as conditions look at it: cut into words once, however many filters are tried."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property

from alertbot import pay, places, text
from alertbot.model import Opening, Pay, Place, Workplace
from alertbot.query.synonyms import canonical

MAX_DESCRIPTION = 16_000
"""Characters of a description that `text:` looks at: what bounds the time of one posting."""

_SIGN = "\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf"
_SIGN += "\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_SPLIT = re.compile(f"[{_SIGN}]|[^{_SIGN}]+")
_UNSPACED = re.compile(f"[{_SIGN}]")


def words(content: str) -> list[str]:
    """Tokens, of which Chinese, Japanese and Korean ones are one sign each: found by substring."""
    found = text.tokens(content)
    if content.isascii():
        return found
    return [
        part
        for token in found
        for part in (_SPLIT.findall(token) if _UNSPACED.search(token) else (token,))
    ]


@dataclass(frozen=True, eq=False)
class Field:
    """A piece of text in which words are looked for. `shown` is what evidence says of it."""

    content: str
    shown: str

    @cached_property
    def tokens(self) -> list[str]:
        return words(self.content)

    @cached_property
    def spelled(self) -> str:
        """The tokens, each between single spaces."""
        return f" {' '.join(self.tokens)} "

    @cached_property
    def canonical(self) -> str:
        """The same in the one spelling that stands for all synonyms; as many tokens."""
        return f" {' '.join(canonical(self.tokens))} "

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The canonical tokens."""
        return frozenset(self.canonical.split())

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
        return tuple(Field(tag, f"#{tag}") for tag in self.opening.hashtags)

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
        return {text.fold(tag.lstrip("#")): f"#{tag.lstrip('#')}" for tag in self.opening.hashtags}

    @cached_property
    def terms(self) -> frozenset[str]:
        """What an index finds filters by: the canonical words of the head, and #tags."""
        tags = frozenset(f"#{tag}" for tag in self.tags)
        return tags.union(*(field.vocabulary for field in self.head))

    @cached_property
    def places(self) -> tuple[Place, ...]:
        return self.opening.places

    @cached_property
    def spots(self) -> tuple[Spot, ...]:
        """The places that say where: without "53 Locations", "Remote" and the like."""
        return tuple(
            _spot(found, shown(place))
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
            for stated in self.opening.pay
            if stated.min is not None or stated.max is not None
        )

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


def _spot(place: Place, said: str) -> Spot:
    names = (" ".join(words(content)) for content in (place.text, place.city or ""))
    return Spot(place, tuple(f" {name} " for name in names if name), said)


def is_structured(place: Place) -> bool:
    """Whether more than the words of a place is known."""
    return bool(place.city or place.region or place.country)
