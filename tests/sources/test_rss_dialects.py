"""The dialects of feeds: what single boards, and the makers of their feeds, mean by the fields."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

from alertbot import text
from alertbot.model import RawPay, RawPlace, RawPosting, Whole
from alertbot.sources import rss
from alertbot.testing.conformance import page

FIXTURES = Path(__file__).parent / "fixtures" / "rss"
OPTIONS = rss.Options(url="https://valley.example/jobs.rss")


def items(*each: str, title: str = "Valley Board") -> str:
    head = f"<title>{title}</title><link>https://valley.example/</link>"
    inside = "".join(f"<item>{one}</item>" for one in each)
    return f'<rss version="2.0"><channel>{head}{inside}</channel></rss>'


def item(title: str, link: str, more: str = "", description: str = "") -> str:
    said = f"<title>{escape(title)}</title><link>{escape(link)}</link>{more}"
    return said + (f"<description>{escape(description)}</description>" if description else "")


def one(body: str, options: rss.Options = OPTIONS) -> RawPosting:
    found = rss.parse(options, page(body.encode(), url=OPTIONS.url))
    (posting,) = [each for each in found if isinstance(each, RawPosting)]
    return posting


WWR_TEXT = """<img src="https://we-work.example/logo.gif" />

<p>
  <strong>Headquarters:</strong> Reykjavik, Iceland
    <br /><strong>URL:</strong> <a href="https://contoso.example">https://contoso.example</a>
</p>

