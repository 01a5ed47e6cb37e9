"""The Breezy kind: its list, and the pages of positions that hold the texts."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from alertbot.errors import ParseError
from alertbot.model import RawPay, RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import breezy, kinds
from alertbot.testing.conformance import page, walked

FIXTURES = Path(__file__).parent / "fixtures" / "breezy"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "breezy"
KIND = kinds()["breezy"]
OPTIONS = breezy.Options(site="wide-world-trucking")
LIST = (FIXTURES / "board.json").read_bytes()
POSITION = (FIXTURES / "position.html").read_bytes()


def read(body: bytes, options: breezy.Options = OPTIONS) -> list[RawPosting]:
    found = breezy.parse(options, page(body))
    return [one for one in found if isinstance(one, RawPosting)]


def one(**position: object) -> RawPosting:
    base = {"id": "a1b2c3", "friendly_id": "a1b2c3-x", "name": "Driver"}
    return read(json.dumps([base | position]).encode())[0]


def test_it_asks_the_site() -> None:
    (asked,) = breezy.requests(OPTIONS)
    assert asked.url == "https://wide-world-trucking.breezy.hr/json"


def test_a_posting_has_everything_that_the_list_says() -> None:
    driver = read(LIST)[0]
    assert driver.external_id == "e63605aeb81c"
    assert driver.url == "https://wide-world-trucking.breezy.hr/p/e63605aeb81c-night-driver"
    assert (driver.title, driver.company) == ("Night Driver", "Wide World Trucking")
    assert driver.places == (
        RawPlace("Tacoma, WA", "Tacoma", "Washington", "United States"),
        RawPlace("Boise, ID", "Boise", "Idaho", "United States"),
    )
    assert (driver.workplace, driver.pay) == ("", ())
    assert driver.pay_text == "$1.40k - $1.80k", "a week's, which the list does not say"
    assert (driver.employment_type, driver.department) == ("Full-Time", "Local")
    assert driver.posted == "2026-06-04T23:24:11.988Z"
    assert driver.detail == Request(driver.url, purpose="detail")


def test_remote_hybrid_and_what_is_left_out() -> None:
    _, planner, dispatch = read(LIST)
    assert (planner.workplace, planner.remote_in) == ("remote", ("United States",))
    assert planner.employment_type == "contract", "a template's text is no name"
    assert planner.detail is None, "its text is in the list"
    assert dispatch.workplace == "hybrid", "although is_remote is true"
    assert dispatch.url == "https://wide-world-trucking.breezy.hr/p/0f0f0f0f0f0f-dispatch"
    assert one(location={"is_remote": True, "name": "Worldwide"}).remote_in == ("Worldwide",)


def test_remote_without_restrictions_is_open_to_more_than_its_country() -> None:
    chile = {"country": {"name": "Chile"}, "is_remote": True, "name": "Chile"}
    free = {"value": "remote", "label": "Fully remote, no location restrictions"}
    assert one(location=chile).remote_in == ("Chile",)
    found = one(location=chile | {"remote_details": free})
    assert (found.workplace, found.remote_in) == ("remote", ("Anywhere",))
    assert found.places == (RawPlace("Chile", country="Chile"),)


def test_locations_of_the_other_shape_and_hidden_ones() -> None:
    listed = [
        {"country": None, "countryCode": "DE", "city": "Ulm", "region": "BW", "hidden": False},
        {"country": None, "countryCode": "DE", "city": "Jena", "region": "TH", "hidden": True},
    ]
    assert one(locations=listed).places == (RawPlace(city="Ulm", region="BW", country="DE"),)


def test_a_walk_takes_the_text_and_pay_of_the_page_and_keeps_the_list_s_places() -> None:
    asked: list[str] = []

    def answer(request: Request) -> bytes:
        asked.append(request.url)
        return LIST if request.purpose == "list" else POSITION

    harvest = walked(KIND, OPTIONS, answer)
    assert asked[1:] == ["https://wide-world-trucking.breezy.hr/p/e63605aeb81c-night-driver"]
    driver = harvest.postings["e63605aeb81c"]
    assert driver.description == "<div><p>Drive through the night. Home by dawn.</p></div>"
    assert driver.pay == (RawPay(Decimal(1400), Decimal(1800), "USD", "WEEK"),)
    assert [place.city for place in driver.places] == ["Tacoma", "Boise"]
    assert (driver.employment_type, driver.url) == ("Full-Time", asked[1])
    assert harvest.employers == ["Wide World Trucking"]
    assert len(harvest.postings) == 3


def test_a_page_that_fails_leaves_what_the_list_says() -> None:
    harvest = walked(KIND, OPTIONS, lambda r: LIST if r.purpose == "list" else b"<h1>403</h1>")
    assert harvest.undetailed == {"e63605aeb81c"}
    assert harvest.postings["e63605aeb81c"].title == "Night Driver"


def test_base_url_leads_to_details_too() -> None:
    local = breezy.Options(site="x", base_url="http://127.0.0.1:8080/below")
    detail = read(LIST, local)[0].detail
    assert detail is not None
    assert detail.url == "http://127.0.0.1:8080/below/p/e63605aeb81c-night-driver"


def test_a_saved_page_is_one_posting_with_the_list_s_id() -> None:
    nameless = breezy.Options.model_construct(site="", company=None, base_url=None)
    (driver,) = read(POSITION, nameless)
    assert (driver.external_id, driver.company) == ("e63605aeb81c", "Wide World Trucking")
    assert driver.url == "https://wide-world-trucking.breezy.hr/p/e63605aeb81c-night-driver"
    assert driver.places == (RawPlace(city="Tacoma", region="WA", country="US"),)
    bare = POSITION.replace(b'<link rel="canonical"', b"<link")
    named = replace(page(bare), url="https://jobs.example.com/p/e63605aeb81c-night-driver")
    (found,) = breezy.parse(nameless, named)
    assert isinstance(found, RawPosting)
    assert found.external_id == "e63605aeb81c"


def test_pages_that_are_no_position_s_are_neither_recognised_nor_read() -> None:
    assert breezy.recognise(page(POSITION))
    other = POSITION.replace(b"breezy.hr", b"board.example")
    assert not breezy.recognise(page(other))
    empty = b'<title>Breezy</title><a href="https://x.breezy.hr/p/aaaaaaaaaaaa-x">x</a>'
    assert not breezy.recognise(page(empty))
    with pytest.raises(ParseError, match="HTML where JSON was expected: Breezy"):
        read(empty)
    untitled = POSITION.replace(b'"title":"Night Driver",', b"")
    (found,) = breezy.parse(OPTIONS, page(untitled))
    assert isinstance(found, Skipped)


def test_a_bad_position_is_skipped_and_the_employer_is_said() -> None:
    found = list(breezy.parse(OPTIONS, page(LIST)))
    assert found[0] == Whole(employer="Wide World Trucking")
    assert [skipped.reason for skipped in found if isinstance(skipped, Skipped)] == [
        "posting 4: id bad0bad0bad0 has no name"
    ]


def test_an_empty_board_and_other_envelopes() -> None:
    assert read(b"[]") == [], "any name answers so: the poller judges"
    assert not breezy.recognise(page(b"[]"))
    with pytest.raises(ParseError, match="an object with jobs where a list of Breezy positions"):
        read(b'{"jobs": []}')
    (single,) = read(json.dumps(json.loads(LIST)[1]).encode())
    assert single == read(LIST)[1]


def test_sites_are_found_in_addresses_and_pages() -> None:
    source = "https://contoso.breezy.hr/p/1-x https://app.breezy.hr https://assets-cdn.breezy.hr"
    assert list(breezy.locate(source)) == [{"site": "contoso"}]


def test_recorded_boards() -> None:
    files = sorted(CORPUS.glob("*.json"))
    if not files:
        pytest.skip("the corpus is not here")
    for file in files:
        positions = json.loads(file.read_bytes())
        found = read(file.read_bytes())
        assert [one.external_id for one in found] == [position["id"] for position in positions]
        assert [one.url for one in found] == [position["url"] for position in positions]
        assert all(one.posted and one.places and one.company for one in found)
        assert breezy.recognise(page(file.read_bytes()))
