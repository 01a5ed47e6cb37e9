"""Digests: alerts that go together at a later moment; the cap of a destination; when an opening
last changed."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_CHANGED = """
UPDATE openings SET changed_at = (
  SELECT max(at) FROM news WHERE news.opening_id = openings.id AND news.what = 'changed'
) WHERE id IN (SELECT opening_id FROM news WHERE what = 'changed')
"""


def upgrade() -> None:
    """What waits goes on waiting, by itself."""
    op.add_column("openings", sa.Column("changed_at", sa.BigInteger()))
    op.execute(_CHANGED)
    op.add_column("destinations", sa.Column("max_per_day", sa.Integer()))
    op.execute("UPDATE destinations SET max_per_day = 30")
    op.add_column("outbox", sa.Column("digest_id", _ID))
    op.drop_index("outbox_waiting", "outbox")
    waiting = ["destination_id", "not_before", "id"]
    _index("waiting", waiting, "state in ('pending', 'sending') and digest_id is null")
    _index("told", ["destination_id", "created_at"], "kind = 'opening' and digest_id is null")
    _index("in_digests", ["digest_id"], "digest_id is not null")
    _index("digests", ["destination_id", "occasion"], "kind = 'digest'", unique=True)


def _index(name: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    some = sa.text(where)
    op.create_index(
        f"outbox_{name}",
        "outbox",
        columns,
        unique=unique,
        sqlite_where=some,
        postgresql_where=some,
    )
