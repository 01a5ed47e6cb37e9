"""Alerts on the terminal: for trying things out, and for whoever pipes them elsewhere."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import TextIO

from pydantic import field_validator

from alertbot.channels import _card, _digest
from alertbot.channels._template import Form, Templated
from alertbot.channels._template_markup import Lines, addressed
from alertbot.model import (
    Address,
    Alert,
    CannotLook,
    Context,
    Delivered,
    Digest,
    Failed,
    Look,
    Message,
    Notice,
    OpeningAlert,
    Outcome,
    Summary,
)

PACE = timedelta(0)

_SIZE = _card.SIZES[0]
_MAX_NOTICE = 2_000
_BOLD, _DIM, _END = "\x1b[1m", "\x1b[2m", "\x1b[0m"


def render(alert: Alert, context: Context) -> Message:
    """The alert as lines, and in `body` the same lines styled for a terminal."""
    return _message(tuple(_lines(alert, context)))


def written(wordings: Iterable[Lines], ours: Message) -> Message:
    """A template's alert as lines; the first wording fits, since a terminal has no limit."""
    return next((_message(tuple(_templated(lines))) for lines in wordings), ours)


class Options(Templated):
    """`color`: whether to style the text; left out, it is styled on a terminal."""

    FORM = Form(render, written)

    color: bool | None = None

    @field_validator("to")
    @classmethod
    def _no_chat(cls, to: str) -> str:
        if to:
            raise ValueError("a terminal has no chats")
        return to

    @property
    def pace(self) -> timedelta:
        """A terminal takes all there is."""
        return PACE


def _message(lines: Sequence[tuple[str, str]]) -> Message:
    plain = "\n".join(words for _, words in lines)
    styled = "\n".join(f"{style}{words}{_END}" if style else words for style, words in lines)
    return Message(plain, styled)


@asynccontextmanager
async def connect(options: Options) -> AsyncIterator[_Sender]:
    """Writes to what is standard output at this moment."""
    color = sys.stdout.isatty() if options.color is None else options.color
    yield _Sender(sys.stdout, color=color)


class _Sender:
    def __init__(self, stream: TextIO, *, color: bool) -> None:
        self._stream = stream
        self._color = color

    async def send(self, address: Address, message: Message, key: str) -> Outcome:
        """Write it, and a blank line."""
        words = message.body if self._color and message.body else message.text
        try:
            encoding = self._stream.encoding or "utf-8"
            printable = words.encode(encoding, "replace").decode(encoding)
            self._stream.write(f"{printable}\n\n")
            self._stream.flush()
        except (OSError, ValueError) as error:  # ValueError: the stream is closed
            reason = error.strerror if isinstance(error, OSError) else ""
            return Failed(f"standard output: {reason or 'closed'}")
        return Delivered(ref="")

    async def look(self, address: Address, key: str, age: timedelta) -> Look:
        """Nobody can look back at a terminal."""
        return CannotLook("a terminal cannot be read back")


def _lines(alert: Alert, context: Context) -> Iterable[tuple[str, str]]:
    """Each line with its style."""
    match alert:
        case OpeningAlert():
            yield from _opening(alert, _card.card(alert, context, _SIZE))
        case Summary():
            yield from _summary(_card.overview(alert, context, _SIZE))
        case Digest():
            yield from _summary(_digest.overview(alert, context, next(_digest.sizes())))
        case Notice():
            *marks, words = _card.notice(alert.text, context, _MAX_NOTICE)
            yield _BOLD, "-- alertbot"
            yield from ((_DIM, mark) for mark in marks)
            yield from (("", line) for line in words.split("\n"))


def _opening(alert: OpeningAlert, card: _card.Card) -> Iterable[tuple[str, str]]:
    searches = ", ".join(reason.search for reason in card.reasons)
    sources = _card.source_names(alert.opening, _SIZE.line)
    yield _DIM, " · ".join(filter(None, (f"-- {searches or 'new'}", f"from {sources}")))
    yield from ((_BOLD, f"   {words}") for words in (*card.marks, *card.news))
    yield _BOLD, f"   {card.title}"
    where = " · ".join(filter(None, (card.company, card.places)))
    why = (f"{reason.search}: {reason.because}" for reason in card.reasons if reason.because)
    plain = (where, *card.pay, card.facts, _card.hashtag_line(card))
    yield from (("", f"   {words}") for words in plain if words)
    via = (
        f"via {credit.service}"
        + (f": {credit.link.url}" if credit.link.url != card.link.url else "")
        for credit in card.credits
    )
    small = (*(f"Matches {words}" for words in why), card.unsaid, *via, card.link.url)
    yield from ((_DIM, f"   {words}") for words in small if words)


def _templated(lines: Lines) -> Iterable[tuple[str, str]]:
    for line, addresses in addressed(lines):
        style = _BOLD if line.heavy else _DIM if line.kind == "small" else ""
        if line.words or not line.runs:
            yield (style if line.words else ""), line.words
        yield from ((_DIM, url) for url in addresses)


def _summary(overview: _card.Overview) -> Iterable[tuple[str, str]]:
    yield _BOLD, f"-- {overview.heading}"
    yield from ((_BOLD, f"   {mark}") for mark in overview.marks)
    for chapter in overview.chapters:
        yield _BOLD, f"   {chapter.search}: {chapter.count}"
        for line in chapter.best:
            yield "", "   - " + " · ".join(filter(None, (line.title, line.detail)))
            if line.link.url:
                yield _DIM, f"     {line.link.url}"
    yield from ((_DIM, f"   {note}") for note in overview.notes)
