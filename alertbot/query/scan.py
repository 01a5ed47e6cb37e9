"""A query's characters, read from left to right; every mistake is named with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import NoReturn

from alertbot.errors import QueryError

QUOTES = '"“”„'
OPERATORS = {"≥": ">=", "≤": "<="}

_SIGNS = str.maketrans(
    {
        **{chr(ord(sign) + 0xFEE0): sign for sign in '"#!()*+,-./:;<=>~'},  # full width
        **dict.fromkeys("«»‟〝〞", '"'),
        **dict.fromkeys("\u200b\u2060\ufeff", " "),
    }
)
_DASH = re.compile(r"(?<![^\s(])[–—−](?=\S)")

_RADIUS = 'a radius stands directly behind its place: in:"Seattle"~50km'
_EVERYWHERE = (
    (re.compile(r"[\[{]"), "round brackets hold alternatives together: (sre OR devops)"),
    (
        re.compile(r"[<>=≤≥]"),
        "a comparison stands behind the name of a field: pay>=150k, posted<7d",
    ),
)
_ALONE = (
    (re.compile(r"~?\d+(?:km|kms|mi|miles)(?!\w)|.*~", re.IGNORECASE), _RADIUS),
    (re.compile(r".+!="), "what is excluded has a - before it: -company:contoso"),
    (
        re.compile(r"[$€£]\d|\d[\d.,]*[km]?\+$", re.IGNORECASE),
        "pay is written pay>=150k; put it in quotes if it is text",
    ),
)
"""Words that nobody means as words, the second where no field is before them, and what is written
instead.
"""

_SPACE = re.compile(r"\s*")
_KEYWORD = re.compile(r"(and|or|not)(?=[\s()\"“”„]|$)", re.IGNORECASE)
_FIELD = re.compile(r"([A-Za-z][A-Za-z.-]{0,30})(:|\s*(?:>=|<=|≥|≤|>|<|=))")
_WORD = re.compile(r"(?:[^\s()\"“”„!]|!(?=[^\s()\"“”„!]))+")
_PATTERN = re.compile(r"/((?:[^/\\]|\\.)*)/", re.DOTALL)
_AFTER = re.compile(r"[\s)!]|$")


def plain(text: str) -> str:
    """The text with the signs that a query reads as keyboards in the US have them; as long."""
    if text.isascii():
        return text
    return _DASH.sub("-", text.translate(_SIGNS))


Mistakes = Sequence[tuple[re.Pattern[str], str]]


def mistaken(content: str, mistakes: Mistakes = (*_EVERYWHERE, *_ALONE)) -> str:
    """What somebody meant who writes such a word without quotes, "" where it is one."""
    return next((reason for sign, reason in mistakes if sign.match(content)), "")


class Kind(Enum):
    WORD = auto()
    PHRASE = auto()
    PATTERN = auto()
    HASHTAG = auto()


@dataclass(frozen=True, slots=True)
class Atom:
    """One value as written, without its quotes, slashes or #; `position` is where it starts.

    `radius`: what stands behind a phrase, such as ~50km.
    """

    kind: Kind
    content: str
    position: int
    radius: str = ""

    def refuse(self, reason: str) -> NoReturn:
        raise QueryError(reason, self.position)


class Scanner:
    """Reads one piece at a time. Each method starts where the last one ended."""

    def __init__(self, text: str) -> None:
        self.text = plain(text)
        self.position = 0

    def skip_space(self) -> None:
        found = _SPACE.match(self.text, self.position)
        self.position = found.end() if found else self.position

    @property
    def next(self) -> str:
        """The next character, "" at the end."""
        return self.text[self.position : self.position + 1]

    @property
    def rest(self) -> str:
        return self.text[self.position :]

    def is_behind(self, characters: str) -> bool:
        """Whether one of these was passed last."""
        return self.text[self.position - 1 : self.position] in tuple(characters)

    def take(self, character: str) -> bool:
        """Whether the next character is this one, which is then passed."""
        if self.next != character:
            return False
        self.position += 1
        return True

    def keyword(self) -> str:
        """The operator that stands next, in capitals, or ""."""
        found = _KEYWORD.match(self.text, self.position)
        return found[1].upper() if found else ""

    def field(self) -> tuple[str, str] | None:
        """A field's name and its colon or comparison, if one stands next. It is then passed."""
        found = _FIELD.match(self.text, self.position)
        if found is None:
            return None
        self.position = found.end()
        operator = found[2].strip()
        return found[1].lower(), OPERATORS.get(operator, operator)

    def atom(self) -> Atom:
        """A word, phrase, pattern or hashtag. Raises QueryError where there is none."""
        start = self.position
        match self.next:
            case "/":
                return self._pattern(start)
            case "#":
                self.position += 1
                content = self._run()
                if not content:
                    raise QueryError("a # stands directly before a hashtag", start)
                return Atom(Kind.HASHTAG, content, start)
            case "":
                raise QueryError("something is missing at the end", start)
            case quote if quote in QUOTES:
                return self._phrase(start)
            case _:
                return self._word(start)

    def _word(self, start: int) -> Atom:
        content = self._run()
        if not content:
            behind = self.text[start] == ")"
            what = "something is missing before this" if behind else "this stands for nothing here"
            raise QueryError(f"{what}: '{self.text[start]}'", start)
        wrong = self._wrong(content)
        if wrong:
            raise QueryError(wrong, start)
        return Atom(Kind.WORD, content, start)

    def _wrong(self, content: str) -> str:
        """What somebody meant who writes such a word, "" where it is one."""
        if content[0] in "'‘" and re.search(r"['’](?!\w)", self.text[self.position - 1 :]):
            return 'a phrase stands in double quotes: "site reliability"'
        if content[0] == ":":
            return "a colon stands directly behind the name of a field: title:sre"
        if content[0] == "!" and content[1:2].isalnum():
            return f"what is excluded has a - before it: -{content[1:31]}"
        if content[0] == "+" and not content[1:2].isdigit():
            word = content[1:31]
            how = f"write {word} without" if word else "leave out"
            return f"all words have to be there anyway: {how} the +"
        if content.strip("&") == "":
            return "conditions side by side all have to hold: leave the & out, or write AND"
        if "|" in content:
            return "where one of several is enough, OR stands between them: sre OR devops"
        return mistaken(content, _EVERYWHERE)

    def _run(self) -> str:
        found = _WORD.match(self.text, self.position)
        if found is None:
            return ""
        self.position = found.end()
        return found[0].rstrip(",;")

    def _phrase(self, start: int) -> Atom:
        ends = [self.text.find(quote, start + 1) for quote in QUOTES if quote != "„"]
        end = min((end for end in ends if end >= 0), default=-1)
        if end < 0:
            raise QueryError("this quote is never closed", start)
        self.position = end + 1
        radius = self._run() if self.next == "~" else ""
        return Atom(Kind.PHRASE, " ".join(self.text[start + 1 : end].split()), start, radius)

    def _pattern(self, start: int) -> Atom:
        found = _PATTERN.match(self.text, start)
        if found is None:
            raise QueryError("this pattern is never closed: it ends with a /", start)
        self.position = found.end()
        if not _AFTER.match(self.text, self.position):
            raise QueryError(
                "after a pattern comes a space; a / inside it is written \\/, and case is ignored",
                self.position,
            )
        return Atom(Kind.PATTERN, found[1], start)
