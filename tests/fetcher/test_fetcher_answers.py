"""What heads say: Retry-After in both forms, content types, codings, and no header that raises."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.fetcher import answers

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
DAY = timedelta(hours=24)


@pytest.mark.parametrize(
    ("header", "wait"),
    [
        ("0", timedelta(0)),
        ("120", timedelta(seconds=120)),
        (" 1.5 ", timedelta(seconds=1.5)),
        ("99999999999999999999", DAY),
        ("Wed, 25 Nov 2026 12:01:00 GMT", timedelta(minutes=1)),
        ("Wed, 25 Nov 2026 14:01:00 +0200", timedelta(minutes=1)),
        ("Wednesday, 25-Nov-26 12:01:00 GMT", timedelta(minutes=1)),
        ("Wed, 25 Nov 2026 11:00:00 GMT", timedelta(0)),
        ("Wed, 25 Nov 2099 12:00:00 GMT", DAY),
        ("-5", None),
        ("soon", None),
        ("", None),
        ("٣", None),
    ],
)
def test_retry_after(header: str, wait: timedelta | None) -> None:
    assert answers.wait(header, NOW) == wait


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("text/html", ("text/html", "")),
        ('Text/HTML; charset="UTF-8"', ("text/html", "utf-8")),
        ("application/json;charset=ISO-8859-1 ; x=y", ("application/json", "iso-8859-1")),
        ("text/html; boundary=x; CHARSET='windows-1252'", ("text/html", "windows-1252")),
        ("text/html; charset=klingon", ("text/html", "")),
        ("text/html; charset=base64", ("text/html", "")),
        ("text/html; charset=utf-8\0", ("text/html", "")),
        ("text/html; charset", ("text/html", "")),
        ("", ("", "")),
    ],
)
def test_content_type(header: str, said: tuple[str, str]) -> None:
    assert answers.content_type(header) == said


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        ("", ""),
        ("GZip", "gzip"),
        ("identity", ""),
        ("utf-8", ""),
        ("br", "br"),
        ("gzip, gzip", "gzip+gzip"),
        ("identity, gzip", "gzip"),
    ],
)
def test_coding(header: str, coding: str) -> None:
    assert answers.coding(header) == coding


def test_words_say_what_to_do() -> None:
    assert answers.words(404, None).startswith("404: there is no such board")
    assert answers.words(429, timedelta(seconds=30)).endswith("it asks to wait 30 s")
    assert answers.words(503, None) == "503: trouble on its side"
    assert answers.words(999, None).startswith("999: ")
    assert answers.words(204, None).startswith("204: ")


def test_validators_that_cannot_be_sent_back_are_dropped() -> None:
    assert answers.validator('W/"ab c"') == 'W/"ab c"'
    assert answers.validator('"é"') == ""
    assert answers.validator("x" * 513) == ""
    assert answers.validator('"a\nb"') == ""


@given(st.text() | st.text(alphabet="0123456789 :,-+GMTWednovNOV./;=\"'charset"))
def test_no_header_raises(text: str) -> None:
    wait = answers.wait(text, NOW)
    assert wait is None or timedelta(0) <= wait <= DAY
    _, charset = answers.content_type(text)
    assert charset == charset.lower()
    answers.coding(text)
    answers.validator(text)
