"""The command line: thin. A file a group of commands; what they need is imported when they run,
so that `alertbot --help` is quick."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from types import TracebackType

import typer
from typer.main import get_command

from alertbot import __version__, logs
from alertbot.cli import (
    adding,
    checking,
    db,
    explaining,
    init,
    inspecting,
    openings,
    outbox,
    preview,
    replaying,
    running,
    send_test,
    sources,
    status,
    trying,
)
from alertbot.cli.exits import FAILED, STOPPED, USAGE
from alertbot.errors import AlertbotError, StoreError, UsageError

app = typer.Typer(
    name="alertbot",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # rich takes longer to load than all else that help needs
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Watches job boards and sends one well-made alert per opening to Slack or Telegram.",
)
app.command("init")(init.init)
app.command("run")(running.run)
app.command("check")(checking.check)
app.command("inspect")(inspecting.inspect)
app.command("explain")(explaining.explain)
app.command("preview", cls=preview.Command)(preview.preview)
app.command("try")(trying.try_)
app.command("replay")(replaying.replay)
app.command("status")(status.status)
app.command("send-test")(send_test.send_test)
app.add_typer(openings.app, name="openings")
app.add_typer(outbox.app, name="outbox")
app.add_typer(sources.app, name="sources")
sources.app.command("add")(adding.source)
app.add_typer(adding.searches, name="searches")
app.add_typer(db.app, name="db")


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
    try:
        # Calling `app` itself would put in an excepthook of its own.
        get_command(app)(arguments, prog_name="alertbot")
    except UsageError as error:
        print(error, file=sys.stderr)
        sys.exit(USAGE)
    except StoreError as error:
        print(f"alertbot: {error}", file=sys.stderr)
        sys.exit(USAGE)
    except AlertbotError as error:
        print(f"alertbot: {error}", file=sys.stderr)
        sys.exit(FAILED)
    except KeyboardInterrupt:
        sys.exit(STOPPED)


def _one_line(kind: type[BaseException], _: BaseException, __: TracebackType | None) -> None:
    print(
        f"alertbot: a mistake in alertbot itself ({kind.__name__}). Please report it, with what "
        "ALERTBOT_DEBUG=1 shows.",
        file=sys.stderr,
    )
