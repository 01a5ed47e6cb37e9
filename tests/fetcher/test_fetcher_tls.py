"""TLS: whom the fetcher trusts, and in what words it does not."""

from __future__ import annotations

import asyncio
import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alertbot.errors import Unreachable
from alertbot.fetcher import Fetcher
from alertbot.model import Page, Request
from alertbot.testing import Board


def now() -> datetime:
    return datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


async def here(host: str, port: int) -> Sequence[str]:
    return ["127.0.0.1"]


REQUEST = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
NAMED = [
    "-days",
    "2",
    "-subj",
    "/CN=boards.example",
    "-addext",
    "subjectAltName=DNS:boards.example",
]


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A self-signed certificate for boards.example, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("no openssl to make a certificate with")
    folder = tmp_path_factory.mktemp("tls")
    made = (folder / "certificate.pem", folder / "key.pem")
    subprocess.run(
        [openssl, *REQUEST, *NAMED, "-out", str(made[0]), "-keyout", str(made[1])],
        check=True,
        capture_output=True,
    )
    return made


@asynccontextmanager
async def https_server(certificate: tuple[Path, Path]) -> AsyncIterator[int]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nhi")
        writer.close()

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    async with await asyncio.start_server(answer, "127.0.0.1", 0, ssl=context) as server:
        yield server.sockets[0].getsockname()[1]


def over_tls(certificate: tuple[Path, Path], host: str) -> Page | None:
    async def scenario() -> Page | None:
        async with https_server(certificate) as port, Fetcher(clock=now, resolve=here) as fetcher:
            return await fetcher.fetch(Request(f"https://{host}:{port}/"), private=True)

    return asyncio.run(scenario())


def test_a_stranger_is_not_trusted(certificate: tuple[Path, Path]) -> None:
    with pytest.raises(Unreachable, match=r"certificate is not valid \(self-signed"):
        over_tls(certificate, "boards.example")


def test_the_machines_own_trust_counts(
    certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    page = over_tls(certificate, "boards.example")
    assert page is not None
    assert page.body == b"hi"
    with pytest.raises(Unreachable, match=r"certificate is not valid .*mismatch"):
        over_tls(certificate, "other.example")


def test_plain_http_where_tls_was_expected() -> None:
    async def scenario(port: str) -> None:
        async with Fetcher(clock=now, resolve=here) as fetcher:
            await fetcher.fetch(Request(f"https://boards.example:{port}/"), private=True)

    with Board() as board, pytest.raises(Unreachable, match="no secure connection"):
        asyncio.run(scenario(board.url.rpartition(":")[2]))
