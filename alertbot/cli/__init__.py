"""The command line: thin. A file a group of commands, which `commands` lists; what they need is
imported when they run, so that the help of each is quick."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from types import TracebackType

import typer
from typer.main import get_command

from alertbot import __version__, logs
from alertbot.cli import completion
from alertbot.cli.commands import SETTINGS, Group
from alertbot.cli.exits import FAILED, STOPPED, USAGE
from alertbot.errors import AlertbotError, StoreError, UsageError

app = typer.Typer(
    name="alertbot",
    cls=Group,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Watches job boards and sends one well-made alert per opening to Slack or Telegram.",
    **SETTINGS,
)


def _version(wanted: bool) -> None:
    if wanted:
        print(f"alertbot {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: bool = typer.Option(
        False, "--version", callback=_version, is_eager=True, help="Print the version and end."
    ),
) -> None:
    """The options of `alertbot` itself."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command. Whatever goes wrong is one line on standard error and an exit code.

    `arguments`: those of the process if left out. Ends with SystemExit.
    """
    if not os.environ.get("ALERTBOT_DEBUG"):
        sys.excepthook = _one_line
    logs.configure(logging.WARNING)
    if completion.VARIABLE in os.environ:
        completion.answer()
    try:
        # Calling `app` itself would put in an excepthook of its own.
        get_command(app)(arguments, prog_name="alertbot")
    except UsageError as error:
        logs.last_words(str(error))
        sys.exit(USAGE)
    except StoreError as error:
        logs.last_words(f"alertbot: {error}")
        sys.exit(USAGE)
    except AlertbotError as error:
        logs.last_words(f"alertbot: {error}")
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(STOPPED)


def _one_line(kind: type[BaseException], _: BaseException, __: TracebackType | None) -> None:
    logs.last_words(
        f"alertbot: a mistake in alertbot itself ({kind.__name__}). Please report it, with what "
        "ALERTBOT_DEBUG=1 shows."
    )
