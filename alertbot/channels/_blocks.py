"""An alert as Slack's Block Kit. Pure.

Limits: docs.slack.dev/reference/block-kit, and a total that is in no reference: somewhat above
13,000 characters of blocks Slack answers `msg_blocks_too_long` (slackapi/bolt-js#2509).
Every mrkdwn object is `verbatim`: without it Slack makes pings of a plain @here, and links.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from alertbot.channels import _card, _digest, _words
from alertbot.channels._template_markup import Line, Lines, Run, plain, woven
from alertbot.model import Alert, Context, Digest, Message, Notice, OpeningAlert, Summary
from alertbot.text import cut

Block = dict[str, Any]

_MAX_TOTAL = 12_000
_MAX_TEXT = 4_000
_MAX_OBJECT = 3_000
_MAX_BLOCKS = 50
_MAX_HEADER = 150
_MAX_NOTICE = 1_500
_TOGETHER = 5
"""Openings in a section: as many as fit, unless they are very long."""

# What looks the same and is no markup: a title may hold C* or a stray back quote.
_UNMARKED = str.maketrans({"*": "∗", "`": "ˋ", "~": "∼"})
_EDGE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")  # inside a word it marks nothing
_QUOTING = re.compile(r"^(?=>)", re.MULTILINE)
_ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# The plain form has no `verbatim`: a word joiner keeps Slack from linking an address in it.
_PING = re.compile(r"@(?=(?:here|channel|everyone|group)\b)", re.IGNORECASE)
_CALLING = re.compile(r"(?<=<)(?=[!@#]|\w+:)")
_SCHEME = re.compile(r":(?=//)")


def render(alert: Alert, context: Context) -> Message:
    """The alert as blocks (JSON, in `body`) and as text, each inside Slack's limits."""
    text, blocks = "", list[Block]()
    for size in _digest.sizes() if isinstance(alert, Digest) else _card.SIZES:
        text, blocks = _render(alert, context, size)
        if _fits(text, blocks):
            break
    return _message(text, blocks)


def written(wordings: Iterable[Lines], ours: Message) -> Message:
    """The first of a template's wordings that fits; ours, where none does."""
    for lines in wordings:
        text, blocks = plain(lines, quote=_still, address=_address), list(_written(lines))
        if _fits(text, blocks):
            return _message(text, blocks)
    return ours


def _message(text: str, blocks: Sequence[Block]) -> Message:
    return Message(text, json.dumps(blocks, ensure_ascii=False, separators=(",", ":")))


def _render(alert: Alert, context: Context, size: _card.Size) -> tuple[str, list[Block]]:
    match alert:
        case OpeningAlert():
            card = _card.card(alert, context, size)
            text = _card.plain(card, quote=_still, address=_address)
            return text, list(_opening(card))
        case Summary():
            return _overview(_card.overview(alert, context, size))
        case Digest():
            return _overview(_digest.overview(alert, context, size))
        case Notice():
            limit = min(_MAX_NOTICE, size.title * 10)
            *marks, words = _card.notice(alert.text, context, limit)
            section = {"type": "section", "text": _plain_text(_calm(words))}
            return _still("\n".join((*marks, words))), [*_small(marks), section]


def _overview(overview: _card.Overview) -> tuple[str, list[Block]]:
    text = _card.plain_overview(overview, quote=_still, address=_address)
    return text, list(_summary(overview))


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
    yield from _news(card.news)
    yield from _heading(card)
    where = " · ".join(filter(None, (card.company, card.places)))
    pay = (f"*{_mark(card.pay[0])}*", *map(_mark, card.pay[1:])) if card.pay else ()
    # A link, and no button: without somebody who acknowledges it each click would leave a warning
    # (slackapi/node-slack-sdk#869).
    label = f"Open the posting on {card.link.host}"
    link = _title(label, card.link, bold=False) if card.link.url else ""
    yield _section((_mark(where), *pay, _mark(card.facts), link))
    yield from _small(filter(None, (_card.hashtag_line(card),)))
    why = [_reason(reason) for reason in card.reasons]
    foot = [_mark(line) for line in (card.unsaid, card.origin) if line]
    foot += [f"via {_title(credit.service, credit.link, bold=False)}" for credit in card.credits]
    yield {"type": "context", "elements": [_mrkdwn("\n".join((*why, *foot)))]}


def _news(news: Sequence[str]) -> Iterable[Block]:
    if news:
        yield _section((f"*{_mark(news[0])}*", *map(_mark, news[1:])))


def _heading(card: _card.Card) -> Iterable[Block]:
    """The title as text without any markup; struck through where the opening is gone."""
    if card.gone:
        yield _section((f"~*{_mark(card.title)}*~",))
        return
    title = _calm(card.title)
    short = cut(title, _MAX_HEADER)
    yield {"type": "header", "text": _plain_text(short)}
    if short != title:
        rest = title[len(short) - 1 :].lstrip(" ,;:–—-")
        yield _section((_mark(f"…{rest}"),))


