"""Feeds whose titles hold more than the title, lists of jobs in other people's XML, and paging."""

from __future__ import annotations

import json
from decimal import Decimal
from xml.sax.saxutils import escape

import pytest

from alertbot.errors import ParseError
from alertbot.model import RawPay, RawPlace, RawPosting, Request
from alertbot.sources import kinds, rss
from alertbot.testing.conformance import page, walked

OPTIONS = rss.Options(url="https://valley.example/jobs.rss")
RSS = kinds()["rss"]


def items(*each: str, title: str = "Valley Board", more: str = "") -> str:
    inside = "".join(f"<item>{one}</item>" for one in each)
    return f'<rss version="2.0"><channel><title>{title}</title>{more}{inside}</channel></rss>'


def item(title: str, link: str, more: str = "") -> str:
    return f"<title>{escape(title)}</title><link>{escape(link)}</link>{more}"


def read(body: str) -> list[RawPosting]:
    found = rss.parse(OPTIONS, page(body.encode(), url=OPTIONS.url))
    return [each for each in found if isinstance(each, RawPosting)]


# -- titles ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "stated", "title", "company"),
    [
        ("https://nodesk.co/remote-jobs/1/", "Cook at Sea at Fabrikam", "Cook at Sea", "Fabrikam"),
        ("https://remotive.com/remote-jobs/1", "Cook at Adatum Ltd", "Cook", "Adatum Ltd"),
        ("https://www.python.org/jobs/1/", "Snake, Keeper, Contoso", "Snake, Keeper", "Contoso"),
        ("https://contoso.example/1", "Contoso (YC W21) is hiring a cook",
         "Contoso (YC W21) is hiring a cook", "Contoso"),
        ("https://valley.example/1", "Cook at Sea", "Cook at Sea", ""),
        ("https://www.jobs.ac.uk/job/1", "Reader in Ice", "Reader in Ice", ""),
    ],
)  # fmt: skip
def test_boards_that_write_the_employer_into_the_title(
    url: str, stated: str, title: str, company: str
) -> None:
    (found,) = read(items(item(stated, url, "<description>Ice and snow</description>")))
    assert (found.title, found.company) == (title, company)


def test_titles_that_all_name_an_employer() -> None:
    links = [f"https://valley.example/{number}" for number in range(3)]
    titles = ["Cook at Adatum", "Smith at Fabrikam", "Night Smith at 4Winds"]
    found = read(items(*map(item, titles, links)))
    assert [each.company for each in found] == ["Adatum", "Fabrikam", "4Winds"]
    assert [each.title for each in found] == ["Cook", "Smith", "Night Smith"]
    one_of_another_form = [*titles[:2], "Cook at night"]
    assert [each.company for each in read(items(*map(item, one_of_another_form, links)))] == [
        ""
    ] * 3


def test_the_place_on_the_first_line_of_python_org() -> None:
    text = "<description>Bodø, Norway\n&lt;p&gt;Keep snakes.&lt;/p&gt;</description>"
    (found,) = read(items(item("Keeper, Contoso", "https://www.python.org/jobs/1/", text)))
    assert found.places == (RawPlace("Bodø, Norway"),)
    assert found.description == "<p>Keep snakes.</p>"


def test_dou_and_habr_write_all_into_the_title() -> None:
    link = "https://jobs.dou.ua/companies/contoso/vacancies/7/"
    more = f"<guid>{link}?1785413030</guid>"
    title = "Коваль (ніч, день) в Contoso, $2 800–3500, Київ, Львів, віддалено"
    (found,) = read(items(item(title, f"{link}?utm_source=jobsrss", more)))
    assert (found.title, found.company) == ("Коваль (ніч, день)", "Contoso")
    assert found.places == (RawPlace("Київ"), RawPlace("Львів"))
    assert (found.pay_text, found.workplace) == ("$2 800–3500", "remote")
    assert found.external_id == link, "its guid holds the moment of the last edit"
    title, link = "Требуется «Кузнец» (Казань, от 90 000 ₽)", "https://career.habr.com/vacancies/1"
    (found,) = read(items(item(title, link, "<author>Контосо</author>")))
    assert (found.title, found.company, found.pay_text) == ("Кузнец", "Контосо", "от 90 000 ₽")
    assert found.places == (RawPlace("Казань"),)


def test_a_place_in_brackets_goes_where_a_field_says_the_same() -> None:
    more = "<location>Graz, AT</location>"
    (found,) = read(items(item("Smith (Graz, AT)", "https://valley.example/1", more)))
    assert found.title == "Smith"
    (found,) = read(items(item("Smith (Linz, AT)", "https://valley.example/1", more)))
    assert found.title == "Smith (Linz, AT)"


# -- boards ---------------------------------------------------------------------------------