<div>We map glaciers.</div>
<p><strong>To apply:</strong> <a href="https://weworkremotely.com/remote-jobs/1">here</a></p>"""


def test_we_work_remotely() -> None:
    more = """<region>Anywhere in the World</region><country></country><state>California</state>
        <skills>Maps, and Ice</skills><type>Full-Time</type>
        <expires_at>Sun, 26 Apr 2026 20:20:27 +0000</expires_at>"""
    link = "https://weworkremotely.com/remote-jobs/contoso-maps-mapper"
    found = one(items(item("Contoso Maps : Mapper: Ice", link, more, WWR_TEXT)))
    assert (found.company, found.title) == ("Contoso Maps", "Mapper: Ice")
    assert found.places == (RawPlace("Anywhere in the World"),)
    assert (found.workplace, found.remote_in) == ("remote", ("Anywhere in the World",))
    assert found.employment_type == "Full-Time"
    assert found.valid_through == "Sun, 26 Apr 2026 20:20:27 +0000"
    assert text.from_html(found.description) == "We map glaciers."


def test_we_work_remotely_where_one_country_may_apply() -> None:
    more = "<region>Virginia</region><country>🇺🇸 United States of America</country>"
    link = "https://weworkremotely.com/remote-jobs/1"
    found = one(items(item("Contoso: Mapper", link, more, "(trimmed)")))
    assert found.places == (RawPlace("Virginia", country="United States of America"),)
    assert found.remote_in == ("United States of America",)
    assert found.description == "(trimmed)"


def test_neogov() -> None:
    feed = page((FIXTURES / "neogov.xml").read_bytes())
    employer, inspector, clerk = rss.parse(OPTIONS, feed)
    assert employer == Whole(employer="City of Fabrikam")
    assert isinstance(inspector, RawPosting)
    assert inspector.external_id == "https://www.governmentjobs.com/careers/fabrikam/jobs/5376469"
    assert inspector.company == "City of Fabrikam"
    assert inspector.places == (
        RawPlace("Fabrikam Falls - 48001 - Lake County", "Fabrikam Falls", "Michigan"),
    )
    assert inspector.pay == (RawPay(Decimal("37.33"), Decimal("51.66"), "USD", "Hour"),)
    assert inspector.posted == "Tue, 02 Jun 2026 05:00:00", "pubDate moves with each edit"
    assert inspector.valid_through == "Wed, 22 Jul 2026 07:59:00:0"
    assert (inspector.requisition, inspector.department) == ("2026-BR-07", "Public Works")
    assert "A head for heights" in inspector.description
    assert isinstance(clerk, RawPosting)
    assert clerk.posted == "2026-06-12 15:52:34.19", "better than an invalid date"
    assert (clerk.pay, clerk.pay_text, clerk.valid_through) == ((), "", "")
    assert clerk.places == (RawPlace("Various", region="Michigan"),)


def test_feeds_made_from_workday() -> None:
    said = (
        "locations<br>US, CA, Gull Bay<br>12 PIER ST:TERN<br>View All 9 Locations<br>"
        "time type<br>Full time<br>posted on<br>Posted Today<br>time left to apply<br>"
        "End Date: December 31, 2026 (30+ days left to apply)<br>job requisition id<br>R-86<br>"
        "We are a bank.<br>Posted Today we are."
    )
    link = "https://contosobank.wd3.myworkdayjobs.com/en-US/c/job/Gull/Teller_R-86?q=2024"
    found = one(items(item("Contoso Bank: Teller", link, "", said)))
    assert (found.company, found.title) == ("Contoso Bank", "Teller")
    assert found.places == (RawPlace("US, CA, Gull Bay"), RawPlace("12 PIER ST:TERN"))
    assert (found.employment_type, found.requisition) == ("Full time", "R-86")
    assert (found.posted, found.valid_through) == ("Posted Today", "December 31, 2026")
    assert found.description == "We are a bank.<br>Posted Today we are."
    assert found.external_id == link


def test_labels_at_the_head_of_the_text() -> None:
    said = (
        "<p><strong>Company:</strong> Coin Town</p><p><strong>Location:</strong> Remote</p>"
        "<p><strong>Salary:</strong> 180-280K USD a year</p><p><b>Type:</b> Full Time</p>"
        "<p>We trade.</p><p>Mornings.</p><p>Evenings.</p><p>Company: not a label any more</p>"
    )
    found = one(items(item("Trader at Coin Town", "/1", "", said)))
    assert (found.title, found.company) == ("Trader", "Coin Town")
    assert found.places == (RawPlace("Remote"),)
    assert (found.pay_text, found.employment_type) == ("180-280K USD a year", "Full Time")


def test_stack_overflow_and_titles_that_repeat_other_fields() -> None:
    more = """<a10:author><a10:name>Adatum</a10:name></a10:author><category>java</category>
        <location xmlns="http://stackoverflow.com/jobs/">Richmond, VA</location>"""
    title = "Smith at Adatum (Richmond, VA) (allows remote)"
    found = one(items(item(title, "https://stackoverflow.com/jobs/1", more)))
    assert (found.title, found.company, found.workplace) == ("Smith", "Adatum", "remote")
    assert found.department == "", "a category is the board's"
    kept = one(items(item("Looking at Adatum Falls", "/1", "<company>Adatum</company>")))
    assert kept.title == "Looking at Adatum Falls"


def test_successfactors() -> None:
    more = """<g:employer>Fabrikam</g:employer><g:location>Walldorf, DE, 69190</g:location>
        <g:expiration_date>2026-12-01</g:expiration_date><g:id>111222333</g:id>
        <g:job_function>Steel</g:job_function><guid isPermaLink="false">111222333</guid>"""
    link = "https://jobs.fabrikam.example/job/Walldorf-Smith/111222333/"
    found = one(items(item("Smith (Walldorf, DE, 69190)", link, more)))
    assert (found.title, found.company, found.department) == ("Smith", "Fabrikam", "Steel")
    assert found.places == (RawPlace("Walldorf, DE, 69190", "Walldorf", country="DE"),)
    bare = one(items(item("Smith (Troy, MI, US, 48001)", f"{link}?feedId=1")))
    assert bare.places == (RawPlace("Troy, MI, US, 48001", "Troy", "MI", "US"),)


def test_teamtailor() -> None:
    more = """<guid>bdab-22</guid><remoteStatus>hybrid</remoteStatus><tt:locations>
        <tt:location><tt:name>Head office</tt:name><tt:city>Espoo</tt:city>
        <tt:country>Finland</tt:country></tt:location><tt:location><tt:name>Nuuk</tt:name>
        </tt:location></tt:locations><tt:department>Hardware</tt:department>"""
    body = items(item("Solderer", "https://a.example/jobs/1-solderer", more), title="Acme Robots")
    found = one(body)
    assert found.places == (RawPlace(city="Espoo", country="Finland"), RawPlace("Nuuk"))
    assert (found.company, found.workplace, found.department) == (
        "Acme Robots",
        "hybrid",
        "Hardware",
    )
    assert one(body.replace("hybrid", "fully")).workplace == "remote"
    assert one(body.replace("hybrid", "none")).workplace == ""


def test_indeed_trakstar_madgex_and_boards_that_are_all_remote() -> None:
    more = "<source>Fabrikam</source><georss:point>30 -97</georss:point>"
    found = one(items(item("Smith - Fabrikam - Austin, TX", "https://www.indeed.com/v?jk=1", more)))
    assert (found.title, found.company) == ("Smith", "Fabrikam")
    assert found.places == (RawPlace("Austin, TX"),)
    more = """<job:locationCity>Austin</job:locationCity>
        <job:locationState>Texas</job:locationState>
        <job:locationCountry>United States</job:locationCountry>
        <job:positionType>full_time</job:positionType>"""
    found = one(items(item("Smith", "/1", more), title="Jobs at Acme"))
    assert found.places == (RawPlace(city="Austin", region="Texas", country="United States"),)
    assert (found.company, found.employment_type) == ("Acme", "full_time")
    text_of = "£30,000: University of Tern: Teach the young."
    found = one(items(item("University of Tern: Lecturer", "/1", "", text_of)))
    assert (found.company, found.title) == ("University of Tern", "Lecturer")
    more = """<job_listing:location>USA</job_listing:location>
        <job_listing:job_type>Design</job_listing:job_type>
        <job_listing:job_category>Freelance</job_listing:job_category>"""
    found = one(items(item("Painter", "https://jobspresso.co/job/1", more)))
    assert (found.workplace, found.remote_in) == ("remote", ("USA",))
    assert found.employment_type == "Freelance"


def test_the_employer_is_a_field_else_the_option_else_the_author() -> None:
    named = rss.Options(url="https://valley.example/feed", company="Contoso GmbH")
    field = items(item("Smith", "/1", "<employer>Adatum</employer>"))
    author = items(item("Smith", "/1", "<dc:creator>Jo Public</dc:creator>"))
    login = items(item("Smith", "/1", "<dc:creator>jpublic</dc:creator>"), title="Adatum - Careers")
    assert [one(field, named).company, one(author, named).company] == ["Adatum", "Contoso GmbH"]
    assert [one(author).company, one(login).company] == ["Jo Public", "Adatum"]
    assert one(items(item("Smith", "/1", "<author>a@b.example (Ada Tum)</author>"))).company == (
        "Ada Tum"
    )


@pytest.mark.parametrize(
    ("more", "pay", "words"),
    [
        ("<salary>$60k</salary>", (), "$60k"),
        ("<salary>0</salary>", (), ""),
        ("<salaryMin>$1,200.50</salaryMin>", (RawPay(Decimal("1200.50"), None),), ""),
        ("<minimumSalary>DOQ</minimumSalary>", (), ""),
        ("<minimumSalary>$20 to $30</minimumSalary>", (), "$20 to $30"),
        ("<minSalary>0</minSalary><maxSalary>0</maxSalary>", (), ""),
    ],
)
def test_pay_as_fields_state_it(more: str, pay: tuple[RawPay, ...], words: str) -> None:
    found = one(items(item("Smith", "/1", more)))
    assert (found.pay, found.pay_text) == (pay, words)
