"""PostgreSQL, over psycopg: what is set, what an error means, and the copy for a dry run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import make_url
from sqlalchemy.pool import ConnectionPoolEntry

from alertbot.errors import StoreBusy, StoreError
from alertbot.store.copying import copied
from alertbot.store.dialects import alone
from alertbot.store.migrating import HEAD, schema
from alertbot.store.versions import OURS, Version, refuse_upgrade

# Nothing hangs for ever: not on another's lock, not on a network that swallows, and nobody on us.
SETTINGS = {
    "statement_timeout": "120s",
    "lock_timeout": "30s",
    # Half of a lease: where a process is stopped in a transaction, what others hold outlasts that.
    "idle_in_transaction_session_timeout": "30s",
}
NETWORK = {
    "connect_timeout": 10,  # seconds, as the next two
    "keepalives_idle": 30,
    "keepalives_interval": 10,
    "keepalives_count": 3,
    "tcp_user_timeout": 30_000,  # milliseconds
    "application_name": str(OURS),
    "client_encoding": "utf8",  # else a server that knows none gives bytes
}

BUSY, UNUSABLE = StoreBusy, StoreError

# What is committed is to outlast a power cut. A server that waits for more than that goes on to.
_DURABLE = """
    SELECT set_config('synchronous_commit', 'on', false)
    WHERE current_setting('synchronous_commit') = 'off'