def _written(lines: Lines) -> Iterable[Block]:
    """A block for each run of lines of one kind; a blank line begins another."""
    for (kind, blank), group in groupby(lines, key=lambda line: (line.kind, not line.runs)):
        if blank:
            continue
        match kind:
            case "header":
                yield from map(_header, group)
            case "small":
                yield {"type": "context", "elements": [_mrkdwn("\n".join(map(_woven, group)))]}
            case "quote":
                yield _section(f"&gt; {_woven(line)}" for line in group)
            case _:
                yield _section(map(_woven, group))


def _header(line: Line) -> Block:
    """Text without any markup, as far as a header can say what stands there."""
    words = _calm("".join(run.text for run in line.runs))
    if len(words) <= _MAX_HEADER and not any(run.link or run.struck for run in line.runs):
        return {"type": "header", "text": _plain_text(words)}
    return _section((_woven(Line("header", tuple(replace(it, bold=True) for it in line.runs))),))


def _woven(line: Line) -> str:
    return woven(_apart(line.runs), _label, _WRAPS)


def _apart(runs: Sequence[Run]) -> Iterable[Run]:
    """Without emphasis inside a word, which Slack does not know: it would show the signs."""
    ends = ["", *(run.text for run in runs), ""]
    for before, run, after in zip(ends, runs, ends[2:], strict=False):
        glued = (before[-1:] + run.text[:1]).isalnum() and len(before) > 0
        glued |= (run.text[-1:] + after[:1]).isalnum() and len(after) > 0
        yield Run(run.text, link=run.link) if glued else run


def _around(sign: str) -> Callable[[str, str], str]:
    """Emphasis with its spaces outside, since inside them there is none for Slack."""

    def wrap(_: str, words: str) -> str:
        inner = words.strip()
        before, _, after = words.partition(inner)
        return f"{before}{sign}{inner}{sign}{after}" if inner else words

    return wrap


_WRAPS = {
    "struck": _around("~"),
    "bold": _around("*"),
    "italic": _around("_"),
    "link": lambda url, words: f"<{_address(url)}|{words}>",
}


def _summary(overview: _card.Overview) -> Iterable[Block]:
    yield from _small(overview.marks)
    yield {"type": "header", "text": _plain_text(overview.heading)}
    for chapter in overview.chapters:
        head = [f"*{_mark(chapter.search)}*: {_mark(chapter.count)}"]
        lines = [*map(_bullet, chapter.best)]
        yield _section(head + lines[:_TOGETHER])
        for start in range(_TOGETHER, len(lines), _TOGETHER):
            yield _section(lines[start : start + _TOGETHER])
    yield from _small(overview.notes)


def _bullet(line: _card.Line) -> str:
    title = _title(line.title, line.link, bold=False)
    return f"• {title}" + (f"\n{_mark(line.detail)}" if line.detail else "")


def _reason(reason: _card.Reason) -> str:
    because = f": {_mark(reason.because)}" if reason.because else ""
    return f"Matches *{_mark(reason.search)}*{because}"


def _title(title: str, link: _words.Link, *, bold: bool) -> str:
    label = _label(title)
    linked = f"<{_address(link.url)}|{label}>" if link.url else label
    return f"*{linked}*" if bold else linked


def _label(words: str) -> str:
    """Anybody's words, fit for what a link says."""
    return _mark(words.replace("|", "¦"))


def _section(lines: Iterable[str]) -> Block:
    return {"type": "section", "text": _mrkdwn("\n".join(filter(None, lines)))}


def _small(lines: Iterable[str]) -> Iterable[Block]:
    if text := "\n".join(_mark(line) for line in lines):
        yield {"type": "context", "elements": [_mrkdwn(text)]}


def _calm(words: str) -> str:
    """Anybody's words, fit for what Slack does not parse: in case that it ever should."""
    return _PING.sub("@\u2060", _CALLING.sub("\u2060", words))


def _plain_text(words: str) -> Block:
    return {"type": "plain_text", "text": words, "emoji": False}


def _mrkdwn(text: str) -> Block:
    return {"type": "mrkdwn", "text": text, "verbatim": True}


def _mark(words: str) -> str:
    """Anybody's words, fit for mrkdwn."""
    return _escape(_QUOTING.sub("\u2060", _EDGE.sub("ˍ", words.translate(_UNMARKED))))


def _escape(words: str) -> str:
    """Text without control sequences, and with no word in it that pings where it is parsed."""
    return _PING.sub("@\u2060", words.translate(_ESCAPED))


def _still(words: str) -> str:
    """Anybody's words, fit for the plain form."""
    return _SCHEME.sub(":\u2060", _escape(words))


def _address(url: str) -> str:
    return url.replace("&", "&amp;")
