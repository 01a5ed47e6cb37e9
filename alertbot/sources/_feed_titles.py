"""Boards whose titles hold the employer, and some the place and the pay, too.

A board is told by its host; any other feed by all of its titles having the form "Title at
Employer", for more than one employer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from alertbot.model import RawPlace
from alertbot.sources import _feed_fields as fields
from alertbot.sources._feed_draft import Draft

_JOINTS = {
    "nodesk.co": " at ", "remotive.com": " at ", "remoteok.com": " at ", "remoteok.io": " at ",
    "cryptojobslist.com": " at ", "python.org": ", ",
}  # fmt: skip
_FEWEST = 3
"""Titles that it takes to see a form in them."""


def has_employer(title: str) -> bool:
    """Whether a title has the form "Title at Employer"."""
    before, _, employer = title.rpartition(" at ")
    return bool(before.strip()) and (employer[:1].isupper() or employer[:1].isdigit())


def all_have_employers(titles: list[str]) -> bool:
    """Whether "Title at Employer" is the form of this feed's titles."""
    if len(titles) < _FEWEST or not all(map(has_employer, titles)):
        return False
    return len({title.rpartition(" at ")[2] for title in titles}) > 1


def split(draft: Draft, at: frozenset[str], *, joined: bool) -> None:
    """Takes the employer from the title, where the board at these domains writes it there.

    `joined`: all titles of the feed have the form "Title at Employer".
    """
    if "jobs.dou.ua" in at:
        _dou(draft)
    elif "career.habr.com" in at:
        _habr(draft)
    elif found := _FUNDED.match(draft.title):
        draft.company = draft.company or found[1]
    else:
        joint = next((_JOINTS[each] for each in at if each in _JOINTS), " at " if joined else "")
        if joint and not draft.company:
            title, _, employer = draft.title.rpartition(joint)
            if title.strip() and employer.strip():
                draft.title, draft.company = title.strip(), employer.strip()
        if "python.org" in at:
            _first_line(draft)


# hnrss.org: "Contoso (YC W21) is hiring a glazier".
_FUNDED = re.compile(r"([^()]{1,80}) \(YC [A-Z]{1,2}\d{2}\) ")


def _first_line(draft: Draft) -> None:
    """python.org: the place is the first line of the text, and the text itself HTML below it."""
    line, _, text = draft.description[:200].partition("\n")
    if text.lstrip().startswith("<") and "<" not in line and not draft.places:
        draft.places = (RawPlace(fields.said(line)),)
        draft.description = draft.description[len(line) :].strip()


def _dou(draft: Draft) -> None:
    """ "Engineer в Contoso, $2 800–3500, Київ, віддалено"."""
    title, found, rest = draft.title.rpartition(" в ")
    employer, *facts = rest.split(", ")
    if found and title.strip() and employer.strip():
        draft.title, draft.company = title.strip(), draft.company or employer.strip()
        _facts(draft, facts)


_WANTED = re.compile(r"Требуется «(.{1,300})»(?: \((.{1,300})\))?")


def _habr(draft: Draft) -> None:
    """ "Требуется «Engineer» (Москва, от 200 000 ₽)"."""
    if found := _WANTED.fullmatch(draft.title):
        draft.title = found[1]
        _facts(draft, (found[2] or "").split(", "))


_MONEY = re.compile(r"[$€£₴₽]")
_REMOTE = frozenset({"віддалено", "удаленно", "удалённо", "можно удаленно", "можно удалённо"})


def _facts(draft: Draft, facts: Iterable[str]) -> None:
    """Places, pay and "remotely", as they stand in a row."""
    places = []
    for fact in filter(None, map(str.strip, facts)):
        if _MONEY.search(fact):
            draft.pay_text = draft.pay_text or fact
        elif fact.lower() in _REMOTE:
            draft.workplace = draft.workplace or "remote"
        else:
            places.append(RawPlace(fact))
    draft.places = draft.places or tuple(places)
