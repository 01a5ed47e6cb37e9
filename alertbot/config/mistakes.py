"""What is found wrong with a configuration, gathered so that all of it is said at once."""

from __future__ import annotations

import bisect
import difflib
import re
from collections.abc import Iterable

from alertbot.errors import Mistake

MOST = 200
"""So many mistakes are reported; a file with more is not a configuration gone slightly wrong."""

_SHOWN = 40
_HIDDEN_FROM = 4


class Findings:
    """The mistakes of one file. Places are given as offsets into its text, from 0."""

    def __init__(self, file: str, text: str) -> None:
        self._file = file
        self._breaks = [found.end() for found in re.finditer(r"\r\n?|\n", text)]
        self._found: dict[Mistake, None] = {}
        self._hidden: set[str] = set()

    def error(self, offset: int, message: str) -> None:
        """A mistake for which the configuration is not used."""
        self._add(offset, message, "error")

    def warning(self, offset: int, message: str) -> None:
        """A mistake that is reported; the configuration is used."""
        self._add(offset, message, "warning")

    def hide(self, value: str) -> None:
        """Keep a value, secret or from the environment, out of every message."""
        if len(value) >= _HIDDEN_FROM:
            self._hidden.add(value)

    def full(self) -> bool:
        """Whether there are so many mistakes that looking for more is of no use."""
        return len(self._found) >= MOST

    def mistakes(self) -> tuple[Mistake, ...]:
        """All of them in the order of the file, no value that was hidden in any."""
        found = sorted(self._found, key=lambda mistake: (mistake.line, mistake.column))
        return tuple(self._veiled(mistake) for mistake in found)

    @property
    def errors(self) -> int:
        """How many of them are more than warnings."""
        return sum(mistake.severity == "error" for mistake in self._found)

    def broken(self) -> bool:
        """Whether any of them is more than a warning."""
        return self.errors > 0

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of an offset."""
        line = bisect.bisect_right(self._breaks, offset)
        return line + 1, offset - (self._breaks[line - 1] if line else 0) + 1

    def _add(self, offset: int, message: str, severity: str) -> None:
        if not self.full():
            self._found[Mistake(self._file, *self.place(offset), message, severity)] = None

    def _veiled(self, mistake: Mistake) -> Mistake:
        message = mistake.message
        for value in sorted(self._hidden, key=len, reverse=True):
            message = message.replace(value, "***")
        return Mistake(mistake.file, mistake.line, mistake.column, message, mistake.severity)


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that was most likely meant, None if none is near."""
    folded = {choice.casefold(): choice for choice in choices}
    close = difflib.get_close_matches(word[:80].casefold(), folded, n=1, cutoff=0.6)
    return folded[close[0]] if close else None


def meant(word: str, choices: Iterable[str]) -> str:
    """ ", did you mean 'x'?", or nothing where no choice is near."""
    near = nearest(word, choices)
    return f", did you mean {shown(near)}?" if near is not None else ""


def shown(word: str) -> str:
    """A word of the file as messages quote it: on one line, in quotes, not too long."""
    flat = "".join(letter if letter.isprintable() else " " for letter in word[: _SHOWN + 1])
    return f"'{flat[:_SHOWN]}...'" if len(flat) > _SHOWN else f"'{flat}'"


def listed(words: Iterable[str], last: str = "or") -> str:
    """Words as a sentence has them: a, b or c."""
    *rest, end = tuple(words) or ("nothing",)
    return f"{', '.join(rest)} {last} {end}" if rest else end
