"""Names of places for comparing."""

from __future__ import annotations

import re

from alertbot.text import fold

_SIGNS = re.compile(r"[.'’()\[\]]")
_GAPS = re.compile(r"[\s\-_/,]+")
_SAINT = re.compile(r"\b(?:saint|sankt)\b")
_PLAIN = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*")


def key(name: str) -> str:
    """A name for comparing: folded, without full stops, apostrophes and brackets.

    Hyphens, slashes and commas count as spaces, Saint and Sankt as St, and & as and.
    """
    if _PLAIN.fullmatch(name):
        plain = name.lower()
    else:
        plain = _GAPS.sub(" ", _SIGNS.sub("", fold(name)).replace("&", " and ")).strip()
    return _SAINT.sub("st", plain) if "saint" in plain or "sankt" in plain else plain
