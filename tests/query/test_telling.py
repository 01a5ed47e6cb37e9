"""A filter in plain English."""

from __future__ import annotations

import pytest

from alertbot.query import Settings, parse
from alertbot.query.telling import told

WHERE = "the title, the company or a hashtag"
FIRST = f'"a" is in the title, the company, a hashtag or the description, or ("b" is in {WHERE} and'


def said(query: str, home: str | None = None) -> list[str]:
    return list(told(parse(query, Settings(home=home))))


@pytest.mark.parametrize(
    ("query", "phrases"),
    [
        ("sre", [f'"sre" is in {WHERE}']),
        (
            '("software engineer" OR sre) -intern',
            [f'"software engineer" or "sre" is in {WHERE}', f'"intern" is not in {WHERE}'],
        ),
        ("title:platform*", ['"platform..." is in the title']),
        ("sre -company:acme", [f'"sre" is in {WHERE}', '"acme" is not in the company\'s name']),
        ("/go(lang)?/", [f"/go(lang)?/ fits {WHERE}"]),
        ("#pubsub", ["it has the hashtag #pubsub"]),
        ("in:washington", ["it is in Washington, USA"]),
        ("in:eu", ["it is in EU"]),
        ("in:germany", ["it is in Germany"]),
        ("in:seattle~50km", ["it is within 50km of Seattle, USA"]),
        ("remote:us sre", ["it is remote and open to USA", f'"sre" is in {WHERE}']),
        ("hybrid OR onsite", ["it is hybrid, or it is on site"]),
        ("pay>=150k", ["it pays 150,000 USD a year or more, at the top of its range"]),
        ("pay.min>€45/h!", ["it pays more than 45 EUR an hour, from the start, and it says so"]),
        ("posted<7d", ["it was posted less than 7 days ago"]),
        ("posted<=1h", ["it was posted 1 hour at most ago"]),
        ("posted>=2026-11-01", ["it was posted on 2026-11-01 or later"]),
        ("closes>3d", ["its last day to apply is more than 3 days ahead"]),
        ("type:fulltime", ["it is full time"]),
        ("level:senior", ["its level is senior"]),
        ("level:senior..staff", ["its level is between senior and staff"]),
        ("lang:de", ["it is written in German"]),
        ("source:contoso", ["it is from the source contoso"]),
        ("is:reposted", ["it was taken down and listed anew"]),
        (
            "sre OR developer remote",
            [f'"sre" is in {WHERE}, or ("developer" is in {WHERE} and it is remote)'],
        ),
        ("text:a OR (b (hybrid OR onsite))", [f"{FIRST} (it is hybrid, or it is on site))"]),
        ("sre -(java in:berlin)", [f'"sre" is in {WHERE}', None]),
    ],
)
def test_each_condition_is_a_phrase(query: str, phrases: list[str | None]) -> None:
    for phrase, wanted in zip(said(query), phrases, strict=True):
        assert wanted is None or phrase == wanted


def test_remote_is_from_home() -> None:
    assert said("remote", "Berlin, DE") == ["it is remote and open to Berlin, DE"]
    assert said("remote") == ["it is remote"]
