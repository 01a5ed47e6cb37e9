"""`dev.py record KIND ADDRESS`: live answers of a board, trimmed and scrubbed, to test against.

What is saved holds no token, no e-mail address and no telephone number. It is still the text of
somebody: what goes into a repository is written anew in its shape.
"""

from __future__ import annotations

import asyncio
import json
import re
import sys
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from alertbot import sources
from alertbot.errors import AlertbotError, FetchError, ParseError, UsageError
from alertbot.fetcher import Fetcher
from alertbot.model import Page, Request, Secret
from alertbot.sources import SourceKind, SourceOptions
from alertbot.traversal import Traversal

KEEP = 3
"""Postings of a list that are kept."""
PAGES = 2
"""Further pages that are saved; then details, as many as postings are kept."""

_REPEATED = ("item", "entry", "position", "job")
"""Elements of XML that are a posting each."""

_MAIL = re.compile(
    r"[A-Za-z0-9._%+-]{1,64}(?:@|%40|&#64;|\\u0040)[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
)
_PHONE = re.compile(
    r"(?<![\w./=-])"
    r"(?:\+\d{1,3}[ .()/-]{0,3}|\(\d{2,5}\)[ .-]?|0\d{1,4}[ ./-]|\d{3}[ .-](?=\d{3}[ .-]))"
    r"\d[\d ().-]{5,14}\d(?![\w-])"
)
_JWT = re.compile(r"eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,}")
_BEARER = re.compile(r"\b(Bearer|Basic)\s{1,3}[\w.~+/=-]{12,}")
_NAMED = (
    r"[\w-]{0,40}(?:token|secret|password|passwd|api[_-]?key|app[_-]?key|csrf|xsrf|session|signature"
    r"|authorization|access[_-]?key|client[_-]?id)[\w-]{0,20}"
)
_IN_QUERY = re.compile(rf"([?&]{_NAMED}=)[^&\"'\s<>]+", re.IGNORECASE)
_IN_MARKUP = re.compile(
    rf"""((?:name|id|property)=["']{_NAMED}["'][^<>]{{0,200}}?(?:content|value)=["'])[^"']+""",
    re.IGNORECASE,
)
_IN_SCRIPT = re.compile(
    rf"""(["']?{_NAMED}["']?\s?[:=]\s?["'])[^"']{{8,}}(?=["'])""", re.IGNORECASE
)
_NAMES_A_SECRET = re.compile(_NAMED, re.IGNORECASE)


def scrubbed(text: str) -> str:
    """The text without tokens, e-mail addresses and telephone numbers."""
    text = _MAIL.sub("someone@example.com", text)
    text = _JWT.sub("TOKEN", text)
    text = _BEARER.sub(r"\g<1> TOKEN", text)
    for pattern in (_IN_QUERY, _IN_MARKUP, _IN_SCRIPT):
        text = pattern.sub(r"\g<1>TOKEN", text)
    return _PHONE.sub("+1 555 0100", text)


def trimmed(body: bytes, keep: int = KEEP) -> bytes:
    """The answer with `keep` elements of each list of objects, scrubbed. JSON stays JSON."""
    text = body.decode("utf-8", "replace")
    try:
        payload = json.loads(text)
    except (ValueError, RecursionError):
        return scrubbed(_fewer_elements(text, keep)).encode()
    return (json.dumps(_trim(payload, keep), ensure_ascii=False, indent=1) + "\n").encode()


def _fewer_elements(text: str, keep: int) -> str:
    """XML with the first few of its postings. Other text stays as it is."""
    if not text[:200].lstrip("\ufeff \t\r\n").startswith(("<?xml", "<rss", "<feed", "<rdf")):
        return text
    for name in _REPEATED:
        found = list(re.finditer(rf"<{name}[\s>]", text))
        end = text.rfind(f"</{name}>")
        if len(found) > keep and end > found[keep].start():
            return text[: found[keep].start()] + text[end + len(f"</{name}>") :]
    return text


def _trim(value: Any, keep: int, name: str = "") -> Any:
    match value:
        case dict():
            return {key: _trim(inner, keep, key) for key, inner in value.items()}
        case list():
            objects = len(value) > keep and all(isinstance(inner, dict) for inner in value)
            return [_trim(inner, keep, name) for inner in (value[:keep] if objects else value)]
        case str():
            return "TOKEN" if value and _NAMES_A_SECRET.fullmatch(name) else scrubbed(value)
        case _:
            return value


def located(kind: SourceKind, address: str) -> SourceOptions:
    """The options of the board that an address names. Raises UsageError where it names none."""
    for options in kind.locate(address):
        try:
            return kind.Options.model_validate(options)
        except ValidationError as error:
            wanted = ", ".join(str(it["loc"][0]) for it in error.errors() if it["loc"])
            raise UsageError(f"{address} does not say all that this kind needs: {wanted}") from None
    raise UsageError(f"{address} names no board of this kind")


async def record(kind: SourceKind, options: SourceOptions, folder: Path) -> list[Path]:
    """Fetches a list, a page or two and some details, and saves them. Answers the files."""
    files: list[Path] = []
    saved = Counter[str]()
    walk = Traversal(kind, options)
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    async with Fetcher(clock=lambda: datetime.now(UTC)) as fetcher:
        while saved["detail"] < KEEP and (request := walk.next()) is not None:
            if request.purpose == "page" and saved["page"] == PAGES:
                walk.lose(request, "not recorded")
                continue
            try:
                page = await fetcher.fetch(
                    request,
                    timeout=timedelta(seconds=30),
                    private=options.private,
                    pause=kind.MANNERS.pause,
                    robots=kind.MANNERS.robots,
                )
                if page is not None:
                    walk.take(page)
            except (FetchError, ParseError) as error:
                if request.purpose == "list":
                    raise
                walk.lose(request, str(error))
                continue
            if page is None:
                continue
            saved[request.purpose] += 1
            name = f"{request.purpose}-{len(files) + 1}{_suffix(page)}"
            body = _without(trimmed(page.body), request)
            await asyncio.to_thread((folder / name).write_bytes, body)
            files.append(folder / name)
    return files


def _without(body: bytes, request: Request) -> bytes:
    """The answer without the secrets that it was asked for with: some services repeat them."""
    headers = [value for _, value in request.headers if isinstance(value, Secret)]
    for secret in (*headers, *(value for _, value in request.keys)):
        if said := secret.reveal():
            body = body.replace(said.encode(), b"TOKEN")
    return body


def _suffix(page: Page) -> str:
    start = page.body[:200].lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] in (b"{", b"["):
        return ".json"
    return ".xml" if start.startswith(b"<?xml") or b"<rss" in start else ".html"


def main(arguments: list[str]) -> int:
    """`KIND ADDRESS [FOLDER]`. Answers the exit code."""
    if len(arguments) not in (2, 3):
        print("record KIND ADDRESS [FOLDER]", file=sys.stderr)
        return 2
    name, address, *rest = arguments
    kinds = sources.kinds()
    if name not in kinds:
        print(f"no kind {name}; there are {', '.join(kinds)}", file=sys.stderr)
        return 2
    folder = Path(*rest) if rest else Path("recorded") / name
    try:
        options = located(kinds[name], address)
        files = asyncio.run(record(kinds[name], options, folder))
    except AlertbotError as error:
        print(f"record: {error}", file=sys.stderr)
        return 1
    for file in files:
        print(file)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
