"""Postings and openings from what `inspect --json` prints."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from alertbot.identity import same_opening
from alertbot.model import (
    Basis,
    EmploymentType,
    Level,
    OpeningId,
    Pay,
    Period,
    Place,
    Posting,
    Workplace,
)
from alertbot.testing import opening_from_json, posting_from_json

FULL: dict[str, object] = {
    "source": "contoso",
    "external_id": "17",
    "url": "https://contoso.example/17",
    "title": "Senior Engineer",
    "company": "Contoso",
    "places": [{"text": "Redmond, WA", "city": "Redmond", "region": "US-WA", "country": "US"}],
    "workplace": "hybrid",
    "remote_in": ["US", "CA"],
    "pay": [{"min": 119800, "max": 234700.5, "currency": "USD", "period": "year", "basis": "text"}],
    "hashtags": ["pubsub"],
    "employment_type": "FULL_TIME",
    "level": "senior",
    "requisition": "R-1",
    "department": "Engineering",
    "posted_at": "2026-05-13",
    "valid_through": "2026-06-01T12:00:00+02:00",
    "closes_not_before": "2026-05-18T00:00:00Z",
    "description": "Text",
    "content_hash": "00",
    "revision": "11",
}


def test_every_field() -> None:
    assert posting_from_json(FULL) == Posting(
        source="contoso",
        external_id="17",
        url="https://contoso.example/17",
        title="Senior Engineer",
        company="Contoso",
        places=(Place("Redmond, WA", "Redmond", "US-WA", "US"),),
        workplace=Workplace.HYBRID,
        remote_in=("US", "CA"),
        pay=(Pay(Decimal(119800), Decimal("234700.5"), "USD", Period.YEAR, None, Basis.TEXT),),
        hashtags=("pubsub",),
        employment_type=EmploymentType.FULL_TIME,
        level=Level.SENIOR,
        requisition="R-1",
        department="Engineering",
        posted_at=datetime(2026, 5, 13, tzinfo=UTC),
        valid_through=datetime(2026, 6, 1, 10, tzinfo=UTC),
        closes_not_before=datetime(2026, 5, 18, tzinfo=UTC),
        description="Text",
    )


@pytest.mark.parametrize("fields", [{}, dict.fromkeys(FULL)])
def test_what_is_left_out_or_null_is_unknown(fields: dict[str, object]) -> None:
    posting = posting_from_json(fields)

    assert posting.title == ""
    assert (posting.company, posting.workplace, posting.remote_in) == (None, None, None)
    assert (posting.places, posting.pay, posting.hashtags) == ((), (), ())
    assert (posting.posted_at, posting.level, posting.requisition) == (None, None, None)


def test_two_without_an_id_are_not_the_same_advertisement() -> None:
    one, other = ({"title": "Engineer", "requisition": number} for number in ("R-1", "R-2"))
    assert posting_from_json(one).key == posting_from_json(dict(one)).key
    assert posting_from_json(one).key != posting_from_json(other).key
    verdict = same_opening(posting_from_json(one), posting_from_json(other))
    assert verdict.answer == "different"


def test_remote_anywhere_is_not_unknown() -> None:
    assert posting_from_json({"remote_in": []}).remote_in == ()


def test_a_place_in_parts_has_a_text() -> None:
    (place,) = posting_from_json({"places": [{"city": "Berlin", "lat": 52.5}]}).places

    assert (place.text, place.lat) == ("Berlin", 52.5)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"titel": "x"}, "a posting has no field 'titel'; is 'title' meant?"),
        ({"qqq": "x"}, "a posting has no field 'qqq'; there are source"),
        ({"pay": [{"minn": 1}]}, "pay has no field 'minn'; is 'min' meant?"),
        ({"places": ["Berlin"]}, "a place is an object, not 'Berlin'"),
        ({"places": {"city": "x"}}, "places: a list is expected"),
        ({"title": 5}, "title: text is expected, not 5"),
        ({"hashtags": [5]}, "text is expected, not 5"),
        ({"workplace": "moon"}, "workplace: one of onsite, hybrid, remote, not 'moon'"),
        ({"pay": [{"min": "lots"}]}, "min: a number is expected"),
        ({"pay": [{"min": True}]}, "min: a number is expected"),
        ({"posted_at": "yesterday"}, "posted_at: an ISO 8601 date is expected"),
        ({"posted_at": 5}, "posted_at: an ISO 8601 date is expected"),
    ],
)
def test_mistakes_are_named(fields: dict[str, object], why: str) -> None:
    with pytest.raises(ValueError, match=r"\w") as wrong:
        posting_from_json(fields)
    assert str(wrong.value).startswith(why)
    with pytest.raises(ValueError, match=r"\w"):
        opening_from_json(fields)


def test_an_opening_from_one_posting() -> None:
    opening = opening_from_json({**FULL, "first_seen": "2026-05-14T10:00:00"})

    assert opening.postings == (posting_from_json(FULL),)
    assert opening.first_seen == datetime(2026, 5, 14, 10, tzinfo=UTC)


def test_an_opening_from_several() -> None:
    later = {**FULL, "source": "copy", "posted_at": "2026-05-20"}
    opening = opening_from_json({"postings": [later, FULL], "id": 4, "closed_at": "2026-07-01"})

    assert opening.sources == ("copy", "contoso")
    assert opening.first_seen == datetime(2026, 5, 13, tzinfo=UTC)
    assert opening.id == OpeningId(4)
    assert opening.closed_at == datetime(2026, 7, 1, tzinfo=UTC)
    assert opening_from_json({"title": "x"}).first_seen.utcoffset() == timedelta()


@pytest.mark.parametrize(
    "fields", [{"postings": []}, {"postings": [FULL], "title": "x"}, {"id": "x"}]
)
def test_openings_that_are_none(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        opening_from_json(fields)
