"""The page kind on lists: links, selectors, sitemaps, and pages that need JavaScript."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import ValidationError

from alertbot.errors import ParseError
from alertbot.model import Page, RawPlace, RawPosting, Request, Skipped
from alertbot.sources import Parsed, _services, _sitemap, _tree, kinds
from alertbot.sources import page as kind
from alertbot.testing.conformance import page, walked
from tests.sources.pages import FIXTURES

LIST = (FIXTURES / "page" / "links.html").read_text()
URL = "https://careers.example/jobs"
BODY = "You will look after a machine that paints ten thousand toys each day. "


def options(**given: str) -> kind.Options:
    return kind.Options.model_validate({"url": URL} | given)


def parsed(given: kind.Options, body: str, url: str = "", purpose: str = "list") -> list[Parsed]:
    came: Page = page(body.encode(), "text/html", url or given.address)
    if purpose == "detail":
        came = replace(came, request=Request(came.url, purpose="detail"))
    return list(kind.parse(given, came))


def postings(found: list[Parsed]) -> list[RawPosting]:
    return [one for one in found if isinstance(one, RawPosting)]


# -- links ----------------------------------------------------------------------------------


def test_links_to_postings_are_found() -> None:
    found = parsed(options(), LIST)
    assert [(one.title, one.external_id) for one in postings(found)] == [
        ("Toy Engineer", f"{URL}/101-toy-engineer"),
        ("Paint Analyst", f"{URL}/102-paint-analyst"),
        ("Night Watch", f"{URL}/103-night-watch"),
    ]
    assert postings(found)[0].places == (RawPlace(text="Berlin, Germany"),)
    assert postings(found)[0].posted == "2026-06-03"
    assert Request(f"{URL}?page=2", purpose="page", cursor=f"{URL}?page=2") in found


def test_a_walk_over_two_pages_and_their_details() -> None:
    second = LIST.replace("/jobs/10", "/jobs/20").replace('rel="next"', 'rel="prev"')
    detail = f"<h1>Toy Engineer</h1><p>Company: Tailspin</p><h2>Requirements</h2><p>{BODY * 3}</p>"

    def answer(request: Request) -> bytes | None:
        if request.purpose == "detail":
            return detail.encode() if "101" in request.url else None
        return (second if request.purpose == "page" else LIST).encode()

    harvest = walked(kinds()["page"], options(), answer)
    assert len(harvest.postings) == 6
    read = harvest.postings[f"{URL}/101-toy-engineer"]
    assert (read.company, read.places) == ("Tailspin", (RawPlace(text="Berlin, Germany"),))
    assert "ten thousand toys" in read.description


@pytest.mark.parametrize("links", [".job h3", ".job > a:first-child"])
def test_a_selector_of_links_may_lie_in_the_link_or_be_it(links: str) -> None:
    found = postings(parsed(options(links=links), LIST))
    assert [one.title for one in found][:2] == ["Toy Engineer", "Paint Analyst"]


@pytest.mark.parametrize(
    "rows",
    [
        "<ul class=roles><li><a href=/1>Cook</a><a href=/g>Go</a><li><a href=/2>Smith</a></ul>",
        "<nav class=roles><a href=/jobs/1-cook>Cook</a> <a href=/jobs/2-smith>Smith</a></nav>",
    ],
)
def test_a_selector_of_the_whole_list_finds_every_row(rows: str) -> None:
    found = postings(parsed(options(links=".roles"), f"<!doctype html><body>{rows}</body>"))
    assert [one.title for one in found] == ["Cook", "Smith"]


def test_a_list_that_breaks_off_says_so_and_one_with_optional_ends_left_out_does_not() -> None:
    whole = "<!doctype html><html lang=en><body><main><ul>" + "".join(
        f"<li><a href=/jobs/{number}-toy-engineer>Toy Engineer {number}</a>"
        for number in range(1, 9)
    )
    broken = parsed(options(), whole[: len(whole) * 3 // 4])
    assert postings(broken)
    assert Skipped("the page breaks off") in broken
    for end in ("</ul></main>", "</ul></main></body></html>", "</main></BODY>"):
        found = parsed(options(), whole + end)
        assert len(postings(found)) == 8
        assert not any(isinstance(one, Skipped) for one in found)


def test_a_pages_terms_are_its_hosts() -> None:
    assert kind.terms(options()) == ("yes", "")
    for url in ("https://remotive.com/remote-jobs", "https://weworkremotely.com/remote-jobs/1"):
        assert kind.terms(kind.Options(url=url))[0] == "no"


def test_links_of_a_page_that_are_no_postings() -> None:
    menu = "".join(f'<a href="/{name}">{name}</a>' for name in ("about", "jobs", "jobs/benefits"))
    with pytest.raises(ParseError, match="no posting found"):
        parsed(options(), f"<h1>Careers</h1>{menu}")
    other = '<a href="https://elsewhere.example/jobs/1-engineer">Engineer</a>'
    with pytest.raises(ParseError, match="no posting found"):
        parsed(options(), f"<h1>Careers</h1>{other}")


def test_links_beside_a_posting_that_is_gone_are_not_what_was_asked_for() -> None:
    with pytest.raises(ParseError, match="the posting is gone"):
        parsed(options(), f"<h1>This job is no longer available</h1>{LIST}")
    beside = LIST.replace(
        "<ul>", "<p>There are no open positions in Sales.</p><input type=password><ul>"
    )
    assert len(postings(parsed(options(), beside))) == 3


# -- selectors ------------------------------------------------------------------------------


def test_selectors_say_what_is_what() -> None:
    given = options(posting=".job", place=".where", date=".when")
    found = parsed(given, LIST)
    first, second, third = postings(found)
    assert (first.title, first.places) == ("Toy Engineer", (RawPlace(text="Berlin, Germany"),))
    assert (second.url, second.posted) == (f"{URL}/102-paint-analyst?utm_source=home", "2026-06-04")
    assert (third.title, third.posted) == ("Night Watch", "")
    assert first.detail == Request(first.url, purpose="detail")


def test_a_posting_without_a_title_is_passed_over() -> None:
    assert Skipped("posting 3 has no title") in parsed(options(posting=".job", title="h3"), LIST)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"posting": ".jobs"}, "`posting: .jobs` finds nothing"),
        ({"posting": ".job", "pay": ".pay"}, "`pay: .pay` finds nothing in any posting"),
        ({"links": ".jobs a"}, "`links: .jobs a` finds nothing"),
        ({"title": ".title"}, "`title: .title` finds nothing"),
    ],
)
def test_a_selector_that_finds_nothing_is_named(given: dict[str, str], said: str) -> None:
    with pytest.raises(ParseError, match=said):
        parsed(options(**given), LIST)


def test_selectors_go_before_what_the_page_of_a_posting_says_otherwise() -> None:
    body = f"<h1>Jobs</h1><h2 class=t>Painter</h2><i class=p>Oslo</i><div class=d>{BODY}</div>"
    given = options(links="a", title=".t", place=".p", description=".d")
    (found,) = postings(parsed(given, body, f"{URL}/7", "detail"))
    assert (found.title, found.places) == ("Painter", (RawPlace(text="Oslo"),))
    assert BODY in found.description


def test_the_description_may_stand_in_the_page_of_the_posting() -> None:
    given = options(posting=".job", description=".d")
    assert all(one.detail for one in postings(parsed(given, LIST)))
    body = f"<h1>Toy Engineer</h1><div class=d>{BODY * 5}</div>"
    (found,) = postings(parsed(given, body, f"{URL}/101", "detail"))
    assert found.description.startswith('<div class="d">You will')


@pytest.mark.parametrize(
    "wrong", [{"posting": "li["}, {"title": "a::text"}, {"links": "div:has(p)"}, {"pay": ""}]
)
def test_a_bad_selector_is_an_error_of_the_configuration(wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        options(**wrong)


def test_a_dear_selector_on_a_huge_page() -> None:
    with pytest.raises(ParseError, match="too large for the selector"):
        parsed(options(posting="p:nth-child(2n)"), "<p>x" * 9000)


def test_base_url_stands_in_for_what_is_asked_and_is_not_shown() -> None:
    given = kind.Options(url=URL, base_url="http://127.0.0.1:1/below")
    found = parsed(given, LIST, "http://127.0.0.1:1/below/jobs")
    first = postings(found)[0]
    assert first.url == f"{URL}/101-toy-engineer"
    assert first.detail == Request(
        "http://127.0.0.1:1/below/jobs/101-toy-engineer", purpose="detail"
    )


# -- sitemaps -------------------------------------------------------------------------------

SITEMAP = f"""<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>{URL}/123-senior-engineer</loc><lastmod>2026-06-01T08:00:00Z</lastmod></url>
<url><loc> {URL}/124?a=1&amp;b=2 </loc></url>
<url><loc>https://careers.example/about</loc></url></urlset>"""


