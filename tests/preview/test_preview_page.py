"""The page of the preview, and the terminal: without a browser."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from rich.console import Console

from alertbot.channels import kinds
from alertbot.model import Alert, Context
from alertbot.preview import shown
from alertbot.preview.page import Entry, View, page
from alertbot.preview.terminal import show
from alertbot.samples import SAMPLES
from tests.channels.anything import ANY_ALERT, ANY_CONTEXT

_EMPTY = {"meta", "link", "br"}


class Strict(HTMLParser):
    """Every tag closed in its order, and no attribute that does anything."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _EMPTY:
            self.open.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name in ("src", "srcset", "style") or tag == "script":
                self.faults.append(f"<{tag} {name}>")
            if name == "href" and tag == "a" and value and not value.startswith("#"):
                self.links.append(value)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}>")


def read(words: str) -> Strict:
    strict = Strict()
    strict.feed(words)
    strict.close()
    strict.faults += strict.open
    return strict


def drawn(alert: Alert, context: Context) -> str:
    views = [
        View(kind, shown(kind, kinds()[kind].render(alert, context)), "a note & more")
        for kind in ("slack", "telegram", "console")
    ]
    return page("Title <x>", "About", [Entry("name <y>", "about", "09:30", tuple(views))])


@pytest.mark.parametrize("name", SAMPLES)
def test_a_page_holds_nothing_that_does_anything(name: str) -> None:
    strict = read(drawn(*SAMPLES[name]))
    assert strict.faults == []
    assert all(link.startswith(("https://", "http://")) for link in strict.links)


@given(ANY_ALERT, ANY_CONTEXT)
@settings(max_examples=25, deadline=None)
def test_whatever_a_posting_holds_the_page_is_whole(alert: Alert, context: Context) -> None:
    words = drawn(alert, context)
    words.encode()
    strict = read(words)
    assert strict.faults == []
    assert all(re.match("https?://[^@]*(?:/|$)", link) for link in strict.links)


def terminal(name: str, kind: str, **options: Any) -> str:
    out = io.StringIO()
    message = kinds()[kind].render(*SAMPLES[name])
    show(Console(file=out, highlight=False, **options), shown(kind, message))
    return out.getvalue()


def test_a_pipe_gets_whole_lines_and_written_addresses() -> None:
    words = terminal("plain", "telegram")
    assert "\x1b" not in words
    assert "\u2060" not in words
    assert "Systems <https://careers.contoso.example/jobs/200012345?lang=en&ref=board>\n" in words
    assert "#azdat #azuredata" in words
    assert all(line[:2] in ("│ ", "▌ ") or line == "│" for line in words.splitlines())


def test_brackets_in_a_title_are_no_markup_of_ours() -> None:
    assert "Principal Engineer <Messaging>" in terminal("summary-big", "slack")
    assert "<!channel>" in terminal("hostile", "slack")


def test_a_terminal_gets_lines_that_fit_and_links_to_click() -> None:
    words = terminal("plain", "telegram", force_terminal=True, width=60)
    assert "\x1b]8;" in words
    assert "<https:" not in words
    assert set(re.findall("\x1b\\[[0-9;]*34m..", words)) == {"\x1b[34m│ ", "\x1b[34m▌ "}
    bare = re.sub("\x1b(?:\\[[0-9;]*m|\\]8;[^\x1b]*\x1b\\\\)", "", words)
    assert "Sr. Software Engineer - Distributed Systems" in bare
    assert max(map(len, bare.splitlines())) <= 60
