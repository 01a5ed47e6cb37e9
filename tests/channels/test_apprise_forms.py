"""What Apprise is given: text, Markdown and HTML, each in several lengths."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given

from alertbot.channels import apprise
from alertbot.model import Alert, Context
from tests.channels.anything import ANY_ALERT, ANY_CONTEXT
from tests.channels.examples import ALERTS, CONTEXT, HOSTILE, POSTING, alert
from tests.channels.golden import agrees

FORMS = ("text", "markdown", "html")


class Tags(HTMLParser):
    """The tags that are in use, and where links lead to."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.feed(body)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.links += [str(value) for name, value in attrs if name == "href"]
        assert not [name for name, _ in attrs if name != "href"]


def forms(said: Alert, context: Context = CONTEXT) -> dict[str, Any]:
    return dict(json.loads(apprise.render(said, context).body))


@pytest.mark.parametrize("name", ALERTS)
def test_golden(name: str) -> None:
    found = forms(*ALERTS[name])
    longest = (f"== {form}\n{found[form][0]}" for form in FORMS)
    shortest = f"== at the shortest\n{found['text'][-1]}"
    assert agrees(f"apprise/{name}.txt", "\n\n".join((found["title"], *longest, shortest)) + "\n")


@pytest.mark.slow
@given(ANY_ALERT, ANY_CONTEXT)
def test_any_alert_is_said_with_nothing_live(said: Alert, context: Context) -> None:
    message = apprise.render(said, context)
    found = json.loads(message.body)
    assert message.text == found["text"][0]
    assert all(found[form] and all(found[form]) for form in FORMS)
    for words in (found["title"], *found["text"], *found["markdown"]):
        assert not re.search(r"[@<](?=\S)(?!\u2060)", words)
        assert "||" not in words
    for words in found["html"]:
        assert Tags(words).tags <= {"a", "b", "br"}
        assert all(link.startswith(("http://", "https://")) for link in Tags(words).links)


def test_each_form_gets_shorter_and_keeps_the_link() -> None:
    long = replace(POSTING, title="Reliable " * 60, places=POSTING.places * 20)
    found = forms(alert(long))
    for form in FORMS:
        lengths = [len(words) for words in found[form]]
        assert lengths == sorted(lengths, reverse=True)
        assert lengths[-1] < lengths[0] / 2
        assert all("https://careers.contoso.example/jobs/200012345" in it for it in found[form])
    assert len(found["text"][-1]) < 160


def test_hostile_words_are_words_in_each_form() -> None:
    found = forms(alert(HOSTILE))
    assert "\\*bold\\*" in found["markdown"][0]
    assert "\\`code\\`" in found["markdown"][0]
    assert "&lt;\u2060/b&gt;" in found["html"][0]
    assert not Tags(found["html"][0]).links
    assert "https://" not in found["text"][0]


def test_a_link_cannot_end_early_in_markdown() -> None:
    posting = replace(POSTING, title="a](https://evil.example) b", url="https://jobs.example/a(b)c")
    (line,) = [
        it for it in forms(alert(posting))["markdown"][0].split("\n") if "jobs.example/" in it
    ]
    assert line.startswith("**[a\\]")
    assert line.rstrip().endswith("](https://jobs.example/a%28b%29c)**")
