"""What is said of a configuration that is used all the same; of a good one nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from alertbot.config import addresses
from tests.config.configuring import GOOD, HEAD, mistakes

BOARDS = """\
sources:
  contoso: {kind: board, board: contoso}
channels: {screen: {kind: screen}}
"""


def told(folder: Path, text: str) -> list[tuple[int, int, str]]:
    """Line, column and words of each warning; nothing else may be told."""
    found = mistakes(folder, text)
    assert all(it.severity == "warning" for it in found), found
    return [(it.line, it.column, it.message) for it in found]


@pytest.mark.parametrize(
    ("search", "at", "words"),
    [
        ("where: 'sre in:springfield'", 22, "write which of them"),
        ("match: {location: portland}", 25, 'taken for in:"Portland, OR": write that, or'),
        ("where: 'sre sre'", 14, "sre stands here twice"),
        ("where: remote", 14, "'home' is not set"),
        ("where: 'sre source:contos'", 26, "no such source, did you mean 'contoso'?"),
        ("where: 'pay>=75k in:germany'", 20, "is taken for USD: say currency: EUR for all"),
        ("match: {location: austria, pay: 75k}", 39, "is taken for USD"),
    ],
)
def test_a_search(tmp_path: Path, search: str, at: int, words: str) -> None:
    [(line, column, message)] = told(tmp_path, f"{BOARDS}searches:\n  a: {{{search}}}\n")
    assert (line, column) == (5, at), message
    assert words in message


@pytest.mark.parametrize(
    "search",
    [
        "where: 'pay>=75k EUR in:germany'",
        "where: 'pay>=€75k in:germany'",
        "where: 'pay>=150k'",
        "where: 'pay>=150k in:ohio'",
        "where: 'pay>=150k (in:germany OR in:usa)'",
        "where: 'sre in:\"Springfield, IL\"'",
    ],
)
def test_a_search_that_says_it_all(tmp_path: Path, search: str) -> None:
    assert told(tmp_path, f"{BOARDS}searches:\n  a: {{{search}}}\n") == []


@pytest.mark.parametrize(
    ("home", "words"),
    [
        ("Cambridge", "'Cambridge' may be in CA, GB or US and is taken for GB"),
        ("Georgia", "'Georgia' may be in GE or US and is taken for GE"),
        ("Springfield", ""),
        ("Cambridge, UK", ""),
        ("Berlin", ""),
        ("EU", ""),
    ],
)
def test_a_home_that_may_be_in_several_countries(home: str, words: str, tmp_path: Path) -> None:
    text = f"home: '{home}'\n{BOARDS}searches:\n  a: {{where: sre}}\n"
    found = told(tmp_path, text)
    assert len(found) == bool(words)
    assert all((line, column) == (1, 7) and words in it for line, column, it in found)


def test_where_home_is_says_what_is_spent_there(tmp_path: Path) -> None:
    text = f"home: 'Berlin, DE'\n{BOARDS}searches:\n  a: {{where: pay>=75k}}\n"
    [(line, _, message)] = told(tmp_path, text)
    assert line == 6
    assert "say currency: EUR" in message
    assert told(tmp_path, f"currency: USD\n{text}") == []


def test_what_is_read_or_told_twice(tmp_path: Path) -> None:
    text = """\
sources:
  one: {kind: board, board: contoso}
  two: {kind: board, board: contoso, every: 1h, company: Contoso}
  three: {kind: board, board: contoso, order: oldest}
channels: {a: {kind: screen}, b: {kind: screen}}
searches: {sre: {where: sre, to: [a, b]}}
"""
    assert told(tmp_path, text) == [(3, 3, "source 'two' reads the same board as 'one'")]


def test_a_password_in_an_address(tmp_path: Path) -> None:
    text = GOOD.replace(
        "board: contoso}", "board: contoso, base_url: 'https://me:c4nary@x.example'}"
    )
    [(line, _, message)] = told(tmp_path, text)
    assert line == 1
    assert "a literal password in 'base_url'" in message
    assert told(tmp_path, text.replace("c4nary", "${BAD}")) == []


def test_nothing_is_said_of_what_is_good(tmp_path: Path) -> None:
    assert told(tmp_path, GOOD) == []
    assert told(tmp_path, f"{HEAD}searches: {{a: {{where: 'sre in:germany level:senior'}}}}") == []


@pytest.mark.parametrize(
    "good",
    ["https://a.example", "http://127.0.0.1:8/x?y=z#a", "https://[::1]:8/", "mailto:x", "", "ä://"],
)
def test_addresses_that_lead_somewhere(good: str) -> None:
    assert addresses.objection(good) == ""


@pytest.mark.parametrize(
    "bad",
    ["https://", "https://a:b", "http://a:0/", "https://a:99999", "https://[::1", "http://a b"],
)
def test_addresses_that_lead_nowhere(bad: str) -> None:
    assert addresses.objection(bad)
    assert addresses.password(bad) == ""
