"""The SmartRecruiters kind: pages, details, and what the payloads leave out."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from alertbot import sources
from alertbot.errors import ParseError
from alertbot.model import RawPay, RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import smartrecruiters
from alertbot.testing.conformance import page, walked

FIXTURES = Path(__file__).parent / "fixtures" / "smartrecruiters"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "smartrecruiters"
OPTIONS = smartrecruiters.Options(board="Northwind1")
KIND = sources.kinds()["smartrecruiters"]


def read(payload: object) -> list[RawPosting]:
    found = smartrecruiters.parse(OPTIONS, page(json.dumps(payload).encode(), "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def row(number: int, **given: object) -> dict[str, object]:
    return {
        "id": f"7440{number:06}",
        "name": f"Sailor {number}",
        "company": {"identifier": "Northwind1", "name": "Northwind Traders"},
        "releasedDate": "2026-06-20T08:15:00.000Z",
        **given,
    }


def test_a_posting_of_the_list() -> None:
    found = list(smartrecruiters.parse(OPTIONS, page((FIXTURES / "list.json").read_bytes())))
    assert found[0] == Whole(employer="Northwind Traders", total=3)
    maker, tester = (one for one in found if isinstance(one, RawPosting))
    assert maker.external_id == "744000100000001"
    assert maker.url == "https://jobs.smartrecruiters.com/Northwind1/744000100000001"
    assert (maker.title, maker.company) == ("Sail Maker", "Northwind Traders")
    assert maker.places == (RawPlace(text="Gdańsk, Poland", city="Gdańsk", country="PL"),)
    assert (maker.workplace, maker.employment_type) == ("hybrid", "Full-time")
    assert (maker.level, maker.department) == ("Mid-Senior Level", "Boats")
    assert (maker.requisition, maker.posted) == ("REF001N", "2026-06-20T08:15:00.000Z")
    assert maker.detail
    assert maker.detail.url == (
        "https://api.smartrecruiters.com/v1/companies/Northwind1/postings/744000100000001"
    )
    assert (tester.places, tester.workplace, tester.level) == ((), "remote", "")
    assert tester.department == "Engineering", "the function, where no department is given"
    assert [one.reason for one in found if isinstance(one, Skipped)] == [
        "posting 3: id 744000100000003 has no title"
    ]


def test_the_detail_has_text_and_pay_and_is_the_same_posting() -> None:
    (maker,) = read(json.loads((FIXTURES / "detail.json").read_bytes()))
    assert maker.external_id == "744000100000001"
    assert maker.url.endswith("/744000100000001-sail-maker")
    assert maker.pay == (RawPay(Decimal(9500), Decimal(12000), "PLN", "MONTHLY"),)
    parts = ["Company &amp; Crew", "We sail north", "You sew sails", "#sailmaking"]
    assert [maker.description.find(part) > 0 for part in parts] == [True] * 4
    assert sorted(parts, key=maker.description.find) == parts
    assert maker.detail is None


def test_half_of_a_range_is_not_made_whole() -> None:
    detail = json.loads((FIXTURES / "detail.json").read_bytes())
    detail["compensation"] = {"min": "29.5", "currency": "USD", "period": "HOURLY"}
    assert read(detail)[0].pay == (RawPay(Decimal("29.5"), None, "USD", "HOURLY"),)
    detail["compensation"] = {"min": 0, "max": None}
    assert read(detail)[0].pay == ()


def test_nothing_ticked_says_nothing_of_the_workplace() -> None:
    (found,) = read({"content": [row(1, location={"remote": False, "hybrid": False})]})
    assert (found.workplace, found.places) == ("", ())


@pytest.mark.parametrize("asked_of", [100, 40])
def test_all_pages_and_details_are_walked(asked_of: int) -> None:
    """Also where the service gives fewer a page than were asked for."""
    everything = [row(number) for number in range(230)]
    offsets: list[int] = []

    def answer(request: Request) -> bytes | None:
        if request.purpose == "detail":
            job = next(one for one in everything if str(one["id"]) in request.url)
            text = {"jobDescription": {"title": "Job", "text": f"<p>{job['name']}</p>"}}
            return json.dumps({**job, "jobAd": {"sections": text}}).encode()
        query = dict(part.split("=") for part in request.url.partition("?")[2].split("&"))
        offset, size = int(query["offset"]), min(int(query["limit"]), asked_of)
        offsets.append(offset)
        content = everything[offset : offset + size]
        envelope = {"offset": offset, "limit": size, "totalFound": 230, "content": content}
        return json.dumps(envelope).encode()

    harvest = walked(KIND, OPTIONS, answer)
    assert len(harvest.postings) == 230
    assert offsets == list(range(0, 230, asked_of))
    assert harvest.complete
    assert all(one.description for one in harvest.postings.values())


def test_an_unknown_board_looks_like_an_empty_one() -> None:
    body = b'{"offset":0,"limit":100,"totalFound":0,"content":[]}'
    assert list(smartrecruiters.parse(OPTIONS, page(body))) == [Whole(total=0)]
    assert smartrecruiters.recognise(page(body))
    with pytest.raises(ParseError, match="'content' is null"):
        smartrecruiters.parse(OPTIONS, page(b'{"content": null, "totalFound": 3}'))
    with pytest.raises(ParseError, match="answers: Company not found"):
        smartrecruiters.parse(OPTIONS, page(b'{"message":"Company not found"}'))


def test_boards_are_found_by_their_addresses() -> None:
    source = (
        "https://careers.smartrecruiters.com/Northwind1 "
        "https://jobs.smartrecruiters.com/Northwind1/744000100000001-sail-maker "
        "https://jobs.smartrecruiters.com/oneclick-ui/company/Fabrikam/publication/1 "
        "https://api.smartrecruiters.com/v1/companies/contoso/postings "
        "https://jobs.smartrecruiters.com/static/x.js https://www.smartrecruiters.com/resources"
    )
    assert list(smartrecruiters.locate(source)) == [
        {"board": "Northwind1"}, {"board": "Fabrikam"}, {"board": "contoso"}
    ]  # fmt: skip


def test_recorded_payloads() -> None:
    files = sorted(CORPUS.glob("*.json"))
    if not files:
        pytest.skip("the corpus is not here")
    for file in files:
        payload = json.loads(file.read_bytes())
        assert smartrecruiters.recognise(page(file.read_bytes()))
        expected = len(payload["content"]) if "content" in payload else int("id" in payload)
        found = read(payload)
        assert len(found) == expected
        assert all(one.places and one.posted and one.company and one.url for one in found)


def test_a_remote_posting_in_a_whole_country_is_open_to_that_country() -> None:
    nowhere = {"city": "", "region": "", "country": "de", "remote": True}
    (far,) = read({"offset": 0, "totalFound": 1, "content": [row(1, location=nowhere)]})
    assert (far.workplace, far.remote_in) == ("remote", ("DE",))
    town = nowhere | {"city": "Kiel"}
    (near,) = read({"offset": 0, "totalFound": 1, "content": [row(1, location=town)]})
    assert near.remote_in == ()
