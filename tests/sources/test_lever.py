"""The Lever kind, on a site of the shapes that the service has."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from alertbot import text
from alertbot.errors import ParseError
from alertbot.model import RawPay, RawPlace, RawPosting, Skipped
from alertbot.sources import lever
from alertbot.testing.conformance import page

FIXTURE = Path(__file__).parent / "fixtures" / "lever" / "northwind.json"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "lever"
OPTIONS = lever.Options(site="northwind-traders")


def read(body: bytes, options: lever.Options = OPTIONS) -> list[RawPosting]:
    found = lever.parse(options, page(body, "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def test_it_asks_for_json_here_or_in_europe() -> None:
    (asked,) = lever.requests(OPTIONS)
    assert asked.url == "https://api.lever.co/v0/postings/northwind-traders?mode=json"
    (asked,) = lever.requests(lever.Options(site="northwind", eu=True))
    assert asked.url == "https://api.eu.lever.co/v0/postings/northwind?mode=json"


def test_a_posting_has_everything_that_the_payload_says() -> None:
    engineer = read(FIXTURE.read_bytes())[0]
    assert engineer.external_id == "5b7e1c1e-0000-4000-8000-000000000001"
    assert engineer.url == f"https://jobs.lever.co/northwind-traders/{engineer.external_id}"
    assert engineer.title == "Backend Engineer II – Routing"
    assert engineer.company == "Northwind Traders"
    assert engineer.places == (RawPlace(text="London", country="GB"), RawPlace(text="Stockholm"))
    assert engineer.workplace == "remote"
    assert engineer.pay == (RawPay(Decimal("66189.5"), Decimal(94556), "GBP", "YEAR"),)
    assert engineer.pay_text == "Plus a bonus of 10%."
    assert engineer.employment_type == "Full-time: Remote"
    assert engineer.department == "Engineering"
    assert engineer.posted == "1782821535482"


def test_the_text_is_whole_and_in_order() -> None:
    engineer, worker, trainee = read(FIXTURE.read_bytes())
    said = text.from_html(engineer.description)
    parts = ["We plan routes & keep them.", "What You'll Need", "Rust & patience", "#logistics"]
    assert [said.find(part) for part in parts] == sorted(said.find(part) for part in parts)
    assert said.find(parts[0]) == 0
    assert text.from_html(worker.description) == "Only the plain text\nis filled < here."
    assert text.from_html(trainee.description).split() == ["Opening.", "Body."]


def test_what_is_left_out_is_left_empty_or_built() -> None:
    _, worker, trainee = read(FIXTURE.read_bytes())
    assert (worker.workplace, worker.department) == ("", "Services")
    assert worker.pay == (RawPay(Decimal("19.5"), Decimal(24), "USD", "HOUR"),)
    assert trainee.places == (RawPlace(country="FR"),)
    assert trainee.pay == (), "what is paid once is no pay to compare"
    assert trainee.url == f"https://jobs.lever.co/northwind-traders/{trainee.external_id}"
    assert trainee.posted == ""


def test_a_bad_posting_is_skipped_and_the_others_stay() -> None:
    found = list(lever.parse(OPTIONS, page(FIXTURE.read_bytes())))
    assert [one.reason for one in found if isinstance(one, Skipped)] == [
        "posting 4: it has no id",
        "posting 5: id x has no title",
        "posting 6 is null where an object was expected",
    ]


def test_groups_and_single_postings_are_understood() -> None:
    site = json.loads(FIXTURE.read_bytes())
    grouped = [{"title": "Engineering", "postings": site[:1]}, {"title": "", "postings": site[1:2]}]
    assert read(json.dumps(grouped).encode()) == read(json.dumps(site[:2]).encode())
    assert read(json.dumps(site[0]).encode()) == read(FIXTURE.read_bytes())[:1]


def test_an_empty_list_is_an_empty_site_and_an_error_is_none() -> None:
    assert read(b"[]") == []
    with pytest.raises(ParseError, match="the board answers: Document not found"):
        read(b'{"ok": false, "error": "Document not found"}')
    with pytest.raises(ParseError, match="an object with jobs where a list of Lever postings"):
        read(b'{"jobs": []}')


def test_the_employer_is_the_option_else_the_site_else_the_address() -> None:
    named = lever.Options(site="northwind-traders", company="Northwind GmbH")
    nameless = lever.Options.model_construct(site="", company=None, eu=False)
    companies = [read(FIXTURE.read_bytes(), options)[0].company for options in (named, nameless)]
    assert companies == ["Northwind GmbH", "Northwind Traders"]


def test_recorded_sites() -> None:
    files = sorted(CORPUS.glob("*.json"))
    if not files:
        pytest.skip("the corpus is not here")
    for file in files:
        found = read(file.read_bytes())
        assert len(found) == len(json.loads(file.read_bytes()))
        assert all(one.places and one.posted and one.description for one in found)
        assert lever.recognise(page(file.read_bytes()))


@pytest.mark.parametrize(
    ("interval", "period"),
    [
        ("per-year-salary", "YEAR"),
        ("per-hour-wage", "HOUR"),
        ("per-week-salary", "WEEK"),
        ("bi-week-salary", ""),
        ("bi-month-salary", ""),
        ("semi-month-salary", ""),
        ("", ""),
    ],
)
def test_an_interval_of_two_weeks_is_no_week(interval: str, period: str) -> None:
    salary = {"min": 0, "max": 2900, "currency": "USD", "interval": interval}
    body = json.dumps([{"id": "a", "text": "Miller", "salaryRange": salary}]).encode()
    assert read(body)[0].pay == (RawPay(None, Decimal(2900), "USD", period),)


def test_without_an_id_it_is_that_of_the_address() -> None:
    body = b'[{"text": "Miller", "hostedUrl": "https://jobs.eu.lever.co/northwind/a%20b?x=1"}]'
    assert [found.external_id for found in read(body)] == ["a b"]
    body = b'[{"text": "Miller", "hostedUrl": "https://jobs.example/northwind/a"}]'
    assert read(body) == []


def test_the_address_is_built_from_what_there_is() -> None:
    nameless = lever.Options.model_construct(site="", eu=False, company=None, base_url=None)
    body = b'[{"id": "a", "text": "Miller", "applyUrl": "https://jobs.lever.co/contoso/a/apply"}]'
    (found,) = read(body, nameless)
    assert (found.url, found.company) == ("https://jobs.lever.co/contoso/a", "Contoso")
    assert read(b'[{"id": "a", "text": "Miller"}]', nameless)[0].url == ""