def test_neogov_is_known_by_its_host_too() -> None:
    link = "https://www.schooljobs.com/careers/valley/jobs/1"
    for title, company in (("Valley Schools, WA", "Valley Schools"), ("Vale County Jobs",) * 2):
        (found,) = read(items(item("Cook", link), title=title))
        assert found.company == company.removesuffix(" Jobs")


def test_we_work_remotely_names_several_countries() -> None:
    link = "https://weworkremotely.com/remote-jobs/1"
    more = "<region>Asia</region><country>🇯🇵 Japan, 🇰🇷 Korea, Republic of</country>"
    (found,) = read(items(item("Contoso: Cook", link, more)))
    assert found.places == (RawPlace(country="Japan"), RawPlace(country="Korea, Republic of"))
    assert found.remote_in == ("Japan", "Korea, Republic of")
    more = "<region>Anywhere in the World</region><country>Anywhere in the World</country>"
    (found,) = read(items(item("Contoso: Cook", link, more)))
    assert found.places == (RawPlace("Anywhere in the World"),)


# -- lists of jobs --------------------------------------------------------------------------

JOB = "<job><id>7</id><title>Smith</title><url>https://valley.example/7</url>{}</job>"


@pytest.mark.parametrize(
    "around",
    [
        "<rss version='2.0'><jobs>{}</jobs></rss>", "<rss><channel><jobs>{}</jobs></channel></rss>",
        "<result>{}</result>", "<Job-Listing>{}</Job-Listing>", "<source><jobs>{}</jobs></source>",
    ],
)  # fmt: skip
def test_lists_of_jobs_have_roots_of_many_names(around: str) -> None:
    body = around.format(JOB.format("<location>Bar & Grill, Graz</location>"))
    (found,) = read(body)
    assert (found.external_id, found.title) == ("7", "Smith")
    assert found.places == (RawPlace("Bar & Grill, Graz"),)
    assert rss.recognise(page(body.encode()))


def test_fields_of_lists_of_jobs() -> None:
    more = """<min_compensation>$90K</min_compensation><max_compensation>$110.5k</max_compensation>
        <compensation_currency>USD</compensation_currency>
        <compensation_time_frame>annually</compensation_time_frame>
        <published_at>2026-02-06T16:04:12.000Z</published_at><expire>05.09.2026</expire>
        <arrangement>fulltime</arrangement>
        <html_description>Forge <b>iron</b>.</html_description>"""
    (found,) = read(f"<jobs>{JOB.format(more)}</jobs>")
    assert found.pay == (RawPay(Decimal(90_000), Decimal(110_500), "USD", "annually"),)
    assert (found.posted, found.valid_through) == ("2026-02-06T16:04:12.000Z", "05.09.2026")
    assert (found.employment_type, found.description) == ("fulltime", "Forge <b>iron</b>.")


@pytest.mark.parametrize(
    "body",
    ["<result><error>no such board</error></result>", "<result/>",
     "<jobs><row><name>Smith</name></row></jobs>"],
)  # fmt: skip
def test_xml_of_another_kind_is_no_empty_list(body: str) -> None:
    with pytest.raises(ParseError, match="where a list of <job> was expected"):
        list(rss.parse(OPTIONS, page(body.encode())))


# -- further pages --------------------------------------------------------------------------


def requests(body: str) -> list[Request]:
    found = rss.parse(OPTIONS, page(body.encode(), url=OPTIONS.url))
    return [each for each in found if isinstance(each, Request)]


def test_a_feed_of_several_pages_is_walked() -> None:
    def answer(request: Request) -> bytes:
        number = int(request.cursor or 1)
        entry = f"<entry><id>{number}</id><title>Smith {number}</title></entry>"
        more = f'<link rel="next" href="?page={number + 1}"/>' if number < 3 else ""
        return f'<feed xmlns="http://www.w3.org/2005/Atom">{more}{entry}</feed>'.encode()

    assert walked(RSS, OPTIONS, answer).seen == {"1", "2", "3"}


def test_a_feed_that_never_ends_is_left() -> None:
    def answer(request: Request) -> bytes:
        number = int(request.cursor or 1)
        feed = {
            "version": "https://jsonfeed.org/version/1.1",
            "title": "Valley",
            "next_url": f"https://valley.example/jobs.rss?page={number + 1}",
            "items": [{"id": str(number), "title": "Smith"}],
        }
        return json.dumps(feed).encode()

    assert len(walked(RSS, OPTIONS, answer).seen) == rss.MOST_PAGES


@pytest.mark.parametrize("to", ["https://elsewhere.example/2", "javascript:2", "", OPTIONS.url])
def test_a_next_page_elsewhere_is_not_asked_for(to: str) -> None:
    link = f'<atom:link rel="next" href="{to}"/>'
    body = items(item("Smith", "https://valley.example/1"), more=link)
    assert requests(body) == []
    ours = body.replace(f'href="{to}"', 'href="/2"')
    assert [each.url for each in requests(ours)] == ["https://valley.example/2"]
