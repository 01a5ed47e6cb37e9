"""The tables. A change here needs a migration in migrations/versions, and tests compare the two."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)


class Moment(TypeDecorator[datetime]):
    """An aware UTC datetime, stored as milliseconds since 1970: it sorts on any engine."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else round(value.timestamp() * 1000)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromtimestamp(value / 1000, UTC)


metadata = MetaData(
    naming_convention={  # a constraint without a name cannot be altered by a later migration
        "pk": "%(table_name)s_pk",
        "uq": "%(table_name)s_%(column_0_N_name)s_unique",
        "fk": "%(table_name)s_%(column_0_N_name)s_fk",
    }
)

_id = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows only by INTEGER

instance = Table(
    "instance",  # one row: what tells this database's deliveries from another's in a shared chat
    metadata,
    Column("id", Text, primary_key=True),
)

sources = Table(
    "sources",
    metadata,
    Column("name", Text, primary_key=True),
    Column("asks", Text, nullable=False),  # digest of what it asks for: another is another source
    Column("reads", Text, nullable=False),  # digest of how it reads the answer
    Column("seeded_at", Moment),  # the first successful poll; before it nothing is alerted
    Column("polled_at", Moment),
    Column("succeeded_at", Moment),
    Column("next_poll_at", Moment, nullable=False),
    Column("wait_until", Moment),  # the service asked us to stay away; a person's `run` obeys too
    Column("failures", Integer, nullable=False, default=0),  # in a row
    Column("reported", Boolean, nullable=False, default=False),  # the operator knows it fails
    Column("error", Text, nullable=False, default=""),
    Column("complete", Boolean, nullable=False, default=False),  # the verdict that a 304 repeats
    Column("unread", Integer, nullable=False, default=0),  # postings past the service's cap
    Column("employer", Text, nullable=False, default=""),  # whose board it is, as it says itself
    Column("active", Boolean, nullable=False, default=True),  # named by the configuration
)

validators = Table(
    "validators",
    metadata,
    Column("source", Text, ForeignKey("sources.name", ondelete="CASCADE"), primary_key=True),
    Column("request", Text, primary_key=True),
    Column("etag", Text, nullable=False),
    Column("last_modified", Text, nullable=False),
    Column("body_hash", Text, nullable=False),
    Column("shown", JSON, nullable=False),  # what the page held, for when it comes back unchanged
)

openings = Table(
    "openings",
    metadata,
    Column("id", _id, primary_key=True, autoincrement=True),
    Column("first_seen_at", Moment, nullable=False),
    Column("closed_at", Moment),
    sqlite_autoincrement=True,  # the sequence rises and never returns
)

postings = Table(
    "postings",
    metadata,
    Column("id", _id, primary_key=True, autoincrement=True),
    Column("source", Text, nullable=False),
    Column("external_id", Text, nullable=False),
    Column("opening_id", _id, ForeignKey("openings.id"), nullable=False),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("content_hash", Text, nullable=False),
    Column("revision", Text, nullable=False),
    Column("fields", JSON, nullable=False),  # the Posting without its description
    Column("description", Text, nullable=False),
    Column("first_seen_at", Moment, nullable=False),
    Column("absences", Integer, nullable=False, default=0),
    Column("undetailed", Integer, nullable=False, default=0),  # how often its detail failed
    Column("closed_at", Moment),
    UniqueConstraint("source", "external_id"),
    Index("postings_by_opening", "opening_id"),
    Index("postings_by_content", "content_hash"),
)

searches = Table(
    "searches",
    metadata,
    Column("name", Text, primary_key=True),
    Column("owner", Text, nullable=False, default=""),  # empty: the configuration
    Column("version", Text, nullable=False),
    Column("seeded_at", Moment, nullable=False),
)

destinations = Table(
    "destinations",
    metadata,
    Column("id", _id, primary_key=True, autoincrement=True),
    Column("channel", Text, nullable=False),
    Column("name", Text, nullable=False),  # the chat, as the configuration calls it
    Column("owner", Text, nullable=False, default=""),
    Column("credential", Text, nullable=False, default=""),
    Column("resolved", Text, nullable=False, default=""),  # the chat's lasting id
    Column("active", Boolean, nullable=False, default=True),  # named by the configuration
    Column("next_at", Moment, nullable=False),  # pace, and throttling
    Column("throttled_until", Moment),
    Column("paused_at", Moment),
    Column("paused_reason", Text, nullable=False, default=""),
    UniqueConstraint("channel", "name"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", _id, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),  # opening, summary or notice
    Column("occasion", Text, nullable=False),
    Column("destination_id", _id, ForeignKey("destinations.id"), nullable=False),
    Column("opening_id", _id, ForeignKey("openings.id")),
    Column("payload", JSON, nullable=False),
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("uncertain", Boolean, nullable=False, default=False),
    Column("plain", Boolean, nullable=False, default=False),
    Column("lease_until", Moment),
    Column("not_before", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("ref", Text, nullable=False, default=""),
    UniqueConstraint("opening_id", "destination_id", "occasion"),
    Index(
        "outbox_waiting",
        "destination_id",
        "not_before",
        "id",
        sqlite_where=text("state in ('pending', 'sending')"),
    ),
    sqlite_autoincrement=True,
)

unsettled = text("outbox.state in ('pending', 'sending')")
"""The deliveries still on their way. Constants: SQLite uses a partial index for no parameters."""

attempts = Table(
    "attempts",
    metadata,
    Column("id", _id, primary_key=True, autoincrement=True),
    Column("delivery_id", _id, ForeignKey("outbox.id", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Index("attempts_by_delivery", "delivery_id"),
)
