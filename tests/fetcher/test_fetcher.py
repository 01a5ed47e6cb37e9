"""Fetching from a real server on loopback: pages, what is unchanged, and everything that breaks."""

from __future__ import annotations

import asyncio
import gzip
import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from alertbot.errors import BadStatus, FetchError, PageTooLarge, Unreachable
from alertbot.fetcher import Fetcher
from alertbot.model import Page, Request, Secret, Validators
from alertbot.testing import Board, Fault

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
JOBS = "<h1>Engineer</h1>" * 50
SOON = timedelta(seconds=0.3)
LONG = timedelta(seconds=20)
UNKNOWN = Validators()


@pytest.fixture
def board() -> Iterator[Board]:
    with Board() as board:
        board.page("/jobs", JOBS)
        yield board


def new_fetcher() -> Fetcher:
    return Fetcher(clock=lambda: NOW, version="9.9", contact="ops@example.com")


def fetch(
    request: Request, validators: Validators = UNKNOWN, within: timedelta = LONG
) -> Page | None:
    async def scenario() -> Page | None:
        async with new_fetcher() as fetcher:
            return await fetcher.fetch(request, validators=validators, timeout=within, private=True)

    return asyncio.run(scenario())


def page_of(url: str) -> Page:
    page = fetch(Request(url))
    assert page is not None
    return page


def test_a_page(board: Board) -> None:
    request = Request(f"{board.url}/jobs?page=1")
    page = fetch(request)
    assert page is not None
    assert page.body == JOBS.encode()
    assert (page.content_type, page.charset) == ("text/html", "utf-8")
    assert (page.url, page.fetched_at, page.request) == (request.url, NOW, request)
    assert len(page.validators.body_hash) == 64
    assert page.validators.etag
    asked = board.requests[0]
    assert asked.header("accept-encoding") == "gzip"
    assert asked.header("user-agent") == (
        "alertbot/9.9 (+job alerts; self-hosted; contact ops@example.com)"
    )


def test_unchanged_by_validators(board: Board) -> None:
    first = page_of(f"{board.url}/jobs")
    assert fetch(Request(f"{board.url}/jobs"), first.validators) is None
    assert board.requests[-1].status == 304
    board.page("/jobs", "<h1>News</h1>")
    second = fetch(Request(f"{board.url}/jobs"), first.validators)
    assert second is not None
    assert second.validators != first.validators


def test_unchanged_by_its_bytes(board: Board) -> None:
    board.conditional = False
    first = page_of(f"{board.url}/jobs")
    assert fetch(Request(f"{board.url}/jobs"), first.validators) is None
    assert board.requests[-1].status == 200


def test_304_out_of_the_blue(board: Board) -> None:
    board.fail(Fault.status(304))
    with pytest.raises(BadStatus, match="nothing has changed, though"):
        fetch(Request(f"{board.url}/jobs"), Validators(body_hash="0" * 64))


def test_a_post_is_sent_and_is_never_conditional(board: Board) -> None:
    headers = (("Content-Type", "application/json"), ("X-Key", Secret("tok-123")))
    known = Validators(etag='"x"', last_modified="yesterday")
    fetch(Request(f"{board.url}/jobs", "POST", b"{}", headers), known)
    asked = board.requests[0]
    assert (asked.method, asked.body, asked.header("x-key")) == ("POST", b"{}", "tok-123")
    assert not asked.header("if-none-match")
    assert not asked.header("if-modified-since")


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (204, "not a page"),
        (206, "not a page"),
        (300, "points elsewhere"),
        (302, "points elsewhere"),
        (401, "key"),
        (403, "refuses"),
        (404, "no such board"),
        (410, "gone"),
        (500, "trouble on its side"),
        (999, "not a page|trouble"),
    ],
)
def test_statuses(board: Board, status: int, words: str) -> None:
    board.fail(Fault.status(status))
    with pytest.raises(BadStatus, match=words) as caught:
        fetch(Request(f"{board.url}/jobs"))
    assert caught.value.status == status
    assert caught.value.wait is None
    assert str(caught.value).startswith(board.url.removeprefix("http://") + f": {status}: ")


