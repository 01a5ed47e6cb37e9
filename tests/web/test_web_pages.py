"""What the pages of a running service answer, and to whom."""

from __future__ import annotations

import asyncio
import base64
import socket
import sys
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from alertbot.config import Web
from alertbot.errors import UsageError
from alertbot.store.answers import Answers
from alertbot.store.tables import outbox, sources
from alertbot.testing import greenhouse_job
from alertbot.web import asking, serving
from alertbot.web import server as serving_them
from alertbot.web.server import bound
from tests.bot import SECRETS, Bot, bot
from tests.web import month
from tests.web.site import TOKEN, Site, site

Story = Callable[[Site], Awaitable[None]]


def told(folder: Path, story: Story, **how: Any) -> None:
    """Tells a story of a running site."""

    async def tell() -> None:
        async with site(folder, **how) as one:
            await story(one)

    asyncio.run(tell())


def test_each_page_answers(tmp_path: Path) -> None:
    async def story(one: Site) -> None:
        kinds = {"/": "text/html", "/metrics": "text/plain", "/style.css": "text/css"}
        for path in ("/", "/healthz", "/readyz", "/metrics", "/style.css"):
            answer = await one.get(path)
            assert answer.status_code == 200, answer.text
            assert answer.headers["content-type"].startswith(kinds.get(path, "text/plain"))
            head = await one.client.head(path)
            assert (head.status_code, head.content) == (200, b"")
        assert (await one.get("/healthz")).text == "ok\n"
        assert (await one.get("/readyz")).text == "ready\n"

    told(tmp_path, story)


def test_nothing_else_is_answered(tmp_path: Path) -> None:
    async def story(one: Site) -> None:
        for path in ("/nothing", "/healthz/", "/../alertbot.yaml", "/page.html"):
            assert (await one.get(path)).status_code == 404, path
        for method in ("POST", "PUT", "DELETE", "OPTIONS", "TRACE"):
            answer = await one.client.request(method, "/", content=b"x" * 100_000)
            assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")

    told(tmp_path, story)


def test_every_answer_keeps_browsers_from_mischief(tmp_path: Path) -> None:
    async def story(one: Site) -> None:
        for path in ("/", "/metrics", "/nothing"):
            headers = (await one.get(path)).headers
            policy = headers["content-security-policy"]
            assert "default-src 'none'" in policy
            assert "unsafe" not in policy
            assert "script-src" not in policy
            assert headers["x-content-type-options"] == "nosniff"
            assert headers["referrer-policy"] == "no-referrer"
            assert headers["x-frame-options"] == "DENY"
            assert headers["cache-control"] == "no-store"
            assert "server" not in headers

    told(tmp_path, story)


def test_a_name_that_leads_here_is_not_served(tmp_path: Path) -> None:
    async def story(one: Site) -> None:
        for host in ("evil.example", "127.0.0.1.evil.example", "[::1", "", "localhost.evil:80"):
            answer = await one.get("/", host=host)
            assert answer.status_code in (400, 421), host
        for host in ("localhost", "LOCALHOST:8585", "127.0.0.1:1", "[::1]:8585"):
            assert (await one.get("/healthz", host=host)).status_code == 200, host

    told(tmp_path, story)


def basic(password: str, user: str = "anybody") -> str:
    return f"Basic {base64.b64encode(f'{user}:{password}'.encode()).decode()}"


def test_behind_a_token_who_has_it_may_ask(tmp_path: Path) -> None:
    async def story(one: Site) -> None:
        paths = ("/", "/readyz", "/metrics", "/style.css", "/nothing")
        wrong = ("", "Bearer", "Bearer no", f"Token {TOKEN}", basic("no"), "Basic ?", basic(""))
        for path in paths:
            answer = await one.get(path)
            assert answer.status_code == 401
            assert answer.headers["www-authenticate"].startswith("Basic ")
            for said in (*wrong, f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}"):
                assert (await one.get(path, authorization=said)).status_code == 401, said
            for said in (f"Bearer {TOKEN}", f"bearer  {TOKEN}", basic(TOKEN), basic(TOKEN, "")):
                status = (await one.get(path, authorization=said)).status_code
                assert status == (404 if path == "/nothing" else 200)
        assert (await one.get("/healthz", host="other.example")).text == "ok\n"

    told(tmp_path, story, web=f'{{listen: "127.0.0.1:0", token: {TOKEN}}}')


