"""From the address of a careers page to the source that reads it: looked for, then tried.

What an address or a page's source names is asked of the kinds (`locate`); what they name is tried
online, and only what answers with postings, or with an empty board in its own words, is offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

from pydantic import ValidationError

from alertbot.errors import FetchError, ParseError
from alertbot.fetcher import Fetcher
from alertbot.model import Page, RawPosting, Request
from alertbot.sources import Kinds, SourceKind, SourceOptions
from alertbot.sources._page_shape import canonical
from alertbot.text import one_line
from alertbot.traversal import Traversal

TIMEOUT = timedelta(seconds=20)
MOST_TRIED = 12
"""Boards that are tried: a page of links may name hundreds."""
LOOKED_INTO = 3
"""Further pages that are looked into where the first one names no board."""
LAST = ("rss", "page")
"""Kinds that can do with nearly any address: tried when the others have been."""

_LINK = re.compile(
    r"(<(?:a|link|iframe|script|form)\b[^<>]{0,2000}?\b(?:href|src|action)\s?=\s?)"
    r"""(["'])([^"'<>]{1,2000})\2"""
)
_TELLING = re.compile(
    r"job|career|position|vacanc|opening|join|hiring|work-with|stellen|karriere|emploi|recrut"
    r"|offres|empleo|trabaj|vagas|lavora|vacature|praca|kariera",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A source that would do. `options` as YAML would say them; `titles`: of some postings.

    `total` counts the postings of the whole board where it says so, else those of its first page.
    `problem`: why it could not be read, in one line; empty where it could.
    """

    kind: str
    options: Mapping[str, object]
    employer: str = ""
    total: int = 0
    titles: tuple[str, ...] = ()
    problem: str = ""


class Finder:
    """Looks for the source behind an address.

    `private` allows the host that is asked for to be one that is not public; what its pages name is
    anybody's word, and has to be public all the same.

    `base_url`: what stands in for the services' own hosts, for a proxy or a test.
    """

    def __init__(
        self, fetcher: Fetcher, kinds: Kinds, *, private: bool, base_url: str | None = None
    ) -> None:
        self._fetcher = fetcher
        self._kinds = kinds
        self._private = private
        self._base_url = base_url
        self._meant = ""

    async def find(self, address: str, page: Page | None = None) -> list[Offer]:
        """The sources that can be read, the best first; else those that were tried, and why not.

        `page`: what the address shows, if it is at hand. Raises FetchError where the address names
        no board and cannot be read either.
        """
        self._meant = _host(address)
        own = canonical(page.body.decode("utf-8", "replace")) if page else ""
        if page and not self._meant and own.startswith(("http://", "https://")):
            address, page = own, replace(page, url=own)  # a saved page says where it is from
        offers = [await self._try(*it) for it in self._named(address)]
        if not any(offer.total for offer in offers):
            try:
                offers += await self._by_page(page or await self._page(address))
            except (FetchError, ParseError):
                if not offers:
                    raise
        read = [offer for offer in offers if not offer.problem]
        read.sort(key=lambda offer: (offer.kind in LAST, offer.total == 0))
        return read or offers

    async def _by_page(self, page: Page) -> list[Offer]:
        named = list(self._in_page(page))
        if not named:
            for link in _further(page):
                try:
                    named += self._in_page(await self._page(link))
                except FetchError:
                    continue
        offers = [await self._try(*it) for it in named[:MOST_TRIED]]
        if not any(offer.total for offer in offers):
            offers += [await self._try(kind, {"url": page.url}) for kind in LAST]
        return offers

    def _named(self, text: str) -> Iterator[tuple[str, Mapping[str, object]]]:
        """The boards that an address or a page's source names, those of services first."""
        told: list[object] = []
        for name in sorted(self._kinds, key=lambda name: name in LAST):
            if name == "page":
                continue
            for options in self._kinds[name].locate(text):
                if (name, options) not in told:
                    told.append((name, options))
                    yield name, options

    def _in_page(self, page: Page) -> Iterator[tuple[str, Mapping[str, object]]]:
        """The kind whose payload the page itself is, and the boards that it names."""
        if self._kinds["rss"].recognise(page):
            yield "rss", {"url": page.url}
            return
        yield from self._named(_absolute(page))

    async def _page(self, address: str) -> Page:
        page = await self._fetch(Request(address))
        if page is None:
            raise ParseError("answered 'not modified' to a first request")
        return page

    async def _fetch(self, request: Request, *, robots: bool = False) -> Page | None:
        meant = _host(request.url) in (self._meant, _host(self._base_url or ""))
        return await self._fetcher.fetch(
            request, timeout=TIMEOUT, private=self._private and meant, robots=robots
        )

    async def _try(self, name: str, options: Mapping[str, object]) -> Offer:
        """The first page of a board, read."""
        kind = self._kinds[name]
        try:
            given = {**options, "private": self._private}
            if self._base_url and name not in LAST:
                given["base_url"] = self._base_url
            built = kind.Options.model_validate(given)
            return await self._first_page(name, kind, options, built)
        except ValidationError as error:
            missing = ", ".join(str(it["loc"][0]) for it in error.errors() if it["loc"])
            return Offer(name, options, problem=f"needs {missing}")
        except (FetchError, ParseError) as error:
            return Offer(name, options, problem=str(error))

    async def _first_page(
        self, name: str, kind: SourceKind, options: Mapping[str, object], built: SourceOptions
    ) -> Offer:
        walk = Traversal(kind, built)
        request = walk.next()
        while request is not None and request.purpose == "list":
            page = await self._fetch(request, robots=kind.MANNERS.robots)
            if page is not None:
                walk.take(page)
            request = walk.next()
        harvest = walk.harvest
        listed: list[RawPosting] = list(harvest.listed.values())
        if harvest.skipped and not listed:
            raise ParseError(f"none of its postings is understood: {harvest.skipped[0]}")
        companies = [posting.company for posting in listed if posting.company]
        return Offer(
            name,
            options,
            employer=next(iter([*harvest.employers, *companies]), ""),
            total=max(harvest.total or 0, len(listed)),
            titles=tuple(one_line(posting.title) for posting in listed[:3]),
        )


def _absolute(page: Page) -> str:
    """The page's source with the addresses of its links made whole."""
    text = page.body.decode("utf-8", "replace")

    def whole(found: re.Match[str]) -> str:
        try:
            address = urljoin(page.url, found[3].replace("&amp;", "&"))
        except ValueError:
            return found[0]
        return f"{found[1]}{found[2]}{address}{found[2]}"

    return _LINK.sub(whole, text)


def _further(page: Page) -> list[str]:
    """Pages that this one leads to and that may name a board: frames, and links that say so."""
    own = _host(page.url)
    frames, links = [], []
    for found in _LINK.finditer(_absolute(page)):
        address, tag = found[3].partition("#")[0], found[1][:7].lower()
        if not address.startswith(("http://", "https://")) or address == page.url:
            continue
        host = _host(address)
        if tag.startswith("<iframe"):
            frames.append(address)
        elif tag.startswith("<a") and _kin(host, own) and _TELLING.search(address):
            links.append(address)
    return list(dict.fromkeys([*frames, *links]))[:LOOKED_INTO]


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def _kin(host: str, own: str) -> bool:
    """Whether two hosts are one site's: careers.contoso.example and www.contoso.example."""
    return host.split(".")[-2:] == own.split(".")[-2:]


def as_yaml(offer: Offer) -> str:
    """The offer as a line of the configuration's `sources:`."""
    words = (
        offer.employer
        or next((str(offer.options[key]) for key in offer.options if key != "url"), "")
        or urlsplit(str(offer.options.get("url", ""))).hostname
        or offer.kind
    )
    name = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:40] or offer.kind
    if not _PLAIN.fullmatch(name) or name in _WORDS:  # 3m, null
        name = f"{offer.kind}-{name}"
    options = "".join(f", {key}: {_scalar(value)}" for key, value in offer.options.items())
    return f"  {name}: {{kind: {offer.kind}{options}}}"


_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})


def _scalar(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_scalar, value))}]"
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{_scalar(key)}: {_scalar(it)}' for key, it in value.items())}}}"
    text = str(value)
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    escaped = text.replace("'", "''")
    return f"'{escaped}'"
