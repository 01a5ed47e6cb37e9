"""What a posting comes to in one value: of its content, of what is news, of its wording."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import fields
from operator import attrgetter

from xxhash import xxh3_128_digest

from alertbot.identity.texts import squashed
from alertbot.model import Basis, Pay, Place, Posting, RawPlace, RawPosting
from alertbot.text import squash


def content_hash(posting: Posting) -> str:
    """Says which opening a posting is: SHA-256, hex, of company, title and description.

    Each is folded to letters and digits alone, since boards glue and split words; of a title the
    signs + and # count too, which are all that tells C, C++ and C# apart. Places and the URL are
    left out, since one opening is listed for many cities.
    """
    company, title = squash(posting.company or ""), squashed_title(posting.title)
    return _digest(company, title, squashed(posting.description))


def revision(posting: Posting) -> str:
    """Says whether there is news: SHA-256, hex, of what a reader would want to hear of.

    That is title, pay, places, workplace, employment type and the day it closes. Order does not
    count, nor does pay that somebody guessed. Where two revisions are equal, `differences` finds
    nothing.
    """
    pay = sorted({pay_key(pay) for pay in posting.pay if pay.basis is not Basis.PREDICTED})
    places = sorted({place_key(place) for place in posting.places})
    remote = "?" if posting.remote_in is None else ",".join(sorted(set(posting.remote_in)))
    closes = posting.valid_through.date() if posting.valid_through else None
    rest = (posting.workplace, remote, posting.employment_type, closes)
    return _digest(
        squashed_title(posting.title), *pay, "", *places, "", *(str(part) for part in rest)
    )


def fingerprint(raw: RawPosting) -> bytes:
    """Tells, cheaply and before anything is read, whether a source words a posting as it did.

    The date does not count: "Posted 3 Days Ago" is another tomorrow. Nor does what is empty, so
    that a field which a later version adds makes no posting look new. 16 bytes; not for security.
    """
    said = [name + value for name, value in zip(_NAMES, _plain(raw), strict=True) if value]
    said += ["place=" + "|".join(_parts(place)) for place in raw.places]
    if raw.pay or raw.remote_in:  # most have neither, and there are many
        said += [f"pay={pay!r}" for pay in raw.pay]
        said += [f"remote={words}" for words in raw.remote_in]
    # By itself: a long text that is ASCII is encoded ten times as fast as one with a "ø" before it.
    said.append("")
    return xxh3_128_digest(_joined(said) + raw.description.encode("utf-8", "replace"))


_PLAIN = tuple(
    each.name
    for each in fields(RawPosting)
    if each.name not in ("posted", "detail", "markup", "description", "places", "pay", "remote_in")
)
_NAMES = tuple(f"{name}=" for name in _PLAIN)
_plain = attrgetter(*_PLAIN)
_parts = attrgetter(*(each.name for each in fields(RawPlace)))


def squashed_title(title: str) -> str:
    """The letters and digits of a title, and behind them the signs that mean something: C++."""
    return f"{squash(title)} {''.join(sign for sign in title if sign in '+#')}"


def pay_key(pay: Pay) -> str:
    """A range as one value, however its amounts are written (100000, 1E+5, 100000.00)."""
    low, high = ("" if each is None else f"{each:f}" for each in (pay.min, pay.max))
    low, high = (each.rstrip("0").rstrip(".") if "." in each else each for each in (low, high))
    return f"{low} {high} {pay.currency} {pay.period} {squash(pay.where or '')}"


def place_key(place: Place) -> str:
    """A place as one value, however it is written: "NV, US" is "NV", and "Nevada"."""
    said = (place.city, place.region, place.country)
    if any(said):
        return " ".join((squash(place.city or ""), place.region or "", place.country or ""))
    return squash(place.text)


def _digest(*parts: str) -> str:
    return hashlib.sha256(_joined(parts)).hexdigest()


def _joined(parts: Iterable[str]) -> bytes:
    # A separator that no folded part contains keeps ("ab", "c") and ("a", "bc") apart.
    return "\x1f".join(parts).encode("utf-8", "replace")
