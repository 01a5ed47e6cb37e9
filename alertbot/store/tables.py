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

# The conditions of indexes, for both databases. The tables name them for SQLite alone: to name them
# for PostgreSQL loads its dialect at every start. The migrations make them, and a test compares.
held = text("burst_id is not null")
missed = text("absences > 0 and closed_at is null")
with_a_last_day = text("valid_through is not null and closed_at is null")
by_itself = text("state in ('pending', 'sending') and digest_id is null and edits is null")
an_edit = text("edits is not null")
being_sent = text("state = 'sending'")
editing = text("state in ('pending', 'sending') and edits is not null")
told = text("kind = 'opening' and digest_id is null")
in_a_digest = text("digest_id is not null")
is_a_digest = text("kind = 'digest'")

CAP = 30
"""Alerts a day and destination, unless the configuration says otherwise."""

_id = BigInteger().with_variant(Integer, "sqlite")  # SQLite numbers rows only by INTEGER

instance = Table(
    "instance",  # one row: what tells this database's deliveries from another's in a shared chat
    metadata,
    Column("id", Text, primary_key=True),
    Column("keyed", Integer, nullable=False, default=0),  # identity.VERSION of the stored keys
    Column("beat", Text, nullable=False, default=""),  # the local date of the last heartbeat
    Column("beat_at", Moment),  # when it was said, or when it would have been the first
    Column("beat_polls", BigInteger, nullable=False, default=0),  # of all sources, at that moment
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
    Column("quiet", Integer, nullable=False, default=0),  # polls since the last row of `polls`
    Column("doubted_at", Moment),  # since when its polls are doubtful
    Column("doubts", Integer, nullable=False, default=0),  # doubtful polls in a row
    Column("failure", Text, nullable=False, default=""),  # health.Failure, of the last of them
    Column("failure_since", Moment),  # since when they are of that kind
    Column("silence", Text, nullable=False, default=""),  # why it counts as silent; else empty
    Column("polled", BigInteger, nullable=False, default=0),  # how often, ever
    Column("lease_until", Moment),  # a process polls it
    Column("lease_by", Text, nullable=False, default=""),
)

