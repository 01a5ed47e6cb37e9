"""How a source is by its own history; the heartbeat."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Nothing is known to be silent or gone yet; failures go on with their count."""
    op.add_column("sources", _text("failure"))
    op.add_column("sources", sa.Column("failure_since", sa.BigInteger()))
    op.add_column("sources", _text("silence"))
    op.add_column("sources", _number("polled"))
    op.add_column("instance", _text("beat"))
    op.add_column("instance", sa.Column("beat_at", sa.BigInteger()))
    op.add_column("instance", _number("beat_polls"))


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False, server_default="")


def _number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger(), nullable=False, server_default="0")
