"""The page kind on JSON-LD as it is found in the wild."""

from __future__ import annotations

from decimal import Decimal

import pytest

from alertbot import text
from alertbot.errors import ParseError
from alertbot.model import RawPay, RawPlace, RawPosting, Skipped
from alertbot.sources import page as kind
from alertbot.testing.conformance import page
from tests.sources.pages import FIXTURES, OPTIONS, fixture, node, read, script

# -- JSON-LD: found -------------------------------------------------------------------------


def test_a_posting_has_everything_that_its_json_ld_says() -> None:
    intern = fixture("page/jsonld.html")
    assert intern.external_id == "7700798"
    assert intern.title == "Data Engineer Intern"
    assert intern.company == "Contoso | Web & Mobile"
    assert intern.places == (
        RawPlace(city="Paris", country="FR"),
        RawPlace(text="Stráž nad Nisou (Liberec)"),
    )
    assert (intern.workplace, intern.remote_in) == ("remote", ("France", "DE"))
    assert intern.pay == (RawPay(Decimal(1200), Decimal("1500.5"), "EUR", "MONTH"),)
    assert intern.employment_type == "INTERN, FULL_TIME"
    assert intern.posted == "2026-05-07T15:52:42+02:00"
    assert intern.valid_through == "2026-09-01"
    assert text.from_html(intern.description) == (
        "Contoso R&D is hiring.\n\nHelp build data models."
    )


def test_a_list_of_postings_is_a_list_each_once_with_an_id_of_its_own() -> None:
    found = list(kind.parse(OPTIONS, page((FIXTURES / "page" / "list.html").read_bytes())))
    postings = [one for one in found if isinstance(one, RawPosting)]
    assert [(one.title, one.external_id) for one in postings] == [
        ("Toy Designer", "https://careers.example/open-positions#toydesigner-seattlewa"),
        ("Toy Tester", "https://careers.example/jobs/2"),
        ("Toy Designer", "https://careers.example/open-positions#toydesigner-bostonma"),
    ]
    assert {one.company for one in postings} == {"Wingtip Toys"}
    assert Skipped("a JobPosting has no title") in found


@pytest.mark.parametrize(
    "block",
    [
        '{"@type": "JobPosting", "title": "Engi\nneer"}',
        '{"@type": "JobPosting", "title": "Engi\tneer",}',
        '{"@type": "JobPosting", "title": "Engi\\ neer", "x": "it\\\'s \\$5"}',
        '{"@type": "JobPosting" "title": "Engi neer"}',
        '{"@type": "JobPosting", "a": 1\n"title": "Engi neer"}',
        '{"@type": "JobPosting", "a": ["x",], "title": "Engi neer"}',
        '{"@type": "JobPosting", "d": "said "so" twice", "title": "Engi neer"}',
        '//<![CDATA[\n{"@type": "JobPosting", "title": "Engi neer"}\n//]]>',
        '/*<![CDATA[*/{"@type": "JobPosting", "title": "Engi neer"}/*]]>*/',
        '<!-- {"@type": "JobPosting", "title": "Engi neer"} -->',
        '{"@type": "JobPosting", "title": "Engi neer"};',
        "{&quot;@type&quot;: &quot;JobPosting&quot;, &quot;title&quot;: &quot;Engi neer&quot;}",
        '{"@Type": "JobPosting", "Title": "Engi neer"}',
        '{"@type": ["Thing", "JobPosting"], "title": ["Engi neer"]}',
        '{"@type": "http://schema.org/JobPosting", "schema:title": {"@value": "Engi neer"}}',
        '[[{"@graph": [{"a": {"b": [{"@type": "JobPosting", "title": "Engi neer"}]}}]}]]',
        '{"@type": "JobPosting", "title": "Engi&amp;nbsp;neer"}',
        '{"@type": "JobPosting", "title": "<b>Engi</b> neer"}',
    ],
)
def test_broken_and_nested_blocks_are_read(block: str) -> None:
    (found,) = read(script(block))
    assert found.title == "Engi neer"


