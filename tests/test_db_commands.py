"""`alertbot db`, as a person runs it."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from alertbot.testing import greenhouse_job
from tests.bot import Bot, bot
from tests.store.earlier import left_by


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[Bot]:
    """A bot that has had one round."""
    with bot(tmp_path) as one:
        one.board.greenhouse("contoso", [greenhouse_job(n, f"Engineer {n}") for n in range(1, 4)])
        one.source("contoso", "greenhouse", board="contoso")
        assert one.once().returncode == 0
        yield one


def test_back_up_lose_restore(whole: Bot) -> None:
    made = whole.run("db", "backup")
    assert (made.returncode, made.stderr) == (0, "")
    (target,) = whole.folder.glob("alertbot.db.backup-2*Z")
    assert made.stdout == f"{target}: {made.stdout.split(': ')[1]}"
    assert re.search(r": [\d.]+ MB, checked\n$", made.stdout)
    again = whole.run("db", "backup", str(target))
    assert again.returncode == 2
    assert "not overwritten" in again.stderr
    (whole.folder / "alertbot.db").unlink()
    gone = whole.once()
    assert gone.returncode == 2
    assert "restore a backup" in gone.stderr
    back = whole.run("db", "restore", str(target))
    assert (back.returncode, back.stderr) == (0, "")
    assert "found and alerted once more" in back.stdout
    assert whole.run("db", "check").stdout == "the database is sound\n"
    assert whole.once().returncode == 0
    assert len(whole.slack.messages) == 1, "the summary, and no second one"


@pytest.mark.slow
def test_restore_refuses_beside_a_service(whole: Bot) -> None:
    whole.run("db", "backup", str(whole.folder / "copy.db"))
    with whole.running() as process:
        assert whole.board.wait(lambda: len(whole.board.requests) > 1, timeout=15)
        refused = whole.run("db", "restore", str(whole.folder / "copy.db"))
        assert refused.returncode == 2
        assert f"process {process.pid}" in refused.stderr
        assert whole.run("db", "backup", str(whole.folder / "two.db")).returncode == 0
        assert whole.run("db", "prune").returncode == 0
        assert whole.run("db", "check").returncode == 0
        assert whole.run("db", "prune", "--shrink").returncode == 2


def test_prune_says_what_it_dropped(whole: Bot) -> None:
    assert whole.run("db", "prune").stdout == "nothing is older than it is to be kept\n"
    with closing(sqlite3.connect(whole.folder / "alertbot.db")) as raw, raw:
        raw.execute("UPDATE outbox SET created_at = 0")
        raw.execute("UPDATE attempts SET at = 0")
    done = whole.run("db", "prune", "--shrink")
    assert done.returncode == 0
    dropped, shrunk = done.stdout.splitlines()
    assert dropped == "dropped: 2 attempts, 2 summaries and notices"
    assert re.fullmatch(r".*alertbot.db: [\d.]+ MB before, [\d.]+ MB now", shrunk)


def test_check_says_what_is_wrong(whole: Bot) -> None:
    with closing(sqlite3.connect(whole.folder / "alertbot.db")) as raw, raw:
        raw.execute("UPDATE openings SET merged_into = 77 WHERE id = 2")
    found = whole.run("db", "check")
    assert (found.returncode, found.stderr) == (1, "")
    assert found.stdout == "openings merged into one that is not there: 1, such as 2\n"


def test_erase_asks_and_then_erases(whole: Bot) -> None:
    refused = whole.run("db", "erase", "me", "--yes")
    assert refused.returncode == 2
    assert "take it out there" in refused.stderr
    whole.to = ("team",)
    assert whole.once().returncode == 0
    asked = whole.run("db", "erase", "me")
    assert (asked.returncode, "say --yes" in asked.stderr) == (2, True)
    assert "of me: 1 chat, 1 alert, 1 attempt, 0 searches" in asked.stdout
    erased = whole.run("db", "erase", "me", "--yes")
    assert (erased.returncode, erased.stderr) == (0, "")
    assert erased.stdout.endswith("backups that were made before still hold it\n")
    assert whole.run("db", "erase", "me", "--yes").returncode == 2
    assert whole.once().returncode == 0


def test_upgrade_says_from_what_to_what(tmp_path: Path) -> None:
    with bot(tmp_path) as one:
        one.source("contoso", "greenhouse", board="contoso")
        none = one.run("db", "upgrade")
        assert none.returncode == 2
        assert "does not exist yet" in none.stderr
        left_by(f"sqlite:///{tmp_path}/alertbot.db", "0001")
        found = one.run("db", "check")
        assert (found.returncode, "alertbot db upgrade" in found.stdout) == (1, True)
        done = one.run("db", "upgrade")
        assert (done.returncode, done.stderr) == (0, "")
        first, second = done.stdout.splitlines()
        assert first.startswith("upgraded from schema 0001 to ")
        assert second.endswith("alertbot.db.backup-0001")
        assert "nothing to do" in one.run("db", "upgrade").stdout


def test_whatever_command_upgrades_says_so_and_where_the_copy_is(tmp_path: Path) -> None:
    with bot(tmp_path) as one:
        one.source("contoso", "greenhouse", board="contoso")
        left_by(f"sqlite:///{tmp_path}/alertbot.db", "0001")
        listed = one.run("outbox", "list")
        assert listed.returncode == 0
        assert "database is upgraded from=0001" in listed.stderr
        assert "alertbot.db.backup-0001" in listed.stderr
        assert one.run("outbox", "list").stderr == ""


@pytest.mark.parametrize("command", [("db", "check"), ("outbox", "list"), ("sources",)])
def test_no_command_makes_a_new_one_where_one_was_lost(
    whole: Bot, command: tuple[str, ...]
) -> None:
    file = whole.folder / "alertbot.db"
    file.write_bytes(b"")
    log = file.with_name("alertbot.db-wal")
    log.write_bytes(b"what was not yet in the file")
    refused = whole.run(*command)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "alertbot db restore" in refused.stderr
    assert file.stat().st_size == 0
    assert log.exists(), "SQLite itself would have deleted it"


def test_a_copy_never_says_a_password(whole: Bot) -> None:
    target = "postgresql://me:canary-pass@127.0.0.1:1/alerts?connect_timeout=2"
    refused = whole.run("db", "copy", str(whole.config), target)
    assert refused.returncode == 2
    assert "the PostgreSQL at 127.0.0.1:1, database alerts cannot be reached" in refused.stderr
    assert "canary-pass" not in refused.stdout + refused.stderr
    for odd in ("mysql://me:canary-pass@host/alerts", "postgresql://me:canary-pass@[/alerts"):
        refused = whole.run("db", "copy", str(whole.config), odd)
        assert refused.returncode == 2
        assert "canary-pass" not in refused.stdout + refused.stderr
    assert whole.run("db", "restored").returncode == 2, "on SQLite there is nothing to see to"


def test_a_copy_cut_off_stops_a_start_and_says_what_to_do(whole: Bot) -> None:
    (whole.folder / "alertbot.db").rename(whole.folder / "alertbot.db.part")
    for beside in whole.folder.glob("alertbot.db[-.][wsl]*"):
        beside.unlink()
    refused = whole.once()
    assert refused.returncode == 2
    assert "was cut off: run `alertbot db copy` again, or remove alertbot.db.part" in refused.stderr
