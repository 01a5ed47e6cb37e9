"""`alertbot inspect`: what the bot reads in a page or payload."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlsplit

import typer

from alertbot.cli.exits import FAILED
from alertbot.errors import FetchError, ParseError, UsageError

if TYPE_CHECKING:
    from alertbot.model import Page, Posting
    from alertbot.sources import SourceKind

_CONTENT_TYPES = {".json": "application/json", ".txt": "text/plain", ".xml": "application/xml"}


def inspect(
    paths: Annotated[list[str], typer.Argument(help="Files, or addresses of pages.")],
    kind: Annotated[
        str, typer.Option("--as", help="The kind of source; guessed if left out.")
    ] = "",
    url: Annotated[str, typer.Option(help="The address that a file was fetched from.")] = "",
    at: Annotated[str, typer.Option(help="When it was fetched; now if left out.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show what alertbot reads in job pages and payloads."""
    moment = _moment(at)
    failed = False
    for path in paths:
        try:
            found = list(postings(page(path, url, moment), kind, path))
        except (FetchError, ParseError, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) else error
            print(f"alertbot: {path}: {reason}", file=sys.stderr)
            failed = True
            continue
        for posting in found:
            _print(posting, as_json)
    if failed:
        raise typer.Exit(FAILED)


def _moment(text: str) -> datetime:
    if not text:
        return datetime.now(UTC)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(f"--at {text}: not a date such as 2026-05-13T09:00:00Z") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def page(path: str, url: str, moment: datetime) -> Page:
    """What a file or an address holds. Raises OSError, FetchError or ParseError."""
    from alertbot.model import Page

    try:
        urlsplit(url)
    except ValueError:
        raise UsageError(f"--url {url}: not an address") from None

    if path.startswith(("http://", "https://")):
        return asyncio.run(_fetched(path))
    file = Path(path)
    body = file.read_bytes()
    if not body.strip():
        raise ParseError("it is empty")
    content_type = _CONTENT_TYPES.get(file.suffix.lower(), "")
    return Page(url or file.resolve().as_uri(), body, content_type, moment)


async def _fetched(url: str) -> Page:
    from alertbot.fetcher import Fetcher
    from alertbot.model import Request

    async with Fetcher(clock=lambda: datetime.now(UTC)) as fetcher:
        # Whoever types an address means it: it may be on their own network.
        page = await fetcher.fetch(Request(url), timeout=timedelta(seconds=20), private=True)
    if page is None:
        raise ParseError("answered 'not modified' to a first request")
    return page


def postings(page: Page, kind: str, path: str) -> Iterator[Posting]:
    """The postings of a page, of a kind or of what it looks like. Raises ParseError."""
    from alertbot import sources
    from alertbot.model import RawPosting, Skipped
    from alertbot.reading import read

    kinds = sources.kinds()
    if kind and kind not in kinds:
        raise UsageError(f"--as {kind}: no such kind; there are {', '.join(sorted(kinds))}")
    name = kind or _recognised(page, kinds)
    options = kinds[name].Options.model_construct(**_placeholders(kinds[name], page))
    skipped: list[str] = []
    found = 0
    for item in kinds[name].parse(options, page):
        if isinstance(item, RawPosting):
            found += 1
            yield read(item, source=name, fetched_at=page.fetched_at)
        elif isinstance(item, Skipped):
            skipped.append(item.reason)
    if skipped and not found:
        raise ParseError(f"none of its postings is understood: {skipped[0]}")
    for reason in skipped:
        print(f"alertbot: {path}: one posting skipped: {reason}", file=sys.stderr)
    if not found:
        print(f"alertbot: {path}: an empty board, read as {name}", file=sys.stderr)


def _recognised(page: Page, kinds: Any) -> str:
    specific = [name for name, kind in kinds.items() if name != "page" and kind.recognise(page)]
    if specific:
        return str(specific[0])
    if kinds["page"].recognise(page):
        return "page"
    raise ParseError("not understood; name the kind of board with --as")


def _placeholders(kind: SourceKind, page: Page) -> dict[str, Any]:
    """Options for a page that came without any: what is required is left empty."""
    required = {
        name: "" for name, field in kind.Options.model_fields.items() if field.is_required()
    }
    return {name: page.url if name == "url" else value for name, value in required.items()}


def as_json_object(posting: Posting) -> dict[str, Any]:
    """The fields of `inspect --json`, ready for JSON (DESIGN 10)."""
    from alertbot.identity import content_hash, revision

    fields = {name: _plain(value) for name, value in asdict(posting).items()}
    return fields | {"content_hash": content_hash(posting), "revision": revision(posting)}


def _plain(value: Any) -> Any:
    match value:
        case Decimal():
            return int(value) if value == value.to_integral_value() else float(value)
        case datetime():
            midnight = (value.hour, value.minute, value.second, value.microsecond) == (0, 0, 0, 0)
            return value.date().isoformat() if midnight else value.isoformat()
        case Enum():
            return value.value
        case dict():
            return {name: _plain(inner) for name, inner in value.items()}
        case tuple() | list():
            return [_plain(inner) for inner in value]
        case _:
            return value


def _print(posting: Posting, as_json: bool) -> None:
    fields = as_json_object(posting)
    if as_json:
        print(json.dumps(fields, ensure_ascii=False))
        return
    from alertbot import pay

    print(posting.title)
    lines = {
        "company": posting.company,
        "places": "; ".join(place.text for place in posting.places),
        "workplace": posting.workplace,
        "pay": "; ".join(
            pay.display(one) + (f" ({one.where})" if one.where else "") for one in posting.pay
        )
        or (posting.pay_unread and f"not understood: {posting.pay_unread}"),
        "posted": fields["posted_at"],
        "type": posting.employment_type,
        "level": posting.level,
        "hashtags": " ".join(f"#{tag}" for tag in posting.hashtags),
        "url": posting.url,
        "id": posting.external_id,
    }
    for name, value in lines.items():
        print(f"  {name:<10}{value or '-'}")
    print(f"  {'text':<10}{len(posting.description)} characters\n")