def test_no_page_holds_a_secret(tmp_path: Path) -> None:
    async def story(one: Site) -> None:
        for path in ("/", "/readyz", "/metrics"):
            text = (await one.get(path, authorization=f"Bearer {TOKEN}")).text
            assert all(secret not in text for secret in (TOKEN, *SECRETS.values()))

    told(tmp_path, story, web=f'{{listen: "127.0.0.1:0", token: {TOKEN}}}')


def test_the_page_shows_what_others_wrote_as_words(tmp_path: Path) -> None:
    async def story(one: Site) -> None:
        bad = "<script>alert(1)</script>\"'>`x`"
        one.change(sources.update().values(failures=3, error=bad))
        text = (await one.get("/")).text
        assert "<script" not in text
        assert "&lt;script&gt;alert(1)" in text
        assert "Rocket Engineer" in text

    told(tmp_path, story)


def test_a_database_that_takes_nothing_is_said(tmp_path: Path) -> None:
    async def story(one: Site) -> None:
        refuse = "CREATE TRIGGER no BEFORE UPDATE ON instance BEGIN SELECT RAISE(ABORT, 'no'); END"
        with one.app.store._database.write() as connection:
            connection.exec_driver_sql(refuse)
        answer = await one.get("/readyz")
        assert answer.status_code == 503
        assert answer.text.startswith("the database cannot be written: ")
        assert "alertbot_ready 0.0" in (await one.get("/metrics")).text
        assert "the database cannot be written" in (await one.get("/")).text
        assert (await one.get("/healthz")).status_code == 200

    told(tmp_path, story)


def test_a_late_alert_is_said_and_a_paused_chat_is_not(tmp_path: Path) -> None:
    async def story(one: Site) -> None:
        then = month.NOW - month.MINUTE * 30
        one.change(outbox.insert().values(month.alert(900, then, state="pending")))
        answer = await one.get("/readyz")
        assert answer.status_code == 503
        assert answer.text.startswith("the oldest alert for team should have gone 30 min ago")

    told(tmp_path, story)


def test_a_page_that_takes_long_holds_nothing_else_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go, begun, status = threading.Event(), threading.Event(), Answers.status
    asked = []

    def slow(self: Answers, *arguments: Any) -> Any:
        asked.append(1)
        begun.set()
        go.wait(30)
        return status(self, *arguments)

    async def story(one: Site) -> None:
        some = [asyncio.create_task(one.get("/")) for _ in range(8)]
        await asyncio.to_thread(begun.wait)
        assert (await one.get("/healthz")).status_code == 200
        monkeypatch.setattr(asking, "PATIENCE", 0.05)
        late = await one.get("/")
        assert (late.status_code, "slow to answer" in late.text) == (503, True)
        assert "alertbot_openings_total" in (await one.get("/metrics")).text
        monkeypatch.setattr(asking, "PATIENCE", 30)
        go.set()
        assert {(await each).status_code for each in some} == {200}
        assert len(asked) == 1

    monkeypatch.setattr(Answers, "status", slow)
    told(tmp_path, story)


async def _read(reader: asyncio.StreamReader) -> bytes:
    try:
        return await asyncio.wait_for(reader.read(), 20)
    except ConnectionError:
        return b""


def test_who_is_slow_or_many_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving_them, "LIFETIME", 0.2)
    monkeypatch.setattr(serving_them, "CONNECTIONS", 3)

    async def story(one: Site) -> None:
        at = httpx.URL(one.url)
        for start in (b"", b"GET / HT", b"GET / HTTP/1.1\r\nhost: localhost\r\nx: "):
            reader, writer = await asyncio.open_connection(at.host, at.port)
            writer.write(start)
            assert await _read(reader) == b""
            writer.close()
        monkeypatch.setattr(serving_them, "LIFETIME", 20)
        held = [await asyncio.open_connection(at.host, at.port) for _ in range(3)]
        reader, writer = await asyncio.open_connection(at.host, at.port)
        assert await _read(reader) == b""
        for _, other in (*held, (reader, writer)):
            other.close()

    told(tmp_path, story)


