"""Mojibake: text in UTF-8 that somebody read as if it were Latin-1 or Windows-1252.

"Donâ€™t" and "fÃ¼r" are mended, each sequence by itself, so that sound text beside it stays as it
is. A sequence is mended only where no sound text has it: "Ã" ends words of its own in Portuguese,
as "É" does in French, and what follows those may be a quotation mark or a dash.
"""

from __future__ import annotations

import re

# What the bytes 80 to 9F became: Windows-1252's signs, where it has one, or control characters.
_SIGNS = {byte: bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
_BYTES = {sign: byte for byte, sign in _SIGNS.items()}


def _follow(first: int, last: int) -> str:
    """The characters that the bytes from `first` to `last` became."""
    return "".join(dict.fromkeys(chr(n) + _SIGNS.get(n, "") for n in range(first, last + 1)))


# The bytes that follow a first one in UTF-8; none of these characters is special in a [class].
_ANY = _follow(0x80, 0xBF)
# Those that stand behind a word in sound text too: spaces, quotation marks, dashes, small signs.
_LOOSE = "\xa0\xad‚„…‹‘’“”•–—™›©ª«®²³º»"
_FIRM = "".join(sign for sign in _ANY if sign not in _LOOSE)
# No sign of Northern Sami or Estonian makes a capital of theirs suspect.
_FIRM_NORTH = "".join(sign for sign in _FIRM if sign not in "ŠŽšž")
_INNER = "".join(sign for sign in _LOOSE if sign != "\xa0")
_LOWER = "a-zß-öø-ÿıłńśźżąćęğşőű"
_UPPER = "A-ZÀ-ÖØ-Þ"
_LETTER = r"[^\W\d_]"
# What is before the character just read.
_AFTER_SMALL = f"(?<=[{_LOWER}].)"
_WORD_START = r"(?<![^\W\d_].)(?<![“«„‹(\"'].)"


def _latin(firm: str) -> str:
    """What makes a capital just read begin a sequence of two: its place, or the sign behind it."""
    return (
        f"[{firm}]|(?<=[{_LOWER}0-9].)[{_LOOSE}]|{_WORD_START}[{_INNER}](?={_LETTER})|"
        f"(?:(?<=^[{_UPPER}].)|(?<=[^{_UPPER}][{_UPPER}].))[{_INNER}](?=[{_LOWER}])"
    )


# The first character stands in front of all choices: so a search passes over text in one run.
_CERTAIN = re.compile(
    "[ÂÃÄÅÆÈËáâïð](?:"
    + "|".join(
        f"(?<={lead})(?:{rest})"
        for lead, rest in {
            # Dashes, quotation marks, bullets, the euro, ™, arrows, ticks.
            "â": f"[{_follow(0x80, 0x9F)}\xac\xad][{_ANY}]",
            # Emoji.
            "ð": f"[\x9fŸ\x90][{_ANY}]{{2}}",
            # The byte order mark, what was lost already, variants, ligatures, Symbol's bullets.
            "ï": f"»¿|¿½|¸[{_follow(0x80, 0x8F)}]|¬[{_follow(0x80, 0x86)}]|"
            f"[{_follow(0x80, 0x83)}][{_ANY}]",
            # Latin-1's signs; "ROMÂNIA" may have a soft hyphen, and "Â" be quoted.
            "Â": "(?<!«.)(?!\xad[A-Z])[\x80-\xbf]",
            # A quotation mark opens after a space: "ESPAÃ‘A".
            "Ã": f"{_latin(_FIRM)}|[“‘„‚](?={_LETTER})|{_WORD_START}(?:[©ª]|\xa0(?=[a-z ]))",
            "[ÄÅ]": f"{_latin(_FIRM_NORTH)}|{_AFTER_SMALL}[ŠŽšž]|"
            f"{_WORD_START}[šž](?=[{_LOWER}]{{2}})",
            "È": f"(?:{_AFTER_SMALL}|{_WORD_START}(?=.[{_LOWER}]))[\x98-\x9b˜™š›]",
            # Vietnamese.
            "Æ": f"[°¡¯\xa0](?={_LETTER})|(?<={_LETTER}.)[°¡]",
            # The last sign of a quotation mark made mojibake twice.
            "[ÅË]": f"(?<=â‚¬.)[{_ANY}]",
            "á": f"[º»](?:[{_FIRM}]|(?<={_LETTER}..)[{_ANY}](?={_LETTER}))",
        }.items()
    )
    + ")"
)
# Other writing systems, by the first letters of their sequences: two in a row are no accident.
_SYSTEMS = tuple(
    (leads, re.compile(2 * f"[{leads}]{rest}"), re.compile(f"[{leads}]{rest}"))
    for leads, rest in (
        ("ÐÑ", f"[{_ANY}]"),
        ("ÎÏ", f"[{_ANY}]"),
        ("×", f"[{_ANY}]"),
        ("ØÙÚÛ", f"[{_ANY}]"),
        ("à", f"[{_follow(0xA0, 0xBF)}][{_ANY}]"),
        ("ãäåæçèéêëìí", f"[{_ANY}]{{2}}"),
    )
)
_SUSPECT = re.compile(f"[Â-ÆÈËÎ-Ñ×-Ûàáâã-ð][{_ANY}]")
# A quotation mark whose last byte means nothing in Windows-1252, and was left out.
_CLOSING = re.compile(f"â€(?![{_ANY}])")
# A space that does not break, made plain later on.
_PLAIN_SPACE = re.compile("Â(?<=[a-z0-9.,:;!?)].)(?= )")
_CONTROLS = {byte: sign for byte, sign in _SIGNS.items() if ord(sign) != byte}
# Bullets and ticks of the fonts Symbol and Wingdings.
_BULLETS = dict.fromkeys((0xF0B7, 0xF0A7, 0xF0D8, 0xF0FC, 0xF076, 0xF06C, 0xF0BE), "•")
_LEADS = "ÂÃÄÅÆÈËÎÏÐÑ×ØÙÚÛàáâãäåæçèéêëìíîïð"
_SINGLE = "".join(map(chr, (*_CONTROLS, *_BULLETS)))
_MOST_ROUNDS = 3


def mend(text: str) -> str:
    """The text with its certain mojibake mended, twice made mojibake included."""
    if text.isascii():
        return text
    # Looking for each sign by itself takes a tenth of what a search for any of them takes.
    if any(sign in text for sign in _LEADS):
        for _ in range(_MOST_ROUNDS):
            mended = _round(text) if _SUSPECT.search(text) else text
            if mended == text:
                break
            text = mended
        text = _PLAIN_SPACE.sub("", text)
    if any(sign in text for sign in _SINGLE):
        text = text.translate(_CONTROLS | _BULLETS)
    return text


def _round(text: str) -> str:
    text = _CLOSING.sub("”", _CERTAIN.sub(_decoded, text))
    for leads, in_a_row, one in _SYSTEMS:
        if any(lead in text for lead in leads) and in_a_row.search(text):
            text = one.sub(_decoded, text)
    return text


def _decoded(found: re.Match[str]) -> str:
    """What the sequence was; itself, where it is no UTF-8."""
    sequence = bytes(_BYTES.get(sign, ord(sign)) for sign in found[0])
    try:
        return sequence.decode("utf-8")
    except UnicodeDecodeError:
        return found[0]
