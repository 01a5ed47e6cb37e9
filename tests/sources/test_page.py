"""The page kind on pages that have to be read by eye, on what is no posting, and on real ones."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from pydantic import ValidationError

from alertbot.errors import ParseError
from alertbot.model import Basis, Pay, Period, RawPlace
from alertbot.reading import read as read_posting
from alertbot.sources import page as kind
from tests.sources.pages import OPTIONS, SHARED, fixture, read, script

# -- requests -------------------------------------------------------------------------------


def test_it_asks_for_the_page_or_for_its_stand_in() -> None:
    (asked,) = kind.requests(OPTIONS)
    assert asked.url == OPTIONS.url
    moved = kind.Options(url="https://a.example/x?y=1", base_url="http://127.0.0.1:1/below")
    (asked,) = kind.requests(moved)
    assert asked.url == "http://127.0.0.1:1/below/x?y=1"
    with pytest.raises(ValidationError):
        kind.Options(url="ftp://a.example/x")


# -- pages read by eye ----------------------------------------------------------------------


def test_a_german_page_with_a_definition_list() -> None:
    developer = fixture("page/german.html")
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
    mechanic = fixture("page/spanish.html")
    assert mechanic.title == "Técnico/a de mantenimiento"
    assert mechanic.company == "Contoso Ibérica"
    assert mechanic.places == (RawPlace(text="Sevilla (España)"),)
    assert mechanic.pay_text == "24.000 € - 28.000 € brutos al año"
    assert (mechanic.workplace, mechanic.employment_type) == ("Presencial", "Indefinido")
    assert mechanic.posted == "2026-06-03"
    assert mechanic.description.startswith("Descripción de la oferta\n\nBuscamos")
    assert mechanic.description.endswith("• Carné de conducir")


def test_a_page_that_says_by_class_names_what_is_what_with_pay_in_the_middle() -> None:
    nurse = fixture("page/english.html")
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
        fixture("page/english.html").description
    )


def test_a_plain_text_in_the_order_of_a_page() -> None:
    designer = fixture("page/plain.txt")
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
        ("<h1>Vacature</h1><p>Deze vacature is helaas niet meer open.</p>", "the posting is gone"),
        ("<h1>Careers</h1><p>There are currently no open positions.</p>", "there are no openings"),
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
    "JobPostingExtended19": ("Senior Manager, Sales Force Excellence", "Coloplast A/S", "Humlebæk"),
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
    listed = [
        {one.title for one in read(page_of_links.read_bytes())}
        for page_of_links in sorted((SHARED / "corpus").glob("html-other/*careers*.html"))
    ]
    assert listed == [
        {"Event Coordinator"},
        {
            "Applications Engineer",
            "CNC & Robot Operator",
            "Manufacturing Engineer",
            "Sensor Fusion Software Engineer",
        },
    ]


def test_a_date_below_the_word_apply_by_is_no_posting_date() -> None:
    facts = "<dl><dt>Location:</dt><dd>Austin, TX</dd><dt>Apply by:</dt><dd>2026-12-15</dd></dl>"
    body = "<h3>What you will do</h3><p>Keep the messaging service running, day and night.</p>"
    (raw,) = read(f"<h1>Site Reliability Engineer</h1>{facts}{body}")
    assert raw.posted == ""
    assert raw.valid_through.startswith("2026-12-15")


def test_a_page_called_careers_with_one_job_on_it_is_that_job() -> None:
    rows = "<tr><th>Company</th><td>Tailspin</td></tr><tr><th>Location</th><td>Austin, TX</td></tr>"
    body = "<h2>Requirements</h2><p>Experience with incident response in production.</p>"
    page = f"<title>Careers at Tailspin</title><h1>Site Reliability Engineer</h1><table>{rows}"
    (raw,) = read(f"{page}</table>{body}")
    assert (raw.title, raw.company) == ("Site Reliability Engineer", "Tailspin")


def test_a_file_of_a_program_is_no_page() -> None:
    recorded = b"---\nhttp_interactions:\n- request:\n    uri: https://x.example/jobs\n" * 20
    with pytest.raises(ParseError, match="YAML"):
        read(recorded, "")
