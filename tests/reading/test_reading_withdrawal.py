"""Sentences that say that a posting is gone, and sentences that do not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.reading import withdrawal

TITLE = "Senior Engineer"

GONE = """
This job is no longer available.
This position has been filled.
Sorry, this position has been filled
We're sorry, but the job you are looking for is no longer open.
Unfortunately, the specific job you were looking for has been removed.
No longer accepting applications
This job is no longer accepting applications. See other jobs
We are no longer accepting applications for this position
This job has expired on Contoso Jobs
Applications are closed
Applications for this position are now closed.
The application deadline has passed
The application period for this role has ended.
This vacancy is now closed
This job post is closed and the position is probably filled. Please do not apply.
The Senior Engineer position at Contoso has been filled.
"Senior Engineer" is no longer available.
Senior Engineer is no longer available
Job expired
Position filled
This job posting is no longer active.
This listing has expired
The job ad is no longer active
The position you requested no longer exists
This posting has been taken down
Oops! This role is no longer accepting new candidates.
This job is closed for new applications
⚠️ This job has already been filled
Diese Stelle ist leider nicht mehr verfügbar.
Diese Stellenanzeige ist nicht mehr online
Leider ist die Stelle bereits besetzt - Die Stelle ist bereits besetzt
Die von Ihnen gesuchte Stelle ist nicht mehr verfügbar.
Die Stelle wurde bereits besetzt
Dieses Stellenangebot ist abgelaufen.
Die Bewerbungsfrist ist abgelaufen
Das Angebot ist weg. Diese Position steht nicht mehr zur Verfügung.
Cette offre n'est plus disponible.
Cette offre d’emploi n’est plus en ligne
Désolé, cette annonce a expiré
Ce poste est pourvu
Cette offre a déjà été pourvue
Offre expirée
L'offre que vous recherchez n'est plus disponible
Les candidatures sont closes
Esta oferta ya no está disponible
La oferta que buscas ya no está disponible.
Lo sentimos, esta vacante ha sido cerrada
Oferta cerrada
El proceso de selección ha finalizado
Ya no se aceptan más solicitudes
Aquesta oferta ja no està disponible
Questa offerta non è più disponibile
Annuncio scaduto
La posizione è stata chiusa
Esta vaga foi encerrada
Essa vaga não está mais disponível
Vaga encerrada
Esta oferta já não está disponível
Deze vacature is helaas niet meer beschikbaar
Vacature gesloten
Deze vacature is vervuld
Solliciteren is helaas niet meer mogelijk
Ta oferta jest nieaktualna
Ogłoszenie wygasło
Ta rekrutacja została zakończona
Annonsen är inte längre tillgänglig
Tjänsten är tillsatt
Ansökningstiden har gått ut
Stillingen er ikke lenger ledig
Stillingen er besat
Jobbet er desværre ikke længere tilgængeligt
Ansøgningsfristen er udløbet
Søknadsfristen har utløpt
Tato pozice již není aktuální
Acest anunț nu mai este disponibil
A hirdetés lejárt
Bu ilan yayından kaldırılmıştır
Ilmoitus on vanhentunut
Вакансия в архиве
Эта вакансия больше не актуальна
この求人は募集を終了しました。
募集は終了しました
该职位已关闭
該職缺已關閉
마감된 공고입니다
""".strip().splitlines()

THERE = """
Applications close once the position has been filled.
If this position has been filled, we keep your papers for a year.
This position will be closed when fifty people have applied.
The position remains open until filled
This role has not been filled
We are no longer accepting applications from agencies.
No longer accepting applications via e-mail
Applications are accepted until the job is closed
You will run a system that is no longer available elsewhere.
You keep closed loop systems from expiring
Recently filled positions
Expired jobs
The door is closed
This job is open
This position has not been closed
Position: closed loop engineer
Closed
This job was posted three days ago
The contract has a term of two years
This position is not available for relocation
Your job is to replace what is no longer supported
Is this job no longer available? Tell us
This position has been filled?
This position may be filled before the deadline.
Die Stelle ist ab sofort zu besetzen.
Sobald die Stelle besetzt ist, wird die Anzeige entfernt.
Die Stelle ist noch nicht besetzt
Die Stelle ist befristet bis zum 31. Dezember
Die Position ist in Vollzeit zu besetzen
Cette offre est disponible
Ce poste est ouvert aux personnes handicapées
Esta oferta está disponible hasta el 30 de junio
Esta oferta no ha sido cerrada
El puesto estará cubierto por un convenio
Questa offerta non è scaduta
Questa posizione è aperta
Esta vaga não foi encerrada
Esta vaga é aberta a todos
Deze vacature is open
Ta oferta jest aktualna
Stillingen er ledig
募集要項
募集終了日 2026年12月31日
招聘职位
채용 공고
""".strip().splitlines()


@pytest.mark.parametrize("line", GONE)
def test_what_says_that_a_posting_is_gone(line: str) -> None:
    assert withdrawal.said(TITLE, (), [(1, "Contoso"), (0, line)])


@pytest.mark.parametrize("line", THERE)
def test_what_does_not(line: str) -> None:
    assert withdrawal.said(TITLE, (), [(1, TITLE), (0, line)]) == ""


def test_a_badge_counts_in_what_the_page_calls_itself_alone() -> None:
    assert withdrawal.said(TITLE, ["Expired - Senior Engineer | Contoso"], ())
    assert withdrawal.said(TITLE, ["[Closed] Senior Engineer"], ())
    assert withdrawal.said(TITLE, ["Closed Loop Engineer"], ()) == ""
    assert withdrawal.said(TITLE, (), [(0, "Monday: closed")]) == ""


def test_far_down_the_page_only_a_large_heading_counts() -> None:
    text = [(1, TITLE), *((0, f"Duty {number}") for number in range(40))]
    gone = "This position has been filled."
    assert withdrawal.said(TITLE, (), [*text, (0, gone)]) == ""
    assert withdrawal.said(TITLE, (), [*text, (4, gone)]) == "", "the card of another posting"
    assert withdrawal.said(TITLE, (), [*text, (2, gone)])
    menu = [(0, f"Menu {number}") for number in range(40)]
    assert withdrawal.said(TITLE, (), [*menu, (1, TITLE), (0, "Contoso"), (0, gone)])


def test_what_was_asked_for_is_told_from_what_is_shown() -> None:
    sought = withdrawal.said(
        TITLE, (), [(0, "Sorry, the job you were looking for is no longer open.")]
    )
    assert withdrawal.is_sought(sought)
    assert not withdrawal.is_sought("this position has been filled")


def test_a_posting_is_named_however_its_title_is_set() -> None:
    assert withdrawal.is_named(TITLE, ["Contoso", "SENIOR - Engineer (m/f/d)"])
    assert not withdrawal.is_named(TITLE, ["Careers at Contoso"])
    assert not withdrawal.is_named("", ["Careers"])


@given(st.text(max_size=400), st.text(max_size=40))
def test_no_text_is_too_odd(line: str, title: str) -> None:
    said = withdrawal.said(title, [line], [(0, line), (1, line)])
    assert len(said) <= 80


@given(st.sampled_from(GONE), st.sampled_from(["once ", "when ", "if ", "wenn "]))
def test_a_condition_is_none(line: str, condition: str) -> None:
    """English words before another language's sentence make it no whole sentence either."""
    first = line.split(". ")[0]
    assert (
        withdrawal.said("", (), [(0, condition + first.replace(" - ", " "))]) == "" or "!" in line
    )
