"""The Workday kind: what is asked, its list, its details, and their traps."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from alertbot import sources
from alertbot.errors import ParseError
from alertbot.identity import fingerprint
from alertbot.model import RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import _workday_site, workday
from alertbot.testing.conformance import page, walked

FIXTURES = Path(__file__).parent / "fixtures" / "workday"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "workday"
SITE = "https://contoso.wd5.myworkdayjobs.com/Careers"
OPTIONS = workday.Options(url=SITE)
KIND = sources.kinds()["workday"]


def read(payload: object, options: workday.Options = OPTIONS) -> list[RawPosting]:
    found = workday.parse(options, page(json.dumps(payload).encode(), "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def fixture(name: str) -> object:
    return json.loads((FIXTURES / name).read_bytes())


def row(number: int) -> dict[str, object]:
    return {
        "title": f"Keeper {number}",
        "externalPath": f"/job/Kiel/Keeper-{number}_R-{number}",
        "locationsText": "Kiel",
        "postedOn": "Posted Today",
        "bulletFields": [f"R-{number}"],
    }


# -- asking ---------------------------------------------------------------------------------


def test_it_posts_to_the_interface_of_the_site_and_asks_for_english() -> None:
    (asked,) = workday.requests(OPTIONS)
    assert asked.url == "https://contoso.wd5.myworkdayjobs.com/wday/cxs/contoso/Careers/jobs"
    assert asked.method == "POST"
    assert json.loads(asked.body) == {
        "appliedFacets": {}, "limit": 20, "offset": 0, "searchText": ""
    }  # fmt: skip
    assert ("Accept-Language", "en-US") in asked.headers
    elsewhere = OPTIONS.model_copy(update={"base_url": "http://127.0.0.1:1"})
    (asked,) = workday.requests(elsewhere)
    assert asked.url == "http://127.0.0.1:1/wday/cxs/contoso/Careers/jobs"


def test_a_site_is_narrowed_by_its_address_and_by_options() -> None:
    land = "bc33aa3152ec42d4995f4791a106ed09"
    narrowed = workday.Options(url=f"{SITE}?q=lock%20keeper&locationCountry={land}&source=x")
    (asked,) = workday.requests(narrowed)
    assert json.loads(asked.body)["searchText"] == "lock keeper"
    assert json.loads(asked.body)["appliedFacets"] == {"locationCountry": [land]}
    (asked,) = workday.requests(
        narrowed.model_copy(update={"search": "chart", "facets": {"timeType": ["b" * 32]}})
    )
    assert json.loads(asked.body)["searchText"] == "chart"
    assert set(json.loads(asked.body)["appliedFacets"]) == {"locationCountry", "timeType"}


@pytest.mark.parametrize(
    ("address", "tenant", "name"),
    [
        ("https://contoso.wd5.myworkdayjobs.com/Careers", "contoso", "Careers"),
        ("https://contoso.wd103.myworkdayjobs.com/en-US/Careers/job/X/Y_R1", "contoso", "Careers"),
        ("https://contoso.wd1.myworkdayjobs.com/fr-CA/Ext_1/details/Y_R1?q=a", "contoso", "Ext_1"),
        ("https://contoso.wd5.myworkdayjobs.com/jobs", "contoso", "jobs"),
        ("https://contoso.wd5.myworkdayjobs.com/JJ/job/Ohio/Intern_R-123", "contoso", "JJ"),
        ("https://wd3.myworkdaysite.com/recruiting/contoso/Ext", "contoso", "Ext"),
        ("https://wd3.myworkdaysite.com/en-US/recruiting/contoso/Ext/job/X_R1", "contoso", "Ext"),
        ("https://jobs.contoso.example/wday/cxs/contoso/Ext/jobs", "contoso", "Ext"),
    ],
)
def test_a_site_is_known_by_any_address_on_it(address: str, tenant: str, name: str) -> None:
    site = _workday_site.read(address)
    assert site
    assert (site.tenant, site.name) == (tenant, name)
    assert _workday_site.read(site.api()) == site


@pytest.mark.parametrize(
    "address",
    ["https://contoso.wd5.myworkdayjobs.com/", "https://contoso.example/Careers", "contoso", "",
     "https://[", "https://contoso.wd5.myworkdayjobs.com/wday/authgwy/x", "ftp://x/wday/cxs/a/b"],
)  # fmt: skip
def test_other_addresses_are_refused_with_an_example(address: str) -> None:
    assert _workday_site.read(address) is None
    with pytest.raises(ValidationError, match=r"wd5\.myworkdayjobs|at least 1 character"):
        workday.Options(url=address)


def test_sites_are_found_in_a_page() -> None:
    source = (
        'href="https:\\/\\/contoso.wd5.myworkdayjobs.com\\/de-DE\\/Careers\\/job\\/K_R1" '
        'href="https://contoso.wd5.myworkdayjobs.com/Careers" '
        "https://wd3.myworkdaysite.com/en-US/recruiting/fabrikam/Ext "
        "https://jobs.northwind.example/wday/cxs/northwind/Ext/jobs https://www.workday.com/x"
    )
    assert list(workday.locate(source)) == [
        {"url": SITE},
        {"url": "https://wd3.myworkdaysite.com/recruiting/fabrikam/Ext"},
        {"url": "https://jobs.northwind.example/wday/cxs/northwind/Ext"},
    ]
    assert not list(workday.locate("https://contoso.wd5.myworkdayjobs.com/"))


# -- the list -------------------------------------------------------------------------------


def test_a_posting_of_the_list() -> None:
    found = list(workday.parse(OPTIONS, page((FIXTURES / "list.json").read_bytes())))
    assert found[0] == Whole(total=4)
    engineer, keeper, chart = (one for one in found if isinstance(one, RawPosting))
    assert engineer.external_id == "Tide-Gauge-Engineer_R-10021-1"
    assert engineer.url == f"{SITE}/job/USA-WA-Spokane/Tide-Gauge-Engineer_R-10021-1"
    assert (engineer.title, engineer.company) == ("Tide Gauge Engineer", "Contoso")
    assert engineer.places == (RawPlace(text="USA.WA.Spokane"),)
    assert (engineer.workplace, engineer.employment_type) == ("Hybrid", "Full time")
    assert (engineer.requisition, engineer.posted) == ("R-10021", "Posted Today")
    assert engineer.detail
    assert engineer.detail.url == (
        "https://contoso.wd5.myworkdayjobs.com/wday/cxs/contoso/Careers"
        "/job/USA-WA-Spokane/Tide-Gauge-Engineer_R-10021-1"
    )
    assert keeper.title == "Lock Keeper & Guide"
    assert keeper.places == (), "7 Locations is no place"
    assert keeper.requisition == "R-10007", "and not the place that stands before it"
    assert chart.requisition == "R-9990", "from the path, where no bullet says it"
    assert [one.reason for one in found if isinstance(one, Skipped)] == [
        "posting 4: it has no path"
    ]


@pytest.mark.parametrize(
    "said", ["7 Locations", "2 Standorte", "12 emplacements", "3 ubicaciones", "Multiple Locations"]
)
def test_a_number_of_places_is_no_place(said: str) -> None:
    (found,) = read({"jobPostings": [{**row(1), "locationsText": said}], "total": 1})
    assert found.places == ()


@pytest.mark.parametrize("said", ["100 Mile House", "US, CA, San Jose, Rio Robles", "29 Palms"])
def test_a_place_with_a_number_is_one(said: str) -> None:
    (found,) = read({"jobPostings": [{**row(1), "locationsText": said}], "total": 1})
    assert found.places == (RawPlace(text=said),)


def test_a_posting_is_the_same_tomorrow_although_its_age_is_worded_anew() -> None:
    today, tomorrow = (
        read({"jobPostings": [{**row(1), "postedOn": said}], "total": 1})[0]
        for said in ("Posted 3 Days Ago", "Posted 4 Days Ago")
    )
    assert today != tomorrow
    assert fingerprint(today) == fingerprint(tomorrow)


def test_a_file_alone_is_read_without_knowing_its_site() -> None:
    nothing = workday.Options.model_construct(url="", search="", facets={}, company=None)
    found = read(fixture("list.json"), nothing)
    assert [one.url for one in found] == ["", "", ""]
    assert all(one.detail is None for one in found)
    (detail,) = read(fixture("detail.json"), nothing)
    assert detail.url.startswith(SITE)


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b'{"errorCode":"HTTP_400","httpStatus":400,"message":"limit is 20"}', "answers: limit is"),
        (b'{"jobPostings": null}', "'jobPostings' is null"),
        (b'{"jobPostingInfo": null}', "an object with jobPostingInfo"),
        (b"<html><title>Workday is currently unavailable</title>", "currently unavailable"),
    ],
)
def test_what_is_no_list_says_what_came(body: bytes, says: str) -> None:
    with pytest.raises(ParseError, match=says):
        workday.parse(OPTIONS, page(body))


# -- the detail -----------------------------------------------------------------------------


def test_the_detail_has_the_places_and_the_text() -> None:
    (keeper,) = read(fixture("detail.json"))
    assert keeper.external_id == "Lock-Keeper---Guide_R-10007"
    assert keeper.url == f"{SITE}/job/DEU-Kiel/Lock-Keeper---Guide_R-10007"
    assert (keeper.title, keeper.company) == ("Lock Keeper & Guide", "Contoso Waterways GmbH")
    assert keeper.places == (
        RawPlace(text="DEU Kiel", country="DE"),
        RawPlace(text="DNK Aarhus"),
        RawPlace(text="SWE Malmö"),
    )
    assert (keeper.workplace, keeper.employment_type) == ("Onsite", "Part time")
    assert (keeper.requisition, keeper.valid_through) == ("R-10007", "2026-08-31")
    assert keeper.posted == "Posted 30+ Days Ago", "startDate is not the day of posting"
    assert "guide visitors" in keeper.description


def test_a_walk_completes_the_list_with_its_details() -> None:
    def answer(request: Request) -> bytes | None:
        if request.purpose == "list":
            return (FIXTURES / "list.json").read_bytes()
        keeper = request.url.endswith("R-10007")
        return (FIXTURES / "detail.json").read_bytes() if keeper else b"<title>Gone</title>"

    harvest = walked(KIND, OPTIONS, answer)
    keeper = harvest.postings["Lock-Keeper---Guide_R-10007"]
    assert len(keeper.places) == 3
    assert keeper.description
    assert "Chart-Reader_R-9990" in harvest.undetailed, "and it is kept"
    assert harvest.postings["Chart-Reader_R-9990"].title == "Chart Reader"


def info(**given: object) -> object:
    return {"jobPostingInfo": {"title": "X", "jobPostingId": "X_1", "location": "Kiel", **given}}


def test_a_country_that_is_only_named() -> None:
    named = {"descriptor": "Germany", "id": "de"}
    assert read(info(country=named))[0].places == (RawPlace(text="Kiel", country="Germany"),)
    other = {"country": {"id": "fr", "alpha2Code": "FR"}}
    (found,) = read(info(country=named, jobRequisitionLocation=other))
    assert found.places[0].country == "Germany"
    (found,) = read(info(location=None, country={**named, "alpha2Code": "DE"}))
    assert found.places == (RawPlace(country="DE"),)


def test_recorded_payloads() -> None:
    files = sorted(CORPUS.glob("*.json"))
    if not files:
        pytest.skip("the corpus is not here")
    for file in files:
        payload = json.loads(file.read_bytes())
        found = read(payload)
        assert workday.recognise(page(file.read_bytes()))
        assert len(found) == len(payload.get("jobPostings", [1]))
        assert all(one.title and one.places and one.posted and one.requisition for one in found)
    detail = CORPUS / "ericfleshman-commits__candidatezero__workday_detail.json"
    (reston,) = read(json.loads(detail.read_bytes()))
    assert (reston.company, reston.requisition) == ("Workday Government, LLC", "JR-0105486")
    assert reston.places == (RawPlace(text="USA.VA.Reston", country="US"),)