polls = Table(
    "polls",  # a row a poll that brought something or failed; the quiet ones are counted
    metadata,
    Column("id", _id, primary_key=True, autoincrement=True),
    Column("source", Text, ForeignKey("sources.name", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("verdict", Text, nullable=False),  # decide.PollVerdict
    Column("quiet", Integer, nullable=False),  # polls before it that brought nothing
    Column("found", Integer, nullable=False),  # postings shown
    Column("new", Integer, nullable=False),  # postings under ids never seen there
    Column("closed", Integer, nullable=False),
    Column("said", Text, nullable=False, default=""),  # why it failed, or is doubted
    Index("polls_by_source", "source", "id"),
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
    Column("reposted_at", Moment),
    Column("by_hand", Boolean, nullable=False, default=False),  # a person joined or split it
    Column("merged_into", _id),  # it is that one now, and has no postings
    Column("burst_id", _id),  # it came with a burst that is held
    Column("changed_at", Moment),  # when something of it last changed that is worth telling
    Index("openings_by_burst", "burst_id", sqlite_where=held),
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
    Column("first_seen_at", Moment, nullable=False),
    Column("absences", Integer, nullable=False, default=0),
    Column("undetailed", Integer, nullable=False, default=0),  # how often its detail failed
    Column("closed_at", Moment),
    Column("valid_through", Moment),  # plausible, and past: it is closed, whatever is shown
    Column("looked_at", Moment),  # when its own page was last asked whether it is still there
    UniqueConstraint("source", "external_id"),
    Index("postings_by_opening", "opening_id"),
    Index("postings_by_content", "content_hash"),
    # All that a poll compares lies side by side, by source: no row of a posting is touched.
    Index(
        "postings_at_a_glance",
        "source",
        "external_id",
        "fingerprint",
        "absences",
        "undetailed",
        "closed_at",
        "valid_through",
        "first_seen_at",
        "opening_id",
    ),
    Index(
        "postings_with_a_last_day",
        "valid_through",
        sqlite_where=with_a_last_day,
    ),
    Index("postings_missed", "source", sqlite_where=missed),
)

descriptions = Table(
    "descriptions",  # by itself and packed, since it is long, and dropped after a while
    metadata,
    Column("posting_id", _id, ForeignKey("postings.id", ondelete="CASCADE"), primary_key=True),
    Column("packed", LargeBinary, nullable=False),  # zlib, UTF-8
)

sightings = Table(
    "sightings",  # from when to when a posting was shown
    metadata,
    Column("id", _id, primary_key=True, autoincrement=True),
    Column("posting_id", _id, ForeignKey("postings.id", ondelete="CASCADE"), nullable=False),
    Column("since", Moment, nullable=False),
    Column("until", Moment),
    Index("sightings_by_posting", "posting_id"),
)

traces = Table(
    "traces",  # keys that lead from a posting to openings that may be its own: identity.traces
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("opening_id", _id, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

news = Table(
    "news",  # what happened to an opening
    metadata,
    Column("id", _id, primary_key=True, autoincrement=True),
    Column("opening_id", _id, ForeignKey("openings.id", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("what", Text, nullable=False),  # model.Life
    Column("differences", JSON, nullable=False),
    Column("said", Text, nullable=False, default=""),
    Index("news_by_opening", "opening_id"),
)

bursts = Table(
    "bursts",  # far more new postings at once than is usual: remembered, and held
    metadata,
    Column("id", _id, primary_key=True, autoincrement=True),
    Column("source", Text, ForeignKey("sources.name", ondelete="CASCADE"), nullable=False),
    Column("at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),  # then it is released as a summary
    Column("ended_at", Moment),
    Column("ended_as", Text, nullable=False, default=""),  # alerts, summary or dropped
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
    Column("max_per_day", Integer, default=CAP),  # alerts a day; null is any number
    Column("edits", Boolean, nullable=False, default=False),  # what was sent there can be edited
    UniqueConstraint("channel", "name"),
)

credentials = Table(
    "credentials",  # those that may send so much in all, whatever their chats may take
    metadata,
    Column("name", Text, primary_key=True),
    Column("unused_since", Moment, nullable=False),  # up to then it has sent what it may
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", _id, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),  # delivery.Kind
    Column("occasion", Text, nullable=False),  # of a digest, its slot; of an edit, what is done
    Column("turn", Integer, nullable=False, default=0),  # counts the occasions of its kind
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
    Column("digest_id", _id),  # it goes with that one of these rows, and shares its state
    Column("edits", _id),  # it edits the message of that one of these rows
    UniqueConstraint("opening_id", "destination_id", "occasion", "turn"),
    Index("outbox_waiting", "destination_id", "not_before", "id", sqlite_where=by_itself),
    Index("outbox_edits", "edits", unique=True, sqlite_where=an_edit),
    Index("outbox_sending", "destination_id", sqlite_where=being_sent),
    Index("outbox_editing", "destination_id", "not_before", "id", sqlite_where=editing),
    Index("outbox_told", "destination_id", "created_at", sqlite_where=told),
    Index("outbox_in_digests", "digest_id", sqlite_where=in_a_digest),
    Index("outbox_digests", "destination_id", "occasion", unique=True, sqlite_where=is_a_digest),
    sqlite_autoincrement=True,
)

_on_its_way = "outbox.state in ('pending', 'sending')"
unsettled = text(f"{_on_its_way} and outbox.digest_id is null and outbox.edits is null")
"""The deliveries still on their way, not what goes with a digest, nor edits. Constants: SQLite uses
a partial index for no parameters."""

sending = text("outbox.state = 'sending'")
"""What is being sent, with what goes with it."""

unedited = text(f"{_on_its_way} and outbox.edits is not null")
"""The edits still on their way."""

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
