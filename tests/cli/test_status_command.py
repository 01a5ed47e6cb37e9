"""`alertbot status`, on what real runs have stored and told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from alertbot.cli import searched
from alertbot.store.engine import Database
from alertbot.store.tables import destinations, openings, outbox
from alertbot.testing import greenhouse_job
from tests.bot import Bot, bot

NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot that found three openings when it was new, and has alerted one."""
    with bot(tmp_path_factory.mktemp("told")) as one:
        one.source("contoso", "greenhouse", board="contoso")
        one.source("broken", "greenhouse", board="nothing")
        one.searches |= {"rich": "engineer pay>=150k -kafka", "cooks": "cook pay>=1k"}
        one.to = ("team",)
        jobs = [greenhouse_job(n, f"Engineer {n}", pay="", posted=NOW) for n in (1, 2)]
        paid = "Base pay: $120,000 - $140,000 a year"
        jobs.append(greenhouse_job(3, "Kafka Engineer", pay=paid, posted=NOW))
        one.board.greenhouse("contoso", jobs)
        assert one.once().returncode == 1
        one.board.greenhouse("contoso", [*jobs, greenhouse_job(4, "Engineer 4", pay=paid)])
        assert one.once(wait=10).returncode == 1
        yield one


@pytest.fixture
def told(before: Bot, tmp_path: Path) -> Bot:
    """A copy of it, for one test alone."""
    shutil.copytree(before.folder, tmp_path, dirs_exist_ok=True)
    return replace(before, folder=tmp_path)


def objects(bot: Bot, *arguments: str) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """The sources, and each search by its name."""
    done = bot.run("status", "--json", *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    sources, *rest = (json.loads(line) for line in done.stdout.splitlines())
    return sources, {one["search"]: one for one in rest if "search" in one}


def change(bot: Bot, statement: sa.Update) -> None:
    url = f"sqlite:///{bot.folder}/alertbot.db"
    with closing(Database(url)) as database, database.write() as connection:
        connection.execute(statement)


def test_what_waits_is_counted_by_chat_with_its_age_and_its_end(told: Bot) -> None:
    since = datetime.now(UTC) - timedelta(hours=3, minutes=30)
    waits = outbox.update().values(state="pending", ref="", created_at=since, not_before=NOW)
    change(told, waits)
    count = 2  # the summary, and an alert
    waiting = f"  {count} for team, the oldest for 3 h; all of it can have gone in 1 s"
    lines = told.run("status").stdout.splitlines()
    assert waiting in lines
    assert f"outbox: {count} waiting, the oldest for 3 h" in lines
    (said,) = [json.loads(line) for line in told.run("status", "--json").stdout.splitlines()][1:2]
    (team,) = said["outbox"]
    assert said["oldest_pending_seconds"] == pytest.approx(3.5 * 3600, abs=120)
    assert (team["channel"], team["waiting"], team["paused"]) == ("team", count, "")
    assert datetime.fromisoformat(team["ends"]) > NOW
    change(told, destinations.update().values(paused_at=NOW, paused_reason="kicked"))
    shown = told.run("status").stdout
    assert "for 3 h; paused: kicked\n" in shown
    assert "\npaused: team for " in shown
    change(told, outbox.update().values(state="delivered"))
    assert "outbox: nothing waits" in told.run("status").stdout


def test_what_each_search_saw_dropped_and_told(told: Bot) -> None:
    sources, found = objects(told)
    assert sources["sources"] == {"healthy": 1, "failing": 1}
    assert [one["source"] for one in sources["troubled"]] == ["broken"]
    engineers, rich, cooks = (found[name] for name in ("engineers", "rich", "cooks"))
    assert (engineers["seen"], engineers["matched"], engineers["remark"]) == (4, 4, "")
    told_of = {"delivered": 1, "waiting": 0, "dead": 0, "in_digests": 0, "in_summaries": 3}
    assert engineers["alerts"] == told_of
    assert (engineers["openings_alerted"], engineers["alerts_a_day"]) == (1, 1.0)
    assert (rich["seen"], rich["matched"]) == (4, 2)
    refused = {one["condition"]: (one["alone"], one["in_all"]) for one in rich["refused"]}
    assert refused == {"engineer": (0, 0), "pay>=150k": (1, 2), "-kafka": (0, 1)}
    assert (cooks["matched"], cooks["remark"]) == (0, "it has never matched anything")


def test_the_same_in_words(told: Bot) -> None:
    lines = told.run("status", "--searches").stdout.splitlines()
    assert any(line.startswith("4 openings first seen since ") for line in lines)
    rich = lines.index("rich: engineer pay>=150k -kafka")
    assert lines[rich + 1] == "  4 seen, 2 matched"
    assert lines[rich + 2] == (
        "  alerts: 0 delivered, 0 waiting, 0 dead, 2 in summaries; 0.0 a day"
    )
    assert [line.split() for line in lines[rich + 4 : rich + 6]] == [
        ["pay>=150k", "1", "2"],
        ["-kafka", "0", "1"],
    ]
    assert "  it has never matched anything" in lines
    assert all(len(line) <= 80 for line in lines)


def test_one_search_is_counted_where_it_is_named(told: Bot) -> None:
    named = told.run("status", "rich").stdout
    assert "\nrich: engineer pay>=150k -kafka\n" in named
    assert "\nengineers" not in named
    _, found = objects(told, "rich")
    assert set(found) == {"rich"}
    wrong = told.run("status", "rihc")
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "did you mean 'rich'" in wrong.stderr


def test_what_waits_and_what_was_given_up(told: Bot) -> None:
    for state, name in (("pending", "waiting"), ("sending", "waiting"), ("dead", "dead")):
        change(told, outbox.update().values(state=state))
        _, found = objects(told)
        assert found["engineers"]["alerts"][name] == 1


def test_what_goes_with_a_digest_is_not_counted_by_the_day(told: Bot) -> None:
    change(told, outbox.update().where(outbox.c.kind == "opening").values(digest_id=99))
    _, found = objects(told)
    assert found["engineers"]["alerts"]["in_digests"] == 1
    assert (found["engineers"]["openings_alerted"], found["engineers"]["alerts_a_day"]) == (0, 0.0)
    lines = told.run("status", "engineers").stdout.splitlines()
    assert "  1 of these in digests, which are not counted by the day" in lines


def test_what_is_older_is_left_out(told: Bot) -> None:
    old = NOW - timedelta(days=40)
    change(told, openings.update().values(first_seen_at=old))
    change(told, outbox.update().values(created_at=old))
    _, found = objects(told)
    assert (found["engineers"]["seen"], found["engineers"]["openings_alerted"]) == (0, 0)
    assert found["cooks"]["remark"] == "its sources have shown no new opening in this time"
    _, found = objects(told, "--since", "8w")
    assert (found["engineers"]["seen"], found["engineers"]["openings_alerted"]) == (4, 1)
    assert found["engineers"]["alerts_a_day"] == pytest.approx(1 / 40, abs=0.01)


def test_where_it_is_too_much_the_newest_are_counted(
    told: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searched, "_FEWEST", 1)
    monkeypatch.setattr(searched, "_MOST", 1)
    _, found = objects(told)
    assert found["engineers"]["seen"] == 1
    assert "the newest 1 opening first seen since" in told.run("status", "--searches").stdout


def test_a_mistake(told: Bot) -> None:
    done = told.run("status", "--since", "soon")
    assert (done.returncode, done.stdout) == (2, "")
    assert "write 12h, 30d or 8w" in done.stderr
