"""Exchange rates: the bundled ones, and converting by them."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.pay import rates

HEADER = "Date,USD,JPY,BGN,GBP,\n"
LINE = "2026-09-11,1.08,170.5,N/A,0.84,\n"
SOME = rates.parse(HEADER, LINE)


def test_a_line_of_the_table() -> None:
    assert SOME.date == date(2026, 9, 11)
    assert dict(SOME.per_euro) == {
        "USD": Decimal("1.08"),
        "JPY": Decimal("170.5"),
        "GBP": Decimal("0.84"),
    }


@pytest.mark.parametrize("line", ["", "\n", "N/A,1.08", "yesterday,1"])
def test_another_text_is_no_line_of_the_table(line: str) -> None:
    with pytest.raises(ValueError, match="isoformat"):
        rates.parse(HEADER, line)


def test_by_way_of_the_euro() -> None:
    assert SOME.convert(Decimal(100), "EUR", "USD") == Decimal("108.00")
    assert SOME.convert(Decimal(108), "USD", "EUR") == Decimal(100)
    assert SOME.convert(Decimal(54), "USD", "GBP") == Decimal(42)
    assert SOME.convert(Decimal(54), "XYZ", "XYZ") == Decimal(54)


@pytest.mark.parametrize(
    ("from_", "to"), [("BGN", "EUR"), ("USD", "COP"), ("", "USD"), ("usd", "EUR")]
)
def test_what_is_not_quoted_is_not_converted(from_: str, to: str) -> None:
    assert SOME.convert(Decimal(1), from_, to) is None


@given(
    st.decimals(1, 10**9, places=2),
    st.sampled_from(["EUR", "USD", "JPY", "GBP"]),
    st.sampled_from(["EUR", "USD", "JPY", "GBP"]),
)
def test_there_and_back_again(amount: Decimal, from_: str, to: str) -> None:
    there = SOME.convert(amount, from_, to)
    assert there is not None
    back = SOME.convert(there, to, from_)
    assert back is not None
    assert abs(back - amount) < Decimal("0.0001")


def test_the_bundled_rates() -> None:
    found = rates.bundled()
    assert found.date > date(2025, 1, 1)
    dollars = found.convert(Decimal(1000), "EUR", "USD")
    assert dollars is not None
    assert 700 < dollars < 2000
    assert found.convert(Decimal(1), "COP", "EUR") is None


def test_they_are_read_once_and_without_the_package_itself() -> None:
    """Importing it reads every rate since 1999, which takes longer than all of a start."""
    assert rates.bundled() is rates.bundled()
    script = (
        "import sys; from alertbot.pay import rates; rates.bundled();"
        "assert 'currency_converter' not in sys.modules"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0
