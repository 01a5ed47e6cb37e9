"""The table of commands says what they say, and nothing is loaded before it is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from alertbot.cli.commands import COMMANDS, loaded
from alertbot.cli.completion import names
from tests.bot import Done, bot


def shell(folder: Path, **asked: str) -> list[str]:
    """What a shell is answered, word by word."""
    done = subprocess.run(
        [sys.executable, "-m", "alertbot"],
        cwd=folder,
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.split()


def bash(folder: Path, line: str) -> list[str]:
    """What bash is offered for the last word of a line."""
    words = line.split(" ")
    return shell(
        folder,
        COMP_WORDS=line,
        COMP_CWORD=str(len(words) - 1),
        _ALERTBOT_COMPLETE="complete_bash",
    )


@pytest.mark.parametrize("name", COMMANDS)
def test_the_table_says_what_the_command_says(name: str) -> None:
    first, *_ = (loaded(name).help or "").split("\n\n")
    assert " ".join(first.split()) == COMMANDS[name][1]


def test_help_loads_no_command() -> None:
    code = (
        "import sys; from alertbot.cli import main\n"
        "try: main(sys.argv[1:])\n"
        "finally: print(*sys.modules, file=sys.stderr)"
    )

    def modules(*arguments: str) -> set[str]:
        command = [sys.executable, "-c", code, *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        ours = {name for name in done.stderr.split() if name.startswith("alertbot.cli.")}
        assert not {"asyncio", "rich.console", "alertbot.model"} & set(done.stderr.split())
        return {name.removeprefix("alertbot.cli.") for name in ours}

    always = {"commands", "completion", "exits"}
    assert modules("--help") == always
    assert modules("db", "--help") == {*always, "db", "configuration"}


def run(folder: Path, *arguments: str) -> Done:
    with bot(folder) as one:
        return one.run(*arguments)


def test_a_command_that_is_none_gets_the_nearest(tmp_path: Path) -> None:
    done = run(tmp_path, "stauts")
    assert done.returncode == 2
    assert "Did you mean 'status'?" in done.stderr


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (["outbox", "drop", "abc"], "Invalid value for 'ids': it should be a whole number"),
        (["run", "--wait", "-1"], "it should be greater than or equal to 0"),
        (["completion", "tcsh"], "Invalid value for 'shell': 'tcsh' is not one of"),
        (["-c", "bot.yaml", "run"], "-c stands behind the command: alertbot run -c FILE"),
        (["--config=bot.yaml", "run"], "-c stands behind the command: alertbot run -c FILE"),
    ],
)
def test_what_is_mistyped_is_said_in_plain_words(
    tmp_path: Path, typed: list[str], words: str
) -> None:
    done = run(tmp_path, *typed)
    assert done.returncode == 2
    assert words in done.stderr


@pytest.mark.parametrize("typed", [[], ["run"], ["outbox", "drop"]])
def test_help_is_a_word_too(tmp_path: Path, typed: list[str]) -> None:
    done = run(tmp_path, "help", *typed)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == run(tmp_path, *typed, "--help").stdout


CONFIG = """\
sources:
  # the first: not one
  contoso: {kind: greenhouse, board: contoso}
  'north wind': {kind: lever,
    site: northwind}
channels: {team: {kind: console}}
searches:
    engineers:
        where: engineer
    \"sre\":
        where: sre
keep:
  ids: 3y
"""


def test_a_shell_completes_commands_options_values_and_names(tmp_path: Path) -> None:
    (tmp_path / "alertbot.yaml").write_text(CONFIG, encoding="utf-8")
    assert bash(tmp_path, "alertbot se") == ["send-test", "searches"]
    assert bash(tmp_path, "alertbot sources r") == ["release"]
    assert bash(tmp_path, "alertbot run --on") == ["--once"]
    assert bash(tmp_path, "alertbot run --log-format j") == ["json"]
    assert bash(tmp_path, "alertbot explain 1 --search ") == ["engineers", "sre"]
    assert bash(tmp_path, "alertbot sources release c") == ["contoso"]
    (tmp_path / "alertbot.yaml").rename(tmp_path / "mine.yaml")
    assert bash(tmp_path, "alertbot sources release -c mine.yaml c") == ["contoso"]
    assert bash(tmp_path, "alertbot sources release c") == []


@pytest.mark.parametrize(
    ("kind", "more", "expected"),
    [
        ("zsh", {}, ':(("status":"Show'),
        ("fish", {"_TYPER_COMPLETE_FISH_ACTION": "get-args"}, "status"),
    ],
)
def test_other_shells_ask_otherwise(
    tmp_path: Path, kind: str, more: dict[str, str], expected: str
) -> None:
    asked = {"_TYPER_COMPLETE_ARGS": "alertbot stat", **more}
    answer = shell(tmp_path, _ALERTBOT_COMPLETE=f"complete_{kind}", **asked)
    assert expected in answer


@pytest.mark.parametrize("kind", ["bash", "zsh", "fish"])
def test_the_script_asks_what_is_answered(tmp_path: Path, kind: str) -> None:
    done = run(tmp_path, "completion", kind)
    assert done.returncode == 0
    assert f"_ALERTBOT_COMPLETE=complete_{kind}" in done.stdout


def test_bash_itself_completes(tmp_path: Path) -> None:
    """The script as bash runs it, with this alertbot first on its path."""
    launcher = tmp_path / "alertbot"
    launcher.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m alertbot "$@"\n')
    launcher.chmod(0o755)
    script = (
        'eval "$(alertbot completion bash)"; complete -p alertbot; '
        "COMP_WORDS=(alertbot sources re); COMP_CWORD=2; "
        '_alertbot_completion alertbot; echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(
        ["bash", "--norc", "-c", script],
        env={**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "-F _alertbot_completion alertbot" in done.stdout
    assert done.stdout.splitlines()[-1] == "release"


def test_names_of_what_is_no_configuration(tmp_path: Path) -> None:
    assert names(tmp_path, "sources") == []
    (tmp_path / "a").write_bytes(b"\xff\xfe")
    assert names(tmp_path / "a", "sources") == []
    (tmp_path / "b").write_text(CONFIG)
    assert names(tmp_path / "b", "sources") == ["contoso", "north wind"]
    assert names(tmp_path / "b", "channels") == []
