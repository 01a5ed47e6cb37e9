"""Broken configurations: each mistake at its place, in words that say what to do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.config.broken import BROKEN
from tests.config.configuring import GOOD, HEAD, loaded, mistakes

JARGON = re.compile(
    r"pydantic|validation|Input should|ruamel|scanner|NoneType|Traceback|<class|field required"
    r"|extra_forbidden|value error|while parsing|<block|type=|Exception|default_factory",
    re.IGNORECASE,
)
REST = re.compile("there are no (?:sources|channels|searches)")


@pytest.mark.parametrize("name", BROKEN)
def test_a_mistake_has_its_place_and_words(name: str, tmp_path: Path) -> None:
    marked, words = BROKEN[name]
    text = marked.replace("▸", "")
    found = [it for it in mistakes(tmp_path, text) if it.severity == "error"]
    if "there are no" not in words[0]:
        found = [it for it in found if not REST.search(it.message)]
    messages = [it.message for it in found]
    assert not JARGON.search("\n".join(messages)), messages
    assert len(found) == len(words), messages
    assert {(it.line, it.column) for it in found} == set(_places(marked)), found
    for word in words:
        parts = word.split("...")
        assert any(all(part in it for part in parts) for it in messages), (word, messages)
    assert all("\n" not in message and len(message) < 400 for message in messages)


def _places(marked: str) -> list[tuple[int, int]]:
    """Line and column of each mark, the marks before it not counted."""
    places = []
    for found in re.finditer("▸", marked):
        before = marked[: found.start()].replace("▸", "")
        places.append((before.count("\n") + 1, len(before) - before.rfind("\n")))
    return places


def test_all_mistakes_come_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = """\
timezone: Europe/Berln
sources: {contoso: {kind: bord}}
channels: {screen: {kind: screen, colour: true}}
searches: {sre: {where: "(sre", to: scren}}
"""
    found = mistakes(tmp_path, text)
    assert [(it.line, it.column) for it in found] == [(1, 11), (2, 27), (3, 35), (4, 26), (4, 37)]
    assert all(str(it).startswith(f"{tmp_path}/alertbot.yaml:{it.line}:") for it in found)


def test_a_query_cut_short_by_a_comment_is_said(tmp_path: Path) -> None:
    [warning] = mistakes(tmp_path, f"{HEAD}searches:\n  sre:\n    where: sre #pubsub in:germany\n")
    assert (warning.line, warning.column, warning.severity) == (5, 15, "warning")
    assert "'#pubsub' is no part of the query" in warning.message
    text = f"{HEAD}searches:\n  sre:\n    where: sre # every one\n"
    assert mistakes(tmp_path, text) == ()


def test_windows_line_ends_do_not_move_a_place(tmp_path: Path) -> None:
    text = f"{GOOD}home: '${{NOPE}}'\n".replace("\n", "\r\n")
    [found] = mistakes(tmp_path, text)
    assert (found.line, found.column) == (4, 8)


def test_thousands_of_mistakes_are_cut_off(tmp_path: Path) -> None:
    text = GOOD + "".join(f"key{number}: 1\n" for number in range(1000))
    assert len(mistakes(tmp_path, text)) == 200


def test_an_alias_bomb_is_refused(tmp_path: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
    [found] = mistakes(tmp_path, "\n".join(lines))
    assert "unfold" in found.message
    long = "b: &b '" + "x" * 50_000 + "'\nc: [" + "*b, " * 5000 + "]"
    [found] = mistakes(tmp_path, long)
    assert "unfold" in found.message


_PIECES = st.sampled_from(
    [
        *"{}[]:,-?&*!|>'\"%@`#\t \n\\~$<=.0xyé\x00\ufeff\u2028",
        *("\n  ", ": ", "- ", "&a ", "*a", "<<: ", "kind: board", "where: ", "match:", "${"),
        *("sources", "channels", "searches", "${TOKEN}", "{env: ", "!!str ", "---\n", "!<"),
        *("%YAML 1.2\n", "%TAG ", "!!binary ", "\\U0011FFFF"),
    ]
)
_SHARED = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@settings(_SHARED, max_examples=250)
@given(text=st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=40))
def test_any_text_is_a_configuration_or_a_list_of_mistakes(text: str, tmp_path: Path) -> None:
    found = mistakes(tmp_path, text.encode("utf-8", "replace"))
    assert all(it.message and "\n" not in it.message for it in found)


@settings(_SHARED, max_examples=150)
@given(
    at=st.integers(0, 1000), cut=st.integers(0, 12), put=st.lists(_PIECES, max_size=3).map("".join)
)
def test_any_change_of_a_configuration_is_survived(
    at: int, cut: int, put: str, tmp_path: Path
) -> None:
    text = f"{HEAD}home: &h 'Berlin, DE'\nsearches:\n  a:\n    match: {{title: {{any: [sre]}}}}\n"
    at %= len(text)
    mistakes(tmp_path, (text[:at] + put + text[at + cut :]).encode("utf-8", "replace"))


def test_the_good_one_is_good(tmp_path: Path) -> None:
    assert loaded(tmp_path, GOOD).warnings == ()
