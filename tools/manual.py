"""Make man/alertbot.1, the manual page, from the commands as they explain themselves.

    python3 dev.py man

The page is text for man(7). It is kept in the repository, so that a wheel can be built without
alertbot's own dependencies, and a test compares the two.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from alertbot import __version__
from alertbot.cli import app
from alertbot.cli.commands import COMMANDS, loaded

PAGE = Path(__file__).parents[1] / "man" / "alertbot.1"
EXITS = {
    "0": "Done.",
    "1": "Done, but a source or a delivery failed; standard error says which.",
    "2": "The command, the configuration or the database is at fault, and nothing was done.",
    "75": "The service cannot have its database as things are; started again later, it may.",
    "130": "Stopped by Ctrl-C.",
}
ENVIRONMENT = {
    "ALERTBOT_CONFIG": "The configuration, in place of \\fIalertbot.yaml\\fR.",
    "ALERTBOT_LOG_FORMAT": "How the log is written: \\fBtext\\fR or \\fBjson\\fR.",
    "ALERTBOT_DEBUG": "If it is set, a mistake in alertbot itself ends with a traceback.",
    "STATE_DIRECTORY": "Where a relative SQLite path is, as systemd says it.",
    "CREDENTIALS_DIRECTORY": "Where a secret is looked for that is named without a path.",
}


def escaped(text: str) -> str:
    """Text as roff has it: no escape, no request, and hyphens that one can copy."""
    return re.sub(
        r"^([.'])", r"\\&\1", text.replace("\\", "\\e").replace("-", "\\-"), flags=re.MULTILINE
    )


def bold(text: str) -> str:
    return f"\\fB{escaped(text)}\\fR"


def prose(text: str) -> Iterator[str]:
    """A docstring: its paragraphs, filled again."""
    for place, paragraph in enumerate(re.split(r"\n\s*\n", text.strip())):
        if place:
            yield ".PP"
        # A sentence begins a line: roff sets its distance.
        words = re.sub(r"(?<=[.!?]) +(?=[A-Z])", "\n", " ".join(paragraph.split()))
        for sentence in words.splitlines():
            yield from map(escaped, textwrap.wrap(sentence, 74, break_on_hyphens=False))


def parameter(record: tuple[str, str]) -> Iterator[str]:
    """An option or an argument of a command, as its help has it."""
    heading, said = record
    words = (
        bold(word) if word.startswith("-") else f"\\fI{escaped(word)}\\fR"
        for word in heading.split()
    )
    yield from (".TP", " ".join(words), *prose(said))


def command(words: str, one: Any) -> Iterator[str]:
    """A command, and those below it."""
    context = one.make_context(words, [], resilient_parsing=True)
    usage = " ".join(one.collect_usage_pieces(context))
    yield from (".SS", f"{bold(words)} {escaped(usage)}", *prose(one.help or ""))
    for it in one.params:
        record = it.get_help_record(context)
        if record and it.name != "help":
            yield from parameter(record)
    for name, below in getattr(one, "commands", {}).items():
        yield from command(f"{words} {name}", below)


def page() -> str:
    """The whole of it."""
    lines = [f'.TH ALERTBOT 1 "" "alertbot {__version__}" "User Commands"']
    lines += [".SH NAME", "alertbot \\- watches job boards and sends one alert per opening"]
    lines += [".SH SYNOPSIS", "\\fBalertbot\\fR \\fIcommand\\fR [\\fIoptions\\fR]"]
    lines += [".SH DESCRIPTION", *prose(get_command(app).help or "")]
    lines += ["It is configured by one YAML file, which \\fBalertbot init\\fR writes."]
    lines += ["\\fBalertbot\\fR \\fIcommand\\fR \\fB\\-\\-help\\fR explains a command."]
    lines += [".SH COMMANDS"]
    for name in COMMANDS:
        lines += command(f"alertbot {name}", loaded(name))
    for title, rows in (("EXIT STATUS", EXITS), ("ENVIRONMENT", ENVIRONMENT)):
        lines.append(f".SH {title}")
        for name, said in rows.items():
            lines += [".TP", bold(name), said]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Writes the page."""
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.name}: {len(page().splitlines())} lines")


if __name__ == "__main__":
    main()
