"""`alertbot db`: the database itself, kept in good order by a person."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from alertbot.cli import configuration
from alertbot.cli.exits import FAILED, STOPPED
from alertbot.errors import UsageError

if TYPE_CHECKING:
    from alertbot.store.engine import Database

app = typer.Typer(
    no_args_is_help=True, help="Back up, check, copy, prune, upgrade and restore the database."
)

_FILE = typer.Argument(help="The file; a name with the moment, beside the database, if left out.")
_WHICH = "An address such as sqlite:///alertbot.db, or a configuration that names the database."
_YES = typer.Option("--yes", help="Do not ask.")


@app.command()
def upgrade(config: configuration.Option = configuration.DEFAULT) -> None:
    """Bring the database to what this alertbot knows, after a copy; `run` does it by itself."""
    from alertbot.store import backup
    from alertbot.store.engine import Database, backend, require
    from alertbot.store.migrating import HEAD, schema
    from alertbot.store.upkeep import file_of

    url = _url(config)
    require(url)
    file = file_of(url)
    if file is None:
        found = backend(url)
        with found.translated():
            engine = found.engine()
            try:
                version = schema(engine)
            finally:
                engine.dispose()
    else:
        version = backup.schema(file)
    if version and version >= HEAD:
        print(f"the database has schema {version} already: nothing to do")
        return
    copies: list[Path] = []
    Database(url, lambda _, copied: copies.append(copied)).close()
    print(f"upgraded from schema {version} to {HEAD}: {'; '.join(backup.brings(version or ''))}")
    for copied in copies:
        print(f"as it was before, it is in {copied}")


@app.command("backup")
def backup_(
    file: Annotated[Path | None, _FILE] = None,
    config: configuration.Option = configuration.DEFAULT,
) -> None:
    """Copy the database into a new file, beside a running service, and look the copy through."""
    from alertbot.store import backup
    from alertbot.store.disk import spoken

    source = _file(config, "backup")
    target = file or backup.default_target(source, datetime.now(UTC))
    if target.is_dir():
        target /= backup.default_target(source, datetime.now(UTC)).name
    shown = sys.stderr.isatty()

    def progress(part: float) -> None:
        if shown:
            print(f"\r{part:4.0%} copied", end="\n" if part >= 1 else "", file=sys.stderr)

    size = backup.backup(source, target, progress)
    print(f"{target}: {spoken(size)}, checked")


@app.command()
def copy(
    source: Annotated[str, typer.Argument(metavar="FROM", help=_WHICH)],
    target: Annotated[str, typer.Argument(metavar="TO", help="The same; it must be empty.")],
) -> None:
    """Move all to a database of another kind. No service may run on either."""
    from alertbot.store.moving import move

    shown = sys.stderr.isatty()

    def progress(part: float) -> None:
        if shown:
            print(f"\r{part:4.0%} copied", end="\n" if part >= 1 else "", file=sys.stderr)

    done = move(_address(source), _address(target), datetime.now(UTC), progress)
    print(f"{done.target} is what {done.source} is: {sum(done.rows.values())} rows, compared")
    if done.mended:
        print(f"in {_counted(done.mended, 'row')} a character that cannot be stored is now U+FFFD")
    print("name it as 'database' and start there; never again on the one before")


def _address(word: str) -> str:
    return word if "://" in word else _url(Path(word))


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="A backup.")],
    config: configuration.Option = configuration.DEFAULT,
) -> None:
    """Put a backup in the place of the database, which is kept aside. The service must not run."""
    from alertbot.store import backup

    target = _file(config, "restore")
    target.parent.mkdir(parents=True, exist_ok=True)
    with backup.nobody_runs(target):
        old = backup.restore(target, file, datetime.now(UTC))
    print(f"{target} is what {file} was")
    if old:
        print(f"the one before it is kept as {old}; remove it when all is well")
    print("what was found since that backup is found and alerted once more")


@app.command()
def restored(config: configuration.Option = configuration.DEFAULT) -> None:
    """After a restore by PostgreSQL's own programs: let nothing be lost or told twice by it."""
    from alertbot.store.moving import as_restored
    from alertbot.store.upkeep import file_of

    url = _url(config)
    if file_of(url) is not None:
        raise UsageError("on SQLite `alertbot db restore FILE` has seen to that")
    print(f"{_counted(as_restored(url, datetime.now(UTC)), 'alert')} that wait may have been sent")
    print("what was found since that dump is found and alerted once more")


