"""The page kind on the shapes in which boards and sites without structured data show a posting."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from alertbot.errors import ParseError
from alertbot.model import RawPosting
from tests.sources.pages import read

TEXT = "We plan routes for a hundred lorries and look for somebody who likes to work in a team."


@dataclass(frozen=True)
class Shown:
    """A page, what is to be read on it, and what is no part of the body."""

    html: str
    title: str
    company: str
    place: str
    without: str = "Apply"


PAGES = {
    "a heading that is a box of boxes": Shown(
        "<h2 class=top-card__title>Route Planner</h2><h4><div><span><a class=org-name-link"
        " href=https://board.example/company/contoso>Contoso</a></span> <span>Ulm, Germany</span>"
        "</div><div><span class=posted-time-ago__text>3 weeks ago</span> <span>55 applicants</span>"
        f"</div><p>See who Contoso has hired for this role</p></h4><p>{TEXT}</p>"
        "<button>Apply</button>",
        "Route Planner",
        "Contoso",
        "Ulm, Germany",
        "applicants",
    ),
    "labels in boxes of their own": Shown(
        "<h3>General information</h3>"
        + "".join(
            f"<div class=view__field><div class=view__field__label>{label}</div>"
            f"<div class=view__field__value>{value}</div></div>"
            for label, value in (
                ("Job Title", "Route Planner"), ("Date", "Friday, October 2, 2026"),
                ("Entity", "Contoso Freight, LLC"), ("State", "Ohio"), ("City", "Dayton"),
                ("Base Pay Rate:", "$ 20.00"), ("Full/Part Time", "Full Time"),
            )
        )
        + f"<h3>Description</h3><p>{TEXT}</p>",
        "Route Planner",
        "Contoso Freight, LLC",
        "Dayton",
        "Base Pay",
    ),
    "labels known by their words": Shown(
        "<title>Route Planner - Board</title><h1>Route Planner</h1><h4><a"
        " href=/empresa/contoso-fretes>Contoso Fretes</a></h4><ul><li><span>Localidade</span>\n"
        "<span>Porto</span></li><li><span>Modelo de trabalho</span> <span>Remoto</span></li></ul>"
        f"<p>{TEXT}</p><p style='visibility: hidden'>web:10.0.0.1</p>",
        "Route Planner",
        "Contoso Fretes",
        "Porto",
        "web:",
    ),
    "elements that a script draws": Shown(
        "<html lang=fi><title>Sovellusarkkitehti | Toita</title><p>Haemme arkkitehtia.</p>"
        f"<x-details title='Tehtävän kuvaus'><p>{TEXT}</p></x-details><x-details"
        " title='Työpaikan tiedot'><x-item title='Työnantaja'>Contoso Oy</x-item><x-item"
        " title='Työn sijainti'>Oulu</x-item></x-details>",
        "Sovellusarkkitehti",
        "Contoso Oy",
        "Oulu",
    ),
    "facts in the footer of a card": Shown(
        "<h1>Programador Full-Stack</h1><div class=candidate-listing-footer><ul><li>9-9-2026</li>"
        "<li><a href=/porto.asp>Porto</a></li><li>Ref: 1593</li><li><a"
        " href=/emprego-empresa-id/12/contoso/>Instituto Contoso</a></li></ul></div><h2>Detalhe da"
        f" Oferta:</h2><p>O Instituto Contoso procura um programador. {TEXT}</p>",
        "Programador Full-Stack",
        "Instituto Contoso",
        "Porto",
        "1593",
    ),
    "an employer and its place in one line": Shown(
        "<html lang=tr><title>Proses Mühendisi</title><h3>Proses Mühendisi</h3><span>CONTOSO /"
        " Ankara</span><div><span>Yayın Tarihi: </span> 25.09.2026</div><div><span>Çalışma Yeri:"
        f" </span> Yerinde</div><p>CONTOSO gemi yapar. {TEXT}</p>"
        "<p><b>Görev ve Sorumluluklar</b></p><ul><li>Kontrol"
        "</ul><a href=/x>İlana Başvur</a>",
        "Proses Mühendisi",
        "CONTOSO",
        "Ankara",
        "Yerinde",
    ),
    "a board that is called what its address is": Shown(
        "<title>Route Planner - Contoso FZ-LLC - Dubai | Careers.example</title><h1>Route Planner"
        f"</h1><div>Contoso FZ-LLC - Dubai, United Arab Emirates</div><h2>Skills</h2><p>{TEXT}</p>"
        "<p>Similar jobs you may like</p>",
        "Route Planner",
        "Contoso FZ-LLC",
        "Dubai, United Arab Emirates",
        "Similar",
    ),
    "several facts in a line": Shown(
        "<h1>Route Planner</h1><p>Location: Madison, WI | Workplace Type: Hybrid | Date Posted:"
        " 2026-09-01</p><p>Keep our lorries on time.</p><a>Apply now</a>",
        "Route Planner",
        "",
        "Madison, WI",
    ),
    "a form, and words for screen readers": Shown(
        "<h1>Forklift Operator<span class=visually-hidden> - job post</span></h1><div"
        " data-testid=header-companyName>at Contoso</div><div"
        f" data-testid=header-companyLocation>Joliet, IL 60436</div><p>{TEXT}</p><p>Work Location:"
        " In person</p><form><label>First name</label><input><label>E-mail</label><input></form>",
        "Forklift Operator",
        "Contoso",
        "Joliet, IL 60436",
        "First name",
    ),
    "nothing but a title and the text": Shown(
        "<title>Construction Technician</title><div class=jobdescription><p>Contoso Management"
        " Group is a builder of bridges with three offices in Ohio that has been looking after the"
        f" county's roads since 1931. {TEXT} {TEXT} {TEXT}</p></div>",
        "Construction Technician",
        "Contoso Management Group",
        "",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_shape_is_read(name: str) -> None:
    shown = PAGES[name]
    (found,) = read(shown.html)
    assert isinstance(found, RawPosting)
    place = " / ".join(place.text or place.city for place in found.places)
    assert (found.title, found.company, place) == (shown.title, shown.company, shown.place)
    assert shown.without not in found.description
    assert ("lorries" in found.description) != ("First name" in found.description)


MORE = f"<p>{TEXT} {TEXT} {TEXT} {TEXT}</p>"
NO_POSTINGS = {
    "a blog": "<h1>How our engineers work</h1><p>By Jane Doe · 12 May 2026 · 5 min read</p>"
    f"{MORE}<h2>What we do</h2><p>Want to join us? Apply at our careers page.</p>",
    "an engineer's story": "<h1>A day in the life of a software engineer</h1><p>Berlin, Germany</p>"
    f"{MORE}<h3>Responsibilities</h3>{MORE}",
    "benefits": f"<h1>Our benefits</h1>{MORE}<h2>What we offer</h2>{MORE}<a>Apply now</a>",
    "a product": "<h1>Desk lamp Nova</h1><p>$49.00</p><h2>Description</h2>"
    f"{MORE}<h2>Requirements</h2><p>E27 bulb</p><button>Add to cart</button>",
    "a guide": f"<h1>How to become a nurse</h1>{MORE}<h2>Skills</h2>{MORE}",
    "a course": "<h1>MA Design Management</h1><p>Full-time</p><p>Location: Berlin</p>"
    f"{MORE}<h2>Entry requirements</h2>{MORE}",
    "a person": f"<h1>Jane Doe</h1><h2>Senior Engineer</h2><p>Berlin, Germany</p>{MORE}",
    "a company": f"<h1>About Contoso</h1>{MORE}<h2>Our mission</h2>{MORE}",
}


@pytest.mark.parametrize("name", NO_POSTINGS)
def test_what_is_no_posting_is_none(name: str) -> None:
    with pytest.raises(ParseError):
        read(NO_POSTINGS[name])


@pytest.mark.parametrize(
    "body",
    [
        "<div hidden class=hide>" * 20_000,
        "<form><input>" * 20_000,
        "<span>Location</span><span>" * 20_000,
        "<h4>" * 20_000 + "x",
        "<a href='/company/" + "a/" * 1000 + "'>x</a>",
        "<p>" + "Contoso " * 20_000 + "is</p>",
    ],
    ids=["hidden", "forms", "labels", "headings", "links", "names"],
)
def test_what_is_looked_for_costs_what_the_page_costs(body: str) -> None:
    with pytest.raises(ParseError):
        read(body)
