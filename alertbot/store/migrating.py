"""The schema, brought to HEAD by the same files in both databases.

Every migration only adds, so that an alertbot works on a schema that is one newer than its own:
processes of two versions share a database while one after the other is upgraded (decision 0046).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa

from alertbot.errors import StoreError, StoreTooNew

FOLDER = Path(__file__).with_name("migrations")
HEAD = max(path.name[:4] for path in FOLDER.glob("versions/[0-9]*.py"))
"""The schema that this alertbot knows. Alembic, which knows it too, takes 150 ms to say so."""

COPYING = "copying"
"""A table that is there alone, while all others are copied into a database: see store.moving."""


def before(schema: str) -> str:
    """The schema before one."""
    return f"{int(schema) - 1:04}"


def migrate(engine: sa.Engine, begin: Callable[[sa.Connection], None]) -> None:
    """Brings the schema to HEAD. Alembic is loaded only when there is something to do.

    `begin`: done first in the transaction that migrates; it lets one process at a time go on.
    """
    if (schema(engine) or "") < HEAD:
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            begin(connection)
            upgrade(connection)  # which another process may have done meanwhile


def schema(engine: sa.Engine) -> str | None:
    """The schema of the database, None where it is empty. Raises StoreError for another's."""
    with engine.connect() as connection:
        found, halfway = state(connection)
    if halfway:
        raise StoreError(
            "a copy into this database was cut off: it holds nothing yet. Run `alertbot db copy` "
            f"again, or drop its table {COPYING!r} to begin without what was to be copied"
        )
    return found


def state(connection: sa.Connection) -> tuple[str | None, bool]:
    """The schema of the database, and whether a copy into it was cut off. Raises StoreError."""
    # In PostgreSQL these are the tables of the current schema, and no other's.
    known = sa.inspect(connection).get_table_names()
    version: str | None = (
        connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        if "alembic_version" in known
        else None
    )
    if version is None and not set(known) - {"alembic_version", COPYING}:
        return None, COPYING in known
    if version is None or not re.fullmatch(r"\d{4}", version):
        raise StoreError("the database holds other tables; name one that is alertbot's own")
    if before(version) > HEAD:
        raise StoreTooNew(
            f"the database has schema {version}, this alertbot knows {HEAD}: "
            "upgrade alertbot, or restore the backup made before the upgrade"
        )
    return version, False


def upgrade(connection: sa.Connection) -> None:
    """Brings the schema to HEAD within the caller's transaction."""
    from alembic import command  # 150 ms, needed once an upgrade
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
