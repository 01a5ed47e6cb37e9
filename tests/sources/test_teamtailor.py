"""The Teamtailor kind: a JSON feed of JobPostings, its ids, places and pages."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from alertbot import sources
from alertbot.errors import ParseError
from alertbot.model import RawPay, RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import teamtailor
from alertbot.testing.conformance import page, walked

FIXTURE = Path(__file__).parent / "fixtures" / "teamtailor" / "feed.json"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "teamtailor"
OPTIONS = teamtailor.Options(site="northwind")
KIND = sources.kinds()["teamtailor"]


def read(payload: object) -> list[RawPosting]:
    found = teamtailor.parse(OPTIONS, page(json.dumps(payload).encode(), "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def feed(items: list[object], **given: object) -> dict[str, object]:
    version = "https://jsonfeed.org/version/1.1"
    return {"version": version, "title": "Northwind AB", "items": items, **given}


def item(number: int, **given: object) -> dict[str, object]:
    url = f"https://careers.northwind.example/jobs/{number}-pilot"
    return {"id": f"uuid-{number}", "url": url, "title": f"Pilot {number}", **given}


@pytest.mark.parametrize(
    ("site", "host"),
    [("northwind", "northwind.teamtailor.com"), ("Northwind.na.teamtailor.com",) * 2,
     ("careers.northwind.example",) * 2],
)  # fmt: skip
def test_the_site_is_a_name_or_a_host(site: str, host: str) -> None:
    (asked,) = teamtailor.requests(teamtailor.Options(site=site))
    assert asked.url == f"https://{host.lower()}/jobs.json"


def test_a_posting_has_everything_that_the_feed_says() -> None:
    found = list(teamtailor.parse(OPTIONS, page(FIXTURE.read_bytes())))
    assert found[0] == Whole(employer="Northwind AB")
    keeper, pilot = (one for one in found if isinstance(one, RawPosting))
    assert keeper.external_id == "7700001", "the number in the address, not the feed's uuid"
    assert keeper.url == "https://careers.northwind.example/jobs/7700001-a-title"
    assert (keeper.title, keeper.company) == ("Fyrvaktare & guide", "Northwind AB")
    assert keeper.places == (
        RawPlace(city="Göteborg", country="SE"), RawPlace(city="København", country="DK")
    )  # fmt: skip
    assert (keeper.employment_type, keeper.valid_through) == ("FULL_TIME", "2026-09-01")
    assert keeper.posted == "2026-06-11T09:00:00+02:00"
    assert keeper.description == "<p>About 7700001.</p>"
    assert pilot.places == (RawPlace(city="Portland", region="Oregon", country="US"),)
    assert pilot.workplace == "remote"
    assert pilot.pay == (RawPay(Decimal(70000), Decimal(82000), "USD", "YEAR"),)


def test_regions_of_the_employers_world_are_no_places() -> None:
    address = {"addressLocality": "Dallas", "addressRegion": "North America"}
    node = {"jobLocation": {"address": {**address, "addressCountry": "US"}}}
    (found,) = read(feed([item(1, _jobposting=node)]))
    assert found.places == (RawPlace(city="Dallas", country="US"),)


def test_an_item_that_lacks_the_posting_or_the_number() -> None:
    bare, by_value, by_uuid = read(
        feed([
            item(1, content_html="<p>x</p>", date_published="2026-06-01"),
            item(2, url="https://x.example/p", _jobposting={"identifier": {"value": 22}}),
            item(3, url=None),
        ])
    )  # fmt: skip
    assert (bare.external_id, bare.description, bare.posted) == ("1", "<p>x</p>", "2026-06-01")
    assert bare.company == "Northwind AB"
    assert (by_value.external_id, by_uuid.external_id) == ("22", "uuid-3")
    found = teamtailor.parse(
        OPTIONS, page(json.dumps(feed([{"url": ""}, item(4, title="")])).encode())
    )
    assert [one.reason for one in found if isinstance(one, Skipped)] == [
        "posting 1: it has no id", "posting 2: id 4 has no title"
    ]  # fmt: skip


def test_the_next_page_that_a_feed_names_is_asked_of_our_own_host() -> None:
    pages = {
        "": feed([item(1), item(2)], next_url="https://evil.example/jobs.json?page=2&per_page=2"),
        "page=2&per_page=2": feed([item(3)]),
    }
    asked: list[str] = []

    def answer(request: Request) -> bytes | None:
        asked.append(request.url)
        return json.dumps(pages[request.url.partition("?")[2]]).encode()

    harvest = walked(KIND, OPTIONS, answer)
    assert set(harvest.postings) == {"1", "2", "3"}
    assert asked == [
        "https://northwind.teamtailor.com/jobs.json",
        "https://northwind.teamtailor.com/jobs.json?page=2&per_page=2",
    ]
    assert harvest.complete


def test_a_full_page_has_another_behind_it() -> None:
    everything: list[object] = [item(number) for number in range(1, 231)]

    def answer(request: Request) -> bytes | None:
        number = int(request.url.partition("page=")[2] or 1)
        return json.dumps(feed(everything[(number - 1) * 100 : number * 100])).encode()

    harvest = walked(KIND, OPTIONS, answer)
    assert len(harvest.postings) == 230
    assert harvest.complete


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b'{"errors":[{"message":"Not acceptable"}]}', "answers: Not acceptable"),
        (b'{"version":"https://jsonfeed.org/version/1.1","items":null}', "'items' is null"),
        (b'{"items":[{"id":1}]}', "an object with items"),
    ],
)
def test_what_is_no_feed_says_what_came(body: bytes, says: str) -> None:
    with pytest.raises(ParseError, match=says):
        teamtailor.parse(OPTIONS, page(body))


def test_other_json_feeds_are_not_ours() -> None:
    assert not teamtailor.recognise(page(json.dumps(feed([item(1)])).encode()))
    empty = feed([], feed_url="https://northwind.teamtailor.com/jobs.json")
    assert teamtailor.recognise(page(json.dumps(empty).encode()))


def test_sites_are_found_by_host_or_by_the_feed_they_link_to() -> None:
    source = '<link href="https://careers.northwind.example/jobs.rss"> Powered by Teamtailor'
    assert list(teamtailor.locate(source)) == [{"site": "careers.northwind.example"}]
    assert not list(teamtailor.locate(source.replace("Teamtailor", "us")))
    hosts = "https://contoso.teamtailor.com/jobs https://x.na.teamtailor.com www.teamtailor.com"
    assert list(teamtailor.locate(hosts)) == [{"site": "contoso"}, {"site": "x.na.teamtailor.com"}]


def test_recorded_feeds() -> None:
    files = sorted(CORPUS.glob("*.json"))
    if not files:
        pytest.skip("the corpus is not here")
    for file in files:
        payload = json.loads(file.read_bytes())
        given = replace(page(file.read_bytes()), url=payload["feed_url"])
        assert teamtailor.recognise(given)
        found = read(payload)
        assert len(found) == len(payload["items"])
        assert all(one.external_id.isdigit() and one.places and one.posted for one in found)
        assert all(one.company and one.url for one in found)
