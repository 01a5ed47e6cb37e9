"""Reading a list again: what is worded as it was when it was last read need not be decoded.

What a text comes to depends on nothing but the text, its page's address, the kind and its options.
So that is remembered, by the digest of the text; whether it is still what the database knows of the
posting is asked each time. A memory that is lost, or that another process has, costs time alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import msgspec
from xxhash import xxh3_64_intdigest, xxh3_128_digest

from alertbot.errors import ParseError
from alertbot.model import LONGEST_KEY, Page, RawPosting, Withdrawn, bounded
from alertbot.sources import Parsed, SourceKind, SourceOptions, apart
from alertbot.sources._apart import Apart, take_apart

MOST = 8 * 2**20
"""Bytes of memory, some 60 a posting, in all; the sources beyond that are read as a whole."""


class Same(NamedTuple):
    """A posting that is worded as it was when it was last read: all that a poll asks of it."""

    external_id: str
    fingerprint: bytes
    company: str


Texts = Mapping[bytes, Same]
"""Postings by the digests of their texts: 16 bytes, not for security."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a page holds: its postings in order, and what else.

    `digests`: of the texts of the postings; none where their texts were not told apart.
    """

    postings: Sequence[RawPosting | Same]
    others: Sequence[Parsed]
    digests: Sequence[bytes] = ()


def read(
    kind: SourceKind,
    options: SourceOptions,
    page: Page,
    known: Texts,
) -> Reading:
    """What `parse` finds on a page, but that postings whose text is `known` are Same.

    A page on which anything is odd is read as a whole. Raises ParseError.
    """
    parts = _parts(kind, page)
    where = xxh3_64_intdigest(page.url.encode("utf-8", "replace"))  # by it, links are made absolute
    digests = [xxh3_128_digest(one, where) for one in parts.elements] if parts else []
    same = {one: known[one] for one in digests if one in known}
    if parts and same:
        same.pop(digests[0], None)  # so that no list is empty that was not
        reading = _partly(kind, options, parts, digests, same)
        if reading is not None:
            return reading
    found = parsed(kind, options, page)
    whole = Reading(*_sorted(found))
    if parts and _is_plain(whole, parts.elements):
        return replace(whole, digests=digests)
    return whole


def _parts(kind: SourceKind, page: Page) -> Apart | None:
    key = apart(kind)
    return None if key is None else take_apart(page, key)


def _partly(
    kind: SourceKind, options: SourceOptions, parts: Apart, digests: list[bytes], same: Texts
) -> Reading | None:
    """The page, read but for what is the same; None where it has to be read as a whole."""
    fresh = {
        digest: element
        for digest, element in zip(digests, parts.elements, strict=True)
        if digest not in same
    }
    try:
        found = Reading(*_sorted(parsed(kind, options, parts.only(fresh.values()))))
    except ParseError:
        return None  # the error of the whole page names the right place
    if not _is_plain(found, fresh.values()):
        return None
    all_ = {**same, **dict(zip(fresh, found.postings, strict=True))}
    postings = [all_[digest] for digest in digests]
    if len({posting.external_id for posting in postings}) < len(postings):
        return None
    return Reading(postings, found.others, digests)


def _is_plain(found: Reading, elements: Iterable[memoryview]) -> bool:
    """Whether each element has come to a posting of its own: to that whose id is in its text."""
    texts = [*map(bytes, elements)]
    ids = {posting.external_id for posting in found.postings}
    return len(found.postings) == len(texts) == len(ids) and all(
        posting.external_id.encode("utf-8", "replace") in text
        for posting, text in zip(found.postings, texts, strict=True)
    )


def parsed(kind: SourceKind, options: SourceOptions, page: Page) -> list[Parsed]:
    """What `parse` finds, under ids that a database can keep an index of. Raises ParseError."""
    return [_keyed(item) for item in kind.parse(options, page)]


_KEYED = (RawPosting, Withdrawn)


def _keyed(item: Parsed) -> Parsed:
    if isinstance(item, _KEYED) and len(item.external_id) > LONGEST_KEY:
        return replace(item, external_id=bounded(item.external_id))
    return item


def _sorted(found: list[Parsed]) -> tuple[list[RawPosting], list[Parsed]]:
    postings = [item for item in found if isinstance(item, RawPosting)]
    return postings, [item for item in found if not isinstance(item, RawPosting)]


def pack(texts: Texts) -> bytes:
    """The same in a quarter of the memory: there may be very many. Empty where it cannot be."""
    try:
        return msgspec.msgpack.encode(texts)
    except UnicodeEncodeError:  # half of a surrogate pair in what a plug-in read
        return b""


_PACKED = msgspec.msgpack.Decoder(dict[bytes, Same])


def unpack(packed: bytes) -> Texts:
    """What was packed."""
    return _PACKED.decode(packed) if packed else {}


@dataclass(slots=True)
class Memory:
    """What the sources' pages came to when they were last read, packed; lost with the process."""

    most: int = MOST
    _held: dict[str, tuple[SourceOptions, Mapping[str, bytes]]] = field(default_factory=dict)
    _size: int = 0

    def of(self, source: str, options: SourceOptions) -> Mapping[str, bytes]:
        """A source's, by the key of the request; nothing where its options were others."""
        then, texts = self._held.get(source, (options, {}))
        return texts if then == options else {}

    def keep(self, source: str, options: SourceOptions, texts: Mapping[str, bytes]) -> None:
        """Puts this in the place of what was known of a source, if there is room."""
        self._size -= _weight(self._held.pop(source, (options, {}))[1])
        weight = _weight(texts)
        if texts and self._size + weight <= self.most:
            self._held[source] = options, texts
            self._size += weight


def _weight(texts: Mapping[str, bytes]) -> int:
    return sum(map(len, texts.values()))
