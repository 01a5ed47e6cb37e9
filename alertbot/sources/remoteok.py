"""Remote OK's API: about the 100 newest postings in one list. docs/sources.md has the quirks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from urllib.parse import quote

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPay, RawPlace, RawPosting, Request, Skipped
from alertbot.sources import Manners, Parsed, SourceOptions, _board, _json

MANNERS = Manners(
    every=timedelta(hours=1),
    floor=timedelta(minutes=30),
    whole_board=False,
    redistribute="attribution",
    credit="Remote OK",
)

_HOST = "https://remoteok.com"


class Options(SourceOptions):
    """The board has no parts of its own: there is nothing to choose."""


def requests(options: Options) -> Iterable[Request]:
    """The newest postings of the whole board, which is all that the API shows."""
    yield Request(f"{options.base_url or _HOST}/api")


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings behind the legal notice, which is the list's first element."""
    return _board.postings(_listed(_json.load(page)), partial(_posting, options))


def recognise(page: Page) -> bool:
    """Whether the page is the API's list, or one posting, as Remote OK words them."""
    try:
        payload = _json.load(page)
        listed = _listed(payload)
    except ParseError:
        return False
    if _json.items(payload) and _is_notice(_json.items(payload)[0]) and not listed:
        return True
    first = set(_json.obj(listed[0])) if listed else set()
    return "position" in first and bool(first & {"epoch", "slug"})


_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?remoteok\.(?:com|io)(?:[/?#]\S*)?", re.IGNORECASE)


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """The board, by its own address alone: a page that links to it is no part of it."""
    if _ADDRESS.fullmatch(text.strip()):
        yield {}


def _listed(payload: object) -> list[object]:
    if isinstance(payload, list):
        return [item for item in payload if not _is_notice(item)]
    envelope = _json.obj(payload)
    if "position" in envelope and "id" in envelope:
        return [envelope]
    raise _json.not_understood(payload, "Remote OK", "a list of Remote OK postings was expected")


def _is_notice(item: object) -> bool:
    fields = _json.obj(item)
    return "position" not in fields and ("legal" in fields or "last_updated" in fields)


def _posting(options: Options, item: Mapping[str, object]) -> RawPosting | Skipped:
    named = _json.identifier(item.get("slug"))
    external_id = _json.identifier(item.get("id")) or _numbered(named)
    title = _line(item, "position")
    if not external_id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {external_id} has no title")
    slug = quote(named or external_id, safe="")
    place = _line(item, "location")
    place = re.sub(r"^probably\s", "", place, flags=re.IGNORECASE)
    return RawPosting(
        external_id=external_id,
        url=_json.link(item.get("url"), _HOST) or f"{_HOST}/remote-jobs/{slug}",
        title=title,
        company=_line(item, "company") or options.company or "",
        places=(RawPlace(text=place),) if place else (),
        workplace="remote",
        remote_in=(place,) if place else (),
        pay=tuple(_pay(item)),
        employment_type=", ".join(_types(item)),
        posted=_json.identifier(item.get("date")) or _json.identifier(item.get("epoch")),
        description=_json.text(item.get("description")),
    )


def _line(item: Mapping[str, object], key: str) -> str:
    """A field in one line. The service encodes some twice: "SÃ£o Paulo"."""
    return words.mend(words.one_line(_json.text(item.get(key))))


def _numbered(slug: str) -> str:
    """The id that a slug ends with: "remote-designer-contoso-1137465"."""
    return found[1] if (found := re.search(r"-([0-9]{1,12})$", slug, re.ASCII)) else ""


def _pay(item: Mapping[str, object]) -> Iterator[RawPay]:
    """Pay as stated: 0 is none, and neither currency nor period is said."""
    low, high = _json.number(item.get("salary_min")), _json.number(item.get("salary_max"))
    if low is not None or high is not None:
        yield RawPay(min=low, max=high)


_TYPES = {
    "full time",
    "part time",
    "contract",
    "contractor",
    "freelance",
    "internship",
    "temporary",
}


def _types(item: Mapping[str, object]) -> Iterator[str]:
    """The tags that are kinds of employment, among those that are skills."""
    for tag in map(_json.text, _json.items(item.get("tags"))):
        if tag.lower().replace("-", " ") in _TYPES:
            yield tag
