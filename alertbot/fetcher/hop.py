"""One question to one server: the request itself, or what a redirect made of it. Pure."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass, field, replace
from typing import Literal, Self

import httpx

from alertbot.errors import AddressRefused, BadStatus, FetchError, Unreachable
from alertbot.fetcher import guard
from alertbot.model import Request, Secret, Validators

Header = tuple[str, str | Secret]

_NAME = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_VALUE = re.compile(r"[\t\x20-\x7e]*")
_OF_ONE_SERVER = frozenset({"authorization", "cookie", "host", "proxy-authorization"})


@dataclass(frozen=True, slots=True)
class Hop:
    """What is sent: secrets still closed, the URL without the user and password it may have had.

    `led_by` is the status of the redirect that led here, 0 for the request itself. `keyed`: the
    address holds secrets.
    """

    url: httpx.URL = field(repr=False)
    method: Literal["GET", "POST"] = "GET"
    body: bytes = field(default=b"", repr=False)
    headers: tuple[Header, ...] = field(default=(), repr=False)
    led_by: int = 0
    keyed: bool = False

    @classmethod
    def first(cls, request: Request, validators: Validators) -> Self:
        """The request as a source words it. Raises Unreachable where it cannot be sent at all."""
        try:
            url = httpx.URL(request.url)
        except httpx.InvalidURL:
            raise _not_a_url(request.url) from None
        if not _leads_somewhere(url):
            raise Unreachable(_NO_URL)
        for name, secret in request.keys:
            url = url.copy_add_param(name, secret.reveal())
        headers = [*_login(url), *request.headers]
        if request.method == "GET" and validators.etag:
            headers.append(("If-None-Match", validators.etag))
        if request.method == "GET" and validators.last_modified:
            headers.append(("If-Modified-Since", validators.last_modified))
        hop = cls(
            _without_login(url),
            request.method,
            request.body,
            tuple(headers),
            keyed=bool(request.keys),
        )
        hop._refuse_unsendable()
        return hop

    @property
    def host(self) -> str:
        """Host, and port unless it is the usual one: for words, and to take turns by."""
        return self.url.netloc.decode("ascii")

    @property
    def conditional(self) -> bool:
        """Whether 304 is an answer to this."""
        return any(name in ("If-None-Match", "If-Modified-Since") for name, _ in self.headers)

    def opened(self) -> list[tuple[str, str]]:
        """The headers with their secrets opened: for the wire only."""
        return [
            (name, value.reveal() if isinstance(value, Secret) else value)
            for name, value in self.headers
        ]

    def check(self, *, private: bool) -> None:
        """Raise AddressRefused for a URL that is not asked for, whatever its name leads to."""
        url = self.url
        objection = guard.objection(
            url.scheme, url.raw_host.decode("ascii"), url.port, private=private
        )
        if objection:
            raise AddressRefused(f"{self.host}: {objection}")

    def follow(self, location: str, status: int) -> Self:
        """Where a redirect leads. Secrets stay with the server that they are meant for.

        Raises BadStatus where it leads nowhere, or from https to http.
        """
        try:
            url = _without_login(self.url.join(location))
        except httpx.InvalidURL:
            url = httpx.URL()
        if not _leads_somewhere(url):
            raise BadStatus(f"{self.host}: {status}: it redirects to no address", status=status)
        if self.url.scheme == "https" and url.scheme == "http":
            message = f"{self.host}: {status}: it redirects from https to http; not followed"
            raise BadStatus(message, status=status)
        if self.keyed:
            # The keys would go along, or be lost: neither is what a keyed service does.
            raise BadStatus(f"{self.host}: {status}: it redirects; not followed", status=status)
        headers = self.headers if _same_server(self.url, url) else _for_anybody(self.headers)
        return replace(self, url=url, headers=headers, led_by=status)

    def _refuse_unsendable(self) -> None:
        for name, value in self.opened():
            if not _NAME.fullmatch(name) or not _VALUE.fullmatch(value):
                shown = name if _NAME.fullmatch(name) else "a header"
                message = f"{self.host}: {shown} has characters that a header cannot carry"
                raise Unreachable(message)


_LONGEST_HOST = 253
_NO_URL = "the source's address is not a URL with a host; it looks like https://boards.example/jobs"


def _not_a_url(text: str) -> FetchError:
    """Why httpx cannot read a URL. An address with octal parts (0177.0.0.1) is none of its kind."""
    written = re.match(r"https?://(?:[^/?#@]*@)?([0-9.]{7,15})(?=[:/?#]|$)", text, re.IGNORECASE)
    address = guard.literal(written[1]) if written else None
    if written and address and not guard.is_public(address):
        return AddressRefused(f"{written[1]}: {guard.not_public(address)}")
    return Unreachable(_NO_URL)


def _leads_somewhere(url: httpx.URL) -> bool:
    """Whether a URL has a host that can be one, and a port that can be one.

    Looks at the host as it is sent: httpx raises on reading a mistaken punycode back.
    """
    host = url.raw_host
    return 0 < len(host) <= _LONGEST_HOST and host[:1] != b"." and 0 < (url.port or 80) < 2**16


def _login(url: httpx.URL) -> list[Header]:
    if not url.userinfo:
        return []
    pair = f"{url.username}:{url.password}".encode()
    return [("Authorization", Secret(f"Basic {base64.b64encode(pair).decode()}"))]


def _without_login(url: httpx.URL) -> httpx.URL:
    return url.copy_with(userinfo=b"") if url.userinfo else url


def _same_server(one: httpx.URL, other: httpx.URL) -> bool:
    """The same host and port, or the same host gone over to https on the usual ports."""
    if (one.scheme, one.netloc) == (other.scheme, other.netloc):
        return True
    usual = one.port is None and other.port is None
    return (
        one.raw_host == other.raw_host and usual and (one.scheme, other.scheme) == ("http", "https")
    )


def _for_anybody(headers: tuple[Header, ...]) -> tuple[Header, ...]:
    return tuple(
        (name, value)
        for name, value in headers
        if not isinstance(value, Secret) and name.lower() not in _OF_ONE_SERVER
    )
