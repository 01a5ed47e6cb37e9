"""How text is cut into words for queries: the same way in a query and in a posting.

No word goes over a space, so that each piece between spaces may be cut by itself. What only says
that either sex is meant is left out: "Entwickler:in (m/w/d)" is one word. Some words have a base as
well, by which they are found too: a possessive ("Contoso's") the word without it, a Germanic
compound for a profession ("Softwareentwickler") the profession.
"""

from __future__ import annotations

import re
import unicodedata

from alertbot import text

_SIGN = "\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff"
_SIGN += "\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u31f0-\u31ff\u3400-\u4dbf"
_SIGN += "\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_SPLIT = re.compile(f"[{_SIGN}]|[^{_SIGN}]+")
_UNSPACED = re.compile(f"[{_SIGN}]")
_SIGNS = re.compile(f"[{_SIGN}]+")

_HEAVY = re.compile("[\u0e00-\u1fff\u2e80-\U0003ffff]")
"""What may be a word by itself, or come apart into several letters."""
_PIECE = 100
_ORDINARY = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 \n"
_ORDINARY += bytes(range(128, 256))
_WORDS_END = 100
"""Letters that are looked back for the end of a word, where a text is cut."""

# Each of these begins with the sign it looks for, which is found at once, and then looks back.
_CAPITAL_IN = re.compile(r"In(?<=[a-zß-ÿ]{2}(?:er|or|ur|st|nt|kt)In)(?:nen)?\b")
_SEX = "innen|in|es?|ses?|t?rices?|euses?|nes?|as?|os?|ka"
_EITHER = re.compile(
    r"[:*_·•‧⋅/(.](?<=[^\W\d_]{3}.)"
    rf"(?:(?<![(.])-?(?:{_SEX})|(?<=\()-?(?:{_SEX})\)|(?<=\.)(?:{_SEX}))(?![\w-])"
)
_ONE_SEX = "[mwfhdxnigk*]|div|gn"
_ALL_SEXES = (
    re.compile(rf"[(\[](?:{_ONE_SEX})(?:[/|,](?:{_ONE_SEX})){{1,3}}[)\]]"),
    re.compile(
        r"[mwdhf]/(?<![\w/]..)(?:(?<=[mw]/)[mw]/[dx]|(?<=d/)[mw]/[mw]|(?<=[mf]/)[mf]/[dx]"
        r"|(?<=d/)[mf]/[mf]|(?<=h/)f|(?<=f/)h)(?![\w/])"
    ),
)
_START = r"(?<![\w&.'-])"
_JOINED = re.compile(
    r"['-](?:"
    rf"(?<={_START}o')(?=[^\W\d_]{{3}})"  # O'Reilly
    rf"|(?<={_START}[etxukf]-)(?=[^\W_]{{2}})"  # T-SQL, e-commerce, K-12
    rf"|(?<={_START}c-)(?=(?:level|suite)(?!\w))|(?<={_START}objective-)(?=c(?![\w+]))"
    rf"|(?<={_START}go-)(?=(?:to-market|live)(?!\w))|(?<={_START}go-to-)(?=market(?!\w)))"
)
_INITIALS = re.compile(
    rf"\.(?<={_START}[^\W\d_]\.)"
    # hours, and legal forms
    r"(?!(?<=[ap]\.)m(?!\w)|(?<=s\.)(?:p\.a|a\.s)(?!\w)|(?<=c\.)v(?!\w)|(?<=p\.)c(?!\w))"
    r"[^\W\d_](?:\.[^\W\d_]){0,2}(?![\w'])"
)

_PROFESSIONS = (
    *("entwickler", "ingenieur", "architekt", "berater", "administrator", "techniker"),
    *("informatiker", "programmierer", "analytiker", "spezialist", "mechaniker", "elektroniker"),
    *("manager", "ontwikkelaar", "beheerder", "utvecklare", "ingenjor", "udvikler", "ingenior"),
    *("utvikler", "kehittaja", "insinoori"),
)
_COMPOUND = re.compile(rf"(?<= )[^\W\d_]{{2,40}}(?={'|'.join(_PROFESSIONS)})")
_FEMALE = re.compile(rf"(?<= )({'|'.join(_PROFESSIONS)})(?:in|innen)(?= )")

