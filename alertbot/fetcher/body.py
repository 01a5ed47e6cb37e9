"""A body as it arrives: unpacked, and stopped at the limit, however small its packing."""

from __future__ import annotations

import zlib

from alertbot.errors import PageTooLarge, Unreachable

_GZIP = 16 + zlib.MAX_WBITS
_MEMBERS = 100
"""Gzip streams in a row that are unpacked: more than anybody sends, few enough to be quick."""


class Body:
    """Gathers one answer's body. Does no I/O; `host` is for the words of errors.

    `limit` holds for the bytes as sent and as unpacked, and no more than that is ever held.
    """

    def __init__(self, host: str, coding: str, limit: int) -> None:
        if coding not in ("", "gzip", "x-gzip"):
            raise Unreachable(f"{host}: the page is packed in a way that was not asked for")
        self._host = host
        self._limit = limit
        self._raw = 0
        self._plain = bytearray()
        self._gzip = _Gzip() if coding else None

    def expect(self, content_length: str) -> None:
        """Raise PageTooLarge if the head announces more than the limit, before anything is read."""
        if content_length.isdecimal() and (
            len(content_length) > 18 or int(content_length) > self._limit
        ):
            raise self._too_large()

    def add(self, chunk: bytes) -> None:
        """Take the next bytes. Raises PageTooLarge, or Unreachable if they cannot be unpacked."""
        self._raw += len(chunk)
        if self._raw > self._limit:
            raise self._too_large()
        if self._gzip is None:
            self._plain += chunk
            return
        try:
            self._gzip.unpack(chunk, self._plain, self._limit + 1)
        except zlib.error:
            message = f"{self._host}: the page says that it is gzip, and cannot be unpacked"
            raise Unreachable(message) from None
        if len(self._plain) > self._limit:
            raise self._too_large()

    def finish(self) -> bytes:
        """The whole body. Raises Unreachable if the packing ends before its end."""
        if self._gzip is not None and self._raw and not self._gzip.complete:
            raise Unreachable(f"{self._host}: the page was cut off")
        return bytes(self._plain)

    def _too_large(self) -> PageTooLarge:
        return PageTooLarge(f"{self._host}: the page is over {self._limit / 2**20:.3g} MB")


class _Gzip:
    """Gzip as it is met: one stream or several in a row, and perhaps padding after the last."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_GZIP)
        self._members = 1

    @property
    def complete(self) -> bool:
        return self._stream.eof

    def unpack(self, chunk: bytes, into: bytearray, limit: int) -> None:
        """Append what a chunk unpacks to, until `into` is `limit` long. Raises zlib.error."""
        while chunk and len(into) < limit:
            if self._stream.eof:
                if not chunk.startswith(b"\x1f"):
                    return
                self._members += 1
                if self._members > _MEMBERS:
                    raise zlib.error("too many streams")
                self._stream = zlib.decompressobj(_GZIP)
            into += self._stream.decompress(chunk, limit - len(into))
            chunk = self._stream.unused_data
