"""Levels: from titles in several languages, and from services' own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.model import Level
from alertbot.reading.levels import level

TITLES = {
    Level.INTERN: """Software Engineering Intern|Praktikant Marketing (m/w/d)|Werkstudent IT|Trainee
        Ausbildung zum Koch|Auszubildende/r Mechatronik|Stage - Développeur|Stage ingénieur data
        Alternance Chargé RH|Assistant(e) RH en alternance|Becario/a Marketing|Prácticas Marketing
        Estágio em operações|Stagista HR|Stażysta|Praktyki programista|Afstudeerstage Marketing
        Working Student, Support|Masterand Maschinenbau|Data Scientist Co-op""",
    Level.JUNIOR: """Junior Java Developer|Jr. Dev|Associate Software Engineer|Młodszy Programista
        Graduate Software Engineer|Ingénieur Débutant|Software Engineer - New Grad""",
    Level.MID: "Mid-level Engineer|Medior Developer|Développeur Confirmé|Desenvolvedor Pleno",
    Level.SENIOR: """Sr. Engineer|Senior Software Engineer I|Desenvolvedor Sênior|(Senior) Analyst
        Starszy Specjalista|Medior/Senior Risk Officer""",
    Level.STAFF: "Senior Staff Engineer|Senior / Staff Fullstack Engineer|Engineer, Staff",
    Level.PRINCIPAL: "Principal Engineer|Member of Technical Staff, Principal Engineer",
    Level.LEAD: "Tech Lead|Lead Data Engineer|Teamleiter:in Vertrieb|Teamleider|Chef d'équipe",
    Level.MANAGER: """Engineering Manager|Manager Platform Engineering|Responsable RH|Jefe de Ventas
        Gerente de Vendas|Kierownik Sprzedaży|Responsabile Vendite|Chef de service|Supervisor""",
    Level.DIRECTOR: """Head of Data|Head, Legal|Leiter (m/w/d) Marketing|Leiter*in Einkauf
        Directeur Commercial|Diretora Financeira|Dyrektor Finansowy|Hoofd Inkoop|Sr. Director""",
    Level.EXECUTIVE: """CTO|Chief Revenue Officer|VP of Product|Geschäftsführer|Direttore Generale
        Co-founder & CEO|Managing Director""",
    None: """Software Engineer II|Android Engineer III|Staff Accountant|Support Staff
        Product Manager
        Mid-Market Account Executive|Executive Assistant to the CEO|International Sales
        Data Entry Clerk|Projektleiter Bau|Chef de projet|Stage Manager|Early Stage Investor
        School Principal|Senior Living Advisor|Art Director|Office of the Director|Sales Associate
        Lead Generation Specialist|Member of Technical Staff|Founding Engineer|Jefe de Proyecto""",
}


def _each(table: dict[Level | None, str]) -> list[tuple[str, Level | None]]:
    return [
        (words.strip(), said)
        for said, lines in table.items()
        for line in lines.split("\n")
        for words in line.split("|")
    ]


@pytest.mark.parametrize(("title", "said"), _each(TITLES))
def test_titles(title: str, said: Level | None) -> None:
    assert level(title) is said


OWN: dict[Level | None, str] = {
    Level.INTERN: "Internship|internship|student|Student (College)|student_school",
    Level.JUNIOR: "Entry level|entry_level|Entry-Level, Junior|no experience|Berufseinsteiger",
    Level.MID: """Associate|Mid Level|mid|Midweight|experienced|Experienced (non-manager)
        Professional / Experienced|Intermediate|mid_level""",
    Level.SENIOR: "Mid-Senior level|mid_senior_level|Senior Level|senior|Expert",
    Level.MANAGER: "management|Manager/Supervisor|senior_manager|Führungskraft",
    Level.DIRECTOR: "Director",
    Level.EXECUTIVE: "Executive|executive|Senior Executive|Executive (SVP, VP, Department Head)",
    None: "Not Applicable|not_applicable|Any|full time|",
}


@pytest.mark.parametrize(("words", "said"), _each(OWN))
def test_what_services_call_them(words: str, said: Level | None) -> None:
    assert level("Engineer", words) is said


def test_the_title_goes_before_the_service_s_word() -> None:
    assert level("Junior Engineer", "Mid-Senior level") is Level.JUNIOR
    assert level("Engineer II", "Executive") is Level.EXECUTIVE
    assert level("Engineer", "word " * 100 + "senior") is None


@given(st.text(max_size=100), st.text(max_size=100))
def test_any_words_are_taken(title: str, words: str) -> None:
    level(title, words)