@pytest.mark.parametrize("status", [429, 503])
@pytest.mark.parametrize("header", ["30", "Wed, 25 Nov 2026 12:00:30 GMT"])
def test_how_long_to_wait(board: Board, status: int, header: str) -> None:
    board.fail(Fault.status(status, {"Retry-After": header}))
    with pytest.raises(BadStatus, match="wait 30 s") as caught:
        fetch(Request(f"{board.url}/jobs"))
    assert caught.value.wait == timedelta(seconds=30)


@pytest.mark.parametrize(
    ("fault", "kind", "words"),
    [
        (Fault.drop_before(), Unreachable, "closed the connection"),
        (Fault.drop_after_accept(), Unreachable, "closed the connection"),
        (Fault.silence_before(), Unreachable, r"no answer within 0\.3 s"),
        (Fault.drip(0.02), Unreachable, r"still coming in after 0\.3 s"),
        (Fault.drip(0.02, head=True), Unreachable, r"no answer within 0\.3 s"),
        (Fault.truncated(), Unreachable, "cut off"),
        (Fault.truncated(0), Unreachable, "cut off"),
        (Fault.raw(b"SSH-2.0-OpenSSH_9.9\r\n\r\n"), Unreachable, "not HTTP"),
        (Fault.raw(b"HTTP/1.1 200 OK\r\nno colon\r\n\r\n"), Unreachable, "not HTTP"),
        (Fault.raw(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000), Unreachable, "not HTTP"),
        (Fault.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz"), Unreachable, "cut"),
        (
            Fault.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"),
            Unreachable,
            "cut off",
        ),
        (Fault.raw(b"HTTP/1.1 302 Found\r\nLocation: http://[\r\n\r\n"), FetchError, ": "),
        (Fault.status(200, {"Content-Encoding": "gzip"}, b"plain"), Unreachable, "unpacked"),
        (Fault.status(200, {"Content-Encoding": "br"}, b"x"), Unreachable, "not asked for"),
        (Fault.redirect("ftp://files.example/"), FetchError, "only http and https"),
        (Fault.redirect("javascript:alert(1)"), FetchError, ": "),
        (Fault.redirect("http://"), FetchError, ": "),
        (Fault.redirect("//"), FetchError, ": "),
        (Fault.redirect_loop(), BadStatus, "in a circle, or too often"),
        (Fault.redirect("/jobs?key=tok-123"), BadStatus, "in a circle, or too often"),
    ],
)
def test_what_breaks(board: Board, fault: Fault, kind: type[FetchError], words: str) -> None:
    board.compress = False
    board.fail(fault)
    with pytest.raises(kind, match=words) as caught:
        fetch(Request(f"{board.url}/jobs?key=tok-123"), within=SOON)
    message = str(caught.value)
    assert "\n" not in message
    assert "tok-123" not in message


@pytest.mark.parametrize(
    "fault", [Fault.big(), Fault.big(declared=False), Fault.gzip_bomb(40)], ids=lambda f: f.name
)
def test_too_large(board: Board, fault: Fault) -> None:
    board.fail(fault)
    with pytest.raises(PageTooLarge, match="over 10 MB"):
        fetch(Request(f"{board.url}/jobs"))


def test_close_delimited_and_bare_heads(board: Board) -> None:
    board.fail(Fault.raw(b"HTTP/1.0 200 OK\r\n\r\n<h1>x</h1>"))
    page = page_of(f"{board.url}/jobs")
    assert (page.body, page.content_type, page.charset) == (b"<h1>x</h1>", "", "")


def test_gzip(board: Board) -> None:
    page = gzip.compress(JOBS.encode())
    board.fail(Fault.status(200, {"Content-Encoding": "gzip"}, page, "text/html; charset=x-y"))
    assert page_of(f"{board.url}/jobs").body == JOBS.encode()


def test_nothing_listens(board: Board) -> None:
    url = board.url
    board.stop()
    with pytest.raises(Unreachable, match="connection refused"):
        fetch(Request(url))


@pytest.mark.parametrize("url", ["", "jobs", "http://", "https:///x", "http://exa mple/", "://"])
def test_no_url(url: str) -> None:
    with pytest.raises(FetchError):
        fetch(Request(url))


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirects_are_followed(board: Board, code: int) -> None:
    board.fail(Fault.redirect("/jobs?from=there", code), when="/old")
    page = page_of(f"{board.url}/old")
    assert page.url == f"{board.url}/jobs?from=there"
    assert page.request == Request(f"{board.url}/old")


def test_five_redirects_and_no_more(board: Board) -> None:
    for hop in range(6):
        board.fail(Fault.redirect(f"/{hop}" if hop else "/jobs"), when=f"/{hop + 1}", times=None)
    assert page_of(f"{board.url}/5").url == f"{board.url}/jobs"
    with pytest.raises(BadStatus) as caught:
        fetch(Request(f"{board.url}/6"))
    assert caught.value.status == 302


def test_a_post_is_not_redirected(board: Board) -> None:
    board.fail(Fault.redirect("/jobs"))
    with pytest.raises(BadStatus, match="302"):
        fetch(Request(f"{board.url}/jobs", "POST"))
    assert len(board.requests) == 1


def test_a_closed_connection_is_opened_again(board: Board) -> None:
    async def scenario() -> None:
        async with new_fetcher() as fetcher:
            request = Request(f"{board.url}/jobs")
            assert await fetcher.fetch(request, private=True)
            board.fail(Fault.drop_before())
            assert await fetcher.fetch(request, private=True)

    asyncio.run(scenario())
    assert len(board.requests) == 3


def test_no_cookie_is_kept(board: Board) -> None:
    board.serve("/login", b"x", headers={"Set-Cookie": "session=tok-123; Path=/"})

    async def scenario() -> None:
        async with new_fetcher() as fetcher:
            for path in ("/login", "/jobs"):
                await fetcher.fetch(Request(board.url + path), private=True)

    asyncio.run(scenario())
    assert not board.requests[-1].header("cookie")


def test_login_in_a_url_is_used_and_forgotten(board: Board) -> None:
    with_login = board.url.replace("://", "://me:tok%2F123@")
    page = page_of(f"{with_login}/jobs")
    assert page.url == f"{board.url}/jobs"
    assert board.requests[0].header("authorization") == "Basic bWU6dG9rLzEyMw=="
    with pytest.raises(BadStatus) as caught:
        fetch(Request(f"{with_login}/gone"))
    assert "tok" not in str(caught.value)


@pytest.mark.parametrize(
    "value", ["tok-123\r\nX: y", "tok-123\0", "tok-123é", "tok-123\N{SNOWMAN}"]
)
def test_secrets_that_cannot_be_sent(board: Board, value: str) -> None:
    with pytest.raises(Unreachable, match="Authorization has characters") as caught:
        fetch(Request(f"{board.url}/jobs", headers=(("Authorization", Secret(value)),)))
    error: BaseException | None = caught.value
    while error:
        assert "tok-123" not in str(error)
        error = error.__context__
    assert not board.requests


def test_nothing_is_logged(board: Board, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    headers = (("Authorization", Secret("tok-123")),)
    fetch(Request(f"{board.url}/jobs?key=tok-456", headers=headers))
    assert "tok-" not in caplog.text


def test_outside_its_context_it_does_nothing(board: Board) -> None:
    with pytest.raises(RuntimeError, match="async with"):
        asyncio.run(new_fetcher().fetch(Request(f"{board.url}/jobs"), private=True))
