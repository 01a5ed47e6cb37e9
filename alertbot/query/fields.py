"""The fields of the language: for each name, how its value is read. A field is a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from alertbot import text
from alertbot.errors import QueryError
from alertbot.model import Workplace
from alertbot.query import facts, money, patterns
from alertbot.query.scan import Atom, Kind
from alertbot.query.tree import Leaf, Settings
from alertbot.query.view import words
from alertbot.query.where import At, In, Remote, countries
from alertbot.query.words import Hashtag, Pattern, Scope, Words

Reader = Callable[[Atom, str, Settings], Leaf]
"""Reads a value: as written, the comparison before it, the settings. Raises QueryError."""

_COMPARISONS: Mapping[str, money.Comparison] = {">=": ">=", "<=": "<=", ">": ">", "<": "<"}


def term(atom: Atom, scope: Scope = Scope.ANY) -> Leaf:
    """A word, phrase, prefix, pattern or hashtag. Raises QueryError where it asks for nothing."""
    if atom.kind is Kind.PATTERN:
        return _pattern(atom, scope)
    if atom.kind is Kind.HASHTAG:
        return _hashtag(atom) if scope is Scope.ANY else atom.refuse("a hashtag has no field")
    content = atom.content.rstrip("* ")
    prefix = atom.content.endswith("*")
    if atom.kind is Kind.WORD and ("*" in content or content.startswith("-")):
        star = "*" in content
        atom.refuse("a * stands at the end of a word" if star else "a - stands before the field")
    if not words(content):
        atom.refuse(f"'{atom.content[:30]}' has no letter or digit to look for")
    return Words(content, scope, prefix)


def _pattern(atom: Atom, scope: Scope) -> Leaf:
    if not atom.content:
        atom.refuse("the pattern between the slashes is empty")
    try:
        leaf = Pattern(atom.content, scope)
        everything = patterns.fits_everything(leaf.compiled)
    except ValueError as error:
        atom.refuse(str(error))
    return atom.refuse("this pattern fits everything") if everything else leaf


def _hashtag(atom: Atom) -> Leaf:
    tag = atom.content.rstrip("*").strip(",;").lstrip("#").lower()
    if not text.squash(tag):
        atom.refuse("a hashtag has letters or digits")
    if "*" in tag or "#" in tag.rstrip("#"):
        atom.refuse("a hashtag is written #tag, or #tag* for all that begin so")
    return Hashtag(tag, prefix=atom.content.endswith("*"))


def _words(scope: Scope) -> Reader:
    return lambda atom, _operator, _settings: term(atom, scope)


def _value(atom: Atom, *, of: str) -> str:
    """A value that is no word to look for: neither a pattern nor a prefix."""
    if atom.kind not in (Kind.WORD, Kind.PHRASE):
        atom.refuse(f"{of} takes a word, or several in quotes")
    if not atom.content:
        atom.refuse(f"{of} is empty")
    return atom.content


def _in(atom: Atom, _operator: str, _settings: Settings) -> Leaf:
    place = _value(atom, of="in:")
    if "~" in place:
        atom.refuse("a radius (~50km) is not known yet")
    if not words(place):
        atom.refuse("a place has letters")
    leaf = In(place)
    # Looked up now, so that the first posting does not wait for it.
    return leaf if leaf.readings else atom.refuse(f"'{place[:30]}' is no place")


def _remote(atom: Atom, _operator: str, settings: Settings) -> Leaf:
    leaf = Remote(_value(atom, of="remote:"), settings)
    if not leaf.is_anywhere and not countries(leaf.place):
        atom.refuse(f"'{leaf.place[:30]}' is no country that is known: write remote:us or the like")
    return leaf


def _pay(measure: money.Measure) -> Reader:
    def read(atom: Atom, operator: str, settings: Settings) -> Leaf:
        try:
            limit = money.amount(_value(atom, of="pay"), settings)
        except ValueError as error:
            atom.refuse(str(error))
        return money.PayLimit(_COMPARISONS[operator], limit, measure, settings)

    return read


def _posted(atom: Atom, operator: str, _settings: Settings) -> Leaf:
    try:
        return facts.Posted(_COMPARISONS[operator], facts.age(_value(atom, of="posted")))
    except ValueError as error:
        return atom.refuse(str(error))


def _fact(name: str, made: Callable[[str], Leaf]) -> Reader:
    def read(atom: Atom, _operator: str, _settings: Settings) -> Leaf:
        try:
            return made(_value(atom, of=f"{name}:"))
        except ValueError as error:
            return atom.refuse(str(error))

    return read


NAMED: Mapping[str, Reader] = MappingProxyType(
    {
        "title": _words(Scope.TITLE),
        "company": _words(Scope.COMPANY),
        "text": _words(Scope.TEXT),
        "in": _in,
        "remote": _remote,
        "type": _fact("type", facts.employment),
        "level": _fact("level", facts.seniority),
        "source": _fact("source", facts.FromSource),
    }
)
"""Fields with a colon."""

COMPARED: Mapping[str, Reader] = MappingProxyType(
    {
        "pay": _pay("max"),
        "pay.max": _pay("max"),
        "pay.min": _pay("min"),
        "pay.mid": _pay("mid"),
        "posted": _posted,
    }
)
"""Fields with a comparison."""

_OTHER_WORDS = {
    "location": "in",
    "place": "in",
    "city": "in",
    "country": "in",
    "salary": "pay",
    "description": "text",
    "body": "text",
    "employer": "company",
    "seniority": "level",
    "age": "posted",
    "board": "source",
    "hashtag": "#",
    "hashtags": "#",
    "tag": "#",
}


def reader(name: str, operator: str, position: int) -> Reader:
    """How the field's value is read. QueryError for an unknown field or a wrong operator."""
    if name in NAMED:
        if operator != ":":
            raise QueryError(f"{name} takes a colon: {name}:value", position)
        return NAMED[name]
    if name in COMPARED:
        if operator not in _COMPARISONS:
            example = "posted<7d" if name == "posted" else f"{name}>=150k"
            raise QueryError(f"{name} takes a comparison: {example}", position)
        return COMPARED[name]
    if name in ("hybrid", "onsite"):
        raise QueryError(f"{name} stands alone, without '{operator}'", position)
    if name in _OTHER_WORDS:
        near = f"did you mean '{_OTHER_WORDS[name]}'?"
    else:
        near = facts.suggestion(name, [*NAMED, *COMPARED])
    raise QueryError(f"unknown field '{name}', {near}", position)


def workplace(word: str, settings: Settings) -> Leaf | None:
    """The condition that a bare word such as `remote` stands for, if it does."""
    match word.lower():
        case "remote":
            return Remote("", settings)
        case "hybrid":
            return At(Workplace.HYBRID)
        case "onsite" | "on-site":
            return At(Workplace.ONSITE)
        case _:
            return None
