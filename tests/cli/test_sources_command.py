"""`alertbot sources` and `alertbot status` say in one word how each board is."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from alertbot.testing import Fault, greenhouse_job
from tests.bot import Bot, bot

TWO_DAYS = 2 * 86_400_000


def shown(one: Bot) -> dict[str, dict[str, object]]:
    lines = one.run("sources", "--json").stdout.splitlines()
    return {row["name"]: row for row in map(json.loads, lines)}


def test_a_board_is_healthy_then_failing_then_gone(tmp_path: Path) -> None:
    with bot(tmp_path) as one:
        one.board.greenhouse("contoso", [greenhouse_job(1, "Gardener")])
        one.board.greenhouse("fabrikam", [])
        one.source("contoso", "greenhouse", board="contoso")
        one.source("fabrikam", "greenhouse", board="fabrikam")
        one.once()
        assert {row["state"] for row in shown(one).values()} == {"healthy"}
        one.board.fail(Fault.status(404), when="contoso", times=None)
        for _ in range(3):
            one.once()
        found = shown(one)
        assert (found["contoso"]["state"], found["contoso"]["failure"]) == ("failing", "missing")
        assert found["fabrikam"]["state"] == "silent", "it has never shown anything"
        with closing(sqlite3.connect(tmp_path / "alertbot.db")) as connection, connection:
            connection.execute("UPDATE sources SET failure_since = failure_since - ?", [TWO_DAYS])
        one.once()
        gone = one.run("sources").stdout.splitlines()[0]
        assert gone.startswith("contoso")
        assert " gone " in gone
        assert "not there since 2" in gone
        status = json.loads(one.run("status", "--json").stdout.splitlines()[0])
        assert status["sources"] == {"gone": 1, "silent": 1}
        details = {row["source"]: row["detail"] for row in status["troubled"]}
        assert "404" in details["contoso"]
        assert "never shown a posting" in details["fabrikam"]
