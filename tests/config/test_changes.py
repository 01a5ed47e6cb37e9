"""What changed between two configurations is said in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from alertbot.config import Config
from alertbot.config.changes import changes, contents
from tests.config.configuring import loaded

SOURCES = {"contoso": "{kind: board, board: contoso}", "fabrikam": "{kind: board, board: f}"}
SEARCHES = {"cooks": "{where: cook}", "rest": "{where: chef, from: [contoso]}"}
CHANNELS = {"screen": "{kind: screen}"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def config(
    folder: Path,
    head: str = "",
    sources: dict[str, str] = SOURCES,
    searches: dict[str, str] = SEARCHES,
    channels: dict[str, str] = CHANNELS,
) -> Config:
    parts = {"sources": sources, "channels": channels, "searches": searches}
    lines = [head]
    for part, entries in parts.items():
        lines += [f"{part}:", *(f"  {name}: {text}" for name, text in entries.items())]
    return loaded(folder, "\n".join(lines)).config


def without(some: dict[str, str], name: str) -> dict[str, str]:
    return {key: value for key, value in some.items() if key != name}


def test_what_is_the_same_is_not_said(folder: Path) -> None:
    before = config(folder)
    again = config(folder, "# only a comment")
    assert not changes(before, again)
    assert str(changes(before, again)) == "nothing changed"


def test_searches_added_and_a_source_removed(folder: Path) -> None:
    more = SEARCHES | {"b": "{where: baker, from: [contoso]}", "a": "{where: pilot}"}
    before = config(folder)
    after = config(folder, sources=without(SOURCES, "fabrikam"), searches=more)
    found = changes(before, after)
    assert str(found) == "1 source removed (fabrikam), 2 searches added (b, a)"
    assert found
    back = changes(after, before)
    assert str(back) == "1 source added (fabrikam), 2 searches removed (b, a)"


def test_many_are_counted(folder: Path) -> None:
    many = SEARCHES | {f"s{n}": f"{{where: word{n}}}" for n in range(4)}
    assert str(changes(config(folder), config(folder, searches=many))) == "4 searches added"


@pytest.mark.parametrize(
    ("search", "said"),
    [
        ("{where: cook or chef}", "1 search changed (cooks)"),
        ("{where: cook, from: [fabrikam]}", "1 search changed (cooks)"),
        ("{where: cook, quiet: '22:00-07:00'}", "1 search changed (cooks)"),
        ("{where: cook, again: [reposted]}", "1 search changed (cooks)"),
        ("{where:   'cook'}", "nothing changed"),
    ],
)
def test_a_search_that_says_something_else(folder: Path, search: str, said: str) -> None:
    after = config(folder, searches=SEARCHES | {"cooks": search})
    assert str(changes(config(folder), after)) == said


def test_a_search_with_another_name_is_neither_new_nor_gone(folder: Path) -> None:
    named = {"kitchen": SEARCHES["cooks"], "rest": SEARCHES["rest"]}
    assert str(changes(config(folder), config(folder, searches=named))) == (
        "1 search renamed (kitchen)"
    )


@pytest.mark.parametrize(
    ("head", "key"),
    [
        ("timezone: Europe/Berlin", "timezone"),
        ("currency: EUR", "currency"),
        ("home: Berlin", "home"),
        ("database: sqlite:///other.db", "database"),
        ("keep: {polls: 10d}", "keep"),
        ("aliases: {company: {Contoso: [Contoso Group Two]}}", "aliases"),
        ("synonyms: {cook: [chef de partie]}", "synonyms"),
    ],
)
def test_a_key_at_the_head_of_the_file_is_said_by_its_name(
    folder: Path, head: str, key: str
) -> None:
    assert str(changes(config(folder), config(folder, head))) == f"{key} changed"


def test_the_operator_and_a_channel(folder: Path) -> None:
    two = CHANNELS | {"other": "{kind: screen}"}
    to = {"cooks": "{where: cook, to: [screen]}", "rest": "{where: chef, to: [screen]}"}
    before = config(folder, channels=two, searches=to)
    after = config(
        folder,
        "operator: other",
        channels=two | {"other": "{kind: screen, color: true}"},
        searches=to,
    )
    assert str(changes(before, after)) == "1 channel changed (other), operator changed"


def test_no_secret_is_said(folder: Path) -> None:
    chats = [{"chat": f"{{kind: chat, token: tok-{n}, to: x}}"} for n in "12"]
    before, after = (config(folder, channels=one) for one in chats)
    found = changes(before, after)
    assert str(found) == "1 channel changed (chat)"
    assert "tok-" not in repr(found)


def test_what_is_in_it(folder: Path) -> None:
    assert contents(config(folder)) == "2 sources, 1 channel, 2 searches"
