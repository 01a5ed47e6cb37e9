"""`alertbot completion`: what makes a shell complete, and the names that it offers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

VARIABLE = "_ALERTBOT_COMPLETE"
"""A shell that asks what fits sets it, and the others that Typer's scripts set."""

_LARGEST = 1_000_000
_ENTRY = re.compile(
    r"""(?P<blanks>[ ]*)
    (?P<quote>['"]?)(?P<name>[^\s'"#:{}\[\],&*!|>%@`-][^:'"#]*?)(?P=quote)
    [ ]*:(?:[ ]|$)""",
    re.VERBOSE,
)


class Shell(StrEnum):
    """The shells that can be asked to complete."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def completion(shell: Annotated[Shell, typer.Argument(help="Which shell.")]) -> None:
    """Print what makes a shell complete what you type.

    For bash, put `eval "$(alertbot completion bash)"` into ~/.bashrc; for zsh, the same with zsh
    into ~/.zshrc, after compinit; for fish, write it to ~/.config/fish/completions/alertbot.fish.
    """
    script = import_module("typer.completion").get_completion_script
    print(script(prog_name="alertbot", complete_var=VARIABLE, shell=shell.value))


def answer() -> None:
    """Lets Typer answer a shell."""
    import_module("typer.completion").completion_init()


def names_of(section: str) -> Callable[[typer.Context, str], list[str]]:
    """What completes the names of a section of the configuration: sources, channels, searches."""

    def offered(context: typer.Context, incomplete: str) -> list[str]:
        path = Path(context.params.get("config") or "alertbot.yaml")
        return [name for name in names(path, section) if name.startswith(incomplete)]

    return offered


def names(path: Path, section: str) -> list[str]:
    """The names in a section of a configuration, found by its lines.

    The reader of YAML takes longer to load than one waits for a shell. A section in braces, or in
    a file that is included, offers nothing; nor does a file that cannot be read.
    """
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(_LARGEST)
    except (OSError, ValueError):
        return []
    return list(_entries(text, section))


def _entries(text: str, section: str) -> Iterator[str]:
    inside, depth = False, 0
    for line in text.splitlines():
        found = _ENTRY.match(line)
        blanks = len(line) - len(line.lstrip(" "))
        if line.strip() and not blanks and not line.startswith("#"):
            inside, depth = bool(found and found["name"] == section), 0
        elif found and inside:
            depth = depth or blanks
            if blanks == depth:
                yield found["name"]


CHANNELS = names_of("channels")
SEARCHES = names_of("searches")
SOURCES = names_of("sources")
