"""How long things are kept: as the file says, and as the document promises."""

from __future__ import annotations

import re
from dataclasses import asdict, fields
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.config import Keep, keeping
from alertbot.config.values import spoken
from tests.config.configuring import GOOD, loaded, mistakes

PAGE = Path(__file__).parents[2] / "docs" / "upkeep.md"
DAYS = {key: length.days for key, length in asdict(Keep()).items()}


def kept(folder: Path, words: str) -> dict[str, int]:
    """The days that each thing is kept, where they are not the usual ones."""
    config = loaded(folder, f"{GOOD}keep: {words}\n").config
    days = {key: length.days for key, length in asdict(config.keep).items()}
    return {key: days[key] for key in days if days[key] != DAYS[key]}


def test_left_out_it_is_as_usual(tmp_path: Path) -> None:
    assert loaded(tmp_path, GOOD).config.keep == Keep()


@pytest.mark.parametrize("key", keeping.KEYS)
def test_each_key_is_one_length(tmp_path: Path, key: str) -> None:
    least: timedelta = getattr(keeping.LEAST, key)
    found = loaded(tmp_path, f"{GOOD}keep: {{{key}: {spoken(least)}}}\n")
    assert getattr(found.config.keep, key) == least
    assert found.warnings == ()


def test_what_is_not_said_follows_what_is(tmp_path: Path) -> None:
    assert kept(tmp_path, "{polls: 12w, attempts: 10d}") == {"polls": 84, "attempts": 10}
    assert kept(tmp_path, "{closed: 30d}") == {"closed": 30, "descriptions": 30, "alerts": 30}
    assert kept(tmp_path, "{ids: 100d}") == {"ids": 100, "closed": 100, "alerts": 100}
    assert kept(tmp_path, "{descriptions: 1200d}") == {
        "descriptions": 1200,
        "closed": 1200,
        "ids": 1200,
    }
    assert kept(tmp_path, "{alerts: 400d, ids: 500d}") == {"alerts": 400, "closed": 400, "ids": 500}


@given(st.dictionaries(st.sampled_from(list(keeping.KEYS)), st.integers(90, 3650)))
def test_what_is_kept_always_fits(
    tmp_path_factory: pytest.TempPathFactory, said: dict[str, int]
) -> None:
    words = ", ".join(f"{key}: {days}d" for key, days in said.items())
    text, folder = f"{GOOD}keep: {{{words}}}\n", tmp_path_factory.getbasetemp()
    if found := mistakes(folder, text):
        assert all("with which it goes" in it.message for it in found)
        assert len(said) > 1
        return
    keep = loaded(folder, text).config.keep
    assert max(keep.descriptions, keep.alerts) <= keep.closed <= keep.ids
    assert all(getattr(keep, key) == timedelta(days=days) for key, days in said.items())


def test_the_document_says_the_defaults_and_the_least() -> None:
    page = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|.*\| (\d+) \| (\d+) \|$", page, re.MULTILINE)
    assert {key: (int(usual), int(least)) for key, usual, least in rows} == {
        key: (DAYS[key], getattr(keeping.LEAST, key).days) for key in DAYS
    }
    assert list(keeping.KEYS) == [each.name for each in fields(Keep)]
