"""The USAJOBS kind: the search's shape of today and of 2016, and the export in XML."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from alertbot import text
from alertbot.errors import ParseError
from alertbot.model import RawPay, RawPlace, RawPosting, Request, Secret, Skipped, Whole
from alertbot.sources import kinds, usajobs
from alertbot.testing.conformance import page, walked

FIXTURES = Path(__file__).parent / "fixtures" / "usajobs"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
SEARCH = (FIXTURES / "search.json").read_bytes()
EXPORT = (FIXTURES / "export.xml").read_bytes()
OPTIONS = usajobs.Options(
    api_key=Secret("a-key"), email="someone@example.org", keyword="engineer", remote=True
)


def read(body: bytes, options: usajobs.Options = OPTIONS) -> list[RawPosting]:
    found = usajobs.parse(options, page(body))
    return [one for one in found if isinstance(one, RawPosting)]


def test_it_asks_with_the_key_and_as_the_person_it_is_registered_for() -> None:
    (asked,) = usajobs.requests(OPTIONS)
    assert asked.url == (
        "https://data.usajobs.gov/api/search?Keyword=engineer&RemoteIndicator=True"
        "&ResultsPerPage=100&Page=1&Fields=Full&SortField=opendate&SortDirection=Desc"
    )
    assert asked.headers == (
        ("Authorization-Key", Secret("a-key")),
        ("User-Agent", Secret("someone@example.org")),
    )
    assert "a-key" not in repr(asked)
    with pytest.raises(ValidationError):
        usajobs.Options(api_key=Secret("k"), email="no address")


def test_a_posting_has_everything_that_the_payload_says() -> None:
    engineer = read(SEARCH)[0]
    assert (engineer.external_id, engineer.requisition) == ("870000100", "NPA-26-0001")
    assert engineer.url == "https://www.usajobs.gov:443/job/870000100"
    assert engineer.title == "Lock Engineer (Canals) & Dams"
    assert engineer.company == "National Canal Authority"
    assert engineer.department == "Department of Waterways"
    assert engineer.employment_type == "Full-time, Permanent"
    assert engineer.workplace == "hybrid"
    assert engineer.posted == "2026-07-06T00:00:00.0000"
    assert engineer.valid_through == "2026-07-20T23:59:59.9970"


def test_pay_is_in_dollars_by_the_code_or_by_its_words() -> None:
    engineer, reader, volunteer = read(SEARCH)
    assert engineer.pay == (
        RawPay(Decimal(106437), Decimal(158322), "USD", "Per Year"),
        RawPay(Decimal(51), Decimal("76.5"), "USD", "Per Hour"),
    )
    assert reader.pay == (RawPay(Decimal(92166), Decimal(161600), "USD", "Per Year"),)
    assert volunteer.pay == ()


@pytest.mark.parametrize(
    ("code", "period"),
    [
        ("PD", "Per Day"), ("PM", "Per Month"), ("BW", "Bi-weekly"), ("PW", "Piece Work"),
        ("FB", "Fee Basis"), ("SY", "School Year"), ("pa", "Per Year"), ("Per Hour", "Per Hour"),
        ("", "Per Shift"),
    ],
)  # fmt: skip
def test_every_interval(code: str, period: str) -> None:
    pay = {"MinimumRange": "9", "RateIntervalCode": code, "Description": "Per Shift"}
    item = {"PositionTitle": "T", "PositionRemuneration": [pay]}
    body = {"MatchedObjectId": "1", "MatchedObjectDescriptor": item}
    assert read(json.dumps(body).encode())[0].pay == (RawPay(Decimal(9), None, "USD", period),)


def test_places_are_fields_each_once_and_nowhere_is_no_city() -> None:
    engineer, reader, volunteer = read(SEARCH)
    assert engineer.places == (
        RawPlace("Atlanta, Georgia", "Atlanta", "Georgia", "United States"),
        RawPlace(
            "Washington DC, District of Columbia",
            "Washington",
            "District of Columbia",
            "United States",
        ),
        RawPlace(country="United States"),
        RawPlace("Ramstein, Germany", "Ramstein", "", "Germany"),
    )
    assert reader.places == (RawPlace(country="United States"),)
    assert (reader.workplace, reader.remote_in) == ("remote", ("United States",))
    assert (volunteer.places, volunteer.workplace) == ((), "onsite")


def test_hundreds_of_places_are_kept() -> None:
    locations = [{"LocationName": f"T{n}", "CityName": f"T{n}"} for n in range(700)]
    item = {"PositionTitle": "T", "PositionLocation": locations}
    body = {"MatchedObjectId": "1", "MatchedObjectDescriptor": item}
    assert len(read(json.dumps(body).encode())[0].places) == 700


def test_the_text_is_put_together() -> None:
    engineer, reader, _ = read(SEARCH)
    said = text.from_html(engineer.description)
    parts = ["You keep the locks.\nAll of them.", "Duties", "Open the gates", "Be a citizen."]
    parts += ["Qualifications", "One year of locks.", "We read all."]
    assert [said.find(part) for part in parts] == sorted(said.find(part) for part in parts)
    assert said.find(parts[0]) == 0
    assert "Education" not in said
    assert "Teaser" not in said
    assert text.from_html(reader.description) == "Only a teaser."


def test_ids_are_those_of_the_addresses() -> None:
    _, reader, volunteer = read(SEARCH)
    assert reader.external_id == "870000200"
    assert volunteer.external_id == "X-3"
    assert volunteer.url == "https://www.usajobs.gov/job/X-3"


def test_a_walk_over_pages() -> None:
    asked: list[str] = []

    def answer(request: Request) -> bytes:
        asked.append(request.cursor)
        number = int(request.cursor or 1)
        assert f"&Page={number}&" in request.url
        items = [
            {"MatchedObjectId": str(id), "MatchedObjectDescriptor": {"PositionTitle": "T"}}
            for id in range(number * 100, min(number * 100 + 100, 340))
        ]
        result = {"SearchResultCountAll": 240, "SearchResultItems": items}
        return json.dumps({"SearchResult": result}).encode()

    harvest = walked(kinds()["usajobs"], OPTIONS, answer)
    assert asked == ["", "2", "3"]
    assert (len(harvest.postings), harvest.unread, harvest.holes) == (240, 0, [])


def test_it_stops_at_the_cap() -> None:
    items = [{"MatchedObjectId": "1", "MatchedObjectDescriptor": {"PositionTitle": "T"}}]
    result = {"SearchResultCountAll": 20_000, "SearchResultItems": items}
    came = page(json.dumps({"SearchResult": result}).encode())
    asked = Request("https://a.example/", purpose="page", cursor="100")
    found = list(
        usajobs.parse(OPTIONS, type(came)("", came.body, "", came.fetched_at, request=asked))
    )
    assert not any(isinstance(one, Request) for one in found)
    assert found[0] == Whole(total=20_000)


def test_what_is_no_search_says_what_came() -> None:
    with pytest.raises(ParseError, match="the service answers: Unauthorized"):
        read(b'{"Title": "x", "detail": "Unauthorized"}')
    with pytest.raises(ParseError, match="'SearchResultItems' is null"):
        read(b'{"SearchResult": {"SearchResultItems": null}}')
    assert read(b'{"SearchResult": {"SearchResultCount": 0, "SearchResultItems": []}}') == []
    skipped = [one for one in usajobs.parse(OPTIONS, page(SEARCH)) if isinstance(one, Skipped)]
    assert skipped == [Skipped("posting 4: id 870000400 has no title")]


def test_the_export_is_read_like_the_search() -> None:
    keeper, clerk = read(EXPORT)
    assert (keeper.external_id, keeper.title) == ("310000100", "Lock Keeper")
    assert keeper.url == "https://www.usajobs.gov/job/310000100"
    assert keeper.company == "National Canal Authority"
    assert keeper.places == (
        RawPlace("Erie Basin, Buffalo, NY United States", "Buffalo", "NY", "United States"),
        RawPlace("Okinawa Island Japan"),
    )
    assert keeper.pay == (RawPay(Decimal(17), Decimal(23), "USD", "Per Hour"),)
    assert keeper.employment_type == "Part-Time, Permanent"
    assert (keeper.posted, keeper.valid_through) == ("2014-01-01", "2014-02-01")
    said = text.from_html(keeper.description)
    assert said.startswith("Keep the lock. R&D too.")
    assert all(part in said for part in ("Turn the wheel", "Be awake", "Strong arms"))
    assert clerk.pay == ()
    assert clerk.places == ()
    found = list(usajobs.parse(OPTIONS, page(EXPORT)))
    assert found[0] == Whole(total=3)
    assert Skipped("posting 3: it has no id") in found


def test_hostile_and_other_xml_is_refused() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY x "yyyy">]><ShowPositionOpening>&x;</ShowPositionOpening>'
    with pytest.raises(ParseError, match="DTD"):
        read(bomb)
    with pytest.raises(ParseError, match="breaks off or is damaged"):
        read(EXPORT[: len(EXPORT) // 2])
    with pytest.raises(ParseError, match="XML with <PositionOpenings>"):
        read(b"<PositionOpenings><a/></PositionOpenings>")
    assert not usajobs.recognise(
        page(b"<rss><channel><title>PositionOpening</title></channel></rss>")
    )


def test_searches_are_found_in_addresses() -> None:
    said = "https://www.usajobs.gov/search/results/?l=Seattle%2C%20Washington&amp;k=nurse&p=1"
    assert list(usajobs.locate(said)) == [{"keyword": "nurse", "location": "Seattle, Washington"}]
    api = "https://data.usajobs.gov/api/search?JobCategoryCode=2210&Keyword=Software"
    assert list(usajobs.locate(api)) == [{"keyword": "Software", "series": "2210"}]
    assert list(usajobs.locate("see usajobs.gov")) == [{}]
    assert list(usajobs.locate("https://www.usajobs.example/search?k=nurse")) == []


def test_recorded_searches_and_exports() -> None:
    if not CORPUS.is_dir():
        pytest.skip("the corpus is not here")
    counts = {}
    for file in sorted([*CORPUS.glob("usajobs/*"), *CORPUS.glob("usajobs_xml/*")]):
        found = read(file.read_bytes())
        counts[file.name.rpartition("__")[2]] = len(found)
        assert all(one.company and one.pay and one.posted and one.description for one in found)
        assert all(one.url.endswith(f"/job/{one.external_id}") for one in found)
    assert counts == {
        "usajobs_jobs.json": 3,
        "doc_sample.xml": 3,
        "spec_resources_usajobs_anti_sample.xml": 3,
        "spec_resources_usajobs_bad_locations.xml": 2,
        "spec_resources_usajobs_recruiting_sample.xml": 1,
    }


def position(**fields: object) -> RawPosting:
    stated = {"PositionTitle": "Diver", "PositionURI": "https://www.usajobs.gov/job/9", **fields}
    (one,) = read(json.dumps({"MatchedObjectDescriptor": stated}).encode())
    return one


def test_a_kind_of_employment_without_a_name_is_told_by_its_code() -> None:
    unnamed = position(
        PositionSchedule=[{"Name": "", "Code": "2"}],
        PositionOfferingType=[{"Name": "", "Code": "15318"}],
    )
    assert unnamed.employment_type == "Part-time, Temporary"
    own = position(
        PositionSchedule=[{"Name": "Career/Career Conditional", "Code": "1"}],
        PositionOfferingType=[{"Name": "Permanent", "Code": "15317"}],
    )
    assert own.employment_type == "Career/Career Conditional, Full-time, Permanent"
    assert position(PositionSchedule=[{"Name": "Full Time", "Code": "1"}]).employment_type == (
        "Full Time"
    )


def test_abroad_the_citys_field_ends_with_the_country_however_it_is_worded() -> None:
    field = "Camp Contoso, South Korea"
    abroad = {"LocationName": field, "CityName": field, "CountryCode": "Korea, Republic of"}
    (place,) = position(PositionLocation=[abroad]).places
    assert (place.city, place.region) == ("Camp Contoso", "")
    telework = {"Details": {"TeleworkEligible": "No"}}
    assert position(UserArea=telework).workplace == "onsite"


def test_the_bare_list_of_a_saved_answer_is_understood_and_an_empty_one_is_none() -> None:
    bare = json.dumps(json.loads(SEARCH)["SearchResult"]["SearchResultItems"]).encode()
    assert usajobs.recognise(page(bare))
    assert read(bare) == read(SEARCH)
    with pytest.raises(ParseError):
        read(b"[]")
