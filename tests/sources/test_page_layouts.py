"""The page kind on what sites put around a posting, and on how they lay out what it says."""

from __future__ import annotations

import json

import pytest

from alertbot.model import RawPosting
from alertbot.sources._job_words import is_job
from tests.sources.pages import read, script

EN = "We plan routes for a hundred lorries and look for somebody who likes to work in a team. "
TEXT = f"<h2>About us</h2><p>{EN * 2}</p><h2>Requirements</h2><p>{EN}</p>"


def only(html: str) -> RawPosting:
    (found,) = read(html)
    return found


def where(found: RawPosting) -> list[str]:
    return [place.text for place in found.places]


# -- what is none of the posting ------------------------------------------------------------

LINKS = "".join(f"<li><a href=/jobs/{number}>Fitter {number}</a>, Ulm</li>" for number in range(6))


def test_a_list_of_links_is_a_menu_or_other_postings() -> None:
    found = only(f"<ul>{LINKS}</ul><h1>Staff Engineer</h1>{TEXT}<h4>Hot</h4><ul>{LINKS}</ul>")
    assert found.title == "Staff Engineer"
    assert found.description.endswith("work in a team.")


def test_a_few_links_may_be_facts() -> None:
    facts = "<ul><li><a href=/a>Oslo, Norway</a></li><li><a href=/b>Full-time</a></li></ul>"
    found = only(f"<h1>Staff Engineer</h1>{facts}{TEXT}")
    assert where(found) == ["Oslo, Norway"]


def test_a_list_that_says_more_than_its_links_is_text() -> None:
    duties = "".join(f"<li>{EN}See <a href=/{n}>here</a>.</li>" for n in range(6))
    found = only(f"<h1>Staff Engineer</h1>{TEXT}<ul>{duties}</ul>")
    assert found.description.count("See here.") == 6


def test_a_form_without_a_form_element_is_no_text() -> None:
    rows = "".join(f"<tr><td><label>{name}*</label><td><input>" for name in ("Name", "Phone"))
    found = only(f"<h1>Staff Engineer</h1>{TEXT}<table>{rows}</table>")
    assert "Phone" not in found.description
    facts = "<table><tr><td>Location</td><td>Oslo, Norway</td></tr></table>"
    assert where(only(f"<h1>Staff Engineer</h1>{facts}{TEXT}")) == ["Oslo, Norway"]


def test_a_heading_over_nothing_ends_no_text() -> None:
    found = only(f"<h1>Staff Engineer</h1>{TEXT}<h3>Our sites</h3><iframe src=/map></iframe>")
    assert found.description.endswith("work in a team.")


def test_a_title_that_is_no_heading_stands_in_its_text() -> None:
    head = "<title>Vacancy | Night Nurse (m/f/d)</title>"
    found = only(f"{head}<p>{EN}</p><p><b>Night Nurse (m/f/d)</b></p><p>{EN}</p>{TEXT}")
    assert found.title == "Night Nurse (m/f/d)"
    assert found.description.count("a hundred lorries") == 5


# -- the title ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "page",
    [
        "<title>Contoso Dental - Dental Hygienist</title><div>Dental Hygienist</div>",
        "<title>Marlow - Dental Hygienist</title><h1>Marlow</h1><h2>Dental Hygienist</h2>",
        "<title>Job Advert</title><h1>Dental Hygienist</h1>",
        "<title>Dental Hygienist @ Contoso</title><h1>Dental Hygienist @ Contoso</h1>",
        "<title>Jobs: Description</title><h1>Dental Hygienist-190001AB</h1>",
        "<title>Jobs | Dental Hygienist | Contoso</title><p>Dental Hygienist</p>",
    ],
)
def test_the_title_beside_other_names(page: str) -> None:
    found = only(f"{page}<p>Location: Oslo</p><p>Job type: Full-time</p>{TEXT}")
    assert found.title == "Dental Hygienist"


