"""What can go wrong on the way to a service, on demand.

`taken` is the question that matters for a message: did the service carry the request out before
things went wrong? Only the faults that say so do.
"""

from __future__ import annotations

import functools
import json
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from alertbot.testing.exchange import HTML, JSON, Answer, Exchange

MEGABYTE = 1024 * 1024
_PAGE = b"<!doctype html><html><head><title>Sign in</title></head><body>Please wait.</body></html>"


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault is a name and what it does with a request. Others can be made in the same way."""

    name: str
    act: Callable[[Exchange], None]

    @staticmethod
    def status(
        code: int,
        headers: Mapping[str, str] | None = None,
        body: bytes = b"",
        content_type: str = HTML,
        *,
        taken: bool = False,
    ) -> Fault:
        """An answer with this status."""
        answer = Answer(code, body, content_type, tuple((headers or {}).items()))
        return _answering(f"status {code}", answer, taken=taken)

    @staticmethod
    def throttle(seconds: int = 1) -> Fault:
        """429 with Retry-After, in the service's own words. Not taken."""
        return Fault(f"throttle {seconds}", lambda one: one.send(one.throttled(seconds)))

    @staticmethod
    def drop_before() -> Fault:
        """The connection is closed without an answer. Not taken."""
        return Fault("drop before", lambda one: one.close())

    @staticmethod
    def drop_after_accept() -> Fault:
        """Taken; then the connection is reset without an answer."""
        return Fault("drop after accept", _take_and_reset)

    @staticmethod
    def silence_before(seconds: float = 60.0) -> Fault:
        """No answer for so long, then the connection is closed. Not taken."""
        return Fault("silence before", functools.partial(_silent, seconds, False))

    @staticmethod
    def silence_after_accept(seconds: float = 60.0) -> Fault:
        """Taken; then no answer for so long, and the connection is closed."""
        return Fault("silence after accept", functools.partial(_silent, seconds, True))

    @staticmethod
    def error_after_accept(code: int = 500) -> Fault:
        """Taken; then an answer that says otherwise."""
        return _answering(f"{code} after accept", Answer(code, b"", HTML), taken=True)

    @staticmethod
    def html(code: int = 200, body: bytes = _PAGE, *, taken: bool = False) -> Fault:
        """A web page, as a proxy or a login wall answers."""
        return _answering("html", Answer(code, body, HTML), taken=taken)

    @staticmethod
    def not_json(body: bytes = b"upstream connect error", *, taken: bool = False) -> Fault:
        """200 and the right content type, but the body is no JSON."""
        return _answering("not json", Answer(200, body, JSON), taken=taken)

    @staticmethod
    def empty(*, taken: bool = False) -> Fault:
        """200 and not one byte of body."""
        return _answering("empty", Answer(200, b"", JSON), taken=taken)

    @staticmethod
    def slow(seconds: float) -> Fault:
        """The true answer, after a while. Not taken if the client gives up before."""
        return Fault("slow", functools.partial(_slow, seconds))

    @staticmethod
    def drip(pause: float = 0.05, seconds: float = 600.0, *, head: bool = False) -> Fault:
        """A byte at a time, with no end before `seconds` are over. Taken.

        The bytes are spaces, which JSON and HTML allow in front. With `head` it is the headers
        that do not come to an end.
        """
        return Fault("drip", functools.partial(_drip, pause, seconds, head))

    @staticmethod
    def big(
        megabytes: int = 30, content_type: str = JSON, *, declared: bool = True, fill: bytes = b" "
    ) -> Fault:
        """A body of so many megabytes, streamed. Not `declared`: without a Content-Length."""
        answer = Answer(200, b"", content_type)
        return Fault("big", functools.partial(_big, answer, megabytes, declared, fill))

    @staticmethod
    def gzip_bomb(megabytes: int = 200, content_type: str = JSON) -> Fault:
        """A body a thousand times smaller than what it unpacks to."""
        answer = functools.partial(_bomb, megabytes, content_type)
        return Fault("gzip bomb", lambda one: one.send(answer()))

    @staticmethod
    def truncated(keep: int | None = None) -> Fault:
        """Taken; of the true answer the first `keep` bytes, or half, and then the end."""
        return Fault("truncated", functools.partial(_truncated, keep))

    @staticmethod
    def raw(data: bytes) -> Fault:
        """Bytes that need not be HTTP at all, then the end. Not taken."""
        return Fault("raw", functools.partial(_raw, data))

    @staticmethod
    def redirect(to: str, code: int = 302) -> Fault:
        """To another address."""
        return _answering("redirect", Answer(code, b"", HTML, (("Location", to),)))

    @staticmethod
    def redirect_loop(code: int = 302) -> Fault:
        """To an address of this server, which redirects to the next one, for ever."""
        return _answering("redirect loop", Answer(code, b"", HTML, (("Location", "/_loop/1"),)))

    @staticmethod
    def slack_error(code: str, *, taken: bool = False, **more: object) -> Fault:
        """Slack's way: 200 and {"ok": false, "error": code}; `more` are further keys."""
        answer = Answer.json({"ok": False, "error": code, **more})
        return _answering(f"slack {code}", answer, taken=taken)

    @staticmethod
    def telegram_error(
        code: int,
        description: str,
        parameters: Mapping[str, object] | None = None,
        *,
        taken: bool = False,
    ) -> Fault:
        """Telegram's way: the status, and the same with a description in the body."""
        answer = telegram_refusal(code, description, parameters)
        return _answering(f"telegram {code}", answer, taken=taken)


def telegram_refusal(
    code: int, description: str, parameters: Mapping[str, object] | None = None
) -> Answer:
    """How the Bot API says no."""
    body: dict[str, object] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = dict(parameters)
    return Answer(code, json.dumps(body).encode(), "application/json")


def _answering(name: str, answer: Answer, *, taken: bool = False) -> Fault:
    def act(one: Exchange) -> None:
        if taken:
            one.take()
        one.send(answer)

    return Fault(name, act)


def _take_and_reset(one: Exchange) -> None:
    one.take()
    one.reset()


def _silent(seconds: float, taken: bool, one: Exchange) -> None:
    if taken:
        one.take()
    one.wait(seconds)
    one.close()


def _slow(seconds: float, one: Exchange) -> None:
    if one.wait(seconds):
        one.send(one.take())
    else:
        one.close()


def _drip(pause: float, seconds: float, head: bool, one: Exchange) -> None:
    answer = one.take()
    one.close()
    if head:
        one.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
    else:
        one.head(answer, None)
    for _ in range(int(seconds / pause)):
        one.write(b"." if head else b" ")
        if not one.wait(pause):
            return


def _big(answer: Answer, megabytes: int, declared: bool, fill: bytes, one: Exchange) -> None:
    block = (fill * (65536 // len(fill) + 1))[:65536]
    if not declared:
        one.close()
    one.head(answer, megabytes * MEGABYTE if declared else None)
    for _ in range(megabytes * MEGABYTE // len(block)):
        one.write(block)


@functools.cache
def _bomb(megabytes: int, content_type: str) -> Answer:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    block = b" " * MEGABYTE
    parts = [packer.compress(block) for _ in range(megabytes)]
    body = b"".join([*parts, packer.flush()])
    return Answer(200, body, content_type, (("Content-Encoding", "gzip"),))


def _truncated(keep: int | None, one: Exchange) -> None:
    answer = one.take()
    one.close()
    one.head(answer, len(answer.body) or 1)
    one.write(answer.body[: len(answer.body) // 2 if keep is None else keep])


def _raw(data: bytes, one: Exchange) -> None:
    one.write(data)
    one.close()
