"""What single boards, and the makers of their feeds, mean by a feed's fields beyond the names.

Each dialect is told by hard marks (a host, a field that only it has), and what it takes out of a
title is confirmed by another field. docs/sources.md lists them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from alertbot import text as words
from alertbot.model import RawPlace
from alertbot.sources import _feed_fields as fields
from alertbot.sources import _feed_titles
from alertbot.sources._feed import Feed
from alertbot.sources._feed_boards import (
    is_made_from_workday,
    is_neogov,
    made_from_workday,
    neogov,
    we_work_remotely,
)
from alertbot.sources._feed_draft import Draft
from alertbot.sources._feed_labels import labelled
from alertbot.sources._feed_places import from_codes

REMOTE_ONLY = frozenset(
    {
        "remoteok.com", "remoteok.io", "remotive.com", "himalayas.app", "jobicy.com",
        "jobspresso.co", "euremotejobs.com", "remote.co", "workingnomads.com", "nodesk.co",
        "dynamitejobs.com", "justremote.co", "jobscollider.com",
    }
)  # fmt: skip
"""Boards that list nothing but remote postings; their places say where one may live."""


def host_of(url: str) -> str:
    """The host of an address, in lower case; empty where it has none."""
    host = url[: 8 + 300].partition("://")[2].partition("/")[0].partition("?")[0].partition("#")[0]
    return host.rpartition("@")[2].partition(":")[0].lower()


@lru_cache(maxsize=512)
def domains(host: str) -> frozenset[str]:
    """A host and the domains above it: www.jobs.ac.uk is at jobs.ac.uk too."""
    parts = host.split(".")[-6:]
    return frozenset(".".join(parts[at:]) for at in range(len(parts) - 1))


@dataclass(frozen=True, slots=True)
class Setting:
    """The feed around an item.

    `company`: whose all items are, by the option or the feed's head. `maybe`: whose they may be,
    where no item says otherwise. `prefixed`: every title has the form "Something: something".
    `joined`: every title has the form "Title at Employer".
    """

    company: str
    maybe: str
    people_admin: bool
    prefixed: bool
    joined: bool


def setting(feed: Feed, company: str) -> Setting:
    """What the items of a feed share."""
    titles = [item.first("title") for item in feed.items]
    named = _JOBS_OF.fullmatch(fields.said(feed.head.first("title"))[:120])
    return Setting(
        company=company or employer(feed),
        maybe=named[1].strip() if named else "",
        people_admin=_is_people_admin(feed),
        prefixed=bool(titles) and all(": " in title[:100] for title in titles),
        joined=_feed_titles.all_have_employers(titles),
    )


_JOBS = (
    r"(?:jobs|careers|positions|vacancies|openings|job openings|stellenangebote|jobangebote"
    r"|offene stellen|offres d'emploi|custom search|job search)"
)
_JOBS_AT = re.compile(
    rf"(?:latest |current |all |open )?{_JOBS} (?:at|@|bei|chez) (.{{2,80}})", re.IGNORECASE
)
_JOBS_OF = re.compile(
    rf"(.{{2,80}}?)(?: -| \||:) (?:latest |current |all |open )?{_JOBS}", re.IGNORECASE
)


def employer(feed: Feed) -> str:
    """Whose feed it is, where its head names the one employer of all its items."""
    title = fields.said(feed.head.first("title"))
    if not feed.items or not title:
        return ""
    if is_neogov(feed.items[0]):
        return re.sub(r", [A-Z]{2}$| Jobs$", "", title)
    if any("remotestatus" in item.fields for item in feed.items[:50]):  # Teamtailor
        return title
    if _is_people_admin(feed):
        return title.rpartition(":")[0].strip()
    found = _JOBS_AT.fullmatch(title[:120])
    return found[1].strip() if found else ""


def _is_people_admin(feed: Feed) -> bool:
    """Universities' boards: "Contoso University: All Jobs", the author the hiring department."""
    title = feed.head.first("title").lower()
    return feed.form == "atom" and title.endswith((": all jobs", ": search results"))


def adapt(draft: Draft, about: Setting) -> None:
    """Puts a draft right by its dialect, its title freed of employer and place."""
    host = host_of(draft.url) or host_of(draft.external_id)
    at = domains(host)
    if "weworkremotely.com" in at:
        return we_work_remotely(draft)
    if is_neogov(draft.item):
        return neogov(draft, company=about.company)
    if is_made_from_workday(draft):
        return made_from_workday(draft, company=about.company, host=host, prefixed=about.prefixed)
    _feed_titles.split(draft, at, joined=about.joined)
    if not (draft.company and draft.places):
        labelled(draft)
    if _SUCCESSFACTORS.search(draft.url):
        _successfactors(draft)
    if "jobs.ac.uk" in at and not draft.company:
        _jobs_ac_uk(draft)
    if not draft.company:
        _name(draft, about)
    if not at.isdisjoint(REMOTE_ONLY):
        _remote(draft)
    _free_title(draft)
    return None


