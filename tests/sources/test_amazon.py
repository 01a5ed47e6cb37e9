"""The Amazon kind, on a search of the shape that amazon.jobs has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from alertbot import text
from alertbot.errors import ParseError
from alertbot.model import RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import amazon, kinds
from alertbot.testing.conformance import page, walked

SEARCH = (Path(__file__).parent / "fixtures" / "amazon" / "search.json").read_bytes()
OPTIONS = amazon.Options(query="pipe fitter", country="usa", category=("software-development",))


def read(body: bytes, options: amazon.Options = OPTIONS) -> list[RawPosting]:
    found = amazon.parse(options, page(body, "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def test_it_asks_for_what_is_searched() -> None:
    (asked,) = amazon.requests(OPTIONS)
    assert asked.url == (
        "https://www.amazon.jobs/en/search.json?result_limit=100&offset=0&sort=recent"
        "&base_query=pipe+fitter&country=USA&category%5B%5D=software-development"
    )
    with pytest.raises(ValidationError):
        amazon.Options(country="US")


def test_a_posting_has_everything_that_the_payload_says() -> None:
    fitter = read(SEARCH)[0]
    assert fitter.external_id == fitter.requisition == "3100001"
    assert fitter.title == "Pipe Fitter II, Data Streams & More"
    assert fitter.url == "https://www.amazon.jobs/en/jobs/3100001/pipe-fitter-ii"
    assert fitter.company == "Contoso Development Centre Canada ULC"
    assert (fitter.workplace, fitter.employment_type) == ("onsite", "full-time")
    assert (fitter.department, fitter.posted) == ("Software Development", "July 4, 2026")


def test_fields_tell_canada_from_california() -> None:
    assert read(SEARCH)[0].places == (
        RawPlace("Toronto, Ontario, CAN", "Toronto", "Ontario", "CAN"),
        RawPlace("Vancouver, British Columbia, CAN", "Vancouver", "British Columbia", "CAN"),
    )
    bare = {"id_icims": "1", "title": "T", "location": "CA, ON, Toronto", "country_code": "CAN"}
    (one,) = read(json.dumps({"jobs": [bare]}).encode())
    assert one.places == (RawPlace("CA, ON, Toronto", country="CAN"),)


def test_a_virtual_location_is_remote_in_its_country() -> None:
    intern = read(SEARCH)[1]
    assert (intern.workplace, intern.remote_in) == ("remote", ("USA",))
    assert intern.places == (RawPlace(region="Washington", country="USA"),)
    assert intern.employment_type == "full-time, intern"
    assert intern.company == "Amazon"


def test_the_text_has_the_qualifications() -> None:
    said = text.from_html(read(SEARCH)[0].description)
    parts = ["Fit pipes.", "$191,800/year", "Basic qualifications", "Patience", "Wrenches", "Songs"]
    assert [said.find(part) for part in parts] == sorted(said.find(part) for part in parts)
    assert min(said.find(part) for part in parts) == 0
    assert "Wrenches\n- Songs" in said


def test_the_id_is_the_number_of_the_address() -> None:
    older = read(SEARCH)[2]
    assert (older.external_id, older.requisition) == ("900003", "")
    assert older.url == "https://www.amazon.jobs/en/jobs/900003/older-posting"
    (one,) = read(b'{"jobs": [{"id": "uuid", "id_icims": "77", "title": "T"}]}')
    assert one.url == "https://www.amazon.jobs/en/jobs/77"


def test_a_walk_over_pages() -> None:
    asked: list[str] = []

    def answer(request: Request) -> bytes:
        asked.append(request.cursor)
        offset = int(request.cursor or 0)
        assert f"&offset={offset}&" in request.url
        ids = range(offset, min(offset + 100, 250))
        jobs = [
            {"id_icims": str(id), "title": f"T{id}", "job_path": f"/en/jobs/{id}/t"} for id in ids
        ]
        return json.dumps({"hits": 250, "jobs": jobs}).encode()

    harvest = walked(kinds()["amazon"], OPTIONS, answer)
    assert asked == ["", "100", "200"]
    assert len(harvest.postings) == 250
    assert (harvest.total, harvest.unread, harvest.complete) == (250, 0, True)


def test_it_stops_at_the_cap_and_says_how_many_there_are() -> None:
    jobs = [{"id_icims": str(id), "title": "T"} for id in range(100)]
    came = page(json.dumps({"hits": 12_345, "jobs": jobs}).encode())
    for cursor, following in (("9800", ["9900"]), ("9900", [])):
        asked = Request("https://a.example/", purpose="page", cursor=cursor)
        found = list(
            amazon.parse(OPTIONS, type(came)("", came.body, "", came.fetched_at, request=asked))
        )
        assert [one.cursor for one in found if isinstance(one, Request)] == following
        assert found[0] == Whole(total=12_345)


def test_what_is_no_search_says_what_came() -> None:
    with pytest.raises(ParseError, match="the board answers: Result window is too large"):
        read(b'{"error": "Result window is too large", "hits": 0, "jobs": null}')
    with pytest.raises(ParseError, match="'jobs' is null"):
        read(b'{"error": null, "hits": 0, "jobs": null}')
    assert read(b'{"error": null, "hits": 0, "jobs": []}') == []
    skipped = [one for one in amazon.parse(OPTIONS, page(SEARCH)) if isinstance(one, Skipped)]
    assert skipped == [Skipped("posting 4: id 3100004 has no title")]


def test_searches_are_found_in_addresses() -> None:
    address = (
        "https://www.amazon.jobs/en/search?base_query=c%2B%2B+developer&amp;country=deu"
        "&category[]=software-development&business_category%5B%5D=aws"
    )
    (options,) = amazon.locate(f'<a href="{address}">')
    assert amazon.Options.model_validate(options) == amazon.Options(
        query="c++ developer",
        country="DEU",
        category=("software-development",),
        business_category=("aws",),
    )
    assert list(amazon.locate("https://www.amazon.jobs/en/")) == [{}]
    assert list(amazon.locate("https://www.amazon.com/jobs and notamazon.jobs")) == []
