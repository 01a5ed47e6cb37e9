"""The openings that somebody names: by number, by id, by address, in a file, on standard input."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from alertbot.cli import inspecting
from alertbot.errors import StoreMissing, UsageError

if TYPE_CHECKING:
    from alertbot.model import Opening, Page, Posting
    from alertbot.store.accounts import Account

_LARGEST = 2**63 - 1
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Subject:
    """An opening that is asked about. `account` is None for one that is not stored."""

    opening: Opening
    account: Account | None = None

    @property
    def name(self) -> str:
        """What it is called: its number, or where it was read."""
        one = self.opening
        return f"opening {one.id}" if self.account else f"not stored ({one.lead.url})"


def named(word: str, database: str | None) -> list[Subject]:
    """The openings that a word names, one at least. UsageError where there is none.

    FetchError, ParseError or OSError where an address or a file cannot be read. `database`: the
    configuration's, None where there is no configuration.
    """
    if word == "-":
        return _outside(_read(sys.stdin.buffer.read(), word))
    if word.lstrip().startswith(("{", "[")):
        return _outside(_read(word.encode(), "the JSON"))
    if "://" in word:
        if not word.startswith(("http://", "https://")):
            what = "an address begins with http:// or https://"
            raise UsageError(f"alertbot: {word[:_SHOWN]}: {what}")
        return _stored(word, database) or _outside(_at(word))
    if not word.isdecimal() and Path(word).is_file():
        return _outside(_read(Path(word).read_bytes(), word))
    found = _stored(word, database, required=True)
    if not found:
        asked = word.strip()[:_SHOWN] or "''"
        raise UsageError(
            f"alertbot: {asked}: there is no opening of this number, no "
            "posting of this id or address, and no such file: `alertbot openings show` lists the "
            "openings"
        )
    return found


def _stored(word: str, database: str | None, *, required: bool = False) -> list[Subject]:
    from alertbot.model import OpeningId
    from alertbot.store.answers import opened

    if database is None:
        if required:
            raise UsageError(
                f"alertbot: {word[:_SHOWN]}: to look it up, name a configuration with -c"
            )
        return []
    try:
        with opened(database) as answers:
            if "://" in word:
                found = answers.at(word)
            else:
                number = int(word) if word.isdecimal() and len(word) < 20 else 0
                one = answers.opening(OpeningId(number)) if 0 < number <= _LARGEST else None
                found = [one] if one else answers.named(word)
            return [Subject(one, answers.account(one)) for one in found]
    except StoreMissing:
        if required:
            raise
        return []  # an address can be asked about before anything has run


def _outside(openings: Iterable[Opening]) -> list[Subject]:
    return [Subject(one) for one in openings]


def _at(url: str) -> Iterator[Opening]:
    """What a page shows: the posting whose address it is, else all that stand on it."""
    from alertbot.store.answers import leads_to

    page = inspecting.page(url, "", datetime.now(UTC))
    found = _postings(page, url)
    own = [one for one in found if leads_to(url, one.url) or leads_to(page.url, one.url)]
    return map(_alone, own if len(own) == 1 else found)


def _read(body: bytes, path: str) -> list[Opening]:
    """Postings as `inspect --json` prints them, or a page or payload as it reads them."""
    from alertbot.errors import ParseError
    from alertbot.model import Page
    from alertbot.testing import opening_from_json

    if not body.strip():
        raise ParseError("it is empty")
    mistake = None
    if objects := _objects(body):
        try:
            return [opening_from_json(one) for one in objects]
        except ValueError as error:
            mistake = error
    address = Path(path).absolute().as_uri() if Path(path).is_file() else "file:///"
    try:
        return list(map(_alone, _postings(Page(address, body, "", datetime.now(UTC)), path)))
    except ParseError as error:
        if mistake is None:
            raise
        what = f"alertbot: {path}: not as `alertbot inspect --json` prints it: {mistake}"
        raise UsageError(what) from error


def _objects(body: bytes) -> list[dict[str, Any]]:
    """The objects that look like postings or openings: in a list, or one a line; else none."""
    try:
        text = body.decode("utf-8-sig")
        try:
            found = json.loads(text)
        except ValueError:
            found = [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, RecursionError):
        return []
    some = found if isinstance(found, list) else [found]
    fits = all(isinstance(one, dict) and ("title" in one or "postings" in one) for one in some)
    return some if fits else []


def _postings(page: Page, path: str) -> list[Posting]:
    from alertbot.errors import ParseError

    found = list(inspecting.postings(page, "", path))
    if not found:
        raise ParseError("no posting stands there")
    return found


def _alone(posting: Posting) -> Opening:
    from alertbot.model import Opening

    return Opening((posting,), datetime.now(UTC))
