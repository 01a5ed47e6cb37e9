"""`alertbot explain`, on what real runs have stored and told."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from alertbot.store.engine import Database
from alertbot.store.tables import (
    attempts,
    bursts,
    destinations,
    openings,
    outbox,
    postings,
    searches,
)
from alertbot.testing import greenhouse_job
from tests.bot import Bot, Done, bot

NOW = datetime.now(UTC)
Change = Callable[[sa.Connection], object]

OLD = {"number": 7, "title": "Engineer", "pay": "Base pay: $120,000 - $140,000 a year"}
NEW = {"number": 8, "title": "Sr. Kafka Engineer", "pay": "", "place": "Redmond, WA"}


def job(**fields: Any) -> dict[str, object]:
    return greenhouse_job(fields.pop("number"), posted=NOW, **fields)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot that found opening 1 when it was new, and has alerted opening 3. Not to be changed."""
    with bot(tmp_path_factory.mktemp("told")) as one:
        yield _told(one)


@pytest.fixture
def own(told: Bot, tmp_path: Path) -> Bot:
    """A copy of it, for one test alone."""
    shutil.copytree(told.folder, tmp_path, dirs_exist_ok=True)
    return replace(told, folder=tmp_path, searches=dict(told.searches))


def _told(one: Bot) -> Bot:
    one.source("contoso", "greenhouse", board="contoso")
    one.source("fabrikam", "greenhouse", board="fabrikam")
    one.searches |= {"rich": "engineer pay>=150k!", "seniors": "senior pay>=100k"}
    one.to = ("team",)
    one.board.greenhouse("contoso", [job(**OLD)])
    one.board.greenhouse("fabrikam", [job(number=99, title="Cook")])
    assert one.once().returncode == 0
    one.board.greenhouse("contoso", [job(**OLD), job(**NEW)])
    assert one.once(wait=10).returncode == 0
    return one


def change(bot: Bot, made: Change) -> None:
    url = f"sqlite:///{bot.folder}/alertbot.db"
    with closing(Database(url)) as database, database.write() as connection:
        made(connection)


def said(done: Done) -> list[str]:
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


def objects(bot: Bot, *arguments: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in said(bot.run("explain", *arguments, "--json"))]


def reasons(bot: Bot, opening: str, search: str) -> list[str]:
    (one,) = objects(bot, opening, "--search", search)
    found: list[str] = one["reasons"]
    return found


# -- what it says -----------------------------------------------------------------------------


def test_the_first_line_is_the_verdict(told: Bot) -> None:
    first, about, _, _, *tree = said(told.run("explain", "1", "--search", "rich"))
    assert first == ("does not match rich: pay>=150k! is false, it pays $120,000 – $140,000 a year")
    assert about == "opening 1: Engineer, Contoso"
    assert tree == [
        "false    all of",
        "  true     engineer  [Engineer]",
        "  false    pay>=150k!  [$120,000 – $140,000 a year]",
    ]


def test_a_match_says_what_passed_and_what_was_taken_for_what(told: Bot) -> None:
    lines = said(told.run("explain", "3", "--search", "seniors"))
    assert lines[0].startswith("matches seniors: senior (Sr. Kafka Engineer (sr = senior))")
    assert "  unknown  pay>=100k  [pay not stated]" in lines
    assert "unknown, and passed: pay not stated" in lines
    assert "one spelling for another: sr = senior" in lines
    assert any(line.startswith("alerts: told team (#job-alerts): new") for line in lines)


def test_a_demand_says_that_it_has_refused_the_unknown(told: Bot) -> None:
    lines = said(told.run("explain", "3", "--search", "rich"))
    assert "pay>=150k! is false, pay not stated, and the ! demands it" in lines[0]


def test_without_a_search_each_has_a_line_the_matching_first(told: Bot) -> None:
    _, _, *lines = said(told.run("explain", "3"))
    assert [line.split()[:2] for line in lines[:2]] == [
        ["matches", "engineers"],
        ["matches", "seniors"],
    ]
    assert "told team (#job-alerts): new, delivered" in lines[0]
    assert lines[2].startswith("no match  rich       pay>=150k! is false")


