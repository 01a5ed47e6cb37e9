"""Who may ask, and what: before any page is made."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from alertbot.config import Web

OPEN = "/healthz"
"""What whoever can connect may ask: it says nothing but that the process lives."""

POLICY = "; ".join(
    (
        *("default-src 'none'", "style-src 'self'", "img-src data:", "base-uri 'none'"),
        *("form-action 'none'", "frame-ancestors 'none'"),
    )
)
HEADERS: Mapping[str, str] = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
    "connection": "close",
}
_HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class Gate:
    """Stands before the pages. `web` says where they are served, and behind which token."""

    def __init__(self, pages: ASGIApp, web: Web) -> None:
        self._pages = pages
        self._token = web.token.reveal().encode() if web.token else None
        self._hosts = _HERE | {web.host.lower()}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, as ASGI has it; its body is not read."""
        if scope["type"] != "http":
            return

        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        refused = self._refusal(scope)
        await (refused or self._pages)(scope, receive, sent)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if scope["method"] not in ("GET", "HEAD"):
            return _said("only GET and HEAD\n", 405, {"allow": "GET, HEAD"})
        if self._token is None:
            # A page elsewhere whose name leads here would read it otherwise: DNS rebinding.
            if host(headers.get("host", "")) not in self._hosts:
                return _said("this name is not served here; ask for 127.0.0.1\n", 421)
        elif scope["path"] != OPEN and not self._knows(headers.getlist("authorization")):
            asks = {"www-authenticate": 'Basic realm="alertbot", charset="UTF-8"'}
            return _said("the token is missing or wrong\n", 401, asks)
        return None

    def _knows(self, said: Iterable[str]) -> bool:
        """Whether one of these is the token: `Bearer TOKEN`, or a browser's name and password."""
        token = self._token or b""
        return any(hmac.compare_digest(token, one) for one in map(_credential, said))


def host(header: str) -> str:
    """The name that a request was sent to, without the port; empty where it is none."""
    try:
        return urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""


def _credential(header: str) -> bytes:
    scheme, _, rest = header.strip().partition(" ")
    value = rest.strip().encode("utf-8", "replace")
    if scheme.lower() == "bearer":
        return value
    if scheme.lower() != "basic":
        return b""
    try:
        return base64.b64decode(value, validate=True).partition(b":")[2]
    except binascii.Error:
        return b""


def _said(words: str, status: int, headers: Mapping[str, str] | None = None) -> Response:
    return PlainTextResponse(words, status, headers=headers)
