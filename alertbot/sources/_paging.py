"""Lists that come page by page: how many there are, and where a page begins."""

from __future__ import annotations

from collections.abc import Iterator

from alertbot.model import Page, Whole
from alertbot.sources import _json


def count(value: object) -> int | None:
    """A whole number, 0 included, be it a number or a string; None for anything else."""
    if value in (0, "0") and not isinstance(value, bool):
        return 0
    number = _json.number(value)
    return None if number is None else int(number)


def position(page: Page, stated: object = None) -> int:
    """Where a page begins: as its request's cursor says, else as the payload states; else 0."""
    asked = page.request.cursor if page.request else ""
    return (count(asked) if asked else count(stated) if page.request is None else 0) or 0


def whole(total: int | None) -> Iterator[Whole]:
    """How many postings there are in all, where that is known."""
    if total is not None:
        yield Whole(total=total)
