"""Boards of several pages, details that fail, boards over their service's cap."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """What was known of pages is dropped: the next poll fetches each anew."""
    op.drop_table("validators")
    op.create_table(
        "validators",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("request", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=False),
        sa.Column("last_modified", sa.Text(), nullable=False),
        sa.Column("body_hash", sa.Text(), nullable=False),
        sa.Column("shown", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("source", "request", name="validators_pk"),
        sa.ForeignKeyConstraint(
            ["source"], ["sources.name"], name="validators_source_fk", ondelete="CASCADE"
        ),
    )
    op.add_column("sources", sa.Column("unread", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("sources", sa.Column("employer", sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "postings", sa.Column("undetailed", sa.Integer(), nullable=False, server_default="0")
    )
