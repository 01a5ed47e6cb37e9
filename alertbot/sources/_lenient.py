"""JSON that is broken, read for what is whole and certain in it. Nothing raises or recurses.

Known from pages: comments, single quotes, keys without quotes, a quote that is missing, quotes and
line breaks inside strings, escapes that JSON does not have, commas and brackets missing or left
over, "=" for a colon, several values one after another, rubbish behind them, a template's place
that was left unfilled, and a text that breaks off in the middle.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

_DEEPEST = 100
_SKIPPED = re.compile(
    r"[\s,;:]+|//[^\n]*|/\*[^*]*(?:\*(?!/)[^*]*)*(?:\*/|\Z)|<!\[CDATA\[|\]\]>|-->"
    r"|\{[{%][^{}\"]{0,200}[}%]\}"  # a template's, left unfilled
)
_MARKUP_COMMENT = "<!--"
# What parts a key from its value; PHP and others have "=" or "=>" for it.
_COLON = r"\s*(?::+(?!//)|=>?)"
_KEY = re.compile(
    r"""(?:"([^"\\\n]{1,200})"|'([^'\\\n]{1,200})'|["']?([A-Za-z_$@][\w$@.-]{0,100})["']?)"""
    + _COLON
)
_BARE_KEYS = re.compile(r"\{\s*[A-Za-z_$@][\w$@-]{0,60}\s*:|[{,]\s*@(?:type|context|id)\s*:")
_BARE = re.compile(r"[^\s,;:{}\[\]\"']+")
# As a person writes it: in an object, no number follows a comma.
_GROUPED = re.compile(r"(\d{1,3}(?:,\d{3}){1,4})(?!\d)|(\d{1,9}),(\d{1,2})(?=\s*[,}])")
_NUMBER = re.compile(r"-?\d{1,40}(?:\.\d{1,40})?(?:[eE][+-]?\d{1,3})?")
_WORDS: dict[str, object] = {"true": True, "false": False}
_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})')
_HEX = re.compile(r"\\x([0-9a-fA-F]{2})")

_QUOTED_KEY = r"""(?:"[^"\\\n]{1,80}"|'[^'\\\n]{1,80}')""" + _COLON
# One of the two quotes is missing.
_HALF_KEY = r"""(?:["'][A-Za-z@]\w{0,60}|[A-Za-z@]\w{0,60}["'])\s*:(?!//)"""
_CUT_KEY = r"""["'][^"'\\\n]{0,80}\Z"""
_BARE_KEY = r"[A-Za-z_$@][\w$@.-]{0,60}\s*:(?!//)"
# Brackets that end something, and not what stands in a text: a[href="x"] {...}, {"so"}.
_NEXT = rf"[,;<]|/[/*]|-->|\{{\s*+[\"'}}]|{_QUOTED_KEY}|[^\"']*+\Z"
_CLOSING = rf"[}}\]](?:\s*+[}}\]])*+\s*+(?:{_NEXT})|\{{\s*+[\"'}}]"
_COMMENT = r"//[^\n]*(?:\n|\Z)|/\*|<!--"


def _ends_member(key: str) -> re.Pattern[str]:
    end = rf"\Z|{_CLOSING}|{_COMMENT}"
    after = rf"[,;][\s,;]*+(?:[}}\]]|\Z|{_COMMENT}|{key}|{_CUT_KEY}|{_HALF_KEY})"
    return re.compile(rf"\s*+(?:{end}|{after}|{_QUOTED_KEY}|{_CUT_KEY})")


# The next member, which begins inside a value: that one's last quote is missing.
_NEXT_MEMBER = re.compile(
    r"""(["'])@?[A-Za-z]\w{0,60}\1\s*:\s*(?:["'{\[]|-?\d|(?:true|false|null)\b)"""
)
_BETWEEN_MEMBERS = " \t\r\n,;}]"
_HALF_STRING = re.compile(r"""([^"'{}\[\]\n]{1,300})["'](?=\s*[,}\]])""")

# What follows a quote that ends a value, inside an object and inside a list.
_ENDS_MEMBER = _ends_member(_QUOTED_KEY)
# Where keys have no quotes: elsewhere `"<p style="color:red">` would end at its second quote.
_ENDS_BARE_MEMBER = _ends_member(f"(?:{_QUOTED_KEY}|{_BARE_KEY})")
_ENDS_ITEM = re.compile(
    rf"\s*+(?:\Z|{_CLOSING}|{_COMMENT}"
    r"""|,\s*+(?:["'{}\[\]\d-]|\Z|//|/\*|<!--|(?:true|false|null)\b))"""
)


@dataclass(slots=True)
class _Open:
    """An object or list that has not ended, and the key whose value is awaited in it."""

    value: dict[str, object] | list[object]
    key: str | None = None


def read(text: str) -> list[object]:
    """The objects and lists that stand in the text one after another, as far as they go."""
    reader = _Reader(text)
    while reader.step():
        pass
    return reader.roots


