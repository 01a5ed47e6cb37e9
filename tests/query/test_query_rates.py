"""Pay in another currency, compared by the rates that the settings hold."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from alertbot import query
from alertbot.model import Basis, Doubt, Opening, Pay, Period, Posting
from alertbot.pay.rates import Rates
from alertbot.query import Leaf, Settings, Verdict, View

NOW = datetime(2026, 9, 20, tzinfo=UTC)
RATES = Rates(date(2026, 9, 12), (("USD", Decimal("1.08")), ("GBP", Decimal("0.90"))))
SETTINGS = Settings(rates=RATES)


def paid(
    low: int | None,
    high: int | None,
    currency: str | None,
    period: Period | None = Period.YEAR,
    *doubts: Doubt,
) -> Pay:
    least, most = (None if bound is None else Decimal(bound) for bound in (low, high))
    return Pay(least, most, currency, period, None, Basis.STATED, doubts)


def verdict(text: str, *pay: Pay, settings: Settings = SETTINGS) -> Verdict:
    condition = query.parse(text, settings).condition
    assert isinstance(condition, Leaf)
    posting = Posting("contoso", "1", "https://contoso.example/1", "Engineer", pay=pay)
    return condition.judge(View(Opening((posting,), NOW), NOW))


@pytest.mark.parametrize(
    ("text", "pay", "truth"),
    [
        ("pay>=80k", paid(60_000, 75_000, "EUR"), True),
        ("pay>=82k", paid(60_000, 75_000, "EUR"), False),
        ("pay.min>=65k", paid(60_000, 75_000, "EUR"), False),
        ("pay>=€60k", paid(64_800, 64_800, "USD"), True),
        ("pay>=€60k", paid(64_700, 64_700, "USD"), False),
        ("pay<=£50k", paid(60_000, 60_000, "USD"), True),
        ("pay>=45/h", paid(41, 44, "EUR", Period.HOUR), True),
        ("pay>=60k", paid(4_700, None, "EUR", Period.MONTH), True),
    ],
)
def test_it_is_compared_after_conversion(text: str, pay: Pay, truth: bool) -> None:
    assert verdict(text, pay).truth is truth


@pytest.mark.parametrize(
    ("pay", "said"),
    [
        (paid(60_000, 75_000, "EUR"), "about $64,800 – $81,000 a year at ECB rates of 2026-09-12"),
        (paid(75_000, 75_000, "EUR"), "about $81,000 a year at ECB rates of 2026-09-12"),
        (
            paid(35, 40, "GBP", Period.HOUR),
            "about $87,400 – $99,800 a year at ECB rates of 2026-09-12",
        ),
        (paid(90_000, 95_000, "USD"), "$90,000 – $95,000 a year"),
    ],
)
def test_the_evidence_names_the_day(pay: Pay, said: str) -> None:
    assert verdict("pay>=80k", pay).text == said


@pytest.mark.parametrize(
    ("pay", "said"),
    [
        (paid(60_000_000, None, "COP"), "pay in COP, not compared"),
        (paid(60_000, 75_000, None), "currency of pay not stated (60,000 – 75,000 a year)"),
        (paid(60_000, 75_000, "EUR", None), "period of pay not stated (€60,000 – €75,000)"),
        (
            paid(75, 95, "EUR", Period.YEAR, Doubt.IMPLAUSIBLE),
            "pay €75 – €95 a year (implausible)",
        ),
        (
            paid(200_000, 900_000, "USD", Period.HOUR, Doubt.IMPLAUSIBLE),
            "pay $200,000 – $900,000 an hour (implausible)",
        ),
    ],
)
def test_what_cannot_be_compared_is_unknown(pay: Pay, said: str) -> None:
    assert verdict("pay>=80k", pay) == Verdict(None, said)


def test_swapped_bounds_are_compared() -> None:
    assert (
        verdict("pay>=80k", paid(60_000, 90_000, "USD", Period.YEAR, Doubt.SWAPPED)).truth is True
    )


def test_the_better_of_two_currencies_decides() -> None:
    found = verdict("pay>=80k", paid(70_000, 82_000, "USD"), paid(70_000, 80_000, "EUR"))
    assert found.text == "about $75,600 – $86,400 a year at ECB rates of 2026-09-12"


def test_without_rates_of_their_own_settings_use_the_bundled_ones() -> None:
    found = verdict("pay>=80k", paid(900_000, 1_000_000, "EUR"), settings=Settings())
    assert found.truth is True
    assert "at ECB rates of 20" in found.text


def test_the_text_of_a_query_does_not_tell_the_rates() -> None:
    assert str(query.parse("pay>=€60k", SETTINGS)) == "pay>=€60k"