def test_lines_are_of_80_columns_and_a_pipe_gets_no_colour(told: Bot) -> None:
    query = "(chef OR cook OR baker) -engineer title:(sre OR devops) in:germany remote pay>=1k"
    lines = said(told.run("explain", "1", "--query", query))
    assert len(lines) > 10
    assert all(len(line) <= 80 and "\x1b" not in line for line in lines)


def test_the_object_has_the_tree(told: Bot) -> None:
    (one,) = objects(told, "1", "--search", "rich")
    assert (one["search"], one["opening"], one["matches"], one["unknown"]) == ("rich", 1, False, [])
    tree = one["tree"]
    assert (tree["condition"], tree["truth"], tree["text"]) == ("engineer pay>=150k!", False, "")
    assert [part["truth"] for part in tree["parts"]] == [True, False]
    assert tree["parts"][1]["parts"][0]["condition"] == "pay>=150k"
    assert {one["search"] for one in objects(told, "1")} == {"engineers", "rich", "seniors"}
    (one,) = objects(told, "3", "--query", "engineer pay>=1k")
    assert (one["search"], one["query"], one["unknown"]) == (
        None,
        "engineer pay>=1k",
        ["pay not stated"],
    )
    assert (one["tree"]["truth"], one["matches"]) == (None, True)


# -- which opening ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "word",
    [
        *("3", "8", "contoso/8", "https://job-boards.greenhouse.io/contoso/jobs/8"),
        "https://www.job-boards.greenhouse.io/contoso/jobs/8/?gh_src=x#apply",
    ],
)
def test_a_stored_opening_by_what_people_call_it(told: Bot, word: str) -> None:
    (one,) = objects(told, word, "--search", "seniors")
    assert (one["opening"], one["title"]) == (3, "Sr. Kafka Engineer")


def test_a_posting_that_is_not_stored_is_fetched(told: Bot) -> None:
    page = f"{told.board.url}/jobs/123"
    said_there = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Ship's Engineer",
        "hiringOrganization": {"name": "Northwind"},
        "description": "<p>You will see to the engines of ships, at sea and in port.</p>" * 4,
    }
    script = f'<script type="application/ld+json">{json.dumps(said_there)}</script>'
    told.board.page("/jobs/123", f"<html><body>{script}</body></html>")
    (one,) = objects(told, page, "--search", "engineers")
    assert (one["title"], one["opening"], one["matches"]) == ("Ship's Engineer", None, True)
    assert one["reasons"] == ["it is not stored: no source of the configuration has shown it"]
    (line, *_) = said(told.run("explain", page, "--query", "cook"))
    assert line.startswith("does not match: cook is false")


def test_of_a_page_with_several_the_one_whose_address_it_is(told: Bot) -> None:
    url = f"{told.board.url}/v1/boards/contoso/jobs?content=true"
    assert [one["title"] for one in objects(told, url, "--query", "engineer")] == [
        "Engineer",
        "Sr. Kafka Engineer",
    ]


