"""The Rippling kind: rows of posting by place put together, and details."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from alertbot import text
from alertbot.errors import ParseError
from alertbot.model import RawPay, RawPlace, RawPosting, Request, Skipped
from alertbot.sources import kinds, rippling
from alertbot.testing.conformance import page, walked

FIXTURES = Path(__file__).parent / "fixtures" / "rippling"
KIND = kinds()["rippling"]
OPTIONS = rippling.Options(board="coho-vineyard")
LIST = (FIXTURES / "board.json").read_bytes()
DETAIL = (FIXTURES / "detail.json").read_bytes()
API = "https://api.rippling.com/platform/api/ats/v1/board/coho-vineyard/jobs"
HAND = "00000000-0000-4000-8000-000000000001"


def read(body: bytes, options: rippling.Options = OPTIONS) -> list[RawPosting]:
    found = rippling.parse(options, page(body, "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def rows(*labels: str) -> RawPosting:
    row = {"uuid": "a-1", "name": "Taster"}
    body = [row | {"workLocation": {"label": label}} for label in labels]
    return read(json.dumps(body).encode())[0]


def test_it_asks_for_the_board() -> None:
    assert list(rippling.requests(OPTIONS)) == [Request(API)]


def test_rows_of_one_posting_are_one_posting_with_all_places() -> None:
    hand, engineer, taster = read(LIST)
    assert hand.external_id == HAND
    assert hand.url == f"https://ats.rippling.com/coho-vineyard/jobs/{HAND}"
    assert (hand.title, hand.company, hand.department) == ("Cellar Hand", "Coho Vineyard", "Cellar")
    assert hand.places == (RawPlace(text="Napa, CA"), RawPlace(text="Portland, OR"))
    assert hand.workplace == "", "at the one place in the cellar, at the other in part"
    assert hand.detail == Request(f"{API}/{HAND}", purpose="detail")
    assert engineer.places == (RawPlace(text="United States"),)
    assert (engineer.workplace, engineer.remote_in) == ("remote", ("United States",))
    assert (taster.places, taster.workplace) == ((RawPlace(text="Taiwan"),), "")


@pytest.mark.parametrize(
    ("labels", "workplace", "remote_in", "places"),
    [
        (("Hybrid (Toronto, CA)",), "hybrid", (), ("Toronto, CA",)),
        (("On-site (Lyon)", "Remote (France)"), "remote", ("France",), ("Lyon", "France")),
        (("Remote",), "remote", (), ()),
        (("Remote (Austin, TX (HQ))",), "remote", ("Austin, TX (HQ)",), ("Austin, TX (HQ)",)),
        (("San Francisco, CA",), "", (), ("San Francisco, CA",)),
    ],
)
def test_labels_say_where_and_how(
    labels: tuple[str, ...], workplace: str, remote_in: tuple[str, ...], places: tuple[str, ...]
) -> None:
    found = rows(*labels)
    assert (found.workplace, found.remote_in) == (workplace, remote_in)
    assert tuple(place.text for place in found.places) == places


def test_a_detail_has_everything_that_the_payload_says() -> None:
    (hand,) = read(DETAIL)
    assert (hand.external_id, hand.company) == (HAND, "Coho Vineyard & Winery")
    assert hand.pay == (RawPay(Decimal(18), Decimal("25.5"), "USD", "HOUR", "Napa, CA"),)
    assert hand.employment_type == "Full-time"
    assert hand.posted == "2026-03-31T17:37:26.093000-07:00"
    assert hand.places == (RawPlace(text="Napa, CA"), RawPlace(text="Portland, OR"))
    assert hand.department == "Cellar"
    said = text.from_html(hand.description).split("\n")
    assert [line for line in said if line] == [
        "You carry barrels.",
        "Strong back",
        "We make wine.",
    ], "the role before the company"
    assert hand.detail is None


def test_a_walk_completes_what_the_list_leaves_out() -> None:
    asked: list[str] = []

    def answer(request: Request) -> bytes | None:
        asked.append(request.url)
        if request.purpose == "list":
            return LIST
        return DETAIL if request.url.endswith(HAND) else None

    harvest = walked(KIND, OPTIONS, answer)
    assert len(asked) == 4, "one detail a posting, not one a row"
    assert harvest.postings[HAND].description
    assert harvest.postings[HAND].pay
    assert len(harvest.undetailed) == 2
    assert len(harvest.postings) == 3


def test_a_detail_without_a_text_is_not_asked_for_again() -> None:
    body = json.loads(DETAIL) | {"description": None}
    (hand,) = read(json.dumps(body).encode())
    assert (hand.description, hand.detail) == ("", None)


def test_a_page_of_the_board_s_own_api() -> None:
    body = (FIXTURES / "paged.json").read_bytes()
    (waiter,) = read(body)
    assert waiter.places == (
        RawPlace("Lyon", "Lyon", "Auvergne-Rhône-Alpes", "France"),
        RawPlace("Remote - France", country="France"),
    )
    assert (waiter.workplace, waiter.remote_in) == ("remote", ("France",))
    assert waiter.department == "Hall"
    assert rippling.recognise(page(b'{"items": [], "totalItems": 0, "totalPages": 0}'))


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ({"label": "CONTRACTOR", "id": "1099"}, "Contractor"),
        ({"label": "NEW_KIND", "id": "Seasonal"}, "Seasonal"),
        ({"label": "", "id": ""}, ""),
        ("Full time", "Full time"),
        (None, ""),
    ],
)
def test_employment_has_its_label_and_id_the_wrong_way_round(value: object, said: str) -> None:
    body = json.loads(DETAIL) | {"employmentType": value}
    assert read(json.dumps(body).encode())[0].employment_type == said


def test_a_bad_row_is_skipped_and_the_others_stay() -> None:
    found = rippling.parse(OPTIONS, page(LIST))
    reasons = sorted(skipped.reason for skipped in found if isinstance(skipped, Skipped))
    assert reasons == [
        "posting 1: it has no id",
        "posting 5: id 00000000-0000-4000-8000-000000000004 has no name",
    ]


def test_an_empty_board_and_other_envelopes() -> None:
    assert read(b"[]") == []
    assert not rippling.recognise(page(b"[]"))
    with pytest.raises(ParseError, match="the board answers: Board not found"):
        read(b'{"detail": "Board not found"}')
    with pytest.raises(ParseError, match="'items' is null where a list was expected"):
        read(b'{"items": null}')


def test_a_file_names_its_board_by_its_address() -> None:
    nameless = rippling.Options.model_construct(board="", company=None, base_url=None)
    first = read(LIST, nameless)[0]
    assert (first.company, first.detail) == ("Coho Vineyard", None)


@pytest.mark.parametrize(
    ("text", "boards"),
    [
        ("https://ats.rippling.com/coho-vineyard/jobs/1", ["coho-vineyard"]),
        ("https://ats.rippling.com/en-GB/coho/jobs", ["coho"]),
        ("https://ats.rippling.com/api/v2/board/coho/jobs", ["coho"]),
        ("https://ats.rippling.com/embed/coho/jobs?s=1", ["coho"]),
        (f"{API}?x", ["coho-vineyard"]),
        ("https://www.rippling.com/careers", []),
    ],
)
def test_boards_are_found_in_addresses_and_pages(text: str, boards: list[str]) -> None:
    assert [found["board"] for found in rippling.locate(text)] == boards
