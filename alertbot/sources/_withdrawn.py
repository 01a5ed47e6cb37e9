"""What a posting's own page says of whether the posting is still there."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from alertbot.model import Page, RawPosting
from alertbot.reading import dates, withdrawal
from alertbot.sources import _charset, _layout, _structured
from alertbot.sources._page_shape import is_html, is_json

_GRACE = timedelta(days=1)
"""A last day may be meant to its end, and in any time zone."""


def why(page: Page, title: str, *, since: datetime) -> str:
    """The words by which a page says that its posting is gone; empty where it does not.

    `title`: the posting's. `since`: when it was first seen; a last day before that is a leftover.
    A page that was led to counts only where it names the posting, or speaks of what was asked for.
    """
    text = _charset.decode(page)
    if is_json(page, text) or not is_html(page, text):
        return ""
    last = _last_day(page, text, title)
    if last and since < last and last + _GRACE < page.fetched_at:
        return f"valid through {last:%Y-%m-%d}"
    layout = _layout.from_html(text)
    sentence = in_words(layout, title)
    if not sentence or withdrawal.is_sought(sentence) or _is_its_own(page):
        return sentence
    headed = [line.text for line in layout.lines if line.heading]
    return sentence if withdrawal.is_named(title, (*layout.head.titles, *headed)) else ""


def in_text(text: str, title: str) -> str:
    """The same as `in_words` of a page that is not laid out yet, which is dear, and mostly vain."""
    heading = text.find("<h1")
    start = max(0, (heading if heading >= 0 else text.find("<body")) - _BEFORE)
    near = text[start : start + _BEFORE + _AFTER]
    if not any(words in near for words in _MAY_SAY):
        return ""
    return in_words(_layout.from_html(text), title)


# Most pages that say so do it beside the heading, and in such words.
_BEFORE, _AFTER = 3000, 5000
_MAY_SAY = ("o longer a", "been filled", "as expired", "nicht mehr ", "est plus ", "ya no ",
            "niet meer ")  # fmt: skip


def in_words(layout: _layout.Layout, title: str) -> str:
    """The sentence with which a page says that its posting is gone; empty where it does not."""
    lines = [(line.heading, line.text) for line in layout.lines]
    return withdrawal.said(title, layout.head.titles, lines)


def _last_day(page: Page, text: str, title: str) -> datetime | None:
    """The last day of the one posting that a page describes for machines, if it is this one."""
    found = _structured.read(text, page.url, "")
    if len(found) != 1 or not isinstance(found[0], RawPosting):
        return None
    named = withdrawal.is_named(title, [found[0].title])
    return dates.read(found[0].valid_through, now=page.fetched_at) if named else None


def _is_its_own(page: Page) -> bool:
    """Whether a page is what was asked for, and not a list that it was led to or is a part of."""
    if page.request is None:
        return True
    asked, came = urlsplit(page.request.url), urlsplit(page.url)
    return asked.path.rstrip("/") == came.path.rstrip("/") and not asked.fragment
