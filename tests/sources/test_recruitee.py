"""The Recruitee kind, on offers with the traps that its customers' sites have."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from alertbot.errors import ParseError
from alertbot.model import RawPay, RawPlace, RawPosting, Skipped, Whole
from alertbot.reading import dates
from alertbot.sources import kinds, recruitee
from alertbot.testing.conformance import MOMENT, page, walked

FIXTURES = Path(__file__).parent / "fixtures" / "recruitee"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "recruitee"
KIND = kinds()["recruitee"]
OPTIONS = recruitee.Options(site="adatum")
LIST = (FIXTURES / "adatum.json").read_bytes()


def read(body: bytes, options: recruitee.Options = OPTIONS) -> list[RawPosting]:
    found = recruitee.parse(options, page(body, "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def one(**offer: object) -> RawPosting:
    base = {"id": 1, "title": "Engineer", "slug": "engineer"}
    return read(json.dumps({"offers": [base | offer]}).encode())[0]


def test_a_site_is_a_name_or_a_host_of_the_employer_s() -> None:
    (asked,) = recruitee.requests(OPTIONS)
    assert asked.url == "https://adatum.recruitee.com/api/offers/"
    own = recruitee.Options(site="jobs.adatum.example")
    (asked,) = recruitee.requests(own)
    assert asked.url == "https://jobs.adatum.example/api/offers/"
    plain = b'{"offers": [{"id": 1, "title": "x", "slug": "x y"}]}'
    assert read(plain, own)[0].url == "https://jobs.adatum.example/o/x%20y"
    assert read(plain, own)[0].company == "Adatum"


def test_a_posting_has_everything_that_the_payload_says() -> None:
    clerk = read(LIST)[0]
    assert clerk.external_id == "2600001"
    assert clerk.url == "https://jobs.adatum.example/o/buchhalter-mwd"
    assert (clerk.title, clerk.company) == ("Buchhalter (m/w/d) &amp; Teamleitung", "Adatum")
    assert clerk.places == (
        RawPlace(city="Berlin", region="Berlin", country="Deutschland"),
        RawPlace(city="Wien", region="Wien", country="Österreich"),
    )
    assert clerk.workplace == "hybrid"
    assert clerk.pay == (RawPay(Decimal(60000), Decimal(75000), "EUR", "year"),)
    assert (clerk.employment_type, clerk.level) == ("fulltime_permanent", "experienced")
    assert clerk.department == "Finanzen"
    assert clerk.description == "<div><p>Sie buchen.</p></div>\n<div><ul><li>Genau</li></ul></div>"


def test_dates_are_not_iso_and_are_understood() -> None:
    clerk = read(LIST)[0]
    assert dates.read(clerk.posted, now=MOMENT) == datetime(2026, 8, 5, 10, 10, 39, tzinfo=UTC)
    assert dates.read(clerk.valid_through, now=MOMENT) == datetime(
        2026, 12, 31, 23, 59, 59, tzinfo=UTC
    )


def test_what_is_left_out_is_taken_from_translations_or_built() -> None:
    manager = read(LIST)[1]
    assert manager.title == "Office Manager", "English before the first language"
    assert "Arrange." in manager.description
    assert "Order" in manager.description
    assert manager.url == "https://adatum.recruitee.com/o/office-manager"
    assert manager.posted == "2026-07-31 14:40:34 UTC"
    assert manager.places == (RawPlace(text="Remote job"),)
    assert manager.workplace == "remote"
    assert one(title="", translations={"fr": {"title": "Chef"}}).title == "Chef"


def test_pay_is_passed_on_as_stated_nonsense_or_not() -> None:
    assert read(LIST)[1].pay == (RawPay(Decimal("75.00"), Decimal("95.00"), "USD", "year"),)
    assert one(salary={"max": "50000", "min": None, "period": None}).pay == (
        RawPay(None, Decimal(50000)),
    )
    assert one(salary={"max": None, "min": "0", "period": "year"}).pay == ()
    assert one(salary="competitive").pay == ()


def test_remote_goes_before_hybrid_before_the_office() -> None:
    assert one(remote=True, hybrid=True, on_site=True).workplace == "remote"
    assert one(remote=False, hybrid=True, on_site=True).workplace == "hybrid"
    assert one(remote=False, hybrid=False, on_site=True).workplace == "onsite"
    assert one(remote="yes", hybrid=None).workplace == ""


def test_without_locations_the_offer_s_own_fields_count() -> None:
    assert one(city="Delft", state_name="Zuid-Holland", country_code="NL").places == (
        RawPlace(city="Delft", region="Zuid-Holland", country="NL"),
    )
    assert one(location="Randstad").places == (RawPlace(text="Randstad"),)
    assert one().places == ()


def test_a_remote_offer_is_open_to_its_whole_countries() -> None:
    spain = {"city": "", "state": None, "country": "Spain"}
    assert one(remote=True, locations=[spain]).remote_in == ("Spain",)
    assert one(hybrid=True, locations=[spain]).remote_in == ()
    assert one(remote=True, locations=[spain | {"city": "Vigo"}]).remote_in == ()


def test_drafts_are_no_postings_and_bad_offers_are_skipped() -> None:
    found = list(recruitee.parse(OPTIONS, page(LIST)))
    assert found[0] == Whole(employer="Adatum")
    assert len(read(LIST)) == 2
    assert [skipped.reason for skipped in found if isinstance(skipped, Skipped)] == [
        "posting 3: id 2600004 has no title"
    ]


def test_a_single_offer_is_one_posting() -> None:
    body = (FIXTURES / "offer.json").read_bytes()
    (archivist,) = read(body)
    assert (archivist.external_id, archivist.workplace) == ("2600005", "onsite")
    assert archivist.pay == ()
    assert read(json.dumps(json.loads(body)["offer"]).encode()) == [archivist]


def test_an_empty_site_and_other_envelopes() -> None:
    assert read(b'{"offers": []}') == []
    assert not recruitee.recognise(page(b'{"offers": [{"id": 1, "title": "x"}]}'))
    with pytest.raises(ParseError, match="the board answers: careers_not_hosted"):
        read(b'{"error": "careers_not_hosted"}')
    with pytest.raises(ParseError, match="'offers' is null where a list was expected"):
        read(b'{"offers": null}')


def test_sites_are_found_in_addresses_and_pages() -> None:
    source = """<a href="https://adatum.recruitee.com/o/x">x</a> job.a1@Adatum.recruitee.com
        <script src="https://careers-analytics.recruitee.com/a.js"></script>"""
    assert list(recruitee.locate(source)) == [{"site": "adatum"}]
    assert list(recruitee.locate("https://www.recruitee.com/pricing")) == []


def test_a_walk_is_one_request() -> None:
    harvest = walked(KIND, OPTIONS, lambda request: LIST)
    assert (harvest.pages, len(harvest.postings), harvest.employers) == (1, 2, ["Adatum"])


def test_recorded_sites() -> None:
    files = sorted(CORPUS.glob("*.json"))
    if not files:
        pytest.skip("the corpus is not here")
    for file in files:
        offers = json.loads(file.read_bytes())["offers"]
        found = read(file.read_bytes())
        assert [one.external_id for one in found] == [str(offer["id"]) for offer in offers]
        assert [one.url for one in found] == [offer["careers_url"] for offer in offers]
        assert [one.company for one in found] == [offer["company_name"] for offer in offers]
        assert all(one.places and one.workplace and one.description for one in found)
        assert all(dates.read(one.posted, now=MOMENT) for one in found)
        assert recruitee.recognise(page(file.read_bytes()))


def test_a_list_without_its_envelope() -> None:
    body = json.dumps(json.loads(LIST)["offers"]).encode()
    assert recruitee.recognise(page(body))
    assert read(body) == read(LIST)
    with pytest.raises(ParseError, match="a list where Recruitee offers were expected"):
        read(b"[]")
