"""Pay from a source's fields, its pay line and the body, put together."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import pay
from alertbot.model import Basis, Doubt, Pay, Period, RawPay
from alertbot.reading import money

NOTHING = money.Money(())


def field(
    low: float | None,
    high: float | None,
    currency: str = "EUR",
    period: str = "year",
    where: str = "",
    *,
    predicted: bool = False,
) -> RawPay:
    least, most = (None if bound is None else Decimal(str(bound)) for bound in (low, high))
    return RawPay(least, most, currency, period, where, predicted)


def read(
    *raw: RawPay, line: str = "", text: str = "", countries: Collection[str] = ()
) -> money.Money:
    return money.understood(raw, line, text, countries=countries)


def shown(found: money.Money) -> list[str]:
    return [f"{one.basis}: {pay.display(one)}" for one in found.pay]


def test_fields_go_first_and_text_second() -> None:
    found = read(field(50_000, 60_000), text="In Linz: Gehalt 45.000 € - 52.000 € im Jahr")
    assert shown(found) == ["stated: €50,000 – €60,000 a year", "text: €45,000 – €52,000 a year"]


def test_the_pay_line_is_stated() -> None:
    assert shown(read(line="£31k-£36k")) == ["stated: £31,000 – £36,000 a year"]


def test_the_same_range_in_the_text_completes_the_stated_one() -> None:
    raw = field(50_000, 60_000, "", "")
    found = read(raw, text="The salary for candidates in Oslo is EUR 50,000 - 60,000 per year.")
    assert found.pay == (
        Pay(Decimal(50_000), Decimal(60_000), "EUR", Period.YEAR, None, Basis.STATED),
    )


@pytest.mark.parametrize(
    "text",
    [
        "Gehalt: 50.000 € - 60.000 € im Jahr",
        "Salary: €4,200 - €5,000 per month",
        "Salary from €50,000 a year",
        "OTE €75,000 - €90,000",
        "plus an annual bonus of up to €10,000 and a €500 learning budget",
    ],
)
def test_a_text_that_only_repeats_adds_nothing(text: str) -> None:
    assert shown(read(field(50_000, 60_000), text=text)) == ["stated: €50,000 – €60,000 a year"]


def test_an_estimate_is_never_stated() -> None:
    guess = field(51_234.5, 51_234.5, predicted=True)
    assert shown(read(guess)) == ["predicted: €51,234.50 a year"]
    assert shown(read(guess, text="Salary: €44,000 a year")) == ["text: €44,000 a year"]
    assert shown(read(guess, field(40_000, None))) == ["stated: from €40,000 a year"]


def test_bounds_that_are_swapped_are_put_right_and_flagged() -> None:
    (found,) = read(field(60_000, 45_000)).pay
    assert pay.display(found) == "€45,000 – €60,000 a year (bounds swapped)"
    assert found.doubts == (Doubt.SWAPPED,)


@pytest.mark.parametrize(
    "raw",
    [
        field(75, 95, "USD"),
        field(21, 24, "", "year"),
        field(120_000, 120_000, "USD", "hour"),
        field(1, 90_000, "GBP"),
    ],
)
def test_what_nobody_is_paid_is_flagged(raw: RawPay) -> None:
    assert [one.doubts for one in read(raw).pay] == [(Doubt.IMPLAUSIBLE,)]


@pytest.mark.parametrize(
    "raw",
    [field(21, 24, "USD", ""), field(1400, 1800, "USD", "week"), field(300_000, 300_000, "PKR")],
)
def test_what_may_be_is_not_flagged(raw: RawPay) -> None:
    assert [one.doubts for one in read(raw).pay] == [()]


def test_a_period_from_the_text_may_make_it_odd() -> None:
    (found,) = read(field(75, 95, "USD", ""), text="Salary: USD 75 - 95 per year").pay
    assert found.doubts == (Doubt.IMPLAUSIBLE,)


@pytest.mark.parametrize(
    "raw",
    [field(0, 0), field(None, None), field(-5, None), RawPay(Decimal("NaN"), Decimal("Infinity"))],
)
def test_fields_without_an_amount_are_none(raw: RawPay) -> None:
    assert read(raw) == NOTHING


def test_words_that_are_not_understood_are_given() -> None:
    assert read(line="Pay per task").unread == "Pay per task"
    assert (
        read(text="Die Stelle ist mit EG 9b bewertet.").unread
        == "Die Stelle ist mit EG 9b bewertet"
    )
    assert read(field(9, 9, predicted=True), line="Commission only").unread == "Commission only"


def test_words_are_not_missed_where_there_is_pay() -> None:
    assert read(field(40_000, 50_000), line="TVöD E13").unread is None
    assert read(line="Competitive").unread is None
    assert read(line="GS-9", text="Salary: $61,000 a year").unread is None


AMOUNTS = st.one_of(st.none(), st.decimals(allow_nan=True, allow_infinity=True))
FIELDS = st.builds(
    RawPay, AMOUNTS, AMOUNTS, st.text(max_size=5), st.text(max_size=8), st.text(max_size=9),
    st.booleans(),
)  # fmt: skip


@given(st.lists(FIELDS, max_size=4), st.text(max_size=60), st.text(max_size=120))
def test_any_fields_are_taken(raw: list[RawPay], line: str, text: str) -> None:
    for one in read(*raw, line=line, text=text).pay:
        assert one.min is None or one.max is None or 0 < one.min <= one.max
        assert pay.display(one)
