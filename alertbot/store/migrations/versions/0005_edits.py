"""Edits of messages that were sent; how much a credential may send in all."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """What was sent before is edited from now on, too."""
    op.add_column(
        "destinations",
        sa.Column("edits", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "credentials",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unused_since", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="credentials_pk"),
    )
    op.add_column("outbox", sa.Column("edits", _ID))
    op.drop_index("outbox_waiting", "outbox")
    turn, on_its_way = ["destination_id", "not_before", "id"], "state in ('pending', 'sending')"
    _index("waiting", turn, f"{on_its_way} and digest_id is null and edits is null")
    _index("editing", turn, f"{on_its_way} and edits is not null")
    _index("sending", ["destination_id"], "state = 'sending'")
    _index("edits", ["edits"], "edits is not null", unique=True)


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
