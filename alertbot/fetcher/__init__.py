"""Fetching: one client for all sources, polite, bounded in every direction, hard to lead astray.

`Fetcher.fetch` asks for a page, conditionally where it was seen before, and answers with the Page,
with None where it is unchanged, or with one of the four FetchErrors. It knows no source and no
schedule. A `hop` is one question; `transport` and `wire` carry it, `network` connects and `guard`
says where to; `answers` reads the answer's head, `body` gathers the rest, and `trouble` has the
words for what breaks.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import re
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self
from weakref import WeakValueDictionary

import httpx

import alertbot
from alertbot.errors import BadStatus, Disallowed, FetchError
from alertbot.fetcher import answers, robots
from alertbot.fetcher.body import Body
from alertbot.fetcher.hop import Hop
from alertbot.fetcher.network import Network, Resolver, look_up, trusted
from alertbot.fetcher.transport import Progress, Transport
from alertbot.fetcher.trouble import TROUBLES, in_words
from alertbot.model import Page, Request, Validators

__all__ = ["Fetcher", "Resolver"]

CONNECTIONS = 50
"""At once, to all servers together."""
KEPT_ALIVE = 20
EXPIRY = 60.0
"""Seconds that a connection is kept without use."""
REDIRECTS = 5
HOSTS_KNOWN = 5000
"""Whose last request and robots.txt are remembered."""
MAX_BYTES = 10 * 2**20
"""What a page may weigh, as sent and as unpacked. The largest board on record has 3.6 MB."""

_NOTHING_KNOWN = Validators()
_FOLLOWED = frozenset({301, 302, 303, 307, 308})
_DRAINED = 64 * 1024
"""Of a redirect's body, which nobody needs: read so far to keep the connection, then dropped."""


@dataclass(frozen=True, slots=True)
class _Errand:
    """What `fetch` was called with, for every hop of the way."""

    request: Request
    validators: Validators
    seconds: float
    private: bool
    pause: timedelta
    robots: bool


