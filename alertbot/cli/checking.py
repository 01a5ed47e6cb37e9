"""`alertbot check`: everything that is wrong with a configuration, at once."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from importlib.util import find_spec
from typing import TYPE_CHECKING, Annotated

import typer

from alertbot.cli import configuration
from alertbot.cli.exits import FAILED, USAGE
from alertbot.errors import ConfigError, Mistake, UsageError

if TYPE_CHECKING:
    from alertbot.config import Config, Loaded


def check(
    config: configuration.Option = configuration.DEFAULT,
    no_secrets: bool = typer.Option(
        False, "--no-secrets", help="Leave secrets out: for a machine that does not have them."
    ),
    online: bool = typer.Option(
        False, "--online", help="Ask each source and each chat service as well; nothing is sent."
    ),
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object a line, for editors.")
    ] = False,
) -> None:
    """Check a configuration: every mistake, with its line and what to do."""
    if online and no_secrets:
        raise UsageError("alertbot: --online needs the secrets: leave out --no-secrets")
    try:
        found = configuration.loaded(config, secrets=not no_secrets)
    except ConfigError as error:
        if not as_json:
            raise
        _say(error.mistakes, as_json=True)
        raise typer.Exit(USAGE) from None
    _say((*found.warnings, *_lacking(found)), as_json=as_json)
    answers = _ask(found, as_json=as_json) if online else []
    failed = sum(one.severity == "error" for one in answers)
    its = found.config
    last = f"{failed} of {len(answers)} failed" if failed else f"good: {_holds(its)}"
    _say([Mistake(str(config), 0, 0, last, "info")], as_json=as_json)
    if failed:
        raise typer.Exit(FAILED)


def _lacking(found: Loaded) -> Iterator[Mistake]:
    """What this installation has no library for, so that a service would not start."""
    config = found.config
    for key, used, library, extra in (
        ("web", config.web is not None, "uvicorn", "web"),
        ("database", config.database.startswith("postgresql"), "psycopg", "postgres"),
    ):
        if used and find_spec(library) is None:
            said = f"'{key}' needs what is not installed here: pip install 'alertbot[{extra}]'"
            yield Mistake(str(config.path), 0, 0, said, "warning")


def _ask(found: Loaded, *, as_json: bool) -> list[Mistake]:
    """What each source and channel answers, said as it comes."""
    from alertbot.cli import online

    answers: list[Mistake] = []

    def say(one: Mistake) -> None:
        answers.append(one)
        _say([one], as_json=as_json)
        sys.stdout.flush()

    online.ask(found, say)
    return answers


def _say(mistakes: Iterable[Mistake], *, as_json: bool) -> None:
    for one in mistakes:
        print(json.dumps(asdict(one), ensure_ascii=False) if as_json else one)


def _holds(its: Config) -> str:
    """What is in a configuration."""
    return ", ".join(
        (
            _count(len(its.sources), "source"),
            _count(len(its.searches), "search", "searches"),
            _count(len(its.channels), "channel"),
        )
    )


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
