"""Messages as one page of HTML that needs nothing beside itself: no network and no script."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from alertbot.preview.shown import Part, Run, Shown

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""What the page may load: even a mistake of ours fetches nothing."""


@dataclass(frozen=True, slots=True)
class View:
    """A message as one chat shows it. `label` says where, `note` what else is to be known."""

    label: str
    shown: Shown
    note: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """An alert, and how each chat shows it. `time` is the local one of its sending, as 09:30."""

    name: str
    about: str
    time: str
    views: tuple[View, ...]


def page(title: str, about: str, entries: Sequence[Entry]) -> str:
    """The whole page."""
    contents = "".join(
        f'<li><a href="#a{number}">{_safe(one.name)}</a></li>' for number, one in enumerate(entries)
    )
    jumps = f'<nav aria-label="Alerts"><ul>{contents}</ul></nav>' if len(entries) > 1 else ""
    shown = "\n".join(_entry(number, one) for number, one in enumerate(entries))
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer"><link rel="icon" href="data:,">\n'
        f"<title>{_safe(title)}</title>\n<style>\n{style()}</style></head>\n<body>"
        f"<header><h1>{_safe(title)}</h1><p>{_safe(about)}</p></header>\n"
        f"{jumps}<main>\n{shown}\n</main></body></html>\n"
    )


@cache
def style() -> str:
    """How messages look, in CSS."""
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")


def _entry(number: int, entry: Entry) -> str:
    about = f'<p class="said" dir="auto">{_safe(entry.about)}</p>' if entry.about else ""
    figures = "".join(figure(view, entry.time) for view in entry.views)
    return (
        f'<section id="a{number}" aria-labelledby="h{number}">'
        f'<h2 id="h{number}" dir="auto">{_safe(entry.name)}</h2>{about}'
        f'<div class="pair">{figures}</div></section>'
    )


def figure(view: View, time: str) -> str:
    """The message with its caption, in HTML."""
    shown = view.shown
    said = ". ".join(filter(None, (shown.used, view.note)))
    caption = f"<b>{_safe(view.label)}</b>{f' · {_safe(said)}' if said else ''}"
    spoken = ""
    if shown.service != "text":
        spoken = (
            '<details class="spoken"><summary>As plain text: notifications, screen readers'
            f'</summary><pre dir="auto">{_safe(shown.spoken)}</pre></details>'
        )
    return f"<figure><figcaption>{caption}</figcaption>{_message(shown, time)}{spoken}</figure>"


def _message(shown: Shown, time: str) -> str:
    match shown.service:
        case "slack":
            return (
                '<div class="slack"><div class="face" aria-hidden="true">a</div><div>'
                '<p class="who"><b>alertbot</b> <span class="app">APP</span> '
                f'<span class="when">{_safe(time)}</span></p>{_parts(shown.parts)}</div></div>'
            )
        case "telegram":
            return (
                '<div class="telegram"><div class="bubble"><p class="who">alertbot</p>'
                f'{_parts(shown.parts)}<p class="when">{_safe(time)}</p></div></div>'
            )
        case "text":
            return f'<div class="plain">{_parts(shown.parts)}</div>'


def _parts(parts: Iterable[Part]) -> str:
    return "".join(map(_part, parts))


def _part(part: Part) -> str:
    # A line is a paragraph: each runs the way that its own first letter does.
    if part.kind != "quote":
        return f'<div class="{part.kind}">{"".join(map(_line, _lines(part.runs)))}</div>'
    words = "".join(map(_run, part.runs))
    inner = f'<span class="p" dir="auto">{words}</span>'
    return f'<details class="quote"><summary>{inner}</summary></details>'


def _line(runs: Sequence[Run]) -> str:
    return f'<p class="p" dir="auto">{"".join(map(_run, runs)) or "<br>"}</p>'


def _lines(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs of each line."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        for place, words in enumerate(run.text.split("\n")):
            if place:
                lines.append([])
            if words:
                lines[-1].append(replace(run, text=words))
    return lines


def _run(run: Run) -> str:
    words = _safe(run.text)
    for tag, wanted in (("code", run.code), ("s", run.struck), ("i", run.italic), ("b", run.bold)):
        words = f"<{tag}>{words}</{tag}>" if wanted else words
    if run.link:
        href = html.escape(run.link, quote=True)
        return f'<a href="{href}" rel="noopener noreferrer">{words}</a>'
    return words


def _safe(words: str) -> str:
    return html.escape(words.encode("utf-8", "replace").decode(), quote=True)