@pytest.mark.parametrize(
    "title", ["Physiotherapist", "Marine biologists", "Bookkeeper", "Radiographer", "Glazier"]
)
def test_trades_are_jobs(title: str) -> None:
    assert is_job(title.lower())
    assert not is_job("baker hughes")  # a firm


# -- who and where --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "company"),
    [
        ("<p>Employer: Contoso Kliniken Nord GmbH</p>", "Contoso Kliniken Nord GmbH"),
        ("<p id=employer_name>Contoso Trust</p>", "Contoso Trust"),
        ("<span data-automation=advertiser-name>Contoso</span>", "Contoso"),
        ("<span id=detail-firma>Haus Contoso</span>", "Haus Contoso"),
        ("<p class=company>Contoso 3.9 (812 reviews)</p>", "Contoso"),
        ("<title>Staff Engineer - 35 - 195ABC | Contoso</title>", "Contoso"),
        ("<div class=company-info><a href=/company/contoso>Contoso</a> All jobs</div>", "Contoso"),
        ("<meta name=author content='Contoso GmbH'><p>x</p>", "Contoso GmbH"),
        (
            "<title>Engineer at Contoso</title><a class=org>Us</a><a class=org>Contoso</a>",
            "Contoso",
        ),
        ("<title>Engineer at Contoso</title><p class=org>Contoso - School of Law</p>", "Contoso"),
        ("<title>Staff Engineer ǀ Contoso Careers</title>", "Contoso"),
    ],
)
def test_the_employer_however_it_is_marked(page: str, company: str) -> None:
    found = only(f"{page}<h1>Staff Engineer</h1><p>Location: Oslo</p>{TEXT}")
    assert found.company == company


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("<p>📍 Location: Oslo, Norway</p>", "Oslo, Norway"),
        ("<p>29614 Soltau</p>", "29614 Soltau"),
        ("<p>Angers - 49</p>", "Angers - 49"),
        ("<p>Nantes (44)</p>", "Nantes (44)"),
        ("<p>35 - Rennes</p>", "35 - Rennes"),
    ],
)
def test_the_place_however_it_is_written(line: str, place: str) -> None:
    assert where(only(f"<h1>Staff Engineer</h1>{line}{TEXT}")) == [place]


def test_a_plain_word_is_a_label_where_it_is_a_heading() -> None:
    found = only(f"<h1>Staff Engineer</h1>{TEXT}<h2>Sted</h2><p>Kaigaten 4, 6790 Hornindal</p>")
    assert where(found) == ["Kaigaten 4, 6790 Hornindal"]
    found = only(f"<h1>Staff Engineer</h1>{TEXT}<p>Sted</p><p>Kaigaten 4, 6790 Hornindal</p>")
    assert where(found) == []


def test_hybrid_where_the_place_should_be_is_no_place() -> None:
    found = only(f"<h1>Staff Engineer</h1><span class=location>Hybrid</span>{TEXT}")
    assert (found.places, found.workplace) == ((), "Hybrid")


# -- what is left out for machines ----------------------------------------------------------

NODE = {
    "@type": "JobPosting",
    "title": "Surgeon (m/f/d) for the ward of hands",
    "hiringOrganization": {"name": "Contoso"},
}


@pytest.mark.parametrize("description", ["", "<p>Start: at once</p><p>Hours: 40</p>"])
def test_a_text_that_only_people_are_shown(description: str) -> None:
    page = f"<h1>Surgeon (m/f/d)</h1><p>Location: Oslo</p>{TEXT}"
    found = only(script(json.dumps(NODE | {"description": description}), page))
    assert found.title == NODE["title"]
    assert found.description.endswith("work in a team.")
    assert where(found) == ["Oslo"]


def test_a_short_text_is_not_given_up_for_one_about_something_else() -> None:
    page = f"<h1>Nurse</h1><p>Location: Oslo</p>{TEXT}"
    found = only(script(json.dumps(NODE | {"description": "Start: at once"}), page))
    assert found.description == "Start: at once"
