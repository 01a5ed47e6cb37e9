"""Employers: which names are one employer's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

from alertbot.identity.wording import each
from alertbot.places import country
from alertbot.text import fold, squash

_LONGEST = 200
_FORMS = each(
    """
    ab ag aps as asa bhd bv bvba co company corp corporation cv cvba doo ead ek eeig eg ev eurl
    gbr ggmbh gmbh holding holdings inc incorporated jsc kft kg kgaa kk lda limited llc llp lp ltd
    ltda mbh mbb nv ohg ood oy oyj pc plc pllc private pt pte pty pvt sa sab sarl sas sasu sdn se
    sl slu sia sla snc spa spj spk spzoo srl sro srls ug ulc zrt group gruppe groupe careers jobs
    """
)
_UNSAID = each(
    """
    confidential confidentialcompany confidentialclient undisclosed anonymous unknown hidden
    notdisclosed privateadvertiser ourclient various
    """
)
_BESIDE = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_VIA = re.compile(r" (?:via|c/o|powered by|d/?b/?a) .*")
# "S. A.", "G.m.b.H.", "Sp. z o.o.", "A/S": letters of a legal form that signs keep apart.
_DOTTED = re.compile(r"(?<![a-z0-9])([a-z])[./] ?(?=[a-z](?:[./]|$|[ ,]))")
_POLISH = re.compile(r"\bsp\.? ?z ?\.?o\.?o\b")
_EASTERN = re.compile("株式会社|合同会社|有限会社|股份有限公司|有限公司|주식회사")
_NO_WORD = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def words(name: str) -> tuple[str, ...]:
    """The words of an employer's name without legal forms, an article, or whoever passes it on."""
    plain = _VIA.sub("", _BESIDE.sub(" ", fold(name[:_LONGEST])).strip()) or fold(name[:_LONGEST])
    plain = _DOTTED.sub(r"\1", _POLISH.sub("spzoo", _EASTERN.sub(" ", plain))).replace("'", "")
    found = _NO_WORD.sub(" ", plain).split()
    if len(found) > 1 and found[0] == "the":
        found = found[1:]
    if len(found) > 2 and found[-1] == "com" and ".com" in plain:
        found.pop()
    while len(found) > 1 and (found[-1] in _FORMS or found[-1] in ("and", "und", "et", "y")):
        found.pop()
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Employers:
    """Names that the configuration joins: `joined` leads from a folded name to the one meant."""

    joined: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @classmethod
    def of(cls, mapping: Mapping[str, Sequence[str]]) -> Employers:
        """From the configuration's `aliases: {company: {Contoso: [Contoso Ltd, ...]}}`."""
        joined = {
            _plain(other): _plain(name) for name, others in mapping.items() for other in others
        }
        return cls(MappingProxyType({other: name for other, name in joined.items() if other}))

    def fold(self, name: str) -> str:
        """The employer that a name means, as letters and digits; empty where it names nobody."""
        plain = _plain(name)
        return "" if plain in _UNSAID else self.joined.get(plain, plain)

    def names(self, name: str) -> tuple[str, ...]:
        """The other names of the employer that a name means, folded."""
        own, meant = _plain(name), self.fold(name)
        of_it = (meant, *(other for other, employer in self.joined.items() if employer == meant))
        return tuple(other for other in dict.fromkeys(of_it) if other and other != own)


Relation = Literal["same", "unsaid", "sisters", "other"]


def relation(one: str, other: str, employers: Employers) -> Relation:
    """How two names stand to each other.

    "same": one employer, or its branch in a country. "unsaid": one of them names nobody.
    "sisters": two companies of one family, such as Contoso Health and Contoso Wealth.
    """
    first, second = employers.fold(one), employers.fold(other)
    if not first or not second:
        return "unsaid"
    if first == second:
        return "same"
    short, long = sorted((words(one), words(other)), key=len)
    apart = next((at for at, word in enumerate(short) if word != long[at]), len(short))
    if apart == len(short) and all(map(_is_country, long[apart:])):
        return "same"
    if not apart or apart == len(short) or _is_shorter(short[apart], long[apart]):
        return "other"
    return "sisters"


def _is_country(word: str) -> bool:
    return country(word.upper() if len(word) <= _CODE else word) is not None or word in _WIDE


def _is_shorter(one: str, other: str) -> bool:
    """Whether one word is the other's beginning: Pharma, Pharmaceuticals."""
    return one.startswith(other) or other.startswith(one)


_CODE = 3
_WIDE = each("international global europe worldwide america emea apac uk usa")


@lru_cache(maxsize=4096)
def _plain(name: str) -> str:
    return "".join(words(name))


def same_employer(one: str, other: str) -> bool:
    """Whether two names may be one employer's: they share a word that is not a legal form.

    Generous, since it is asked only to find a board that is plainly somebody else's.
    """
    first, second = (set(fold(name).replace(".", " ").split()) for name in (one, other))
    if not (first - _NO_EVIDENCE) & (second - _NO_EVIDENCE):
        return squash(one) in squash(other) or squash(other) in squash(one)
    return True


_NO_EVIDENCE = each(
    """
    ag bv co company corp corporation gmbh inc kg limited llc ltd nv oy plc pty sa sarl se spa srl
    group holding international the of and de la &
    """
)
