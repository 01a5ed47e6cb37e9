"""Workday's pages: a list is walked to its end, and one that is too long is read in parts."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from alertbot import sources
from alertbot.model import Request, Whole
from alertbot.sources import _workday_facets, workday
from alertbot.testing.conformance import page, walked

SITE = "https://contoso.wd5.myworkdayjobs.com/Careers"
OPTIONS = workday.Options(url=SITE)
KIND = sources.kinds()["workday"]


def row(number: int) -> dict[str, object]:
    return {
        "title": f"Keeper {number}",
        "externalPath": f"/job/Kiel/Keeper-{number}_R-{number}",
        "locationsText": "Kiel",
        "postedOn": "Posted Today",
        "bulletFields": [f"R-{number}"],
    }


class Board:
    """A tenant: each posting has a group and a time type. It wraps and caps as Workday does."""

    def __init__(self, groups: dict[str, int], *, states_total: str = "always") -> None:
        ids = [name for name, count in groups.items() for _ in range(count)]
        # Groups take turns, as postings do that are sorted by their date.
        self.postings = sorted(enumerate(ids), key=lambda one: (one[0] % 97, one[0]))
        self.states_total = states_total
        self.asked: list[dict[str, object]] = []

    def __call__(self, request: Request) -> bytes | None:
        if request.purpose == "detail":
            return None
        assert request.method == "POST"
        body = json.loads(request.body)
        self.asked.append(body)
        assert body["limit"] == 20, "more is refused"
        wanted = body["appliedFacets"].get("jobFamilyGroup", [])
        chosen = [number for number, group in self.postings if not wanted or group in wanted]
        offset = body["offset"] if body["offset"] < _workday_facets.CAP else 0
        shown = chosen[offset : offset + 20]
        answer: dict[str, object] = {"jobPostings": [row(number) for number in shown]}
        if self.states_total == "always" or (self.states_total == "first" and not body["offset"]):
            answer["total"] = min(len(chosen), _workday_facets.CAP)
        if not body["offset"]:
            answer["facets"] = [self._facet()]
        return json.dumps(answer).encode()

    def _facet(self) -> dict[str, object]:
        counts: dict[str, int] = {}
        for _, group in self.postings:
            counts[group] = counts.get(group, 0) + 1
        values = [{"id": group, "count": count} for group, count in counts.items()]
        return {"facetParameter": "jobFamilyGroup", "values": values}


def test_all_pages_are_walked() -> None:
    board = Board({"a": 47})
    harvest = walked(KIND, OPTIONS, board)
    assert len(harvest.postings) == 47
    assert [asked["offset"] for asked in board.asked] == [0, 20, 40]
    assert harvest.complete


@pytest.mark.parametrize("states", ["first", "never"])
def test_a_total_that_is_not_stated_on_every_page_or_on_none(states: str) -> None:
    board = Board({"a": 60}, states_total=states)
    harvest = walked(KIND, OPTIONS, board)
    assert len(harvest.postings) == 60
    assert harvest.complete
    assert [asked["offset"] for asked in board.asked][:3] == [0, 20, 40]


def test_a_board_over_the_cap_is_read_in_parts_of_a_facet() -> None:
    board = Board({"a": 1100, "b": 900, "c": 300, "d": 1})
    harvest = walked(KIND, OPTIONS, board)
    assert len(harvest.postings) == 2301
    assert harvest.total == 2301, "the sum of the parts, not the cap"
    assert harvest.complete
    assert max(asked["offset"] for asked in board.asked if isinstance(asked["offset"], int)) < 2000


def test_a_board_over_the_cap_that_cannot_be_cut_is_read_as_far_as_it_goes() -> None:
    board = Board({"a": 2400})
    harvest = walked(KIND, OPTIONS, board)
    assert len(harvest.postings) == 2000
    assert harvest.unread == 400, "truncated, and said so"
    assert not harvest.complete


def test_what_the_source_is_narrowed_to_stays_in_every_part() -> None:
    narrowed = workday.Options(url=SITE, search="keeper", facets={"locations": ["x"]})
    board = Board({"a": 1500, "b": 700})
    walked(KIND, narrowed, board)
    assert {asked["searchText"] for asked in board.asked} == {"keeper"}
    assert all(
        isinstance(asked["appliedFacets"], dict) and asked["appliedFacets"]["locations"] == ["x"]
        for asked in board.asked
    )


def facet(name: str, *counts: int) -> dict[str, object]:
    values = [{"id": f"{name}{number}", "count": count} for number, count in enumerate(counts)]
    return {"facetParameter": name, "descriptor": name, "values": values}


def test_the_facet_to_cut_by() -> None:
    def cut(*stated: object) -> str:
        found = _workday_facets.splitting(_workday_facets.read(list(stated)), used=())
        return found.name if found else ""

    grouped = {"facetParameter": "locationMainGroup", "values": [facet("locations", 900, 1300)]}
    assert cut(facet("jobFamilyGroup", 1900, 200), facet("timeType", 1990, 300)) == "timeType"
    assert cut(facet("jobFamilyGroup", 1900, 200), grouped) == "jobFamilyGroup", "no overlaps"
    assert cut(facet("jobFamilyGroup", 2900, 200), grouped) == "locations", "parts can be read"
    assert cut(facet("jobFamilyGroup", 2900, 200)) == "jobFamilyGroup", "to be cut again"
    assert cut(facet("jobFamilyGroup", 400, 200)) == "", "the plain list shows more"
    assert cut(facet("jobFamilyGroup", 2900)) == ""
    assert cut(None, 3, {"facetParameter": "x", "values": None}, {"values": [{"id": 1}]}) == ""


def test_a_part_that_is_too_long_is_cut_again() -> None:
    answer = {
        "total": 2000,
        "jobPostings": [row(1)],
        "facets": [facet("jobFamilyGroup", 2900), facet("timeType", 1500, 1400)],
    }
    (first,) = workday.requests(OPTIONS)
    body = json.loads(first.body)
    body["appliedFacets"] = {"jobFamilyGroup": ["jobFamilyGroup0"]}
    request = replace(first, body=json.dumps(body).encode())
    came = replace(page(json.dumps(answer).encode()), request=request)
    found = list(workday.parse(OPTIONS, came))
    assert not [one for one in found if isinstance(one, Whole)], "a part is not the whole"
    asked = [json.loads(one.body)["appliedFacets"] for one in found if isinstance(one, Request)]
    assert asked == [
        {"jobFamilyGroup": ["jobFamilyGroup0"], "timeType": ["timeType0"]},
        {"jobFamilyGroup": ["jobFamilyGroup0"], "timeType": ["timeType1"]},
    ]
