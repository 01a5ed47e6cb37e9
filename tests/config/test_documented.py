"""What the pages show of the configuration can be used as it stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from alertbot.config import timing
from alertbot.model import Occasion
from tests.config.configuring import SEARCH, loaded

PAGES = Path(__file__).parents[2] / "docs"
BOARDS = """\
sources: {contoso: {kind: board, board: contoso}}
channels: {me: {kind: screen}}
"""


def blocks(page: str) -> list[str]:
    """The YAML of a page."""
    text = (PAGES / page).read_text(encoding="utf-8")
    return re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("page", ["alerts.md", "upkeep.md", "configuration.md"])
def test_examples_are_good(tmp_path: Path, page: str) -> None:
    found = blocks(page)
    assert found
    (tmp_path / "conf.d").mkdir()
    for name in ("boards.yaml", "conf.d/chats.yaml"):
        (tmp_path / name).write_text("# more\n", encoding="utf-8")
    for block in found:
        searches = "" if "searches:" in block else SEARCH
        assert loaded(tmp_path, f"{BOARDS}{searches}{block}").warnings == ()


def test_every_occasion_and_every_key_of_a_timing_is_explained() -> None:
    text = (PAGES / "alerts.md").read_text(encoding="utf-8")
    words = set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE))
    assert words == {it.value for it in Occasion if it is not Occasion.NEW} | {*timing.KEYS}
