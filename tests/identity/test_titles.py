"""Which titles are one, spelt in two ways, and which are two, however alike."""

from __future__ import annotations

import string
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.identity import titles, traces
from alertbot.model import Place
from tests.identity.invented import MUNICH, POSTING, TEXT, answer, copied

ONE = """
Sr. Pump Engineer = Senior Pump Engineer
Pump Eng = Pump Engineer
Sales & Marketing Manager = Sales and Marketing Manager
Pumpenbauer (m/w/d) = Pumpenbauer:in (all genders)
Pumpenbauer/in (w/m/x) = PUMPENBAUER
Chargé(e) de clientèle H/F = Charge de clientele
Front-End Developer = Frontend Developer
Full Stack Developer = Full-Stack Developer
Pump Engineer II = Pump Engineer 2
Pump Engineer, Berlin = Pump Engineer
Pump Engineer - Berlin = Pump Engineer (Berlin, Germany)
Pump Engineer in Berlin = Pump Engineer
Pump Engineer Berlin = Pump Engineer
Pump Engineer - Berlin/Munich = Pump Engineer
Pump Engineer (Remote, US) = Pump Engineer
Pump Engineer - Remote, Germany = Pump Engineer
Remote Pump Engineer = Pump Engineer (Remote)
Berlin - Pump Engineer = Pump Engineer
Pump Engineer (Hybrid) = Pump Engineer
URGENT!! Pump Engineer = Pump Engineer
New! Pump Engineer - Immediate start = Pump Engineer
Cook wanted = Cook
Pump Engineer | Contoso = Pump Engineer
Contoso: Pump Engineer at Contoso = Pump Engineer
Pump Engineer - R-10234 = Pump Engineer
Pump Engineer (Job ID: 10234) = Pump Engineer
Pump Engineer #10234 = Pump Engineer
Pump Engineer [Full-Time] = Pump Engineer
Verkäufer in Vollzeit = Verkäufer
Nurse - $5,000 Sign-On Bonus = Nurse
Nurse (100% remote, $45/hr) = Nurse
Nurse | $70k-$85k = Nurse
Nurse - up to £41,000 per year = Nurse
Chargé·e de clientèle - CDI = Chargé de clientèle
Entwickler(in) für Pumpen = Entwickler Pumpen
Pump Conslutant = Pump Consultant
Pump Manger = Pump Manager
Pompenbouwer (m/v/x) = Pompenbouwer
Pump Engineer – Valves = Pump Engineer, Valves
Valves Pump Engineer = Pump Engineer (Valves)
VP of Valves = Vice President, Valves
Enigneer for pumps = Engineer for pumps
Customer Succes Manager = Customer Success Manager
Data Centre Technician = Data Center Tech
Tech Lead = Technical Lead
Registered Nurse (RN) = RN
Pump Engineer (2 positions) = Pump Engineer
Pump Engineer *hybrid* = Pump Engineer
Senior Pump Engineer, Old and New Val… = Senior Pump Engineer, Old and New Valves
Engineering Systems Lead = Engineering System Lead
"""
TWO = """
Pump Engineer | Pump Engineer I
Pump Engineer I | Pump Engineer II
Pump Engineer II | Pump Engineer III
Pump Engineer L4 | Pump Engineer L5
Pump Engineer | Senior Pump Engineer
Staff Pump Engineer | Principal Pump Engineer
Pump Engineer | Lead Pump Engineer
Pump Engineer | Pump Engineer Intern
Junior Baker | Senior Baker
Director, Health | Director, Wealth
C Developer | C++ Developer
C++ Developer | C# Developer
Java Developer | JavaScript Developer
Frontend Developer | Backend Developer
Sales Engineer | Pre-Sales Engineer
Nurse - Night Shift | Nurse - Day Shift
Cashier (Part-time) | Cashier (Full-time)
Verkäufer in Teilzeit | Verkäufer
Nurse (2) | Nurse
Werkstudent Pumpen | Pumpen
Praktikant Vertrieb | Vertrieb
Pump Engineer | Pumpenbauer
Pump Engineer | Pump Engineer, Valves
Engineer, Mobile | Engineer, Web
Engineer, Mobile | Engineer
Reading Specialist | Specialist
Nurse - OR | Nurse - ER
Manager, IT | Manager
Shop Manager - Shop 123 | Shop Manager - Shop 124
Shop Manager 1234 | Shop Manager 1235
Trainer | Trainee
Driver | Diver
Chef | Chief
Banking Manager | Baking Manager
Manager, Product | Manager, Produce
Costumer Adviser | Customer Adviser
Writer - Spanish Speaking | Writer - French Speaking
Customer Support - German | Customer Support
Intern 2025 | Intern 2026
Sales Manager, North | Sales Manager, South
Payroll Specialist EMEA | Payroll Specialist APAC
Electric Technician | Electronic Technician
Assistant to the CEO | CEO
Head of Germany | Head of France
Engineer A | Engineer B
R&D Engineer | Engineer
Cashier - Store 12 | Cashier - Store 14
Teacher, Grade 1 | Teacher, Grade 2
Sous Chef | Chef
Kellner Frühschicht | Kellner Spätschicht
Urology Nurse | Neurology Nurse
Buyer, $10m and more | Buyer
Complaints Officer | Compliance Officer
Pump Engineer - Health | Pump Engineer
"""


