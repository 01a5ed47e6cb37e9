"""The life of openings: news, sightings, traces, bursts; polls; descriptions packed and apart."""

import zlib

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_CHUNK = 500


def upgrade() -> None:
    """Keeps all that was known. The keys are made anew at the next start, since `keyed` is 0."""
    _add_columns()
    _create_tables()
    _pack_descriptions()
    op.drop_column("postings", "description")
    op.create_index(
        "postings_at_a_glance",
        "postings",
        [
            *("source", "external_id", "fingerprint", "absences", "undetailed", "closed_at"),
            *("valid_through", "first_seen_at", "opening_id"),
        ],
    )
    missed = sa.text("absences > 0 and closed_at is null")
    op.create_index(
        "postings_missed", "postings", ["source"], sqlite_where=missed, postgresql_where=missed
    )
    last_day = sa.text("valid_through is not null and closed_at is null")
    op.create_index(
        "postings_with_a_last_day",
        "postings",
        ["valid_through"],
        sqlite_where=last_day,
        postgresql_where=last_day,
    )
    op.execute(
        "INSERT INTO sightings (posting_id, since, until) "
        "SELECT id, first_seen_at, closed_at FROM postings"
    )
    _count_turns()


def _count_turns() -> None:
    """SQLite makes the table anew for another constraint, and takes the attempts with the old."""
    once = ["opening_id", "destination_id", "occasion"]
    sqlite = op.get_context().dialect.name == "sqlite"
    if sqlite:
        op.execute("CREATE TEMPORARY TABLE kept AS SELECT * FROM attempts")
    with op.batch_alter_table("outbox", table_kwargs={"sqlite_autoincrement": True}) as outbox:
        outbox.drop_constraint("outbox_opening_id_destination_id_occasion_unique", type_="unique")
        outbox.create_unique_constraint(
            "outbox_opening_id_destination_id_occasion_turn_unique", [*once, "turn"]
        )
    if sqlite:
        op.execute("INSERT OR IGNORE INTO attempts SELECT * FROM kept")
        op.execute("DROP TABLE kept")


def _add_columns() -> None:
    for table in ("sources.quiet", "sources.doubts", "instance.keyed", "outbox.turn"):
        name, _, column = table.partition(".")
        op.add_column(name, sa.Column(column, sa.Integer(), nullable=False, server_default="0"))
    for table in (
        *("sources.doubted_at", "sources.lease_until"),
        *("openings.reposted_at", "postings.valid_through", "postings.looked_at"),
    ):
        name, _, column = table.partition(".")
        op.add_column(name, sa.Column(column, sa.BigInteger()))
    op.add_column("sources", sa.Column("lease_by", sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "openings",
        sa.Column("by_hand", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.add_column("openings", sa.Column("merged_into", _ID))
    op.add_column("openings", sa.Column("burst_id", _ID))
    held = sa.text("burst_id is not null")
    op.create_index(
        "openings_by_burst", "openings", ["burst_id"], sqlite_where=held, postgresql_where=held
    )


def _create_tables() -> None:
    op.create_table(
        "polls",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("quiet", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("closed", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="polls_pk"),
        sa.ForeignKeyConstraint(
            ["source"], ["sources.name"], name="polls_source_fk", ondelete="CASCADE"
        ),
    )
    op.create_index("polls_by_source", "polls", ["source", "id"])
    posting = sa.ForeignKeyConstraint
    op.create_table(
        "descriptions",
        sa.Column("posting_id", _ID, autoincrement=False, nullable=False),
        sa.Column("packed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("posting_id", name="descriptions_pk"),
        posting(
            ["posting_id"], ["postings.id"], name="descriptions_posting_id_fk", ondelete="CASCADE"
        ),
    )
    op.create_table(
        "sightings",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("posting_id", _ID, nullable=False),
        sa.Column("since", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="sightings_pk"),
        posting(
            ["posting_id"], ["postings.id"], name="sightings_posting_id_fk", ondelete="CASCADE"
        ),
    )
    op.create_index("sightings_by_posting", "sightings", ["posting_id"])
    op.create_table(
        "traces",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("opening_id", _ID, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "opening_id", name="traces_pk"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "news",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("opening_id", _ID, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("differences", sa.JSON(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="news_pk"),
        sa.ForeignKeyConstraint(
            ["opening_id"], ["openings.id"], name="news_opening_id_fk", ondelete="CASCADE"
        ),
    )
    op.create_index("news_by_opening", "news", ["opening_id"])
    op.create_table(
        "bursts",
        sa.Column("id", _ID, autoincrement=True, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger()),
        sa.Column("ended_as", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="bursts_pk"),
        sa.ForeignKeyConstraint(
            ["source"], ["sources.name"], name="bursts_source_fk", ondelete="CASCADE"
        ),
    )


def _pack_descriptions() -> None:
    postings = sa.table("postings", sa.column("id"), sa.column("description"))
    descriptions = sa.table("descriptions", sa.column("posting_id"), sa.column("packed"))
    connection, last = op.get_bind(), 0
    while True:
        some = sa.select(postings).where(postings.c.id > last).order_by(postings.c.id)
        rows = connection.execute(some.limit(_CHUNK)).all()
        if not rows:
            return
        packed = [
            {"posting_id": row.id, "packed": zlib.compress(row.description.encode())}
            for row in rows
            if row.description
        ]
        if packed:
            connection.execute(descriptions.insert(), packed)
        last = rows[-1].id
