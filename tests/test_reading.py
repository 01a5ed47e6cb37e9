"""RawPosting -> Posting."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import reading
from alertbot.model import (
    Basis,
    Level,
    Period,
    Posting,
    RawPay,
    RawPlace,
    RawPosting,
    Workplace,
)

NOW = datetime(2026, 5, 20, 12, 30, tzinfo=UTC)
SHARED = Path(__file__).parents[2] / "shared"
RAW = RawPosting("7", "https://jobs.example/7", "Engineer")


def read(raw: RawPosting) -> Posting:
    return reading.read(raw, source="acme", fetched_at=NOW)


def test_a_page_read_as_a_person_reads_it() -> None:
    posting = read(
        RawPosting(
            external_id="7",
            url="https://jobs.example/7",
            title="Sr.\u00a0Software  Engineer &amp; Poet ",
            company="Acme",
            places=(RawPlace("United States, Washington, Redmond"),),
            pay_text="$101,000.00 - $202,000.00 / yr",
            posted="May 13, 2026",
            description="Work in C#/.NET.\n#pubsub #messaging\nThe pay range across the U.S. is "
            "USD $101,000 - $202,000 per year. Within the San Francisco Bay area the range is USD "
            "$131,000 - $221,000 per year.\nThis position will be open for a minimum of 5 days.",
            markup="text",
        )
    )
    assert posting.title == "Sr. Software Engineer & Poet"
    assert posting.level is Level.SENIOR
    assert [(place.city, place.region) for place in posting.places] == [("Redmond", "US-WA")]
    assert posting.hashtags == ("pubsub", "messaging")
    stated, further = posting.pay
    assert (stated.min, stated.max, stated.currency, stated.period, stated.where, stated.basis) == (
        Decimal(101_000), Decimal(202_000), "USD", Period.YEAR, None, Basis.STATED,
    )  # fmt: skip
    assert (further.max, further.where) == (Decimal(221_000), "San Francisco Bay area")
    assert further.basis is Basis.TEXT
    assert posting.posted_at == datetime(2026, 5, 13, tzinfo=UTC)
    assert posting.closes_not_before == datetime(2026, 5, 18, tzinfo=UTC)


def test_what_is_not_said_is_none() -> None:
    posting = read(replace(RAW, company="UNAVAILABLE", places=(RawPlace("N/A"),), department="-"))
    assert (posting.company, posting.places, posting.department) == (None, (), None)
    assert (posting.workplace, posting.remote_in, posting.pay) == (None, None, ())
    assert (posting.posted_at, posting.level, posting.employment_type) == (None, None, None)


@pytest.mark.parametrize(
    ("description", "markup", "expected"),
    [
        ("<p>a &mdash; b</p><ul><li>c</li></ul>", "html", "a — b\n\n• c"),
        ("&lt;p&gt;a &amp;mdash; b&lt;/p&gt;", "html", "a — b"),
        ("plain\r\n\r\n\r\n  text", "text", "plain\n\ntext"),
        ("R&amp;D", "html", "R&D"),
        ("R&amp;D", "text", "R&amp;D"),
        ("<p>in the wrong field</p>", "text", "in the wrong field"),
        ("a vector<b> of C++", "text", "a vector<b> of C++"),
    ],
)
def test_descriptions(description: str, markup: str, expected: str) -> None:
    raw = replace(RAW, description=description)
    raw = raw if markup == "html" else replace(raw, markup="text")
    assert read(raw).description == expected


def test_workplace_is_read_from_field_then_line_then_title_and_never_the_body() -> None:
    raw = replace(RAW, description="<p>We are a remote team</p>")
    assert read(raw).workplace is None
    titled = replace(raw, title="Engineer (Remote, Germany)")
    assert (read(titled).workplace, read(titled).remote_in) == (Workplace.REMOTE, ("DE",))
    lined = replace(titled, places=(RawPlace("Hybrid - London"),))
    assert read(lined).workplace is Workplace.HYBRID
    assert read(replace(lined, workplace="OnSite")).workplace is Workplace.ONSITE
    worldwide = replace(RAW, workplace="remote", remote_in=("Worldwide",))
    assert read(worldwide).remote_in == ()
    assert read(replace(worldwide, remote_in=("USA", "Canada"))).remote_in == ("US", "CA")


@pytest.mark.parametrize(
    ("raw", "known"),
    [
        (RawPlace(city="Munich", region="BY", country="DE"), ("Munich", "DE-BY", "DE")),
        (RawPlace(city="Toronto", region="Ontario", country="CA"), ("Toronto", "CA-ON", "CA")),
        (RawPlace(city="Redmond", region="WA"), ("Redmond", "US-WA", "US")),
        (RawPlace(city="Pullach", country="de"), ("Pullach", "DE-BY", "DE")),
        (RawPlace(city="Oftersheim", country="Germany"), ("Oftersheim", "DE-BW", "DE")),
        (RawPlace(country="USA"), (None, None, "US")),
        (RawPlace("New York, NY", country="US"), ("New York", "US-NY", "US")),
        (RawPlace("London", country="CA"), ("London", None, "CA")),
        (RawPlace("Remote", country="CA"), (None, None, "CA")),
        (RawPlace(city="UNAVAILABLE", region="-", country="US"), (None, None, "US")),
    ],
)
def test_structured_places(raw: RawPlace, known: tuple[str | None, ...]) -> None:
    (place,) = read(replace(RAW, places=(raw,))).places
    assert (place.city, place.region, place.country) == known


def test_pay_of_fields() -> None:
    fields = (
        RawPay(Decimal(125_000), Decimal(10_000), "usd", "per-year-salary"),
        RawPay(Decimal(0), Decimal(0), "EUR", "YEAR"),
        RawPay(Decimal("119025.7"), None, "", "", predicted=True),
    )
    (stated,) = read(replace(RAW, pay=fields)).pay
    assert (stated.min, stated.max) == (Decimal(10_000), Decimal(125_000))
    assert (stated.currency, stated.period, stated.basis) == ("USD", Period.YEAR, Basis.STATED)
    (guess,) = read(replace(RAW, pay=fields[1:])).pay
    assert (guess.basis, guess.currency, guess.period) == (Basis.PREDICTED, None, None)


@pytest.mark.parametrize("currency", ["", "???", "XYZ"])
def test_a_currency_that_is_none(currency: str) -> None:
    (stated,) = read(replace(RAW, pay=(RawPay(Decimal(1), None, currency),))).pay
    assert stated.currency is None


def test_the_country_completes_the_pay_line() -> None:
    line = replace(RAW, places=(RawPlace("Austin, TX"),), pay_text="$90,000 - $120,000")
    assert [found.currency for found in read(line).pay] == ["USD"]
    two = replace(line, places=(RawPlace("Austin, TX"), RawPlace("Toronto, ON")))
    assert [found.currency for found in read(two).pay] == [None]


words = st.text(max_size=80)


@given(words, words, words, words, words)
def test_any_words_are_taken(one: str, two: str, three: str, four: str, five: str) -> None:
    read(
        RawPosting(
            one, two, three, four, (RawPlace(five), RawPlace("", one, two, three)),
            workplace=four, remote_in=(five,), pay=(RawPay(Decimal(1), None, one, two),),
            pay_text=three, employment_type=four, level=five, requisition=one, department=two,
            posted=three, valid_through=four, description=five,
        )
    )  # fmt: skip


@given(st.from_regex(r"[0-9]{1,4}[-/. ][0-9]{1,2}[-/. ][0-9]{1,4}([T ][0-9:+.Z-]{0,12})?"))
def test_whatever_looks_like_a_date_is_taken(date: str) -> None:
    posting = read(replace(RAW, posted=date, valid_through=date))
    assert posting.posted_at is None or posting.posted_at.tzinfo is UTC


# -- recorded boards ------------------------------------------------------------------------


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value


def test_recorded_descriptions_are_read() -> None:
    corpus = SHARED / "corpus"
    if not corpus.is_dir():
        pytest.skip("no recorded boards here")
    ranges = 0
    for kind in ("greenhouse", "lever", "recruitee"):
        for path in sorted((corpus / kind).glob("*.json"))[:6]:
            for text in _strings(json.loads(path.read_text(encoding="utf-8"))):
                if len(text) > 200:
                    posting = read(replace(RAW, description=text))
                    assert not re.search(r"</?(?:p|div|li|span)\b", posting.description)
                    ranges += len(posting.pay)
    assert ranges > 0


def test_where_remote_work_is_open_to() -> None:
    remote = replace(RAW, places=(), workplace="remote")
    for raw, expected in (
        (replace(remote, remote_in=("CA",)), ("CA",)),  # a code is a country's here
        (replace(remote, remote_in=("Canada", "US")), ("CA", "US")),
        (replace(remote, remote_in=("Worldwide",)), ()),
        (replace(remote, places=(RawPlace("United States"),)), ("US",)),
        (replace(remote, places=(RawPlace(country="DE"), RawPlace("Austria"))), ("DE", "AT")),
        (replace(remote, places=(RawPlace("Berlin, Germany"),)), None),  # its office
        (remote, None),
    ):
        assert read(raw).remote_in == expected, raw
