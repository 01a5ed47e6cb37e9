"""`alertbot report`: enough to find a mistake by, and nothing of whose bot it is."""

from __future__ import annotations

import json
import re
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from alertbot import __version__
from alertbot.cli.masking import LEFT_OUT, masked, own, words
from alertbot.testing import greenhouse_job
from tests.bot import Bot, bot

CANARIES = (
    *("xoxb-424242424242-canaryslack", "Zephyrine Quagga Holdings", "ada.quagga@zephyrine.example"),
    *("https://zephyrine.example/quagga?key=s3cr3tquagga", "Quagga", "+49 30 5551234"),
    *("987654321:AAquaggaOfTelegramThatIsLongEnough_y", "quagga-board", "10.20.30.40"),
)
WORDS = re.compile("quagga|zephyrine|s3cr3t|canary|5551234|10\\.20|ada\\.", re.IGNORECASE)


@pytest.fixture
def one(tmp_path: Path) -> Iterator[Bot]:
    with bot(tmp_path) as it:
        it.board.greenhouse("quagga-board", [greenhouse_job(1, "Quagga Engineer")])
        it.source("zephyrine", "greenhouse", board="quagga-board", company=CANARIES[1])
        it.source("broken-quagga", "lever", site="quagga-site")
        it.searches["quagga"] = 'company:"Zephyrine Quagga" -"s3cr3t project"'
        it.once()
        yield it


def reported(one: Bot) -> str:
    done = one.run("report")
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def columns(database: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Each column of text or JSON, with its table."""
    names = database.execute("select name from sqlite_master where type = 'table'").fetchall()
    for (table,) in names:
        for _, column, kind, *_ in database.execute(f"pragma table_info({table})").fetchall():
            if kind in ("TEXT", "JSON"):
                yield table, column


def test_it_says_what_a_mistake_is_found_by(one: Bot) -> None:
    said = reported(one)
    assert said.startswith(f"alertbot {__version__}\nCPython 3.")
    assert re.search(r"^libraries: .*sqlalchemy 2\.", said, re.MULTILINE)
    assert "\nsources: 2\n  greenhouse 1: base_url 1, board 1, company 1" in said
    assert "\nchannels: 2\n  slack 1: " in said
    assert re.search(r"^database: schema (\d{4}), this alertbot knows \1$", said, re.MULTILINE)
    assert re.search(r"^rows: .*openings 1", said, re.MULTILINE)
    assert re.search(r"^source 1 greenhouse: succeeded 0 min ago", said, re.MULTILINE)
    assert re.search(r"^source 2 lever: succeeded never; failures 1; .*404", said, re.MULTILINE)


def test_nothing_of_whose_it_is(one: Bot) -> None:
    assert not WORDS.findall(reported(one))


@pytest.mark.parametrize("canary", CANARIES)
def test_nothing_of_what_the_database_holds(one: Bot, canary: str) -> None:
    """The same text in every column of text that takes it, for each in its turn."""
    (file,) = one.folder.glob("*.db")
    with closing(sqlite3.connect(file)) as database:
        for table, column in columns(database):
            text = json.dumps(canary) if column in ("payload", "fields", "shown") else canary
            # What is a key, or names a row of another table, stays what it is.
            with database:
                database.execute(f'update or ignore {table} set "{column}" = ?', (text,))
    said = reported(one)
    assert not WORDS.findall(said)
    assert "this alertbot knows" in said or LEFT_OUT in said


def test_errors_keep_the_words_that_are_alertbots_own(one: Bot) -> None:
    (file,) = one.folder.glob("*.db")
    error = "HTTP 503 from https://zephyrine.example: Zephyrine's server is broken, said Ada"
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("update sources set error = ?", (error,))
    assert f"HTTP 503 from {LEFT_OUT}" in reported(one)


def test_a_configuration_with_mistakes(one: Bot) -> None:
    one.searches["zephyrine"] = "(quagga"
    said = reported(one)
    assert "configuration: 1 mistakes" in said
    assert not WORDS.findall(said)


def test_no_configuration_and_no_database(tmp_path: Path) -> None:
    with bot(tmp_path) as it:
        it.source("contoso", "greenhouse", board="contoso")
        assert "database: it does not exist yet" in reported(it)
        assert "configuration: " in it.run("report", "-c", "nowhere.yaml").stdout


def test_a_database_of_another_schema_is_left_as_it_is(one: Bot) -> None:
    (file,) = one.folder.glob("*.db")
    for version in ("0001", "9999", "quagga"):
        with closing(sqlite3.connect(file)) as database, database:
            database.execute("update alembic_version set version_num = ?", (version,))
        said = reported(one)
        assert re.search(r"^rows: .*openings 1", said, re.MULTILINE)
        assert not WORDS.findall(said)
        with closing(sqlite3.connect(file)) as database:
            (found,) = database.execute("select version_num from alembic_version").fetchall()
            assert found == (version,)


def test_it_asks_nobody(one: Bot, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("it went to the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert reported(one)


def test_words_of_the_configuration_are_left_out_although_they_are_alertbots() -> None:
    assert "answered" in own()
    assert masked("it answered 404", frozenset()) == "it answered 404"
    assert masked("it answered 404", words(["The Answered Prayer"])) == f"it {LEFT_OUT} 404"
    assert masked("a@b 1234 x/y zz-top 12:30", frozenset()) == LEFT_OUT
