"""Text: from HTML, mended, cleaned, folded for comparing, cut into words.

Pure, and linear in its input; nothing here raises for any string.
"""

from alertbot.text.cleaning import clean, cut, one_line
from alertbot.text.comparing import fold, spellings, squash, tokens
from alertbot.text.markup import decode_entities, from_html, is_html, unescape
from alertbot.text.mending import mend
from alertbot.text.traps import without_traps

__all__ = [
    "clean",
    "cut",
    "decode_entities",
    "fold",
    "from_html",
    "is_html",
    "mend",
    "one_line",
    "spellings",
    "squash",
    "tokens",
    "unescape",
    "without_traps",
]
