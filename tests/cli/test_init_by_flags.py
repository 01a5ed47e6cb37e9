"""`alertbot init --yes`: a configuration from flags alone, for scripts."""

from __future__ import annotations

import os
import re
import shlex
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from alertbot.testing import Fault
from tests.bot import CHAT, SLACK_TOKEN
from tests.cli.newcomer import CONTOSO, NORTHWIND, Newcomer, newcomer

START = Path(__file__).parents[2] / "docs" / "start.md"
WANTED = ("--board", CONTOSO, "--search", "engineer")
TELEGRAM = ("--channel", "telegram", "--to", str(CHAT))


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Newcomer]:
    """Somebody with an empty folder."""
    with newcomer(tmp_path) as one:
        yield one


def test_the_first_alert_is_one_command_away(bot: Newcomer) -> None:
    done = bot.init(*WANTED, *TELEGRAM, "--home", "London, GB")
    assert (done.returncode, done.stderr) == (0, "")
    assert "\ncurrency: GBP " in bot.text
    [test] = bot.telegram.messages
    assert (test.chat, "This is a test" in test.text) == (CHAT, True)
    assert bot.run("check").returncode == 0
    assert bot.once().returncode == 0
    assert "engineer: 1 match" in bot.telegram.messages[-1].text


def test_the_commands_of_the_document_run(bot: Newcomer) -> None:
    """All but the one that asks: a terminal's tests have that."""
    text = START.read_text(encoding="utf-8")
    lines = re.findall(r"^alertbot (.+)$", text, re.MULTILINE)
    assert lines.pop(0) == "init"
    assert len(lines) == 4
    for line in lines:
        instead = {"init": bot.instead("telegram"), "sources": ("--base-url", bot.board.url)}
        words = shlex.split(line)
        done = bot.run(*words, *instead.get(words[0], ()))
        assert (done.returncode, done.stderr) == (0, ""), line
    assert len(bot.telegram.messages) == 2


def test_a_second_search_and_board(bot: Newcomer) -> None:
    more = ("--board", NORTHWIND, "--search", "engineer in:berlin pay>=$50k", "--search", "'s-chef")
    done = bot.init(*WANTED, *more, *TELEGRAM, "--no-test")
    assert (done.returncode, bot.telegram.messages) == (0, ())
    checked = bot.run("check")
    assert "2 sources, 3 searches, 1 channel" in checked.stdout
    assert "    where: 'engineer in:berlin pay>=$$50k'" in bot.text


def test_a_token_in_a_file(bot: Newcomer) -> None:
    (bot.folder / "its-token").write_text(f"{SLACK_TOKEN}\n", encoding="utf-8")
    (bot.folder / "its-token").chmod(0o600)
    bot.env.clear()
    slack = ("--channel", "slack", "--to", "#job-alerts", "--token-file", "its-token")
    done = bot.init(*WANTED, *slack, kind="slack")
    assert (done.returncode, done.stderr) == (0, "")
    assert len(bot.slack.messages) == 1
    assert "token: {file: 'its-token'}, to: '#job-alerts'" in bot.text
    assert SLACK_TOKEN not in bot.text


def test_no_secret_is_in_the_configuration(bot: Newcomer) -> None:
    bot.init(*WANTED, *TELEGRAM)
    assert 'token: "${TELEGRAM_TOKEN}"' in bot.text
    assert stat.S_IMODE(bot.config.stat().st_mode) & 0o111 == 0


