"""The pages of a Workday list: how one is asked for, and which others there are.

A page has 20 postings. Behind 2,000 a list begins again from the first, so a longer one is read in
parts, each narrowed to one value of a facet.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlsplit

from alertbot.model import Page, Request
from alertbot.sources import _json, _workday_facets

SIZE = 20
"""The most that a request may ask for: more is refused."""

# Dates are words ("Posted Yesterday"), in the language that is asked for.
IN_ENGLISH = (("Accept", "application/json"), ("Accept-Language", "en-US"))


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a list is narrowed to: words to search for, and values by their facet's name."""

    said: str
    facets: Mapping[str, list[str]]

    def request(self, root: str, offset: int = 0, total: int = 0) -> Request:
        """A page of the list; `root` is the site's in the interface, `total` 0 where not known."""
        body = {
            "appliedFacets": self.facets,
            "limit": SIZE,
            "offset": offset,
            "searchText": self.said,
        }
        return Request(
            f"{root}/jobs",
            method="POST",
            body=json.dumps(body).encode(),
            headers=(*IN_ENGLISH, ("Content-Type", "application/json")),
            # The first page of a part is a list of its own: it may show nothing that is new, which
            # of a further page would mean that the list began again.
            purpose="page" if offset else "list",
            cursor=f"{offset} of {total or '?'}",
        )


def of_address(address: str) -> Narrowing:
    """What an address is narrowed to, as the site itself writes it there."""
    try:
        pairs = parse_qsl(urlsplit(address).query, max_num_fields=200)
    except ValueError:
        pairs = []
    said, facets = "", dict[str, list[str]]()
    for name, value in pairs:
        if name == "q":
            said = value
        elif re.fullmatch(r"[0-9a-f]{32}", value):
            facets.setdefault(name, []).append(value)
    return Narrowing(said, facets)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for to get a page. `blind`: the list's length was not known then."""

    narrowing: Narrowing
    offset: int = 0
    blind: bool = True


def asked(page: Page) -> Asked | None:
    """What was asked for to get a page; None for a page without a request."""
    if page.request is None or not page.request.body:
        return None
    body = _json.obj(_json.decode(page.request.body.decode()))
    facets = {
        name: [_json.text(value) for value in _json.items(values)]
        for name, values in _json.obj(body.get("appliedFacets")).items()
    }
    narrowing = Narrowing(_json.text(body.get("searchText")), facets)
    return Asked(narrowing, count(body.get("offset")), page.request.cursor.endswith("?"))


def count(value: object) -> int:
    """A whole number that is not negative; 0 for anything else."""
    number = _json.number(value)
    return int(number) if number is not None and number < 10**7 else 0


def others(
    root: str, asked: Asked, *, total: int, facets: list[_workday_facets.Facet], full: bool
) -> Iterator[Request]:
    """The other pages of a list, all at once; of one that is too long, its parts' first pages.

    `total` is what this page states, 0 where it states none; `full`: whether it has 20 postings.
    """
    cap, narrowing = _workday_facets.CAP, asked.narrowing
    first = asked.offset == 0
    if first and total >= cap and (cut := _workday_facets.splitting(facets, narrowing.facets)):
        for value in cut.counts:
            part = Narrowing(narrowing.said, {**narrowing.facets, cut.name: [value]})
            yield part.request(root)
    elif first and total:
        for further in range(SIZE, min(total, cap), SIZE):
            yield narrowing.request(root, further, total)
    elif asked.blind and full and asked.offset + SIZE < cap:
        # A tenant that states no total: a full page has another behind it.
        yield narrowing.request(root, asked.offset + SIZE)
