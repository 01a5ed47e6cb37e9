"""What a digest says, part by part, before any service's markup. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from alertbot.channels import _card, _news
from alertbot.channels import _words as words
from alertbot.channels._card import Chapter, Line, Overview, Size
from alertbot.model import LINES, Context, Digest, OpeningAlert, Part, Why

_HEADINGS: dict[Why, str] = {
    "search": "{}",
    "quiet": "{} from the quiet hours",
    "over": "{} over the daily limit",
}


def sizes() -> Iterator[Size]:
    """Shorter and shorter lines, then fewer and fewer. `best`: how many there are in all."""
    shorter = _card.SIZES[:5]
    most = LINES
    yield from (replace(size, best=most) for size in shorter)
    while most:
        most = most * 2 // 3
        yield replace(shorter[-1], best=most)


def overview(digest: Digest, context: Context, size: Size) -> Overview:
    """The best of what there is, search by search, and how to see the rest."""
    shown = list(_shown(digest, size.best))
    named = sum(len(part.alerts) for part in shown)
    notes = []
    if more := digest.total - named:
        see = f"alertbot outbox list --digest {digest.id}"
        notes.append(f"and {more:,} more: {see}" if named else f"See them with: {see}")
    return Overview(
        marks=tuple(_card.marks(context)),
        heading=_HEADINGS[digest.why].format(words.counted(digest.total, "opening")),
        chapters=tuple(_chapter(part, context, size) for part in shown),
        notes=tuple(notes),
    )


def _shown(digest: Digest, most: int) -> Iterable[Part]:
    """The parts, cut to so many alerts: each search keeps its best."""
    while most > 0 and sum(len(part.alerts) for part in digest.parts) > most:
        longest = max(digest.parts, key=lambda part: len(part.alerts))
        cut = replace(longest, alerts=longest.alerts[:-1])
        parts = (cut if part is longest else part for part in digest.parts)
        digest = replace(digest, parts=tuple(part for part in parts if part.alerts))
    return digest.parts if most > 0 else ()


def _chapter(part: Part, context: Context, size: Size) -> Chapter:
    lines = tuple(_line(alert, context, size) for alert in part.alerts)
    count = words.counted(len(lines), "opening")
    return Chapter(words.cut(part.search, size.name), count, lines)


def _line(alert: OpeningAlert, context: Context, size: Size) -> Line:
    """As in a summary, with what became of it, and what it does not say."""
    line = _card.line(alert.opening, context, size)
    happened = (words.cut(mark, size.line) for mark in _news.of(alert, size.name))
    said = (*happened, line.detail, *_card.unstated(alert.matches, size))
    return replace(line, detail=" · ".join(filter(None, said)))
