"""How the section of a changed search reads: what its chat was not told of, and how much it was."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from alertbot.channels import console
from alertbot.model import Context, Opening, Posting, Section, Summary

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
UNTOLD = " that you have not been told of"


def some(count: int) -> tuple[Opening, ...]:
    address = "https://contoso.example/"
    return tuple(
        Opening((Posting("contoso", f"{n}", f"{address}{n}", f"Engineer {n}"),), NOW - timedelta(1))
        for n in range(count)
    )


@pytest.mark.parametrize(
    ("total", "known", "best", "said"),
    [
        (12, 30, 5, "sre: 12 fit that you have not been told of, 30 more you know; the best 5:"),
        (1, 1, 1, "sre: 1 fits that you have not been told of, 1 more you know"),
        (2, 1_234, 2, "sre: 2 fit that you have not been told of, 1,234 more you know"),
        (2, 3, 1, "sre: 2 fit that you have not been told of, 3 more you know; the best:"),
        (2, 3, 0, f"sre: 2 fit{UNTOLD}, 3 more you know; none posted in the last two weeks"),
        (0, 42, 0, "sre: nothing new, you know all 42 that fit now"),
        (0, 1, 0, "sre: nothing new, you know the one that fits now"),
        (0, 0, 0, "sre: none match now"),
        (12, 0, 5, "sre: 12 match now, the best 5:"),
    ],
)
def test_it_says_what_is_new_and_what_is_known(
    total: int, known: int, best: int, said: str
) -> None:
    section = Section("sre", total, some(best), known=known)
    lines = console.render(Summary((section,)), Context(NOW)).text.splitlines()
    assert lines[1].strip() == said
