"""Stored keys, made anew once alertbot makes them otherwise: content hashes, revisions, traces.

That is done at a start, before the first poll, in short transactions. A table `keying` is there
only while it is under way, and says how far it has come; `instance.keyed` is 0 until it is done, so
that whoever starts next goes on. Nobody is alerted by it, and no openings are joined.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from alertbot.errors import StoreTooNew
from alertbot.identity import VERSION, content_hash, revision, traces
from alertbot.model import OpeningId, Posting
from alertbot.store import traces as stored_traces
from alertbot.store.dialects import alone
from alertbot.store.engine import Database
from alertbot.store.openings import from_fields
from alertbot.store.tables import descriptions, instance, postings
from alertbot.store.tables import traces as trace_rows

AT_ONCE = 500
"""Postings of one transaction: it takes some tenths of a second, in which others wait."""

log = logging.getLogger(__name__)

_keying = sa.Table(
    "keying",
    sa.MetaData(),  # not among the tables that a database has: it comes and goes
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("done", sa.BigInteger, nullable=False),  # the last posting that has its new keys
)


class Keys:
    """The store's method for keys. It is one transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def renew(self) -> bool:
        """Makes the keys of some postings anew. Answers whether there may be more to do.

        Called again until it answers no; several processes may do so at once. Raises StoreTooNew
        for keys that a later alertbot has made, StoreBusy where an earlier one makes others.
        """
        with self._database.write() as connection:
            alone(connection, "openings")
            keyed: int = connection.execute(sa.select(instance.c.keyed)).scalar_one()
            if keyed == VERSION:
                return False
            _refuse_later(keyed)
            self._database.refuse_other_keys(connection)
            done = _done(connection)
            c = postings.c
            columns = [
                c.id,
                c.opening_id,
                c.content_hash,
                c.revision,
                c.fields,
                descriptions.c.packed,
            ]
            some = (
                sa.select(*columns)
                .select_from(postings.outerjoin(descriptions))
                .where(c.id > done)
                .order_by(c.id)
                .limit(AT_ONCE)
            )
            if rows := connection.execute(some).all():
                _renew(connection, rows)
                connection.execute(_keying.update().values(done=rows[-1].id))
                return True
            _keying.drop(connection)
            connection.execute(instance.update().values(keyed=VERSION))
            return False


def _refuse_later(version: int) -> None:
    if version > VERSION:
        raise StoreTooNew(
            f"a later alertbot compares openings by keys of version {version}, this one knows "
            f"{VERSION}: upgrade alertbot"
        )


def _done(connection: sa.Connection) -> int:
    """How far it has come. What was begun for other keys is begun anew, without their traces."""
    if sa.inspect(connection).has_table(_keying.name):
        row = connection.execute(sa.select(_keying)).one()
        if row.version == VERSION:
            done: int = row.done
            return done
        _refuse_later(row.version)
        _keying.drop(connection)
    _keying.create(connection)
    connection.execute(_keying.insert().values(version=VERSION, done=0))
    connection.execute(trace_rows.delete())
    connection.execute(instance.update().values(keyed=0))
    count = connection.execute(sa.select(sa.func.count()).select_from(postings)).scalar_one()
    if count:
        log.info("keys are made anew", extra={"postings": count, "version": VERSION})
    return 0


def _renew(connection: sa.Connection, rows: Iterable[sa.Row[Any]]) -> None:
    changed, wanted = [], []
    for row in rows:
        posting = _posting(row.fields, row.packed) if row.content_hash else None
        if posting is None:  # or only its id is left of it
            continue
        # Where the text has been dropped, its hash stays as it is, and other keys have to do.
        hash_ = row.content_hash if row.packed is None else content_hash(posting)
        keys = {"content_hash": hash_, "revision": revision(posting)}
        if (hash_, keys["revision"]) != (row.content_hash, row.revision):
            changed.append({"b_id": row.id, **keys})
        wanted += [(key, OpeningId(row.opening_id)) for key in traces(posting)]
    if changed:
        update = postings.update().where(postings.c.id == sa.bindparam("b_id"))
        connection.execute(
            update.values(
                content_hash=sa.bindparam("content_hash"), revision=sa.bindparam("revision")
            ),
            changed,
        )
    stored_traces.add(connection, wanted)


def _posting(fields: Mapping[str, object], packed: bytes | None) -> Posting | None:
    """The posting, or None for one that cannot be read: it is not to hold up all the others."""
    try:
        return from_fields(fields, packed)
    except (ValueError, zlib.error):
        return None
