"""Several processes: nothing is lost or told twice where one dies and one stands still. Few and
short here, many steps and five minutes by `dev.py faults many`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import many
from tests.store import postgres


@pytest.fixture(autouse=True)
def _there_is_a_server() -> None:
    if why := postgres.missing():
        pytest.skip(why)


@pytest.mark.slow
def test_one_dies_and_one_stands_still_for_longer_than_its_leases(tmp_path: Path) -> None:
    row = many.standing(tmp_path / "many", many.SHORT, 1)
    assert row.verdict.lines == []
    assert row.hits == row.tries


@pytest.mark.slow
def test_one_that_stands_still_at_a_step_tells_nothing_when_it_goes_on(tmp_path: Path) -> None:
    row = many.halts(tmp_path / "halts", ["before the fence", "after send"], many.SHORT.lease)
    assert row.verdict.lines == []
    assert row.hits == row.tries
