"""Bodies: whatever the chunks, the same bytes; whatever the packing, never over the limit."""

from __future__ import annotations

import gzip
import tracemalloc
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.errors import PageTooLarge, Unreachable
from alertbot.fetcher.body import Body

LIMIT = 1000
HOST = "boards.example"


def gathered(chunks: list[bytes], coding: str = "", limit: int = LIMIT) -> bytes:
    body = Body(HOST, coding, limit)
    for chunk in chunks:
        body.add(chunk)
    return body.finish()


def cut(data: bytes, size: int) -> list[bytes]:
    return [data[start : start + size] for start in range(0, len(data), size)]


@given(st.lists(st.binary(max_size=200), max_size=4), st.integers(1, 50))
def test_unpacks_however_it_is_cut(members: list[bytes], size: int) -> None:
    packed = b"".join(gzip.compress(member) for member in members)
    assert gathered(cut(packed, size), "gzip") == b"".join(members)


@given(st.binary(max_size=300), st.integers(1, 50), st.integers(1, 5))
def test_a_cut_is_noticed(data: bytes, size: int, missing: int) -> None:
    packed = gzip.compress(data)[:-missing]
    with pytest.raises(Unreachable, match="cut off"):
        gathered(cut(packed, size), "gzip")


def test_padding_and_nothing_are_allowed() -> None:
    assert gathered([gzip.compress(b"page") + b"\0" * 40], "x-gzip") == b"page"
    assert gathered([gzip.compress(b"page"), b"\0" * 40, b"junk"], "gzip") == b"page"
    assert gathered([], "gzip") == b""
    assert gathered([]) == b""


@pytest.mark.parametrize("size", [LIMIT - 1, LIMIT, LIMIT + 1])
@pytest.mark.parametrize("coding", ["", "gzip"])
def test_the_limit_is_exact(size: int, coding: str) -> None:
    data = b"x" * size
    chunks = cut(gzip.compress(data) if coding else data, 7)
    if size <= LIMIT:
        assert gathered(chunks, coding) == data
    else:
        with pytest.raises(PageTooLarge, match=HOST):
            gathered(chunks, coding)


def test_a_bomb_is_never_unpacked() -> None:
    bomb = zlib.compressobj(9, zlib.DEFLATED, 31)
    packed = b"".join([bomb.compress(b"\0" * 2**20) for _ in range(60)] + [bomb.flush()])
    assert len(packed) < 2**16
    tracemalloc.start()
    with pytest.raises(PageTooLarge):
        gathered([packed], "gzip", 2**20)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 8 * 2**20


def test_the_raw_bytes_are_bounded_too() -> None:
    with pytest.raises(PageTooLarge):
        gathered([gzip.compress(b"page"), b"\0" * LIMIT], "gzip")


def test_thousands_of_empty_streams_are_refused() -> None:
    with pytest.raises(Unreachable, match="unpacked"):
        gathered([gzip.compress(b"") * 5000], "gzip", 2**20)


@pytest.mark.parametrize("coding", ["br", "zstd", "deflate", "gzip+gzip"])
def test_unasked_packings_are_refused(coding: str) -> None:
    with pytest.raises(Unreachable, match="not asked for"):
        Body(HOST, coding, LIMIT)


def test_plain_text_that_calls_itself_gzip() -> None:
    with pytest.raises(Unreachable, match="cannot be unpacked"):
        gathered([b"<html>"], "gzip")


@pytest.mark.parametrize("announced", ["1001", "9" * 30])
def test_too_much_announced(announced: str) -> None:
    with pytest.raises(PageTooLarge):
        Body(HOST, "", LIMIT).expect(announced)


@pytest.mark.parametrize("announced", ["", "1000", "-1", "many", "²"])
def test_announcements_that_stop_nothing(announced: str) -> None:
    Body(HOST, "", LIMIT).expect(announced)
