"""The Workable kind: the widget's list, and a single posting of the careers page."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest

from alertbot import text
from alertbot.errors import ParseError
from alertbot.model import RawPay, RawPlace, RawPosting, Skipped, Whole
from alertbot.sources import kinds, workable
from alertbot.testing.conformance import page, walked

FIXTURES = Path(__file__).parent / "fixtures" / "workable"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "workable"
KIND = kinds()["workable"]
OPTIONS = workable.Options(board="litware")
LIST = (FIXTURES / "litware.json").read_bytes()


def read(body: bytes, options: workable.Options = OPTIONS) -> list[RawPosting]:
    found = workable.parse(options, page(body, "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def one(**job: object) -> RawPosting:
    return read(json.dumps({"jobs": [{"shortcode": "A1", "title": "Engineer"} | job]}).encode())[0]


def test_it_asks_once_and_slowly() -> None:
    (asked,) = workable.requests(OPTIONS)
    assert asked.url == ("https://apply.workable.com/api/v1/widget/accounts/litware?details=true")
    assert workable.MANNERS.floor.total_seconds() >= 1800


def test_a_posting_has_everything_that_the_payload_says() -> None:
    handler = read(LIST)[0]
    assert handler.external_id == "0A1B2C3D4E"
    assert handler.url == "https://apply.workable.com/j/0A1B2C3D4E"
    assert (handler.title, handler.company) == ("Claims Handler", "Litware Inc.")
    assert handler.places == (
        RawPlace(city="Halifax", region="England", country="United Kingdom"),
        RawPlace(city="Cork", country="Ireland"),
    ), "Leeds is hidden"
    assert handler.workplace == ""
    assert (handler.employment_type, handler.level) == ("Full-time", "Associate")
    assert (handler.requisition, handler.department) == ("CL-7", "Claims")
    assert handler.posted == "2026-06-02", "published, not made"
    assert "people.</p><h3>Requirements" in handler.description


def test_what_is_left_out_is_left_empty_or_built() -> None:
    _, engineer, driver = read(LIST)
    assert engineer.url == "https://apply.workable.com/j/5F6A7B8C9D"
    assert engineer.places == (RawPlace(country="Brazil"),)
    assert (engineer.workplace, engineer.remote_in) == ("remote", ("Brazil",))
    assert driver.places == (RawPlace(city="Łódź", country="Poland"),)
    assert driver.posted == "2026-03-01"


def test_where_all_places_are_hidden_the_job_s_own_is_told_and_closes_nothing_off() -> None:
    hidden = [{"country": "Malta", "countryCode": "MT", "hidden": True}]
    told = one(locations=hidden, country="Malta", telecommuting=True)
    assert told.places == (RawPlace(country="Malta"),)
    assert (told.workplace, told.remote_in) == ("remote", ())
    assert one(locations=hidden).places == ()


def test_a_posting_that_is_listed_once_for_each_place_is_one() -> None:
    row: dict[str, object] = {"shortcode": "A1", "title": "Baker", "telecommuting": True}
    places: list[dict[str, object]] = [{"country": "Spain"}, {"country": "Portugal", "city": None}]
    rows = [row | place | {"locations": [place]} for place in places]
    other = {"shortcode": "A1", "title": "Miller"}
    found = list(workable.parse(OPTIONS, page(json.dumps({"jobs": [*rows, other]}).encode())))
    baker = found[0]
    assert isinstance(baker, RawPosting)
    assert baker.places == (RawPlace(country="Spain"), RawPlace(country="Portugal"))
    assert baker.remote_in == ("Spain", "Portugal")
    assert found[1:] == [Skipped("id A1 occurs twice, and differs")]


def test_a_place_in_an_object_says_how_it_is_worked() -> None:
    here = {"city": "Hull", "country_code": "GB"}
    assert one(location=here | {"workplace_type": "on_site"}).workplace == "on_site"
    assert one(location=here | {"telecommuting": True}).workplace == "remote"
    assert one(location={"location_str": "Hull, UK"}).places == (RawPlace(text="Hull, UK"),)
    assert one(location="Hull, UK").places == (RawPlace(text="Hull, UK"),)


@pytest.mark.parametrize("more", [{}, {"location": {}}, {"location": {}, "locations": []}])
def test_how_far_a_posting_has_come_is_no_region(more: dict[str, object]) -> None:
    assert one(state="published", **more).places == ()


def test_pay_without_a_period_is_passed_on_as_stated() -> None:
    salary = {"salary_from": "60000", "salary_to": 80000, "salary_currency": "gbp"}
    assert one(salary=salary).pay == (RawPay(Decimal(60000), Decimal(80000), "gbp"),)
    assert one(salary={"salary_currency": "gbp"}).pay == ()


def test_a_list_without_its_envelope() -> None:
    body = b'[{"shortcode": "A1", "title": "Engineer"}]'
    assert workable.recognise(page(body))
    assert [found.external_id for found in read(body)] == ["A1"]
    with pytest.raises(ParseError, match="a list where a Workable account was expected"):
        read(b"[]")


def test_a_single_posting_of_the_careers_page() -> None:
    (lead,) = read((FIXTURES / "posting.json").read_bytes())
    assert (lead.external_id, lead.company) == ("9E8D7C6B5A", "Litware")
    assert lead.places == (RawPlace(city="Athens", region="Attica", country="Greece"),)
    assert (lead.workplace, lead.department) == ("hybrid", "Engineering")
    assert (lead.posted, lead.employment_type) == ("2026-05-05T00:00:00.000Z", "Full-time")
    assert text.from_html(lead.description).split() == ["Lead", "a", "team.", "•", "Calm", "Olives"]


def test_the_list_of_the_careers_page_says_how_many_there_are() -> None:
    posting = json.loads((FIXTURES / "posting.json").read_bytes())
    body = json.dumps({"total": 31, "results": [posting], "nextPage": "token"}).encode()
    assert next(iter(workable.parse(OPTIONS, page(body)))) == Whole(total=31)
    assert workable.recognise(page(body))
    assert len(read(body)) == 1


def test_a_bad_posting_is_skipped_and_the_employer_is_said() -> None:
    found = list(workable.parse(OPTIONS, page(LIST)))
    assert found[0] == Whole(employer="Litware Inc.")
    assert [skipped.reason for skipped in found if isinstance(skipped, Skipped)] == [
        "posting 4: id 11AA11AA11 has no title",
        "posting 5: it has no shortcode",
    ]


def test_an_empty_account_and_other_envelopes() -> None:
    empty = b'{"name": "Litware", "description": null, "jobs": []}'
    assert read(empty) == []
    assert workable.recognise(page(empty))
    assert not workable.recognise(page(b'{"jobs": []}'))
    with pytest.raises(ParseError, match="the board answers: Not found"):
        read(b'{"error": "Not found"}')
    with pytest.raises(ParseError, match="'results' is null where a list was expected"):
        read(b'{"results": null}')


def test_the_employer_without_a_name_is_the_option_or_the_board() -> None:
    assert one().company == "Litware"
    body = b'{"jobs": [{"shortcode": "A1", "title": "x"}]}'
    assert read(body, workable.Options(board="b", company="Litware AG"))[0].company == "Litware AG"


@pytest.mark.parametrize(
    ("text", "boards"),
    [
        ("https://apply.workable.com/contoso/j/0A1B2C3D4E/", ["contoso"]),
        ("https://apply.workable.com/j/0A1B2C3D4E", []),
        ("https://apply.workable.com/api/v1/widget/accounts/contoso?details=true", ["contoso"]),
        ("https://www.workable.com/api/accounts/contoso?details=true", ["contoso"]),
        ("https://contoso.workable.com/jobs/1 https://help.workable.com/hc", ["contoso"]),
        ("https://www.workable.com/pricing", []),
        ("<script>whr_embed( 481516, {detail: 'titles'});</script>", ["481516"]),
    ],
)
def test_accounts_are_found_in_addresses_and_pages(text: str, boards: list[str]) -> None:
    assert [found["board"] for found in workable.locate(text)] == boards


def test_a_walk_is_one_request() -> None:
    harvest = walked(KIND, OPTIONS, lambda request: LIST)
    assert (harvest.pages, len(harvest.postings)) == (1, 3)
    assert harvest.employers == ["Litware Inc."]


def test_recorded_accounts() -> None:
    files = sorted(CORPUS.glob("*.json"))
    if not files:
        pytest.skip("the corpus is not here")
    for file in files:
        payload = json.loads(file.read_bytes())
        found = read(file.read_bytes())
        assert [one.external_id for one in found] == [job["shortcode"] for job in payload["jobs"]]
        assert {one.company for one in found} == {payload["name"]}
        assert all(one.places and one.posted for one in found)
        assert workable.recognise(page(file.read_bytes()))
