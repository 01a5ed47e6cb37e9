"""Postings and openings from the objects that `alertbot inspect --json` prints."""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import TypeVar

from alertbot.model import (
    Basis,
    Doubt,
    EmploymentType,
    Level,
    Opening,
    OpeningId,
    Pay,
    Period,
    Place,
    Posting,
    Workplace,
)

Word = TypeVar("Word", bound=StrEnum)
Item = TypeVar("Item")
FIRST_SEEN = datetime(2026, 1, 1, tzinfo=UTC)

_POSTING = (
    *("source", "external_id", "url", "title", "company", "places", "workplace", "remote_in"),
    *("pay", "hashtags", "employment_type", "level", "requisition", "department", "posted_at"),
    *("valid_through", "closes_not_before", "description", "content_hash", "revision"),
    "pay_unread",
)
_OPENING = ("postings", "first_seen", "id", "closed_at", "reposted_at", "changed_at")
_PLACE = ("text", "city", "region", "country", "lat", "lon")
_PAY = ("min", "max", "currency", "period", "where", "basis", "doubts")


def posting_from_json(fields: Mapping[str, object]) -> Posting:
    """A posting from the fields of `inspect --json`; those left out, or null, are unknown.

    One without an id has one that is made of the others, so that two are not taken for one. A date
    alone is midnight in UTC, and so is a moment without a zone. The hashes are passed over. Raises
    ValueError that names the field.
    """
    _known(fields, _POSTING, "a posting")
    remote_in = _list(fields, "remote_in", _text) if fields.get("remote_in") is not None else None
    return Posting(
        source=_said(fields, "source") or "test",
        external_id=_said(fields, "external_id") or _own_id(fields),
        url=_said(fields, "url") or "https://jobs.example/1",
        title=_said(fields, "title") or "",
        company=_said(fields, "company"),
        places=_list(fields, "places", _place),
        workplace=_word(fields, "workplace", Workplace),
        remote_in=remote_in,
        pay=_list(fields, "pay", _pay),
        hashtags=_list(fields, "hashtags", _text),
        employment_type=_word(fields, "employment_type", EmploymentType),
        level=_word(fields, "level", Level),
        requisition=_said(fields, "requisition"),
        department=_said(fields, "department"),
        posted_at=_moment(fields, "posted_at"),
        valid_through=_moment(fields, "valid_through"),
        closes_not_before=_moment(fields, "closes_not_before"),
        pay_unread=_said(fields, "pay_unread"),
        description=_said(fields, "description") or "",
    )


def _own_id(fields: Mapping[str, object]) -> str:
    said = json.dumps(dict(fields), sort_keys=True, default=str)
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()[:16]


def opening_from_json(fields: Mapping[str, object]) -> Opening:
    """An opening from one posting's fields, or from {"postings": [...], "first_seen": ...}.

    `first_seen`, if left out, is the earliest date that a posting states, else 2026-01-01.
    Raises ValueError that names the field.
    """
    if "postings" not in fields:
        own = {name: value for name, value in fields.items() if name in _OPENING}
        rest = {name: value for name, value in fields.items() if name not in _OPENING}
        fields = {**own, "postings": [rest]}
    _known(fields, _OPENING, "an opening")
    postings = _list(fields, "postings", posting_from_json)
    if not postings:
        raise ValueError("postings: an opening has at least one")
    stated = [posting.posted_at for posting in postings if posting.posted_at]
    number = fields.get("id") or 0
    if not isinstance(number, int):
        raise ValueError(f"id: a number is expected, not {number!r}")
    return Opening(
        postings=postings,
        first_seen=_moment(fields, "first_seen") or min(stated, default=FIRST_SEEN),
        id=OpeningId(number),
        closed_at=_moment(fields, "closed_at"),
        reposted_at=_moment(fields, "reposted_at"),
        changed_at=_moment(fields, "changed_at"),
    )


def _place(value: object) -> Place:
    fields = _fields(value, _PLACE, "a place")
    city, region, country = (_said(fields, name) for name in ("city", "region", "country"))
    text = _said(fields, "text") or ", ".join(filter(None, (city, region, country)))
    return Place(text, city, region, country, _degrees(fields, "lat"), _degrees(fields, "lon"))


def _pay(value: object) -> Pay:
    fields = _fields(value, _PAY, "pay")
    return Pay(
        min=_amount(fields, "min"),
        max=_amount(fields, "max"),
        currency=_said(fields, "currency"),
        period=_word(fields, "period", Period),
        where=_said(fields, "where"),
        basis=_word(fields, "basis", Basis) or Basis.STATED,
        doubts=_list(fields, "doubts", _doubt),
    )


def _doubt(value: object) -> Doubt:
    try:
        return Doubt(str(value))
    except ValueError as error:
        raise ValueError(f"doubts: one of {', '.join(Doubt)}, not {value!r}") from error


def _fields(value: object, known: tuple[str, ...], what: str) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise ValueError(f"{what} is an object, not {value!r}")
    _known(value, known, what)
    return value


def _known(fields: Iterable[str], known: tuple[str, ...], what: str) -> None:
    for name in fields:
        if name not in known:
            nearest = difflib.get_close_matches(str(name), known, n=1, cutoff=0.5)
            hint = f"; is {nearest[0]!r} meant?" if nearest else f"; there are {', '.join(known)}"
            raise ValueError(f"{what} has no field {name!r}{hint}")


def _said(fields: Mapping[str, object], name: str) -> str | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name}: text is expected, not {value!r}")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"text is expected, not {value!r}")
    return value


def _list(fields: Mapping[str, object], name: str, each: Callable[..., Item]) -> tuple[Item, ...]:
    value = fields.get(name)
    if value is None:
        return ()
    if not isinstance(value, list | tuple):
        raise ValueError(f"{name}: a list is expected, not {value!r}")
    return tuple(each(one) for one in value)


def _word(fields: Mapping[str, object], name: str, words: type[Word]) -> Word | None:
    value = fields.get(name)
    if value is None:
        return None
    try:
        return words(str(value))
    except ValueError as error:
        raise ValueError(f"{name}: one of {', '.join(words)}, not {value!r}") from error


def _amount(fields: Mapping[str, object], name: str) -> Decimal | None:
    value = fields.get(name)
    if value is None or isinstance(value, Decimal):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        raise ValueError(f"{name}: a number is expected, not {value!r}")
    try:
        return Decimal(str(value))  # by its shortest spelling: 52.5, and not its binary neighbour
    except InvalidOperation as error:
        raise ValueError(f"{name}: a number is expected, not {value!r}") from error


def _degrees(fields: Mapping[str, object], name: str) -> float | None:
    amount = _amount(fields, name)
    return None if amount is None else float(amount)


def _moment(fields: Mapping[str, object], name: str) -> datetime | None:
    value = fields.get(name)
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError as error:
            raise ValueError(f"{name}: an ISO 8601 date is expected, not {value!r}") from error
    if value is None:
        return None
    if not isinstance(value, datetime):
        raise ValueError(f"{name}: an ISO 8601 date is expected, not {value!r}")
    return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)
