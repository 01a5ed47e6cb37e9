"""What boards with a JSON interface share: their lists judged, and their employer's name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from functools import lru_cache
from typing import Annotated
from urllib.parse import unquote, urlsplit

from pydantic import AfterValidator, StringConstraints

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPosting, Skipped
from alertbot.sources import _json


def _last_part(name: str) -> str:
    if "/" in name or ":" in name:
        last = name.rstrip("/").rpartition("/")[2]
        raise ValueError(f"this is the last part of the board's address alone: {last}")
    return name


_NAME = StringConstraints(strip_whitespace=True, min_length=1, max_length=200)

Slug = Annotated[str, _NAME, AfterValidator(_last_part)]
"""The name of a board, as it stands in its address."""


def _first_label(name: str) -> str:
    host = re.sub(r"^[a-z]{1,9}://|[/?#].*$", "", name.lower())
    if host != name.lower() or "." in name:
        raise ValueError(f"this is the first part of the board's host alone: {host.split('.')[0]}")
    return name


Label = Annotated[str, _NAME, AfterValidator(_first_label)]
"""The name of a board that is the first part of its host: contoso of contoso.service.com."""


def postings(
    values: Iterable[object], read: Callable[[Mapping[str, object]], RawPosting | Skipped]
) -> Iterator[RawPosting | Skipped]:
    """Each object read by `read`; what is none, or shows an id again, is passed over.

    A posting that the board repeats as it was is no loss, and not worth a word.
    """
    seen: dict[str, RawPosting] = {}
    for place, value in enumerate(values, 1):
        if not _json.is_object(value):
            yield Skipped(f"posting {place} is {_json.shape(value)} where an object was expected")
            continue
        found = read(value)
        if isinstance(found, RawPosting) and (before := seen.get(found.external_id)):
            if found == before:
                continue
            found = Skipped(f"id {found.external_id} occurs twice, and differs")
        elif isinstance(found, RawPosting):
            seen[found.external_id] = found
        else:
            found = Skipped(f"posting {place}: {found.reason}")
        yield found


def told(
    page: Page,
    listed: Callable[[object], list[object]],
    *,
    first: Callable[[Set[str]], bool],
    empty: Callable[[Set[str]], bool] = lambda _: False,
) -> bool:
    """Whether a page is a service's: by the keys of its first posting, or, where it has none, by
    those of the envelope. `listed`: the postings of a payload; it raises ParseError for others.
    """
    try:
        payload = _json.load(page)
        postings = listed(payload)
    except ParseError:
        return False
    if not postings:
        return empty(set(_json.obj(payload)))
    return first(set(_json.obj(postings[0])))


def bare(payload: object, marks: Set[str]) -> list[object]:
    """The postings of a list that has lost its envelope, as in a file cut from an answer.

    The first has a title and one of the service's marks. Empty for anything else.
    """
    listed = _json.items(payload)
    first = _json.obj(listed[0]) if listed else {}
    return listed if "title" in first and not marks.isdisjoint(first) else []


def enveloped(payload: object, key: str, marks: Set[str], who: str, wanted: str) -> list[object]:
    """The postings of a list under `key`, of one by itself, or of a list without its envelope.

    `marks` are the keys that a posting has; `who` and `wanted`: see _json.not_understood, which is
    raised for anything else.
    """
    envelope = _json.obj(payload)
    if key in envelope:
        return _json.listed(envelope, key)
    if set(envelope) >= marks:
        return [envelope]
    listed = _json.items(payload)
    if listed and set(_json.obj(listed[0])) >= marks:
        return listed
    raise _json.not_understood(payload, who, wanted)


def addressed(url: str, service: str) -> str:
    """The id in a posting's own address on the service, jobs.lever.co/BOARD/ID; else empty."""
    parts = urlsplit(url)
    path = parts.path.strip("/").split("/")
    return unquote(path[1]) if len(path) == 2 and (parts.hostname or "").endswith(service) else ""


def employer(board: str, url: str, service: str) -> str:
    """A board's name as an employer's: "contoso-labs" is "Contoso Labs".

    Without a board, as for a file that is only looked at, the posting's own address names it where
    that lies on the service: jobs.lever.co/BOARD/ID.
    """
    if not board:
        parts = urlsplit(url)
        on_it = (parts.hostname or "").endswith(service) and "/" in parts.path
        board = unquote(parts.path.split("/")[1]) if on_it else ""
    return _named(board)


@lru_cache(maxsize=64)
def _named(board: str) -> str:
    name = words.one_line(re.sub(r"[-_+]+", " ", board))
    return name.title() if name.islower() else name
