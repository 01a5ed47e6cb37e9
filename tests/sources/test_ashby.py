"""The Ashby kind, on a board with the traps of the posting API."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from alertbot.errors import ParseError
from alertbot.model import RawPay, RawPlace, RawPosting, Skipped
from alertbot.sources import ashby, kinds
from alertbot.testing.conformance import page, walked

FIXTURE = Path(__file__).parent / "fixtures" / "ashby" / "fabrikam.json"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "ashby"
KIND = kinds()["ashby"]
OPTIONS = ashby.Options(board="Fabrikam Labs")


def read(body: bytes, options: ashby.Options = OPTIONS) -> list[RawPosting]:
    found = ashby.parse(options, page(body, "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def one(**job: object) -> RawPosting:
    base = {"id": "a-1", "title": "Engineer", "jobUrl": "https://jobs.ashbyhq.com/b/a-1"}
    return read(json.dumps({"jobs": [base | job]}).encode())[0]


@pytest.mark.parametrize("board", ["Fabrikam Labs", "Fabrikam%20Labs"])
def test_a_board_may_have_spaces_encoded_or_not(board: str) -> None:
    (asked,) = ashby.requests(ashby.Options(board=board))
    assert asked.url == (
        "https://api.ashbyhq.com/posting-api/job-board/Fabrikam%20Labs?includeCompensation=true"
    )
    assert read(FIXTURE.read_bytes(), ashby.Options(board=board))[0].company == "Fabrikam Labs"


def test_a_posting_has_everything_that_the_payload_says() -> None:
    engineer = read(FIXTURE.read_bytes())[0]
    assert engineer.external_id == "00000000-0000-4000-8000-000000000001"
    assert engineer.url == f"https://jobs.ashbyhq.com/Fabrikam%20Labs/{engineer.external_id}"
    assert engineer.title == "Platform Engineer, Ledger"
    assert engineer.places == (
        RawPlace("New York, NY (HQ)", "New York City", "NY", "USA"),
        RawPlace("Remote (Canada)", country="Canada"),
        RawPlace("Lyon", "Lyon", country="France"),
    )
    assert (engineer.workplace, engineer.remote_in) == ("Hybrid", ())
    assert engineer.pay == (
        RawPay(Decimal(180000), Decimal(260000), "USD", "YEAR", "New York"),
        RawPay(Decimal(150000), Decimal("200000.5"), "CAD", "YEAR", "Canada"),
    ), "each tier's salary; no bonus, commission or equity, and not the tiers put together"
    assert engineer.pay_text == ""
    assert (engineer.employment_type, engineer.department) == ("FullTime", "Engineering")
    assert engineer.posted == "2026-04-07T17:12:35.753+00:00"
    assert engineer.markup == "html"
    assert engineer.description.startswith("<h1>")


def test_what_is_left_out_is_found_elsewhere() -> None:
    _, support, _ = read(FIXTURE.read_bytes())
    assert support.url == f"https://jobs.ashbyhq.com/Fabrikam%20Labs/{support.external_id}"
    assert (support.workplace, support.remote_in) == ("remote", ("Germany", "Austria"))
    assert support.pay == (RawPay(Decimal(30), None, "EUR", "HOUR"),)
    assert support.department == "Support"
    assert (support.description, support.markup) == ("Answer & solve.", "text")


def test_remote_is_the_workplace_type_and_only_then_the_flag() -> None:
    assert one(workplaceType="Remote", isRemote=False).workplace == "Remote"
    assert one(workplaceType="OnSite", isRemote=True).workplace == "OnSite"
    assert one(isRemote=True).workplace == "remote"
    assert one(isRemote=True, location="Oslo (hybrid)").workplace == ""
    assert one(isRemote=None).workplace == one(isRemote=False).workplace == ""


def test_a_city_beside_remote_closes_no_country_off() -> None:
    austin = {"postalAddress": {"addressLocality": "Austin", "addressCountry": "USA"}}
    assert one(workplaceType="Remote", location="Austin", address=austin).remote_in == ()


def test_pay_that_is_not_to_be_shown_is_not_read() -> None:
    assert read(FIXTURE.read_bytes())[2].pay == ()
    assert read(FIXTURE.read_bytes())[2].workplace == "", "its title says hybrid"


def test_pay_in_words_counts_only_where_there_are_no_numbers() -> None:
    words = {"scrapeableCompensationSalarySummary": "$85K - $115K", "compensationTiers": "odd"}
    assert one(compensation=words).pay_text == "$85K - $115K"
    equity = {"compensationType": "EquityPercentage", "minValue": 0.1, "maxValue": 0.4}
    shares = {"compensationTierSummary": "0.1% – 0.4%", "summaryComponents": [equity]}
    assert (one(compensation=shares).pay, one(compensation=shares).pay_text) == ((), "")
    summary = {"compensationTierSummary": "£80K – £100K • Offers Equity • £9K Commission"}
    assert one(compensation=summary).pay_text == "£80K – £100K"
    hidden = one(compensation=summary, shouldDisplayCompensationOnJobPostings=False)
    assert hidden.pay_text == ""


@pytest.mark.parametrize(
    ("interval", "period"),
    [("1 MONTH", "MONTH"), ("2 WEEK", "every two weeks"), ("NONE", ""), ("6 MONTH", ""), ("", "")],
)
def test_intervals(interval: str, period: str) -> None:
    salary = {"compensationType": "Salary", "interval": interval, "minValue": 1, "maxValue": 2}
    (pay,) = one(compensation={"summaryComponents": [salary]}).pay
    assert pay.period == period


def test_what_is_not_listed_is_no_posting_and_no_error() -> None:
    found = list(ashby.parse(OPTIONS, page(FIXTURE.read_bytes())))
    assert len(read(FIXTURE.read_bytes())) == 3
    assert [skipped.reason for skipped in found if isinstance(skipped, Skipped)] == [
        "posting 4: id 00000000-0000-4000-8000-000000000005 has no title",
        "posting 5 is null where an object was expected",
    ]


def test_an_empty_board_and_other_envelopes() -> None:
    assert read(b'{"apiVersion": "1", "jobs": []}') == []
    assert ashby.recognise(page(b'{"apiVersion": "1", "jobs": []}'))
    assert not ashby.recognise(page(b'{"jobs": []}'))
    with pytest.raises(ParseError, match="the board answers: Not found"):
        read(b'{"success": false, "errors": ["Not found"]}')
    with pytest.raises(ParseError, match="a list where an Ashby board was expected"):
        read(b"[]")


def test_a_single_posting_names_its_board_itself() -> None:
    job = json.loads(FIXTURE.read_bytes())["jobs"][0]
    nameless = ashby.Options.model_construct(board="", company=None, base_url=None)
    assert read(json.dumps(job).encode(), nameless)[0].company == "Fabrikam Labs"


def test_the_employer_is_the_payload_s_then_the_option() -> None:
    named = ashby.Options(board="b", company="Fabrikam GmbH")
    assert read(FIXTURE.read_bytes(), named)[0].company == "Fabrikam GmbH"
    assert one(organizationName="Fabrikam Inc.").company == "Fabrikam Inc."


@pytest.mark.parametrize(
    ("text", "board"),
    [
        ("https://jobs.ashbyhq.com/contoso/123", "contoso"),
        ("https://jobs.ashbyhq.com/Forward%20Goods?x=1", "Forward Goods"),
        ('<script src="https:\\/\\/jobs.ashbyhq.com\\/contoso.com\\/embed">', "contoso.com"),
        ("https://api.ashbyhq.com/posting-api/job-board/contoso?a", "contoso"),
        ("See jobs.ashbyhq.com/contoso.", "contoso"),
        ("https://jobs.ashbyhq.com/_next/static https://ashbyhq.com/customers", None),
    ],
)
def test_boards_are_found_in_addresses_and_pages(text: str, board: str | None) -> None:
    assert list(ashby.locate(text)) == ([{"board": board}] if board else [])


def test_a_walk_is_one_request() -> None:
    harvest = walked(KIND, OPTIONS, lambda request: FIXTURE.read_bytes())
    assert (harvest.pages, len(harvest.postings), harvest.undetailed) == (1, 3, set())


def test_recorded_boards() -> None:
    files = sorted(CORPUS.glob("*.json"))
    if not files:
        pytest.skip("the corpus is not here")
    for file in files:
        jobs = json.loads(file.read_bytes())["jobs"]
        found = read(file.read_bytes())
        listed = [job for job in jobs if job["isListed"]]
        assert [one.external_id for one in found] == [job["id"] for job in listed]
        assert [one.url for one in found] == [job["jobUrl"] for job in listed]
        assert all(one.posted and one.description and one.places for one in found)
        assert ashby.recognise(page(file.read_bytes()))
    paid = [one for file in files for one in read(file.read_bytes()) if one.pay]
    assert len(paid) >= 15
    assert all(pay.currency and pay.period for one in paid for pay in one.pay)


def test_a_list_without_its_envelope() -> None:
    jobs = json.loads(FIXTURE.read_bytes())["jobs"]
    body = json.dumps(jobs).encode()
    assert ashby.recognise(page(body))
    assert read(body) == read(FIXTURE.read_bytes())
    with pytest.raises(ParseError, match="a list where an Ashby board was expected"):
        read(b"[]")


def test_without_an_id_it_is_that_of_the_address() -> None:
    assert one(id=None).external_id == "a-1"
    body = b'{"jobs": [{"title": "x", "jobUrl": "https://jobs.ashbyhq.com/b"}]}'
    assert read(body) == []


def test_a_board_with_few_fields_is_known() -> None:
    job = {"id": "a-1", "title": "x", "jobUrl": "https://jobs.ashbyhq.com/b/a-1"}
    assert ashby.recognise(page(json.dumps({"jobs": [job | {"descriptionPlain": ""}]}).encode()))
    assert not ashby.recognise(page(json.dumps({"jobs": [job]}).encode()))
