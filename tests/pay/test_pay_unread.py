"""Words about pay that hold no amount that could be read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import pay


@pytest.mark.parametrize(
    "words",
    [
        "Pay per task",
        "TVöD E13",
        "Entgeltgruppe 11",
        "GS-12 step 5",
        "Commission only",
        "Vergütung nach TV-L E 11, unbefristet",
        "Besoldungsgruppe A 13",
        "NHS Band 6",
        "Salary grade 14",
        "Rate: $15 per article",
        "$0.58 per mile, 2,400 miles a week",
        "Salary: $5 - $5000",
    ],
)
def test_a_field_is_given_as_it_is(words: str) -> None:
    assert pay.unread(words) == words


@pytest.mark.parametrize(
    "words",
    [
        *("", "Competitive", "$$$", "nach Vereinbarung", "DOE", "Salario a convenir", "Unpaid"),
        *("Great pay and benefits", "Salaire selon profil", "60k", "Salary: €52,000 a year"),
        "We raised $12M from investors and have 40,000 users",
        "Salary: we offer a $900 referral bonus",
        "Work from a shared office twice a month (30 EUR per visit) to meet people. "
        + "Soon. " * 20,
    ],
)
def test_nothing_is_said_of_pay(words: str) -> None:
    assert pay.unread(words) is None


def test_the_sentence_is_given_from_a_body() -> None:
    body = "About us\nWe plan bridges.\nDie Bezahlung erfolgt nach TVöD E 12. Wir freuen uns."
    assert pay.unread(body) == "Die Bezahlung erfolgt nach TVöD E 12"


def test_a_long_sentence_is_cut() -> None:
    found = pay.unread("and so on " * 40 + "paid per task " + "and so forth " * 40)
    assert found is not None
    assert "paid per task" in found
    assert found.startswith("…")
    assert found.endswith("…")


@given(st.text(max_size=300))
def test_what_is_given_fits_a_line(words: str) -> None:
    found = pay.unread(words)
    assert found is None or (0 < len(found) <= 120 and "\n" not in found)


@given(st.lists(st.sampled_from(["pay", "per", "task", "TVöD", "$5", "\n", ". ", "x" * 90, "E13"])))
def test_what_is_given_of_pay_words_fits_a_line(words: list[str]) -> None:
    found = pay.unread(" ".join(words))
    assert found is None or (0 < len(found) <= 120 and "\n" not in found)


@pytest.mark.parametrize(
    "words", ["pay per " * 20_000, "TVö" * 40_000, "GS-1" * 30_000, "pay $5 per " * 9_000 + "task",
              "Salary grade " * 9_000, "a. B" * 30_000 + " TVöD"],
)  # fmt: skip
def test_a_hostile_text_costs_what_its_size_costs(words: str) -> None:
    found = pay.mention(words)
    assert found is None or len(found) <= 120
