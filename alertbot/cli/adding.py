"""`alertbot sources add` and `alertbot searches add`: an entry more, and every other byte kept."""

from __future__ import annotations

import os
from collections.abc import Mapping as Names
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Self

import typer

from alertbot.cli import configuration, drawing
from alertbot.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from alertbot.config import Loaded
    from alertbot.config.including import Gathered

searches = typer.Typer(help="Add a search to the configuration.", no_args_is_help=True)


def source(
    address: Annotated[str, typer.Argument(help="A job board, a careers page, or a feed.")],
    name: Annotated[str, typer.Option(help="What to call it; its employer's if left out.")] = "",
    config: configuration.Option = configuration.DEFAULT,
    base_url: Annotated[
        str, typer.Option(help="What stands in for the service's own host: a proxy, a test.")
    ] = "",
) -> None:
    """Find the source behind an address, and write it into the configuration."""
    from alertbot.cli import boards

    written = Written.read(config)
    there = written.names("sources")
    if name:
        _nameable(name, there, "source")
    board = boards.find(boards.address_of(address), base_url, taken=list(there))[0]
    if same := _same(board.value, there):
        print(f"{config}: nothing to do: the source {same} reads this board already")
        return
    called = name or board.name
    before = written.warnings()
    path, loaded = written.add("sources", called, board.value)
    print(drawing.safe(board.said))
    _tell(path, "sources", f"{called}: {board.value}", loaded, before)


@searches.command("add")
def search(
    name: Annotated[str, typer.Argument(help="What to call it, such as distributed-systems.")],
    query: Annotated[
        str, typer.Argument(help="What to look for, in quotes, behind -- if it begins with a -.")
    ],
    to: Annotated[
        list[str] | None, typer.Option(help="The channel it reports to; may be given again.")
    ] = None,
    source: Annotated[
        list[str] | None,
        typer.Option("--from", help="The source it looks at; may be given again. All if left out."),
    ] = None,
    config: configuration.Option = configuration.DEFAULT,
) -> None:
    """Write a search into the configuration, and say what it was taken for."""
    from alertbot.cli import fitting, queries
    from alertbot.config.mistakes import listed
    from alertbot.config.writing import quoted

    written = Written.read(config)
    _nameable(name, written.names("searches"), "search")
    where = " ".join(query.split())
    queries.parsed(where, None)
    channels = written.names("channels")
    if not to and len(channels) > 1:
        raise UsageError(f"alertbot: say where it reports: --to {listed(channels)}")
    parts = [f"where: {quoted(where)}"]
    parts += [f"from: [{', '.join(map(quoted, source))}]"] if source else []
    parts += [f"to: [{', '.join(map(quoted, to))}]"] if to else []
    value = f"{{{', '.join(parts)}}}"
    before = written.warnings()
    path, loaded = written.add("searches", name, value)
    print("An alert is sent for each opening where")
    for line in fitting.meaning(loaded.config.searches[name].filter):
        print(drawing.safe(line))
    _tell(path, "searches", f"{name}: {value}", loaded, before)
    print(f"what it would have found: alertbot try --search {name}")


@dataclass(frozen=True, slots=True)
class Written:
    """A configuration that is to be added to: its files, and what they say together."""

    path: Path
    gathered: Gathered
    said: dict[str, Any]

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises ConfigError where there is none, or no YAML."""
        from alertbot.config.document import plain
        from alertbot.config.including import gather

        gathered = gather(path, os.environ)
        root = gathered.root()
        if gathered.findings.broken():
            raise ConfigError(gathered.findings.mistakes())
        said = plain(root) if root is not None else {}
        return cls(path, gathered, said if isinstance(said, dict) else {})

    def names(self, section: str) -> dict[str, Any]:
        """What a section holds, as it stands there."""
        there = self.said.get(section)
        return there if isinstance(there, dict) else {}

    def add(self, section: str, name: str, value: str) -> tuple[Path, Loaded]:
        """Puts an entry into a section, on the disk. Raises UsageError with nothing changed."""
        from alertbot.config.writing import added, save

        part = self.gathered.holder(section)
        mark = "\ufeff" if part.marked else ""
        text = added(str(part.path), part.text, section, name, value)
        try:
            loaded = save(
                part.path,
                f"{mark}{text}",
                lambda beside: configuration.loaded(
                    self.path, secrets=False, instead={part.path: beside}
                ),
                over=f"{mark}{part.text}",
            )
        except ConfigError as error:
            what = f"alertbot: {part.path}: nothing was written: with '{name}' it would not be good"
            raise UsageError(f"{error}\n{what}") from None
        return part.path, loaded

    def warnings(self) -> set[str]:
        """What was to be warned of before; nothing where it could not be used."""
        try:
            found = configuration.loaded(self.path, secrets=False).warnings
        except UsageError:
            return set()
        return {warning.message for warning in found}


def _nameable(name: str, there: Names[str, object], what: str) -> None:
    from alertbot.config.mistakes import shown
    from alertbot.config.sections import NAME

    if not NAME.fullmatch(name):
        raise UsageError(
            f"alertbot: the name {shown(name)} is not made of 1 to 64 letters, digits, - _ and ."
        )
    if name in there:
        raise UsageError(f"alertbot: there is a {what} {shown(name)} already: take another name")


def _same(value: str, there: Names[str, Any]) -> str:
    """The name of a source that reads the same board; "" where none does."""
    from alertbot.config.writing import plain_value

    wanted: dict[str, Any] = plain_value(value)
    for name, options in there.items():
        if isinstance(options, dict) and wanted.items() <= options.items():
            return name
    return ""


def _tell(path: Path, section: str, entry: str, loaded: Loaded, before: set[str]) -> None:
    """What stands where now, and what has to be said of it that had not before."""
    print(f"{path}: added under {section}: {entry}")
    for warning in loaded.warnings:
        if warning.message not in before:
            print(warning)
