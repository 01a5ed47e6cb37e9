"""BambooHR's career pages: a list without texts and dates, and a detail for each posting.

docs/sources.md has the quirks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from urllib.parse import quote

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import Manners, Parsed, SourceOptions, _address, _board, _json, _remote

MANNERS = Manners(
    every=timedelta(hours=1), floor=timedelta(minutes=15), pause=timedelta(milliseconds=500)
)
APART = "result"


class Options(SourceOptions):
    """`board` is the first part of BOARD.bamboohr.com."""

    board: _board.Label


def requests(options: Options) -> Iterable[Request]:
    """The whole list in one request."""
    yield Request(f"{_root(options)}/careers/list", headers=_HEADERS)


_HEADERS = (("Accept", "application/json"),)


def _root(options: Options) -> str:
    return options.base_url or f"https://{quote(options.board, safe='')}.bamboohr.com"


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The postings of the list, or the one of a detail. Raises ParseError."""
    payload = _json.load(page)
    envelope = _json.obj(payload)
    result = envelope.get("result")
    board = options.board or _board_of(page.url)
    if isinstance(result, list):
        return _list(options, board, envelope, result)
    opening = _json.obj(result).get("jobOpening")
    if _json.is_object(opening):
        board = board or _board_of(_json.text(opening.get("jobOpeningShareUrl")))
        return iter([_posting(options, board, opening, id=_id_of(page, opening))])
    if "result" in envelope:
        raise ParseError(f"'result' is {_json.shape(result)} where a list was expected")
    if said := _complaint(payload):
        raise ParseError(f"the board answers: {said}")
    raise ParseError(f"{_json.shape(payload)} where a BambooHR list was expected")


def _complaint(payload: object) -> str:
    """The words of an error: {"type": "not_found", "title": ..., "details": ...}."""
    envelope = _json.obj(payload)
    said = _json.text(envelope.get("details")) or _json.text(envelope.get("title"))
    return _json.complaint(payload) or words.cut(words.one_line(said), 120)


def recognise(page: Page) -> bool:
    """Whether the page is a list, or one posting, as BambooHR words them."""
    try:
        envelope = _json.obj(_json.load(page))
    except ParseError:
        return False
    result = envelope.get("result")
    if isinstance(result, list):
        first = _json.obj(result[0]) if result else {}
        known = "jobOpeningName" in first
        return known or (not result and "totalCount" in _json.obj(envelope.get("meta")))
    return _json.is_object(_json.obj(result).get("jobOpening"))


_ADDRESS = re.compile(
    r"(?<![A-Za-z0-9.-])(?P<board>[A-Za-z0-9][A-Za-z0-9-]{0,62})\.bamboohr\.com\b", re.IGNORECASE
)
_NO_BOARD = re.compile(
    r"www|api|app|help|support|static\d*|documentation|resources|images\d*|cdn|marketplace|partners"
    r"|status|go|info|developers?|login|signup",
    re.IGNORECASE,
)


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """Boards by their host, which the script that embeds a list names too."""
    boards = (found["board"].lower() for found in _address.named(text, _ADDRESS))
    for board in dict.fromkeys(boards):
        if not _NO_BOARD.fullmatch(board):
            yield {"board": board}


def _list(
    options: Options, board: str, envelope: Mapping[str, object], result: list[object]
) -> Iterator[Parsed]:
    total = _json.obj(envelope.get("meta")).get("totalCount")
    if isinstance(total, int) and not isinstance(total, bool) and 0 <= total < 10**7:
        yield Whole(total=total)
    yield from _board.postings(result, partial(_listed, options, board))


def _listed(options: Options, board: str, opening: Mapping[str, object]) -> RawPosting | Skipped:
    found = _posting(options, board, opening, id=_json.identifier(opening.get("id")))
    if isinstance(found, RawPosting) and (board or options.base_url):
        url = f"{_root(options)}/careers/{quote(found.external_id, safe='')}/detail"
        return replace(found, detail=Request(url, headers=_HEADERS, purpose="detail"))
    return found


_IN_PATH = re.compile(r"/careers/(\d{1,18})(?:/|\Z)|/view\.php\?(?:[^#]{0,200}&)?id=(\d{1,18})")


def _id_of(page: Page, opening: Mapping[str, object]) -> str:
    """A detail does not say its id: the address that was asked for does, or the one it shows."""
    asked = page.request.url if page.request else ""
    for url in (asked, _json.text(opening.get("jobOpeningShareUrl")), page.url):
        if found := _IN_PATH.search(url):
            return found[1] or found[2]
    return _json.identifier(opening.get("id"))


def _posting(
    options: Options, board: str, opening: Mapping[str, object], *, id: str
) -> RawPosting | Skipped:
    title = words.one_line(words.decode_entities(_json.text(opening.get("jobOpeningName"))))
    if not id:
        return Skipped("it has no id")
    if not title:
        return Skipped(f"id {id} has no title")
    url = _json.link(opening.get("jobOpeningShareUrl"))
    place = _place(opening)
    workplace = _workplace(opening, place)
    return RawPosting(
        external_id=id,
        url=url or (f"https://{board}.bamboohr.com/careers/{quote(id, safe='')}" if board else ""),
        title=title,
        company=options.company or _board.employer(board, "", "bamboohr"),
        places=(place,) if place != RawPlace() else (),
        workplace=workplace,
        remote_in=_remote.open_to([place]) if workplace == "remote" else (),
        pay_text=words.one_line(words.from_html(_json.text(opening.get("compensation")))),
        employment_type=_line(opening, "employmentStatusLabel") or _line(opening, "employmentType"),
        level=_line(opening, "minimumExperience"),
        department=_line(opening, "departmentLabel"),
        posted=_json.text(opening.get("datePosted")),
        description=_json.text(opening.get("description")),
    )


def _board_of(url: str) -> str:
    """The board whose address it is; empty where it is no board's."""
    found = _ADDRESS.search(url[:2000])
    return found["board"].lower() if found and not _NO_BOARD.fullmatch(found["board"]) else ""


def _line(value: Mapping[str, object], *names: str) -> str:
    return next(filter(None, (words.one_line(_json.text(value.get(name))) for name in names)), "")


def _place(opening: Mapping[str, object]) -> RawPlace:
    """Of two locations exactly one is filled, if any: `location`, else `atsLocation`."""
    for key in ("location", "atsLocation"):
        stated = opening.get(key)
        location = _json.obj(stated)
        place = RawPlace(
            text=words.one_line(_json.text(stated)),
            city=_line(location, "city"),
            region=_line(location, "state", "province"),
            country=_line(location, "addressCountry", "country"),
        )
        if place != RawPlace():
            return place
    return RawPlace()


_LOCATION_TYPES = {"0": "onsite", "1": "remote", "2": "hybrid"}


def _workplace(opening: Mapping[str, object], place: RawPlace) -> str:
    """The kind of location; older payloads tick `isRemote`, which is null in newer ones."""
    said = _LOCATION_TYPES.get(_json.identifier(opening.get("locationType")), "")
    if opening.get("isRemote") is True and (not said or place == RawPlace()):
        return "remote"
    return said
