"""The Oracle kind, on a site of the shapes that the service has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from alertbot import text
from alertbot.errors import ParseError
from alertbot.model import RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import kinds, oracle
from alertbot.testing.conformance import page, walked

FIXTURES = Path(__file__).parent / "fixtures" / "oracle"
LIST = (FIXTURES / "list.json").read_bytes()
DETAIL = (FIXTURES / "detail.json").read_bytes()
OPTIONS = oracle.Options(host="abcd.fa.us2.oraclecloud.com", company="Fabrikam")


def read(body: bytes, options: oracle.Options = OPTIONS) -> list[RawPosting]:
    found = oracle.parse(options, page(body, "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def test_it_asks_inside_the_finder() -> None:
    (asked,) = oracle.requests(OPTIONS)
    assert asked.url.startswith(
        "https://abcd.fa.us2.oraclecloud.com/hcmRestApi/resources/latest/"
        "recruitingCEJobRequisitions?onlyData=true&expand=requisitionList."
    )
    assert asked.url.endswith(
        "&finder=findReqs;siteNumber=CX_1,limit=100,offset=0,sortBy=POSTING_DATES_DESC"
    )
    (asked,) = oracle.requests(oracle.Options(host="a.example.com", site="jobs", query="wind mill"))
    assert "findReqs;siteNumber=jobs,keyword=wind%20mill,limit=100" in asked.url


def test_what_would_break_the_finder_or_is_no_host_is_refused() -> None:
    with pytest.raises(ValidationError):
        oracle.Options(host="a.example.com", query="a,limit=9")
    with pytest.raises(ValidationError, match=r"a host alone: a\.example\.com"):
        oracle.Options(host="https://a.example.com/hcmUI")


def test_a_posting_has_everything_that_the_list_says() -> None:
    engineer, nurse, analyst, cook = read(LIST)
    assert engineer.external_id == engineer.requisition == "250101"
    assert engineer.title == "Turbine Engineer & Planner"
    assert engineer.url == (
        "https://abcd.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_1/job/250101"
    )
    assert engineer.places == (
        RawPlace(text="Austin, TX, United States", country="US"),
        RawPlace(text="Denver, CO, United States", country="US"),
    )
    assert (engineer.workplace, engineer.employment_type) == ("hybrid", "Full time")
    assert (engineer.posted, engineer.department) == ("2026-06-16", "Engineering")
    assert text.from_html(engineer.description) == "Plan turbines with us."
    assert [one.company for one in (engineer, nurse)] == [
        "Fabrikam",
        "Fabrikam Klinik Pegnitz GmbH",
    ]
    assert (nurse.external_id, nurse.workplace) == ("250102", "Vor Ort")
    assert nurse.valid_through == "2026-09-30"
    assert (analyst.workplace, analyst.employment_type) == ("remote", "Fixed Term")
    assert cook.places == (RawPlace(city="Melville", region="NY", country="US"),)


def test_the_rest_is_in_the_detail() -> None:
    detail = read(LIST)[0].detail
    assert detail is not None
    assert detail.url.endswith(
        "/recruitingCEJobRequisitionDetails?expand=all&onlyData=true"
        "&finder=ById;Id=%22250101%22,siteNumber=CX_1"
    )
    (engineer,) = read(DETAIL)
    assert engineer.detail is None
    assert engineer.company == "Fabrikam Turbines Inc."
    assert engineer.pay_text == "Salary Range: $98,000 - $131,500 a year"
    assert (engineer.level, engineer.department) == ("Senior", "Wind")
    assert engineer.posted == "2026-06-16T14:02:11+00:00"
    assert engineer.valid_through == "2026-08-01T00:00:00+00:00"


def test_the_text_is_whole_and_nothing_of_it_stands_twice() -> None:
    said = text.from_html(read(DETAIL)[0].description)
    parts = ["You plan turbines. #wind", "Own the plan", "About Fabrikam"]
    assert [said.count(part) for part in parts] == [1, 1, 1]
    assert "our own eyes" not in said
    assert "with us" not in said, "the short text is for lists"


def test_a_walk_over_pages_and_details() -> None:
    first = json.loads(LIST)
    first["items"][0] |= {"TotalJobsCount": 6}
    second = json.loads(LIST)
    second["items"][0] |= {"TotalJobsCount": 6, "Offset": 5}
    second["items"][0]["requisitionList"] = [{"Id": "9", "Title": "Last", "PrimaryLocation": ""}]
    asked: list[Request] = []

    def answer(request: Request) -> bytes | None:
        asked.append(request)
        if request.purpose == "detail":
            return DETAIL if "250101" in request.url else None
        assert f",offset={request.cursor or 0}," in request.url
        return json.dumps(second if request.purpose == "page" else first).encode()

    harvest = walked(kinds()["oracle"], OPTIONS, answer)
    assert [request.cursor for request in asked[:2]] == ["", "5"]
    assert list(harvest.postings) == ["250101", "250102", "250103", "250104", "9"]
    assert harvest.postings["250101"].pay_text
    assert harvest.undetailed == {"250102", "250103", "250104", "9"}
    assert (harvest.total, harvest.unread) == (6, 0)
    assert harvest.skipped == ["posting 5: id 250105 has no title"]


def test_what_is_no_list_says_what_came() -> None:
    with pytest.raises(ParseError, match="no such search or posting; is `site` right"):
        read(b'{"items": [], "count": 0}')
    with pytest.raises(ParseError, match="'requisitionList' is null"):
        read(b'{"items": [{"TotalJobsCount": 3, "requisitionList": null}]}')
    with pytest.raises(ParseError, match="the site answers: Bad Request"):
        read(b'{"title": "Bad Request", "status": "400"}')
    empty = b'{"items": [{"TotalJobsCount": 0, "requisitionList": []}]}'
    assert list(oracle.parse(OPTIONS, page(empty))) == [Whole(total=0)]


def test_other_forms_of_the_same() -> None:
    payload = json.loads(LIST)
    search = payload["items"][0]
    search["requisitionList"] = {"items": search["requisitionList"], "count": 5}
    assert read(json.dumps(payload).encode()) == read(LIST)
    assert read(json.dumps(json.loads(DETAIL)["items"][0]).encode()) == read(DETAIL)


def test_a_file_that_is_only_looked_at() -> None:
    options = oracle.Options.model_construct(host="")
    found = list(oracle.parse(options, page(LIST, url="file:///tmp/list.json")))
    postings = [one for one in found if isinstance(one, RawPosting)]
    assert postings[0].url.startswith("https://abcd.fa.us2.oraclecloud.com/hcmUI/")
    assert not any(one.detail for one in postings)
    assert [one.reason for one in found if isinstance(one, Skipped)]


@pytest.mark.parametrize(
    ("said", "options"),
    [
        (
            "https://abcd.fa.us2.oraclecloud.com/hcmUI/CandidateExperience/en/sites/CX_2/job/1",
            {"host": "abcd.fa.us2.oraclecloud.com", "site": "CX_2"},
        ),
        (
            (
                r'"api":"https:\/\/abcd.fa.ocs.oraclecloud.com:443\/hcmRestApi\/resources\/latest\/'
                'recruitingCEJobRequisitions?onlyData=true&finder=findReqs;siteNumber=CX_9,limit=1"'
            ),
            {"host": "abcd.fa.ocs.oraclecloud.com", "site": "CX_9"},
        ),
    ],
)
def test_sites_are_found_by_their_addresses(said: str, options: dict[str, str]) -> None:
    assert list(oracle.locate(f"<a href='{said}'>jobs</a>")) == [options]
    assert oracle.Options.model_validate(options).site == options["site"]
    assert list(oracle.locate("https://www.oracle.com/careers")) == []
