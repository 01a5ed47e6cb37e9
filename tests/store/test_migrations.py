"""A database of an earlier alertbot is brought up to date, and what waits in it still goes out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from alertbot.store import Store, migrating
from tests.store import postgres
from tests.store.dying import Dying
from tests.store.filled import NOW, shown

_SHOWED: dict[str, Any] = {"ids": [], "more": [], "skipped": [], "total": None}
AT = round(NOW.timestamp() * 1000)

ROWS: dict[str, dict[str, Any]] = {
    "instance": {"id": "abc"},
    "sources": {
        "name": "contoso",
        "asks": "a",
        "reads": "r",
        "seeded_at": AT,
        "next_poll_at": AT,
        "failures": 0,
        "reported": False,
        "error": "",
        "complete": True,
        "active": True,
    },
    "validators": {
        "source": "contoso",
        "url": "https://x.example/",
        "etag": "1",
        "last_modified": "",
        "body_hash": "",
    },
    "openings": {"id": 1, "first_seen_at": AT},
    "postings": {
        "source": "contoso",
        "external_id": "7",
        "opening_id": 1,
        "fingerprint": b"\0",
        "content_hash": "h",
        "revision": "r",
        "fields": {"source": "contoso", "external_id": "7", "url": "", "title": "Cook"},
        "description": "Cooks.",
        "first_seen_at": AT,
        "absences": 0,
    },
    "destinations": {
        "id": 1,
        "channel": "me",
        "name": "42",
        "owner": "",
        "credential": "",
        "resolved": "",
        "active": True,
        "next_at": AT,
        "paused_reason": "",
    },
    "outbox": {
        "id": 5,
        "kind": "opening",
        "occasion": "new",
        "destination_id": 1,
        "opening_id": 1,
        "payload": {},
        "state": "pending",
        "attempts": 0,
        "uncertain": False,
        "plain": False,
        "not_before": AT,
        "expires_at": AT,
        "created_at": AT,
        "reason": "",
        "ref": "",
    },
}


@pytest.fixture(params=postgres.BOTH)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/alertbot.db"
    else:
        server: postgres.Server = request.getfixturevalue("server")
        name = server.create()
        yield server.url(name)
        server.drop(name)


def made(url: str, revision: str) -> None:
    """A database as the alertbot of that revision made it, with a row in each of its tables."""
    config = Config()
    config.set_main_option("script_location", str(migrating.FOLDER))
    engine = sa.create_engine(url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    with engine.begin() as connection:
        theirs = sa.MetaData()
        theirs.reflect(connection)
        for table, row in ROWS.items():
            known = theirs.tables[table].columns.keys()
            lacking = row.keys() - known
            values = {name: value for name, value in row.items() if name in known}
            if lacking == {"url"}:  # which became the key of a request
                values |= {"request": row["url"], "shown": _SHOWED}
            connection.execute(theirs.tables[table].insert().values(values))
    engine.dispose()


EARLIER = sorted(path.name[:4] for path in migrating.FOLDER.glob("versions/[0-9]*.py"))[:-1]


@pytest.mark.parametrize("revision", EARLIER)
def test_what_an_earlier_one_knew_is_kept(empty: str, revision: str) -> None:
    made(empty, revision)
    assert_kept(empty)
    again = Store(empty)
    assert [one.state for one in again.register.health()] == ["new"]
    again.close()


def assert_kept(url: str) -> None:
    store = Store(url)
    state = shown(store)
    assert (state.seeded, len(state.listed)) == (True, 1)
    assert state.postings == {"7": b"\0"}
    assert [row["id"] for row in store.outbox.listed()] == [5]
    assert [row["title"] for row in store.outbox.listed()] == ["Cook"]
    assert store.instance == "abc"
    store.close()


@pytest.mark.slow
@pytest.mark.parametrize("revision", EARLIER)
def test_one_that_is_killed_half_way_is_done_at_the_next_start(
    empty: str, revision: str, dying: Dying
) -> None:
    made(empty, revision)
    kills = 0
    for statement in (2, 4, *range(9, 100, 7)):
        if dying.opens(empty, statement) is not None:
            break
        kills += 1
    assert kills > 1, "it was killed at several of its statements"
    assert_kept(empty)
