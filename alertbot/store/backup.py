"""Copies of a SQLite database: taken beside a running service, before an upgrade, and put back."""

from __future__ import annotations

import logging
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from filecmp import cmp
from pathlib import Path
from shlex import quote

from sqlalchemy.engine import make_url

from alertbot.errors import StoreBusy, StoreCorrupt, StoreError, StoreTooNew
from alertbot.store.disk import room, spoken
from alertbot.store.migrating import FOLDER, HEAD
from alertbot.store.sqlite import BUSY_MS, RunLock, translated

log = logging.getLogger(__name__)

PAGES = 2048
"""Pages that are copied between two words about how far it is: 8 MB."""

SKIPPED_IDS = 1_000_000
"""Deliveries whose numbers a database that was put back does not use again."""

Progress = Callable[[float], None]
"""Hears which part is done, 0 to 1."""

Upgrading = Callable[[str, Path], None]
"""Hears of the schema that is left and of the copy, before anything is changed."""


def default_target(file: Path, now: datetime) -> Path:
    return file.with_name(f"{file.name}.backup-{now:%Y%m%dT%H%M%SZ}")


def on_a_server(url: str, verb: str) -> str:
    """The command that backs up or restores a database of a PostgreSQL server; no password."""
    parsed = make_url(url)
    words = ["pg_dump", "--format=custom", "--file=alertbot.dump"]
    if verb == "restore":
        words = ["pg_restore", "--clean", "--if-exists", "--single-transaction"]
    hosts = parsed.host or parsed.query.get("host") or ""
    said = {"host": hosts, "port": parsed.port, "username": parsed.username}
    words += [f"--{name}={quote(str(value))}" for name, value in said.items() if value]
    words.append(f"--dbname={quote(parsed.database or '')}")
    return " ".join([*words, "alertbot.dump"] if verb == "restore" else words)


def backup(file: Path, target: Path, progress: Progress | None = None) -> int:
    """Copies a database as it is at one moment into a new file, and looks it through.

    It may be in use meanwhile. Answers the bytes. Raises StoreError where there is a file already.
    """
    if not file.exists():
        raise StoreError(f"{file} does not exist yet: `alertbot run` makes it")
    if target.exists():
        raise StoreError(f"{target} exists already, and is not overwritten: name another file")
    with new_file(target) as part:
        _copy(file, part, progress)
        check(part)
        if target.exists():
            raise StoreError(f"{target} exists already, and is not overwritten: name another file")
        part.replace(target)
        sync(target.parent)
    return target.stat().st_size


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """A file beside the target, for its owner only, that is gone if it does not become it."""
    part = target.with_name(f"{target.name}.part")
    with translated(target):
        for left in (part, *_beside(part)):  # of one that was killed; its log must not be taken on
            left.unlink(missing_ok=True)
        os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
        try:
            yield part
        finally:
            for left in (part, *_beside(part)):
                left.unlink(missing_ok=True)


def _copy(file: Path, part: Path, progress: Progress | None) -> None:
    def said(_status: int, left: int, total: int) -> None:
        if progress and total:
            progress(1 - left / total)

    with closing(_connect(file)) as old, closing(_connect(part)) as new:
        # Within one transaction it sees one state, and need not begin again when others write.
        old.execute("BEGIN")
        old.execute("SELECT count(*) FROM sqlite_master").fetchone()
        old.backup(new, pages=PAGES, progress=said)
        old.execute("COMMIT")
    as_single(part)


def as_single(file: Path) -> None:
    """Makes it one file, which needs no log beside it to be read, and sees it onto the disk."""
    with closing(_connect(file)) as raw:
        raw.execute("PRAGMA journal_mode=DELETE")
    with file.open("rb") as whole:
        os.fsync(whole.fileno())


def _connect(file: Path) -> sqlite3.Connection:
    # Not as a reader, who cannot open a log that a process which died has left.
    address = f"{file.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(address, timeout=BUSY_MS / 1000, uri=True, isolation_level=None)


def check(file: Path) -> str:
    """The schema of a backup that is whole. Raises StoreError where it is none of alertbot's."""
    with translated(file), closing(_connect(file)) as raw:
        try:
            (found,) = raw.execute("PRAGMA quick_check(1)").fetchone()
            version = _schema(raw) if found == "ok" else None
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError as error:  # so much that it cannot even be looked through
            found = str(error)
        if found != "ok":
            raise StoreCorrupt(f"{file} is damaged ({' '.join(found.split())}): take another one")
    if version is None:
        raise StoreError(f"{file} is no database of alertbot's")
    return version


def schema(file: Path) -> str | None:
    """The schema of a database file; None where there is none yet, or none of alertbot's."""
    if not file.exists() or not file.stat().st_size:
        return None
    with translated(file), closing(_connect(file)) as raw:
        return _schema(raw)


