"""The Himalayas kind: pages of twenty, the newest first."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from alertbot.errors import ParseError
from alertbot.model import RawPay, RawPlace, RawPosting, Request, Skipped
from alertbot.sources import himalayas, kinds
from alertbot.testing.conformance import page, walked

FIXTURES = Path(__file__).parent / "fixtures" / "himalayas"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "himalayas"
OPTIONS = himalayas.Options()
KIND = kinds()["himalayas"]


def read(body: bytes, options: himalayas.Options = OPTIONS) -> list[RawPosting]:
    found = himalayas.parse(options, page(body, "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def skipped(body: bytes) -> list[str]:
    found = himalayas.parse(OPTIONS, page(body))
    return [one.reason for one in found if isinstance(one, Skipped)]


def first() -> bytes:
    return (FIXTURES / "page1.json").read_bytes()


def board(request: Request, *, size: int = 50, mark: bool = False) -> bytes:
    """A board of `size` postings, by offset or page number or, with `mark`, by cursor."""
    asked = {key: value[0] for key, value in parse_qs(urlsplit(request.url).query).items()}
    start = int(asked.get("cursor", asked.get("offset", 0)))
    if "page" in asked:
        start = 20 * (int(asked["page"]) - 1)
    ids = range(start, min(start + 20, size))
    jobs = [
        {"title": f"Keeper {id}", "companyName": "Contoso", "applicationLink": "", "guid": str(id)}
        for id in ids
    ]
    more = {"nextCursor": str(start + 20)} if mark and start + 20 < size else {}
    envelope = {"offset": start, "limit": 20, "totalCount": size, "jobs": jobs}
    return json.dumps(envelope | more).encode()


@pytest.mark.parametrize("mark", [False, True])
def test_a_window_of_the_newest_pages_is_read(mark: bool) -> None:
    asked: list[str] = []

    def answer(request: Request) -> bytes:
        asked.append(request.url)
        return board(request, size=500, mark=mark)

    harvest = walked(KIND, himalayas.Options(pages=3), answer)
    way = "cursor" if mark else "offset"
    assert asked == [
        "https://himalayas.app/jobs/api?limit=20&offset=0",
        f"https://himalayas.app/jobs/api?limit=20&{way}=20",
        f"https://himalayas.app/jobs/api?limit=20&{way}=40",
    ]
    assert len(harvest.postings) == 60
    assert not harvest.holes
    assert harvest.unread == 0, "what lies behind the window was never asked for"


@pytest.mark.parametrize("mark", [False, True])
def test_a_small_board_is_read_to_its_end(mark: bool) -> None:
    harvest = walked(KIND, OPTIONS, lambda request: board(request, mark=mark))
    assert (harvest.pages, len(harvest.postings)) == (3, 50)


def test_filters_make_a_search_of_it() -> None:
    options = himalayas.Options(search="rust", country="Norway", companies="a,b", pages=2)
    asked = []

    def answer(request: Request) -> bytes:
        asked.append(request.url)
        return board(request, size=100)

    harvest = walked(KIND, options, answer)
    base = "https://himalayas.app/jobs/api/search?q=rust&country=Norway&company=a%2Cb&sort=recent"
    assert asked == [f"{base}&page=1", f"{base}&page=2"]
    assert len(harvest.postings) == 40


def test_a_posting_has_everything_that_the_payload_says() -> None:
    surveyor = read(first())[0]
    assert surveyor.external_id == "https://himalayas.app/companies/contoso/jobs/surveyor"
    assert surveyor.url == surveyor.external_id
    assert surveyor.company == "Contoso"
    assert surveyor.places == (RawPlace(text="Germany"), RawPlace(text="Austria"))
    assert surveyor.remote_in == ("Germany", "Austria")
    assert surveyor.workplace == "remote"
    assert surveyor.pay == (RawPay(Decimal(53300), Decimal(119850), "USD", "annual"),)
    assert (surveyor.employment_type, surveyor.level) == ("Full Time", "Senior")
    assert surveyor.department == "Operations"
    assert (surveyor.posted, surveyor.valid_through) == ("1782813600", "1787997600")


def test_countries_are_objects_too_and_the_period_may_be_missing() -> None:
    caller = read(first())[1]
    assert caller.places == (RawPlace(text="United Kingdom", country="GB"),)
    assert caller.remote_in == ("GB",)
    assert caller.pay == (RawPay(Decimal(14), Decimal(14), "USD", ""),)
    assert caller.level == "Entry-level, Mid-level"


def test_no_countries_are_the_world_unless_time_zones_are_named() -> None:
    _, _, nomad, owl = read(first())
    assert nomad.remote_in == ("Worldwide",)
    assert owl.remote_in == ("UTC-8 to UTC-3",)
    assert (nomad.places, owl.places) == ((), ())
    unsaid = {"title": "Keeper", "companyName": "Contoso", "applicationLink": "", "guid": "1"}
    assert read(json.dumps(unsaid).encode())[0].remote_in == ()


def test_a_bad_posting_is_skipped() -> None:
    assert skipped(first()) == [
        "posting 5: it has no guid",
        "posting 6: https://himalayas.app/companies/contoso/jobs/untitled has no title",
    ]


def test_what_is_no_page_of_it_is_an_error() -> None:
    with pytest.raises(ParseError, match="Himalayas answers: Too Many Requests"):
        list(himalayas.parse(OPTIONS, page(b'{"message": "Too Many Requests"}')))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://himalayas.app/jobs", [{}]),
        ("https://himalayas.app/companies/contoso/jobs/keeper", [{"companies": "contoso"}]),
        ("Find us on https://himalayas.app/companies/contoso", []),
    ],
)
def test_it_is_located_by_its_own_address_alone(text: str, found: list[object]) -> None:
    assert list(himalayas.locate(text)) == found


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the recorded payloads are not here")
def test_recorded_payloads() -> None:
    counts = {}
    for file in CORPUS.iterdir():
        postings = read(file.read_bytes())
        counts[file.name.partition("__")[0], len(postings)] = sum(bool(one.pay) for one in postings)
        assert not skipped(file.read_bytes())
        assert all(one.url == one.external_id and one.remote_in for one in postings)
    assert counts == {("0xquinto", 3): 2, ("konstantinosanagn", 3): 1, ("nacefmoula", 20): 8}


def test_who_names_nearly_every_time_zone_leaves_nobody_out() -> None:
    job = {"title": "Keeper", "companyName": "Contoso", "applicationLink": "", "guid": "1"}
    every = {"locationRestrictions": [], "timezoneRestrictions": [*range(-11, 14), 5.5, 12.75]}
    (keeper,) = read(json.dumps(job | every).encode())
    assert keeper.remote_in == ("Worldwide",)
    worded = {"locationRestrictions": [], "timezoneRestrictions": ["UTC+05:30", "GMT-1", "odd"]}
    (keeper,) = read(json.dumps(job | worded).encode())
    assert keeper.remote_in == ("UTC-1 to UTC+5.5",)


def test_the_bare_list_of_a_saved_answer_is_understood_and_an_empty_one_is_none() -> None:
    whole = json.loads(first())
    bare = json.dumps(whole["jobs"]).encode()
    assert himalayas.recognise(page(bare))
    assert read(bare) == read(first())
    with pytest.raises(ParseError):
        read(b"[]")
