"""We Work Remotely, NEOGOV, and feeds that somebody made from Workday's pages."""

from __future__ import annotations

import re

from alertbot import text as words
from alertbot.model import RawPlace
from alertbot.sources import _feed_fields as fields
from alertbot.sources._feed import Record
from alertbot.sources._feed_draft import Draft

# -- We Work Remotely -----------------------------------------------------------------------

_LOGO = re.compile(r"\s*(?:<img\b[^<>]{0,2000}>\s*)?<p>\s*<strong>\s*Headquarters:", re.IGNORECASE)
_TO_APPLY = re.compile(r"<p>\s*<strong>\s*To apply:", re.IGNORECASE)
_REGION, _STATE, _COUNTRY = map(fields.names, ("region", "state", "country"))
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]+\\s*")
_WORLD = re.compile(r"anywhere|world-?wide|global", re.IGNORECASE)


def we_work_remotely(draft: Draft) -> None:
    """ "Company: Title"; the region is who may apply, the headquarters are no place of work."""
    company, colon, title = draft.title.partition(":")
    if colon and title.strip() and company.strip():
        draft.company, draft.title = company.strip(), title.strip()
    item = draft.item
    region, state = fields.line(item, _REGION), fields.line(item, _STATE)
    countries = _countries(fields.line(item, _COUNTRY))
    world = _WORLD.search(region) is not None
    if len(countries) > 1:
        draft.places = tuple(RawPlace(country=country) for country in countries)
    elif countries:
        text = "" if world else region
        draft.places = (RawPlace(text=text, region=state, country=countries[0]),)
    else:
        draft.places = (RawPlace(text=region or state),) if region or state else ()
    draft.workplace = "remote"
    draft.remote_in = countries or tuple(filter(None, (region or state,)))
    draft.description = _without_frame(draft.description)


def _countries(stated: str) -> tuple[str, ...]:
    """Countries, each behind its flag; the whole world is none."""
    named = (part.strip(" ,") for part in _FLAG.split(stated))
    return tuple(dict.fromkeys(part for part in named if part and not _WORLD.search(part)))


def _without_frame(text: str) -> str:
    """A description without logo and headquarters before it and the way to apply behind it."""
    if head := _LOGO.match(text):
        end = text.find("</p>", head.end())
        body = text[end + 4 :] if end >= 0 else text
    else:
        body = text
    tail = [found.start() for found in _TO_APPLY.finditer(body)]
    body = body[: tail[-1]] if tail and len(body) - tail[-1] < 1500 else body
    return body.strip() or text


# -- NEOGOV ---------------------------------------------------------------------------------

_NEOGOV = frozenset({"advertisefromdate", "advertisefromdateutc", "jobnumbersingle"})
_AT_NEOGOV = re.compile(r"https?://(?:www\.)?(?:governmentjobs|schooljobs)\.com/", re.IGNORECASE)
_SINCE = fields.names("advertisefromdateutc", "advertisefromdate")


def is_neogov(item: Record) -> bool:
    """Whether an item has fields that only NEOGOV's have, or its page is there."""
    if not _NEOGOV.isdisjoint(item.fields):
        return True
    return _AT_NEOGOV.match(item.first("link")) is not None


def neogov(draft: Draft, *, company: str) -> None:
    """Of its dates pubDate moves with each edit; "advertise from" is the first publication."""
    draft.company = draft.company or company
    since = fields.line(draft.item, _SINCE)
    if any(map(str.isdigit, since)):
        draft.posted = since


# -- feeds made from Workday ----------------------------------------------------------------

_BLOCK = {
    "locations": "places", "remote type": "workplace", "time type": "employment",
    "posted on": "posted", "time left to apply": "until", "job requisition id": "requisition",
}  # fmt: skip
_BEGIN = re.compile(r"\s{0,9}(?:locations|remote type|time type)\s{0,9}<br", re.IGNORECASE)
_ROLL_UP = re.compile(r"(?:view all )?\d+ (?:more )?locations", re.IGNORECASE)
_END_DATE = re.compile(r"End Date:\s*([A-Z][a-z]+ \d{1,2}, \d{4})")
_LONGEST_BLOCK = 60
_BREAK = re.compile(r"<br\s?/?>|\n")


def is_made_from_workday(draft: Draft) -> bool:
    """Whether the text begins as such feeds' texts do."""
    return _BEGIN.match(draft.description) is not None


def made_from_workday(draft: Draft, *, company: str, host: str, prefixed: bool) -> None:
    """The page of a posting as text: labels and values on lines of their own, then the body.

    The block is taken out of the text: "Posted Today" in it would make each day's text another.
    """
    block, body = _workday_block(draft.description)
    value = {name: lines[0] for name, lines in block.items() if lines}
    found = _END_DATE.search(value.get("until", ""))
    lines = [each for each in block.get("places", ()) if not _ROLL_UP.fullmatch(each)]
    draft.places = tuple(map(RawPlace, dict.fromkeys(lines)))
    draft.workplace = value.get("workplace", "")
    draft.employment_type = value.get("employment", "")
    draft.requisition = value.get("requisition", "")
    draft.posted = draft.posted or value.get("posted", "")
    draft.valid_through = draft.valid_through or (found[1] if found else "")
    draft.description = body or draft.description
    named, colon, title = draft.title.partition(": ")
    known = words.squash(named) == words.squash(host.partition(".")[0])
    if colon and title.strip() and (known or prefixed):
        draft.company, draft.title = named.strip(), title.strip()
    draft.company = draft.company or company


def _workday_block(text: str) -> tuple[dict[str, list[str]], str]:
    """The values under each label, and the text behind them."""
    block: dict[str, list[str]] = {}
    name, at = "", 0
    for _ in range(_LONGEST_BLOCK):
        cut = _BREAK.search(text, at)
        said = fields.said(text[at : cut.start() if cut else len(text)])
        if said.lower() in _BLOCK:
            name = _BLOCK[said.lower()]
            block[name] = []
        elif name == "places" or (name and not block[name]):
            block[name].append(said)
        else:
            break
        if cut is None:
            return block, ""
        at = cut.end()
    return block, text[at:]
