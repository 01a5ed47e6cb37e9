"""Regular expressions by RE2: linear in the text, bounded in size, refused with a reason."""

from __future__ import annotations

import importlib
import re
from typing import Protocol, cast

MAX_LENGTH = 200
MAX_SIZE = 2_000
"""Instructions of a compiled pattern."""

_MEMORY = 1 << 19
_ENDS = re.compile(r"\\.", re.DOTALL)
# What has little in common: a pattern that is found in each of these is found in everything.
_ANYTHING = (b"e", b"7", b"-", " ж".encode())
# Letters, white space, what parts them and what may be missing: nothing that fits many letters.
_TAME = re.compile(r"(?:\\[bBs]|(?<=\\s)[*+]|\\[^\w\s]|[^\\.\[\]{}*+])*")
_FORKS = 8
"""Groups and what may be missing: so many make no more than some hundred states."""


class Found(Protocol):
    """Where a pattern fits."""

    def span(self) -> tuple[int, int]:
        """From which byte to which."""


class Compiled(Protocol):
    """What RE2 makes of a pattern."""

    @property
    def programsize(self) -> int:
        """The number of its instructions."""

    def search(self, subject: bytes) -> Found | None:
        """The first place where it fits, if any."""


class _Options(Protocol):
    case_sensitive: bool
    log_errors: bool
    never_capture: bool
    never_nl: bool
    max_mem: int


class _Engine(Protocol):
    error: type[Exception]

    Options: type[_Options]

    def compile(self, pattern: bytes, options: _Options) -> Compiled: ...


# RE2 comes without types; these are the parts of it that are used.
_re2 = cast(_Engine, importlib.import_module("re2"))


def is_tame(pattern: str) -> bool:
    """Whether RE2 looks through a text with it at the same speed, whatever the text is."""
    forks = pattern.count("(") + pattern.replace("(?", "(").count("?")
    return forks <= _FORKS and _TAME.fullmatch(pattern) is not None


def compiled(pattern: str, *, by_line: bool = False) -> Compiled:
    """The pattern, ignoring case. ValueError says what is wrong with it, in one line.

    With `by_line` each line of a text is one by itself: it begins and ends there, and no more.
    """
    if len(pattern) > MAX_LENGTH:
        raise ValueError(f"a pattern is at most {MAX_LENGTH} characters long")
    options = _re2.Options()
    options.case_sensitive = False
    options.log_errors = False
    options.never_capture = True
    options.never_nl = by_line
    options.max_mem = _MEMORY
    try:
        written = f"(?m:{_ENDS.sub(_end_of_line, pattern)})" if by_line else pattern
        made = _re2.compile(written.encode("utf-8", "replace"), options)
    except _re2.error as error:
        reason = error.args[0] if error.args else "unknown"
        said = reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
        raise ValueError(f"not a pattern that RE2 knows: {said}") from None
    if not by_line and made.programsize > MAX_SIZE:
        raise ValueError("this pattern repeats too much; write it with fewer repetitions")
    return made


def _end_of_line(found: re.Match[str]) -> str:
    return {r"\A": "^", r"\z": "$"}.get(found[0], found[0])


def fits_everything(pattern: Compiled) -> bool:
    """Whether the pattern is found in any text."""
    return all(pattern.search(subject) is not None for subject in _ANYTHING)
