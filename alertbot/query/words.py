"""Conditions about words: a word or phrase, a prefix, a pattern, a hashtag."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from alertbot import text
from alertbot.pay import currencies
from alertbot.query import patterns, synonyms
from alertbot.query.rows import BREAK, Field, Row
from alertbot.query.scan import mistaken
from alertbot.query.tree import ABSENT, Leaf, Verdict
from alertbot.query.view import View, words

RESERVED = frozenset({"and", "or", "not", "remote", "hybrid", "onsite", "on-site"})
"""What means something else than itself unless it is quoted, as currencies after pay do."""
USUAL_CODES = frozenset(
    {"usd", "eur", "gbp", "chf", "cad", "aud", "inr", "sek", "nok", "dkk", "pln", "jpy", "czk"}
)
"""Codes of currencies that are no words, so that they count in small letters as well."""

_PLAIN = re.compile(r"[^\s()\"“”„:<>=≤≥*!,;#/~+&'‘|-][^\s()\"“”„:<>=≤≥*!~,|]*(?<!;)")


class Scope(StrEnum):
    """Where words are looked for: title, company and hashtags, or one of them, or all there is."""

    ANY = ""
    TITLE = "title"
    COMPANY = "company"
    TEXT = "text"

    def fields(self, view: View) -> tuple[Field, ...]:
        match self:
            case Scope.ANY:
                return view.head
            case Scope.TITLE:
                return view.title
            case Scope.COMPANY:
                return view.company
            case Scope.TEXT:
                return view.head + view.description

    def missing(self, view: View) -> Verdict:
        """The verdict where nothing was found: unknown where the posting says nothing of it."""
        if self is Scope.COMPANY and not view.company:
            return Verdict(None, "company not stated")
        if self is Scope.TEXT and not view.is_read:
            too_long = "description too long to be read to its end"
            return Verdict(None, too_long if view.description else "description not stated")
        return ABSENT

    def prefixed(self, written: str) -> str:
        return f"{self.value}:{written}" if self.value else written


def quoted(content: str) -> str:
    """A value as a query writes it: in quotes where it would be read otherwise without."""
    lower = content.lower()
    reserved = lower in RESERVED or lower in USUAL_CODES or content in currencies.CODES
    is_plain = _PLAIN.fullmatch(content) and not reserved and not mistaken(content)
    return content if is_plain else f'"{content}"'


@dataclass(frozen=True)
class Words(Leaf):
    """A word or phrase, whole words in a row; with `prefix`, the last may go on.

    `content` has single spaces, no double quotes, and does not end in a star. `others` are the
    needles of the ways in which it can be spelled beside, by the synonyms of the settings.
    """

    content: str
    scope: Scope = Scope.ANY
    prefix: bool = False
    others: tuple[str, ...] = ()

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        return tuple(words(self.content))

    @property
    def needles(self) -> tuple[str, ...]:
        """What to find among words, each between spaces, of which one is enough: see `others`."""
        return (f" {' '.join(self.tokens)}{'' if self.prefix else ' '}", *self.others)

    @cached_property
    def _ways(self) -> tuple[tuple[str, frozenset[str]], ...]:
        """Each needle, as written first, and the whole words of it."""
        return tuple((needle, _whole(needle)) for needle in self.needles)

    def judge(self, view: View) -> Verdict:
        found = self._found(view)
        return Verdict(True, self._evidence(*found)) if found else self.scope.missing(view)

    def truth(self, view: View) -> bool | None:
        return True if self._found(view) else self.scope.missing(view).truth

    def _found(self, view: View) -> tuple[Field, Row, int, str] | None:
        """A field, its words as spelled or in their bases, where in those, and the needle."""
        for field in self.scope.fields(view):
            for needle, whole in self._ways:
                if not field.vocabulary.issuperset(whole):
                    continue
                for row in field.rows:
                    first = row.find(needle)
                    if first >= 0:
                        return field, row, first, needle
        return None

    @property
    def is_respelled(self) -> bool:
        """Whether other synonyms have been at work than those that are built in."""
        try:
            usual = synonyms.needles(self.content, synonyms.BUILT_IN, is_open=self.prefix)
        except ValueError:
            return True
        return self.others != usual

    @property
    def is_slow(self) -> bool:
        """Whether descriptions have to be read from end to end for it."""
        return self.scope is Scope.TEXT and (self.prefix or len(self.tokens) > 1)

    def _evidence(self, field: Field, row: Row, first: int, needle: str) -> str:
        asked = needle.split()
        found = field.words[first : first + len(asked)]
        shown = _shown(field, first) or _excerpt(field, first, first + len(asked))
        if self.prefix and not needle.endswith(" "):
            return shown
        if row is field.rows[0]:
            same = synonyms.told(self.tokens, found)
        else:
            # A possessive is not worth a word.
            pairs = zip(found, asked, strict=True)
            same = synonyms.told(asked, [by if one.startswith(by) else one for one, by in pairs])
        return f"{shown} ({same})" if same else shown

    def terms(self) -> Sequence[frozenset[str]]:
        if self.scope in (Scope.TEXT, Scope.COMPANY):
            return ()
        return _necessary([whole for _, whole in self._ways])

    def __str__(self) -> str:
        written = quoted(self.content)
        if self.prefix:
            written = f'"{self.content}*"' if written.startswith('"') else f"{written}*"
        return self.scope.prefixed(written)


def _whole(needle: str) -> frozenset[str]:
    """The words of a needle that have to be there as they are."""
    found = needle.split()
    return frozenset(found if needle.endswith(" ") else found[:-1])


def _necessary(ways: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """What is in each of the ways, a word by itself; and the longest word of what each has more."""
    common = ways[0].intersection(*ways[1:])
    found = [frozenset({word}) for word in sorted(common)]
    rest = [way - common for way in ways]
    if len(rest) > 1 and all(rest):
        found.append(frozenset(max(words_, key=lambda word: (len(word), word)) for words_ in rest))
    return found


@dataclass(frozen=True)
class Pattern(Leaf):
    """A regular expression, as it stands between the slashes. Ignores case."""

    pattern: str
    scope: Scope = Scope.ANY

    @cached_property
    def compiled(self) -> patterns.Compiled:
        return patterns.compiled(self.pattern)

    def prepare(self) -> None:
        """Compile all that judging will need. ValueError says what is wrong, in one line."""
        _ = self.compiled
        if self.scope in (Scope.ANY, Scope.TEXT):
            _ = self.by_line

    @cached_property
    def by_line(self) -> patterns.Compiled:
        """The same for a field that is a list."""
        return patterns.compiled(self.pattern, by_line=True)

    def judge(self, view: View) -> Verdict:
        for field in self.scope.fields(view):
            found = self._found(field)
            if found:
                return Verdict(True, found)
        return self.scope.missing(view)

    def _found(self, field: Field) -> str:
        """What evidence says where the pattern fits, "" where it does not."""
        found = (self.by_line if field.is_list else self.compiled).search(field.encoded)
        if found is None:
            return ""
        if field.is_list:
            return f"#{_line_at(field, found.span()[0])}"
        return field.shown or _around(field.encoded, *found.span())

    def __str__(self) -> str:
        return self.scope.prefixed(f"/{self.pattern}/")


@dataclass(frozen=True)
class Hashtag(Leaf):
    """A hashtag, without its #; with `prefix`, one that begins so. Never unknown."""

    tag: str
    prefix: bool = False

    @cached_property
    def folded(self) -> str:
        return text.fold(self.tag)

    def judge(self, view: View) -> Verdict:
        if not self.prefix:
            shown = view.tags.get(self.folded)
            return Verdict(True, shown) if shown else ABSENT
        place = view.tag_list.find(f"{BREAK}{self.folded}")
        if place < 0:
            return ABSENT
        return Verdict(True, view.tags[view.tag_list[place + 1 :].partition(BREAK)[0]])

    def terms(self) -> Sequence[frozenset[str]]:
        return () if self.prefix else (frozenset({f"#{self.folded}"}),)

    def __str__(self) -> str:
        return f"#{self.tag}*" if self.prefix else f"#{self.tag}"


