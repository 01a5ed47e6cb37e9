"""Several ranges in a text: whom they are for, which of them count, what is odd about them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from alertbot import pay
from alertbot.model import Doubt, Pay, Period


def shown(words: str) -> list[str]:
    return [pay.display(found) for found in pay.read(words)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("OTE €84k (base €56k)", ["€56,000 a year"]),
        ("Base: $88,000, OTE: $171,000", ["$88,000 a year"]),
        ("Salaire fixe : 41-46k€ + variable (OTE 57-62k€)", ["€41,000 – €46,000 a year"]),
        (
            "Total compensation $190k - $230k (base $140k - $165k)",
            ["$140,000 – $165,000 a year"],
        ),
        ("Total cash compensation of $170,000 to $205,000", ["$170,000 – $205,000 a year"]),
        ("A base of $97,000 and OTE of $151,000", ["$97,000 a year"]),
        ("139k OTE, 72k base", ["72,000 a year"]),
        ("Salary: $58,000 - $66,000, top reps earn $140k+", ["$58,000 – $66,000 a year"]),
        ("Fixe de 33 000 € + primes (package moyen : 47 000 €)", ["€33,000 a year"]),
        ("52k€ fixe + 9k€ variable", ["€52,000 a year"]),
        ("Fixum 61.000 € + variabler Anteil von 12.000 €", ["€61,000 a year"]),
        ("£23,800 - £25,100 FTE (actual £14,280 - £15,060)", ["£23,800 – £25,100 a year"]),
        (
            "Base pay\nMinimum: $91,000\nMidpoint: $103,000\nMaximum: $115,000",
            ["$91,000 – $115,000 a year"],
        ),
    ],
)
def test_the_base_counts(words: str, expected: list[str]) -> None:
    assert shown(words) == expected


@pytest.mark.parametrize(
    "words", ["OTE $26k - $38k", "On-target earnings of $71,000", "€75–90k OTE"]
)
def test_a_target_alone_is_said_to_be_one(words: str) -> None:
    assert [found.where for found in pay.read(words)] == ["OTE"]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            "Salary: €3,900 - €4,700 per month (€46,800 - €56,400 per year)",
            ["€3,900 – €4,700 a month"],
        ),
        ("12,40 € brut de l'heure, soit 1 880 € par mois", ["€12.40 an hour"]),
        (
            "We pay $41 - $62 per hour. Full-time base is $140,000 - $180,000.",
            ["$41 – $62 an hour", "$140,000 – $180,000 a year"],
        ),
    ],
)
def test_pay_said_again_by_another_period_is_one(words: str, expected: list[str]) -> None:
    assert shown(words) == expected


def test_bounds_in_two_lines_are_one_range() -> None:
    assert shown("Pay\nMinimum: $52,000\nMaximum: $66,000") == ["$52,000 – $66,000 a year"]


def test_the_bounds_may_stand_apart() -> None:
    words = (
        "The base pay for this position ranges from $118,200/year in our cheapest market up to "
        "$204,900/year in our dearest market."
    )
    assert shown(words) == ["$118,200 – $204,900 a year"]


def test_each_country_has_its_own_dollar() -> None:
    words = "Pay Canada: CA$151,000 – CA$189,000 + equity United States: $158,000 – $201,000"
    assert [found.currency for found in pay.read(words)] == ["CAD", "USD"]


def test_a_number_without_a_sign_has_the_currency_of_its_line() -> None:
    assert shown("Fourchette : 44k-52k bruts + 6k€ de variable") == ["€44,000 – €52,000 a year"]


def test_a_period_that_is_said_of_others_is_not_taken() -> None:
    words = "Annual salary or hourly base pay range: $87,500.50 - $104,900.75"
    assert shown(words) == ["$87,500.50 – $104,900.75 a year"]


def test_levels_and_places_are_told_apart() -> None:
    words = "Level 3 - $92,300 to $101,400 / Level 4 - $106,000 to $117,700"
    assert [(found.min, found.where) for found in pay.read(words)] == [
        (Decimal(92_300), "Level 3"),
        (Decimal(106_000), "Level 4"),
    ]
    lines = (
        "USA, OR, Salem - 131,300.00 - 177,600.00 USD annually\n"
        "USA, ID, Boise - 118,000.00 - 160,100.00 USD annually"
    )
    assert [found.currency for found in pay.read(lines)] == ["USD", "USD"]


@pytest.mark.parametrize(
    ("words", "doubts"),
    [
        ("Salary: 75.00 - 95.00 USD per year", (Doubt.IMPLAUSIBLE,)),
        ("Pay: $21 - $24 a year", (Doubt.IMPLAUSIBLE,)),
        ("Salary: €120,000 per hour", (Doubt.IMPLAUSIBLE,)),
        ("Salary: €1,900 per year", (Doubt.IMPLAUSIBLE,)),
        ("Salary: €480,000 - €510,000 per month", (Doubt.IMPLAUSIBLE,)),
        ("Salary: 82,000 to 71,000 EUR", (Doubt.SWAPPED,)),
        ("$1.40k - $1.80k", ()),
        ("Pay: $600 per week", ()),
        ("Gehalt: 556 € im Monat", ()),
        ("PKR 480,000 per year", ()),
        ("IDR 9.000.000 per month", ()),
    ],
)
def test_doubts(words: str, doubts: tuple[Doubt, ...]) -> None:
    assert [found.doubts for found in pay.read(words)] == [doubts]


def test_doubts_are_shown_in_words() -> None:
    odd = Pay(Decimal(75), Decimal(95), "USD", Period.YEAR)
    assert pay.display(pay.doubted(odd)) == "$75 – $95 a year (implausible)"
    swapped = pay.doubted(Pay(Decimal(40), Decimal(60), "EUR", Period.HOUR), swapped=True)
    assert pay.display(swapped) == "€40 – €60 an hour (bounds swapped)"


def test_doubts_are_no_more_when_doubted_twice() -> None:
    odd = pay.doubted(Pay(Decimal(75), None, "USD", Period.YEAR), swapped=True)
    assert pay.doubted(odd) == odd


@pytest.mark.parametrize(
    ("words", "amount"),
    [("60k", 60_000), ("80000-100000 EUR", 80_000), ("3400 - 3900", 3400), ("$1.40k", 1400),
     ("1750+ weekly", 1750), ("14,50/h", 14.5), ("EUR 52.000", 52_000)],
)  # fmt: skip
def test_a_field_that_is_one_value(words: str, amount: float) -> None:
    assert [float(found.min or 0) for found in pay.read(words)] == [amount]


def test_a_german_word_for_pay_is_no_place() -> None:
    for word in ("Bruttolohn", "Fixgehalt", "Jahresverdienst"):
        assert [found.where for found in pay.read(f"{word}: 41.000 € – 48.500 € p.a.")] == [None]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The base pay range for this position is {}", "Zone 1: $90k - $120k; Zone 2: $80k - $95k"),
        ("Salary ranges are {}", "California: $90k - $120k; Texas: $80k - $95k"),
        ("Our pay ranges are as follows: {}", "New York: $90k - $120k; Ohio: $80k - $95k"),
        ("Das Gehalt ist {}", "Senior: 90.000 € - 120.000 €; Junior: 80.000 € - 95.000 €"),
        ("{}", "Zone 1: $90k - $120k; Zone 2: $80k - $95k"),
    ],
)
def test_whom_a_range_is_for_does_not_depend_on_the_order(words: str, expected: str) -> None:
    first, second = expected.split("; ")
    found = pay.read(words.format(f"{first}; {second}"))
    assert [each.where for each in found] == [each.split(":")[0] for each in (first, second)]
    assert set(found) == set(pay.read(words.format(f"{second}; {first}")))


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("The base salary range for Zone 1 is: $90,000 - $120,000", "Zone 1"),
        ("The pay range for this role in Colorado is USD: $90,000 - $120,000", "Colorado"),
        ("Salary: Range: $90,000 - $120,000", None),
    ],
)
def test_a_label_says_whom_it_is_for_and_not_that_it_is_of_pay(
    words: str, where: str | None
) -> None:
    assert [found.where for found in pay.read(words)] == [where]
