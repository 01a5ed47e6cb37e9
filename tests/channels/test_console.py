"""Alerts on the terminal."""

from __future__ import annotations

import asyncio
import io
import re
from datetime import timedelta

import pytest
from hypothesis import given, settings

from alertbot.channels import console
from alertbot.model import Address, Alert, CannotLook, Context, Delivered, Failed, Message, Outcome
from tests.channels import golden
from tests.channels.anything import ANY_ALERT, ANY_CONTEXT
from tests.channels.examples import ALERTS

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def send(message: Message, *, color: bool | None = None) -> Outcome:
    async def main() -> Outcome:
        async with console.connect(console.Options(color=color)) as sender:
            return await sender.send(Address(""), message, "1")

    return asyncio.run(main())


@pytest.mark.parametrize("name", ALERTS)
def test_an_alert_looks_as_its_golden(name: str) -> None:
    message = console.render(*ALERTS[name])
    assert golden.agrees(f"console/{name}.txt", message.text + "\n")
    assert re.sub("\x1b\\[[0-9]m", "", message.body) == message.text


@given(ANY_ALERT, ANY_CONTEXT)
@settings(max_examples=12, deadline=None)
def test_nothing_reaches_the_terminal_but_text(any_alert: Alert, context: Context) -> None:
    assert not _CONTROL.search(console.render(any_alert, context).text)


@pytest.mark.parametrize(("color", "styled"), [(None, False), (False, False), (True, True)])
def test_it_is_styled_if_told(
    color: bool | None, styled: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    message = console.render(*ALERTS["plain"])
    assert send(message, color=color) == Delivered("")
    assert capsys.readouterr().out == (message.body if styled else message.text) + "\n\n"


def test_a_terminal_without_the_letters_gets_question_marks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(raw, encoding="ascii"))
    assert send(console.render(*ALERTS["cjk"])) == Delivered("")
    assert b"?????" in raw.getvalue()


class _Gone(io.StringIO):
    def write(self, words: str) -> int:
        raise BrokenPipeError(32, "Broken pipe")


def test_a_reader_that_has_gone_away_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdout", _Gone())
    assert send(Message("x")) == Failed("standard output: Broken pipe")
    closed = io.StringIO()
    closed.close()
    monkeypatch.setattr("sys.stdout", closed)
    assert send(Message("x"), color=False) == Failed("standard output: closed")


def test_nobody_can_look_back() -> None:
    async def main() -> object:
        async with console.connect(console.Options()) as sender:
            return await sender.look(Address(""), "1", timedelta(minutes=1))

    assert isinstance(asyncio.run(main()), CannotLook)
