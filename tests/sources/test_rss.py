"""The rss kind: the forms of feeds, identity, and where feeds are named."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import text
from alertbot.model import RawPay, RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import _feed_identity, _schema_org, kinds, rss
from alertbot.testing.conformance import page, walked

FIXTURES = Path(__file__).parent / "fixtures" / "rss"
KINDS = kinds()
OPTIONS = rss.Options(url="https://valley.example/jobs.rss")


def read(body: str | bytes, options: rss.Options = OPTIONS) -> list[RawPosting]:
    given = body if isinstance(body, bytes) else body.encode()
    found = rss.parse(options, page(given, url=OPTIONS.url))
    return [one for one in found if isinstance(one, RawPosting)]


def items(*each: str, title: str = "Valley Board") -> str:
    head = f"<title>{title}</title><link>https://valley.example/</link>"
    inside = "".join(f"<item>{one}</item>" for one in each)
    return f'<rss version="2.0"><channel>{head}{inside}</channel></rss>'


def item(title: str, link: str, more: str = "", description: str = "") -> str:
    said = f"<title>{escape(title)}</title><link>{escape(link)}</link>{more}"
    return said + (f"<description>{escape(description)}</description>" if description else "")


def one(body: str, options: rss.Options = OPTIONS) -> RawPosting:
    (found,) = read(body, options)
    return found


# -- asking ---------------------------------------------------------------------------------


def test_it_asks_for_the_feed_itself() -> None:
    (asked,) = rss.requests(OPTIONS)
    assert asked.url == "https://valley.example/jobs.rss"
    elsewhere = rss.Options(url="https://valley.example/a?b=c", base_url="http://127.0.0.1:8080")
    assert [each.url for each in rss.requests(elsewhere)] == ["http://127.0.0.1:8080/a?b=c"]
    assert rss.Options(url="feed://valley.example/x").url == "https://valley.example/x"
    with pytest.raises(ValueError, match="begins with https"):
        rss.Options(url="valley.example/jobs.rss")


def test_a_feed_is_a_window_and_its_terms_are_its_hosts() -> None:
    assert not rss.MANNERS.whole_board
    assert rss.MANNERS.robots
    assert rss.terms(OPTIONS) == ("yes", "")
    for url in ("https://weworkremotely.com/remote-jobs.rss", "https://www.weworkremotely.com/a"):
        assert rss.terms(rss.Options(url=url)) == ("no", "We Work Remotely")
    assert rss.terms(rss.Options(url="https://notweworkremotely.com/a")) == ("yes", "")


# -- the forms ------------------------------------------------------------------------------


def test_rss_2_with_fields_of_its_own() -> None:
    keeper, pilot = read((FIXTURES / "rss2.xml").read_bytes())
    assert keeper.external_id == "valley-17"
    assert keeper.title == "Pump Keeper & Night Watch"
    assert keeper.company == "Contoso Water"
    assert keeper.places == (RawPlace("Trondheim, Norway"),)
    assert keeper.employment_type == "Full Time"
    assert keeper.pay_text == "€40,000 – €48,000 a year"
    assert keeper.posted == "Tue, 14 Jul 2026 18:39:04 GMT"
    assert text.from_html(keeper.description).startswith("Keep the pumps running & the records")
    assert pilot.external_id == pilot.url == "https://valley.example/jobs/18"
    assert (pilot.title, pilot.company) == ("Ferry Pilot", "Fabrikam Lines")
    assert pilot.places == (RawPlace("Bergen"),)
    assert pilot.pay == (RawPay(Decimal(310), Decimal("350.50"), "NOK", "hour"),)
    assert pilot.valid_through == "Thu, 10 Sep 2026 07:30:41 +0000"
    assert pilot.posted == "July 3, 2026"


def test_what_has_no_title_or_no_id_is_skipped() -> None:
    found = rss.parse(OPTIONS, page((FIXTURES / "rss2.xml").read_bytes()))
    assert [each.reason for each in found if isinstance(each, Skipped)] == [
        "posting 3: id valley-19 has no title",
        "posting 4: it has no id and no link",
    ]


def test_atom_with_a_base_and_markup_that_is_not_escaped() -> None:
    lecturer, blower = read((FIXTURES / "atom.xml").read_bytes())
    assert lecturer.external_id == "tag:northwind.example,2005:Posting/4711"
    assert lecturer.url == "https://jobs.northwind.example/postings/4711"
    assert lecturer.title == "Lecturer in Hydrology & Ice"
    assert lecturer.posted == "2026-06-01T09:00:00+02:00", "the first publication"
    assert blower.posted == "2026-06-20T10:00:00Z", "better than none"
    assert text.from_html(blower.description) == "Blow glass & mend it.\n\n• Calm hands"
    assert (lecturer.company, lecturer.department) == ("Northwind University", "School of Earth")


def test_rdf_in_its_own_charset() -> None:
    body = (FIXTURES / "rdf.xml").read_bytes().replace(b"Cook for", b"Caf\xe9 for")
    (cook,) = read(body)
    assert (cook.external_id, cook.url) == ("https://valley.example/1",) * 2
    assert cook.posted == "2026-06-30T12:00:00-05:00"
    assert cook.description == "Café for three."


def test_json_feed() -> None:
    winder, stuffer = read((FIXTURES / "jsonfeed.json").read_bytes())
    assert (winder.external_id, winder.company) == ("88", "Tailspin Toys")
    assert winder.places == (RawPlace("Graz, Austria"),)
    assert winder.employment_type == "Part-time"
    assert winder.pay == (RawPay(Decimal(20), Decimal("24.5"), "EUR", "hour"),)
    assert winder.posted == "2026-05-26T08:33:05+02:00"
    assert stuffer.url == "https://valley.example/jobs/89"
    assert "bears & more" in stuffer.description


def test_a_list_of_jobs_as_aggregators_take_it() -> None:
    body = """<source><publisher>Valley</publisher><job><title><![CDATA[Nurse]]></title>
        <referencenumber>N-1</referencenumber><url>https://valley.example/n?utm_source=agg</url>
        <company>Adatum Care</company><city>Graz</city><state>Styria</state><country>AT</country>
        <date>Mon, 01 Jun 2026 10:00:00 GMT</date><jobtype>parttime</jobtype>
        <salary>€2,900 a month</salary><description>&lt;p&gt;Care.&lt;/p&gt;</description></job>
        </source>"""
    nurse = one(body)
    assert (nurse.external_id, nurse.company) == ("N-1", "Adatum Care")
    assert nurse.places == (RawPlace(city="Graz", region="Styria", country="AT"),)
    assert (nurse.employment_type, nurse.pay_text) == ("parttime", "€2,900 a month")


def test_prefixes_of_any_name_are_understood_declared_or_not() -> None:
    body = """<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:id>1</a:id>
        <a:title>Smith</a:title><x:location>Oslo</x:location></a:entry></a:feed>"""
    assert one(body).places == (RawPlace("Oslo"),)


def test_an_empty_feed_is_an_empty_window() -> None:
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><title>None today</title></feed>'
    jsonfeed = '{"version": "https://jsonfeed.org/version/1", "title": "None", "items": []}'
    for body in (items(), atom, jsonfeed, '<rss version="2.0"/>', "<rdf:RDF></rdf:RDF>"):
        assert list(rss.parse(OPTIONS, page(body.encode()))) == [Whole(total=0)]


def test_a_walk_asks_once() -> None:
    asked: list[str] = []

    def answer(request: Request) -> bytes:
        asked.append(request.url)
        return (FIXTURES / "rss2.xml").read_bytes()

    harvest = walked(KINDS["rss"], OPTIONS, answer)
    assert asked == ["https://valley.example/jobs.rss"]
    assert harvest.seen == {"valley-17", "https://valley.example/jobs/18"}
    assert not harvest.complete, "two items could not be used"


# -- identity -------------------------------------------------------------------------------


def test_a_guid_is_kept_and_loses_only_tracking() -> None:
    def id_of(guid: str) -> str:
        more = f"<guid>{escape(guid)}</guid>"
        return one(items(item("Smith", "https://valley.example/1", more))).external_id

    assert id_of("abc 12") == "abc 12"
    assert id_of("https://valley.example/?p=7&x=%20a") == "https://valley.example/?p=7&x=%20a"
    assert id_of("https://valley.example/?p=7&utm_source=rss#a") == "https://valley.example/?p=7#a"


def test_without_a_guid_the_canonical_link_is_the_id() -> None:
    link = "https://Valley.example/1?job=5&utm_campaign=feed#apply"
    smith = one(items(item("Smith", link)))
    assert smith.external_id == "https://valley.example/1?job=5"
    assert smith.url == link


NAMES = st.sampled_from(
    [
        "a",
        "jobid",
        "ref",
        "source",
        "src",
        "utm_source",
        "utm",
        "_ga",
        "trk",
        "gh_src",
        "refid",
        "A.b",
    ]
)
PAIRS = st.tuples(NAMES, st.sampled_from(["", "1", "rss", "x y", "%20", "a+b", "é", "a&b"]))


@given(st.lists(PAIRS, max_size=4), st.sampled_from(["", "#top", "#/job/1"]))
def test_the_short_way_to_a_canonical_address_leads_to_the_same(
    pairs: list[tuple[str, str]], fragment: str
) -> None:
    query = "&".join(f"{name}={value}" for name, value in pairs)
    for url in (f"https://a.example/x?{query}{fragment}", f"https://A.example?{query}"):
        assert _feed_identity.canonical(url) == _schema_org.canonical(url)


def test_a_guid_may_be_the_link_unless_it_says_that_it_is_none() -> None:
    more = "<title>Smith</title><guid{}>https://valley.example/5</guid>"
    assert one(items(more.format(""))).url == "https://valley.example/5"
    assert one(items(more.format(' isPermaLink="false"'))).url == ""


def test_one_guid_for_all_is_no_identity_and_neither_is_one_link() -> None:
    same = "<guid>1</guid>"
    body = items(item("A", "https://valley.example/a", same), item("B", "/b", same))
    assert [each.external_id for each in read(body)] == [
        "https://valley.example/a",
        "https://valley.example/b",
    ]
    body = items(item("Night Smith", "/jobs"), item("Day Smith", "/jobs"))
    assert [each.external_id for each in read(body)] == [
        "https://valley.example/jobs#nightsmith",
        "https://valley.example/jobs#daysmith",
    ]


def test_an_item_that_is_there_twice_is_one_posting() -> None:
    twice = item("Smith", "/1", "<guid>1</guid>")
    assert len(read(items(twice, twice))) == 1


# -- recognising and locating ---------------------------------------------------------------


def test_feeds_are_recognised_and_other_xml_and_json_is_not() -> None:
    assert all(
        rss.recognise(page(file.read_bytes()))
        for file in FIXTURES.iterdir()
        if file.name != "options.json"
    )
    assert not rss.recognise(page(b"<workzag-jobs><position><id>1</id></position></workzag-jobs>"))
    assert not rss.recognise(page(b"<urlset><url><loc>https://a.example/</loc></url></urlset>"))
    assert not rss.recognise(page(b"<jobs></jobs>"))
    teamtailor = (FIXTURES / "jsonfeed.json").read_bytes().replace(b"_job", b"_jobposting")
    assert not rss.recognise(page(teamtailor))


@pytest.mark.parametrize(
    "url",
    [
        "https://weworkremotely.com/remote-jobs.rss", "https://a.example/feed/",
        "https://www.jobs.ac.uk/jobs/london/?format=rss", "https://a.example/jobs/rss",
        "https://jobspresso.co/?feed=job_feed&x=1", "https://a.example/all_jobs.atom",
        "https://jobs.a.example/services/rss/job/?locale=en_US", "https://a.example/feed.json",
        "https://www.governmentjobs.com/SearchEngine/JobsFeed?agency=iowa",
        "https://nodesk.co/remote-jobs/index.xml", "https://a.example/feed/rss2",
    ],
)  # fmt: skip
def test_an_address_that_ends_like_a_feed_is_one(url: str) -> None:
    assert list(rss.locate(url)) == [{"url": url}]


@pytest.mark.parametrize(
    "url", ["https://a.example/jobs", "https://a.example/feedback", "https://[", "a", ""]
)
def test_another_address_is_none(url: str) -> None:
    assert list(rss.locate(url)) == []


def test_a_pages_head_names_its_feeds() -> None:
    source = """<html><head><base href="https://careers.example/de/">
        <link rel="alternate" type="application/rss+xml" title="J" href="/jobs.rss?a=1&amp;b=2">
        <link href='https://careers.example/f.atom' type='application/atom+xml' rel='alternate'/>
        <link rel="alternate" type="application/feed+json" href="//careers.example/feed.json">
        <link rel="alternate" type="application/rss+xml" href="https://careers.example/comments/feed">
        <link rel="alternate" type="text/html" href="https://careers.example/en">
        </head></html>"""
    assert [found["url"] for found in rss.locate(source)] == [
        "https://careers.example/jobs.rss?a=1&b=2",
        "https://careers.example/f.atom",
        "https://careers.example/feed.json",
    ]
    nowhere = '<link rel="alternate" type="application/rss+xml" href="/jobs.rss">'
    assert list(rss.locate(nowhere)) == [], "relative to what is not said"
    canonical = nowhere + '<link rel="canonical" href="https://a.example/jobs">'
    assert list(rss.locate(canonical)) == [{"url": "https://a.example/jobs.rss"}]
