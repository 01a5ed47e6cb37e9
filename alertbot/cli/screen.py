"""Standard output: in colour on a terminal, plain in a pipe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alertbot.cli import drawing

if TYPE_CHECKING:
    from rich.console import Console


class Screen:
    """What is printed. Who prints the words of others makes them `drawing.safe`."""

    def __init__(self) -> None:
        from rich.console import Console

        self._console: Console = Console(highlight=False, soft_wrap=True)

    def line(self, first: str, rest: str = "", colour: str = "", *, indent: int = 0) -> None:
        """A line, and where it is too long further ones, set in. `first` is in colour."""
        from textwrap import wrap

        margin = " " * indent
        lines = wrap(
            f"{first}{rest}",
            max(drawing.width(), indent + 40),
            initial_indent=margin,
            subsequent_indent=f"{margin}    ",
            break_on_hyphens=False,
        )
        self._print("\n".join(lines), colour, indent, indent + len(first))

    def cut(self, first: str, rest: str, colour: str) -> None:
        """One line and no more: on a terminal cut at its edge."""
        line = f"{first}{rest}"
        if self._console.is_terminal and len(line) > drawing.width():
            line = f"{line[: drawing.width() - 3]}..."
        self._print(line, colour, 0, len(first))

    def _print(self, line: str, colour: str, start: int, end: int) -> None:
        from rich.text import Text

        shown = Text(line)
        shown.stylize(colour, start, end)
        self._console.print(shown)
