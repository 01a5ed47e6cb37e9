"""A list in JSON taken apart into the texts of its elements, without decoding any of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

import msgspec

from alertbot.model import Page
from alertbot.sources import _charset

_WHITE = b" \t\r\n"
_BETWEEN = re.compile(rb"[ \t\r\n]*([,\]])[ \t\r\n]*")


@dataclass(frozen=True, slots=True)
class Apart:
    """A page whose list is taken apart. `elements`: the bytes of each, in UTF-8.

    `before` and `after`: what stands around them, the brackets included.
    """

    page: Page
    before: bytes
    elements: tuple[memoryview, ...]
    after: bytes

    def only(self, some: Iterable[memoryview]) -> Page:
        """The same page with these elements alone in its list."""
        body = b"".join((self.before, b",".join(some), self.after))
        return replace(self.page, body=body, charset="utf-8")


def take_apart(page: Page, key: str) -> Apart | None:
    """The page in parts; None where it has no such list, or an empty one, or is hard to tell.

    `key`: under which the list stands in the object that the page is; empty where it is that list
    itself. What is around the elements, and whether these are JSON, is not judged: whoever decodes
    `only` those that have not been decoded before finds out what decoding all would have found out.
    """
    text = _charset.in_utf8(page).strip(_WHITE)
    listed, head = _ways(key)
    try:
        lengths = [len(memoryview(one)) for one in listed(text)]
    except (msgspec.DecodeError, RecursionError):
        return None
    began = head.search(text)
    if began is None or not lengths:
        return None
    # The elements are looked for where the list begins, one behind the other: so it is certain
    # that they are all that stands there, whatever msgspec lets pass or takes of two equal keys.
    view, at, found, mark = memoryview(text), began.end(), [], b","
    for length in lengths:
        end = at + length
        between = _BETWEEN.match(text, end)
        if between is None or mark != b",":
            return None
        found.append(view[at:end])
        at, mark = between.end(), between[1]
    if mark != b"]":
        return None
    return Apart(page, text[: began.end()], tuple(found), text[end:])


@lru_cache(maxsize=64)
def _ways(key: str) -> tuple[Callable[[bytes], list[msgspec.Raw]], re.Pattern[bytes]]:
    """How to take the elements of a list under `key`, and to find where it begins."""
    if not key:
        bare = msgspec.json.Decoder(list[msgspec.Raw])
        return bare.decode, re.compile(rb"\A\[[ \t\r\n]*")
    envelope = msgspec.defstruct(
        "Envelope", [("elements", list[msgspec.Raw])], rename={"elements": key}
    )
    enveloped = msgspec.json.Decoder(envelope)
    began = rb'"%b"[ \t\r\n]*:[ \t\r\n]*\[[ \t\r\n]*' % re.escape(key.encode())
    return lambda text: msgspec.structs.astuple(enveloped.decode(text))[0], re.compile(began)