def test_what_inspect_prints_is_taken(told: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    fields = {
        "source": "x",
        "external_id": "1",
        "title": "Rust Engineer",
        "url": "https://a.example/1",
    }
    text = json.dumps(fields)
    (told.folder / "one.json").write_text(f"{text}\n{text}\n", encoding="utf-8")
    assert len(objects(told, "one.json", "--query", "rust")) == 2
    (one,) = objects(told, text, "--query", "rust")
    assert (one["matches"], one["opening"]) == (True, None)
    with (told.folder / "one.json").open(encoding="utf-8") as file:
        monkeypatch.setattr("sys.stdin", file)
        assert [one["matches"] for one in objects(told, "-", "--query", "chef")] == [False, False]


def test_a_query_needs_no_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from alertbot.cli import main

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ALERTBOT_CONFIG", raising=False)
    with pytest.raises(SystemExit) as end:
        main(["explain", '{"title": "Engineer"}', "--query", "engineer"])
    assert end.value.code == 0
    assert capsys.readouterr().out.startswith("matches: engineer (Engineer)\n")


@pytest.mark.parametrize(
    ("arguments", "code", "line"),
    [
        (["77"], 2, "alertbot: 77: there is no opening of this number"),
        (["1", "--search", "senoirs"], 2, "alertbot: unknown search 'senoirs', did you mean"),
        (["1", "--query", "titel:x"], 2, "alertbot: unknown field 'titel', did you mean 'title'?"),
        (["1", "--query", "x", "--search", "rich"], 2, "alertbot: name --search or --query"),
        (['{"title": 7}', "--query", "x"], 2, "alertbot: the JSON: not as `alertbot inspect"),
        (["http://127.0.0.1:9/none", "--query", "x"], 1, "alertbot: http://127.0.0.1:9/none: "),
        (["ftp://contoso.example/1"], 2, "alertbot: ftp://contoso.example/1: an address begins"),
        ([" "], 2, "alertbot: '': there is no opening of this number"),
    ],
)
def test_mistakes(told: Bot, arguments: list[str], code: int, line: str) -> None:
    done = told.run("explain", *arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith(line)
    if "--query" in arguments and "titel" in done.stderr:
        assert done.stderr.splitlines()[1:] == ["  titel:x", "  ^"]


def test_an_address_is_not_called_unknown_where_the_database_cannot_be_read(own: Bot) -> None:
    for file in own.databases():
        file.write_bytes(b"no database " * 1000)
    done = own.run("explain", f"{own.board.url}/1", "--search", "rich")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is damaged" in done.stderr


# -- why nobody was told ----------------------------------------------------------------------


def test_what_was_there_is_in_a_summary(told: Bot) -> None:
    (reason,) = reasons(told, "1", "engineers")
    assert reason.startswith("it was there when contoso was first read (")
    assert reason.endswith("told in a summary of 1 opening to team, as one of the best")


def test_a_search_that_does_not_look_there(own: Bot) -> None:
    own.searches.clear()
    own.write()
    elsewhere = '  elsewhere: {where: "engineer", from: fabrikam, to: team}\n'
    text = own.config.read_text(encoding="utf-8") + elsewhere
    (own.folder / "other.yaml").write_text(text, encoding="utf-8")
    lines = said(own.run("explain", "3", "--search", "elsewhere", "-c", "other.yaml"))
    assert lines[0].startswith("matches elsewhere: ")
    assert "why not: the search does not look at contoso: it is from fabrikam" in lines


def test_a_search_that_the_service_does_not_know_yet(own: Bot) -> None:
    own.searches["kafka"] = "kafka"
    own.searches["seniors"] = "sr engineer"
    change(own, lambda it: it.execute(outbox.delete().where(outbox.c.kind == "opening")))
    assert any(
        "the search is new since the service last" in it for it in reasons(own, "3", "kafka")
    )
    assert any("is not as it was since" in it for it in reasons(own, "3", "seniors"))


def _hold(connection: sa.Connection) -> None:
    burst = {"id": 1, "source": "contoso", "at": NOW, "ends_at": NOW + timedelta(hours=6)}
    connection.execute(bursts.insert().values(burst))
    connection.execute(outbox.delete().where(outbox.c.kind == "opening"))
    connection.execute(openings.update().values(burst_id=1))


def _drop(connection: sa.Connection) -> None:
    _hold(connection)
    connection.execute(bursts.update().values(ended_at=NOW + timedelta(1), ended_as="dropped"))
    connection.execute(bursts.update().values(at=NOW - timedelta(1)))
    connection.execute(openings.update().values(burst_id=None))


def _close(connection: sa.Connection) -> None:
    connection.execute(openings.update().values(closed_at=NOW))
    _unlist(connection)


def _unlist(connection: sa.Connection) -> None:
    connection.execute(postings.update().values(closed_at=NOW))
    connection.execute(outbox.update().values(state="pending"))


def _kill(connection: sa.Connection) -> None:
    connection.execute(outbox.update().values(state="dead", reason="channel is archived"))


def _forget(connection: sa.Connection) -> None:
    connection.execute(outbox.delete())


def _pause(connection: sa.Connection) -> None:
    connection.execute(outbox.update().values(state="pending"))
    connection.execute(destinations.update().values(paused_at=NOW, paused_reason="not_in_channel"))


def _wait(connection: sa.Connection) -> None:
    later = datetime(2030, 1, 1, tzinfo=UTC)
    connection.execute(outbox.update().values(state="pending", not_before=later, reason="HTTP 500"))


def _come_later(connection: sa.Connection) -> None:
    connection.execute(outbox.delete())
    connection.execute(searches.update().values(seeded_at=NOW + timedelta(hours=1)))


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (_hold, "a burst of contoso holds it until "),
        (_drop, "it came with a burst of contoso, which ended "),
        (_close, "it closed on "),
        (_unlist, "contoso does not list it any more"),
        (_kill, "a dead letter: team (#job-alerts): new: channel is archived"),
        (_forget, "no alert of it is known: "),
        (_pause, "waits: team (#job-alerts): new; team is paused: not_in_channel"),
        (_wait, "waits: team (#job-alerts): new, not before 2030-01-01 00:00 UTC: HTTP 500"),
        (_come_later, "it was there before the search ("),
    ],
)
def test_what_has_kept_it_from_being_told(own: Bot, made: Change, reason: str) -> None:
    change(own, made)
    found = reasons(own, "3", "engineers")
    assert [one for one in found if one.startswith(reason)], found
    assert not reasons(own, "3", "rich"), "it does not match"


