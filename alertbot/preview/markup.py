"""Telegram's HTML, read by the same strict parser that the tests' own Telegram has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from alertbot.preview.shown import Part, Run, Shown
from alertbot.testing.telegram_html import Entity, parse, utf16_length

_MOST_UNITS = 4_096
_MOST_ENTITIES = 100
_QUOTES = ("blockquote", "expandable_blockquote")


def read(body: str, text: str) -> Shown:
    """The message of this HTML. BadMarkup where Telegram would not take it."""
    words, entities = parse(body)
    used = (
        f"{utf16_length(words):,} of {_MOST_UNITS:,} characters, "
        f"{len(entities)} of {_MOST_ENTITIES} entities"
    )
    return Shown("telegram", tuple(_parts(words, entities)), text, used)


def _parts(words: str, entities: Sequence[Entity]) -> Iterator[Part]:
    """The text, broken where a quote begins and ends: that is a block of its own."""
    units = words.encode("utf-16-le", "surrogatepass")
    end = len(units) // 2
    quotes = [one for one in entities if one.type in _QUOTES]
    at = 0
    for quote in [*quotes, Entity("", end, 0)]:
        runs = tuple(_runs(units, at, quote.offset, entities))
        # The line that the quote ends, and the one before it, are not drawn a second time.
        if stripped := _stripped(runs, before=at > 0, after=quote.length > 0):
            yield Part("text", stripped)
        at = quote.offset + quote.length
        if quote.length:
            yield Part("quote", tuple(_runs(units, quote.offset, at, entities)))


def _runs(units: bytes, start: int, end: int, entities: Sequence[Entity]) -> Iterator[Run]:
    """The runs between two offsets: a new one wherever an entity begins or ends."""
    edges = {start, end}
    for one in entities:
        edges |= {edge for edge in (one.offset, one.offset + one.length) if start < edge < end}
    ordered = sorted(edges)
    for first, last in pairwise(ordered):
        look = Run(units[2 * first : 2 * last].decode("utf-16-le", "replace"))
        for one in entities:
            if one.offset <= first and last <= one.offset + one.length:
                look = _marked(look, one)
        yield look


def _marked(look: Run, entity: Entity) -> Run:
    match entity.type:
        case "bold":
            return replace(look, bold=True)
        case "italic":
            return replace(look, italic=True)
        case "strikethrough":
            return replace(look, struck=True)
        case "code" | "pre":
            return replace(look, code=True)
        case "text_link":
            return replace(look, link=entity.url)
        case _:
            return look


def _stripped(runs: tuple[Run, ...], *, before: bool, after: bool) -> tuple[Run, ...]:
    """Without the line break beside a quote."""
    some = list(runs)
    if some and before:
        some[0] = replace(some[0], text=some[0].text.removeprefix("\n"))
    if some and after:
        some[-1] = replace(some[-1], text=some[-1].text.removesuffix("\n"))
    return tuple(run for run in some if run.text)