def sitemap(**given: str) -> kind.Options:
    return kind.Options.model_validate({"sitemap": "https://careers.example/map.xml"} | given)


def test_each_address_of_a_posting_in_a_sitemap_is_a_detail() -> None:
    (found,) = postings(parsed(sitemap(pattern="/jobs/*engineer"), SITEMAP))
    assert found == RawPosting(
        external_id=f"{URL}/123-senior-engineer",
        url=f"{URL}/123-senior-engineer",
        title="Senior engineer",
        posted="Posted 30+ Days Ago",
        detail=Request(f"{URL}/123-senior-engineer", purpose="detail"),
    )
    assert postings(parsed(sitemap(), SITEMAP))[0] == found
    with pytest.raises(ParseError, match="none of the sitemap's 3 addresses"):
        parsed(sitemap(pattern="/stellen/"), SITEMAP)
    with pytest.raises(ParseError, match="where a sitemap was expected"):
        parsed(sitemap(), "<html><h1>Careers</h1>")


def test_an_index_leads_to_the_sitemaps_of_postings() -> None:
    index = "".join(
        f"<sitemap><loc>https://careers.example/{name}.xml</loc></sitemap>"
        for name in ("a", "jobs")
    )
    (found,) = parsed(sitemap(), f"<sitemapindex>{index}</sitemapindex>")
    url = "https://careers.example/jobs.xml"
    assert found == Request(url, purpose="page", cursor=url)


