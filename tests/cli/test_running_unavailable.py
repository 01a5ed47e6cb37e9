"""What a supervisor makes of the end of `run`: whether another start may mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from alertbot.cli.exits import UNAVAILABLE, USAGE
from tests.bot import bot


@pytest.mark.parametrize(
    ("database", "content", "code"),
    [
        ("postgresql://127.0.0.1:1/alertbot", b"", UNAVAILABLE),
        ("sqlite:///alertbot.db", b"no database at all, but text that is long enough", USAGE),
    ],
)
def test_a_database_that_is_away_is_not_one_that_is_damaged(
    tmp_path: Path, database: str, content: bytes, code: int
) -> None:
    with bot(tmp_path) as whole:
        whole.source("contoso", "greenhouse", board="contoso")
        whole.database = database
        if content:
            (tmp_path / "alertbot.db").write_bytes(content)
        done = whole.run("run")
    assert done.returncode == code
    assert len(done.stderr.splitlines()) == 1
