"""Any text is taken, and costs what its size costs."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import pay

PIECES = [
    *(
        "€",
        "$",
        "£",
        "zł",
        "kr",
        "CHF",
        "EUR",
        "USD",
        "COP",
        "R$",
        "S/",
        "₹",
        "k",
        "K",
        "TEUR",
        "M",
    ),
    *("5", "12", "48", "1.250", "45.000", "1'500", "8,00,000", "2", "500", "99999999", "0", "00"),
    *("Mio.", "lakh", "LPA", "-", "–", "bis", "à", "to", "/", "a", "y", "und", "o", "per", "pro"),
    *("par", "por", "im", "hour", "Stunde", "/h", "jour", "mes", "an", "brutto", "brut", "gross"),
    *("base", "OTE", "Gehalt", "salaire", "sueldo", "salary", "pay", "Stundenlohn", "TJM", "ab"),
    *("up", "max", "min.", "Mindestgehalt", "Überzahlung", "bonus", "Prämie", "budget", "(", ")"),
    *("[", ":", ";", ".", ",", "|", "\n", "+", "%", "x", "14", "US", "Canada", "zwischen", "entre"),
    *("between", "from", "ranges", ",-", ".-", "'s", "p.", "a.", "b/a", "Level", "3"),
]
COUNTRIES = st.sampled_from([None, "US", "DE", "CA", "MX", "IN", "CH", "XX"])


@given(st.lists(st.sampled_from(PIECES), max_size=25), st.sampled_from(["", " "]), COUNTRIES)
def test_any_words_of_pay_are_taken(pieces: list[str], gap: str, country: str | None) -> None:
    text = gap.join(pieces)
    for found in pay.read(text, country=country):
        bounds = [bound for bound in (found.min, found.max) if bound is not None]
        assert bounds
        assert all(bound.is_finite() and bound > 0 for bound in bounds)
        assert bounds == sorted(bounds)
        assert pay.display(found)
        assert pay.doubted(found) == found
    pay.unread(text)


@given(st.text(max_size=200), COUNTRIES)
def test_any_text_is_taken(text: str, country: str | None) -> None:
    pay.read(text, country=country)
    pay.unread(text)


@given(
    st.integers(15_000, 300_000),
    st.integers(1, 50_000),
    st.sampled_from(["{low:,} - {high:,} EUR", "EUR {low} – {high}", "€{low:,} to €{high:,}"]),
    st.sampled_from(
        ["", " per year", " brutto im Jahr", " brut annuel", " b/a", " al año", " p.a."]
    ),
    st.sampled_from(["", "Gehalt: ", "Salaire : ", "Salario: ", "Our base salary is ", "- "]),
)
def test_a_range_is_read_however_it_is_dressed(
    low: int, more: int, form: str, after: str, before: str
) -> None:
    (found,) = pay.read(before + form.format(low=low, high=low + more) + after)
    assert found.min == low
    assert found.max == low + more
    assert (found.currency, found.period) == ("EUR", "year")


HOSTILE = [
    "$1 " * 8_000, "from $1 " * 4_000, "$5 (" * 6_000, "$5 - " * 6_000, "€5/" * 10_000,
    "5 per " * 6_000, "zwischen 5 und " * 3_000, "1.000." * 6_000, "p. a. " * 6_000,
    "Salary\n$5\n" * 4_000, "minimum $5 " * 4_000, "1 000 " * 6_000, "1'" * 10_000,
    "…" * 20_000 + "5$", "( " * 12_000 + "$5", "pay " * 9_000 + "$5", "5k" * 8_000,
    ("x" * 49 + " 5€ ") * 600, "9" * 30_000, "9." * 15_000, "9 999" * 6_000,
    "aB" * 20_000 + " $5", "a" * 40_000 + "B $5", "1'000.000" * 3_000, "x 13 " * 8_000,
    "Series B, $5 " * 3_000, "$5 + " * 6_000, "min $5 max $6 " * 3_000, "USD 5 R 5 " * 4_000,
]  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_read_in_time(text: str) -> None:
    begun = time.process_time()
    assert len(pay.read(text)) <= 20
    pay.unread(text)
    # A hundred times what it takes: only worse than linear does not end in time.
    assert time.process_time() - begun < 20
