"""Pay beside titles, and pay that a board has glued to other fields. All of it is invented."""

from __future__ import annotations

import pytest

from alertbot import pay


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("$71,000 - $83,000 a yearPart-time401(k)Dental", "$71,000 – $83,000 a year"),
        ("$27 - $33 an hourFull-timeWeekends", "$27 – $33 an hour"),
        ("$102K/yr - $127K/yrFull-time", "$102,000 – $127,000 a year"),
        ("€53kFull-time", "€53,000 a year"),
        ("Base pay: $91,200.00 - $118,400.00Bonus type", "$91,200 – $118,400 a year"),
        ("Gehaltsspanne:€61.800,00 - €79.300,00Der Lohn", "€61,800 – €79,300 a year"),
        ("Salary $64000Remote", "$64,000 a year"),
        ("Pay Range: $21.40-$29.10 /HR Visa", "$21.40 – $29.10 an hour"),
        ("growth opportunities.\n\n$96.4K - $131.7K USD", "$96,400 – $131,700 a year"),
        ("Pay of $66,300-$79,400 annually 401(k) Dental", "$66,300 – $79,400 a year"),
    ],
)
def test_what_a_board_glues_together(words: str, expected: str) -> None:
    assert [pay.display(found) for found in pay.read(words)] == [expected]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Insurance Agent - $57,000 - $76,000", "$57,000 – $76,000 a year"),
        ("Fund Accountant, Cork, €43k-52k", "€43,000 – €52,000 a year"),
        ("Grants Manager $68,000-$77,000", "$68,000 – $77,000 a year"),
        ("Head of Fundraising, £61,500 per annum", "£61,500 a year"),
        ("Chargé de clientèle, portefeuille PME - 36/41 K€", "€36,000 – €41,000 a year"),
        ("Responsable de ventas - 33.000€ - 42.000€", "€33,000 – €42,000 a year"),
        ("Remote, Series B, $142k - $181k", "$142,000 – $181,000 a year"),
    ],
)
def test_words_of_a_title_say_nothing_of_the_amount(words: str, expected: str) -> None:
    assert [pay.display(found) for found in pay.read(words)] == [expected]


@pytest.mark.parametrize(
    "words",
    [
        "As manager you run an insurance budget of $57,000 - $76,000",
        "Our fund pays grants of €43k-52k to schools",
        "We raised a Series B of $38M",
    ],
)
def test_the_same_words_elsewhere_do(words: str) -> None:
    assert pay.read(words) == ()


def test_what_a_board_says_in_brackets_of_the_period_is_no_place() -> None:
    (found,) = pay.read("$ 14,500.00 (Mensual)")
    assert (found.where, found.period) == (None, "month")
