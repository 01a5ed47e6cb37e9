"""The bytes of one connection, on asyncio's own streams.

Not httpcore's stock stream: that runs on anyio, takes far more CPU for a small answer, and loses
the socket when it is cancelled in the middle of a TLS handshake.
"""

from __future__ import annotations

import asyncio
import ssl
from typing import Self

import httpcore


class Wire(httpcore.AsyncNetworkStream):
    """A stream as httpcore wants it. Whoever calls bounds the time; `timeout` is not looked at."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def connect(cls, address: str, port: int, tls: ssl.SSLContext | None, name: str) -> Self:
        """Connect to an address, which is not looked up; over TLS to whoever proves to be `name`.

        Raises httpcore.ConnectError.
        """
        proof = name.removesuffix(".") if tls else None
        try:
            return cls(
                *await asyncio.open_connection(address, port, ssl=tls, server_hostname=proof)
            )
        except OSError as error:
            raise httpcore.ConnectError("no connection") from error

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's
        """What has come in, at least one byte; empty at the end. Raises httpcore.ReadError."""
        try:
            return await self._reader.read(max_bytes)
        except OSError as error:
            raise httpcore.ReadError("broken off") from error

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - httpcore's
        """Send. Raises httpcore.WriteError."""
        try:
            self._writer.write(buffer)
            await self._writer.drain()
        except OSError as error:
            raise httpcore.WriteError("broken off") from error

    async def aclose(self) -> None:
        """Close at once, without a farewell that a server could let us wait for."""
        self._writer.transport.abort()

    def get_extra_info(self, info: str) -> object:
        """`is_readable`, asked while nothing is to come: whether the server has closed."""
        if info == "is_readable":
            return self._reader.at_eof() or self._writer.transport.is_closing()
        return self._writer.get_extra_info(info)