# -- others ---------------------------------------------------------------------------------

_SUCCESSFACTORS = re.compile(r"/job/[^/?#]{1,400}/\d{6,12}/?(?:[?#]|$)")
_IN_BRACKETS = re.compile(r"\s*\(([^()]{2,120})\)$")


def _successfactors(draft: Draft) -> None:
    """ "Sales Support (Mexico City, MX, 11250)": the place, as its own field says it or not."""
    found = _IN_BRACKETS.search(draft.title)
    stated = draft.places[0].text if len(draft.places) == 1 else ""
    if draft.places not in ((), (RawPlace(stated),)):
        return  # the fields say more than the title
    text = stated or (found[1] if found and "," in found[1] else "")
    if text:
        draft.places = (from_codes(text),)
    if found and text and words.squash(found[1]) == words.squash(text):
        draft.title = draft.title[: found.start()].rstrip() or draft.title


def _jobs_ac_uk(draft: Draft) -> None:
    """The text begins "University - Department<br />Salary: ..."."""
    head, cut, _ = draft.description[:600].partition("<br")
    company, _, department = fields.said(head).partition(" - ") if cut else ("", "", "")
    if company and len(company) <= 120:
        draft.company, draft.department = company, draft.department or department


_SOURCE = fields.names("source")


def _name(draft: Draft, about: Setting) -> None:
    """The employer where no field names it: the option, the head, the title, the author."""
    if about.company:
        draft.company = about.company
        if about.people_admin and not draft.department:
            draft.department = fields.author(draft.item)
        return
    if source := fields.line(draft.item, _SOURCE):  # Indeed: "Title - Employer - Place"
        title, joint, rest = draft.title.partition(f" - {source}")
        if joint and title and (rest.startswith(" - ") or not rest):
            draft.title, draft.company = title, source
            if place := rest.removeprefix(" - ").strip():
                draft.places = draft.places or (RawPlace(text=place),)
            return
    if author := fields.author(draft.item):
        draft.company = author
        return
    # Madgex: "Employer: Title", and "Salary: Employer: text" below it.
    company, colon, title = draft.title.partition(": ")
    if colon and title.strip() and f": {company}:" in draft.description[:500]:
        draft.company, draft.title = company, title.strip()
    else:
        draft.company = about.maybe


def _remote(draft: Draft) -> None:
    """A posting of a board that lists no others."""
    places = (place.text or place.region or place.country for place in draft.places)
    draft.workplace = draft.workplace or "remote"
    draft.remote_in = draft.remote_in or tuple(filter(None, places))


# -- the title ------------------------------------------------------------------------------

_ALLOWS_REMOTE = re.compile(r"\s*\((?:allows remote|remote (?:ok|allowed))\)$", re.IGNORECASE)


def _free_title(draft: Draft) -> None:
    """Takes employer and place off a title, where other fields confirm them."""
    if draft.title.endswith(")") and (found := _ALLOWS_REMOTE.search(draft.title)):
        draft.title = draft.title[: found.start()]  # Stack Overflow
        draft.workplace = draft.workplace or "remote"
    company = draft.company
    names_it = bool(company) and company.casefold() in draft.title.casefold()
    if draft.title.endswith(")") and (found := _IN_BRACKETS.search(draft.title)):
        # "(Berlin)" alone may be the employer's own wording, "(Berlin, DE)" is a machine's.
        named = words.squash(found[1]) if names_it or "," in found[1] else ""
        if named and any(named == words.squash(place.text) for place in draft.places):
            draft.title = draft.title[: found.start()].rstrip() or draft.title
    if names_it:
        draft.title = _without(draft.title, company)


def _without(title: str, company: str) -> str:
    folded, name = title.casefold(), company.casefold()
    if len(folded) != len(title) or len(name) != len(company):
        return title
    for joint in (" at ", " @ ", " - ", " – ", " — ", " | ", " bei ", " chez "):
        if folded.endswith(joint + name):
            return title[: -len(joint + name)].strip() or title
    for joint in (": ", " : ", " - ", " – ", " — ", " | "):
        if folded.startswith(name + joint):
            return title[len(name + joint) :].strip() or title
    return title
