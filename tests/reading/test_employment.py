"""The kind of employment, in the languages and codes of services."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.model import EmploymentType
from alertbot.reading.vocabulary import employment_type

WORDS: dict[EmploymentType | None, str] = {
    EmploymentType.FULL_TIME: """FULL_TIME|FullTime|Perm - Full-time|Permanent Contract|CDI|Regular
        Permanent / Full Time|Employee|Vollzeit|Festanstellung|Vollzeit, unbefristet|Indefinit
        Contrato indefinido|Tempo indeterminato|umowa o pracę|pełny etat|Vast contract
        fulltime_permanent
        Jornada completa|temps plein|Contrat à durée indéterminée|unbefristeter Vertrag|Heltid|CLT
        100%|正社員|Full – time|full  time|Full time: Remote|OTHER, FULL_TIME|Salaried|Fulltime
        Full-Time, Multiple Appointment Types|vollzeit_unbefristet""",
    EmploymentType.PART_TIME: """Part-time|PartTime|Minijob|Teilzeit|parttime_permanent
        temps partiel
        Permanent Part Time (less than 40 hours per week)|Part-Time, Permanent|media jornada
        60 - 80 %
        część etatu|Deeltijd|Pensum 80%|Regular Part-Time|Job Sharing""",
    EmploymentType.CONTRACTOR: """Contract|Contractor|freie Mitarbeit|Freiberuflich|B2B|Freelance|PJ
        Full-time contract|contract_to_hire|Contratista/Freelance|Umowa zlecenie|ZZP|Partita IVA
        Autónomo|1099|Freelance/Indépendant|12 month contract|CONTRACTOR, FULL_TIME""",
    EmploymentType.TEMPORARY: """CDD|befristet|befristete Festanstellung|Fixed term
        Fixed-term contract
        Temporary contract|Seasonal|Tijdelijk contract|Tempo determinato|fulltime_fixed_term|Intérim
        Saisonnier|Contrat à durée déterminée|Temporal|Locum|Term|Temp""",
    EmploymentType.INTERN: """Intern|INTERN, FULL_TIME|FULL_TIME, INTERN|Stage|Alternance
        Werkstudent
        Stage de fin d'études|Praktikum|Ausbildung|duales Studium|Trainee|Internship - Non Paid
        Co-op
        Contrato de prácticas|Estágio|Tirocinio|working_student, part-time|Contrat d'apprentissage
        Internship, full or part time""",
    EmploymentType.PER_DIEM: "PER_DIEM|Per diem|Zero hours|Zero-hours contract|PRN|Oproepkracht",
    EmploymentType.VOLUNTEER: "Volunteer|bénévole|Ehrenamt",
    EmploymentType.OTHER: "OTHER|Sonstiges",
    None: """whatever|full-or-part-time|Voll- oder Teilzeit|Teilzeit/Vollzeit|FULL_TIME, PART_TIME
        none
        full/part-time|80-100%|Hourly|International|Non Career|""",
}


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (words.strip(), kind)
        for kind, lines in WORDS.items()
        for line in lines.split("\n")
        for words in line.split("|")
    ],
)
def test_words(words: str, kind: EmploymentType | None) -> None:
    assert employment_type(words) is kind


@pytest.mark.parametrize("kind", list(EmploymentType))
def test_schema_org_s_own_words(kind: EmploymentType) -> None:
    assert employment_type(kind.value) is kind


@given(st.text(max_size=100))
def test_any_words_are_taken(words: str) -> None:
    employment_type(words)
