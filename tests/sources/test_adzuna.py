"""The Adzuna kind, on a search of the shape that its API has."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from alertbot.errors import ParseError
from alertbot.model import RawPay, RawPlace, RawPosting, Request, Secret, Skipped, Whole
from alertbot.sources import adzuna, kinds
from alertbot.testing.conformance import page, walked

SEARCH = (Path(__file__).parent / "fixtures" / "adzuna" / "search.json").read_bytes()
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "adzuna"
OPTIONS = adzuna.Options(
    app_id=Secret("an-id"), app_key=Secret("a-key"), country="GB", what="lock keeper", pages=3
)


def read(body: bytes, options: adzuna.Options = OPTIONS) -> list[RawPosting]:
    found = adzuna.parse(options, page(body, "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def ad(**fields: object) -> RawPosting:
    results = [{"id": "1", "title": "T", **fields}]
    (one,) = read(json.dumps({"count": 1, "results": results}).encode())
    return one


def test_it_asks_with_keys_that_no_address_shows() -> None:
    (asked,) = adzuna.requests(OPTIONS)
    assert asked.url == (
        "https://api.adzuna.com/v1/api/jobs/gb/search/1"
        "?results_per_page=50&max_days_old=14&sort_by=date&what=lock+keeper"
    )
    assert asked.keys == (("app_id", Secret("an-id")), ("app_key", Secret("a-key")))
    assert "a-key" not in repr(asked)
    with pytest.raises(ValidationError, match="Adzuna has the countries at, au"):
        adzuna.Options(app_id=Secret("a"), app_key=Secret("b"), country="jp")


def test_it_shows_a_window_whose_terms_ask_to_be_named() -> None:
    assert not adzuna.MANNERS.whole_board
    assert (adzuna.MANNERS.redistribute, adzuna.MANNERS.credit) == ("attribution", "Adzuna")
    polls_a_month = 30 * 24 * 3600 / adzuna.MANNERS.floor.total_seconds()
    assert polls_a_month <= 2500, "what a free key may ask"
    assert adzuna.MANNERS.pause.total_seconds() * 25 >= 60


def test_a_posting_has_everything_that_the_payload_says() -> None:
    keeper, painter, engineer = read(SEARCH)
    assert (keeper.external_id, keeper.title) == ("5800000001", "Senior Lock Keeper & Mate")
    assert keeper.company == "Northwind Canals"
    assert keeper.places == (RawPlace("Coventry, West Midlands", "Coventry", "England", "GB"),)
    assert keeper.employment_type == "full_time, permanent"
    assert (keeper.department, keeper.posted) == ("IT Jobs", "2026-07-15T08:33:45Z")
    assert keeper.description.startswith("Keep the lock & the gate,")
    assert keeper.description.endswith("…")
    assert keeper.markup == "text"
    assert (painter.external_id, painter.company) == ("5800000002", "")
    assert painter.places == (RawPlace("London, UK", "London", "England", "GB"),)
    assert engineer.places == (RawPlace("Harris County, Texas", "", "Texas", "US"),)


def test_an_estimate_is_no_stated_pay() -> None:
    keeper, painter, engineer = read(SEARCH)
    assert keeper.pay == (RawPay(Decimal(42000), Decimal("51000.5"), "GBP", "YEAR"),)
    guess = Decimal("39025.7")
    assert painter.pay == (RawPay(guess, guess, "GBP", "YEAR", predicted=True),)
    assert engineer.pay == (RawPay(Decimal(70000), None, "USD", "YEAR"),)
    flags: dict[object, bool] = {"1": True, 1: True, "0": False, 0: False, None: False}
    for flag, predicted in flags.items():
        (pay,) = ad(salary_min=5, salary_max=9, salary_is_predicted=flag).pay
        assert pay.predicted == predicted
    assert ad(salary_min=5, salary_max=9, salary_is_predicted=True).pay[0].predicted
    assert ad(salary_min=5.5, salary_max=5.5).pay[0].predicted, "one number with cents"


@pytest.mark.parametrize(
    ("address", "area", "currency"),
    [
        ("https://www.adzuna.de/details/1", [], "EUR"),
        ("https://www.adzuna.com.au/details/1", ["Australia"], "AUD"),
        ("https://www.adzuna.co.za/details/1", [], "ZAR"),
        ("", ["India", "Karnataka"], "INR"),
        ("https://redirect.example/1", ["Polska"], "PLN"),
        ("https://redirect.example/1", ["Atlantis"], "GBP"),
    ],
)
def test_the_currency_is_the_countrys(address: str, area: list[str], currency: str) -> None:
    posting = ad(redirect_url=address, location={"area": area}, salary_min=10, salary_max=20)
    assert [pay.currency for pay in posting.pay] == [currency]


def test_addresses_do_not_name_the_asker() -> None:
    keeper, painter, engineer = read(SEARCH)
    assert keeper.url == "https://www.adzuna.co.uk/jobs/details/5800000001"
    assert painter.url == "https://www.adzuna.co.uk/jobs/land/ad/5800000002?se=abc&v=BEEF"
    assert engineer.url == "https://www.adzuna.com/details/5800000003"


def test_a_walk_over_as_many_pages_as_are_allowed() -> None:
    asked: list[str] = []

    def answer(request: Request) -> bytes:
        asked.append(request.cursor)
        number = int(request.cursor or 1)
        assert f"/search/{number}?" in request.url
        results = [{"id": str(number * 50 + place), "title": "T"} for place in range(50)]
        return json.dumps({"count": 180, "results": results}).encode()

    harvest = walked(kinds()["adzuna"], OPTIONS, answer)
    assert asked == ["", "2", "3"]
    assert (len(harvest.postings), harvest.unread) == (150, 30)
    asked.clear()
    walked(kinds()["adzuna"], OPTIONS.model_copy(update={"pages": 1}), answer)
    assert asked == [""]


def test_what_is_no_search_says_what_came() -> None:
    with pytest.raises(ParseError, match="the service answers: Authorisation failed"):
        read(b'{"exception": "AUTH_FAIL", "display": "Authorisation failed"}')
    with pytest.raises(ParseError, match="'results' is null"):
        read(b'{"count": 0, "results": null}')
    assert read(b'{"count": 0, "mean": 0, "results": []}') == []
    found = list(adzuna.parse(OPTIONS, page(SEARCH)))
    assert found[0] == Whole(total=180)
    assert [one.reason for one in found if isinstance(one, Skipped)] == [
        "posting 4: id 5800000004 has no title",
        "posting 5 is a string where an object was expected",
    ]


def test_searches_are_found_in_addresses() -> None:
    said = "https://www.adzuna.co.uk/jobs/search?q=c%2B%2B&amp;w=London"
    assert list(adzuna.locate(said)) == [{"country": "gb", "what": "c++", "where": "London"}]
    api = "https://api.adzuna.com/v1/api/jobs/de/search/2?app_id=x&app_key=y&what=koch"
    assert list(adzuna.locate(api)) == [{"country": "de", "what": "koch"}]
    assert list(adzuna.locate("https://www.adzuna.example/search?q=a")) == []


def test_recorded_searches() -> None:
    files = sorted(CORPUS.glob("*.json"))
    if not files:
        pytest.skip("the corpus is not here")
    for file in files:
        found = read(file.read_bytes())
        assert len(found) == len(json.loads(file.read_bytes())["results"])
        assert all(one.places and one.company and one.description for one in found)
        assert [one.pay[0].predicted for one in found] == [False, True, True, True]
        assert all("utm_" not in one.url and one.pay[0].currency == "USD" for one in found)


@pytest.mark.parametrize(
    ("area", "city", "region"),
    [
        (["UK", "South East England", "Surrey"], "", "England"),
        (["UK", "Eastern England", "Cambridgeshire", "Cambridge"], "Cambridge", "England"),
        (["UK", "London", "West London", "Ealing"], "London", "England"),
        (["UK", "Scotland", "Edinburgh"], "Edinburgh", "Scotland"),
        (["UK"], "", ""),
    ],
)
def test_british_regions_are_englands_and_counties_no_towns(
    area: list[str], city: str, region: str
) -> None:
    (place,) = ad(location={"display_name": "D", "area": area}).places
    assert (place.city, place.region, place.country) == (city, region, "GB")


def test_one_advertisement_alone_and_a_bare_list_are_understood() -> None:
    alone = {
        "title": "Diver",
        "redirect_url": "https://www.adzuna.de/details/5800000009?utm_medium=api",
        "company": {"canonical_name": "Contoso"},
    }
    for body in (alone, [alone]):
        payload = json.dumps(body).encode()
        assert adzuna.recognise(page(payload, "application/json"))
        (diver,) = read(payload)
        assert (diver.external_id, diver.company) == ("5800000009", "Contoso"), "by its address"
    with pytest.raises(ParseError):
        read(b"[]")