def test_a_head_that_is_too_long_is_refused(tmp_path: Path) -> None:
    async def story(one: Site) -> None:
        at = httpx.URL(one.url)
        reader, writer = await asyncio.open_connection(at.host, at.port)
        writer.write(b"GET / HTTP/1.1\r\nhost: localhost\r\nx: " + b"y" * 100_000)
        assert b" 400 " in (await _read(reader)).partition(b"\r\n")[0]
        writer.close()
        assert (await one.get("/healthz")).status_code == 200

    told(tmp_path, story)


def test_a_body_is_not_waited_for(tmp_path: Path) -> None:
    async def story(one: Site) -> None:
        at = httpx.URL(one.url)
        reader, writer = await asyncio.open_connection(at.host, at.port)
        writer.write(b"GET /healthz HTTP/1.1\r\nhost: localhost\r\ncontent-length: 99999\r\n\r\n")
        assert (await _read(reader)).endswith(b"ok\n")
        writer.close()

    told(tmp_path, story)


def test_a_port_that_is_taken_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(UsageError) as told, bound(Web("127.0.0.1", port)):
            pass
    said = str(told.value)
    assert f"cannot listen on 127.0.0.1:{port} (address already in use)" in said
    assert "\n" not in said


@pytest.mark.parametrize("host", ["nowhere.invalid", "203.0.113.1", "::2"])
def test_an_address_of_another_machine_is_said(host: str) -> None:
    with pytest.raises(UsageError, match="cannot listen on"), bound(Web(host, 0)):
        pass


def test_without_the_libraries_it_says_which_command_brings_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def begin(one: Site) -> None:
        await one.get("/healthz")  # the site of this test has loaded all that it needs
        monkeypatch.setitem(sys.modules, "uvicorn", None)
        monkeypatch.delitem(sys.modules, "alertbot.web.server")
        monkeypatch.delattr("alertbot.web.server")
        with pytest.raises(UsageError, match=r"pip install 'alertbot\[web\]'"):
            async with serving(one.app, clock=one.clock):
                pass

    told(tmp_path, begin)


@pytest.mark.slow
def test_the_service_serves_them_and_ends_with_them_in_time(tmp_path: Path) -> None:
    """Although somebody is connected and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with bot(tmp_path) as one:
        one.board.greenhouse("contoso", [greenhouse_job(1, "Engineer")])
        one.source("contoso", "greenhouse", board="contoso")
        one.write()
        with one.config.open("a", encoding="utf-8") as file:
            file.write(f'web: {{listen: "127.0.0.1:{port}"}}\n')
        process = one.start("run")
        try:
            with _connected(port):
                assert httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=30).text == "ready\n"
                second = one.start("run", "-c", str(_another(one)))
                said, _ = second.communicate(timeout=60)
                assert second.returncode == 2
                assert said.strip().endswith("name another address in `web: {listen: HOST:PORT}`")
                assert "cannot listen on" in said
                assert "Traceback" not in said
                process.terminate()
                said, _ = process.communicate(timeout=5)
        finally:
            process.kill()
            process.communicate()
    assert process.returncode == 0
    assert "Traceback" not in said


def _another(one: Bot) -> Path:
    """A second service's configuration, which wants the same port."""
    file = one.folder / "second.yaml"
    text = one.config.read_text(encoding="utf-8").replace("alertbot.db", "second.db")
    file.write_text(text, encoding="utf-8")
    return file


def _connected(port: int) -> socket.socket:
    """A connection, as soon as one can be had."""
    for _ in range(600):
        try:
            return socket.create_connection(("127.0.0.1", port))
        except ConnectionRefusedError:
            time.sleep(0.05)
    raise TimeoutError("the service does not listen")
