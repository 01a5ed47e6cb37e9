"""An alert as Slack's Block Kit. Pure.

Limits: docs.slack.dev/reference/block-kit, and a total that is in no reference: somewhat above
13,000 characters of blocks Slack answers `msg_blocks_too_long` (slackapi/bolt-js#2509).
Every mrkdwn object is `verbatim`: without it Slack makes pings of a plain @here, and links.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

from alertbot.channels import _card, _words
from alertbot.model import Alert, Context, Message, Notice, OpeningAlert, Summary

Block = dict[str, Any]

_MAX_TOTAL = 12_000
_MAX_TEXT = 4_000
_MAX_OBJECT = 3_000
_MAX_BLOCKS = 50
_MAX_NOTICE = 1_500

# What looks the same and is no markup: a title may hold C* or a stray back quote.
_UNMARKED = str.maketrans({"*": "∗", "`": "ˋ", "~": "∼"})
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# The plain form has no `verbatim`: a word joiner keeps Slack from linking an address in it.
_PING = re.compile(r"@(?=(?:here|channel|everyone|group)\b)", re.IGNORECASE)
_SCHEME = re.compile(r":(?=//)")


def render(alert: Alert, context: Context) -> Message:
    """The alert as blocks (JSON, in `body`) and as text, each inside Slack's limits."""
    text, blocks = "", list[Block]()
    for size in _card.SIZES:
        text, blocks = _render(alert, context, size)
        if _fits(text, blocks):
            break
    return Message(text, json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))


def _render(alert: Alert, context: Context, size: _card.Size) -> tuple[str, list[Block]]:
    match alert:
        case OpeningAlert():
            card = _card.card(alert, context, size)
            text = _card.plain(card, quote=_still, address=_address)
            return text, list(_opening(card))
        case Summary():
            overview = _card.overview(alert, context, size)
            text = _card.plain_overview(overview, quote=_still, address=_address)
            return text, list(_summary(overview))
        case Notice():
            limit = min(_MAX_NOTICE, size.title * 10)
            *marks, words = _card.notice(alert.text, context, limit)
            section = {"type": "section", "text": _plain_text(words)}
            return _still("\n".join((*marks, words))), [*_small(marks), section]


def _fits(text: str, blocks: Sequence[Block]) -> bool:
    # Counted as slack_sdk writes it: with every character outside ASCII as six or twelve.
    return (
        len(text) <= _MAX_TEXT
        and len(blocks) <= _MAX_BLOCKS
        and len(json.dumps(blocks)) <= _MAX_TOTAL
        and all(len(part["text"]) <= _MAX_OBJECT for block in blocks for part in _parts(block))
    )


def _parts(block: Block) -> Sequence[Block]:
    """Its text objects."""
    return block["elements"] if "elements" in block else [block["text"]]


def _opening(card: _card.Card) -> Iterable[Block]:
    yield from _small(card.marks)
    where = " · ".join(filter(None, (card.company, card.places)))
    yield _section(filter(None, (_title(card.title, card.link, bold=True), _mark(where))))
    pay = (f"*{_mark(card.pay[0])}*", *map(_mark, card.pay[1:])) if card.pay else ()
    yield _section((*pay, _mark(card.facts)))
    yield from _small(filter(None, (_card.hashtag_line(card),)))
    why = [_reason(reason) for reason in card.reasons]
    foot = [_mark(line) for line in (card.unsaid, card.origin) if line]
    foot += [f"via {_title(credit.service, credit.link, bold=False)}" for credit in card.credits]
    yield {"type": "context", "elements": [_mrkdwn("\n".join((*why, *foot)))]}


def _summary(overview: _card.Overview) -> Iterable[Block]:
    yield from _small(overview.marks)
    yield {"type": "header", "text": _plain_text(overview.heading)}
    for chapter in overview.chapters:
        lines = [f"*{_mark(chapter.search)}*: {chapter.count}"]
        for line in chapter.best:
            title = _title(line.title, line.link, bold=False)
            lines.append(f"• {title}" + (f"\n{_mark(line.detail)}" if line.detail else ""))
        yield _section(lines)
    yield from _small(overview.notes)


def _reason(reason: _card.Reason) -> str:
    because = f": {_mark(reason.because)}" if reason.because else ""
    return f"Matches *{_mark(reason.search)}*{because}"


def _title(title: str, link: _words.Link, *, bold: bool) -> str:
    label = _mark(title.replace("|", "¦"))
    linked = f"<{_address(link.url)}|{label}>" if link.url else label
    return f"*{linked}*" if bold else linked


def _section(lines: Iterable[str]) -> Block:
    return {"type": "section", "text": _mrkdwn("\n".join(filter(None, lines)))}


def _small(lines: Iterable[str]) -> Iterable[Block]:
    if text := "\n".join(_mark(line) for line in lines):
        yield {"type": "context", "elements": [_mrkdwn(text)]}


def _plain_text(words: str) -> Block:
    return {"type": "plain_text", "text": words, "emoji": False}


def _mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _mark(words: str) -> str:
    """Anybody's words, fit for mrkdwn."""
    return _escape(words.translate(_UNMARKED))


def _escape(words: str) -> str:
    """Text without control sequences, and with no word in it that pings where it is parsed."""
    return _PING.sub("@\u2060", words.translate(_ESCAPED))


def _still(words: str) -> str:
    """Anybody's words, fit for the plain form."""
    return _SCHEME.sub(":\u2060", _escape(words))


def _address(url: str) -> str:
    return url.replace("&", "&amp;")
