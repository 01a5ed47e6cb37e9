"""What docs/channels.md and docs/slack.md show of the configuration can be used as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from alertbot import channels, config
from alertbot.channels import _webhook_event
from tests.channels.test_webhook_sending import NEW
from tests.config.configuring import SOURCES

PAGES = Path(__file__).parents[2] / "docs"
REST = """\
sources: {contoso: {kind: board, board: contoso}}
searches: {sre: {where: sre, to: NAMES}}
"""
ENV = {
    "EVENTS_URL": "https://events.example/in?code=1",
    "EVENTS_SECRET": NEW,
    "OLD_SECRET": NEW,
    "KEY": "1",
    "APPRISE_URL": "ntfy://ntfy.example/jobs",
    "SLACK_WEBHOOK": "https://hooks.slack.com/services/T0/B0/x",
    "SLACK_BOT_TOKEN": "xoxb-1",
}


def blocks() -> list[str]:
    """The channels that the pages, and the comments of the example, show."""
    pages = (PAGES / "channels.md", PAGES / "slack.md")
    found = [
        block
        for page in pages
        for block in re.findall(
            r"^ *```yaml\n(.*?)^ *```", page.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
        )
        if "kind: " in block
    ]
    example = (PAGES.parent / "config" / "example.yaml").read_text(encoding="utf-8")
    lines = re.findall(r"^  #   (\w+: \{kind: .*\})$", example, re.MULTILINE)
    return [*found, "channels:\n" + "".join(f"  {line}\n" for line in lines)]


@pytest.mark.parametrize("block", blocks(), ids=lambda block: block.split()[1])
@pytest.mark.parametrize("comments", [False, True])
def test_the_examples_are_good(block: str, comments: bool, tmp_path: Path) -> None:
    shown = re.sub(r"^( +)# (?=\w+: )", r"\1", block, flags=re.MULTILINE) if comments else block
    indent = len(shown) - len(shown.lstrip())
    shown = re.sub(rf"^ {{{indent}}}", "", shown, flags=re.MULTILINE)
    names = re.findall(r"^  (\w+):", shown, re.MULTILINE)
    path = tmp_path / "a.yaml"
    path.write_text(shown + REST.replace("NAMES", f"[{', '.join(names)}]"), encoding="utf-8")
    kinds = {name: kind.Options for name, kind in channels.kinds().items()}
    found = config.load(path, sources=SOURCES, channels=kinds, floors={}, env=ENV)
    assert set(found.config.channels) == set(names)
    assert all("only takes" in str(it) or "Apprise" in str(it) for it in found.warnings)


def test_every_type_of_event_is_named() -> None:
    page = (PAGES / "channels.md").read_text(encoding="utf-8")
    named = set(re.findall(r"^\| `(alertbot\.\w+)` \|", page, re.MULTILINE))
    assert named == set(re.findall(r'"const": "(alertbot\.\w+)"', _webhook_event.schema_text()))


def test_every_status_of_the_page_is_what_it_says() -> None:
    page = (PAGES / "channels.md").read_text(encoding="utf-8")
    tested = (Path(__file__).parent / "test_webhook_sending.py").read_text(encoding="utf-8")
    statuses = re.findall(r"\b4\d\d\b", page.partition("**Answers.**")[2].partition("**Azure")[0])
    assert len(statuses) > 10
    assert [it for it in statuses if f'"{it}"' not in tested] == []


def test_every_kind_is_in_the_table() -> None:
    page = (PAGES / "channels.md").read_text(encoding="utf-8")
    head = next(line for line in page.splitlines() if line.startswith("| |"))
    assert {name for name in channels.kinds() if f"`{name}`" in head} == set(channels.kinds())
