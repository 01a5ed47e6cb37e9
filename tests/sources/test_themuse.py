"""The Muse kind: pages of twenty, by category, place, company and level."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alertbot.errors import ParseError
from alertbot.model import RawPlace, RawPosting, Request, Skipped
from alertbot.sources import kinds, themuse
from alertbot.testing.conformance import page, walked

FIXTURES = Path(__file__).parent / "fixtures" / "themuse"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "themuse"
OPTIONS = themuse.Options()
KIND = kinds()["themuse"]


def read(body: bytes, options: themuse.Options = OPTIONS) -> list[RawPosting]:
    found = themuse.parse(options, page(body, "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def skipped(body: bytes) -> list[str]:
    found = themuse.parse(OPTIONS, page(body))
    return [one.reason for one in found if isinstance(one, Skipped)]


def first() -> bytes:
    return (FIXTURES / "page1.json").read_bytes()


def board(request: Request) -> bytes:
    """A board of 45 postings on three pages."""
    number = int(request.cursor)
    ids = range(20 * (number - 1), min(20 * number, 45))
    results = [{"id": id + 1, "name": "Keeper", "contents": "", "refs": {}} for id in ids]
    return json.dumps({"page": number, "page_count": 3, "total": 45, "results": results}).encode()


def test_several_values_widen_the_search() -> None:
    options = themuse.Options(
        categories=("Data Science", "Software Engineering"),
        locations=("Flexible / Remote",),
        companies=("Contoso",),
        levels=("Mid Level",),
    )
    (asked,) = themuse.requests(options)
    assert asked.url == (
        "https://www.themuse.com/api/public/jobs?category=Data+Science"
        "&category=Software+Engineering&location=Flexible+%2F+Remote&company=Contoso"
        "&level=Mid+Level&descending=true&page=1"
    )


def test_all_pages_are_read_up_to_the_window() -> None:
    harvest = walked(KIND, OPTIONS, board)
    assert (harvest.pages, len(harvest.postings), harvest.unread) == (3, 45, 0)
    harvest = walked(KIND, themuse.Options(pages=2), board)
    assert (harvest.pages, len(harvest.postings), harvest.unread) == (2, 40, 5)


def test_a_posting_has_everything_that_the_payload_says() -> None:
    keeper, intern, head = read(first())
    assert keeper.external_id == "11000001"
    assert keeper.url == "https://www.themuse.com/jobs/contoso/light-keeper"
    assert keeper.title == "Light Keeper"
    assert keeper.company == "Contoso Lights"
    assert keeper.places == (RawPlace(text="Bloomfield Hills, MI"),)
    assert keeper.workplace == "remote"
    assert (keeper.level, keeper.department) == ("Mid Level", "Operations")
    assert keeper.posted == "2026-06-11T00:12:35Z"
    assert (intern.workplace, intern.employment_type) == ("", "Internship")
    assert (head.level, head.places, head.company, head.url) == ("manager", (), "", "")


def test_one_posting_alone_is_understood() -> None:
    (alone,) = read((FIXTURES / "one.json").read_bytes())
    assert alone.external_id == "11000009"


def test_a_bad_posting_is_skipped() -> None:
    assert skipped(first()) == [
        "posting 4: id 11000004 has no title",
        "posting 5: it has no id",
    ]


def test_an_error_is_none_of_an_empty_board() -> None:
    beyond = b'{"page": 101, "page_count": 3, "results": []}'
    assert list(themuse.parse(OPTIONS, page(beyond))) == []
    with pytest.raises(ParseError, match="The Muse answers: Value is too high"):
        list(themuse.parse(OPTIONS, page(b'{"code": 400, "error": "Value is too high"}')))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://www.themuse.com/search", [{}]),
        (
            "https://www.themuse.com/api/public/jobs?page=1&location=Berlin%2C+Germany&level=Mid+Level",
            [{"locations": ["Berlin, Germany"], "levels": ["Mid Level"]}],
        ),
        ("<a href='https://www.themuse.com/profiles/contoso'>", []),
    ],
)
def test_it_is_located_by_its_own_address_alone(text: str, found: list[object]) -> None:
    assert list(themuse.locate(text)) == found


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the recorded payloads are not here")
def test_recorded_payloads() -> None:
    (file,) = CORPUS.iterdir()
    postings = read(file.read_bytes())
    assert [one.external_id for one in postings] == ["21643383", "21438954", "21300564"]
    assert [one.company for one in postings] == ["Uber", "The Laurels of Kent", "Bank of America"]
    assert postings[0].places == (RawPlace(text="Tokyo, Japan"),)


def test_where_the_id_is_missing_the_address_has_one() -> None:
    job = {
        "name": "Keeper",
        "contents": "",
        "refs": {"landing_page": "https://www.themuse.com/jobs/contoso/keeper-0a1b2c"},
    }
    (keeper,) = read(json.dumps({"page": 1, "page_count": 1, "results": [job]}).encode())
    assert keeper.external_id == "contoso/keeper-0a1b2c"


def test_the_bare_list_of_a_saved_answer_is_understood_and_an_empty_one_is_none() -> None:
    whole = json.loads(first())
    bare = json.dumps(whole["results"]).encode()
    assert themuse.recognise(page(bare))
    assert read(bare) == read(first())
    with pytest.raises(ParseError):
        read(b"[]")
