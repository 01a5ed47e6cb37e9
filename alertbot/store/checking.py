"""Whether a database is sound: whole, of this schema, and true to what alertbot relies on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from alertbot.delivery import State
from alertbot.store.backup import schema
from alertbot.store.engine import Database
from alertbot.store.migrating import HEAD
from alertbot.store.sqlite import BUSY_MS, translated
from alertbot.store.tables import destinations, openings, outbox, postings

MOST = 20
"""Findings of one kind that are told."""


def file_problems(file: Path) -> Iterator[str]:
    """What is wrong with a SQLite file itself, a line each. Its schema is judged last."""
    address = f"{file.absolute().as_uri()}?mode=rw"
    with (
        translated(file),
        closing(sqlite3.connect(address, timeout=BUSY_MS / 1000, uri=True)) as raw,
    ):
        for (found,) in raw.execute(f"PRAGMA integrity_check({MOST})"):
            if found != "ok":
                yield f"damaged: {' '.join(found.split())}"
        for table, row, parent, _ in raw.execute("PRAGMA foreign_key_check").fetchmany(MOST):
            yield f"{table} {row} belongs to a row of {parent} that is not there"
    version = schema(file)
    if version is None:
        yield "it is no database of alertbot's"
    elif version < HEAD:
        yield f"it has schema {version}, this alertbot knows {HEAD}: `alertbot db upgrade`"


def problems(database: Database) -> Iterator[str]:
    """What does not hold of the rows, a line each with an example."""
    for said, query in _rules().items():
        some = query.subquery()
        with database.read() as connection:
            count, example = connection.execute(
                sa.select(sa.func.count(), sa.func.min(some.c.id)).select_from(some)
            ).one()
        if count:
            yield f"{said}: {count}, such as {example}"


def _rules() -> dict[str, sa.Select[tuple[int]]]:
    """Rows that break a rule, by what is said of them."""
    theirs = sa.exists().where(postings.c.opening_id == openings.c.id)
    still = theirs.where(postings.c.closed_at.is_(None))
    own = sa.exists().where(openings.c.id == postings.c.opening_id)
    chat = sa.exists().where(destinations.c.id == outbox.c.destination_id)
    its = sa.exists().where(openings.c.id == outbox.c.opening_id)
    target, digest = openings.alias(), outbox.alias()
    waits = sa.exists().where(
        digest.c.id == outbox.c.digest_id, digest.c.state == State.PENDING.value
    )
    into = sa.exists().where(target.c.id == openings.c.merged_into)
    merged, closed = openings.c.merged_into.is_not(None), openings.c.closed_at.is_not(None)
    return {
        "openings without a posting": sa.select(openings.c.id).where(~theirs, ~merged),
        "openings merged into one that is not there": sa.select(openings.c.id).where(merged, ~into),
        "closed openings with a posting that is open": sa.select(openings.c.id).where(
            closed, still
        ),
        "open openings of which every posting is closed": sa.select(openings.c.id).where(
            ~closed, theirs, ~still
        ),
        "postings without an opening": sa.select(postings.c.id).where(~own),
        "alerts for a destination that is not there": sa.select(outbox.c.id).where(~chat),
        "alerts about an opening that is not there": sa.select(outbox.c.id).where(
            outbox.c.kind == "opening", ~its
        ),
        "alerts that wait for a digest that does not": sa.select(outbox.c.id).where(
            outbox.c.state == State.PENDING.value, outbox.c.digest_id.is_not(None), ~waits
        ),
    }