class _Reader:
    def __init__(self, text: str) -> None:
        self.roots: list[object] = []
        self._text = text
        self._at = 0
        self._open: list[_Open] = []
        self._too_deep = 0
        self._may_end = True
        self._bare_keys = _BARE_KEYS.search(text) is not None

    def step(self) -> bool:
        """Reads one token; False at the end of the text."""
        text = self._text
        start = self._at
        while skipped := _SKIPPED.match(text, self._at):
            self._at = skipped.end()
        if "," in text[start : self._at] and self._in_object:
            self._open[-1].key = None  # `"a": ,` has no value
        if self._at >= len(text):
            return False
        sign = text[self._at]
        if sign in "{[":
            self._begin({} if sign == "{" else [])
        elif sign in "}]":
            self._end(dict if sign == "}" else list)
        elif text.startswith(_MARKUP_COMMENT, self._at):
            # Searched for in vain once: a second time would cost squares.
            end = text.find("-->", self._at) if self._may_end else -1
            self._may_end = end >= 0
            self._at = end + 3 if end >= 0 else self._at + 4
        elif self._awaits_key and (key := _KEY.match(text, self._at)):
            self._open[-1].key = key[1] or key[2] or key[3]
            self._at = key.end()
        elif sign in "\"'":
            self._string(sign)
        else:
            self._bare()
        return True

    @property
    def _awaits_key(self) -> bool:
        return bool(self._open) and self._open[-1].key is None and self._in_object

    @property
    def _in_object(self) -> bool:
        return bool(self._open) and isinstance(self._open[-1].value, dict)

    def _begin(self, value: dict[str, object] | list[object]) -> None:
        self._at += 1
        if len(self._open) >= _DEEPEST:
            self._too_deep += 1
            return
        # An object where a key should be: the one before it was not closed.
        while self._awaits_key:
            self._open.pop()
        if self._open:
            self._put(value)
        else:
            self.roots.append(value)
        self._open.append(_Open(value))

    def _end(self, kind: type) -> None:
        self._at += 1
        if self._too_deep:
            self._too_deep -= 1
            return
        while self._open and any(isinstance(one.value, kind) for one in self._open):
            if isinstance(self._open.pop().value, kind):
                return

    def _put(self, value: object) -> None:
        if not self._open or self._too_deep:
            return
        last = self._open[-1]
        if isinstance(last.value, list):
            last.value.append(value)
        elif last.key is not None:
            last.value[last.key] = value
            last.key = None

    def _bare(self) -> None:
        """A number, a word, or rubbish. A number that the text breaks off after is not certain."""
        if self._in_object and (grouped := _GROUPED.match(self._text, self._at)):
            self._at = grouped.end()
            self._put(grouped[1].replace(",", "") if grouped[1] else f"{grouped[2]}.{grouped[3]}")
            return
        found = _BARE.match(self._text, self._at)
        if found is None:
            self._at += 1
            return
        self._at = found.end()
        said = found[0]
        if self._at == len(self._text) and self._open:
            return
        if _NUMBER.fullmatch(said):
            self._put(said)
        elif said not in _WORDS and (half := _HALF_STRING.match(self._text, found.start())):
            self._at = half.end()
            self._put(half[1])
        else:
            self._put(_WORDS.get(said))

    def _string(self, quote: str) -> None:
        ends = _ENDS_BARE_MEMBER if self._bare_keys else _ENDS_MEMBER
        ends = ends if self._in_object else _ENDS_ITEM
        stop = re.compile(rf"[{quote}\\]")
        text, parts = self._text, []
        position = self._at + 1
        while found := stop.search(text, position):
            at = end = found.start()
            if self._in_object and _NEXT_MEMBER.match(text, at):
                end = _end_before(text, position, at, ",\n")
            parts.append(text[position:end].replace('"', '\\"'))
            if found[0] == "\\":
                part, position = _escape(text, at)
                parts.append(part)
            elif end < at or ends.match(text, at + 1) or self._awaits_key:
                self._at = end if end < at else at + 1
                self._put(_decoded("".join(parts)))
                return
            else:
                parts.append('\\"' if quote == '"' else quote)
                position = at + 1
        self._at = _end_before(text, position, len(text), "}")
        if self._at < len(text):
            parts.append(text[position : self._at].replace('"', '\\"'))
            self._put(_decoded("".join(parts)))
        elif self._open:
            self._open[-1].key = None  # it breaks off: what it would have said is not known


def _end_before(text: str, start: int, at: int, marks: str) -> int:
    """Where a value that begins at `start`, and has no last quote, ends: at `at` without `marks`.

    `marks`: what has to stand between it and `at`, one of them.
    """
    window = text[max(start, at - 200) : at]
    value = window.rstrip(_BETWEEN_MEMBERS)
    between = window[len(value) :]
    return at - len(between) if any(mark in between for mark in marks) else at


def _escape(text: str, at: int) -> tuple[str, int]:
    """An escape as JSON writes it, and where the text goes on; without its \\ if it is none."""
    if good := _ESCAPE.match(text, at):
        return good[0], good.end()
    if hexadecimal := _HEX.match(text, at):
        return f"\\u00{hexadecimal[1]}", hexadecimal.end()
    return "", at + 1


def _decoded(body: str) -> str:
    try:
        return str(json.loads(f'"{body}"', strict=False))
    except ValueError:  # cannot be, since all that JSON refuses was taken out
        return body
