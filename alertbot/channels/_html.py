"""An alert as Telegram's HTML. Pure.

Limits: core.telegram.org/bots/api#formatting-options. 4,096 is counted after the markup is gone,
in UTF-16 units to be on the safe side of both ways in which Telegram counts.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from alertbot.channels import _card, _digest, _words
from alertbot.channels._template_markup import Line, Lines, plain, stilled, woven
from alertbot.model import Alert, Context, Digest, Message, Notice, OpeningAlert, Summary

_MAX_UNITS = 4_096
_MAX_BYTES = 32_000
_MAX_ENTITIES = 100
_MAX_NOTICE = 1_500

# Telegram makes links of @name, /command, #tag, $TAG, tg://x and any word.tld in plain text. A word
# joiner after the sign breaks that and is not seen.
_LIVE = re.compile(r"[@#](?=\S)|(?<![A-Za-z0-9_])/(?=\w)|\$(?=[^\W\d_])|(?<=\w)\.(?=\w)|:(?=//)")
_TAG = re.compile(r"<[^<>]*>")
_OPENING_TAG = re.compile(r"<[a-z]")


def render(alert: Alert, context: Context) -> Message:
    """The alert as HTML (in `body`) and as text, each inside Telegram's limits."""
    message = Message("")
    for size in _digest.sizes() if isinstance(alert, Digest) else _card.SIZES:
        message = _render(alert, context, size)
        if _fits(message):
            break
    return message


def written(wordings: Iterable[Lines], ours: Message) -> Message:
    """The first of a template's wordings that fits; ours, where none does."""
    messages = (Message(plain(lines, quote=_still), _written(lines)) for lines in wordings)
    return next((message for message in messages if _fits(message)), ours)


def _render(alert: Alert, context: Context, size: _card.Size) -> Message:
    match alert:
        case OpeningAlert():
            card = _card.card(alert, context, size)
            return Message(_card.plain(card, quote=_still), _opening(card))
        case Summary():
            return _overview(_card.overview(alert, context, size))
        case Digest():
            return _overview(_digest.overview(alert, context, size))
        case Notice():
            limit = min(_MAX_NOTICE, size.title * 10)
            *marks, words = _card.notice(alert.text, context, limit)
            text = _still("\n".join((*marks, words)))
            return Message(text, "\n".join((*map(_italic, marks), _quote(words))))


def _overview(overview: _card.Overview) -> Message:
    return Message(_card.plain_overview(overview, quote=_still), _summary(overview))


def _fits(message: Message) -> bool:
    shown = html.unescape(_TAG.sub("", message.body))
    return (
        max(_units(shown), _units(message.text)) <= _MAX_UNITS
        and len(message.body.encode()) <= _MAX_BYTES
        and len(_OPENING_TAG.findall(message.body)) <= _MAX_ENTITIES
    )


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _opening(card: _card.Card) -> str:
    title = _linked(card.title, card.link)
    head = (
        *map(_italic, (*card.marks, *card.news)),
        f"<b><s>{title}</s></b>" if card.gone else f"<b>{title}</b>",
        _quote(" · ".join(filter(None, (card.company, card.places)))),
    )
    pay = (f"<b>{_quote(card.pay[0])}</b>", *map(_quote, card.pay[1:])) if card.pay else ()
    body = (*pay, _quote(card.facts), _quote(_card.hashtag_line(card)))
    text = _quote(card.description)
    excerpt = f"<blockquote expandable>{text}</blockquote>" if text else ""
    via = (f"via {_linked(credit.service, credit.link)}" for credit in card.credits)
    small = (_quote(card.unsaid), _quote(_card.origin_line(card)), *via)
    foot = (*map(_reason, card.reasons), *small)
    if not excerpt:
        return _paragraphs((head, body, foot))
    # A quote has room about it, and needs no blank lines.
    return "\n".join((_paragraphs((head, body)), excerpt, _paragraphs((foot,))))


def _written(lines: Lines) -> str:
    parts = []
    for kind, group in groupby(lines, key=lambda line: line.kind):
        words = "\n".join(map(_woven, group))
        quoted = kind == "quote" and words
        parts.append(f"<blockquote expandable>{words}</blockquote>" if quoted else words)
    return "\n".join(parts)


def _woven(line: Line) -> str:
    runs = stilled(line.runs, _LIVE)
    if line.kind == "header":
        runs = (replace(run, bold=True) for run in runs)
    return woven(runs, html.escape, _WRAPS)


def _summary(overview: _card.Overview) -> str:
    return _paragraphs(
        (
            (*map(_italic, overview.marks), f"<b>{overview.heading}</b>"),
            *(_chapter(chapter) for chapter in overview.chapters),
            map(_quote, overview.notes),
        )
    )


def _chapter(chapter: _card.Chapter) -> Iterable[str]:
    yield f"<b>{_quote(chapter.search)}</b>: {_quote(chapter.count)}"
    for line in chapter.best:
        yield f"• {_linked(line.title, line.link)}"
        yield _quote(line.detail)


def _paragraphs(groups: Iterable[Iterable[str]]) -> str:
    """Lines under each other, a blank line between the groups, nothing for what is empty."""
    return "\n\n".join(filter(None, ("\n".join(filter(None, group)) for group in groups)))


def _reason(reason: _card.Reason) -> str:
    because = f": {_quote(reason.because)}" if reason.because else ""
    return f"Matches <b>{_quote(reason.search)}</b>{because}"


def _linked(title: str, link: _words.Link) -> str:
    label = _quote(title)
    return f'<a href="{html.escape(link.url)}">{label}</a>' if link.url else label


def _italic(words: str) -> str:
    return f"<i>{_quote(words)}</i>"


def _quote(words: str) -> str:
    """Anybody's words, fit for HTML, nothing in them live."""
    return html.escape(_still(words), quote=True)


def _still(words: str) -> str:
    """Anybody's words in a message without markup, nothing in them live."""
    return _LIVE.sub("\\g<0>\u2060", words)


_WRAPS = {
    "bold": lambda _, words: f"<b>{words}</b>",
    "italic": lambda _, words: f"<i>{words}</i>",
    "struck": lambda _, words: f"<s>{words}</s>",
    "link": lambda url, words: f'<a href="{html.escape(url)}">{words}</a>',
}