def _schema(raw: sqlite3.Connection) -> str | None:
    known = raw.execute("SELECT 1 FROM sqlite_master WHERE name = 'alembic_version'").fetchone()
    row = raw.execute("SELECT version_num FROM alembic_version").fetchone() if known else None
    return row[0] if row else None


def logged(version: str, copied: Path) -> None:
    said = {"from": version, "to": HEAD, "copy": copied, "brings": "; ".join(brings(version))}
    log.warning("database is upgraded", extra=said)


def before_upgrade(file: Path, say: Upgrading = logged) -> Path | None:
    """Copies a database of an earlier schema beside itself; None where nothing is to be upgraded.

    A copy that an upgrade which was cut off has left does, if nothing has changed since. Raises
    StoreError where there is no room for it, or where an earlier alertbot runs on it.
    """
    version = schema(file)
    if version is None or version >= HEAD:
        return None
    _nobody_else_runs(file)
    copied = _copy_beside(file, version)
    say(version, copied)
    return copied


def brings(version: str) -> list[str]:
    """What the schemas after this one bring, in words: the first line of each migration."""
    files = sorted(FOLDER.glob("versions/[0-9]*.py"))
    later = (file.read_text("utf-8") for file in files if file.name[:4] > version)
    return [text.split('"""')[1].split("\n")[0].strip().rstrip(".") for text in later]


def _nobody_else_runs(file: Path) -> None:
    try:
        with nobody_runs(file):
            return
    except StoreBusy:
        holder = file.with_name(f"{file.name}.lock").read_text("utf-8").split()[0]
        if holder == str(os.getpid()):  # it is this process that is to run
            return
    raise StoreBusy(
        f"an earlier alertbot runs on {file} (process {holder}): start it anew, which upgrades it"
    )


def _copy_beside(file: Path, version: str) -> Path:
    size = file.stat().st_size + sum(one.stat().st_size for one in _beside(file))
    left = room(file.parent).free
    if left < size:
        raise StoreError(
            f"{file} is to be upgraded, and there is no room to copy it first: {spoken(size)} are "
            f"needed beside it, {spoken(left)} are free"
        )
    name = f"{file.name}.backup-{version}"
    with new_file(file.with_name(name)) as part:
        _copy(file, part, None)
        check(part)
        number = 1
        while True:
            target = file.with_name(name if number == 1 else f"{name}-{number}")
            if not target.exists():
                part.replace(target)
                sync(file.parent)
                return target
            if cmp(part, target, shallow=False):
                return target
            number += 1


def restore(file: Path, source: Path, now: datetime) -> Path | None:
    """Puts a backup in the place of a database. Answers where the old one is kept, if there was.

    Whoever calls holds the lock of `run`. Cut off at any point, there is either the old database,
    or none and a start that says so, or the new one.
    """
    if source.resolve() == file.resolve():
        raise StoreError(f"{source} is the database itself: name a backup of it")
    if not source.is_file():
        raise StoreError(f"{source} does not exist: name a backup")
    if (version := check(source)) > HEAD:
        raise StoreTooNew(
            f"{source} has schema {version}, this alertbot knows {HEAD}: upgrade alertbot first"
        )
    with new_file(file.with_name(f"{file.name}.restoring")) as part:
        _copy(source, part, None)
        _as_restored(part)
        check(part)
        aside = file.with_name(f"{file.name}.backup-replaced-{now:%Y%m%dT%H%M%SZ}")
        old = _put_aside(file, aside)
        part.replace(file)
        sync(file.parent)
    return old


def _as_restored(part: Path) -> None:
    """What waits may have been sent since the backup; and no message that is out there is to be
    taken for one that is still to be numbered."""
    with closing(_connect(part)) as raw:
        raw.execute("UPDATE outbox SET uncertain = 1 WHERE state IN ('pending', 'sending')")
        raw.execute(
            "UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'outbox'", (SKIPPED_IDS,)
        )


def _put_aside(file: Path, aside: Path) -> Path | None:
    """Moves a database and its log away. The database first: a start then finds that it is gone,
    and not one that lacks what its log held."""
    log, shared = _names(file)
    old = None
    with suppress(FileNotFoundError):
        file.rename(aside)
        old = aside
    with suppress(FileNotFoundError):
        log.rename(aside.with_name(f"{aside.name}-wal"))
    shared.unlink(missing_ok=True)
    sync(file.parent)
    return old


def _names(file: Path) -> tuple[Path, Path]:
    return file.with_name(f"{file.name}-wal"), file.with_name(f"{file.name}-shm")


def _beside(file: Path) -> list[Path]:
    """The files that SQLite keeps beside a database, those that are there."""
    journal = file.with_name(f"{file.name}-journal")
    return [one for one in (*_names(file), journal) if one.exists()]


def sync(folder: Path) -> None:
    """Makes the names in a folder outlive a power cut."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


@contextmanager
def nobody_runs(file: Path) -> Iterator[None]:
    """Holds the lock of `run` for a command that wants the database for itself."""
    lock = RunLock(file)
    lock.acquire()
    try:
        yield
    finally:
        lock.release()
