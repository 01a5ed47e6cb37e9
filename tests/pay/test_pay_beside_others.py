"""Pay among other amounts: parts of it, steps above it, and money for other things beside it.

All of it is invented.
"""

from __future__ import annotations

import pytest

from alertbot import pay
from alertbot.model import Period

HOUR, WEEK, MONTH, YEAR = Period.HOUR, Period.WEEK, Period.MONTH, Period.YEAR
Expected = tuple[float | None, float | None, str | None, Period | None]


def read(words: str, country: str | None = None) -> list[Expected]:
    return [
        (
            None if found.min is None else float(found.min),
            None if found.max is None else float(found.max),
            found.currency,
            found.period,
        )
        for found in pay.read(words, country=country)
    ]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        # What part-timers get of it, and what it may grow to, are no other pay.
        ("£27,300 per annum, pro rata (£16,380)", (27_300, 27_300, "GBP", YEAR)),
        ("£58,000 FTE, reduced pro-rata to £34,800", (58_000, 58_000, "GBP", YEAR)),
        ("£31,000 FTE (£24,800 actual for 30 hours)", (31_000, 31_000, "GBP", YEAR)),
        (
            "Grade 6: £36,100 - £41,700 per annum with potential progression to £44,900",
            (36_100, 41_700, "GBP", YEAR),
        ),
        # The same pay by the week or the hour, a bound said on one side only.
        ("Minimum wage of $19.40 an hour; that makes $40,352 a year.", (19.4, None, "USD", HOUR)),
        ("A trainee wage of £410 a week (£21,320 a year)", (410, 410, "GBP", WEEK)),
        # What is earned with commission in the first year includes more than the base.
        (
            "A base of $118,000, uncapped. Realistic first-year earnings are $210,000+.",
            (118_000, 118_000, "USD", YEAR),
        ),
        # A benefit's line over a salary is no heading of it.
        (
            "Home office stipend\nEquity in our option plan\n\n$143,000 - $167,000 a year",
            (143_000, 167_000, "USD", YEAR),
        ),
        (
            "Perks: a gift ($150/year)\nOrbit Nine | DevOps Engineer | Remote | 96k - 128k USD",
            (96_000, 128_000, "USD", YEAR),
        ),
        (
            "Other pay: shift differentials $1.25 - $3.50/hour\nRate: $24.10/hr",
            (24.1, 24.1, "USD", HOUR),
        ),
        # What comes after "zuzüglich" is something else.
        ("Bruttogehalt ab 3.240 Euro monatlich zuzüglich Prämie", (3240, None, "EUR", MONTH)),
        ("Bruttolohn ab EUR 2.310,00 (Überzahlung möglich)", (2310, None, "EUR", None)),
        ("Lohngruppe 7, monatlich 3.105 € bis 3.890 € brutto", (3105, 3890, "EUR", MONTH)),
    ],
)
def test_only_the_pay_is_read(words: str, expected: Expected) -> None:
    assert read(words) == [expected]


@pytest.mark.parametrize(
    "words",
    [
        "A competitive salary and up to £2,700 to move house",
        "Good pay, with every Friday free and €1,800 for conferences",
        "Attraktive Vergütung sowie 85 € monatlich für deine Rente",
        "Gehalt über Tarif und 60 € für Sport",
        "Salaire motivant et 150 € pour le matériel",
        "Buen salario y 900 € para libros",
        "€18 bruto per maand voor de fiets",
        "Mutuelle : part salariale de 28 €",
        "1.100 € al año en retribución flexible",
        "You get $12 for each finished survey.",
        "Per diem of $47/day on the road",
        "An hourly wage supplement of up to $1.75",
        "Chantiers complexes de construction inférieurs à 140k€",
        "Flats with housing at $170 per week",
    ],
)
def test_what_is_beside_the_pay_is_not_read(words: str) -> None:
    assert read(words) == []


def test_what_is_paid_per_diem_by_the_hour_is_pay() -> None:
    assert read("Per diem nurse, $46 - $52/hr") == [(46, 52, "USD", HOUR)]


def test_two_periods_on_one_line_are_each_its_own() -> None:
    assert read("$16.10 - $24.60 Hourly / $61,000.00 - $83,000.00 Annually") == [
        (16.1, 24.6, "USD", HOUR),
        (61_000, 83_000, "USD", YEAR),
    ]


def test_each_year_of_an_apprenticeship_is_pay() -> None:
    assert read("1. Lehrjahr: 1.020 €, 2. Lehrjahr: 1.130 €") == [
        (1020, 1020, "EUR", None),
        (1130, 1130, "EUR", None),
    ]


