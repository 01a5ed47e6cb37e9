"""A database of an earlier alertbot is brought up to date, and what waits in it still goes out."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from alertbot.store import Store, engine
from tests.store.filled import NOW, execute


def made(file: Path, revision: str) -> None:
    """A database as the alertbot of that revision made it."""
    config = Config()
    folder = Path(engine.__file__).with_name("migrations")
    config.set_main_option("script_location", str(folder))
    database = sa.create_engine(f"sqlite:///{file}")
    with database.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    database.dispose()


ROWS = """
    INSERT INTO instance (id) VALUES ('abc');
    INSERT INTO sources
        (name, asks, reads, seeded_at, next_poll_at, failures, reported, error, complete, active)
        VALUES ('contoso', 'a', 'r', NOW, NOW, 0, 0, '', 1, 1);
    INSERT INTO validators (source, url, etag, last_modified, body_hash)
        VALUES ('contoso', 'https://x.example/', '1', '', '');
    INSERT INTO openings (id, first_seen_at) VALUES (1, NOW);
    INSERT INTO postings
        (source, external_id, opening_id, fingerprint, content_hash, revision, fields, description,
         first_seen_at, absences)
        VALUES ('contoso', '7', 1, x'00', 'h', 'r',
            '{"source": "contoso", "external_id": "7", "url": "", "title": "Cook"}', 'Cooks.',
            NOW, 0);
    INSERT INTO destinations
        (id, channel, name, owner, credential, resolved, active, next_at, paused_reason)
        VALUES (1, 'me', '42', '', '', '', 1, NOW, '');
    INSERT INTO outbox
        (id, kind, occasion, destination_id, opening_id, payload, state, attempts, uncertain, plain,
         not_before, expires_at, created_at, reason, ref)
        VALUES (5, 'opening', 'new', 1, 1, '{}', 'pending', 0, 0, 0, NOW, NOW, NOW, '', '')
"""


@pytest.mark.parametrize("revision", ["0001"])
def test_what_an_earlier_one_knew_is_kept(tmp_path: Path, revision: str) -> None:
    file = tmp_path / "alertbot.db"
    made(file, revision)
    for statement in ROWS.replace("NOW", str(round(NOW.timestamp() * 1000))).split(";"):
        execute(file, statement)
    store = Store(f"sqlite:///{file}")
    state = store.polls.state("contoso")
    assert (state.seeded, state.open, state.pages) == (True, 1, {})
    assert state.fingerprints == {"7": b"\0"}
    assert [row["id"] for row in store.outbox.listed()] == [5]
    assert [row["title"] for row in store.outbox.listed()] == ["Cook"]
    assert store.instance == "abc"
    store.close()
    again = Store(f"sqlite:///{file}")
    assert [one.state for one in again.register.health()] == ["new"]
    again.close()
