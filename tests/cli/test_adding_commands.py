"""`alertbot sources add` and `alertbot searches add`: an entry more, every other byte kept."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.newcomer import NORTHWIND, Newcomer, newcomer

CONFIG = """\
# Mine, and I like it so.
home:   "Berlin, DE"   # three blanks
sources:
    contoso:  {kind: greenhouse, board: contoso}   # the first
    # more to come

channels: {screen: {kind: console}, other: {kind: console}}
operator: screen

searches:
    'cooks':
        where: "chef"
        to: [screen, other]
"""


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Newcomer]:
    """Somebody with a configuration of their own style."""
    with newcomer(tmp_path) as one:
        one.config.write_text(CONFIG, encoding="utf-8")
        one.config.chmod(0o600)
        yield one


def add(bot: Newcomer, address: str, *more: str) -> tuple[int, str, str]:
    done = bot.run("sources", "add", address, "--base-url", bot.board.url, *more)
    return done.returncode, done.stdout, done.stderr


def without(text: str, part: str) -> str:
    """A text without the one line that has a part in it."""
    [line] = [line for line in text.splitlines(keepends=True) if part in line]
    return text.replace(line, "")


def test_a_board_is_found_and_written(bot: Newcomer) -> None:
    code, out, err = add(bot, NORTHWIND)
    assert (code, err) == (0, "")
    assert "1 posting" in out
    assert without(bot.text, "northwind: {kind: lever, site: northwind") == CONFIG
    lines = bot.text.splitlines()
    at = lines.index("    # more to come")
    assert lines[at + 1].startswith("    northwind: ")
    assert stat.S_IMODE(bot.config.stat().st_mode) == 0o600
    assert bot.files == ["alertbot.yaml"]
    assert bot.run("check").returncode == 0


def test_the_same_board_is_added_once(bot: Newcomer) -> None:
    add(bot, NORTHWIND)
    before = bot.text
    code, out, _ = add(bot, f"{NORTHWIND}/some-posting")
    assert (code, bot.text) == (0, before)
    assert "the source northwind reads this board already" in out


def test_a_name_that_is_taken(bot: Newcomer) -> None:
    bot.board.lever("contoso", [])
    _, _, err = add(bot, NORTHWIND, "--name", "contoso")
    assert "there is a source 'contoso' already" in err
    code, _, _ = add(bot, "https://jobs.lever.co/contoso")
    assert code == 0
    assert "    contoso-2: {kind: lever, site: contoso" in bot.text
    assert add(bot, NORTHWIND, "--name", "a b")[0] == 2


@pytest.mark.parametrize(
    ("address", "code", "words"),
    [
        (f"{NORTHWIND}x", 1, "no board could be read there"),
        ("ftp://northwind.example", 2, "copy it from the browser"),
        ("northwind", 2, "copy it from the browser"),
    ],
)
def test_what_cannot_be_read_is_not_added(
    bot: Newcomer, address: str, code: int, words: str
) -> None:
    said = add(bot, address)
    assert (said[0], said[1], bot.text) == (code, "", CONFIG)
    assert words in said[2]
    assert said[2].count("\n") == 1


def test_a_search_is_written_and_explained(bot: Newcomer) -> None:
    done = bot.run("searches", "add", "sre", '"site reliability" pay>=$5k -it\'s', "--to", "other")
    assert (done.returncode, done.stderr) == (0, "")
    assert '- "site reliability" is in the title' in done.stdout
    assert "- it pays 5,000 USD a year or more" in done.stdout
    assert without(bot.text, "    sre: ") == CONFIG
    assert bot.run("check").returncode == 0


def test_a_search_of_some_sources(bot: Newcomer) -> None:
    done = bot.run("searches", "add", "x", "chef", "--to", "screen", "--from", "contoso")
    assert done.returncode == 0
    assert "from: ['contoso'], to: ['screen']" in bot.text


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("cooks", "chef", "--to", "screen"), "there is a search 'cooks' already"),
        (("x", "chef"), "say where it reports: --to screen or other"),
        (("x", "titel:chef", "--to", "screen"), "did you mean 'title'?"),
        (("x", "chef", "--to", "scren"), "did you mean 'screen'?"),
        (("x", "chef", "--to", "screen", "--from", "contosso"), "did you mean 'contoso'?"),
        (("x", "", "--to", "screen"), "alertbot"),
        (("a b", "chef", "--to", "screen"), "is not made of"),
    ],
)
def test_a_search_that_cannot_be_used_is_not_written(
    bot: Newcomer, arguments: tuple[str, ...], words: str
) -> None:
    done = bot.run("searches", "add", *arguments)
    assert (done.returncode, done.stdout, bot.text) == (2, "", CONFIG)
    assert words in done.stderr


def test_a_result_that_is_not_good_is_told_with_its_place(bot: Newcomer) -> None:
    done = bot.run("searches", "add", "x", "chef", "--to", "scren")
    assert "alertbot.yaml:14:" in done.stderr
    assert "nothing was written: with 'x' it would not be good" in done.stderr
    assert bot.files == ["alertbot.yaml"]


def test_a_source_that_no_search_looks_at_is_told(bot: Newcomer) -> None:
    text = CONFIG.replace("        to:", "        from: contoso\n        to:")
    bot.config.write_text(text, encoding="utf-8")
    _, out, _ = add(bot, NORTHWIND)
    assert "warning: no search looks at the source 'northwind'" in out


def test_without_a_configuration(bot: Newcomer) -> None:
    bot.config.unlink()
    for command in (("sources", "add", NORTHWIND), ("searches", "add", "x", "chef")):
        done = bot.run(*command)
        assert (done.returncode, bot.files) == (2, [])
        assert "`alertbot init` makes one" in done.stderr


def test_a_broken_file_is_said_and_left(bot: Newcomer) -> None:
    bot.config.write_text("sources:\n  a: b: c\n", encoding="utf-8")
    code, _, err = add(bot, NORTHWIND)
    assert (code, bot.text) == (2, "sources:\n  a: b: c\n")
    assert "alertbot.yaml:2:7: error" in err


def test_what_has_no_sure_place_is_to_be_pasted(bot: Newcomer) -> None:
    text = "x: &s {contoso: {kind: greenhouse, board: contoso}}\nsources: *s\n"
    bot.config.write_text(text, encoding="utf-8")
    code, _, err = add(bot, NORTHWIND)
    assert (code, bot.text) == (2, text)
    assert "  northwind: {kind: lever, site: northwind" in err


def test_a_byte_order_mark_and_line_ends_stay(bot: Newcomer) -> None:
    content = f"\ufeff{CONFIG}".replace("\n", "\r\n").encode()
    bot.config.write_bytes(content)
    assert add(bot, NORTHWIND)[0] == 0
    lines = bot.config.read_bytes().splitlines(keepends=True)
    assert b"".join(line for line in lines if b"northwind" not in line) == content
    assert all(line.endswith(b"\r\n") for line in lines)


def test_an_entry_goes_into_the_file_that_holds_its_section(bot: Newcomer) -> None:
    """And the whole is read as it will be, the file itself not a second time by a pattern."""
    searches = CONFIG[CONFIG.index("searches:") :]
    main = CONFIG.removesuffix(searches) + "include: ['*.yaml', conf]\n"
    bot.config.write_text(main, encoding="utf-8")
    other = bot.folder / "conf" / "searches.yaml"
    other.parent.mkdir()
    other.write_text(searches, encoding="utf-8")
    code, _, _ = add(bot, NORTHWIND)
    assert (code, other.read_text(encoding="utf-8")) == (0, searches)
    assert "northwind: " in bot.text
    main = bot.text
    done = bot.run("searches", "add", "bakers", "baker", "--to", "screen")
    assert (done.returncode, bot.text) == (0, main)
    assert "conf/searches.yaml: added under searches: bakers" in done.stdout
    assert "    bakers: " in other.read_text(encoding="utf-8")
    done = bot.run("searches", "add", "more", "baker", "--to", "scren")
    assert (done.returncode, bot.text) == (2, main)
    assert "conf/searches.yaml:" in done.stderr
    assert "did you mean 'screen'?" in done.stderr
    assert bot.run("check", "-c", str(bot.folder)).returncode == 0