@pytest.mark.parametrize(
    ("words", "country", "expected"),
    [
        ("$4,300to$6,100 Monthly", "SG", (4300, 6100, "SGD", MONTH)),
        ("2.350€ - 2.900€ b/m", None, (2350, 2900, "EUR", MONTH)),
        ("Salary: $96,000 OTE - $128,000 OTE", None, (96_000, 128_000, "USD", YEAR)),
        ("3,25,000 - 6,50,000 PA.", None, (325_000, 650_000, "INR", YEAR)),
        ("80,000 - 1,40,000 PA.", "IN", (80_000, 140_000, "INR", YEAR)),
        ("R$ 2.300,00 mensais", None, (2300, 2300, "BRL", MONTH)),
        ("$2,450 semanales y bono", "MX", (2450, 2450, "MXN", WEEK)),
        ("Rate: 62-71/hr on W2", None, (62, 71, None, HOUR)),
        ("An internship at £1,950 per calendar month", "GB", (1950, 1950, "GBP", MONTH)),
        ("Rp 4.200.000 – Rp 5.900.000 per month", "ID", (4.2e6, 5.9e6, "IDR", MONTH)),
        ("€ 16,- p/u", None, (16, 16, "EUR", HOUR)),
        ("Salaire : > 47K €", None, (47_000, None, "EUR", YEAR)),
        ("420 bis 480 € am Tag", None, (420, 480, "EUR", Period.DAY)),
        ("Bruttomindestgehalt: EUR 2.880,- im Monat", None, (2880, None, "EUR", MONTH)),
        ("Precio hora: 13-15 €/h", None, (13, 15, "EUR", HOUR)),
        ("Annuel de 31000 à 39500 sur 12 mois", None, (31_000, 39_500, None, YEAR)),
        ("Prácticas remuneradas: 310 €/mes", None, (310, 310, "EUR", MONTH)),
        ("£23,150 (pro rata) for this post.", None, (23_150, 23_150, "GBP", YEAR)),
        (
            "Clerk II: $51,200 (minimum) - $60,900 (midpoint) - $70,400 (maximum)",
            None,
            (51_200, 70_400, "USD", YEAR),
        ),
        (
            "a salary of €2,980 gross per month, growing to €3,760 later",
            None,
            (2980, 3760, "EUR", MONTH),
        ),
        ("Min\nUSD $98,000.00/Yr.\nMax\nUSD $131,000.00/Yr.", None, (98_000, 131_000, "USD", YEAR)),
        ("MinRate: $17.10 MaxRate: $22.60 hourly", None, (17.1, 22.6, "USD", HOUR)),
    ],
)
def test_more_ways_to_write_a_range(words: str, country: str | None, expected: Expected) -> None:
    assert read(words, country) == [expected]


@pytest.mark.parametrize(
    "words",
    [
        "Buyers usually spend $18,000 to $52,000 on a first order with our team.",
        "The tool costs between $13,000 and $37,000 per year and sells itself.",
        "Towards childcare the company gives €580 per month.",
        "You beat yearly goals of £230,000 per annum",
        "Kunden stecken zwischen 14.000 € und 39.000 € in ihr neues Bad.",
        "Les clients dépensent entre 22 et 48 K€ par an.",
        "Los clientes invierten de 3.500 a 9.500 € al mes en anuncios.",
    ],
)
def test_a_sentence_about_something_else_is_not_about_pay(words: str) -> None:
    assert read(words) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Orbit Nine | Remote | $115-145k | Rust", (115_000, 145_000, "USD", YEAR)),
        ("- $81,000 - $97,000, a fixed week of 36 hours", (81_000, 97_000, "USD", YEAR)),
        ("We can offer $81,000 - $97,000 for it", (81_000, 97_000, "USD", YEAR)),
        ("Te ofrecemos 2.300 - 2.700 € al mes", (2300, 2700, "EUR", MONTH)),
        ("Für diese Stelle sind 51.000 bis 57.000 Euro geplant", (51_000, 57_000, "EUR", YEAR)),
        ("À partir de 1 920,50 € par mois", (1920.5, None, "EUR", MONTH)),
        ("Backend Engineer 62-71k EUR", (62_000, 71_000, "EUR", YEAR)),
    ],
)
def test_pay_that_no_word_calls_so(words: str, expected: Expected) -> None:
    assert read(words) == [expected]
