"""Words to look for, written as one pattern."""

from __future__ import annotations

import re


def any_of(words: str) -> re.Pattern[str]:
    """A pattern for any of the words, which are themselves patterns, parted by white space.

    A word stands between what is neither letter nor digit; _ is a space or hyphen in it, or none.
    """
    choices = "|".join(words.split()).replace("_", "[ -]?")
    return re.compile(rf"(?<![^\W_])(?:{choices})(?![^\W_])")
