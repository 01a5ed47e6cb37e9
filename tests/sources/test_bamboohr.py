"""The BambooHR kind: a list without dates, details without ids, and two kinds of location."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from alertbot import sources
from alertbot.errors import ParseError
from alertbot.model import RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import bamboohr
from alertbot.testing.conformance import page, walked

FIXTURES = Path(__file__).parent / "fixtures" / "bamboohr"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "bamboohr"
OPTIONS = bamboohr.Options(board="fabrikam")
KIND = sources.kinds()["bamboohr"]
NOWHERE = bamboohr.Options.model_construct(board="", company=None, base_url=None)


def read(payload: object, options: bamboohr.Options = OPTIONS) -> list[RawPosting]:
    found = bamboohr.parse(options, page(json.dumps(payload).encode(), "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def opening(**given: object) -> RawPosting:
    job = {"id": "1", "jobOpeningName": "Dyer", **given}
    (found,) = read({"meta": {"totalCount": 1}, "result": [job]})
    return found


def test_the_list() -> None:
    found = list(bamboohr.parse(OPTIONS, page((FIXTURES / "list.json").read_bytes())))
    assert found[0] == Whole(total=4)
    engineer, weaver, counter, dyer = (one for one in found if isinstance(one, RawPosting))
    assert (engineer.external_id, engineer.title) == ("39", "Loom Engineer")
    assert engineer.url == "https://fabrikam.bamboohr.com/careers/39"
    assert (engineer.company, engineer.department) == ("Fabrikam", "Workshop")
    assert engineer.places == (RawPlace(city="Leeds", region="West Yorkshire"),)
    assert (engineer.workplace, engineer.employment_type) == ("hybrid", "Full-Time")
    assert engineer.detail
    assert engineer.detail.url == "https://fabrikam.bamboohr.com/careers/39/detail"
    assert weaver.places == (RawPlace(city="Edmonton", region="Alberta", country="Canada"),)
    assert (weaver.workplace, dyer.workplace) == ("onsite", "remote")
    assert (counter.external_id, counter.workplace, counter.places) == ("44", "remote", ())
    assert dyer.places == (RawPlace(country="Slovenia"),)


@pytest.mark.parametrize(
    ("kind", "ticked", "workplace"),
    [("0", None, "onsite"), ("1", None, "remote"), (2, None, "hybrid"), ("2", True, "hybrid"),
     (None, True, "remote"), (None, False, ""), ("7", None, "")],
)  # fmt: skip
def test_the_kind_of_location(kind: object, ticked: object, workplace: str) -> None:
    found = opening(locationType=kind, isRemote=ticked, location={"city": "Leeds"})
    assert found.workplace == workplace


def test_what_is_nowhere_and_ticked_remote_is_remote() -> None:
    assert opening(locationType="2", isRemote=True).workplace == "remote"


def test_the_detail_is_known_by_the_address_that_it_came_from() -> None:
    body = (FIXTURES / "detail.json").read_bytes()
    (shown,) = bamboohr.parse(NOWHERE, page(body))
    assert isinstance(shown, RawPosting)
    assert (shown.external_id, shown.company) == ("39", "Fabrikam")
    assert shown.places == (
        RawPlace(city="Leeds", region="West Yorkshire", country="United Kingdom"),
    )
    assert shown.pay_text == "£41,000 - £47,500 per year"
    assert (shown.level, shown.posted) == ("Mid-level", "2026-06-12")
    assert "keep looms" in shown.description
    request = Request("https://fabrikam.bamboohr.com/careers/41/detail", purpose="detail")
    (asked,) = bamboohr.parse(OPTIONS, replace(page(body), request=request))
    assert isinstance(asked, RawPosting)
    assert asked.external_id == "41"


def test_a_detail_without_any_address_has_no_id() -> None:
    payload = {"result": {"jobOpening": {"jobOpeningName": "Dyer"}}}
    nowhere = replace(page(json.dumps(payload).encode()), url="file:///tmp/x.json")
    assert list(bamboohr.parse(NOWHERE, nowhere)) == [Skipped("it has no id")]


def test_a_walk_adds_the_details() -> None:
    def answer(request: Request) -> bytes | None:
        if request.purpose == "list":
            return (FIXTURES / "list.json").read_bytes()
        if request.url.endswith("/39/detail"):
            return (FIXTURES / "detail.json").read_bytes()
        return b'{"type":"not_found","title":"Resource not found.","meta":[]}'

    harvest = walked(KIND, OPTIONS, answer)
    assert harvest.complete
    assert harvest.postings["39"].posted == "2026-06-12"
    assert harvest.undetailed == {"41", "44", "45"}


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (
            b'{"type":"not_found","title":"Resource not found.","details":"No such id"}',
            "No such id",
        ),
        (b'{"result": null, "meta": {}}', "'result' is null"),
        (b"<html><title>BambooHR: The Complete HR Platform</title>", "The Complete HR Platform"),
    ],
)
def test_what_is_no_list_says_what_came(body: bytes, says: str) -> None:
    with pytest.raises(ParseError, match=says):
        bamboohr.parse(OPTIONS, page(body))


@pytest.mark.parametrize(
    "board", ["fabrikam.bamboohr.com", "https://fabrikam.bamboohr.com/careers", "fabrikam/careers"]
)
def test_a_board_is_the_first_part_of_its_host(board: str) -> None:
    with pytest.raises(ValueError, match="host alone: fabrikam"):
        bamboohr.Options(board=board)


def test_an_empty_board_is_one() -> None:
    body = b'{"meta":{"totalCount":0},"result":[]}'
    assert list(bamboohr.parse(OPTIONS, page(body))) == [Whole(total=0)]
    assert bamboohr.recognise(page(body))


def test_boards_are_found_by_their_hosts() -> None:
    source = (
        '<script src="https://fabrikam.bamboohr.com/js/embed.js"></script> contoso.bamboohr.com '
        '"https:\\/\\/fabrikam.bamboohr.com\\/careers\\/39" https://www.bamboohr.com/careers '
        "https://api.bamboohr.com/x https://static2.bamboohr.com/y"
    )
    assert list(bamboohr.locate(source)) == [{"board": "fabrikam"}, {"board": "contoso"}]


def test_recorded_lists() -> None:
    files = sorted(CORPUS.glob("*.json"))
    if not files:
        pytest.skip("the corpus is not here")
    for file in files:
        payload = json.loads(file.read_bytes())
        assert bamboohr.recognise(page(file.read_bytes()))
        found = read(payload)
        assert [one.external_id for one in found] == [job["id"] for job in payload["result"]]
        assert all(one.workplace and one.employment_type and one.department for one in found)


def test_a_remote_opening_in_a_whole_country_is_open_to_that_country() -> None:
    far = opening(locationType="1", atsLocation={"country": "Canada", "city": None})
    assert (far.workplace, far.remote_in) == ("remote", ("Canada",))
    assert opening(locationType="0", atsLocation={"country": "Canada"}).remote_in == ()
