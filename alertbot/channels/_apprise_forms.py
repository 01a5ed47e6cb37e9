"""An alert as text, Markdown and HTML, each in several lengths: which one a service takes, and how
much of it, is known only when Apprise has read its address. Pure.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import assert_never
from urllib.parse import urlsplit

from alertbot.channels import _card, _digest, _words
from alertbot.channels import _template_markup as markup
from alertbot.model import Alert, Context, Digest, Message, Notice, OpeningAlert, Summary

_MAX_NOTICE = 1_500
_MAX_HEADLINE = 120

# Services make something of @name, #tag, <!name>, addresses, [label](address) and ||spoilers||,
# each of its own kind. A word joiner after the sign breaks all of that and is not seen.
_LIVE = re.compile(r"[@#<](?=\S)|^#|:(?=//)|\](?=\()|\|(?=\|)|(?<=\w)\.(?=\w)", re.MULTILINE)
_MARKED = re.compile(r"[\\`*_\[\]~|]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a message; it may lead somewhere."""

    words: str = ""
    url: str = ""
    bold: bool = False


def render(alert: Alert, context: Context) -> Message:
    """The alert as text, and in `body` its title and its forms, the longest first (JSON)."""
    wordings = list(dict.fromkeys(_wordings(alert, context)))
    written = {name: [write(lines) for lines in wordings] for name, write in _WRITERS.items()}
    body = json.dumps({"title": _still(_headline(alert)), **written}, ensure_ascii=False)
    return Message(written["text"][0], body)


def written(wordings: Iterable[markup.Lines], ours: Message) -> Message:
    """A template's wordings, and behind them ours, for where none of them fits."""
    lines = list(dict.fromkeys(tuple(_templated(wording)) for wording in wordings))
    forms = json.loads(ours.body)
    for name, write in _WRITERS.items():
        forms[name] = [*map(write, lines), *forms[name]]
    return Message(forms["text"][0], json.dumps(forms, ensure_ascii=False))


def _templated(lines: markup.Lines) -> Iterable[Line]:
    """Each line leads to one address, and the others of it have lines of their own."""
    for line, addresses in markup.addressed(lines):
        first = addresses[0] if line.words and addresses else ""
        yield Line(line.words, first, bold=line.heavy)
        for url in addresses[1:] if first else addresses:
            yield Line(f"Open {urlsplit(url).hostname}", url)


def _wordings(alert: Alert, context: Context) -> Iterator[tuple[Line, ...]]:
    for size in _digest.sizes() if isinstance(alert, Digest) else _card.SIZES:
        match alert:
            case OpeningAlert():
                yield tuple(_opening(_card.card(alert, context, size)))
            case Summary():
                yield tuple(_overview(_card.overview(alert, context, size)))
            case Digest():
                yield tuple(_overview(_digest.overview(alert, context, size)))
            case Notice():
                yield tuple(_notice(alert, context, min(_MAX_NOTICE, size.title * 10)))
            case _:
                assert_never(alert)
    if isinstance(alert, OpeningAlert):  # a text message of 160 characters
        card = _card.card(alert, context, _card.SIZES[-1])
        yield (*map(Line, card.marks), Line(card.title, card.link.url))


def _headline(alert: Alert) -> str:
    """What a service shows as a title: the subject of an e-mail."""
    match alert:
        case OpeningAlert():
            names = (alert.opening.title, alert.opening.company or "")
            title, company = (_words.cut(name, _MAX_HEADLINE) for name in names)
            return f"{title or 'Untitled opening'}{f' at {company}' if company else ''}"
        case Digest():
            return f"{_words.counted(alert.total, 'opening')} for you"
        case Summary():
            return "What matches now"
        case Notice():
            return "alertbot"
        case _:
            assert_never(alert)


def _opening(card: _card.Card) -> Iterable[Line]:
    yield from map(Line, (*card.marks, *card.news))
    yield Line(card.title, card.link.url, bold=True)
    yield Line(" · ".join(filter(None, (card.company, card.places))))
    yield from map(Line, (*card.pay, card.facts, _card.hashtag_line(card)))
    yield from (Line(f"Matches {_card.reason_line(reason)}") for reason in card.reasons)
    yield from map(Line, (card.unsaid, _card.origin_line(card)))
    for credit in card.credits:
        elsewhere = credit.link.url if credit.link.url != card.link.url else ""
        yield Line(f"via {credit.service}", elsewhere)


def _overview(overview: _card.Overview) -> Iterable[Line]:
    yield from map(Line, overview.marks)
    yield Line(overview.heading, bold=True)
    for chapter in overview.chapters:
        yield Line(f"{chapter.search}: {chapter.count}", bold=True)
        for one in chapter.best:
            yield Line(f"• {one.title}", one.link.url)
            yield Line(one.detail)
    yield from map(Line, overview.notes)


def _notice(notice: Notice, context: Context, limit: int) -> Iterable[Line]:
    for paragraph in _card.notice(notice.text, context, limit):
        yield from map(Line, paragraph.split("\n"))


def _text(lines: Iterable[Line]) -> str:
    parts = ((_still(line.words), line.url) for line in _said(lines))
    return "\n".join(part for both in parts for part in both if part)


def _markdown(lines: Iterable[Line]) -> str:
    return "  \n".join(map(_marked, _said(lines)))


def _marked(line: Line) -> str:
    words = _MARKED.sub(r"\\\g<0>", _still(line.words))
    if line.url:
        words = f"[{words}]({line.url.replace('(', '%28').replace(')', '%29')})"
    return f"**{words}**" if line.bold else words


def _html(lines: Iterable[Line]) -> str:
    return "<br>\n".join(map(_tagged, _said(lines)))


def _tagged(line: Line) -> str:
    words = html.escape(_still(line.words))
    if line.url:
        words = f'<a href="{html.escape(line.url)}">{words}</a>'
    return f"<b>{words}</b>" if line.bold else words


def _said(lines: Iterable[Line]) -> Iterable[Line]:
    return (line for line in lines if line.words)


def _still(words: str) -> str:
    """Anybody's words with nothing live in them."""
    return _LIVE.sub("\\g<0>\u2060", words)


_WRITERS = {"text": _text, "markdown": _markdown, "html": _html}
