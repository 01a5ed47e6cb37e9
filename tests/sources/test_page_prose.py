"""The page kind on pages without structured data, in many languages and services' shapes."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from alertbot.model import RawPosting
from tests.sources.pages import read

EN = "We plan routes for a hundred lorries and look for somebody who likes to work in a team. "
NAV = "<header class=site-header><nav><a href=/>Home</a><a href=/jobs>Jobs</a></nav></header>"


@dataclass(frozen=True)
class Shown:
    """A page, and what is to be read on it. `begins`: how the body begins."""

    html: str
    title: str
    company: str
    place: str
    begins: str


PAGES = {
    "Jobvite": Shown(
        "<title>Contoso Careers - Accountant</title><h2"
        " class=jv-header>Accountant</h2><p>Accounting"
        "<span class=jv-inline-separator></span>Bangalore,\n India<span class=jv-inline-separator>"
        f"</span>Req.Num.: 32001</p><div><p>{EN * 2}</p><p><b>What You Will Bring</b></p></div>",
        "Accountant",
        "Contoso",
        "Bangalore, India",
        "We plan",
    ),
    "iCIMS": Shown(
        "<title>UAT Analyst in Bangalore, India | Careers at Contoso</title><h1>UAT Analyst</h1>"
        "<div><span class='sr-only field-label'>Job Locations</span><span>IN-Bangalore</span></div>"
        "<div><span class='sr-only field-label'>Requisition ID</span><span>2026-1</span></div>"
        f"<dl><dt>Position Type</dt><dd>Regular Full-Time</dd></dl><h2>Overview</h2><p>{EN}</p>"
        "<h2>Options</h2><a class=btn>Apply for this job online</a>",
        "UAT Analyst",
        "Contoso",
        "IN-Bangalore",
        "Overview",
    ),
    "JazzHR": Shown(
        "<title>Warehouse Lead - Contoso - Career Page</title><h1>Warehouse Lead</h1><ul>"
        "<li title=Location><i class=fa></i> Reno, NV</li><li title=Department>Operations</li>"
        f"<li>Full Time</li></ul><p>{EN * 2}</p><p><b>Requirements</b></p><ul><li>A licence</ul>",
        "Warehouse Lead",
        "Contoso",
        "Reno, NV",
        "We plan",
    ),
    "Taleo": Shown(
        f"<title>Job Description</title><h1>Project"
        f" Engineer-1900023</h1><h2>Description</h2><p>{EN}"
        "</p><div><b>Primary Location:</b> United States-Texas-Houston</div><div>"
        "<b>Organization:</b> Contoso Energy</div><div><b>Schedule:</b> Full-time</div>",
        "Project Engineer",
        "Contoso Energy",
        "United States-Texas-Houston",
        "Description",
    ),
    "Paylocity": Shown(
        "<meta property=og:title content='Contoso LLC - Tax Director'><h2>Contoso LLC</h2>"
        "<div class=job-preview-details><div class=job-title>Tax"
        " Director</div><div>Dallas, TX</div>"
        f"<div>Full Time</div></div><h3>Description</h3><p>{EN * 3}</p>",
        "Tax Director",
        "Contoso LLC",
        "Dallas, TX",
        "Description",
    ),
    "PeopleSoft": Shown(
        "<title>Job Description</title><table><tr><td>Job Title</td><td>Registered Nurse</td></tr>"
        "<tr><td>Company</td><td>Contoso Health</td></tr><tr><td>Location</td><td>Dallas, TX</td>"
        f"</tr></table><h2>Responsibilities</h2><p>{EN * 3}</p>",
        "Registered Nurse",
        "Contoso Health",
        "Dallas, TX",
        "Responsibilities",
    ),
    "French": Shown(
        f"<html lang=fr>{NAV}<title>Développeur (H/F) - Lyon | Contoso</title><h1>Développeur (H/F)"
        "</h1><ul><li>Type de contrat : CDI</li><li>Lieu : Lyon (69)</li></ul><h2>Vos missions</h2>"
        "<p>Vous développez des logiciels qui planifient les trajets de cent camions.</p>"
        "<h2>Ces offres pourraient vous intéresser</h2><a href=/x>Autre poste</a>",
        "Développeur (H/F)",
        "Contoso",
        "Lyon (69)",
        "Vos missions",
    ),
    "Dutch": Shown(
        f"<html lang=nl>{NAV}<title>Vacature Financieel medewerker - Contoso</title><h1>Financieel"
        " medewerker</h1><div class=meta><span>Utrecht</span><span>32-40"
        " uur</span></div><h2>Over de"
        " functie</h2><p>Je verwerkt facturen en helpt collega’s van drie vestigingen met vragen."
        "</p><h2>Wat wij bieden</h2><ul><li>Een vast contract</li></ul>",
        "Financieel medewerker",
        "Contoso",
        "Utrecht",
        "Over de functie",
    ),
    "Italian": Shown(
        f"<html lang=it>{NAV}<h1>Magazziniere</h1><table><tr><th>Azienda</th><td>Contoso"
        " S.r.l.</td>"
        "</tr><tr><th>Sede di"
        " lavoro</th><td>Bologna</td></tr></table><h3>Requisiti</h3><p>Cerchiamo"
        " una persona precisa per il nostro magazzino di Bologna, anche alla prima esperienza.</p>",
        "Magazziniere",
        "Contoso S.r.l.",
        "Bologna",
        "Requisiti",
    ),
    "Swedish": Shown(
        f"<html lang=sv>{NAV}<title>Sjuksköterska till Contoso Vård</title><h1>Sjuksköterska</h1>"
        "<p>Contoso Vård AB</p><p>Ort: Göteborg</p><h2>Om jobbet</h2><p>Vi söker en"
        " sjuksköterska som"
        " vill arbeta på vår mottagning.</p><h2>Fler lediga jobb</h2><a href=/y>Läkare</a>",
        "Sjuksköterska",
        "Contoso Vård AB",
        "Göteborg",
        "Om jobbet",
    ),
    "Polish": Shown(
        f"<html lang=pl>{NAV}<h1>Programista Java</h1><h2>Contoso Polska Sp. z o.o.</h2><ul><li>"
        "Miejsce pracy: Kraków</li></ul><h3>Twoje zadania</h3><ul><li>Tworzenie usług,"
        " które planują"
        " trasy dla ciężarówek w całej Europie.</li></ul><h3>Nasze wymagania</h3><ul><li>Java</ul>",
        "Programista Java",
        "Contoso Polska Sp. z o.o.",
        "Kraków",
        "Twoje zadania",
    ),
    "Chinese": Shown(
        "<html lang=zh><h1>高级数据工程师</h1><p>工作地点：上海</p><p>公司名称：康托索有限公司</p>"
        "<h3>职位描述</h3><p>负责公司数据平台的设计与开发，支持业务团队的数据需求，保证数据质量与系统稳定性。</p>"
        "<h3>任职要求</h3><p>本科及以上学历，三年以上相关工作经验，熟悉常用的大数据组件与编程语言。</p>",
        "高级数据工程师",
        "康托索有限公司",
        "上海",
        "职位描述",
    ),
    "a place and an employer in the title alone": Shown(
        f"<title>Data Engineer - Berlin - Contoso</title><h1>Careers</h1><p>Berlin</p><h2>About the"
        f" role</h2><p>{EN * 3}</p>",
        "Data Engineer",
        "Contoso",
        "Berlin",
        "About the role",
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_as_a_person_reads_it(name: str) -> None:
    shown = PAGES[name]
    (found,) = read(shown.html)
    assert (found.title, found.company) == (shown.title, shown.company)
    assert [place.text for place in found.places] == [shown.place]
    assert found.description.startswith(shown.begins)


def only(html: str) -> RawPosting:
    (found,) = read(html)
    return found


def test_the_form_and_other_postings_below_are_no_text() -> None:
    form = "<h2>Apply for this job</h2><form><label>First Name</label><input></form>"
    found = only(f"<h1>Staff Engineer</h1><p>Location: Oslo</p><h2>About us</h2><p>{EN}</p>{form}")
    assert found.description.endswith("work in a team.")


def test_boxes_in_a_row_are_facts_of_their_own() -> None:
    boxes = "<span>Design</span><span>London, UK</span><span>Hybrid</span><span>£60,000</span>"
    found = only(f"<h1>Product Designer</h1><div>{boxes}</div><h2>About us</h2><p>{EN * 2}</p>")
    assert [place.text for place in found.places] == ["London, UK"]
    assert (found.workplace, found.pay_text) == ("Hybrid", "£60,000")


def test_a_line_all_in_parentheses_names_nobody() -> None:
    found = only(f"<h1>Staff Engineer</h1><p>(3,510 to 4,305 Euro)</p><h2>About us</h2><p>{EN}</p>")
    assert found.company == ""
