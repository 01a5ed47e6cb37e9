"""The page kind: JSON-LD as it is found in the wild, and pages that have to be read by eye."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from pydantic import ValidationError

from alertbot import text
from alertbot.errors import ParseError
from alertbot.model import Basis, Page, Pay, Period, RawPay, RawPlace, RawPosting, Skipped
from alertbot.reading import read as read_posting
from alertbot.sources import page as kind
from tests.sources.conformance import page, sound

FIXTURES = Path(__file__).parent / "fixtures"
SHARED = Path(__file__).parents[2].parent / "shared"
OPTIONS = kind.Options(url="https://careers.example/jobs/1")


def read(body: str | bytes, content_type: str = "text/html", **given: str) -> list[RawPosting]:
    raw = body.encode() if isinstance(body, str) else body
    shown = Page(
        url=given.get("url", OPTIONS.url),
        body=raw,
        content_type=content_type,
        charset=given.get("charset", ""),
        fetched_at=datetime(2026, 7, 1, tzinfo=UTC),
    )
    found = list(kind.parse(OPTIONS, shown))
    assert sound(found)
    return [one for one in found if isinstance(one, RawPosting)]


def fixture(name: str) -> RawPosting:
    (found,) = read((FIXTURES / name).read_bytes(), "text/plain" if "txt" in name else "text/html")
    return found


def script(block: str, rest: str = "") -> str:
    return f'<html><body><script type="application/ld+json">{block}</script>{rest}</body></html>'


def node(**members: object) -> RawPosting:
    """The posting of a JobPosting with these members beside a title."""
    (found,) = read(script(json.dumps({"@type": "JobPosting", "title": "Engineer"} | members)))
    return found


# -- requests -------------------------------------------------------------------------------


def test_it_asks_for_the_page_or_for_its_stand_in() -> None:
    (asked,) = kind.requests(OPTIONS)
    assert asked.url == OPTIONS.url
    moved = kind.Options(url="https://a.example/x?y=1", base_url="http://127.0.0.1:1/below")
    (asked,) = kind.requests(moved)
    assert asked.url == "http://127.0.0.1:1/below/x?y=1"
    with pytest.raises(ValidationError):
        kind.Options(url="ftp://a.example/x")


# -- JSON-LD: found -------------------------------------------------------------------------


def test_a_posting_has_everything_that_its_json_ld_says() -> None:
    intern = fixture("page_jsonld.html")
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
    found = list(kind.parse(OPTIONS, page((FIXTURES / "page_list.html").read_bytes())))
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
        (found,) = read(f"<p>ld+json is a format</p>{tag}{block}</SCRIPT>".replace("ld+json is", "")
                        if "&#" in tag else f"<p>ld+json</p>{tag}{block}</script>")  # fmt: skip
        assert found.title == "Engineer"


def test_json_ld_that_cannot_be_read_gives_way_to_the_page() -> None:
    advert = (FIXTURES / "page_english.html").read_text()
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
    for nothing in (None, 0, {"value": {"minValue": 0, "maxValue": 0}}, {"value": None}, "0", []):
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
    assert said.split("\n") == ["We drive.", duties]
    again = node(description=f"<p>We drive. {duties}</p>", responsibilities=duties)
    assert text.from_html(again.description).count("lorries") == 1


def test_an_empty_description_is_taken_from_the_page() -> None:
    advert = (FIXTURES / "page_english.html").read_text()
    block = script('{"@type": "JobPosting", "title": "Staff Nurse", "description": ""}')
    (found,) = read(advert.replace("</body>", f"{block}</body>"))
    assert found.description.startswith("Fabrikam Health runs three clinics")


def test_dates_that_mean_nothing_are_left_out() -> None:
    assert node(validThrough="1970-01-01T00:00:00Z").valid_through == ""
    assert node(datePosted=["2020-10-20 20:28:32 UTC"]).posted == "2020-10-20 20:28:32 UTC"


# -- pages read by eye ----------------------------------------------------------------------


def test_a_german_page_with_a_definition_list() -> None:
    developer = fixture("page_german.html")
    assert developer.title == "Softwareentwickler Backend (m/w/d)"
    assert developer.company == "Nordwind Logistik GmbH"
    assert developer.places == (RawPlace(text="Hamburg, Deutschland"),)
    assert developer.pay_text == "60.000 € – 75.000 € pro Jahr"
    assert developer.employment_type == "Vollzeit, unbefristet"
    assert developer.requisition == "NL-2026-17"
    assert developer.posted == "2026-05-13"
    assert developer.description == (
        "Deine Aufgaben\n\n"
        "• Du baust Dienste, die Routen planen.\n"
        "• Du betreust sie im Betrieb.\n\n"
        "Dein Profil\n\n"
        "Du bringst Erfahrung mit Java oder Kotlin mit und arbeitest gern im Team, auch wenn es "
        "einmal hektisch wird."
    )


def test_a_spanish_page_with_a_table_in_windows_1252_without_a_first_heading() -> None:
    mechanic = fixture("page_spanish.html")
    assert mechanic.title == "Técnico/a de mantenimiento"
    assert mechanic.company == "Contoso Ibérica"
    assert mechanic.places == (RawPlace(text="Sevilla (España)"),)
    assert mechanic.pay_text == "24.000 € - 28.000 € brutos al año"
    assert (mechanic.workplace, mechanic.employment_type) == ("Presencial", "Indefinido")
    assert mechanic.posted == "2026-06-03"
    assert mechanic.description.startswith("Descripción de la oferta\n\nBuscamos")
    assert mechanic.description.endswith("• Carné de conducir")


def test_a_page_that_says_by_class_names_what_is_what_with_pay_in_the_middle() -> None:
    nurse = fixture("page_english.html")
    assert (nurse.title, nurse.company) == ("Staff Nurse", "Fabrikam Health")
    assert nurse.places == (RawPlace(text="Portland, OR"),)
    assert nurse.employment_type == "Part-time"
    assert nurse.posted == "2026-05-13"
    assert nurse.description.startswith("Fabrikam Health runs three clinics")
    posting = read_posting(nurse, source="page", fetched_at=datetime(2026, 7, 1, tzinfo=UTC))
    assert [(pay.min, pay.max, pay.period) for pay in posting.pay] == [
        (Decimal("42.50"), Decimal(58), Period.HOUR)
    ]


def test_inline_elements_and_no_break_spaces_do_not_glue_or_split_words() -> None:
    assert "Carefully look after patients. Teach students." in (
        fixture("page_english.html").description
    )


def test_a_plain_text_in_the_order_of_a_page() -> None:
    designer = fixture("page_plain.txt")
    assert (designer.title, designer.company) == ("Principal Product Designer", "Adatum")
    assert designer.places == (RawPlace(text="London, United Kingdom"),)
    assert designer.pay_text == "£85,000 - £105,000 per year"
    assert designer.posted == "Posted 3 Days Ago"
    assert designer.description.startswith("About the role\n\nAdatum draws maps")
    assert designer.description.endswith("• A bicycle\n\n#maps #design")


def test_labels_are_read_in_a_plain_text_too() -> None:
    (found,) = read(
        "Warehouse Lead\n\nCompany: Contoso\nLocation: Reno, NV\nSalary: $30 - $35 per hour\n"
        "Job type: Full-time\nDate posted: 2026-06-01\nClosing date: 30 June 2026\n\n"
        "Responsibilities\n\nLead a shift of twelve people, and see that nobody gets hurt.\n",
        "text/plain",
    )
    assert (found.title, found.company) == ("Warehouse Lead", "Contoso")
    assert found.places == (RawPlace(text="Reno, NV"),)
    assert (found.pay_text, found.employment_type) == ("$30 - $35 per hour", "Full-time")
    assert (found.posted, found.valid_through) == ("2026-06-01", "2026-06-30")
    assert found.description.startswith("Responsibilities")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<title>Just a moment...</title><p>Wait.</p>", "a challenge page"),
        ("<title>Sign in - Contoso</title><input type='password'>", "a sign-in page"),
        ("<title>404 Not Found</title><h1>Not Found</h1>", "an error page"),
        ("<title>Contoso</title><div id=app></div><script src=a.js></script>", "JavaScript"),
        ("<h1>Engineer</h1><p>This job is no longer available.</p>", "the posting is gone"),
        ("<h1>Careers</h1><h2>Open positions</h2><p>Engineer, Reno</p>", "no posting found"),
        ("Dear reader,\n\nthe weather was fine all week.\n", "no posting found"),
        ('{"jobs": []}', "an object with jobs as JSON where a page was expected"),
    ],
)
def test_a_page_that_is_no_posting_says_what_it_is(body: str, reason: str) -> None:
    with pytest.raises(ParseError, match=reason):
        read(body)


def test_an_article_with_a_heading_and_a_date_is_no_posting() -> None:
    story = "<p>The engineer found the fault after two days, and nobody was more surprised.</p>"
    with pytest.raises(ParseError, match="no posting found"):
        read(
            f"<title>How we fixed it</title><h1>How we fixed it</h1><p>May 13, 2026</p>{story * 9}"
        )


@pytest.mark.parametrize(
    ("charset", "declared", "encoding"),
    [
        ("windows-1252", "", "cp1252"),
        ("iso-8859-1", "", "cp1252"),
        ("", '<meta charset="windows-1252">', "cp1252"),
        ("", "", "utf-8"),
        ("", "", "cp1252"),
        ("", "", "utf-8-sig"),
        ("", "", "utf-16"),
        ("utf-8", '<meta charset="latin-1">', "utf-8"),
        ("no-such", "", "utf-8"),
    ],
)
def test_the_charset(charset: str, declared: str, encoding: str) -> None:
    block = script('{"@type": "JobPosting", "title": "Ingénieur – „Été“"}')
    (found,) = read((declared + block).encode(encoding), charset=charset)
    assert found.title == "Ingénieur – „Été“"


# -- hostile pages: that these end at all is the test, since squares of their size would not --


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + "x",
        "<nav class=location>" * 50_000 + "x",
        "<p>" + "".join(f"<b id={n}>" for n in range(5000)) + "</p>" + "<p>x" * 5000,
        "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + ">",
        "<a '\">" * 100_000,
        "<script>" * 10_000 + "x" * 1_000_000,
        "<script type=application/ld+json>" * 10_000,
        script('{"@type": "JobPosting", "title": "' + '"    ' * 50_000),
        "<p>Lorem ipsum dolor sit amet.</p>\n" * 50_000,
    ],
    ids=["div", "nav", "formats", "attributes", "quotes", "scripts", "blocks", "mending", "long"],
)
def test_a_hostile_page_costs_what_its_size_costs(body: str) -> None:
    with pytest.raises(ParseError):
        read(body)


def test_ten_thousand_blocks_are_read() -> None:
    block = '<script type="application/ld+json">{"@type":"JobPosting","title":"T","url":"/%d"}'
    assert len(read("".join(f"{block % n}</script>" for n in range(3000)))) == 3000


# -- real pages -----------------------------------------------------------------------------


def test_the_page_that_the_project_began_with() -> None:
    seed = SHARED / "seed" / "posting.txt"
    if not seed.exists():
        pytest.skip("the seed is not here")
    (raw,) = read(seed.read_bytes(), "text/plain")
    posting = read_posting(raw, source="page", fetched_at=datetime(2026, 5, 14, tzinfo=UTC))
    assert posting.title == "Sr. Software Engineer - Distributed Systems"
    assert posting.company == "Microsoft"
    (place,) = posting.places
    assert (place.city, place.region, place.country) == ("Redmond", "US-WA", "US")
    first, second = posting.pay
    year = Period.YEAR
    assert first == Pay(Decimal(119800), Decimal(234700), "USD", year, None, Basis.STATED)
    assert (second.min, second.max, second.period) == (Decimal(158400), Decimal(258000), year)
    assert second.where is not None
    assert "San Francisco Bay area" in second.where
    assert "New York City" in second.where
    assert posting.posted_at is not None
    assert posting.posted_at.date().isoformat() == "2026-05-13"
    assert posting.closes_not_before == posting.posted_at + timedelta(days=5)
    assert posting.hashtags == (
        "azdat", "azuredata", "pubsub", "azureeventgrid", "eventgrid", "messaging",
    )  # fmt: skip
    assert posting.description.startswith("Overview\n\nMicrosoft is a company where")
    assert posting.description.endswith("read more about requesting accommodations.")
    for chrome in ("cookies", "#alert", "Back to search", "Applied = 0", "web-bd", "\nNew\n"):
        assert chrome not in posting.description


REAL = {
    "ayuda_en_accion": ("Consultoría - Diseño de identidad visual", "Ayuda en Acción", "Bolivia"),
    "barcelona_activa": ("60578 - Monitor/a d'Oci Infantil", "Barcelona Activa", "Barcelona"),
    "decathlon": ("VENDEDOR/A DEPORTES DE AGUA", "DECATHLON", "Albacete"),
    "didi_global": ("Estágio em operações (Engagement Channels)", "", "Sao Paulo"),
    "peoplestrong": ("Manager - Professional Loans", "", "Amritsar"),
    "JobPostingExtended19": ("Senior Manager, Sales Force Excellence", "Coloplast", "Humlebæk"),
    "meta_software": ("Software Engineer, Infrastructure", "Meta", "Sunnyvale"),
    "fermi": ("Corporate Tax Director", "Fermi LLC", "Dallas"),
    "diode-senior": ("Senior Software Engineer", "Diode Computers, Inc.", "New York"),
    "job_7700798": ("Data Engineer Intern", "SWEEP", "Paris"),
}


@pytest.mark.parametrize("part", REAL)
def test_recorded_pages(part: str) -> None:
    files = list((SHARED / "corpus").glob(f"html-*/*{part}*.html"))
    if not files:
        pytest.skip("the corpus is not here")
    (found,) = read(files[0].read_bytes())
    title, company, place = REAL[part]
    assert found.title.startswith(title)
    assert found.company == company
    assert place in found.places[0].text + found.places[0].city
    assert len(found.description) > 60


def test_recorded_lists() -> None:
    files = list((SHARED / "corpus").glob("html-jsonld/*open-positions.html"))
    if not files:
        pytest.skip("the corpus is not here")
    assert len(read(files[0].read_bytes())) == 9
    for page_of_links in (SHARED / "corpus").glob("html-other/*careers*.html"):
        with pytest.raises(ParseError, match="no posting found"):
            read(page_of_links.read_bytes())
