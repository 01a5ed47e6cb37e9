"""What is paid beside the pay, for other people or for a piece of it, is no second pay.

All of it is invented.
"""

from __future__ import annotations

import pytest

from alertbot import pay
from alertbot.model import Pay, Period

HOUR, DAY, WEEK, MONTH, YEAR = (
    Period.HOUR, Period.DAY, Period.WEEK, Period.MONTH, Period.YEAR,
)  # fmt: skip
Expected = tuple[float | None, float | None, str | None, Period | None]


def key(found: Pay) -> Expected:
    return (
        None if found.min is None else float(found.min),
        None if found.max is None else float(found.max),
        found.currency,
        found.period,
    )


def read(words: str, country: str | None = None) -> list[Expected]:
    return [key(found) for found in pay.read(words, country=country)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # For nights, on call, for the first week, for a fitting word in the right language.
        ("$21.40 per hour, sleep-ins are paid at $52", (21.4, 21.4, "USD", HOUR)),
        ("Pay Range: $34.10 - $51.60 / hour\nNights pay $4.25/hr", (34.1, 51.6, "USD", HOUR)),
        ("£27,900 per annum, and a standby payment of £140 a week",
         (27_900, 27_900, "GBP", YEAR)),
        ("$4,150 - $5,280 Monthly. Bilingual pay of $90 per month.", (4150, 5280, "USD", MONTH)),
        ("$24/hour + tips (about $5-7 more per hour)", (24, 24, "USD", HOUR)),
        ("Salaire : 16 € net/h. Les familles paient 41 € l'heure", (16, 16, "EUR", HOUR)),
        ("$18K/mo plus equity, after a paid trial week ($1,250)", (18_000, 18_000, "USD", MONTH)),
        ("£23–£26 per hour, paid work of £1,600 per week achievable", (23, 26, "GBP", HOUR)),
        # The same once more, by another period.
        ("Taux horaire de 11,90 € bruts soit 1 547 € bruts sur 13 mois", (11.9, 11.9, "EUR", HOUR)),
        # What is parted from the amount by a dash, or is a part of it.
        ("CDI – 38h – 27 à 31K€ annuel brut selon profil – Tickets resto 8 €",
         (27_000, 31_000, "EUR", YEAR)),
        ("2267€ brut/mois (dont prime annuelle)", (2267, 2267, "EUR", MONTH)),
        ("Base: $171,000 - $209,000, with total target cash of $214,000 - $251,000.",
         (171_000, 209_000, "USD", YEAR)),
        ("Basic £23k - £25k, first year OTE £36k", (23_000, 25_000, "GBP", YEAR)),
    ],
)  # fmt: skip
def test_one_pay_and_what_comes_beside_it(words: str, expected: Expected) -> None:
    assert read(words) == [expected]


@pytest.mark.parametrize(
    "words",
    [
        "Our members earn an average of £130 a week from their hobbies.",
        "A minimum fee income of £280k is expected.",
        "Life insurance equal to 1x your base salary up to $250,000.",
        "Disability cover at 60% of weekly pay to $1,400.",
        "We pay per task: $6–$18 each.",
        "Lease a chair for $170/week or keep 60%.",
    ],
)
def test_what_is_no_pay(words: str) -> None:
    assert read(words) == []


def test_pay_of_other_people_in_the_same_text_is_kept() -> None:
    assert read("Helper: $19 - $22 an hour\nForeman: $34 - $41 an hour") == [
        (19, 22, "USD", HOUR),
        (34, 41, "USD", HOUR),
    ]
    assert read("£15.10ph on weekdays, £16.40ph on Saturdays") == [
        (15.1, 15.1, "GBP", HOUR),
        (16.4, 16.4, "GBP", HOUR),
    ]


def test_pay_without_a_period_has_that_of_pay_of_its_size() -> None:
    assert read("Gehalt: ab € 2.410 netto/Monat (ca. € 3.380 brutto)") == [
        (2410, None, "EUR", MONTH),
        (3380, 3380, "EUR", MONTH),
    ]


def test_a_small_sum_without_a_period_is_no_wage_beside_one() -> None:
    assert read("$20.50 an hour, and $25 is paid for a good word") == [(20.5, 20.5, "USD", HOUR)]


@pytest.mark.parametrize(
    ("words", "country", "expected"),
    [
        ("Salary: $74,210 to - $96,480 per year", None, (74_210, 96_480, "USD", YEAR)),
        ("GRADE 4 SCP 6 (£25,410) - SCP 8 (£26,730) per annum", None,
         (25_410, 26_730, "GBP", YEAR)),
        ("Wages: Step 1 $31.20 to Step 5 $38.90 per hour", None, (31.2, 38.9, "USD", HOUR)),
        ("Starting salary £39,840 rising by annual increments to £47,110", None,
         (39_840, 47_110, "GBP", YEAR)),
        ("Pay grade 9: minimum $51,000, midpoint $60,000, maximum $69,000. Most start low.", None,
         (51_000, 69_000, "USD", YEAR)),
        ("From £14.10 - £15.30per hour", None, (14.1, 15.3, "GBP", HOUR)),
        ("Les termes :\n38h/semaine\n13€h", None, (13, 13, "EUR", HOUR)),
        ("Bodega Part Time ($512.000 líquidos)", "CL", (512_000, 512_000, "CLP", None)),
        ("Annualized salary of $98,000-$117,000, paid semi-monthly", None,
         (98_000, 117_000, "USD", YEAR)),
        ("Gross weekly pay $1,980 - $2,240 which includes a taxable hourly rate", None,
         (1980, 2240, "USD", WEEK)),
        ("Salary: $16k to $21k in hand per month", None, (16_000, 21_000, "USD", MONTH)),
        ("Wir zahlen ein Jahresfixum von 58.000 Euro.", None, (58_000, 58_000, "EUR", YEAR)),
        ("Pay: 104-131K DOE; car allowance of $700/mo", None, (104_000, 131_000, "USD", YEAR)),
        ("Ayudante $1,640 semanal + $220 de vales", "MX", (1640, 1640, "MXN", WEEK)),
        ("The range for this role is $95,000 - $640,000.", None, (95_000, 640_000, "USD", YEAR)),
    ],
)  # fmt: skip
def test_one_range_however_it_is_written(
    words: str, country: str | None, expected: Expected
) -> None:
    assert read(words, country) == [expected]


def test_a_period_that_names_the_next_amount_is_not_that_of_the_last() -> None:
    assert read("Aushilfe auf 538 Euro Basis, Stundenlohn 15 €") == [(15, 15, "EUR", HOUR)]


def test_an_amount_of_money_in_brackets_is_no_place() -> None:
    (found,) = pay.read("Hasta 46K€ (41-46K€ fijo), teletrabajo")
    assert key(found) == (41_000, 46_000, "EUR", YEAR)
    assert found.where is None


@pytest.mark.parametrize(
    ("words", "currency"),
    [
        ("Sueldo: $13,400 mensuales", None),
        ("Salaire : 21,50 $ à 25,00 $ de l'heure", "CAD"),
        ("Salary: $93,000, rental car included", "USD"),
        ("Salario: USD 2,300 mensuales, bono de $150", "USD"),
    ],
)
def test_a_bare_dollar_by_the_language_around_it(words: str, currency: str | None) -> None:
    assert [found.currency for found in pay.read(words)] == [currency]
