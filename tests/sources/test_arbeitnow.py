"""The Arbeitnow kind: pages of a hundred, the newest first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alertbot.errors import ParseError
from alertbot.model import RawPlace, RawPosting, Request, Skipped
from alertbot.sources import arbeitnow, kinds
from alertbot.testing.conformance import page, walked

FIXTURES = Path(__file__).parent / "fixtures" / "arbeitnow"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "arbeitnow"
OPTIONS = arbeitnow.Options()
KIND = kinds()["arbeitnow"]


def read(body: bytes, options: arbeitnow.Options = OPTIONS) -> list[RawPosting]:
    found = arbeitnow.parse(options, page(body, "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def skipped(body: bytes) -> list[str]:
    found = arbeitnow.parse(OPTIONS, page(body))
    return [one.reason for one in found if isinstance(one, Skipped)]


def first() -> bytes:
    return (FIXTURES / "page1.json").read_bytes()


def numbered(request: Request) -> bytes:
    """A board that never ends, one posting a page."""
    slug = f"posting-{request.cursor}"
    job = {"slug": slug, "company_name": "Contoso", "title": "Keeper", "created_at": 1782813600}
    links = {"next": "https://www.arbeitnow.com/api/job-board-api?search=featured&page=9"}
    return json.dumps({"data": [job], "links": links, "meta": {}}).encode()


def test_the_next_page_is_asked_for_by_its_number_and_up_to_the_window() -> None:
    asked = []

    def answer(request: Request) -> bytes:
        asked.append(request.url)
        return numbered(request)

    harvest = walked(KIND, OPTIONS, answer)
    base = "https://www.arbeitnow.com/api/job-board-api"
    assert asked == [base, f"{base}?page=2", f"{base}?page=3"], "never the featured search"
    assert sorted(harvest.postings) == ["posting-1", "posting-2", "posting-3"]
    assert not harvest.holes


def test_the_last_page_ends_the_walk() -> None:
    last = json.dumps({"data": [], "links": {"next": None}, "meta": {}}).encode()
    harvest = walked(KIND, arbeitnow.Options(pages=50), lambda _: last)
    assert (harvest.pages, harvest.postings) == (1, {})


def test_visa_sponsorship_is_asked_for_on_every_page() -> None:
    options = arbeitnow.Options(visa_sponsorship=True)
    asked = [request.url for request in arbeitnow.requests(options)]
    found = arbeitnow.parse(options, page(first()))
    asked += [one.url for one in found if isinstance(one, Request)]
    assert [url.partition("?")[2] for url in asked] == [
        "visa_sponsorship=true",
        "visa_sponsorship=true&page=2",
    ]


def test_a_posting_has_everything_that_the_payload_says() -> None:
    drawer, student, bare = read(first())
    assert drawer.external_id == "kartenzeichner-koeln-100001"
    assert drawer.url.endswith("/jobs/companies/contoso/kartenzeichner-koeln-100001")
    assert drawer.title == "Kartenzeichner (m/w/d)"
    assert drawer.company == "Contoso Kartenwerk GmbH"
    assert drawer.places == (RawPlace(text="Köln"),)
    assert drawer.workplace == "", "not remote is not said to be on site"
    assert drawer.employment_type == "Vollzeit, berufserfahren"
    assert drawer.posted == "1782813600"
    assert (student.workplace, student.employment_type) == ("remote", "Working student")
    assert bare.url == "https://www.arbeitnow.com/view/ohne-alles-100003"
    assert (bare.places, bare.workplace, bare.company, bare.posted) == ((), "", "", "1782810000")


def test_a_bad_posting_is_skipped() -> None:
    assert skipped(first()) == [
        "posting 4: it has no slug",
        "posting 5: no-title-100005 has no title",
    ]


def test_what_is_no_page_of_it_is_an_error() -> None:
    with pytest.raises(ParseError, match="'data' is null"):
        list(arbeitnow.parse(OPTIONS, page(b'{"data": null}')))
    assert not arbeitnow.recognise(page(b'{"data": []}'))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://www.arbeitnow.com/jobs-in-berlin", [{}]),
        (
            "https://www.arbeitnow.com/api/job-board-api?visa_sponsorship=true",
            [{"visa_sponsorship": True}],
        ),
        ("<p>arbeitnow.com</p>", []),
    ],
)
def test_it_is_located_by_its_own_address_alone(text: str, found: list[object]) -> None:
    assert list(arbeitnow.locate(text)) == found


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the recorded payloads are not here")
def test_recorded_payloads() -> None:
    (file,) = CORPUS.iterdir()
    first_one, second = read(file.read_bytes())
    assert first_one.external_id == "marketing-operations-manager-100-remote-cologne-332231"
    assert (first_one.workplace, second.workplace) == ("remote", "")
    assert (first_one.posted, second.posted) == ("1781589630", "1781591433")
    assert second.places == (RawPlace(text="Oftersheim"),)


@pytest.mark.parametrize(
    ("remote", "workplace"), [(True, "remote"), ("true", "remote"), (False, ""), (None, "")]
)
def test_remote_is_true_in_words_too(remote: object, workplace: str) -> None:
    job = {"slug": "keeper-1", "title": "Keeper", "company_name": "Contoso", "remote": remote}
    (keeper,) = read(json.dumps({"data": [job]}).encode())
    assert keeper.workplace == workplace


def test_the_bare_list_of_a_saved_answer_is_understood_and_an_empty_one_is_none() -> None:
    whole = json.loads(first())
    bare = json.dumps(whole["data"]).encode()
    assert arbeitnow.recognise(page(bare))
    assert read(bare) == read(first())
    with pytest.raises(ParseError):
        read(b"[]")
