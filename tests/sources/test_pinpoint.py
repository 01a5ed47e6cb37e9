"""The Pinpoint kind: what is published, and what is only in the payload."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from alertbot import text
from alertbot.errors import ParseError
from alertbot.model import RawPay, RawPlace, RawPosting, Skipped
from alertbot.sources import kinds, pinpoint
from alertbot.testing.conformance import page, walked

FIXTURE = Path(__file__).parent / "fixtures" / "pinpoint" / "proseware.json"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "pinpoint"
KIND = kinds()["pinpoint"]
OPTIONS = pinpoint.Options(site="proseware")
LIST = FIXTURE.read_bytes()


def read(body: bytes, options: pinpoint.Options = OPTIONS) -> list[RawPosting]:
    found = pinpoint.parse(options, page(body, "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def one(**posting: object) -> RawPosting:
    base = {"id": "5", "title": "Engineer", "workplace_type": "remote"}
    return read(json.dumps({"data": [base | posting]}).encode())[0]


@pytest.mark.parametrize(
    ("options", "address"),
    [
        ({"site": "proseware"}, "https://proseware.pinpointhq.com/postings.json"),
        ({"site": "jobs.proseware.example"}, "https://jobs.proseware.example/postings.json"),
        (
            {"site": "proseware", "language": "fr"},
            "https://proseware.pinpointhq.com/fr/postings.json",
        ),
    ],
)
def test_it_asks_the_site_in_its_language(options: dict[str, str], address: str) -> None:
    (asked,) = pinpoint.requests(pinpoint.Options.model_validate(options))
    assert asked.url == address


def test_a_posting_has_everything_that_the_payload_says() -> None:
    manager = read(LIST)[0]
    assert manager.external_id == "00000000-0000-4000-8000-000000000001", "the id in its address"
    assert manager.url.endswith(manager.external_id)
    assert (manager.title, manager.company) == ("Fleet Manager", "Proseware")
    assert manager.places == (RawPlace("Halifax Depot", "Halifax", "Nova Scotia"),)
    assert manager.workplace == "hybrid"
    assert manager.pay == (RawPay(Decimal(80000), Decimal(100000), "USD", "year"),)
    assert manager.pay_text == "$80,000 - $100,000 / year"
    assert (manager.employment_type, manager.department) == ("permanent_full_time", "Transport")
    assert (manager.requisition, manager.posted) == ("PIN-0679", "")
    assert manager.valid_through == "2026-08-26T23:59:59-04:00"


def test_the_text_has_every_section_under_its_heading() -> None:
    said = text.from_html(read(LIST)[0].description)
    parts = ["Keep vans.", "What you'll do", "Wheels", "Skills & Knowledge", "Licence"]
    assert [line for line in said.split("\n") if line] == parts


def test_pay_that_is_not_visible_is_not_published() -> None:
    director = read(LIST)[1]
    assert (director.pay, director.pay_text) == ((), "")
    numbers = {"compensation": "£9", "compensation_minimum": 9, "compensation_frequency": "hour"}
    for visible in (False, None, "no"):
        hidden = one(compensation_visible=visible, **numbers)
        assert (hidden.pay, hidden.pay_text) == ((), "")
    shown = one(**numbers)
    assert shown.pay == (RawPay(Decimal(9), None, "", "hour"),)


def test_what_is_left_out_is_built_or_empty() -> None:
    director = read(LIST)[1]
    assert director.external_id == "00000000-0000-4000-8000-000000000002"
    assert director.url == f"https://proseware.pinpointhq.com/en/postings/{director.external_id}"
    assert director.places == (RawPlace("London Office, London, United Kingdom"),)
    assert one().external_id == "5"
    assert one().places == ()
    assert one(employment_type=None, employment_type_text="Casual").employment_type == "Casual"


def test_a_bad_posting_is_skipped_and_the_others_stay() -> None:
    found = pinpoint.parse(OPTIONS, page(LIST))
    assert [skipped.reason for skipped in found if isinstance(skipped, Skipped)] == [
        "posting 3: id 00000000-0000-4000-8000-000000000003 has no title",
        "posting 4 is a string where an object was expected",
    ]


def test_a_single_posting_is_one_posting() -> None:
    first = json.loads(LIST)["data"][0]
    assert read(json.dumps({"data": first}).encode()) == read(LIST)[:1]
    assert read(json.dumps(first).encode()) == read(LIST)[:1]


def test_the_employer_is_the_option_the_site_or_the_address() -> None:
    named = pinpoint.Options(site="proseware", company="Proseware Ltd")
    assert read(LIST, named)[0].company == "Proseware Ltd"
    nameless = pinpoint.Options.model_construct(site="", company=None, base_url=None)
    assert read(LIST, nameless)[0].company == "Proseware"


def test_an_empty_site_and_other_envelopes() -> None:
    assert read(b'{"data": []}') == []
    assert not pinpoint.recognise(page(b'{"data": [{"id": "1", "title": "x"}]}'))
    with pytest.raises(ParseError, match="'data' is null where a list was expected"):
        read(b'{"data": null}')
    with pytest.raises(ParseError, match="the board answers: Not Found"):
        read(b'{"status": 404, "error": "Not Found"}')


def test_sites_are_found_in_addresses_and_pages() -> None:
    source = "https://proseware.pinpointhq.com/en/postings/1 https://app.pinpointhq.com/x"
    assert list(pinpoint.locate(source)) == [{"site": "proseware"}]


def test_a_walk_is_one_request() -> None:
    harvest = walked(KIND, OPTIONS, lambda request: LIST)
    assert (harvest.pages, len(harvest.postings)) == (1, 2)


def test_recorded_sites() -> None:
    files = sorted(CORPUS.glob("*.json"))
    if not files:
        pytest.skip("the corpus is not here")
    for file in files:
        data = json.loads(file.read_bytes())["data"]
        found = read(file.read_bytes())
        assert [one.url for one in found] == [posting["url"] for posting in data]
        assert [one.title for one in found] == [posting["title"].strip() for posting in data]
        visible = [posting["compensation_visible"] for posting in data]
        assert all(seen or not one.pay for one, seen in zip(found, visible, strict=True))
        assert pinpoint.recognise(page(file.read_bytes()))


def test_department_and_requisition_may_stand_in_the_posting_itself() -> None:
    found = one(department={"id": "1", "name": "Legal"}, requisition_id="PIN-7")
    assert (found.department, found.requisition) == ("Legal", "PIN-7")
    assert one(department="Legal", job={"department": None}).department == "Legal"
    job = {"department": {"name": "Tax"}, "requisition_id": "PIN-8"}
    found = one(department="Legal", requisition_id="PIN-7", job=job)
    assert (found.department, found.requisition) == ("Tax", "PIN-8")


def test_remote_is_open_to_the_country_that_its_place_is() -> None:
    assert one(location={"name": "Anywhere", "country": "Chile"}).remote_in == ("Anywhere",)
    assert one(location={"country": "Chile"}).remote_in == ("Chile",)
    assert one(location={"country": "Chile", "city": "Arica"}).remote_in == ()
    assert one(location={"country": "Chile"}, workplace_type="hybrid").remote_in == ()


def test_a_list_without_its_envelope() -> None:
    body = json.dumps(json.loads(LIST)["data"]).encode()
    assert pinpoint.recognise(page(body))
    assert read(body) == read(LIST)
    with pytest.raises(ParseError, match="a list where Pinpoint postings were expected"):
        read(b"[]")
