"""The Jobicy kind: the newest postings in one answer."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from alertbot.errors import ParseError
from alertbot.model import RawPay, RawPlace, RawPosting, Skipped
from alertbot.sources import jobicy, kinds
from alertbot.testing.conformance import page, walked

FIXTURES = Path(__file__).parent / "fixtures" / "jobicy"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "jobicy"
OPTIONS = jobicy.Options()
KIND = kinds()["jobicy"]


def read(body: bytes, options: jobicy.Options = OPTIONS) -> list[RawPosting]:
    found = jobicy.parse(options, page(body, "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def skipped(body: bytes) -> list[str]:
    found = jobicy.parse(OPTIONS, page(body))
    return [one.reason for one in found if isinstance(one, Skipped)]


def latest() -> bytes:
    return (FIXTURES / "latest.json").read_bytes()


def test_it_asks_for_what_is_wanted_once_an_hour() -> None:
    (asked,) = jobicy.requests(OPTIONS)
    assert asked.url == "https://jobicy.com/api/v2/remote-jobs?count=100"
    (asked,) = jobicy.requests(jobicy.Options(geo="usa", tag="site reliability", count=20))
    assert asked.url.endswith("?count=20&geo=usa&tag=site+reliability")
    assert jobicy.MANNERS.floor.total_seconds() >= 3600
    assert jobicy.MANNERS.redistribute == "no"


def test_a_tag_is_as_long_as_the_service_takes_it() -> None:
    with pytest.raises(ValidationError, match="tag"):
        jobicy.Options(tag="go")


def test_a_posting_has_everything_that_the_payload_says() -> None:
    reader = read(latest())[0]
    assert reader.external_id == "500001"
    assert reader.url == "https://jobicy.com/jobs/500001-meter-reader"
    assert reader.company == "Fabrikam &#038; Sons", "entities are for reading"
    assert reader.places == (RawPlace("LATAM"), RawPlace("Canada"), RawPlace("USA"))
    assert reader.remote_in == ("LATAM", "Canada", "USA")
    assert reader.workplace == "remote"
    assert reader.employment_type == "Full-Time"
    assert reader.level == "Midweight"
    assert reader.department == "Product & Operations"
    assert reader.posted == "2026-06-30T04:19:59+00:00"


def test_pay_may_lack_an_end_and_has_had_other_names() -> None:
    reader, checker, painter = read(latest())
    assert reader.pay == (RawPay(Decimal(78000), Decimal(156000), "USD", "yearly"),)
    assert checker.pay == (RawPay(Decimal(50), None, "USD", "hourly"),)
    assert painter.pay == (RawPay(Decimal(80000), Decimal(110000), "EUR", "yearly"),)


def test_any_level_is_none_and_the_excerpt_stands_in_for_the_text() -> None:
    _, checker, painter = read(latest())
    assert (checker.level, checker.employment_type) == ("", "Contract, Part-Time")
    assert (painter.employment_type, painter.description) == ("full-time", "You read meters.")


def test_a_bad_posting_is_skipped() -> None:
    harvest = walked(KIND, OPTIONS, lambda _: latest())
    assert len(harvest.postings) == 3
    assert harvest.skipped == ["posting 4: id 500004 has no title", "posting 5: it has no id"]


def test_finding_nothing_is_no_error_and_an_error_is_none_of_that() -> None:
    nothing = b'{"jobCount": 0, "jobs": [], "success": true, "message": "No jobs found."}'
    assert list(jobicy.parse(OPTIONS, page(nothing))) == []
    assert jobicy.recognise(page(nothing))
    for broken in (
        b'{"success": false, "error": "Invalid geo"}',
        b'{"success": false, "error": "Invalid geo", "jobs": []}',
    ):
        with pytest.raises(ParseError, match="Jobicy answers: Invalid geo"):
            list(jobicy.parse(OPTIONS, page(broken)))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://jobicy.com/jobs", [{}]),
        ("https://jobicy.com/api/v2/remote-jobs?count=5&geo=uk", [{"geo": "uk"}]),
        ("See jobicy.com for more", []),
    ],
)
def test_it_is_located_by_its_own_address_alone(text: str, found: list[object]) -> None:
    assert list(jobicy.locate(text)) == found


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the recorded payloads are not here")
def test_recorded_payloads() -> None:
    (file,) = CORPUS.iterdir()
    postings = read(file.read_bytes())
    assert [one.external_id for one in postings] == ["146869", "146868", "146865"]
    assert [one.remote_in for one in postings] == [("USA",), ("USA",), ("UK",)]
    assert postings[1].pay == (RawPay(Decimal(113300), Decimal(226700), "USD", "yearly"),)
    assert postings[2].pay == ()


def test_places_are_a_list_of_either_form_and_an_id_stands_in_the_address() -> None:
    job = {
        "jobTitle": "Diver",
        "jobGeo": ["USA", "EU", "USA"],
        "url": "https://jobicy.com/jobs/500009-diver",
    }
    (diver,) = read(json.dumps({"jobs": [job]}).encode())
    assert diver.remote_in == ("USA", "EU")
    assert diver.external_id == "500009"


def test_the_bare_list_of_a_saved_answer_is_understood_and_an_empty_one_is_none() -> None:
    whole = json.loads(latest())
    bare = json.dumps(whole["jobs"]).encode()
    assert jobicy.recognise(page(bare))
    assert read(bare) == read(latest())
    with pytest.raises(ParseError):
        read(b"[]")