def test_a_page_has_one_address() -> None:
    for wrong in ({}, {"url": URL, "sitemap": URL}, {"url": URL, "pattern": "x"}):
        with pytest.raises(ValidationError):
            kind.Options.model_validate(wrong)


@pytest.mark.parametrize(
    ("pattern", "url", "expected"),
    [
        ("/jobs/", "https://a.example/JOBS/1", True),
        ("/jobs/*-m-w-d", "https://a.example/jobs/koch-m-w-d", True),
        ("/jobs/*-m-w-d$", "https://a.example/jobs/koch-m-w-d/x", False),
        ("^https://a.example/*/1$", "https://a.example/jobs/1", True),
        ("jobs*jobs", "https://a.example/jobs", False),
        ("*", "https://a.example/", True),
    ],
)
def test_patterns(pattern: str, url: str, expected: bool) -> None:
    assert _sitemap.matches(pattern, url) is expected


# -- what cannot be read --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "named"),
    [
        ('<script src="https://boards.greenhouse.io/embed/job_board/js?for=x">', "greenhouse"),
        ('<script>u="https:\\/\\/jobs.lever.co\\/x"</script>', "lever"),
        ('<iframe src="https://contoso.wd5.myworkdayjobs.com/en-US/External">', "workday"),
        ('<script src="https://abcd.fa.em2.oraclecloud.com/hcmUI/x.js">', "oracle"),
        ('<link href="//contoso.jobs.personio.de/a.css">', "personio"),
        ("<div id=grnhse_app></div>", "greenhouse"),
        ('<a href="https://notgreenhouse.io.example/">', ""),
    ],
)
def test_an_empty_page_names_the_kind_that_would_do(source: str, named: str) -> None:
    assert _services.named(source) == named
    body = f"<title>Contoso</title><div id=root></div>{source}<script src=a.js></script>"
    with pytest.raises(ParseError, match="empty without JavaScript") as raised:
        parsed(options(), body)
    assert (f"try kind {named}" in str(raised.value)) is bool(named)


def test_a_feed_is_no_page() -> None:
    for body in ("<rss><channel></channel></rss>", "<?xml version='1.0'?><positions/>"):
        with pytest.raises(ParseError, match="XML"):
            parsed(options(), body)
        assert not kind.recognise(page(body.encode(), "application/xml"))
    xhtml = "<?xml version='1.0'?><!DOCTYPE html><html><body>x</body></html>"
    assert kind.recognise(page(xhtml.encode(), "text/html"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000,
        "<p>" + "".join(f"<b id={n}>" for n in range(3000)) + "</p>" + "<p>x" * 3000,
        "<div " + " ".join(f"a{n}=1" for n in range(50_000)) + ">",
        "<a href=/jobs/1-x>" * 30_000,
        "<div itemscope itemtype=//schema.org/JobPosting>" * 5000,
    ],
    ids=["div", "formats", "attributes", "links", "items"],
)
def test_hostile_trees_cost_what_their_size_costs(body: str) -> None:
    assert _tree.tree(body).root is not None
    with pytest.raises(ParseError):
        parsed(options(posting="div > a > b"), body)
    with pytest.raises(ParseError):
        parsed(options(), body)
