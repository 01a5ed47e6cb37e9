"""Conditions about single facts: the kind of employment, the level, the language, the source."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Final

from alertbot import text
from alertbot.model import EmploymentType, Level
from alertbot.query.synonyms import SYNONYMS
from alertbot.query.tree import ABSENT, Leaf, Verdict
from alertbot.query.view import View
from alertbot.query.words import quoted
from alertbot.text import language

_LEVELS: Final = tuple(Level)
_TYPES = {
    "fulltime": EmploymentType.FULL_TIME,
    "parttime": EmploymentType.PART_TIME,
    "contractor": EmploymentType.CONTRACTOR,
    "contract": EmploymentType.CONTRACTOR,
    "temporary": EmploymentType.TEMPORARY,
    "temp": EmploymentType.TEMPORARY,
    "intern": EmploymentType.INTERN,
    "internship": EmploymentType.INTERN,
    "volunteer": EmploymentType.VOLUNTEER,
    "perdiem": EmploymentType.PER_DIEM,
    "other": EmploymentType.OTHER,
}


_OTHER_TYPES = {
    **dict.fromkeys(("ft", "permanent", "festanstellung", "vollzeit", "cdi"), "fulltime"),
    **dict.fromkeys(("pt", "teilzeit"), "parttime"),
    **dict.fromkeys(("freelance", "freelancer", "b2b", "c2c", "consultant"), "contractor"),
    **dict.fromkeys(("seasonal", "fixedterm", "cdd", "befristet"), "temporary"),
    **dict.fromkeys(("coop", "trainee", "praktikum", "werkstudent"), "intern"),
}
"""Words for them that are not certain to mean the same everywhere."""


def suggestion(word: str, known: Sequence[str]) -> str:
    """A remark that names the nearest known word, or all of them where none is near."""
    near = get_close_matches(word.lower()[:30], known, n=1, cutoff=0.6)
    return f"did you mean '{near[0]}'?" if near else f"known are {', '.join(known)}"


@dataclass(frozen=True)
class Employment(Leaf):
    """The kind of employment, in schema.org's words."""

    kind: EmploymentType

    def judge(self, view: View) -> Verdict:
        said = view.opening.employment_type
        if said is None:
            return Verdict(None, "employment type not stated")
        return Verdict(said is self.kind, said.value.replace("_", " ").lower())

    def __str__(self) -> str:
        return f"type:{text.squash(self.kind.value)}"


def employment(written: str) -> Employment:
    """Reads fulltime, full-time, FULL_TIME. ValueError names the nearest right word."""
    kind = _TYPES.get(text.squash(written))
    if kind is None:
        plain = text.squash(written)
        other = _OTHER_TYPES.get(plain)
        near = f"did you mean '{other}'?" if other else suggestion(plain, list(_TYPES))
        raise ValueError(f"unknown type '{written[:30]}', {near}")
    return Employment(kind)


@dataclass(frozen=True)
class Seniority(Leaf):
    """A level, or all from `lowest` to `highest`."""

    lowest: Level
    highest: Level

    def judge(self, view: View) -> Verdict:
        said = view.opening.level
        if said is None:
            return Verdict(None, "level not stated")
        bounds = (_LEVELS.index(self.lowest), _LEVELS.index(self.highest))
        return Verdict(bounds[0] <= _LEVELS.index(said) <= bounds[1], said.value)

    def vacuous(self) -> bool:
        return self.lowest is _LEVELS[0] and self.highest is _LEVELS[-1]

    def __str__(self) -> str:
        alone = self.lowest is self.highest
        return f"level:{self.lowest}" if alone else f"level:{self.lowest}..{self.highest}"


def seniority(written: str) -> Seniority:
    """Reads senior, senior..staff, senior.. and ..mid. ValueError names the nearest right word."""
    low, dots, high = written.strip().lower().partition("..")
    lowest = _level(low) if low or not dots else _LEVELS[0]
    highest = _level(high) if high else _LEVELS[-1] if dots else lowest
    if _LEVELS.index(lowest) > _LEVELS.index(highest):
        raise ValueError(f"{lowest} is above {highest}: write {highest}..{lowest}")
    return Seniority(lowest, highest)


def _level(written: str) -> Level:
    word = SYNONYMS.get(written.strip(" ."), written.strip())
    if word not in _LEVELS:
        raise ValueError(f"unknown level '{written[:30]}', {_near_level(word)}")
    return Level(word)


_OTHER_LEVELS = {
    **dict.fromkeys(("entry", "entrylevel", "graduate", "newgrad", "grad", "associate"), "junior"),
    **dict.fromkeys(("middle", "midlevel", "intermediate", "medior", "regular"), "mid"),
    **dict.fromkeys(("trainee", "student", "coop", "apprentice"), "intern"),
    **dict.fromkeys(("vp", "head", "vicepresident"), "director"),
    **dict.fromkeys(("cto", "ceo", "clevel", "chief", "csuite"), "executive"),
}


def _near_level(word: str) -> str:
    """What to write instead of a word that is no level."""
    low, _, high = word.partition("-")
    if low in _LEVELS and high in _LEVELS:
        return f"a range is written {low}..{high}"
    plain = text.squash(word)
    if plain in _LEVELS and not word.isalpha():
        return f"write {'..' if word[0] == '<' else ''}{plain}{'' if word[0] == '<' else '..'}"
    other = _OTHER_LEVELS.get(plain)
    known = [level.value for level in _LEVELS]
    return f"did you mean '{other}'?" if other else suggestion(word, known)


@dataclass(frozen=True)
class Written(Leaf):
    """The language that the advertisement is written in, by ISO 639-1."""

    language: str

    def judge(self, view: View) -> Verdict:
        found = view.language
        if found is None:
            return Verdict(None, "language not certain")
        return Verdict(found == self.language, f"written in {language.NAMES[found][0]}")

    def __str__(self) -> str:
        return f"lang:{self.language}"


_LANGUAGES = {
    text.fold(name): code for code, names in language.NAMES.items() for name in (code, *names)
}


def written_in(written: str) -> Written:
    """Reads en, German, deutsch, pt-BR. ValueError names the nearest right word."""
    word = text.fold(written.strip())
    code = _LANGUAGES.get(word) or _LANGUAGES.get(re.split("[-_]", word)[0])
    if code is None:
        names = [text.fold(names[0]) for names in language.NAMES.values()]
        near = get_close_matches(word[:30], [*names, *_LANGUAGES], n=1, cutoff=0.6)
        hint = f"did you mean '{near[0]}'?" if near else "write it like en, de or german"
        raise ValueError(f"unknown language '{written[:30]}', {hint}")
    return Written(code)


@dataclass(frozen=True)
class FromSource(Leaf):
    """A source of the configuration, by its name."""

    name: str

    def judge(self, view: View) -> Verdict:
        wanted = text.fold(self.name)
        for source in view.opening.sources:
            if text.fold(source) == wanted:
                return Verdict(True, source)
        return ABSENT

    def __str__(self) -> str:
        return f"source:{quoted(self.name)}"