def test_the_script_is_found_however_it_is_written() -> None:
    block = '{"@type": "JobPosting", "title": "Engineer"}'
    for tag in (
        "<SCRIPT TYPE='application/ld+json'>",
        "<script id=x type=application/ld+json data-a='1'>",
        '<script type="application/ld&#x2B;json">',
        '<script type="application/ld&#43;json" nonce="n">',
    ):
        named = "" if "&#" in tag else "<p>A page of ld+json</p>"
        (found,) = read(f"{named}{tag}{block}</SCRIPT>")
        assert found.title == "Engineer"


def test_json_ld_that_cannot_be_read_gives_way_to_the_page() -> None:
    advert = (FIXTURES / "page" / "english.html").read_text()
    broken = advert.replace("</body>", script('{"@type": "JobPosting", "title": ') + "</body>")
    assert read(broken) == read(advert)
    with pytest.raises(ParseError, match="JSON-LD that cannot be read"):
        read(script('{"@type": "JobPosting", "title": '))


# -- JSON-LD: its values --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ({"name": "Contoso", "value": "R-77"}, "R-77"),
        ("abc-123", "abc-123"),
        (4711, "4711"),
        ([{"value": None}, {"value": "8"}], "8"),
        ("UHJvYmxlbTox", "UHJvYmxlbTox"),
        ({"value": "https://a.example/7?utm_source=x"}, "https://a.example/7"),
        ({"name": "Contoso", "value": "Contoso"}, OPTIONS.url),
        ({"value": None}, OPTIONS.url),
        (None, OPTIONS.url),
    ],
)
def test_the_id_is_the_identifier_if_it_looks_like_one_else_the_address(
    identifier: object, expected: str
) -> None:
    assert node(identifier=identifier).external_id == expected


def test_the_address_is_canonical_and_the_sites_own_counts_for_none() -> None:
    assert node(url="/jobs/9?utm_source=x&id=3#apply").external_id == (
        "https://careers.example/jobs/9?id=3"
    )
    assert node(url="https://careers.example/").url == OPTIONS.url
    assert node(url="javascript:alert(1)").url == OPTIONS.url
    block = script('{"@type": "JobPosting", "title": "Engineer"}')
    linked = f'<link rel="canonical" href="https://careers.example/j/8?ref=mail">{block}'
    assert read(linked)[0].external_id == "https://careers.example/j/8"
    home = f'<link rel="canonical" href="https://careers.example/">{block}'
    assert read(home)[0].external_id == OPTIONS.url


@pytest.mark.parametrize(
    ("organization", "expected"),
    [
        ("Contoso", "Contoso"),
        ({"name": "R&amp;amp;D Ltd"}, "R&D Ltd"),
        ([{"name": "First"}, {"name": "Second"}], "First"),
        ({"legalName": "Contoso AG"}, "Contoso AG"),
        ({"name": {"@value": "Contoso"}}, "Contoso"),
        ({"name": "UNAVAILABLE"}, ""),
        (None, ""),
        (7.5, ""),
    ],
)
def test_the_employer(organization: object, expected: str) -> None:
    assert node(hiringOrganization=organization).company == expected


def test_the_option_names_an_employer_that_the_page_does_not() -> None:
    named = kind.Options(url=OPTIONS.url, company="Contoso")
    shown = page(script('{"@type": "JobPosting", "title": "Engineer"}').encode())
    (found,) = kind.parse(named, shown)
    assert isinstance(found, RawPosting)
    assert found.company == "Contoso"


ADDRESS = {"addressLocality": "Berlin", "addressRegion": "-", "addressCountry": "DE"}


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ({"address": ADDRESS}, (RawPlace(city="Berlin", country="DE"),)),
        ([{"address": ADDRESS}, {"address": [ADDRESS]}], (RawPlace(city="Berlin", country="DE"),)),
        (ADDRESS, (RawPlace(city="Berlin", country="DE"),)),
        ({"address": "Berlin, Germany"}, (RawPlace(text="Berlin, Germany"),)),
        ("Berlin", (RawPlace(text="Berlin"),)),
        ({"@type": "Place", "name": "Berlin"}, (RawPlace(text="Berlin"),)),
        ({"@type": "Place", "name": "Contoso"}, ()),
        ({"address": {"addressLocality": "UNAVAILABLE", "addressCountry": "N/A"}}, ()),
        ({"address": {"addressCountry": {"name": ["USA", "USA"]}}}, (RawPlace(country="USA"),)),
        (
            [{"name": "Austin, TX", "address": ADDRESS}, {"name": "Reno, NV", "address": ADDRESS}],
            (RawPlace(text="Austin, TX"), RawPlace(text="Reno, NV")),
        ),
        ([None, 5, [], {}], ()),
    ],
)
def test_the_place(location: object, expected: tuple[RawPlace, ...]) -> None:
    assert node(jobLocation=location, hiringOrganization="Contoso").places == expected


