"""Configurations that are broken in the ways of the world, as the command tells of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from alertbot.cli import main
from tests.config.odd import GOOD, ODD
from tests.config.odd_yaml import ODD_YAML

LINE = re.compile(r"alertbot\.yaml:(\d+):(\d+): (error|warning): (.+)")


def run(
    folder: Path,
    content: bytes,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> tuple[int | str | None, list[str]]:
    """The exit code of `check`, and the lines that it says."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1-invented")
    monkeypatch.setenv("TELEGRAM_TOKEN", "123456:AbC-dEf")
    monkeypatch.setenv("HOOK", "https://hooks.example/a")
    monkeypatch.delenv("CREDENTIALS_DIRECTORY", raising=False)
    (folder / "alertbot.yaml").write_bytes(content)
    with pytest.raises(SystemExit) as ended:
        main(["check"])
    said = capsys.readouterr()
    return ended.value.code, (said.out + said.err).splitlines()


def places(marked: str) -> set[tuple[int, int]]:
    """Line and column of each mark, the marks before it not counted."""
    found = set()
    for mark in re.finditer("▸", marked):
        before = re.sub("\r\n?", "\n", marked[: mark.start()].replace("▸", ""))
        found.add((before.count("\n") + 1, len(before) - before.rfind("\n")))
    return found


@pytest.mark.parametrize("name", ODD | ODD_YAML)
def test_each_is_refused_at_its_place_with_a_useful_word(
    name: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    marked, words = (ODD | ODD_YAML)[name]
    content = marked if isinstance(marked, bytes) else marked.replace("▸", "").encode()
    code, lines = run(tmp_path, content, monkeypatch, capsys)
    assert code == 2
    found = [LINE.fullmatch(line) for line in lines]
    assert all(found), lines
    errors = [it for it in found if it and it[3] == "error"]
    assert len(errors) == len(words), lines
    if isinstance(marked, str):
        assert {(int(it[1]), int(it[2])) for it in errors} == places(marked), lines
    for word in words:
        parts = word.split("...")
        assert any(all(part in it[4] for part in parts) for it in errors), (word, lines)


def test_the_command_line_does_not_judge_by_itself_what_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.access", lambda *_, **__: False)
    code, lines = run(tmp_path, b"- a\n", monkeypatch, capsys)
    assert (code, lines[0][:30]) == (2, "alertbot.yaml:1:1: error: a co")


def test_the_good_one_is_good(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, lines = run(tmp_path, GOOD.encode(), monkeypatch, capsys)
    assert (code, lines) == (0, ["alertbot.yaml: good: 1 source, 1 search, 1 channel"])
