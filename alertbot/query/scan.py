"""A query's characters, read from left to right; every mistake is named with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto
from typing import NoReturn

from alertbot.errors import QueryError

QUOTES = '"“”„'
OPERATORS = {"≥": ">=", "≤": "<="}

_SPACE = re.compile(r"\s*")
_KEYWORD = re.compile(r"(and|or|not)(?=[\s()\"“”„]|$)", re.IGNORECASE)
_FIELD = re.compile(r"([A-Za-z][A-Za-z.-]{0,30})(:|\s*(?:>=|<=|≥|≤|>|<|=))")
_WORD = re.compile(r"(?:[^\s()\"“”„!]|!(?=[^\s()\"“”„!]))+")
_PATTERN = re.compile(r"/((?:[^/\\]|\\.)*)/", re.DOTALL)
_AFTER = re.compile(r"[\s)!]|$")


class Kind(Enum):
    WORD = auto()
    PHRASE = auto()
    PATTERN = auto()
    HASHTAG = auto()


@dataclass(frozen=True, slots=True)
class Atom:
    """One value as written, without its quotes, slashes or #; `position` is where it starts."""

    kind: Kind
    content: str
    position: int

    def refuse(self, reason: str) -> NoReturn:
        raise QueryError(reason, self.position)


class Scanner:
    """Reads one piece at a time. Each method starts where the last one ended."""

    def __init__(self, text: str) -> None:
        self.text = text
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
        if content:
            return Atom(Kind.WORD, content, start)
        raise QueryError(f"'{self.text[start]}' has nothing to stand for here", start)

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
        if self.next == "~":
            raise QueryError("a radius (~50km) is not known yet", self.position)
        return Atom(Kind.PHRASE, " ".join(self.text[start + 1 : end].split()), start)

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