@pytest.mark.parametrize(
    ("salary", "expected"),
    [
        (
            {"currency": "USD", "value": {"minValue": 1, "maxValue": 2, "unitText": "YEAR"}},
            RawPay(Decimal(1), Decimal(2), "USD", "YEAR"),
        ),
        (
            {"currency": "USD", "value": "55000", "unitCode": "ANN"},
            RawPay(Decimal(55000), Decimal(55000), "USD", "YEAR"),
        ),
        ({"value": {"value": "$55,000.00"}}, RawPay(Decimal(55000), Decimal(55000), "CHF")),
        ({"minValue": 20, "unitText": "per hour"}, RawPay(Decimal(20), None, "CHF", "HOUR")),
        (70000, RawPay(Decimal(70000), Decimal(70000), "CHF")),
        ({"value": {"minValue": "55.000,00"}}, RawPay(Decimal(55000), None, "CHF")),
    ],
)
def test_pay_in_numbers(salary: object, expected: RawPay) -> None:
    assert node(baseSalary=salary, salaryCurrency="CHF").pay == (expected,)


def test_pay_in_words_none_and_estimates() -> None:
    assert node(baseSalary="50k - 60k").pay_text == "50k - 60k"
    assert node(baseSalary={"value": "Competitive"}).pay_text == "Competitive"
    zeros = {"value": {"minValue": 0, "maxValue": 0}}
    nothings: list[object] = [None, 0, zeros, {"value": None}, "0", []]
    for nothing in nothings:
        quiet = node(baseSalary=nothing)
        assert (quiet.pay, quiet.pay_text) == ((), "")
    estimate = {"percentile10": 50000, "percentile90": 70000, "duration": "P1Y", "currency": "EUR"}
    guessed = RawPay(Decimal(50000), Decimal(70000), "EUR", "YEAR", predicted=True)
    assert node(estimatedSalary=[estimate]).pay == (guessed,)
    assert node(estimatedSalary=estimate, baseSalary=60000).pay[0].predicted is False


@pytest.mark.parametrize(
    ("description", "expected"),
    [
        ("Plain words.\n\nMore &amp; more.", "Plain words.\n\nMore & more."),
        ("<p>HTML &amp; more.</p><p>Two.</p>", "HTML & more.\n\nTwo."),
        ("&lt;p&gt;Escaped &amp;amp; more.&lt;/p&gt;", "Escaped & more."),
        ("<p>One&amp;#xa;two &amp;ndash; three</p>", "One two – three"),
        (["<p>A</p>", "<p>B</p>"], "A\n\nB"),
        ("UNAVAILABLE", ""),
        (None, ""),
    ],
)
def test_the_description_plain_html_or_escaped(description: object, expected: str) -> None:
    found = node(description=description)
    said = text.from_html(found.description) if found.markup == "html" else found.description
    assert said == expected


def test_what_stands_beside_the_description_is_added_once() -> None:
    duties = "Plan the routes of a hundred lorries, and drive one of them."
    said = text.from_html(node(description="<p>We drive.</p>", responsibilities=duties).description)
    assert said == f"We drive.\n\n{duties}"
    again = node(description=f"<p>We drive. {duties}</p>", responsibilities=duties)
    assert text.from_html(again.description).count("lorries") == 1


def test_an_empty_description_is_taken_from_the_page() -> None:
    advert = (FIXTURES / "page" / "english.html").read_text()
    block = script('{"@type": "JobPosting", "title": "Staff Nurse", "description": ""}')
    (found,) = read(advert.replace("</body>", f"{block}</body>"))
    assert found.description.startswith("Fabrikam Health runs three clinics")


def test_dates_that_mean_nothing_are_left_out() -> None:
    assert node(validThrough="1970-01-01T00:00:00Z").valid_through == ""
    assert node(datePosted=["2020-10-20 20:28:32 UTC"]).posted == "2020-10-20 20:28:32 UTC"
