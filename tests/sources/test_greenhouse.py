"""The Greenhouse kind, on boards of the shapes that the service has had since 2013."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from alertbot import reading
from alertbot.errors import ParseError
from alertbot.model import RawPay, RawPlace, RawPosting, Skipped
from alertbot.sources import greenhouse
from alertbot.testing.conformance import page

FIXTURES = Path(__file__).parent / "fixtures"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "greenhouse"
OPTIONS = greenhouse.Options(board="contoso-labs")


def read(body: bytes, options: greenhouse.Options = OPTIONS) -> list[RawPosting]:
    found = greenhouse.parse(options, page(body, "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def board(name: str = "greenhouse/contoso.json") -> list[RawPosting]:
    return read((FIXTURES / name).read_bytes())


def one(**job: object) -> RawPosting:
    return read(json.dumps({"jobs": [{"id": 1, "title": "Engineer"} | job]}).encode())[0]


def test_it_asks_for_texts_and_pay_in_one_request() -> None:
    (asked,) = greenhouse.requests(greenhouse.Options(board="b c"))
    address, _, query = asked.url.partition("?")
    assert address == "https://boards-api.greenhouse.io/v1/boards/b%20c/jobs"
    assert query == "content=true&pay_transparency=true"
    with pytest.raises(ValidationError):
        greenhouse.Options(board=" ")


def test_a_posting_has_everything_that_the_payload_says() -> None:
    first = board()[0]
    assert first.external_id == "4011001007"
    assert first.url == "https://job-boards.greenhouse.io/contoso/jobs/4011001007"
    assert first.title == "Senior Software Engineer, Messaging"
    assert first.company == "Contoso"
    assert first.places == (
        RawPlace(text="San Francisco, CA"),
        RawPlace(text="New York City, NY"),
        RawPlace(text="Remote (US)"),
    )
    assert (first.workplace, first.employment_type, first.level) == ("Hybrid", "Full time", "")
    assert first.requisition == "R-1207"
    assert first.department == "Engineering"
    assert first.posted == "2026-05-11T17:58:31-04:00"
    assert first.valid_through == "2026-08-31T00:00:00-04:00"
    assert first.markup == "html"
    assert reading.description(first).startswith("About Contoso\n\n")
    assert "R&D is at home" in reading.description(first)


def test_pay_is_in_cents_and_its_title_says_period_and_place() -> None:
    assert board()[0].pay == (
        RawPay(Decimal(139200), Decimal(235200), "USD", "YEAR", ""),
        RawPay(Decimal("45.5"), Decimal(61), "USD", "HOUR", "Zone 1"),
    )


@pytest.mark.parametrize(
    ("title", "period", "where"),
    [
        ("San Francisco, CA Annual Salary Range", "YEAR", "San Francisco, CA"),
        ("Pay Range", "", ""),
        ("US Zone B: Base Salary", "YEAR", "US Zone B"),
        ("Monthly pay", "MONTH", ""),
        ("National Pay Transparency Range", "", "National"),
        ("Salary range for New York City:", "YEAR", "New York City"),
        ("Pay range in", "", ""),
    ],
)
def test_the_title_of_a_range(title: str, period: str, where: str) -> None:
    ranges = [{"min_cents": 100, "max_cents": 200, "currency_type": "USD", "title": title}]
    (pay,) = one(pay_input_ranges=ranges).pay
    assert (pay.period, pay.where) == (period, where)


def test_what_is_left_out_is_left_empty_or_taken_from_elsewhere() -> None:
    _, manager, community = board()
    assert manager.places == (RawPlace(text="Munich, Germany"),)
    assert manager.requisition == "", "its internal_job_id is none"
    assert manager.posted == "2026-07-01T09:00:00-04:00"
    assert community.requisition == ""
    assert (community.description, community.markup) == (
        "Write to us & stay.\nWe read all.",
        "text",
    )


@pytest.mark.parametrize(
    ("content", "markup", "body"),
    [
        ("&lt;p&gt;R&amp;amp;D &lt;b&gt;here&lt;/b&gt;&lt;/p&gt;", "html", "R&D here"),
        ("&lt;P&gt;Fish &amp;lt; birds&lt;/P&gt;", "html", "Fish < birds"),
        ("<p>R&amp;D</p>", "html", "R&D"),
        ("R&amp;D, 5 &lt; 6", "text", "R&D, 5 < 6"),
    ],
)
def test_a_text_is_read_however_it_is_escaped(content: str, markup: str, body: str) -> None:
    posting = one(content=content)
    assert (posting.markup, reading.description(posting)) == (markup, body)


def test_a_bad_posting_is_skipped_with_a_reason_and_the_others_stay() -> None:
    found = greenhouse.parse(OPTIONS, page((FIXTURES / "greenhouse/contoso.json").read_bytes()))
    reasons = [skipped.reason for skipped in found if isinstance(skipped, Skipped)]
    assert reasons == [
        "posting 4: id 4011004007 has no title",
        "posting 5: it has no id",
        "posting 6 is a string where an object was expected",
        "id 4011003007 occurs twice, and differs",
    ]


def test_a_board_of_2013_names_no_employer_and_no_first_day() -> None:
    developer, analyst = board("greenhouse/2013.json")
    assert developer.company == "Contoso Labs"
    assert developer.posted == "2013-09-12T21:01:50Z"
    assert reading.description(developer).startswith("Who this job is right for\n\n")
    assert analyst.description == ""
    named = greenhouse.Options(board="contoso-labs", company="Contoso Laboratories")
    assert read((FIXTURES / "greenhouse/2013.json").read_bytes(), named)[0].company == (
        "Contoso Laboratories"
    )


def test_departments_show_each_job_once() -> None:
    assert [posting.external_id for posting in board("greenhouse/departments.json")] == [
        "821",
        "823",
    ]


def test_a_single_job_is_one_posting_and_a_file_without_a_board_names_its_own() -> None:
    job = {"id": 7, "title": "Engineer", "absolute_url": "https://boards.greenhouse.io/wing-tip/7"}
    nameless = greenhouse.Options.model_construct(board="", company=None, base_url=None)
    (found,) = read(json.dumps(job).encode(), nameless)
    assert (found.external_id, found.company) == ("7", "Wing Tip")


def test_an_empty_list_is_an_empty_board_and_an_error_is_none() -> None:
    assert read(b'{"jobs": [], "meta": {"total": 0}}') == []
    with pytest.raises(ParseError, match="'jobs' is null where a list was expected"):
        read(b'{"jobs": null}')
    with pytest.raises(ParseError, match="the board answers: Job not found"):
        read(b'{"status": 404, "error": "Job not found"}')
    with pytest.raises(ParseError, match="HTML where JSON was expected: Contoso careers"):
        read(b"<html><title>Contoso\ncareers</title>")
    with pytest.raises(ParseError, match="an empty object where a Greenhouse board was expected"):
        read(b"{}")


def test_a_list_without_its_envelope() -> None:
    jobs = json.loads((FIXTURES / "greenhouse/contoso.json").read_bytes())["jobs"]
    body = json.dumps(jobs).encode()
    assert greenhouse.recognise(page(body))
    assert read(body, OPTIONS) == board()
    for other in (b"[]", b'[{"title": "x", "url": "https://example.com"}]'):
        assert not greenhouse.recognise(page(other))
        with pytest.raises(ParseError, match="a list where a Greenhouse board was expected"):
            read(other, OPTIONS)


def test_wrong_types_anywhere_do_no_harm() -> None:
    odd = one(
        location=["x"], metadata={"a": 1}, content=5, departments="x", offices=[1], company_name=2,
        pay_input_ranges=[None, {"min_cents": "x"}, {"min_cents": True}, {"max_cents": -5}],
        first_published=[], requisition_id={}, absolute_url="javascript:alert(1)",
    )  # fmt: skip
    assert odd.pay == ()
    assert odd.places == ()
    assert odd.company == "Contoso Labs"
    assert odd.url == "https://job-boards.greenhouse.io/contoso-labs/jobs/1"


def test_text_that_no_database_stores_is_put_right() -> None:
    odd = one(title="En\ud800gineer\x00", content="&lt;p&gt;\ud800&lt;/p&gt;")
    (odd.title + odd.description).encode()
    assert "\0" not in odd.title


def test_recorded_boards() -> None:
    files = sorted(CORPUS.glob("*.json"))
    if not files:
        pytest.skip("the corpus is not here")
    for file in files:
        payload = json.loads(file.read_bytes())
        found = read(file.read_bytes())
        assert len(found) == len(payload["jobs"]) if "jobs" in payload else len(found) == 1
        assert all(posting.places and posting.posted and posting.company for posting in found)
        assert greenhouse.recognise(page(file.read_bytes()))


def test_no_address_is_made_up_without_a_board() -> None:
    nameless = greenhouse.Options.model_construct(board="", company=None, base_url=None)
    (found,) = read(b'{"jobs": [{"id": 1, "title": "Miller"}]}', nameless)
    assert (found.url, found.company) == ("", "")