class Fetcher:
    """Fetches pages, for as long as its context is open.

    One host is asked one thing at a time. A request's time runs from when its turn has come, so a
    queue never makes a board look dead. `max_bytes` bounds a page; `resolve` looks up names.
    """

    def __init__(
        self,
        *,
        clock: Callable[[], datetime],
        version: str = alertbot.__version__,
        contact: str = "",
        max_bytes: int = MAX_BYTES,
        resolve: Resolver = look_up,
    ) -> None:
        self._clock = clock
        self._headers = httpx.Headers(
            {
                "User-Agent": _user_agent(version, contact),
                "Accept": "*/*",
                "Accept-Encoding": "gzip",
                "Connection": "keep-alive",
            }
        )
        self._max_bytes = max_bytes
        self._resolve = resolve
        self._hosts: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._asked_at: OrderedDict[str, float] = OrderedDict()
        self._robots: OrderedDict[str, robots.Rules] = OrderedDict()
        self._reading: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._slots = asyncio.Semaphore(CONNECTIONS)
        self._transport: Transport | None = None
        _quieten()

    async def __aenter__(self) -> Self:
        network = Network(self._resolve, trusted)
        self._transport = Transport(network, idle=KEPT_ALIVE, expiry=EXPIRY)
        return self

    async def __aexit__(self, *_: object) -> None:
        transport, self._transport = self._transport, None
        if transport is not None:
            await transport.aclose()

    async def fetch(
        self,
        request: Request,
        *,
        validators: Validators = _NOTHING_KNOWN,
        timeout: timedelta = timedelta(seconds=20),  # noqa: ASYNC109 - it is a source's own setting
        private: bool = False,
        pause: timedelta = timedelta(0),
        robots: bool = False,
    ) -> Page | None:
        """The page, or None where it is as `validators` say that it was.

        `timeout` bounds the whole, redirects included, without the waiting for a turn. `private`
        allows addresses and ports that are not public. `pause` is the least time since the last
        request to the same host; with `robots` its robots.txt has to allow the address. Raises
        FetchError's kinds; a message names the host, never a query, a password or a header.
        """
        errand = _Errand(request, validators, timeout.total_seconds(), private, pause, robots)
        hop = Hop.first(request, validators)
        seen = {hop.url}
        clock = asyncio.get_running_loop().time
        left = errand.seconds
        while True:
            hop.check(private=private)
            async with self._turn(hop.host, await self._allowed(hop, errand)):
                began = clock()
                came = await self._ask(hop, errand, left)
                left -= clock() - began
            if not isinstance(came, Hop):
                return came
            if came.url in seen or len(seen) > REDIRECTS:
                message = f"{came.host}: {came.led_by}: it redirects in a circle, or too often"
                raise BadStatus(message, status=came.led_by)
            seen.add(came.url)
            hop = came

    async def _allowed(self, hop: Hop, errand: _Errand) -> timedelta:
        """The pause that the host wants between requests. Raises Disallowed."""
        if not errand.robots:
            return errand.pause
        rules = await self._rules(hop, errand)
        if not rules.allows(str(hop.url)):
            raise Disallowed(f"{hop.host}: its robots.txt asks programs not to read this address")
        return max(errand.pause, rules.delay)

    async def _rules(self, hop: Hop, errand: _Errand) -> robots.Rules:
        """The host's robots.txt, read once a day. One that cannot be had forbids for now."""
        site = f"{hop.url.scheme}://{hop.host}"
        reading = self._reading.setdefault(site, asyncio.Lock())
        async with reading:  # sources of one host that start together read it once
            known = self._robots.get(site)
            if known and known.fresh(self._clock()):
                return known
            text = await self._robots_txt(site, hop.host, errand)
            rules = await asyncio.to_thread(robots.Rules.of, text, self._clock())
            self._robots[site] = rules
            while len(self._robots) > HOSTS_KNOWN:
                self._robots.popitem(last=False)
            return rules

    async def _robots_txt(self, site: str, host: str, errand: _Errand) -> str:
        request = Request(f"{site}/robots.txt")
        try:
            page = await self.fetch(
                request,
                timeout=timedelta(seconds=errand.seconds),
                private=errand.private,
                pause=errand.pause,
            )
            return page.body.decode("utf-8", "replace") if page else ""
        except BadStatus as error:
            if not 400 <= error.status < 500 or error.status == 429:
                message = f"{host}: its robots.txt cannot be read ({error.status}); not asked"
                raise Disallowed(message, wait=error.wait) from None
            return ""  # there is none: everything is allowed
        except FetchError as error:
            raise Disallowed(f"{error} (its robots.txt)", wait=error.wait) from error

    @asynccontextmanager
    async def _turn(self, host: str, pause: timedelta) -> AsyncIterator[None]:
        """One at a time a host, then CONNECTIONS at a time in all: the rest queue here."""
        lock = self._hosts.setdefault(host, asyncio.Lock())
        clock = asyncio.get_running_loop().time
        async with lock:
            rest = self._asked_at.get(host, -1e9) + pause.total_seconds() - clock()
            if rest > 0:
                await asyncio.sleep(rest)
            async with self._slots:
                try:
                    yield
                finally:
                    self._asked_at[host] = clock()
                    self._asked_at.move_to_end(host)
                    while len(self._asked_at) > HOSTS_KNOWN:
                        self._asked_at.popitem(last=False)

    async def _ask(self, hop: Hop, errand: _Errand, left: float) -> Page | Hop | None:
        progress = Progress()
        try:
            async with (
                asyncio.timeout(left),
                aclosing(await self._send(hop, progress, private=errand.private)) as answer,
            ):
                progress.answered = True
                return await self._read(answer, hop, errand)
        except TROUBLES as error:
            raise in_words(error, hop.host, progress, errand.seconds) from None

    async def _send(self, hop: Hop, progress: Progress, *, private: bool) -> httpx.Response:
        """Not by httpx's client: what it adds to its transport (cookies, redirects, logins, limits
        of its own) is not wanted here, and takes a quarter of the time of a 304."""
        if self._transport is None:
            raise RuntimeError("a Fetcher is used inside `async with`")
        headers = self._headers.copy()
        headers.update(hop.opened())
        asked = httpx.Request(
            hop.method,
            hop.url,
            headers=headers,
            content=hop.body or None,
            extensions={"private": private, "progress": progress},
        )
        return await self._transport.handle_async_request(asked)

    async def _read(self, answer: httpx.Response, hop: Hop, errand: _Errand) -> Page | Hop | None:
        status = answer.status_code
        if status in (200, 203):
            return await self._page(answer, hop, errand)
        if status == 304 and hop.conditional:
            await _drain(answer)
            return None
        location = answer.headers.get("Location", "")
        if status in _FOLLOWED and location and hop.method == "GET":
            await _drain(answer)
            return hop.follow(location, status)
        wait = answers.wait(answer.headers.get("Retry-After", ""), self._clock())
        message = f"{hop.host}: {answers.words(status, wait)}"
        raise BadStatus(message, status=status, wait=wait)

    async def _page(self, answer: httpx.Response, hop: Hop, errand: _Errand) -> Page | None:
        head = answer.headers
        body = Body(hop.host, answers.coding(head.get("Content-Encoding", "")), self._max_bytes)
        body.expect(head.get("Content-Length", ""))
        async for chunk in answer.aiter_raw():
            body.add(chunk)
        content = body.finish()
        digest = hashlib.sha256(content).hexdigest()
        if digest == errand.validators.body_hash:
            return None
        kind, charset = answers.content_type(head.get("Content-Type", ""))
        return Page(
            url=errand.request.url if hop.keyed else str(hop.url),
            body=content,
            content_type=kind,
            fetched_at=self._clock(),
            charset=charset,
            request=errand.request,
            validators=Validators(
                etag=answers.validator(head.get("ETag", "")),
                last_modified=answers.validator(head.get("Last-Modified", "")),
                body_hash=digest,
            ),
            fresh_for=answers.fresh_for(head.get("Cache-Control", ""), head.get("Age", "")),
        )


async def _drain(answer: httpx.Response) -> None:
    size = 0
    async for chunk in answer.aiter_raw():
        size += len(chunk)
        if size > _DRAINED:
            return


def _user_agent(version: str, contact: str) -> str:
    reach = re.sub(r"[^\x21-\x7e]+|[()\\]", " ", contact).strip()
    about = "+job alerts; self-hosted" + (f"; contact {reach}" if reach else "")
    return f"alertbot/{version} ({about})"


def _quieten() -> None:
    """httpx logs every URL, httpcore every header when asked for debugging: neither is wanted."""
    for name in ("httpx", "httpcore"):
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.WARNING))
