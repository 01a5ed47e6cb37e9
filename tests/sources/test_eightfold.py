"""The Eightfold kind, on sites of both interfaces and of Microsoft's former one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alertbot import text
from alertbot.errors import ParseError
from alertbot.model import RawPlace, RawPosting, Request, Skipped
from alertbot.sources import eightfold, kinds
from alertbot.testing.conformance import page, walked

FIXTURES = Path(__file__).parent / "fixtures" / "eightfold"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "eightfold"
PCSX = (FIXTURES / "pcsx_list.json").read_bytes()
OPTIONS = eightfold.Options(host="careers.tailspin.example")
V2 = eightfold.Options(host="jobs.wingtiptoys.example", interface="v2")


def read(body: bytes, options: eightfold.Options = OPTIONS) -> list[RawPosting]:
    found = eightfold.parse(options, page(body, "application/json"))
    return [one for one in found if isinstance(one, RawPosting)]


def test_it_asks_the_interface_that_the_site_has() -> None:
    (asked,) = eightfold.requests(OPTIONS)
    assert asked.url == (
        "https://careers.tailspin.example/api/pcsx/search"
        "?domain=tailspin.example&query=&location=&start=0&sort_by=timestamp"
    )
    (asked,) = eightfold.requests(V2)
    assert asked.url.startswith("https://jobs.wingtiptoys.example/api/apply/v2/jobs?")
    assert "&num=10" in asked.url


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("contoso.eightfold.ai", "contoso.com"),
        ("apply.careers.microsoft.com", "microsoft.com"),
        ("careers.contoso.co.uk", "contoso.co.uk"),
        ("contoso.com", "contoso.com"),
    ],
)
def test_the_domain_is_the_hosts_unless_said(host: str, domain: str) -> None:
    (asked,) = eightfold.requests(eightfold.Options(host=host))
    assert f"?domain={domain}&" in asked.url
    (asked,) = eightfold.requests(eightfold.Options(host=host, domain="fabrikam.example"))
    assert "?domain=fabrikam.example&" in asked.url


def test_a_posting_has_everything_that_pcsx_says() -> None:
    rigger, watch, pilot = read(PCSX)
    assert (rigger.external_id, rigger.requisition) == ("5312345678901", "R-1001")
    assert rigger.title == "Wing Engineer & Rigger"
    assert rigger.url == "https://careers.tailspin.example/careers/job/5312345678901"
    assert rigger.company == "Tailspin"
    assert rigger.places == (
        RawPlace(text="Canada, British Columbia, Vancouver", country="CA"),
        RawPlace(text="United States", country="US"),
    )
    assert (rigger.workplace, rigger.department, rigger.posted) == ("hybrid", "Wings", "1782000000")
    assert watch.places == (RawPlace(text="England, GB"),)
    assert (watch.workplace, watch.employment_type) == ("On-site", "Part-Time")
    assert watch.url.endswith("/careers/job/5312345678902")
    assert pilot.places == (RawPlace(city="Paris", country="FR"),)
    assert pilot.posted == "1781000000"


def test_a_posting_has_everything_that_the_older_interface_says() -> None:
    maker, tester = read((FIXTURES / "v2_list.json").read_bytes(), V2)
    assert maker.url == "https://jobs.wingtiptoys.example/careers/job/42000001"
    assert maker.places == (RawPlace(text="Phoenix, AZ USA 85040"),)
    assert (maker.workplace, maker.posted) == ("onsite", "1781649802")
    assert maker.detail is not None
    assert maker.detail.url == (
        "https://jobs.wingtiptoys.example/api/apply/v2/jobs/42000001?domain=wingtiptoys.example"
    )
    assert tester.places == (RawPlace(text="USA - Remote"),)
    assert (tester.description, tester.detail) == ("<p>Play.</p>", None)
    assert tester.posted == "1781711702", "the last change, where nothing says the first"


def test_the_text_is_in_the_detail() -> None:
    (rigger,) = read((FIXTURES / "pcsx_detail.json").read_bytes())
    assert "USD $119,800 - $234,700 per year" in text.from_html(rigger.description)
    assert (rigger.employment_type, rigger.detail) == ("Full-Time", None)
    (maker,) = read((FIXTURES / "v2_detail.json").read_bytes(), V2)
    assert text.from_html(maker.description) == "Make toys."
    with pytest.raises(ParseError, match="something else in place of the posting"):
        read(b'{"status": 200, "data": {"id": 1, "name": "x"}, "metadata": {"isFallback": true}}')


def test_microsofts_former_payload() -> None:
    engineer, support = read((FIXTURES / "gcsservices.json").read_bytes())
    assert engineer.url == "https://jobs.careers.microsoft.com/global/en/job/1700001"
    assert (engineer.company, engineer.workplace) == ("Microsoft", "hybrid")
    assert engineer.places == (
        RawPlace(text="Redmond, Washington, United States"),
        RawPlace(text="United States"),
    )
    assert engineer.posted == "2023-11-07T20:00:00+00:00"
    assert (support.external_id, support.workplace) == ("1700002", "onsite")
    assert support.places == (RawPlace(text="Dublin, Dublin, Ireland"),)
    detail = {"jobId": "1", "title": "T", "description": "<p>D</p>", "qualifications": "<p>Q</p>"}
    (one,) = read(json.dumps({"operationResult": {"result": detail}}).encode())
    assert text.from_html(one.description).split() == ["D", "Qualifications", "Q"]


@pytest.mark.parametrize(
    ("said", "word"),
    [
        ("Up to 100% work from home", "remote"),
        ("0 days / week in-office - remote", "remote"),
        ("3 days / week in-office", "hybrid"),
        ("Fully on-site", "onsite"),
    ],
)
def test_microsofts_words_for_the_workplace(said: str, word: str) -> None:
    job = {"jobId": "1", "title": "T", "properties": {"workSiteFlexibility": said}}
    payload = {"operationResult": {"result": {"totalJobs": 1, "jobs": [job]}}}
    assert [one.workplace for one in read(json.dumps(payload).encode())] == [word]


def test_a_saved_page_of_microsofts_is_known_by_its_ids() -> None:
    options = eightfold.Options.model_construct(host="")
    payload = json.loads(PCSX)
    payload["data"]["positions"] = [
        {"id": 1970393556000001, "name": "T", "positionUrl": "/careers/job/1970393556000001"},
        {"id": 5312345678901, "name": "T", "positionUrl": "/careers/job/5312345678901"},
    ]
    found = eightfold.parse(options, page(json.dumps(payload).encode(), url="file:///x.json"))
    ours, other = [one for one in found if isinstance(one, RawPosting)]
    assert ours.url == "https://apply.careers.microsoft.com/careers/job/1970393556000001"
    assert (ours.company, ours.detail) == ("Microsoft", None)
    assert (other.url, other.company) == ("", "")


def pcsx(start: int, count: int, total: int | None) -> bytes:
    ids = range(start, start + count)
    positions = [{"id": 1000 + id, "name": f"T{id}", "displayJobId": str(id)} for id in ids]
    return json.dumps({"data": {"positions": positions, "count": total}}).encode()


def test_a_walk_over_pages_and_details() -> None:
    asked: list[Request] = []

    def answer(request: Request) -> bytes | None:
        asked.append(request)
        if request.purpose == "detail":
            id = int(request.url.partition("position_id=")[2].partition("&")[0])
            detail = {"id": id, "name": "T", "jobDescription": f"<p>{id}</p>"}
            return json.dumps({"data": detail}).encode()
        start = int(request.cursor or 0)
        assert f"&start={start}&" in request.url
        return pcsx(start, min(10, 23 - start), 23)

    harvest = walked(kinds()["eightfold"], OPTIONS, answer)
    assert [request.cursor for request in asked[:4]] == ["", "10", "20", ""]
    assert len(harvest.postings) == 23
    assert harvest.postings["1022"].description == "<p>1022</p>"
    assert (harvest.total, harvest.unread, harvest.holes) == (23, 0, [])


def test_it_stops_at_the_cap_and_at_the_end_of_what_is_not_counted() -> None:
    def following(body: bytes, cursor: str, options: eightfold.Options) -> list[str]:
        asked = Request("https://a.example/", purpose="page", cursor=cursor)
        came = page(body)
        found = eightfold.parse(
            options, type(came)(came.url, came.body, "", came.fetched_at, request=asked)
        )
        return [one.cursor for one in found if isinstance(one, Request)]

    assert following(pcsx(1980, 10, 5000), "1980", OPTIONS) == ["1990"]
    assert following(pcsx(1990, 10, 5000), "1990", OPTIONS) == []
    assert following(pcsx(1990, 10, 5000), "1990", V2) == ["2000"]
    assert following(pcsx(30, 10, None), "30", OPTIONS) == ["40"]
    assert following(pcsx(40, 0, None), "40", OPTIONS) == []


def test_a_site_of_the_other_interface_says_what_to_do() -> None:
    with pytest.raises(ParseError, match=r"not enabled for this user\. - set `interface: v2`"):
        read(b'{"message": "PCSX is not enabled for this user."}')
    with pytest.raises(ParseError, match="set `interface: pcsx` for this source"):
        read(b'{"message": "Not authorized for PCSX"}', V2)
    with pytest.raises(ParseError, match="'positions' is null"):
        read(b'{"status": 200, "data": {"positions": null, "count": 3}}')
    assert read(b'{"status": 200, "data": {"positions": [], "count": 0}}') == []


def test_a_bad_position_is_skipped() -> None:
    found = eightfold.parse(OPTIONS, page(PCSX))
    skipped = [one.reason for one in found if isinstance(one, Skipped)]
    assert skipped == ["posting 4: it has no id"]


@pytest.mark.parametrize(
    ("said", "options"),
    [
        ("https://contoso.eightfold.ai/careers", {"host": "contoso.eightfold.ai"}),
        (
            "https://contoso.eightfold.ai/careers/job/12?x=1&amp;domain=contoso.org",
            {"host": "contoso.eightfold.ai", "domain": "contoso.org"},
        ),
        (
            "https://careers.contoso.com/careers?domain=contoso.com&start=0",
            {"host": "careers.contoso.com", "domain": "contoso.com"},
        ),
        (
            "https://jobs.careers.microsoft.com/global/en/search?l=en_us",
            {"host": "apply.careers.microsoft.com", "domain": "microsoft.com"},
        ),
    ],
)
def test_sites_are_found_by_their_addresses(said: str, options: dict[str, str]) -> None:
    assert list(eightfold.locate(f'<a href="{said}">jobs</a>')) == [options]
    assert eightfold.Options.model_validate(options).host == options["host"]


def test_what_names_no_site() -> None:
    script = "<script src='https://static.eightfold.ai/a.js'></script> https://contoso.com/careers"
    assert list(eightfold.locate(script)) == []


def test_recorded_sites() -> None:
    files = sorted(CORPUS.glob("*.json"))
    if not files:
        pytest.skip("the corpus is not here")
    for file in files:
        found = read(file.read_bytes(), V2)
        assert len(found) == len(json.loads(file.read_bytes())["positions"])
        assert all(one.places and one.posted and one.url and one.workplace for one in found)


@pytest.mark.parametrize(
    ("address", "employer"),
    [
        ("https://wingtiptoys.eightfold.ai/careers/job/7", "Wingtiptoys"),
        ("https://explore.jobs.tailspin.example/careers/job/7?microsite=x", "Tailspin"),
        ("https://board.example/careers/job/7", "Board"),
    ],
)
def test_a_saved_page_that_names_no_domain_is_its_addresses(address: str, employer: str) -> None:
    said = "" if "board" in address else address
    position = {"id": 7, "name": "Miller", "t_create": 1785110400, "canonicalPositionUrl": said}
    nameless = eightfold.Options.model_construct(host="", company=None, base_url=None)
    (found,) = read(json.dumps({"count": 1, "positions": [position]}).encode(), nameless)
    assert (found.url, found.company) == (address, employer)