"""

# By SQLSTATE where the server gave one, and by libpq's words where there is no connection yet.
MEANINGS: tuple[tuple[str, type[StoreError], str], ...] = (
    (
        r"^28P01|authentication failed|no password supplied",
        UNUSABLE,
        "refuses the user or the password: correct them in 'database'",
    ),
    (r"^28000|no pg_hba.conf entry|role .* does not exist", UNUSABLE, "does not let this user in"),
    (r"^3D000|database .* does not exist", UNUSABLE, "does not exist: make it (createdb)"),
    (
        r"^(53300|53400)|too many clients|connection slots|too many connections",
        BUSY,
        "has no connection left: raise its max_connections, or end something else",
    ),
    (
        r"^57P03|is starting up|is shutting down|recovery mode|not yet accepting",
        BUSY,
        "is starting or stopping; try again in a moment",
    ),
    (
        r"^25006|session is read-only|hot standby|not accept connections",
        UNUSABLE,
        "is a standby, which only reads: name the primary in 'database'",
    ),
    (
        r"resolve host|translate host name|[Nn]ame or service|nodename nor",
        UNUSABLE,
        "cannot be found: correct the host in 'database'",
    ),
    (r"^42501", UNUSABLE, "does not let this user do that: make it the owner of the database"),
    (r"^53100|[Nn]o space left", UNUSABLE, "has a full disk: make room there"),
    (r"^(57014|55P03)", BUSY, "took too long, since something else holds it up; try again"),
    (r"^40(001|P01)", BUSY, "let another transaction go first; try again"),
    (
        r"^25P0[34]|idle-in-transaction",
        BUSY,
        "ended a transaction in which nothing was said for long, as where this process was stopped",
    ),
    (
        r"^(08|57P)|refused|No such file|time(d )?out|unreachable|[Nn]o route|lost|reset by|clos",
        UNUSABLE,
        "cannot be reached: see that it runs",
    ),
)


class Postgres:
    """A database of a PostgreSQL server, which several processes may share."""

    shared = True

    def __init__(self, url: str) -> None:
        parsed = make_url(url).set(drivername="postgresql+psycopg")
        if "password" in parsed.query:  # where SQLAlchemy's own texts would show it
            parsed = parsed.set(password=str(parsed.query["password"]))
        self._url = parsed.difference_update_query(["password"])

    @property
    def place(self) -> str:
        """The server and the database, for people: without the password."""
        url = self._url
        asked = url.query.get("host", "")
        hosts = url.host or (asked if isinstance(asked, str) else ", ".join(asked)) or "localhost"
        port = f":{url.port}" if url.port else ""
        return f"the PostgreSQL at {hosts}{port}, database {url.database or url.username or ''}"

    def engine(self) -> sa.Engine:
        settings = {name: value for name, value in NETWORK.items() if name not in self._url.query}
        engine = sa.create_engine(
            self._url,
            connect_args=settings,
            hide_parameters=True,  # an error is no place for what people wrote
            pool_pre_ping=True,  # so that a server that was restarted is only connected to again
            pool_timeout=10,
        )
        sa.event.listen(engine, "connect", _settings)
        sa.event.listen(engine, "handle_error", _leave_a_standby)
        return engine

    def reader(self, engine: sa.Engine) -> sa.Engine:
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turns the driver's errors into StoreErrors that say what to do."""
        try:
            yield
        except sa.exc.DBAPIError as error:
            raise self._meaning(error.orig) from error
        except sa.exc.TimeoutError as error:
            raise StoreBusy(f"{self.place} gave no connection in time; try again later") from error
        except ImportError as error:
            raise StoreError(
                "psycopg, which speaks to PostgreSQL, does not work here: "
                "pip install 'alertbot[postgres]'"
            ) from error

    def prepare(self) -> None:
        """Raises StoreError where the database cannot hold every text."""
        engine = self.engine()
        try:
            with engine.connect() as connection:
                encoding = connection.exec_driver_sql("SHOW server_encoding").scalar_one()
        finally:
            engine.dispose()
        if encoding != "UTF8":
            raise StoreError(
                f"{self.place} keeps text as {encoding}: make it with ENCODING 'UTF8' "
                "(and TEMPLATE template0)"
            )

    def begin_migration(self, connection: sa.Connection) -> None:
        """One process migrates; the others wait for as long as that takes.

        Raises StoreBusy where an alertbot works on it that would not know what becomes of it.
        """
        patient(connection)
        alone(connection, "migrate")
        refuse_upgrade(self.place, self.others(connection))

    def others(self, connection: sa.Connection) -> list[Version]:
        """What the other connections of alertbots say of themselves; of this process, too."""
        said = connection.exec_driver_sql(
            "SELECT application_name FROM pg_stat_activity WHERE datname = current_database() "
            "AND pid <> pg_backend_pid()"
        )
        found = (Version.of(name) for name in said.scalars() if name)
        return [one for one in found if one is not None]

    def exists(self) -> bool:
        with self.translated():
            engine = self.engine()
            try:
                return schema(engine) is not None
            finally:
                engine.dispose()

    def copy(self, target: Path) -> None:
        """Writes what is stored into a SQLite file that has the tables and is empty."""
        source, copy = self.engine(), sa.create_engine(f"sqlite:///{target}")
        try:
            with self.translated():
                if (schema(source) or "") < HEAD:
                    raise StoreError(
                        f"{self.place} has an older schema: start `alertbot run` once, "
                        "which brings it up to date"
                    )
                with self.reader(source).connect() as old, copy.begin() as new:
                    for _ in copied(old, new):
                        pass
        finally:
            source.dispose()
            copy.dispose()

    def _meaning(self, error: BaseException | None) -> StoreError:
        state: str = getattr(error, "sqlstate", None) or ""
        primary = getattr(getattr(error, "diag", None), "message_primary", None)
        said = " ".join((primary or str(error)).split())[:300]
        for pattern, kind, advice in MEANINGS:
            if re.search(pattern, state) if state else re.search(pattern, said):
                return kind(f"{self.place} {advice} ({said})")
        return StoreError(f"{self.place}: {said}")


def patient(connection: sa.Connection) -> None:
    """This transaction may take as long as it takes, and be silent for as long."""
    for name in SETTINGS:
        connection.exec_driver_sql(f"SET LOCAL {name} = 0")


def _settings(connection: Any, _entry: ConnectionPoolEntry) -> None:
    with connection.cursor() as cursor:
        for name, value in SETTINGS.items():
            cursor.execute(f"SET {name} = '{value}'")
        cursor.execute(_DURABLE)
    connection.commit()


def _leave_a_standby(context: sa.engine.ExceptionContext) -> None:
    """A server that has become a standby is left, so that the next try finds the primary."""
    if getattr(context.original_exception, "sqlstate", None) == "25006":
        context.is_disconnect = True