def test_the_terminal_needs_no_token(bot: Newcomer) -> None:
    bot.env.clear()
    done = bot.init(*WANTED, "--channel", "terminal", kind="terminal")
    assert done.returncode == 0
    assert "This is a test" in done.stdout
    assert bot.run("check").returncode == 0


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "--board ADDRESS, --search QUERY, --channel"),
        ((*WANTED, "--channel", "telegrm"), 2, "did you mean 'telegram'?"),
        ((*WANTED, "--channel", "telegram"), 2, "--to 123456789"),
        ((*WANTED, *TELEGRAM, "--token-file", "none"), 2, "none: No such file"),
        ((*WANTED, *TELEGRAM, "--search", "titel:x"), 2, "did you mean 'title'?"),
        (
            (*WANTED, *TELEGRAM, "--home", "Qwertyland"),
            2,
            "no country is recognised in 'Qwertyland'",
        ),
        ((*WANTED, *TELEGRAM, "--board", "jobs"), 2, "not an address"),
        ((*WANTED, *TELEGRAM, "--board", f"{CONTOSO}x"), 1, "no board could be read there"),
        ((*WANTED, "--channel", "telegram", "--to", "x y"), 2, "a Telegram chat is an id"),
        ((*WANTED, *TELEGRAM, "-c", "none/a.yaml"), 2, "there is no folder none"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_written(
    bot: Newcomer, arguments: tuple[str, ...], code: int, words: str
) -> None:
    done = bot.init(*arguments)
    assert (done.returncode, done.stdout) == (code, "")
    assert words in done.stderr
    assert bot.files == []
    assert bot.telegram.messages == ()


def test_a_token_of_before_is_never_written_over(bot: Newcomer) -> None:
    """What the command cannot make stays as it was, and so does all else."""
    bot.config.symlink_to("nowhere.yaml")
    done = bot.init(*WANTED, *TELEGRAM)
    assert (done.returncode, bot.files) == (2, ["alertbot.yaml"])
    assert bot.config.is_symlink()


def test_a_variable_that_is_not_set(bot: Newcomer) -> None:
    bot.env.clear()
    done = bot.init(*WANTED, *TELEGRAM)
    assert (done.returncode, bot.files) == (2, [])
    assert "put the token into $TELEGRAM_TOKEN, or name --token-file" in done.stderr


def test_a_test_that_does_not_arrive_is_told(bot: Newcomer) -> None:
    bot.telegram.block(CHAT)
    done = bot.init(*WANTED, *TELEGRAM)
    assert done.returncode == 1
    assert "bot was blocked by the user" in done.stderr
    assert "then: alertbot send-test" in done.stderr
    assert bot.files == ["alertbot.yaml"]


def test_what_is_there_is_left_as_it_is(bot: Newcomer) -> None:
    bot.config.write_text("mine\n", encoding="utf-8")
    done = bot.init(*WANTED, *TELEGRAM)
    assert (done.returncode, bot.text, bot.files) == (2, "mine\n", ["alertbot.yaml"])
    assert "alertbot sources add ADDRESS" in done.stderr


def test_without_a_terminal_the_flags_are_named(bot: Newcomer) -> None:
    done = bot.run("init")
    assert (done.returncode, done.stdout, bot.files) == (2, "", [])
    [line] = done.stderr.splitlines()
    assert "--yes --board ADDRESS --search QUERY --channel telegram --to CHAT" in line


def test_sending_a_test_again(bot: Newcomer) -> None:
    bot.init(*WANTED, *TELEGRAM, "--no-test")
    assert bot.run("send-test").stdout == "channel me: the test was sent; look into the chat\n"
    assert bot.run("send-test", "me").returncode == 0
    assert len(bot.telegram.messages) == 2
    done = bot.run("send-test", "mee")
    assert (done.returncode, "did you mean 'me'?" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (Fault.throttle(5), "the service wants a pause of 5 s; try again after that"),
        (Fault.status(502), "it may have arrived or not"),
        (Fault.telegram_error(401, "Unauthorized"), "the token is not taken: Unauthorized"),
        (Fault.telegram_error(400, "Bad Request: chat not found"), "the chat does not take it"),
    ],
)
def test_what_became_of_a_test_is_said(bot: Newcomer, fault: Fault, words: str) -> None:
    bot.init(*WANTED, *TELEGRAM, "--no-test")
    bot.telegram.fail(fault)
    done = bot.run("send-test")
    assert (done.returncode, done.stdout) == (1, "")
    assert words in done.stderr


def test_the_same_board_is_written_once(bot: Newcomer) -> None:
    done = bot.init(*WANTED, "--board", CONTOSO, *TELEGRAM, "--no-test")
    assert done.returncode == 0
    assert bot.text.count("kind: greenhouse") == 1


def test_a_search_is_not_named_for_what_it_leaves_out(bot: Newcomer) -> None:
    query = 'engineer -chef -"team lead" in:berlin'
    bot.init("--board", CONTOSO, "--search", query, *TELEGRAM, "--no-test")
    assert "  engineer-berlin:" in bot.text


def test_what_to_type_next_can_be_typed(bot: Newcomer, tmp_path: Path) -> None:
    """From a folder that the shell does not look into, and with a blank in a name."""
    itself = tmp_path / "my bin" / "alertbot"
    itself.parent.mkdir()
    itself.write_text(
        f"#!{sys.executable}\nfrom alertbot.cli import main\nmain()\n", encoding="utf-8"
    )
    itself.chmod(0o700)
    words = ("init", "--yes", *bot.instead("telegram"), *WANTED, *TELEGRAM, "-c", "my bot.yaml")
    done = subprocess.run(
        [itself, *words],
        cwd=bot.folder,
        env={**os.environ, **bot.env, "PATH": os.defpath},
        capture_output=True,
        text=True,
        check=True,
    )
    assert f"Now start it: '{itself}' run -c 'my bot.yaml'\n" in done.stdout
    assert "Now start it: alertbot run -c" in bot.init(*WANTED, *TELEGRAM, "-c", "b.yaml").stdout