_OWNER = re.compile(r"'s(?= )")

_TWO_LETTERS = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}
_UMLAUTS = str.maketrans(_TWO_LETTERS | {k.upper(): v for k, v in _TWO_LETTERS.items()})
_TRANSCRIBED = re.compile(r"(?<![aeou])([aou])e(?=[b-df-hj-np-tv-z])")
_SHORTEST_TRANSCRIBED = 6


def as_far(content: str, most: int) -> str:
    """So much of a text, in whole words, as costs no more than so many plain letters.

    A space costs two, a sign of punctuation four, a letter beyond ASCII as many as it has bytes in
    UTF-8; and one more, where it is a word by itself, three for each letter it comes apart into.
    """
    within = content[:most]
    is_heavy = not within.isascii() and _HEAVY.search(within) is not None
    step = _PIECE if is_heavy else 5 * _PIECE
    for start in range(0, len(within), step):
        piece = within[start : start + step]
        encoded = piece.encode("utf-8", "replace")
        most -= len(encoded) + encoded.count(b" ")
        most -= 3 * len(encoded.translate(None, _ORDINARY))
        if is_heavy:
            most -= 3 * (len(unicodedata.normalize("NFKD", piece)) - len(piece))
            most -= len(_UNSPACED.findall(piece))
        if most < 0:
            return _whole_words(within[:start])
    return within if len(within) == len(content) else _whole_words(within)


def _whole_words(content: str) -> str:
    """A text that was cut off, without the beginning of a word at its end."""
    for end in range(len(content), max(len(content) - _WORDS_END, 0), -1):
        if content[end - 1].isspace():
            return content[:end]
    return content


def spellings(content: str) -> list[str]:
    """The words with the apostrophes in them. One sign is a word in Chinese, Japanese, Korean,
    and in the languages of South East Asia: they are found inside longer text.
    """
    prepared = _prepared(content)
    found = text.spellings(prepared)
    if prepared.isascii() or not _UNSPACED.search(prepared):
        return found
    parts: list[str] = []
    for token in found:
        if len(token) == 1 or token.isascii():
            parts.append(token)
        else:
            # A text is quicker taken apart into its signs than searched for them.
            parts.extend(token if _SIGNS.fullmatch(token) else _SPLIT.findall(token))
    return parts


def words(content: str) -> list[str]:
    """The words of a text or query, folded."""
    found = spellings(content)
    return [word.replace("'", "") for word in found] if "'" in "".join(found) else found


def _prepared(content: str) -> str:
    """The text folded, without what says that either sex is meant, names joined that are one."""
    if "In" in content:
        content = _CAPITAL_IN.sub("", content)
    folded = _EITHER.sub("", text.fold(content))
    for sexes in _ALL_SEXES:
        folded = sexes.sub(" ", folded)
    folded = _JOINED.sub("", folded)
    return _INITIALS.sub(_without_stops, folded)


def _without_stops(found: re.Match[str]) -> str:
    return found[0].replace(".", "")


def bases(spelled: str) -> str:
    """Words, each between spaces and with their apostrophes, in their bases, as many of them."""
    found = _OWNER.sub("", spelled) if "'s " in spelled else spelled
    found = found.replace("'", "")
    if any(one in found for one in _PROFESSIONS):
        found = _FEMALE.sub(r"\1", _COMPOUND.sub("", found))
    return found


def transcriptions(content: str) -> list[tuple[str, ...]]:
    """For each word of a query, how else its umlauts are written: ü is ue or u, and ue is ü."""
    plain = words(content)
    spelled_out = words(content.translate(_UMLAUTS))
    if len(spelled_out) != len(plain):
        spelled_out = plain
    return [
        tuple(other for other in dict.fromkeys((out, _transcribed(word))) if other != word)
        for word, out in zip(plain, spelled_out, strict=True)
    ]


def _transcribed(word: str) -> str:
    if len(word) < _SHORTEST_TRANSCRIBED:
        return word
    return _TRANSCRIBED.sub(r"\1", word)
