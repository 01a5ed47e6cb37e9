"""The command that replays a folder of recorded snapshots."""

from __future__ import annotations

import gzip
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alertbot.sources import kinds
from alertbot.testing import greenhouse_job
from tests.replay import recorded
from tests.replay.__main__ import main


def board(*numbers: int) -> bytes:
    text = "You look after the {} of a harbour that never sleeps, and after those who use it. "
    jobs = [
        greenhouse_job(number, f"Pilot {number}", place="Boston, MA", text=text.format(number) * 3)
        for number in numbers
    ]
    return json.dumps({"jobs": jobs}).encode()


def test_a_folder_is_told_poll_by_poll(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "board-2026-11-02T06-00-00Z.json").write_bytes(board(1, 2, 3, 4))
    (tmp_path / "board-2026-11-02T14-00-00Z.json.gz").write_bytes(gzip.compress(board(1, 2, 3, 5)))
    (tmp_path / "board-2026-11-02T22-00-00Z.json").write_bytes(b"<html>Sorry</html>")
    (tmp_path / "board-2026-11-03T06-00-00Z.json").write_bytes(board(1, 2, 3, 5))
    assert main([str(tmp_path), "--kind", "greenhouse"]) == 0
    lines = capsys.readouterr().out.splitlines()
    polls = [line[:16] for line in lines if line.startswith("2026")]
    assert polls == ["2026-11-02 06:00", "2026-11-02 14:00", "2026-11-02 22:00", "2026-11-03 06:00"]
    assert "    alerted   Pilot 5 · Boston, MA [5]" in lines
    assert any("closed    Pilot 4" in line for line in lines)
    totals = {line[:10].strip(): line[10:].strip() for line in lines[-8:]}
    assert totals["alerted"] == totals["closed"] == totals["doubt"] == "1"
    assert "4 polls; 4 openings at the first" in "\n".join(lines)


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("2026-11-02T06:30:05Z.json", datetime(2026, 11, 2, 6, 30, 5, tzinfo=UTC)),
        ("northwind_20261102_0630.json", datetime(2026, 11, 2, 6, 30, tzinfo=UTC)),
        ("northwind-2026-11-02.json", datetime(2026, 11, 2, tzinfo=UTC)),
        ("feed.1793599200.xml", datetime(2026, 11, 2, 6, tzinfo=UTC)),
        ("feed.1793599200123.xml", datetime(2026, 11, 2, 6, tzinfo=UTC)),
        ("42.json", None),
        ("2026-19-39.json", None),
    ],
)
def test_a_name_says_when(name: str, at: datetime | None) -> None:
    assert recorded.stamped(name) == at


def test_without_times_in_the_names_the_files_own_count(tmp_path: Path) -> None:
    for number, name in enumerate(("c.json", "a.json", "b.json")):
        file = tmp_path / name
        file.write_bytes(b"{}")
        os.utime(file, (1_793_599_200 + 60 * number, 1_793_599_200 + 60 * number))
    names = [shot.file.name for shot in recorded.snapshots(tmp_path)]
    assert names == ["c.json", "a.json", "b.json"]


def test_snapshots_of_one_moment_follow_each_other(tmp_path: Path) -> None:
    for part in ("1", "2", "3"):
        (tmp_path / f"2026-11-02.{part}.json").write_bytes(b"{}")
    first, second, third = (shot.at for shot in recorded.snapshots(tmp_path))
    assert second - first == third - second == timedelta(hours=8)


def test_every_kind_has_what_it_needs() -> None:
    for kind, module in kinds().items():
        options = module.Options.model_validate(recorded.needed(kind))
        assert list(module.requests(options)), kind


def test_an_empty_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main([str(tmp_path), "--kind", "rss"])
    assert end.value.code == 2
    assert "no folder with snapshots" in capsys.readouterr().err
