"""The header of a "Who is hiring?" comment, in the forms that people give it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.sources._hiring_header import Header, read

ADDRESS = (
    '<a href="https:&#x2F;&#x2F;contoso.example&#x2F;jobs">https:&#x2F;&#x2F;contoso.example...</a>'
)

HEADERS = [
    (
        f"Contoso | Senior Rust Engineer | Berlin, Germany | ONSITE | €70k-€90k | {ADDRESS}",
        Header("Senior Rust Engineer", "Contoso", ("Berlin, Germany",), "onsite", "€70k-€90k"),
    ),
    (
        "Contoso (YC W21) | REMOTE (US only) | Full-time | Data Engineer | $150,000 - $200,000",
        Header(
            "Data Engineer",
            "Contoso",
            ("REMOTE (US only)",),
            "remote",
            "$150,000 - $200,000",
            "Full-time",
        ),
    ),
    (
        "Contoso • Designer • NYC or Remote • Contract • $90&#x2F;hr",
        Header("Designer", "Contoso", ("NYC or Remote",), "remote", "$90/hr", "Contract"),
    ),
    (
        "Contoso — Senior DevOps — Remote (EU) — contoso.example.com&#x2F;jobs",
        Header("Senior DevOps", "Contoso", ("Remote (EU)",), "remote"),
    ),
    (
        "Contoso | Buoy Painter, Engineer | Full-time | Remote, PT&#x2F;ET hours preferred",
        Header("Buoy Painter, Engineer", "Contoso", (), "remote", "", "Full-time"),
    ),
    (
        "Contoso | Python Engineer | HYBRID (Ghent, Lille) or REMOTE (Europe) | Python, FastAPI",
        Header(
            "Python Engineer", "Contoso", ("HYBRID (Ghent, Lille) or REMOTE (Europe)",), "remote"
        ),
    ),
    ("Contoso | Rust, Go | Berlin", Header("Rust, Go", "Contoso", ("Berlin",))),
    (
        "Contoso | Lausanne, Switzerland (relocation an option) | Engineer | ONSITE",
        Header("Engineer", "Contoso", ("Lausanne, Switzerland",), "onsite"),
    ),
    ("Contoso | Multiple roles | Multiple locations", Header("Multiple roles", "Contoso")),
    (
        "Contoso | Lexington MA | Scientist | US citizens only | Onsite (3 days&#x2F;week)",
        Header("Scientist", "Contoso", ("Lexington MA",), "onsite"),
    ),
    ("Contoso|Engineer|FT", Header("Engineer", "Contoso", employment_type="Full-time")),
    (
        "San Francisco, CA - Full time - Contoso - Software Engineer",
        Header("Software Engineer", "Contoso", ("San Francisco, CA",), employment_type="Full-time"),
    ),
    (
        "Senior Engineer | Contoso | Berlin | Remote",
        Header("Senior Engineer", "Contoso", ("Berlin",), "remote"),
    ),
    (
        "Contoso: maps for ships | Head of Growth | Lagos, Nigeria | Hybrid",
        Header("Head of Growth", "Contoso", ("Lagos, Nigeria",), "hybrid"),
    ),
    (
        "Contoso | we make rockets | Engineers, Designers | Bremen | INTERNS, VISA",
        Header("Engineers, Designers", "Contoso", ("Bremen",), employment_type="Internship"),
    ),
    (
        "Contoso | Engineer ($120k-150k) | Zürich | ONSITE (no remote)",
        Header("Engineer", "Contoso", ("Zürich",), "onsite", "$120k-150k"),
    ),
    (
        "Contoso | Machinist | Graz, Österreich | Vollzeit | 45.000 - 60.000 €",
        Header("Machinist", "Contoso", ("Graz, Österreich",), "", "45.000 - 60.000 €", "Full-time"),
    ),
    ("Contoso | Nantes | Rust", Header("Rust", "Contoso", ("Nantes",))),
    (
        "Contoso, Inc | Engineer | Remote<p>Second paragraph | with a pipe",
        Header("Engineer", "Contoso, Inc", (), "remote"),
    ),
    (
        "Contoso<p>Engineer | Oslo, Norway | Onsite",
        Header("Engineer", "Contoso", ("Oslo, Norway",), "onsite"),
    ),
    (
        "Contoso | Smart Contract Engineer | London | £80k",
        Header("Smart Contract Engineer", "Contoso", ("London",), "", "£80k"),
    ),
    (
        "Contoso &#x2F; Haskell Engineer &#x2F; Remote",
        Header("Haskell Engineer", "Contoso", (), "remote"),
    ),
    (
        "Contoso | YC W22 | Engineer | Berlin | Relocation support",
        Header("Engineer", "Contoso", ("Berlin",)),
    ),
    (
        "Contoso, Full-time, Remote (Americas), Rails developer",
        Header("Rails developer", "Contoso", ("Remote (Americas)",), "remote", "", "Full-time"),
    ),
    (
        "Contoso, a Fabrikam brand | Engineer | ONSITE+PART REMOTE Ghent",
        Header("Engineer", "Contoso", ("ONSITE+PART REMOTE Ghent",), "hybrid"),
    ),
    ("https://contoso.dev | Designer | Remote", Header("Designer", "contoso.dev", (), "remote")),
]


@pytest.mark.parametrize(("html", "header"), HEADERS)
def test_the_fields_are_told_by_their_words(html: str, header: Header) -> None:
    assert read(html + "<p>We raised $10M and pay on time.") == header


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ("Contoso | Berlin | ONSITE", "Contoso | Berlin | ONSITE"),
        (f"Contoso ({ADDRESS}) | Remote", "Contoso | Remote"),
        ("Anyone know a good tool for this thread?", "Anyone know a good tool for this thread?"),
    ],
)
def test_without_a_role_the_line_is_the_title(html: str, title: str) -> None:
    assert read(html).title == title


@pytest.mark.parametrize(
    ("prose", "company"),
    [
        ("Contoso Labs is hiring two engineers. Write to us!", "Contoso Labs"),
        ("Contoso (https://contoso.example) is looking for a gardener.", "Contoso"),
        ("Hi, I'm Ada, CTO of Contoso. We need help.", "Contoso"),
        ("We are hiring.", ""),
        ("Contoso", "Contoso"),
    ],
)
def test_who_hires_is_found_in_prose(prose: str, company: str) -> None:
    assert read(prose).company == company


def test_money_that_was_raised_is_no_pay() -> None:
    assert read("Contoso | $10M seed | Engineer | Oslo").pay_text == ""
    assert read("Contoso | raised $400,000 | Engineer | Oslo").pay_text == ""


def test_a_paragraph_behind_the_header_is_no_field() -> None:
    prose = "Full time - It is a good time to join, for many reasons that are listed here. " * 3
    header = read(f"Contoso | Remote only | {prose}")
    assert header == Header(
        "Contoso | Remote only | Full time", "Contoso", (), "remote", "", "Full-time"
    )


@given(st.text(max_size=400))
def test_any_text_has_a_title_unless_it_says_nothing(text: str) -> None:
    header = read(text)
    assert header.title == header.title.strip()
    assert len(header.title) <= 151
    assert read(text) == header


@settings(max_examples=30, deadline=None)
@given(st.sampled_from(["| ", "$1,", "(", "1.", "a.", "- ", "@a", "remote ", "x" * 50, "﻿ \t"]))
def test_hostile_repetition_costs_little(part: str) -> None:
    began = time.process_time()
    read(part * 20_000)
    # Some fifty times what it takes: only what grows with the square does not end in time.
    assert time.process_time() - began < 5