def _shown(field: Field, first: int) -> str:
    """What evidence says of the word of a number in a field, "" where the field is long."""
    if not field.is_list:
        return field.shown
    return f"#{field.content.split(BREAK)[field.words[:first].count(BREAK)]}"


def _line_at(field: Field, byte: int) -> str:
    """The line of a field that is a list in which a byte of its text stands."""
    number = field.encoded.count(BREAK.encode(), 0, byte)
    return field.content.split(BREAK)[number]


_AROUND = 40
_TRIES = 8


def _excerpt(field: Field, first: int, last: int) -> str:
    """Some words of a long text around those from `first` up to `last`."""
    content, token = field.content, field.words[first]
    place = field.lowered.find(token)
    for _ in range(_TRIES):
        end = place + len(token)
        if place < 0 or words(content[max(place - 1, 0) : end + 1]) == [token]:
            break
        place = field.lowered.find(token, place + 1)
    else:
        place = -1
    if place < 0:
        return f"… {' '.join(field.words[max(first - 4, 0) : last + 4][:20])} …"
    return _whole_words(
        content[max(place - _AROUND, 0) : place], content[place:end], content[end : end + _AROUND]
    )


def _around(encoded: bytes, start: int, end: int) -> str:
    """Some words before and after a stretch of a text in UTF-8."""
    pieces = (
        encoded[max(start - _AROUND, 0) : start],
        encoded[start : min(end, start + 3 * _AROUND)],
        encoded[end : end + _AROUND],
    )
    return _whole_words(*(piece.decode("utf-8", "ignore") for piece in pieces))


def _whole_words(before: str, found: str, after: str) -> str:
    """The pieces in one line; a word cut in two at either end gives way to "…"."""
    if len(before) >= _AROUND - 4:
        before = f"… {before.partition(' ')[2]}"
    if len(after) >= _AROUND - 4:
        after = f"{after.rpartition(' ')[0]} …"
    return " ".join(f"{before}{found}{after}".split())
