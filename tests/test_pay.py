"""Pay in prose and in pay lines."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import pay
from alertbot.model import Basis, Pay, Period

HOUR, DAY, MONTH, YEAR = Period.HOUR, Period.DAY, Period.MONTH, Period.YEAR
Expected = tuple[float | None, float | None, str | None, Period | None]


def only(words: str, country: str | None = None) -> Expected:
    (found,) = pay.read(words, country=country)
    assert found.basis is Basis.TEXT
    low, high = found.min, found.max
    return (
        None if low is None else float(low),
        None if high is None else float(high),
        found.currency,
        found.period,
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("USD $119,800 - $234,700 per year", (119_800, 234_700, "USD", YEAR)),
        ("£45k–£55k", (45_000, 55_000, "GBP", YEAR)),
        ("up to 90.000 € per annum", (None, 90_000, "EUR", YEAR)),
        ("€50.000 p.a.", (50_000, 50_000, "EUR", YEAR)),
        ("CA$80,000-100,000", (80_000, 100_000, "CAD", YEAR)),
        ("A$120k+ plus super", (120_000, None, "AUD", YEAR)),
        ("€75–90k OTE, uncapped", (75_000, 90_000, "EUR", YEAR)),
        ("Compensation of USD 7-8k/month", (7000, 8000, "USD", MONTH)),
        ("$139,200—$235,200 USD", (139_200, 235_200, "USD", YEAR)),
        ("Annual Salary:\n$265,000—$365,000 USD", (265_000, 365_000, "USD", YEAR)),
        ("Salary: 60.000 - 75.000 € brutto pro Jahr", (60_000, 75_000, "EUR", YEAR)),
        ("Gehalt: ab 3.500 € brutto im Monat", (3500, None, "EUR", MONTH)),
        ("Salaire : 45 000 € - 55 000 € brut annuel", (45_000, 55_000, "EUR", YEAR)),
        ("entre 35 et 45 k€ par an", (35_000, 45_000, "EUR", YEAR)),
        ("Salario: 30.000€ - 40.000€ brutos al año", (30_000, 40_000, "EUR", YEAR)),
        ("Stundenlohn 15,50 €", (15.5, 15.5, "EUR", HOUR)),
        ("£500 per day", (500, 500, "GBP", DAY)),
        ("CHF 100'000 - 120'000", (100_000, 120_000, "CHF", YEAR)),
        ("100 000 - 120 000 SEK per month", (100_000, 120_000, "SEK", MONTH)),
        ("Pay: $64—$64 USD", (64, 64, "USD", None)),
        ("$15 - $30/hourpay", (15, 30, "USD", HOUR)),
        ("( $21/hr-$24/hr DOE, 8 hours a day)", (21, 24, "USD", HOUR)),
        ("$1.40k - $1.80k", (1400, 1800, "USD", None)),
        ("Salary: 90,000 to 60,000 EUR", (60_000, 90_000, "EUR", YEAR)),
        ("$160,000–$200,000 CAD/USD (based on experience)", (160_000, 200_000, None, YEAR)),
        ("12-15 LPA", (1_200_000, 1_500_000, "INR", YEAR)),
    ],
)
def test_one_range(words: str, expected: Expected) -> None:
    assert only(words) == expected


@pytest.mark.parametrize(
    "words",
    [
        "We raised $50M from investors",
        "401(k) match up to $10,000 per year",
        "a $20,000 signing bonus",
        "$100 per month to support projects you care about",
        "Fertility HRA (up to $10,000 per year)",
        "managing performance budgets ($10M+ annually)",
        "partner deals in the €100K–€500K range",
        "over $2.5bn valuation and $10M revenue",
        "$0.06 per word",
        "a weekly stipend of 3,850 USD / 2,310 GBP / 4,300 CAD",
        "5+ years of PHP 7, 2019 - 2023",
        "Call +1 (555) 123-4567 by 2026-05-13",
        "4+ years with C, C++ and C$ ; 10-15 people",
        "",
    ],
)
def test_what_is_no_pay(words: str) -> None:
    assert pay.read(words) == ()


def test_the_country_decides_what_a_bare_dollar_is() -> None:
    words = "The salary range is $100,000 - $120,000 a year"
    currencies = {country: only(words, country)[2] for country in ("US", "CA", "AU", "DE", None)}
    assert currencies == {"US": "USD", "CA": "CAD", "AU": "AUD", "DE": "USD", None: "USD"}


def test_the_text_decides_too() -> None:
    found = pay.read("Base pay: $100,000 - $120,000\nIn Denver: $90,000 - $110,000 USD")
    assert [(one.currency, one.where) for one in found] == [("USD", None), ("USD", "Denver")]


def test_a_second_range_names_its_region() -> None:
    # A sentence as it stands on many pages of one large employer.
    first, second = pay.read(
        "The typical base pay range for this role across the U.S. is USD $101,000 - $202,000 per "
        "year. There is a different range applicable to specific work locations, within the San "
        "Francisco Bay area and New York City metropolitan area, and the base pay range for this "
        "role in those locations is USD $131,000 - $221,000 per year."
    )
    assert (first.max, first.where) == (Decimal(202_000), None)
    assert second.max == Decimal(221_000)
    assert second.where == "San Francisco Bay area and New York City metropolitan area"


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("Zone 1 Pay Range: $100,000 - $120,000", "Zone 1"),
        ("San Francisco, CA: $180,000 - $220,000", "San Francisco, CA"),
        ("Additional US Location(s) Base Pay Range: $137,100 USD", "Additional US Location(s)"),
        ("The pay for candidates in Colorado is $100,000 - $120,000.", "Colorado"),
        ("$100k-$150k (San Francisco)", "San Francisco"),
        ("Salary Range: $100,000 - $150,000", None),
        ("Acme\n$100,000 - $150,000 / yr", None),
    ],
)
def test_where(words: str, where: str | None) -> None:
    assert [found.where for found in pay.read(words)] == [where]


def test_a_repeated_range_is_one() -> None:
    assert len(pay.read("$50,000 - $60,000\nSalary: USD 50,000 - 60,000 per year")) == 1


def a_pay(low: str | None, high: str | None, currency: str | None, period: Period | None) -> Pay:
    return Pay(
        None if low is None else Decimal(low),
        None if high is None else Decimal(high),
        currency,
        period,
    )


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        (a_pay("119800.00", "234700", "USD", YEAR), "$119,800 – $234,700 a year"),
        (a_pay("60000", "75000", "EUR", None), "€60,000 – €75,000"),
        (a_pay("45", None, "GBP", HOUR), "from £45 an hour"),
        (a_pay(None, "15.5", "CAD", HOUR), "up to CAD 15.50 an hour"),
        (a_pay("500", "500", None, DAY), "500 a day"),
        (a_pay(None, None, "EUR", YEAR), ""),
    ],
)
def test_display(found: Pay, shown: str) -> None:
    assert pay.display(found) == shown


def test_annual() -> None:
    assert pay.annual(a_pay("10", "20", "EUR", HOUR)) == (Decimal(20_800), Decimal(41_600))
    assert pay.annual(a_pay(None, "2000", "EUR", MONTH)) == (None, Decimal(24_000))
    assert pay.annual(a_pay("10", "20", "EUR", None)) == (None, None)


@given(st.text(max_size=150))
def test_any_text_is_taken(words: str) -> None:
    pay.read(words)


PIECES = (
    "$ € USD EUR k - – to 10 1,000 50.000 per year /hr salary bonus up to in Berlin : ( ) . , | \n "
    "LPA p.a. a et entre $US 9999999999999999 R 1.2.3,4 % + the"
)


@given(st.lists(st.sampled_from(PIECES.split(" ")), max_size=30), st.sampled_from(["", " "]))
def test_any_line_of_pay_words_is_taken(words: list[str], gap: str) -> None:
    for found in pay.read(gap.join(words), country="US"):
        assert found.min is None or found.min >= 0
        assert found.min is None or found.max is None or found.min <= found.max
        assert pay.display(found)
        pay.annual(found)


@given(st.integers(20_000, 400_000), st.integers(0, 100_000), st.sampled_from("€£"))
def test_what_is_shown_is_read_again(low: int, more: int, sign: str) -> None:
    currency = {"€": "EUR", "£": "GBP"}[sign]
    stated = Pay(Decimal(low), Decimal(low + more), currency, YEAR)
    assert pay.read(pay.display(stated)) == (stated,)


@pytest.mark.parametrize(
    "words",
    ["$1 " * 50_000, "1 " * 100_000, "salary in the " * 20_000 + "$5", "$" * 200_000, "9" * 200_000,
     "salary 123 " + "123 " * 50_000, "Pay: " + "The X " * 30_000 + "$100,000"],
)  # fmt: skip
def test_a_hostile_text_costs_what_its_size_costs(words: str) -> None:
    assert len(pay.read(words)) <= 20
