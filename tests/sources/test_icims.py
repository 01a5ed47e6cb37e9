"""The iCIMS kind: portals in HTML and their details, and the newer sites' JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot import sources
from alertbot.errors import ParseError
from alertbot.model import RawPay, RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import _icims_fields, _icims_html, icims
from alertbot.testing.conformance import page, survives, walked

FIXTURES = Path(__file__).parent / "fixtures" / "icims"
OPTIONS = icims.Options(site="uscareers-contoso")
KIND = sources.kinds()["icims"]
HOST = "https://uscareers-contoso.icims.com"
LIST, DETAIL = ((FIXTURES / name).read_bytes() for name in ("list.html", "detail.html"))


def read(body: bytes | str, options: icims.Options = OPTIONS) -> list[RawPosting]:
    raw = body.encode() if isinstance(body, str) else body
    return [one for one in icims.parse(options, page(raw)) if isinstance(one, RawPosting)]


def listing(*rows: str, paging: str = "") -> str:
    table = f'<div class="iCIMS_JobsTable">{"".join(rows)}</div>'
    return f'<body class="iCIMS_ListingsPage">{table}{paging}'


# -- the older generation -------------------------------------------------------------------


def test_it_asks_for_the_list_that_the_frame_holds() -> None:
    (asked,) = icims.requests(OPTIONS)
    assert asked.url == f"{HOST}/jobs/search?ss=1&pr=0&in_iframe=1"


def test_a_posting_of_the_list() -> None:
    inspector, dispatcher = read(LIST)
    assert inspector.external_id == "22245"
    assert inspector.url == f"{HOST}/jobs/22245/rope-inspector---travel-80%25/job"
    assert inspector.title == "Rope Inspector & Rigger - Travel 80%"
    assert inspector.company == "Contoso"
    assert inspector.places == (
        RawPlace("North Salt Lake, UT", "North Salt Lake", "UT", "US"),
        RawPlace("Pune, IN", "Pune", "", "IN"),
    )
    assert (inspector.requisition, inspector.posted) == ("2026-22245", "6/9/2026 3:15 PM")
    assert inspector.employment_type == "Regular Full-Time"
    assert inspector.department == "Inspection"
    assert inspector.detail
    assert inspector.detail.url == f"{inspector.url}?in_iframe=1"
    assert dispatcher.url == f"{HOST}/jobs/22250/dispatcher/job", "the link was relative"
    assert dispatcher.places == (RawPlace(text="US, Remote", country="US"),)


TITLED = """<div class="row"><div class="title"><a href="{}" class="iCIMS_Anchor" title="9 - No">
<span class="sr-only field-label">Title</span><h2>Rigger</h2></a></div></div>"""
PLAIN = """<div class="iCIMS_JobListingRow"><h3><a class="iCIMS_Anchor" href="{}">Rigger</a></h3>"""
TABLE = "<tr><td><a href='{}' title='9 - Rigger'></a></td><td>US-TX-Austin</td></tr>"


@pytest.mark.parametrize("row", [TITLED, PLAIN, TABLE, '<p><a href="{}">\n Rigger </a>'])
def test_lists_of_other_years(row: str) -> None:
    rows = [row.format(f"{HOST}/jobs/{number}/rigger/job?in_iframe=1") for number in (9, 10)]
    assert [(one.external_id, one.title) for one in read(listing(*rows))] == [
        ("9", "Rigger"), ("10", "Rigger")
    ]  # fmt: skip


def test_a_link_without_words_is_skipped_and_one_that_is_there_twice_counts_once() -> None:
    row = '<div class="row"><a href="/jobs/9/x/job"></a></div>'
    (found,) = icims.parse(OPTIONS, page(listing(row).encode()))
    assert found == Skipped("posting 1: id 9 has no title")
    twice = '<div class="row"><a href="/jobs/9/x/job"></a><a href="/jobs/9/x/job">Rigger</a></div>'
    assert [one.title for one in read(listing(twice, twice))] == ["Rigger"]


def test_a_file_alone_is_read_by_the_addresses_in_it() -> None:
    nothing = icims.Options.model_construct(site="", jibe=None, company=None, base_url=None)
    saved = replace(page(LIST), url="file:///tmp/list.html")
    inspector, dispatcher = icims.parse(nothing, saved)
    assert isinstance(inspector, RawPosting)
    assert isinstance(dispatcher, RawPosting)
    assert (inspector.company, inspector.detail) == ("Contoso", None)
    assert dispatcher.url == f"{HOST}/jobs/22250/dispatcher/job"


def test_every_page_is_walked_and_every_detail() -> None:
    def answer(request: Request) -> bytes | None:
        if request.purpose == "detail":
            return DETAIL if "/22245/" in request.url else listing().encode()
        if "pr=0" in request.url:
            return LIST
        number = int(request.url.partition("pr=")[2].partition("&")[0])
        row = f'<div class="row"><a href="/jobs/{number}/x/job">Rigger {number}</a></div>'
        return listing(row, paging='<a href="?pr=3&amp;in_iframe=1">4</a>').encode()

    harvest = walked(KIND, OPTIONS, answer)
    assert set(harvest.postings) == {"22245", "22250", "1", "2", "3"}
    assert harvest.pages == 4, "the last is named by the ones before it alone"
    assert harvest.complete
    assert harvest.postings["22245"].description
    assert "22250" in harvest.undetailed, "a posting that is gone shows the list instead"


def test_a_detail_by_its_json_ld_and_its_labels() -> None:
    (found,) = read(DETAIL)
    assert (found.external_id, found.company) == ("22245", "Contoso Ropes")
    assert found.url == f"{HOST}/jobs/22245/rope-inspector---travel-80%25/job"
    assert found.places == (RawPlace(city="North Salt Lake", region="UT", country="US"),)
    assert found.posted == "2026-06-09T04:00:00.000Z"
    assert found.employment_type == "Regular Full-Time", "OTHER says less than the label"
    assert found.requisition == "2026-22245"
    assert (found.pay, found.pay_text) == ((), ""), "UNAVAILABLE is no pay"
    assert "inspect ropes" in found.description


def test_a_detail_without_json_ld_is_read_by_its_sections() -> None:
    start, end = DETAIL.index(b"<script"), DETAIL.index(b"</script>")
    (found,) = read(DETAIL[:start] + DETAIL[end:])
    assert (found.external_id, found.title) == ("22245", "Rope Inspector & Rigger - Travel 80%")
    assert "Qualifications" in found.description
    assert "Apply" not in found.description
    assert found.company == "Contoso"


def test_the_address_that_was_asked_for_names_a_detail() -> None:
    request = Request(f"{HOST}/jobs/77/x/job?in_iframe=1", purpose="detail")
    (found,) = icims.parse(OPTIONS, replace(page(DETAIL), request=request))
    assert isinstance(found, RawPosting)
    assert found.external_id == "77"


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("US-WA-Spokane", RawPlace("Spokane, WA", "Spokane", "WA", "US")),
        ("IN-Pune", RawPlace("Pune, IN", "Pune", "", "IN")),
        ("CA-QC-Saint-Jérôme", RawPlace("Saint-Jérôme, QC", "Saint-Jérôme", "QC", "CA")),
        ("US-TX-Remote", RawPlace("US, TX, Remote", "", "TX", "US")),
        ("Winston-Salem, NC", RawPlace("Winston-Salem, NC")),
        ("US-MN-UNAVAILABLE", RawPlace("US-MN-UNAVAILABLE")),
    ],
)
def test_places_are_written_as_codes(said: str, place: RawPlace) -> None:
    assert _icims_fields.place(said) == place


@pytest.mark.parametrize(
    ("label", "field"),
    [("Job Locations", "places"), ("Location Type", "workplace"), ("Requisition ID", "requisition"),
     ("ID", "requisition"), ("Job ID", "requisition"), ("Position Type", "employment_type"),
     ("Type", "employment_type"), ("Category (Portal Searching)", "department"),
     ("Posted Date", "posted"), ("Min Salary", "pay_text"), ("Company", "company")],
)  # fmt: skip
def test_labels_that_employers_use(label: str, field: str) -> None:
    bare = RawPosting("1", "", "Rigger")
    found = _icims_fields.labelled(bare, {label.lower(): "said", "shoe size": "44"})
    assert getattr(found, field) == ((RawPlace("said"),) if field == "places" else "said")
    assert found != bare


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ('<iframe id="icims_content_iframe" src="/jobs/search?in_iframe=1">', "around the frame"),
        ("<title>Just a moment...</title><p>Verifying you are human.", "challenge"),
        ("<p>Something else", "a page of something else"),
    ],
)
def test_what_is_no_list_says_what_came(body: str, says: str) -> None:
    with pytest.raises(ParseError, match=says):
        icims.parse(OPTIONS, page(body.encode()))


def test_a_list_that_breaks_off_is_not_believed_to_be_all() -> None:
    whole = (FIXTURES / "list.html").read_text()
    found = list(icims.parse(OPTIONS, page(whole[: len(whole) * 2 // 3].encode(), "text/html")))
    assert Skipped("the page breaks off") in found


def test_a_list_without_postings_is_empty() -> None:
    assert list(icims.parse(OPTIONS, page(listing("Sorry, no jobs were found.").encode()))) == []


@settings(deadline=None)
@given(data=st.data())
def test_damaged_pages_give_sound_postings_or_an_error(data: st.DataObject) -> None:
    body = data.draw(st.sampled_from([LIST, DETAIL]))
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(body)))
        put = data.draw(
            st.sampled_from([b"", b"<", b">", b'"', b"</a>", b"<div class=row>", b"\0"])
        )
        body = body[:at] + put + body[at + data.draw(st.integers(0, 60)) :]
    survives(KIND, OPTIONS, body, "text/html")


@pytest.mark.parametrize(
    "repeated",
    ['<a href="/jobs/12/x/job"><h3>', '<dt class=x>a</dt> <dd>', '<tr><a href=/jobs/1/job title="x',
     '<span class="field-label">a</span> <span>', '<li class="iCIMS_JobCardItem "', "<h1>"],
)  # fmt: skip
def test_hostile_pages_cost_what_their_size_costs(repeated: str) -> None:
    once = '<ul class="iCIMS_JobsTable">' + repeated * 20
    assert list(_icims_html.cards(once + repeated * 5000)) is not None
    survives(KIND, OPTIONS, (once + repeated * 5000).encode(), "text/html")


# -- the newer generation -------------------------------------------------------------------


def test_a_site_on_another_host_is_one_of_the_newer_ones() -> None:
    (asked,) = icims.requests(icims.Options(site="careers.contoso.example"))
    assert asked.url == "https://careers.contoso.example/api/jobs?page=1&limit=100"
    (asked,) = icims.requests(icims.Options(site="careers", jibe=True))
    assert asked.url == "https://careers.icims.com/api/jobs?page=1&limit=100"


def test_a_posting_of_the_newer_list() -> None:
    options = icims.Options(site="jobs.contoso.example")
    found = list(icims.parse(options, page((FIXTURES / "jibe.json").read_bytes())))
    assert Whole(total=2) not in found, "it counts each language of a posting"
    hand, operator = (one for one in found if isinstance(one, RawPosting))
    assert (hand.external_id, hand.requisition) == ("5504", "2026-5504")
    assert hand.url == "https://jobs.contoso.example/careers-home/jobs/5504?lang=en-us"
    assert (hand.title, hand.company) == ("Deck Hand", "Contoso Offshore"), "the first language"
    assert hand.places == (RawPlace("Carlsbad, NM", "Carlsbad", "New Mexico", "US"),)
    assert hand.pay == (RawPay(Decimal(52000), Decimal(61000), "USD"),)
    assert (hand.employment_type, hand.department) == ("FULL_TIME", "Marine")
    assert hand.posted == "2026-06-11T14:11:00+0000"
    assert "Sea legs" in hand.description
    assert operator.url == "https://jobs.contoso.example/jobs/5510"
    assert operator.places[1] == RawPlace(city="Houston", region="Texas", country="United States")
    assert operator.pay == ()


@pytest.mark.parametrize("size", [100, 10])
def test_all_pages_of_the_newer_list_are_walked(size: int) -> None:
    """Some sites have ten a page, whatever is asked for."""
    jobs = [{"data": {"slug": str(n), "title": f"Hand {n}", "req_id": str(n)}} for n in range(230)]
    asked: list[int] = []

    def answer(request: Request) -> bytes | None:
        number = int(request.url.partition("page=")[2].partition("&")[0])
        asked.append(number)
        shown = jobs[(number - 1) * size : number * size]
        return json.dumps({"jobs": shown, "totalCount": 230}).encode()

    harvest = walked(KIND, icims.Options(site="jobs.contoso.example"), answer)
    assert len(harvest.postings) == 230
    assert asked == list(range(1, -(-230 // size) + 1))
    assert harvest.complete


def test_other_lists_of_jobs_are_not_ours() -> None:
    for body in (
        b'{"jobs": []}',
        b'{"jobs": [{"id": 1, "title": "x"}]}',
        b'{"jobs": [{"data": 1}]}',
    ):
        assert not icims.recognise(page(body))
        with pytest.raises(ParseError, match="an object with jobs"):
            icims.parse(OPTIONS, page(body))


def test_sites_are_found_by_host_or_path() -> None:
    source = (
        f"{HOST}/jobs/22245/x/job {HOST}/jobs https://www.icims.com https://media.icims.com/a.js "
        "https://jobs.contoso.example/careers-home/jobs/1 https://careers.icims.com/careers-home/jobs"
    )
    assert list(icims.locate(source)) == [
        {"site": "jobs.contoso.example"},
        {"site": "careers.icims.com", "jibe": True},
        {"site": "uscareers-contoso"},
    ]


def test_a_detail_whose_markup_is_gone_is_known_by_its_own_address() -> None:
    node = {
        "@type": "JobPosting",
        "title": "Night Watch",
        "url": f"{HOST}/jobs/38009/night-watch/job",
        "jobLocation": {"address": {"addressLocality": "Remote", "addressCountry": "CA"}},
    }
    bare = f'<script type="application/ld+json">{json.dumps(node)}</script>'
    assert icims.recognise(page(bare.encode()))
    (watch,) = read(bare)
    assert (watch.external_id, watch.workplace, watch.remote_in) == ("38009", "remote", ("CA",))
    elsewhere = bare.replace("icims.com", "example.com")
    assert not icims.recognise(page(elsewhere.encode()))


def test_the_place_of_a_list_is_found_by_its_words_alone() -> None:
    link = '<a href="/jobs/18009/diver/job"><h3>Diver</h3></a>'
    cells = "<span>Job Locations</span> <span>US-NV-Reno | US-CA-Davis</span>"
    (diver,) = read(listing(f'<div class="row">{link}{cells}</div>'))
    assert [place.city for place in diver.places] == ["Reno", "Davis"]
