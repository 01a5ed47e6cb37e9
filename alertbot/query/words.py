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
from alertbot.query.tree import ABSENT, Leaf, Verdict
from alertbot.query.view import Field, View, words

RESERVED = frozenset({"and", "or", "not", "remote", "hybrid", "onsite", "on-site"})
"""What means something else than itself unless it is quoted, as currencies after pay do."""

_PLAIN = re.compile(r"[^\s()\"“”„:<>=≤≥*!,;#/~-][^\s()\"“”„:<>=≤≥*!~]*(?<![,;])")


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
        if self is Scope.TEXT and not view.description:
            return Verdict(None, "description not stated")
        return ABSENT

    def prefixed(self, written: str) -> str:
        return f"{self.value}:{written}" if self.value else written


def quoted(content: str) -> str:
    """A value as a query writes it: in quotes where it would be read otherwise without."""
    reserved = content.lower() in RESERVED or content in currencies.CODES
    return content if _PLAIN.fullmatch(content) and not reserved else f'"{content}"'


@dataclass(frozen=True)
class Words(Leaf):
    """A word or phrase, whole words in a row; with `prefix`, the last may go on.

    `content` has single spaces, no double quotes, and does not end in a star.
    """

    content: str
    scope: Scope = Scope.ANY
    prefix: bool = False

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        return tuple(words(self.content))

    @cached_property
    def _needles(self) -> tuple[str, str]:
        """What to find among canonical words and among words as spelled."""
        end = "" if self.prefix else " "
        return (
            f" {' '.join(synonyms.canonical(self.tokens))}{end}",
            f" {' '.join(self.tokens)}{end}",
        )

    def judge(self, view: View) -> Verdict:
        canonical, spelled = self._needles
        for field in self.scope.fields(view):
            if not field.vocabulary.issuperset(self._whole):
                continue
            place = field.canonical.find(canonical)
            if place >= 0:
                return Verdict(True, self._evidence(field, field.canonical.count(" ", 0, place)))
            if self.prefix and (place := field.spelled.find(spelled)) >= 0:
                return Verdict(True, self._evidence(field, field.spelled.count(" ", 0, place)))
        return self.scope.missing(view)

    @cached_property
    def _whole(self) -> frozenset[str]:
        """The canonical words that have to be there as they are."""
        return frozenset(synonyms.canonical(self.tokens[:-1] if self.prefix else self.tokens))

    @property
    def is_slow(self) -> bool:
        """Whether descriptions have to be read from end to end for it."""
        return self.scope is Scope.TEXT and (self.prefix or len(self.tokens) > 1)

    def _evidence(self, field: Field, first: int) -> str:
        last = first + len(self.tokens)
        found = field.tokens[first:last]
        shown = field.shown or _excerpt(field, first, last)
        same = "" if self.prefix else synonyms.used(self.tokens, found)
        return f"{shown} ({same})" if same else shown

    def terms(self) -> Sequence[frozenset[str]]:
        if self.scope in (Scope.TEXT, Scope.COMPANY):
            return ()
        return [frozenset({token}) for token in sorted(self._whole)]

    def __str__(self) -> str:
        written = quoted(self.content)
        if self.prefix:
            written = f'"{self.content}*"' if written.startswith('"') else f"{written}*"
        return self.scope.prefixed(written)


@dataclass(frozen=True)
class Pattern(Leaf):
    """A regular expression, as it stands between the slashes. Ignores case."""

    pattern: str
    scope: Scope = Scope.ANY

    @cached_property
    def compiled(self) -> patterns.Compiled:
        return patterns.compiled(self.pattern)

    def judge(self, view: View) -> Verdict:
        for field in self.scope.fields(view):
            found = self.compiled.search(field.encoded)
            if found is not None:
                return Verdict(True, field.shown or _around(field.encoded, *found.span()))
        return self.scope.missing(view)

    def __str__(self) -> str:
        return self.scope.prefixed(f"/{self.pattern}/")


@dataclass(frozen=True)
class Hashtag(Leaf):
    """A hashtag, without its #; with `prefix`, one that begins so. Never unknown."""

    tag: str
    prefix: bool = False

    @cached_property
    def _folded(self) -> str:
        return text.fold(self.tag)

    def judge(self, view: View) -> Verdict:
        if not self.prefix:
            shown = view.tags.get(self._folded)
            return Verdict(True, shown) if shown else ABSENT
        for folded, shown in view.tags.items():
            if folded.startswith(self._folded):
                return Verdict(True, shown)
        return ABSENT

    def terms(self) -> Sequence[frozenset[str]]:
        return () if self.prefix else (frozenset({f"#{self._folded}"}),)

    def __str__(self) -> str:
        return f"#{self.tag}*" if self.prefix else f"#{self.tag}"


_AROUND = 40
_TRIES = 8


def _excerpt(field: Field, first: int, last: int) -> str:
    """Some words of a long text around those from `first` up to `last`."""
    content, token = field.content, field.tokens[first]
    place = field.lowered.find(token)
    for _ in range(_TRIES):
        end = place + len(token)
        if place < 0 or words(content[max(place - 1, 0) : end + 1]) == [token]:
            break
        place = field.lowered.find(token, place + 1)
    else:
        place = -1
    if place < 0:
        return f"… {' '.join(field.tokens[max(first - 4, 0) : last + 4][:20])} …"
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
