"""The Remotive kind: all public postings in one answer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alertbot.errors import ParseError
from alertbot.model import RawPlace, RawPosting, Skipped, Whole
from alertbot.sources import kinds, remotive
from alertbot.testing.conformance import page, walked

FIXTURES = Path(__file__).parent / "fixtures" / "remotive"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "remotive"
OPTIONS = remotive.Options()
KIND = kinds()["remotive"]


def read(body: bytes, options: remotive.Options = OPTIONS) -> list[RawPosting]:
    found = remotive.parse(options, page(body, "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def skipped(body: bytes) -> list[str]:
    found = remotive.parse(OPTIONS, page(body))
    return [one.reason for one in found if isinstance(one, Skipped)]


def public() -> bytes:
    return (FIXTURES / "public.json").read_bytes()


def test_it_asks_for_what_is_wanted() -> None:
    (asked,) = remotive.requests(OPTIONS)
    assert asked.url == "https://remotive.com/api/remote-jobs"
    narrow = remotive.Options(category="software-dev", search="C & C++", company_name="Litware")
    (asked,) = remotive.requests(narrow)
    assert asked.url.endswith(
        "/api/remote-jobs?category=software-dev&search=C+%26+C%2B%2B&company_name=Litware"
    )


def test_no_more_than_four_polls_a_day() -> None:
    assert remotive.MANNERS.floor.total_seconds() * 4 >= 24 * 3600
    assert remotive.MANNERS.redistribute == "no"


def test_a_posting_has_everything_that_the_payload_says() -> None:
    engineer = read(public())[0]
    assert engineer.external_id == "7000001"
    assert engineer.url.endswith("/tile-engineer-7000001")
    assert engineer.title == "Tile Engineer"
    assert engineer.company == "Northwind Maps"
    assert engineer.places == (RawPlace(text="USA, Canada, USA timezones"),)
    assert engineer.remote_in == ("USA, Canada, USA timezones",)
    assert engineer.workplace == "remote"
    assert engineer.pay_text == "$31,2k- $52k"
    assert engineer.employment_type == "full_time"
    assert engineer.department == "Software Development"
    assert engineer.posted == "2026-06-28T21:30:58"


def test_pay_that_says_nothing_is_none() -> None:
    _, proofreader, seller = read(public())
    assert proofreader.pay_text == ""
    assert seller.pay_text == "OTE $25k – $35k"
    assert (seller.remote_in, seller.posted) == ((), "")


def test_the_total_is_told_unless_a_part_was_asked_for() -> None:
    assert next(iter(remotive.parse(OPTIONS, page(public())))) == Whole(total=4)
    part = remotive.Options(category="writing")
    assert not any(isinstance(one, Whole) for one in remotive.parse(part, page(public())))
    harvest = walked(KIND, OPTIONS, lambda _: public())
    assert (len(harvest.postings), harvest.unread, len(harvest.skipped)) == (3, 0, 1)


def test_an_error_is_none_of_an_empty_board() -> None:
    assert list(remotive.parse(OPTIONS, page(b'{"job-count": 0, "jobs": []}'))) == []
    with pytest.raises(ParseError, match="'jobs' is an empty object"):
        list(remotive.parse(OPTIONS, page(b'{"jobs": {}}')))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://remotive.com/remote-jobs", [{}]),
        ("https://remotive.com/api/remote-jobs?category=qa&limit=5", [{"category": "qa"}]),
        ("We post on https://remotive.com/ too.", []),
    ],
)
def test_it_is_located_by_its_own_address_alone(text: str, found: list[object]) -> None:
    assert list(remotive.locate(text)) == found


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the recorded payloads are not here")
def test_recorded_payloads() -> None:
    counts = {}
    for file in CORPUS.iterdir():
        postings = read(file.read_bytes())
        counts[len(postings)] = sum(bool(posting.pay_text) for posting in postings)
        assert not skipped(file.read_bytes())
        assert all(one.url.endswith(f"-{one.external_id}") for one in postings)
        assert all(one.remote_in and one.employment_type for one in postings)
    assert counts == {3: 1, 4: 3, 18: 11}


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("LATAM, Europe, USA timezones", ["LATAM", "Europe", "USA timezones"]),
        ("Spain, Italy, Malta, Chile", ["Spain", "Italy", "Malta", "Chile"]),
        ("Leeds, England, UK", ["Leeds, England, UK"]),
        ("Worldwide", ["Worldwide"]),
        ("", []),
    ],
)
def test_a_list_of_countries_is_told_from_a_town_and_its_country(
    line: str, places: list[str]
) -> None:
    job = {
        "title": "Keeper",
        "url": "https://remotive.com/remote-jobs/all-others/keeper-1900009",
        "company_name": "Contoso",
        "candidate_required_location": line,
    }
    (keeper,) = read(json.dumps({"jobs": [job]}).encode())
    assert [place.text for place in keeper.places] == places
    assert keeper.remote_in == ((line,) if line else ())
    assert keeper.external_id == "1900009", "the address has the id that the payload lacks"


def test_the_bare_list_of_a_saved_answer_is_understood_and_an_empty_one_is_none() -> None:
    whole = json.loads(public())
    bare = json.dumps(whole["jobs"]).encode()
    assert remotive.recognise(page(bare))
    assert read(bare) == read(public())
    with pytest.raises(ParseError):
        read(b"[]")
