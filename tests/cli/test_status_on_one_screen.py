"""`alertbot status` as one screen: what a month comes to, however much of it there is."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from alertbot.store.tables import destinations, outbox, sources
from tests.bot import Done, bot
from tests.web import month
from tests.web.month import DAY, alert, change, lived, loaded, written

NOW = datetime.now(UTC)
MANY = tuple(f"board-{number:04}" for number in range(1000))


@pytest.fixture
def url(tmp_path: Path) -> str:
    config = loaded(written(tmp_path))
    lived(config, now=NOW)
    return config.database


def status(folder: Path, *arguments: str) -> Done:
    with bot(folder) as one:
        return one.run("status", "-c", str(folder / month.FILE), *arguments)


def shown(folder: Path) -> list[str]:
    done = status(folder)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def objects(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in status(folder, "--json").stdout.splitlines()]


@pytest.mark.usefixtures("url")
def test_the_sources_in_trouble_come_first(tmp_path: Path) -> None:
    lines = shown(tmp_path)
    assert lines[0].split("  ")[0] == "sources: 1 failing, 5 healthy, 1 truncated"
    assert lines[1].split()[:4] == ["fabrikam", "failing", "2", "days"]
    assert lines[2].startswith("    failed 4 times in a row: careers.fabrikam.example")
    assert lines[3].split()[:2] == ["litware", "truncated"]
    assert {line.split()[1] for line in lines[5:9]} == {"healthy"}
    brought = [int(line.split()[-1]) for line in lines[5:9]]
    assert brought == sorted(brought, reverse=True)
    assert brought[-1] > 0
    assert lines[9] == "  and 1 source more: `alertbot sources` lists all"
    assert all(len(line) <= 80 for line in lines)
    assert len(lines) <= 24


@pytest.mark.usefixtures("url")
def test_searches_have_their_alerts_by_day(tmp_path: Path) -> None:
    lines = shown(tmp_path)
    at = next(place for place, line in enumerate(lines) if line.startswith("searches: 4"))
    assert [line.split()[0] for line in lines[at + 1 : at + 5]] == list(month.SEARCHES)
    told = next(one for one in objects(tmp_path) if "days" in one)["alerts_of"]["sre"]
    assert float(lines[at + 1].split()[-1]) == pytest.approx(sum(told) / 27.5, abs=0.06)
    assert lines[at + 4].split() == ["payroll", "payroll", "clerk", "0.0"]
    assert "▁" in lines[at + 1] or "█" in lines[at + 1]


def test_what_waits_is_paused_or_was_given_up(tmp_path: Path, url: str) -> None:
    change(
        url,
        outbox.insert().values(alert(900, NOW - timedelta(hours=3), state="pending")),
        outbox.insert().values(alert(901, NOW - DAY, state="dead")),
        outbox.insert().values(
            alert(902, NOW - DAY, kind="digest", occasion="search:2026-06-01T18:00", destination=2)
        ),
        outbox.insert().values(
            alert(903, NOW - DAY, destination=2, digest_id=902, opening_id=1, turn=1)
        ),
        destinations.update()
        .where(destinations.c.id == 2)
        .values(paused_at=NOW - DAY, paused_reason="the bot was blocked"),
    )
    lines = shown(tmp_path)
    assert "outbox: 1 waiting, the oldest for 3 h" in lines
    assert "paused: me for 24 h: the bot was blocked" in lines
    assert "dead letters: 1, `alertbot outbox list --state dead` lists them" in lines
    (digest,) = (line for line in lines if line.startswith("last digest: "))
    assert digest.endswith(" to me, 1 opening")
    said = next(one for one in objects(tmp_path) if "outbox" in one)
    assert said["dead_letters"] == 1
    waited = datetime.now(UTC) - NOW + timedelta(hours=3)
    assert said["oldest_pending_seconds"] == pytest.approx(waited.total_seconds(), abs=120)
    assert [one["channel"] for one in said["paused"]] == ["me"]
    assert said["last_digest"]["openings"] == 1


@pytest.mark.usefixtures("url")
def test_where_all_is_well_it_says_so(tmp_path: Path) -> None:
    lines = shown(tmp_path)
    for said in ("outbox: nothing waits", "paused: no destination", "dead letters: none"):
        assert said in lines
    assert "last digest: none yet" in lines


@pytest.mark.usefixtures("url")
def test_days_are_those_of_the_time_zone(tmp_path: Path) -> None:
    days = next(one for one in objects(tmp_path) if "days" in one)
    assert len(days["days"]) == len(days["alerts"]) == 28
    here = NOW.astimezone().astimezone(UTC) + timedelta(hours=2)
    assert days["days"][-1] in {f"{here:%Y-%m-%d}", f"{here - timedelta(hours=1):%Y-%m-%d}"}
    assert sum(days["new_postings"]["contoso"]) < 900  # what it had when it was new is not counted
    assert sum(days["alerts_of"]["sre"]) > 0


def test_a_thousand_sources_are_still_one_screen(tmp_path: Path) -> None:
    config = loaded(written(tmp_path, boards=MANY))
    lived(config, now=NOW)
    change(
        config.database,
        sources.update().where(sources.c.name == MANY[700]).values(failures=3, error="x"),
    )
    lines = shown(tmp_path)
    assert lines[1].split()[:2] == [MANY[700], "failing"]
    assert "  and 994 sources more: `alertbot sources` lists all" in lines
    assert len(lines) <= 30