def pairs(lines: str, sign: str) -> list[tuple[str, str]]:
    found = (line.split(f" {sign} ") for line in lines.strip().splitlines())
    return [(one, other) for *first, other in found if (one := f" {sign} ".join(first))]


@pytest.mark.parametrize(("one", "other"), pairs(ONE, "="))
def test_one_title_spelt_in_two_ways(one: str, other: str) -> None:
    a, b = replace(POSTING, title=one), copied(title=other)
    assert answer(a, b) == "same"
    assert set(traces(a)) & set(traces(b))


@pytest.mark.parametrize(("one", "other"), pairs(TWO, "|"))
def test_two_titles_with_one_text(one: str, other: str) -> None:
    assert answer(replace(POSTING, title=one), copied(title=other)) == "different"


def test_the_beginning_of_the_employers_name_is_no_title_if_it_is_two_words() -> None:
    a = copied(title="Pump Engineer | Contoso & Finch", company="Contoso & Finch Mutual Insurance")
    for title, expected in (("Pump Engineer", "same"), ("Pump Engineer | Contoso", "different")):
        assert answer(a, replace(a, external_id="2", title=title)) == expected


def test_a_city_is_a_place_only_where_it_can_be_one() -> None:
    a = replace(POSTING, title="Pump Engineer - Redmond", places=(Place("US", country="US"),))
    redmond = Place("Redmond, WA", "Redmond", "US-WA", "US")
    assert answer(a, copied(title="Pump Engineer", places=(redmond,))) == "same"
    codes = (Place("Portland, OR", "Portland", "US-OR", "US"),)
    nurse = replace(POSTING, title="Nurse, Portland, OR", places=codes)
    assert answer(nurse, copied(title="Nurse", places=codes)) == "same"
    assert answer(replace(nurse, title="Nurse, OR"), copied(title="Nurse", places=codes)) == (
        "different"
    )


def test_a_word_is_mistyped_where_the_texts_know_the_other() -> None:
    told = TEXT.replace("programs", "programs, and Hydrodynamics")
    a = replace(POSTING, title="Hydrodynamics Adviser", description=told)
    mistyped = copied(title="Hydrodynamcis Adviser", description=told)
    assert answer(a, mistyped) == "same"
    assert answer(a, replace(mistyped, places=(MUNICH,))) == "unsure"
    assert answer(replace(a, description=TEXT), replace(mistyped, description=TEXT)) == "unsure"


@given(st.text(string.printable + "äß–…()/·東", max_size=60))
def test_any_title_is_understood_and_the_same_in_capitals(title: str) -> None:
    found = titles.of(replace(POSTING, title=title))
    if title.isascii():
        assert titles.of(replace(POSTING, title=title.upper())) == found
    assert all(found.words)
