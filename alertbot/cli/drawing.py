"""What commands draw with letters: bars, marks, lines that fit; in ASCII where need be."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterable, Sequence
from datetime import timedelta
from textwrap import wrap

_MARKS = "▁▂▃▄▅▆▇█"
_ASCII_MARKS = ".:-=+*#@"
_PLAIN = str.maketrans(
    {"–": "-", "—": "-", "…": "...", "\xa0": " ", "·": "-", "’": "'", "€": "EUR ", "£": "GBP "}
)
WIDTH = 80


def is_utf8() -> bool:
    """Whether standard output takes every letter."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    return encoding.lower().replace("-", "").startswith("utf")


def width() -> int:
    """Characters of a line: those of the terminal, or 80."""
    return shutil.get_terminal_size((WIDTH, 24)).columns if sys.stdout.isatty() else WIDTH


def safe(words: str) -> str:
    """One line of letters that standard output takes."""
    from alertbot import text

    plain = text.one_line(words)
    if is_utf8():
        return plain
    encoding = sys.stdout.encoding or "ascii"
    return plain.translate(_PLAIN).encode(encoding, "replace").decode(encoding)


def cut(words: str, before: str = "") -> str:
    """The words behind what is aligned already, cut where the line is full."""
    from rich.cells import cell_len, set_cell_size  # some letters are two columns wide

    line, room = safe(words), max(width() - len(before), 20)
    if cell_len(line) <= room:
        return f"{before}{line}"
    more = "…" if is_utf8() else "..."
    return f"{before}{set_cell_size(line, room - len(more)).rstrip()}{more}"


def paragraph(words: str, before: str = "") -> Iterable[str]:
    """The words behind what is aligned already, in lines that fit, each further one set in."""
    hanging = f"{' ' * (len(before) - len(before.lstrip()))}  "
    room = max(width(), len(before) + 20)
    lines = wrap(safe(words), room, initial_indent=before, subsequent_indent=hanging)
    return lines or [before.rstrip()]


def span(length: timedelta) -> str:
    """A length of time in its largest whole unit: 40 s, 5 min, 3 h, 2 days."""
    seconds = max(int(length.total_seconds()), 0)
    for size, unit in ((2 * 86400, "days"), (2 * 3600, "h"), (120, "min")):
        if seconds >= size:
            return f"{seconds // (size // 2)} {unit}"
    return f"{seconds} s"


def marks(counts: Sequence[int]) -> str:
    """A mark for each count, the higher the more; a space for none."""
    most = max(counts, default=0)
    signs = _MARKS if is_utf8() else _ASCII_MARKS
    return "".join(signs[(count * len(signs) - 1) // most] if count else " " for count in counts)


def bar(count: int, most: int, room: int) -> str:
    """A bar as long as its share of `most`; some of it wherever there is any."""
    length = max(round(room * count / most), 1) if count and most else 0
    return ("█" if is_utf8() else "#") * length
