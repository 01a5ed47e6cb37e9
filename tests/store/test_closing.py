"""What opens a database closes it, also where it goes wrong half-way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa

from alertbot.errors import StoreError
from alertbot.store import Store, migrating
from tests.bot import Bot, bot
from tests.closed import none_left_open
from tests.laid import laid
from tests.store.filled import execute, refusing


@pytest.fixture
def it(tmp_path: Path) -> Iterator[Bot]:
    with bot(tmp_path) as one:
        one.source("contoso", "greenhouse", board="contoso")
        yield one


def test_a_store_that_cannot_be_begun_is_closed(store: Store, url: str) -> None:
    execute(store, "DELETE FROM instance")
    with refusing(store, "instance"), none_left_open(), pytest.raises(StoreError, match="no"):
        Store(url)


@pytest.mark.parametrize(
    "command",
    [["list"], ["resume"], ["retry"], ["drop", "1"], ["retract", "1"]],
    ids=lambda words: words[0],
)
def test_a_command_that_fails_closes_it(tmp_path: Path, it: Bot, command: list[str]) -> None:
    with closing(Store(laid(tmp_path / "alertbot.db"))) as store:
        for table in ("openings", "outbox", "destinations"):
            execute(store, f"ALTER TABLE {table} RENAME TO lost_{table}")
    with none_left_open():
        done = it.run("outbox", *command)
    assert (done.returncode, "no such table" in done.stderr) == (2, True)


def test_an_upgrade_that_cannot_tell_the_schema_closes_it(
    on_postgresql: str, it: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lost(engine: sa.Engine) -> str:
        engine.connect().close()
        raise StoreError("the server went away")

    monkeypatch.setattr(migrating, "schema", lost)
    it.database = on_postgresql
    with none_left_open():
        done = it.run("db", "upgrade")
    assert (done.returncode, "the server went away" in done.stderr) == (2, True)
