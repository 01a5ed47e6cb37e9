"""The commands, and where each is: a module is imported when its command is asked for, so that
`alertbot --help` and the completion of a shell are quick."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

from alertbot.errors import UsageError

SETTINGS: dict[str, Any] = {
    "add_completion": False,
    "pretty_exceptions_enable": False,
    "rich_markup_mode": None,  # rich takes longer to load than all else that help needs
}

# By name: where it is, and what its help says first, which a test compares.
COMMANDS = {
    "init": (
        "init:init",
        "Ask a few questions, write a configuration, and send a test message.",
    ),
    "run": (
        "running:run",
        "Watch the boards and send alerts, until stopped.",
    ),
    "check": (
        "checking:check",
        "Check a configuration: every mistake, with its line and what to do.",
    ),
    "inspect": (
        "inspecting:inspect",
        "Show what alertbot reads in job pages and payloads.",
    ),
    "explain": (
        "explaining:explain",
        "Say why a search finds an opening, or does not: every condition, and what decided it.",
    ),
    "preview": (
        "preview:preview",
        "Show an alert as Slack and Telegram will show it, from the very body that is sent.",
    ),
    "try": (
        "trying:try_",
        "Show which stored openings a query would have found, and what each condition costs.",
    ),
    "replay": (
        "replaying:replay",
        "Show what a changed configuration would have added and removed, search by search.",
    ),
    "status": (
        "status:status",
        "Show how all of it is, or what a search saw, dropped and told.",
    ),
    "health": (
        "health:health",
        "Say whether the service polls what is due; exit code 1 where it does not.",
    ),
    "send-test": (
        "send_test:send_test",
        "Send a test message to a channel, and say what came of it.",
    ),
    "openings": (
        "openings:app",
        "See what is known of openings; merge and split them by hand.",
    ),
    "outbox": (
        "outbox:app",
        "See and steer the alerts that wait.",
    ),
    "sources": (
        "sources:app",
        "See how the boards are; find the source for a careers page.",
    ),
    "searches": (
        "adding:searches",
        "Add a search to the configuration.",
    ),
    "db": (
        "db:app",
        "Back up, check, copy, prune, upgrade and restore the database.",
    ),
    "schema": (
        "schema:schema",
        "Print the JSON Schema of the configuration, with every kind that is installed.",
    ),
    "report": (
        "report:report",
        "Show what to paste into a report of a mistake: no name, no address, no secret.",
    ),
    "completion": (
        "completion:completion",
        "Print what makes a shell complete what you type.",
    ),
}


class Group(TyperGroup):
    """The commands of the table: each a stub until it is asked for."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for name, (_, said) in COMMANDS.items():
            self.commands.setdefault(name, TyperCommand(name, help=said, rich_markup_mode=None))

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """`help` is what many type for --help; `-c` belongs to a command."""
        if args[:1] == ["help"]:
            args = [*args[1:], "--help"]
        if args and args[0].partition("=")[0] in ("-c", "--config"):
            raise UsageError("alertbot: -c stands behind the command: alertbot run -c FILE")
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """What is wrong with a value is said in plain words."""
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = plain(error.message)
            raise

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        """The command that is named, itself."""
        name, command, rest = super().resolve_command(ctx, args)
        return name, loaded(name) if name in COMMANDS else command, rest


def plain(message: str) -> str:
    """What Pydantic says of a value, without what only a programmer has use for."""
    if message.startswith("Input should be a valid integer"):
        return "it should be a whole number"
    message = message.removeprefix("Value error, ")
    return message.replace("Input should be", "it should be", 1)


def loaded(name: str) -> Any:
    """A command of the table, or a group of them."""
    module, _, attribute = COMMANDS[name][0].partition(":")
    home = import_module(f"alertbot.cli.{module}")
    found = getattr(home, attribute)
    alone = typer.Typer(**SETTINGS)
    alone.callback()(lambda: None)  # with it Typer makes a group, even of one
    if isinstance(found, typer.Typer):
        alone.add_typer(found, name=name)
    else:
        alone.command(name, cls=getattr(home, "Command", None))(found)
    group: Any = get_command(alone)
    return group.commands[name]
