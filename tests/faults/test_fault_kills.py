"""Nothing is lost by SIGKILL: few kills a step here, many by `dev.py faults`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import kills, launch
from tests.faults.kills import Killer
from tests.faults.scene import scene
from tests.faults.steps import NAMES, STEPS

ON_THE_BOARD = [*STEPS][:7]
ON_THE_WAY = [name for name in kills.names() if name not in ON_THE_BOARD]


@pytest.mark.slow
@pytest.mark.parametrize(
    "names",
    [ON_THE_BOARD, ON_THE_WAY, [""] * 5],
    ids=["from the board to the store", "from the store to the chat", "at random"],
)
def test_killed_nothing_is_lost(names: list[str], tmp_path: Path) -> None:
    with scene(tmp_path, quick=True) as place:
        killer = Killer(place, kills.bad_disk(tmp_path))
        place.seed()
        row = kills.section(place, killer, "all", [(name, 1) for name in names * 2])
        assert row.verdict.lines == []
        assert row.hits == 2 * len(names)
        assert place.witness.looks > 0


@pytest.mark.slow
@pytest.mark.parametrize("name", ["enqueue", "after commit", "taken"])
def test_killed_in_the_first_round_the_summary_comes_once(name: str, tmp_path: Path) -> None:
    row = kills.seeding(tmp_path / "first", name, 1)
    assert row.verdict.lines == []
    assert row.hits == 1


def test_a_step_that_the_product_no_longer_has_is_told() -> None:
    with pytest.raises(SystemExit, match=r"mend tests/faults/steps\.py"):
        launch.found("alertbot.poller:Nothing")
    assert [launch.found(step.method.rpartition(".")[0]) for step in STEPS.values()]
    assert {*kills.names()} <= {*NAMES}
