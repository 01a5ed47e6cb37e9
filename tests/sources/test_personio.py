"""The Personio kind, on a feed with what employers type into it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from alertbot import text
from alertbot.errors import ParseError
from alertbot.model import RawPay, RawPlace, RawPosting, Skipped
from alertbot.sources import kinds, personio
from alertbot.testing.conformance import page, walked

FIXTURE = Path(__file__).parent / "fixtures" / "personio" / "tailspin.xml"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "personio"
KIND = kinds()["personio"]
OPTIONS = personio.Options(site="tailspin")
FEED = FIXTURE.read_bytes()


def read(body: bytes, options: personio.Options = OPTIONS) -> list[RawPosting]:
    found = personio.parse(options, page(body, "application/xml"))
    return [one for one in found if isinstance(one, RawPosting)]


def one(inside: str) -> RawPosting:
    feed = f"<workzag-jobs><position><id>1</id><name>x</name>{inside}</position></workzag-jobs>"
    return read(feed.encode())[0]


@pytest.mark.parametrize(
    ("options", "address"),
    [
        ({"site": "tailspin"}, "https://tailspin.jobs.personio.de/xml?language=en"),
        ({"site": "a.jobs.personio.com"}, "https://a.jobs.personio.com/xml?language=en"),
        (
            {"site": "tailspin", "language": "de"},
            "https://tailspin.jobs.personio.de/xml?language=de",
        ),
        ({"site": "tailspin", "language": ""}, "https://tailspin.jobs.personio.de/xml"),
    ],
)
def test_it_asks_in_a_language(options: dict[str, str], address: str) -> None:
    (asked,) = personio.requests(personio.Options.model_validate(options))
    assert asked.url == address


def test_a_language_is_two_letters() -> None:
    with pytest.raises(ValidationError):
        personio.Options(site="tailspin", language="en&x=1")


def test_a_posting_has_everything_that_the_feed_says() -> None:
    engineer = read(FEED)[0]
    assert engineer.external_id == "1700001"
    assert engineer.url == "https://tailspin.jobs.personio.de/job/1700001"
    assert engineer.title == "Staff Engineer (m/w/d), Spielzeug & mehr"
    assert engineer.company == "Tailspin Toys SE & Co. KG"
    assert engineer.places == (RawPlace(text="München"), RawPlace(text="Berlin"))
    assert engineer.pay == (RawPay(Decimal(36000), Decimal(50000), "EUR", "yearly"),)
    assert engineer.employment_type == "permanent, part-time"
    assert (engineer.level, engineer.department) == ("experienced", "R&D")
    assert engineer.posted == "2026-03-13T14:10:41+00:00"


def test_the_text_has_every_section_however_it_is_put_into_the_feed() -> None:
    said = text.from_html(read(FEED)[0].description)
    assert said.split("\n") == [
        "Your tasks & ours",
        "",
        "Build toys & tops.",
        "",
        "What you bring",
        "",
        "Seven years & wit.",
        "",
        "Apply & play. #toys",
    ]


def test_what_is_left_out_is_left_empty() -> None:
    student = read(FEED)[1]
    assert (student.company, student.department, student.description) == ("Tailspin", "", "")
    assert student.employment_type == "intern", "the schedule leaves the choice"
    assert student.pay == ()
    assert student.places == (RawPlace(text="Remote"),)


def test_the_employer_is_the_option_before_the_legal_entity() -> None:
    named = personio.Options(site="tailspin", company="Tailspin")
    assert {posting.company for posting in read(FEED, named)} == {"Tailspin"}


def test_pay_without_numbers_is_none() -> None:
    assert one("<salaryInformation><min>0</min><type>yearly</type></salaryInformation>").pay == ()
    half = "<salaryInformation><max>20.5</max><type>hourly</type></salaryInformation>"
    assert one(half).pay == (RawPay(None, Decimal("20.5"), "", "hourly"),)


def test_a_file_knows_its_site_by_its_address() -> None:
    nameless = personio.Options.model_construct(site="", company=None, base_url=None)
    for domain in ("de", "com"):
        saved = page(FEED, url=f"https://tailspin.jobs.personio.{domain}/xml?language=en")
        first = next(iter(personio.parse(nameless, saved)))
        assert isinstance(first, RawPosting)
        assert first.url == f"https://tailspin.jobs.personio.{domain}/job/1700001"
    (first, *_) = read(FEED, nameless)
    assert first.url == ""


def test_a_bad_position_is_skipped_and_the_others_stay() -> None:
    found = personio.parse(OPTIONS, page(FEED))
    assert [skipped.reason for skipped in found if isinstance(skipped, Skipped)] == [
        "position 3: id 1700003 has no name",
        "position 4: it has no id",
    ]


def test_a_position_that_is_there_twice() -> None:
    first = "<position><id>1</id><name>x</name></position>"
    other = "<position><id>1</id><name>y</name></position>"
    feed = f"<workzag-jobs>{first}{first}{other}</workzag-jobs>".encode()
    found = list(personio.parse(OPTIONS, page(feed)))
    assert [type(item) for item in found] == [RawPosting, Skipped]


@pytest.mark.parametrize("body", [b"<workzag-jobs></workzag-jobs>", b"<workzag-jobs/>"])
def test_an_empty_feed_is_an_empty_board(body: bytes) -> None:
    assert read(b'<?xml version="1.0" encoding="UTF-8"?>\n' + body) == []
    assert personio.recognise(page(body))


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (FEED[:900], "XML that breaks off or is damaged"),
        (FEED.replace(b"</office>", b"</offices>", 1), "damaged at line 8"),
        (b"<rss><channel/></rss>", "XML with <rss> where Personio's <workzag-jobs>"),
        (b"<!DOCTYPE html><title>Personio | Page not found</title>", "Page not found"),
        (b'[{"id": 1}]', "no XML"),
    ],
)
def test_what_is_no_feed_is_an_error(body: bytes, said: str) -> None:
    assert not personio.recognise(page(body))
    with pytest.raises(ParseError, match=said):
        read(body)


def test_sites_are_found_in_addresses_and_pages() -> None:
    found = personio.locate(
        '<iframe src="https://tailspin.jobs.personio.de/job/1"> HTTPS://toys.jobs.personio.com/'
    )
    assert list(found) == [{"site": "tailspin"}, {"site": "toys.jobs.personio.com"}]
    assert list(personio.locate("https://www.personio.de/preise")) == []


def test_a_walk_is_one_request() -> None:
    harvest = walked(KIND, OPTIONS, lambda request: FEED)
    assert (harvest.pages, len(harvest.postings), harvest.employers) == (1, 2, [])


def test_recorded_feeds() -> None:
    files = sorted(CORPUS.glob("*.xml"))
    if not files:
        pytest.skip("the corpus is not here")
    for file in files:
        found = read(file.read_bytes())
        assert len(found) == file.read_bytes().count(b"<position>")
        assert all(one.places and one.posted and one.employment_type for one in found)
        assert personio.recognise(page(file.read_bytes()))