def test_a_paused_channel_is_told_where_a_summary_waits_for_it(own: Bot) -> None:
    change(own, _pause)
    assert any(one.startswith("team is paused: ") for one in reasons(own, "1", "engineers"))


def test_nothing_keeps_back_what_was_told(own: Bot) -> None:
    def made(connection: sa.Connection) -> None:
        _close(connection)
        connection.execute(outbox.update().values(state="delivered"))
        connection.execute(destinations.update().values(paused_at=NOW, paused_reason="gone"))

    change(own, made)
    (found,) = reasons(own, "3", "engineers")
    assert found.startswith("told team (#job-alerts): new, delivered ")


def test_an_alert_that_went_with_a_digest(own: Bot) -> None:
    def made(connection: sa.Connection) -> None:
        one = sa.select(outbox).where(outbox.c.opening_id == 3)
        fields = connection.execute(one).one()._asdict()
        fresh = {"id": 99, "kind": "digest", "opening_id": None, "occasion": "x", "payload": {}}
        connection.execute(outbox.insert().values(**(fields | fresh)))
        connection.execute(outbox.update().where(outbox.c.id == fields["id"]).values(digest_id=99))
        connection.execute(attempts.update().values(delivery_id=99))

    change(own, made)
    (found,) = reasons(own, "3", "engineers")
    assert found.startswith("told team (#job-alerts): new, in a digest, delivered 20")


def test_a_search_that_came_after_the_source_names_its_own_summary(own: Bot) -> None:
    later = NOW + timedelta(days=1)
    change(own, lambda connection: connection.execute(searches.update().values(seeded_at=later)))
    (found,) = reasons(own, "1", "engineers")
    assert found.startswith(f"it was there before the search ({later:%Y-%m-%d}")


def test_an_alert_for_another_search_counts_for_the_same_chat(own: Bot) -> None:
    def made(connection: sa.Connection) -> None:
        match = {"key": "engineers", "because": [], "unknown": []}
        connection.execute(outbox.update().values(payload={"matches": [match]}))

    change(own, made)
    (one,) = reasons(own, "3", "seniors")
    assert one.startswith("told team (#job-alerts), for engineers: new, delivered")
