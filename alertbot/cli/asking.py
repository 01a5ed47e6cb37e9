"""Questions on the terminal: each with help, asked again after a wrong answer, in plain words."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from alertbot.cli import drawing
from alertbot.errors import UsageError

Answer = TypeVar("Answer")

HELP = "?"


def is_possible() -> bool:
    """Whether somebody can be asked: both ends are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


class Dialogue:
    """Asks, and says what comes of it. Ctrl-C and Ctrl-D come as KeyboardInterrupt and EOFError."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console = Console(highlight=False, markup=False)

    def say(self, words: str = "", style: str = "") -> None:
        """A paragraph, broken into lines where the terminal is narrow."""
        lines = words.split("\n")
        blanks = (line[: len(line) - len(line.lstrip(" "))] for line in lines)
        safe = (drawing.safe(line) if line.strip() else "" for line in lines)
        self._console.print("\n".join(map(str.__add__, blanks, safe)), style=style or None)

    def heading(self, words: str) -> None:
        """What comes next."""
        self.say()
        self.say(words, "bold")

    def listed(self, lines: tuple[str, ...] | list[str]) -> None:
        """Lines that are set in."""
        from rich.padding import Padding

        for line in lines:
            self._console.print(Padding(drawing.safe(line), (0, 0, 0, 4), expand=False))

    def text(self, words: str) -> None:
        """Lines as they are, such as those of a file."""
        self._console.print(words, soft_wrap=True, style="dim")

    def ask(
        self,
        question: str,
        help_: str,
        read: Callable[[str], Answer],
        *,
        default: str | None = None,
        hidden: bool = False,
    ) -> Answer:
        """What `read` makes of the answer. `read` raises UsageError for one that will not do.

        Without a `default`, an empty answer shows the help, as ? does. `hidden`: it is not shown.
        """
        from rich.prompt import Prompt
        from rich.text import Text

        asked = Prompt(
            Text(drawing.safe(question), style="bold cyan"),
            console=self._console,
            password=hidden,
            show_default=bool(default),
        )
        asked.prompt_suffix = " "
        while True:
            words = asked(default=default or "").strip()
            if words == HELP or (not words and default is None):
                self.say(help_, "dim")
                continue
            try:
                return read(words)
            except UsageError as error:
                self.text(str(error).removeprefix("alertbot: "))

    def yes(self, question: str, *, default: bool = True, help_: str = "Say y or n.") -> bool:
        """Whether the answer is yes."""

        def read(words: str) -> bool:
            if words.lower() in ("y", "yes"):
                return True
            if words.lower() in ("n", "no"):
                return False
            raise UsageError("say y for yes, or n for no")

        return self.ask(f"{question} y or n", help_, read, default="y" if default else "n")

    @contextmanager
    def busy(self, words: str) -> Iterator[None]:
        """Shows that something is under way."""
        with self._console.status(drawing.safe(words)):
            yield
