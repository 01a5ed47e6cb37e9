"""What is found wrong with a configuration, gathered so that all of it is said at once."""

from __future__ import annotations

import bisect
import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from alertbot.errors import Mistake

MOST = 200
"""So many mistakes are reported; a file with more is not a configuration gone slightly wrong."""

_ALIKE = 0.61
"""How alike two words are, from 0 to 1, of which one was meant: 'quiet' is none for 'query'."""

_SHOWN = 40
_HIDDEN_FROM = 4


@dataclass(frozen=True, slots=True)
class _Part:
    """One file. `begins`: where among all of the text; `breaks`: where its lines begin, but one."""

    name: str
    begins: int
    breaks: list[int]


class Findings:
    """The mistakes of a configuration.

    Places are offsets into its text: that of one file, and behind it that of those it includes.
    """

    def __init__(self, file: str | None = None, text: str = "") -> None:
        self.text = ""
        self._parts: list[_Part] = []
        self._found: dict[Mistake, None] = {}
        self._hidden: set[str] = set()
        if file is not None:
            self.also(file, text)

    def also(self, file: str, text: str) -> int:
        """Takes another file in. Answers where its text begins."""
        begins = len(self.text) + 1 if self._parts else 0
        breaks = [begins + found.end() for found in re.finditer(r"\r\n?|\n", text)]
        self._parts.append(_Part(file, begins, breaks))
        # A line of its own between the two: nothing that looks at the rest of a line goes on.
        self.text = f"{self.text}\n{text}" if begins else text
        return begins

    def error(self, offset: int, message: str) -> None:
        """A mistake for which the configuration is not used."""
        self._add(offset, message, "error")

    def warning(self, offset: int, message: str) -> None:
        """A mistake that is reported; the configuration is used."""
        self._add(offset, message, "warning")

    def tell(self, mistake: Mistake) -> None:
        """A mistake whose place is known already."""
        if not self.full():
            self._found[mistake] = None

    def hide(self, value: str) -> None:
        """Keep a value, secret or from the environment, out of every message."""
        if len(value) >= _HIDDEN_FROM:
            self._hidden.add(value)

    def full(self) -> bool:
        """Whether there are so many mistakes that looking for more is of no use."""
        return len(self._found) >= MOST

    def mistakes(self) -> tuple[Mistake, ...]:
        """All of them in the order of the files, no value that was hidden in any."""
        order = {part.name: number for number, part in enumerate(self._parts)}
        found = sorted(
            self._found, key=lambda it: (order.get(it.file, len(order)), it.line, it.column)
        )
        return tuple(self._veiled(mistake) for mistake in found)

    @property
    def errors(self) -> int:
        """How many of them are more than warnings."""
        return sum(mistake.severity == "error" for mistake in self._found)

    def broken(self) -> bool:
        """Whether any of them is more than a warning."""
        return self.errors > 0

    def file(self, offset: int) -> str:
        """The name of the file that an offset is in."""
        return self._part(offset).name

    def place(self, offset: int) -> tuple[int, int]:
        """Line and column, from 1, of an offset."""
        part = self._part(offset)
        line = bisect.bisect_right(part.breaks, offset)
        return line + 1, offset - (part.breaks[line - 1] if line else part.begins) + 1

    def line(self, offset: int, seen_from: int) -> str:
        """The line of an offset in words, with its file where that is not the reader's."""
        words, part = f"line {self.place(offset)[0]}", self._part(offset)
        return words if part is self._part(seen_from) else f"{words} of {part.name}"

    def _part(self, offset: int) -> _Part:
        at = bisect.bisect_right(self._parts, offset, key=lambda part: part.begins)
        return self._parts[max(0, at - 1)]

    def _add(self, offset: int, message: str, severity: str) -> None:
        name = self._part(offset).name
        self.tell(Mistake(name, *self.place(offset), message, severity))

    def _veiled(self, mistake: Mistake) -> Mistake:
        message = mistake.message
        for value in sorted(self._hidden, key=len, reverse=True):
            message = message.replace(value, "***")
        return Mistake(mistake.file, mistake.line, mistake.column, message, mistake.severity)


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that was most likely meant, None if none is near."""
    folded = {choice.casefold(): choice for choice in choices}
    close = difflib.get_close_matches(word[:80].casefold(), folded, n=1, cutoff=_ALIKE)
    return folded[close[0]] if close else None


def meant(word: str, choices: Iterable[str]) -> str:
    """ ", did you mean 'x'?", or nothing where no choice is near."""
    near = nearest(word, choices)
    return f", did you mean {shown(near)}?" if near is not None else ""


def several(words: str, choices: Collection[str]) -> str:
    """The choice that was meant, as an ending of a sentence; or how several are written."""
    if len(parts := re.split(r"[,;\s]+", words.strip())) > 1 and any(it in choices for it in parts):
        return f"; several are a list: [{', '.join(parts[:2])}]"
    return meant(words, choices)


def unknown(key: str, known: Iterable[str], *, is_alone: bool = False) -> str:
    """What is said of a key that is not known: the one that was meant, or what there is.

    `is_alone`: it has no value, so that it may be the name of what follows.
    """
    choices = tuple(known)
    name, colon, _ = key.partition(":")
    if colon and name in choices:
        return f"unknown key {shown(key)}: a blank has to stand behind the colon of '{name}:'"
    odd = next((sign for sign in key if sign not in without_odd(key)), None)
    if odd is not None:
        return f"unknown key {shown(key)}: take the character U+{ord(odd):04X} out of it"
    known_are = f"; known {'are' if choices[1:] else 'is'} {listed(choices, 'and')}"
    if is_alone:
        known_are = f"{known_are}; a name of your own stands further left"
    return f"unknown key {shown(key)}{meant(key, choices) or known_are}"


def without_odd(key: str) -> str:
    """A key without the signs in it that cannot be seen, or are blanks of another sort."""
    return "".join(it for it in key if it == " " or not (it.isspace() or _is_unseen(it)))


def _is_unseen(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cf", "Cc")


def shown(word: str, most: int = _SHOWN) -> str:
    """A word of the file as messages quote it: on one line, in quotes, not too long."""
    flat = "".join(letter if letter.isprintable() else " " for letter in word[: most + 1])
    return f"'{flat[:most]}...'" if len(flat) > most else f"'{flat}'"


def listed(words: Iterable[str], last: str = "or") -> str:
    """Words as a sentence has them: a, b or c."""
    *rest, end = tuple(words) or ("nothing",)
    return f"{', '.join(rest)} {last} {end}" if rest else end