@app.command()
def prune(
    config: configuration.Option = configuration.DEFAULT,
    shrink: Annotated[
        bool,
        typer.Option("--shrink", help="Give the room back to the disk. The service must not run."),
    ] = False,
) -> None:
    """Drop what is older than `keep:` says, beside a running service; it does so each day."""
    from alertbot.store.backup import nobody_runs
    from alertbot.store.disk import Reserve, spoken
    from alertbot.store.disk import shrink as give_back
    from alertbot.store.sqlite import translated
    from alertbot.store.upkeep import file_of

    loaded = configuration.loaded(config, secrets=False).config
    file = file_of(loaded.database)
    if shrink and file is None:
        raise UsageError("--shrink is for SQLite; a server gives room back by itself (VACUUM)")
    if file is None:
        _say_dropped(_prune(config))
        return
    with translated(file):
        if not shrink:
            with Reserve(file).spent():
                _say_dropped(_prune(config))
            return
        with nobody_runs(file):
            _say_dropped(_prune(config))
            before, after = give_back(file)
    print(f"{file}: {spoken(before)} before, {spoken(after)} now")


def _prune(config: Path) -> Counter[str]:
    from alertbot.store.upkeep import Upkeep, file_of

    loaded = configuration.loaded(config, secrets=False).config
    dropped: Counter[str] = Counter()
    with _database(loaded.database) as database:
        steps = Upkeep(database, file_of(loaded.database)).prune(loaded.keep, datetime.now(UTC))
        began = time.monotonic()
        for step in steps:
            dropped[step.what] += step.count
            # A service that runs gets as much of the database as we do.
            time.sleep(min(time.monotonic() - began, 0.1) if step.count else 0)
            began = time.monotonic()
    return dropped


def _say_dropped(dropped: Counter[str]) -> None:
    said = ", ".join(f"{count} {what}" for what, count in dropped.items() if count)
    print(f"dropped: {said}" if said else "nothing is older than it is to be kept")


@app.command()
def check(config: configuration.Option = configuration.DEFAULT) -> None:
    """Look the whole database through; a line for each thing that is wrong, and exit code 1."""
    from alertbot.store.checking import file_problems, problems
    from alertbot.store.engine import require
    from alertbot.store.upkeep import file_of

    url = _url(config)
    require(url)
    file = file_of(url)
    found = list(file_problems(file)) if file else []
    if not found:  # a file that is damaged, or of another schema, cannot be asked more
        with _database(url) as database:
            found = list(problems(database))
    for line in found:
        print(line)
    if found:
        raise typer.Exit(FAILED)
    print("the database is sound")


@app.command()
def erase(
    channel: Annotated[str, typer.Argument(help="A channel, or the key of a subscriber.")],
    config: configuration.Option = configuration.DEFAULT,
    yes: Annotated[bool, _YES] = False,
) -> None:
    """Erase all that belongs to a channel that the configuration does not name any more."""
    from alertbot.store import erasing
    from alertbot.store.disk import empty_log
    from alertbot.store.sqlite import translated
    from alertbot.store.upkeep import file_of

    url = _url(config)
    with _database(url) as database:
        found = erasing.belongings(database, channel)
        waiting = f" ({found.waiting} of them not delivered yet)" if found.waiting else ""
        print(
            f"of {channel}: {_counted(found.destinations, 'chat')}, "
            f"{_counted(found.alerts, 'alert')}{waiting}, "
            f"{_counted(found.attempts, 'attempt')}, {_counted(found.searches, 'search', 'es')}"
        )
        if not yes and not sys.stdin.isatty():
            raise UsageError("nothing was erased: say --yes where nobody can be asked")
        if not yes and not typer.confirm("Erase them for good?"):
            raise typer.Exit(STOPPED)
        erasing.erase(database, channel)
    if file := file_of(url):
        with translated(file):
            empty_log(file)
    print("erased; backups that were made before still hold it")


def _counted(number: int, noun: str, plural: str = "s") -> str:
    return f"{number} {noun}{'' if number == 1 else plural}"


def _url(config: Path) -> str:
    return configuration.loaded(config, secrets=False).config.database


@contextmanager
def _database(url: str) -> Iterator[Database]:
    from alertbot.store.engine import Database, require

    require(url)
    database = Database(url)
    try:
        yield database
    finally:
        database.close()


def _file(config: Path, verb: str) -> Path:
    """The file of the database. Raises UsageError where a server keeps it, with what to run."""
    from alertbot.store.upkeep import file_of

    url = _url(config)
    if (file := file_of(url)) is None:
        from alertbot.store.backup import on_a_server

        raise UsageError(f"PostgreSQL has programs for that; run: {on_a_server(url, verb)}")
    return file
