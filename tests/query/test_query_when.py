"""`posted` and `closes`, by how long and by day."""

from __future__ import annotations

import pytest

from alertbot import life, query
from alertbot.errors import QueryError
from alertbot.query import when
from tests.query.judging import judged

SILENT = "closing date not stated"
HALF_SAID = f"{SILENT} (open until"


def until(day: str | None, **more: object) -> dict[str, object]:
    return {"title": "Engineer", "valid_through": day, **more}


def least(day: str) -> dict[str, object]:
    return {"title": "Engineer", "closes_not_before": day}


@pytest.mark.parametrize(
    ("text", "posting", "verdict"),
    [
        ("closes<7d", until("2026-12-02"), "yes"),
        ("closes<7d", until("2026-12-10"), "no"),
        ("closes<7d", until("2026-11-26"), "yes"),
        ("closes<7d", until("2026-11-20"), "no"),
        ("closes>3d", until("2026-11-20"), "no"),
        ("closes>3d", until("2026-12-02"), "yes"),
        ("closes>3d", until("2026-11-27"), "no"),
        ("closes<=1w", until("2026-12-02"), "yes"),
        ("closes<12h", until("2026-11-26T20:00:00Z"), "yes"),
        ("closes<7d", until(None), SILENT),
        ("closes<7d!", until(None), "no"),
        ("closes<7d", until("2099-12-31"), SILENT),
        ("closes>3d", until("9999-12-31"), SILENT),
        ("closes>=2026-12-01", until("2026-12-01"), "yes"),
        ("closes>2026-12-01", until("2026-12-01"), "no"),
        ("closes<=2026-12-01", until("2026-12-01T22:00:00Z"), "yes"),
        ("closes<2026-12-01", until("2026-11-30"), "yes"),
        ("closes<2026-12-01", until("2026-11-01"), "no"),
        ("engineer -closes<7d", until("2026-11-30"), "no"),
        ("engineer -closes<7d", until(None), SILENT),
        ("closes>3d", least("2026-12-02"), "yes"),
        ("closes>3d", least("2026-11-27"), HALF_SAID),
        ("closes<3d", least("2026-12-02"), "no"),
        ("closes<7d", least("2026-11-28"), HALF_SAID),
        ("closes<7d", until("2026-12-10", closes_not_before="2026-11-28"), "no"),
        ("posted>=2026-11-01", {"title": "x", "posted_at": "2026-11-01"}, "yes"),
        ("posted>2026-11-01", {"title": "x", "posted_at": "2026-11-01T15:00:00Z"}, "no"),
        ("posted<=2026-11-01", {"title": "x", "posted_at": "2026-11-01T15:00:00Z"}, "yes"),
        ("posted<2026-11-01", {"title": "x", "posted_at": "2026-10-31"}, "yes"),
        ("posted>=2026-11-01", {"title": "x", "posted_at": "2026-10-31"}, "no"),
        ("posted>=2026-11-01", {"title": "x"}, "posting date not stated"),
        ("posted<7d", {"title": "x", "posted_at": "2026-11-20"}, "yes"),
        ("posted>7d", {"title": "x", "posted_at": "2026-11-20"}, "no"),
    ],
)
def test_days(text: str, posting: dict[str, object], verdict: str) -> None:
    assert judged(text, posting).startswith(verdict)


def test_of_several_postings_one_is_enough() -> None:
    both = {"postings": [until("2026-11-28", external_id="1"), until("2026-12-20")]}
    assert judged("closes<7d", both) == "yes"
    assert judged("closes>7d", both) == "yes"
    assert judged("closes>60d", both) == "no"


def test_what_is_plausible_is_so_for_closing_too() -> None:
    assert (when.FURTHEST, when.GRACE) == (life.LONGEST, life.GRACE)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("closes<1w", "closes<7d"),
        ("closes >= 36h", "closes>=36h"),
        ("closes≤2026-12-01", "closes<=2026-12-01"),
        ("posted >= 2026-11-01", "posted>=2026-11-01"),
    ],
)
def test_the_canonical_text(text: str, written: str) -> None:
    assert str(query.parse(text)) == written


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("closes:7d", "closes takes a comparison: closes<7d"),
        ("closes<soon", "a time is written like 12h, 7d or 2w, a day like 2026-12-01"),
        ("posted>2026-02-30", "there is no day 2026-02-30"),
        ("posted>1.12.2026", "a day like 2026-12-01"),
        ("deadline<7d", "unknown field 'deadline', did you mean 'closes'?"),
    ],
)
def test_what_is_refused(text: str, message: str) -> None:
    with pytest.raises(QueryError) as caught:
        query.parse(text)
    assert message in caught.value.message
