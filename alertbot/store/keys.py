"""Stored keys, made anew once alertbot makes them otherwise: content hashes, revisions, traces.

That is done at a start, before the first poll, in short transactions. A table `keying` is there
only while it is under way, and says how far it has come; `instance.keyed` is 0 until it is done, so
that whoever starts next goes on. Nobody is alerted by it, and no openings are joined.
"""

from __future__ import annotations

import logging
import zlib
from collections.abc import Collection, Iterable, Mapping

import sqlalchemy as sa

from alertbot.identity import VERSION, content_hash, revision, traces
from alertbot.joining import SATURATED
from alertbot.model import OpeningId, Posting
from alertbot.store.dialects import alone
from alertbot.store.engine import Database
from alertbot.store.openings import chunks, from_fields
from alertbot.store.tables import descriptions, instance, postings
from alertbot.store.tables import traces as trace_rows

AT_ONCE = 1000
"""Postings of one transaction: a tenth of a second, in which others may wait."""

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

        Called again until it answers no; several processes may do so at once.
        """
        with self._database.write() as connection:
            alone(connection, "openings")
            if connection.execute(sa.select(instance.c.keyed)).scalar_one() == VERSION:
                return False
            done = _done(connection)
            some = (
                sa.select(postings, descriptions.c.packed)
                .select_from(postings.outerjoin(descriptions))
                .where(postings.c.id > done)
                .order_by(postings.c.id)
                .limit(AT_ONCE)
            )
            if rows := connection.execute(some).all():
                _renew(connection, rows)
                connection.execute(_keying.update().values(done=rows[-1].id))
                return True
            _keying.drop(connection)
            connection.execute(instance.update().values(keyed=VERSION))
            return False


def _done(connection: sa.Connection) -> int:
    """How far it has come. What was begun for other keys is begun anew, without their traces."""
    if sa.inspect(connection).has_table(_keying.name):
        row = connection.execute(sa.select(_keying)).one()
        if row.version == VERSION:
            done: int = row.done
            return done
        _keying.drop(connection)
    _keying.create(connection)
    connection.execute(_keying.insert().values(version=VERSION, done=0))
    connection.execute(trace_rows.delete())
    connection.execute(instance.update().values(keyed=0))
    count = connection.execute(sa.select(sa.func.count()).select_from(postings)).scalar_one()
    if count:
        log.info("keys are made anew", extra={"postings": count, "version": VERSION})
    return 0


def _renew(connection: sa.Connection, rows: Iterable[sa.Row[tuple[object, ...]]]) -> None:
    changed, wanted = [], []
    for row in rows:
        posting = _posting(row.fields, row.packed)
        if posting is None:
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
    add_traces(connection, wanted)


def _posting(fields: Mapping[str, object], packed: bytes | None) -> Posting | None:
    """The posting, or None for one that cannot be read: it is not to hold up all the others."""
    try:
        return from_fields(fields, packed)
    except (ValueError, zlib.error):
        return None


def add_traces(connection: sa.Connection, wanted: Collection[tuple[int, OpeningId]]) -> None:
    """Adds (key, opening) where the key does not lead there yet, nor to too many."""
    c = trace_rows.c
    leads: dict[int, set[int]] = {}
    for some in chunks({key for key, _ in wanted}):
        for key, id in connection.execute(sa.select(c.key, c.opening_id).where(c.key.in_(some))):
            leads.setdefault(key, set()).add(id)
    rows = []
    for key, opening in wanted:
        known = leads.setdefault(key, set())
        if opening not in known and len(known) < SATURATED:
            known.add(opening)
            rows.append({"key": key, "opening_id": opening})
    if rows:
        connection.execute(trace_rows.insert(), rows)
