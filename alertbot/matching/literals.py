"""What a regular expression cannot do without: pieces of text of which one has to be there."""

from __future__ import annotations

SHORTEST = 3
"""Letters of a piece; shorter ones tell too little."""

_CLASSES = frozenset("dDsSwWbBAz")


Pieces = frozenset[str]
"""Of which a text has one at least."""


def required(pattern: str) -> tuple[Pieces, ...]:
    """Lower-case ASCII pieces, of each set of which a text has one that an RE2 pattern fits.

    Case is taken as ignored. Empty where nothing is needed, or the pattern is not understood.
    """
    reading = _Reading(pattern)
    try:
        found = reading.alternatives()
    except _NotUnderstoodError:
        return ()
    return tuple(dict.fromkeys(found)) if reading.at_end else ()


class _NotUnderstoodError(Exception):
    """The pattern has something that is not read here."""


class _Reading:
    """A descent through a pattern: alternatives of sequences of atoms."""

    def __init__(self, pattern: str) -> None:
        self._pattern = pattern
        self._at = 0

    @property
    def at_end(self) -> bool:
        return self._at == len(self._pattern)

    def _next(self) -> str:
        return self._pattern[self._at : self._at + 1]

    def _take(self) -> str:
        letter = self._next()
        if not letter:
            raise _NotUnderstoodError
        self._at += 1
        return letter

    def alternatives(self) -> list[Pieces]:
        """What all branches need; of several, one piece of each, the longest there is."""
        branches = [self._sequence()]
        while self._next() == "|":
            self._at += 1
            branches.append(self._sequence())
        if len(branches) == 1 or not all(branches):
            return branches[0] if len(branches) == 1 else []
        return [frozenset[str]().union(*(max(branch, key=_shortest) for branch in branches))]

    def _sequence(self) -> list[Pieces]:
        """What the atoms in a row need."""
        found: list[Pieces] = []
        run = ""
        while self._next() not in ("", "|", ")"):
            letter, inner = self._atom()
            least, most = self._times()
            if letter and (least, most) == (1, 1):
                run += letter
                continue
            # What comes once at least still ends the piece before it; "x+" may go on with more.
            found += _piece(run + letter if letter and least else run)
            found += inner if least else []
            run = ""
        return found + _piece(run)

    def _atom(self) -> tuple[str, list[Pieces]]:
        """A letter to be found as it is, "" for anything else; and what a group needs."""
        match letter := self._take():
            case "(":
                return "", self._group()
            case "[":
                return self._bracket(), []
            case "\\":
                return self._escape(), []
            case "." | "^" | "$":
                return "", []
            case "*" | "+" | "?":
                raise _NotUnderstoodError
            case _:
                # Letters beyond ASCII have other forms; K and S have two there, told by casefold.
                return letter.lower() if letter.isascii() else "", []

    def _group(self) -> list[Pieces]:
        if self._next() == "?":
            head = self._pattern[self._at : self._at + 3]
            if head.startswith("?:"):
                self._at += 2
            elif head == "?P<":
                self._at = self._pattern.find(">", self._at) + 1 or len(self._pattern)
            else:
                raise _NotUnderstoodError
        found = self.alternatives()
        if self._take() != ")":
            raise _NotUnderstoodError
        return found

    def _bracket(self) -> str:
        """A class of letters, passed over."""
        if self._next() == "^":
            self._at += 1
        first = True
        while (letter := self._take()) != "]" or first:
            if letter == "[" and self._next() == ":":
                raise _NotUnderstoodError
            if letter == "\\":
                self._escape()
            first = False
        return ""

    def _escape(self) -> str:
        letter = self._take()
        if letter in _CLASSES:
            return ""
        if letter.isalnum() or not letter.isascii():
            raise _NotUnderstoodError
        return letter

    def _times(self) -> tuple[int, int]:
        """How often the atom before comes: (0 or 1 at least, 1 or 2 for more at most)."""
        least, most = 1, 1
        while (sign := self._next()) and sign in "*+?{":
            if sign == "{" and not self._counted():
                raise _NotUnderstoodError
            if sign == "{":
                least = 0 if self._count.startswith("0") else least
                self._at += len(self._count) + 2
            else:
                least = least if sign == "+" else 0
                self._at += 1
            most = 2
        return least, most

    def _counted(self) -> bool:
        end = self._pattern.find("}", self._at)
        self._count = self._pattern[self._at + 1 : end] if end > 0 else ""
        return self._count[:1].isdigit() and set(self._count) <= set("0123456789,")


def _piece(run: str) -> list[Pieces]:
    return [frozenset({run})] if len(run) >= SHORTEST else []


def _shortest(pieces: Pieces) -> int:
    return min(map(len, pieces))
