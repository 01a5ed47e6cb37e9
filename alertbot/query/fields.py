"""The fields of the language: for each name, how its value is read. A field is a line here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from alertbot import places, text
from alertbot.errors import QueryError
from alertbot.model import Workplace
from alertbot.query import facts, life, money, patterns, when
from alertbot.query.near import Near, radius
from alertbot.query.scan import Atom, Kind
from alertbot.query.sought import centres, meaning
from alertbot.query.synonyms import needles
from alertbot.query.tree import Leaf, Settings
from alertbot.query.view import words
from alertbot.query.where import At, In, Remote, countries
from alertbot.query.words import Hashtag, Pattern, Scope, Words

Reader = Callable[[Atom, str, Settings], Leaf]
"""Reads a value: as written, the comparison before it, the settings. Raises QueryError."""

_EITHER_SEX = re.compile(r"\w+\*(?:in|innen)", re.IGNORECASE)
_LONGEST_PLACE = 80
_COMPARISONS: Mapping[str, money.Comparison] = {">=": ">=", "<=": "<=", ">": ">", "<": "<"}


def term(atom: Atom, settings: Settings, scope: Scope = Scope.ANY) -> Leaf:
    """A word, phrase, prefix, pattern or hashtag. Raises QueryError where it asks for nothing."""
    if atom.radius:
        atom.refuse(f'a radius ({atom.radius[:12]}) stands behind a place: in:"Seattle"~50km')
    if atom.kind is Kind.PATTERN:
        return _pattern(atom, scope)
    if atom.kind is Kind.HASHTAG:
        return _hashtag(atom) if scope is Scope.ANY else atom.refuse("a hashtag has no field")
    content = atom.content.rstrip("* ")
    prefix = atom.content.endswith("*")
    star = "*" in content and not _EITHER_SEX.fullmatch(content)
    if atom.kind is Kind.WORD and (star or content.startswith("-")):
        inside = content.strip("*").replace("*", ".*")
        atom.refuse(
            f"a * stands at the end of a word; a pattern finds it anywhere: /{inside[:30]}/"
            if star
            else f"a - stands before the field: -{scope.prefixed(content[1:31])}"
        )
    if not content:
        atom.refuse("there is nothing to look for here")
    if not words(content):
        atom.refuse(f"'{atom.content[:30]}' has no letter or digit to look for")
    try:
        others = needles(content, settings.synonyms, is_open=prefix)
    except ValueError as error:
        atom.refuse(str(error))
    return Words(content, scope, prefix, others)


def _pattern(atom: Atom, scope: Scope) -> Leaf:
    if not atom.content:
        atom.refuse("the pattern between the slashes is empty")
    try:
        leaf = Pattern(atom.content, scope)
        everything = patterns.fits_everything(leaf.compiled)
        leaf.prepare()
    except ValueError as error:
        atom.refuse(str(error))
    return atom.refuse("this pattern fits everything") if everything else leaf


def _hashtag(atom: Atom) -> Leaf:
    tag = atom.content.rstrip("*").strip(",;").lstrip("#").lower()
    if not text.squash(tag):
        atom.refuse("a hashtag has letters or digits")
    if "," in tag:
        atom.refuse("hashtags are parted by spaces: #python #remote")
    if "*" in tag or "#" in tag.rstrip("#"):
        atom.refuse("a hashtag is written #tag, or #tag* for all that begin so")
    return Hashtag(tag, prefix=atom.content.endswith("*"))


def _words(scope: Scope) -> Reader:
    return lambda atom, _operator, settings: term(atom, settings, scope)


def _value(atom: Atom, *, of: str) -> str:
    """A value that is no word to look for: neither a pattern nor a prefix."""
    if atom.kind not in (Kind.WORD, Kind.PHRASE):
        atom.refuse(f"{of} takes a word, or several in quotes")
    if not atom.content:
        atom.refuse(f"{of} is empty")
    if atom.radius:
        atom.refuse(f'a radius ({atom.radius[:12]}) stands behind a city, as in in:"Seattle"~50km')
    return atom.content


def _in(atom: Atom, _operator: str, settings: Settings) -> Leaf:
    written, tilde, inside = _value(replace(atom, radius=""), of="in:").partition("~")
    place = written.strip()
    if len(place) > _LONGEST_PLACE:
        atom.refuse(f"a place has at most {_LONGEST_PLACE} characters")
    if not words(place):
        atom.refuse("a place has letters")
    # Looked up now, so that the first posting does not wait for it.
    found = meaning(place, settings.home)
    if not found.readings:
        atom.refuse(_unknown(place))
    home = settings.home if found.by_home else None
    if not (tilde or atom.radius):
        return In(place, home)
    try:
        distance = radius(inside if tilde else atom.radius)
    except ValueError as error:
        atom.refuse(str(error))
    if not centres(place, home):
        atom.refuse(f"a radius goes round a city, which '{place[:30]}' is not, or not one known")
    return Near(place, distance, home)


def _unknown(place: str) -> str:
    near = places.nearest(place)
    if near:
        return f"'{place[:30]}' is no place that is known, did you mean {listed(near)}?"
    hint = 'a small town is written with its state or country, as in in:"Smallville, KS"'
    return f"'{place[:30]}' is no place that is known; {hint}"


def listed(names: Sequence[str]) -> str:
    """Names in quotes, the last behind an "or"."""
    shown = [f"'{name}'" for name in names]
    return " or ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))


_YES_AND_NO = {
    **dict.fromkeys(("yes", "true", "only", "1", "ok", "full", "fully"), "remote"),
    **dict.fromkeys(("no", "false", "0", "none"), "-remote"),
    "hybrid": "hybrid",
    "onsite": "onsite",
}


def _remote(atom: Atom, _operator: str, settings: Settings) -> Leaf:
    place = _value(atom, of="remote:")
    if len(place) > _LONGEST_PLACE:
        atom.refuse(f"a place has at most {_LONGEST_PLACE} characters")
    leaf = Remote(place, settings)
    if leaf.place.lower() in _YES_AND_NO:
        atom.refuse(f"remote stands alone: write {_YES_AND_NO[leaf.place.lower()]}")
    if not leaf.is_anywhere and not countries(leaf.place):
        near = places.nearest(leaf.place)
        hint = f"did you mean {listed(near)}?" if near else "write remote:us or the like"
        atom.refuse(f"'{leaf.place[:30]}' is no country that is known: {hint}")
    return leaf


def _pay(measure: money.Measure) -> Reader:
    def read(atom: Atom, operator: str, settings: Settings) -> Leaf:
        try:
            limit = money.amount(_value(atom, of="pay"), settings)
        except ValueError as error:
            atom.refuse(str(error))
        return money.PayLimit(_COMPARISONS[operator], limit, measure, settings)

    return read


def _when(name: str, made: Callable[[money.Comparison, when.Limit], Leaf]) -> Reader:
    def read(atom: Atom, operator: str, _settings: Settings) -> Leaf:
        try:
            return made(_COMPARISONS[operator], when.limit(_value(atom, of=name)))
        except ValueError as error:
            return atom.refuse(str(error))

    return read


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
        "lang": _fact("lang", facts.written_in),
        "source": _fact("source", facts.FromSource),
        "is": _fact("is", life.story),
    }
)
"""Fields with a colon."""

COMPARED: Mapping[str, Reader] = MappingProxyType(
    {
        "pay": _pay("max"),
        "pay.max": _pay("max"),
        "pay.min": _pay("min"),
        "pay.mid": _pay("mid"),
        "posted": _when("posted", when.Posted),
        "closes": _when("closes", when.Closes),
    }
)
"""Fields with a comparison."""

_OTHER_WORDS = {
    "location": "in",
    "loc": "in",
    "where": "in",
    "within": "in",
    "region": "in",
    "state": "in",
    "wage": "pay",
    "compensation": "pay",
    "comp": "pay",
    "rate": "pay",
    "role": "title",
    "position": "title",
    "job": "title",
    "jobtitle": "title",
    "org": "company",
    "firm": "company",
    "exp": "level",
    "experience": "level",
    "years": "level",
    "contract": "type",
    "jobtype": "type",
    "date": "posted",
    "since": "posted",
    "site": "source",
    "place": "in",
    "city": "in",
    "country": "in",
    "salary": "pay",
    "description": "text",
    "body": "text",
    "employer": "company",
    "seniority": "level",
    "age": "posted",
    "deadline": "closes",
    "until": "closes",
    "language": "lang",
    "near": "in",
    "board": "source",
}


def reader(name: str, operator: str, position: int) -> Reader:
    """How the field's value is read. QueryError for an unknown field or a wrong operator."""
    if name in NAMED:
        if operator != ":":
            raise QueryError(f"{name} takes a colon: {name}:value", position)
        return NAMED[name]
    if name in COMPARED:
        if operator not in _COMPARISONS:
            example = f"{name}>=150k" if name.startswith("pay") else f"{name}<7d"
            raise QueryError(f"{name} takes a comparison: {example}", position)
        return COMPARED[name]
    if name in ("hybrid", "onsite"):
        raise QueryError(f"{name} stands alone, without '{operator}'", position)
    if name in ("workplace", "mode", "arrangement"):
        raise QueryError("remote, hybrid and onsite stand alone, without a field", position)
    if name in ("hashtag", "hashtags", "tag", "tags"):
        raise QueryError("a hashtag is written #python, without a field", position)
    if name in _OTHER_WORDS:
        near = f"did you mean '{_OTHER_WORDS[name]}'?"
    else:
        near = facts.suggestion(name, [*NAMED, *COMPARED])
        near += "" if near.endswith("?") else "; what has a colon in it goes in quotes"
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
