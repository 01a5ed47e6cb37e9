"""`alertbot check`: what a file has wrong, for people and for editors, and what answers online."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alertbot.cli import main
from alertbot.testing import Board, SlackServer, TelegramServer, greenhouse_job
from tests.bot import CHAT, SLACK_TOKEN, TELEGRAM_TOKEN, Bot, Done


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    with (
        Board() as board,
        SlackServer(SLACK_TOKEN) as slack,
        TelegramServer(TELEGRAM_TOKEN, {CHAT: "private"}) as telegram,
    ):
        board.greenhouse("contoso", [greenhouse_job(1, "Engineer"), greenhouse_job(2, "Chef")])
        one = Bot(tmp_path, board, slack, telegram, to=("team", "screen", "me"))
        one.source("contoso", "greenhouse", board="contoso")
        one.searches["cooks"] = "chef"
        yield one


def objects(done: Done) -> list[dict[str, Any]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_good_one_is_one_line(bot: Bot) -> None:
    done = bot.run("check")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "alertbot.yaml: good: 1 source, 1 search, 3 channels\n"


def test_for_editors_each_mistake_is_an_object(bot: Bot) -> None:
    bot.searches |= {"bakers": "(baker"}
    bot.sources["other"] = "{kind: greenhose}"
    done = bot.run("check", "--json")
    assert (done.returncode, done.stderr) == (2, "")
    found = objects(done)
    assert [(it["file"], it["severity"]) for it in found] == [("alertbot.yaml", "error")] * 2
    assert (found[0]["line"], found[0]["column"]) == (4, 17)
    assert "did you mean 'greenhouse'?" in found[0]["message"]
    assert set(found[0]) == {"file", "line", "column", "severity", "message"}
    assert bot.run("check").returncode == 2


def test_for_editors_a_missing_file_is_one_too(bot: Bot) -> None:
    done = bot.run("check", "--json", "-c", "none.yaml")
    [found] = objects(done)
    assert (done.returncode, found["file"], found["line"]) == (2, "none.yaml", 0)
    assert "`alertbot init` makes one" in found["message"]


def test_for_editors_warnings_and_what_is_good(bot: Bot) -> None:
    bot.searches["cooks"] = "chef remote"
    done = bot.run("check", "--json")
    assert done.returncode == 0
    assert [it["severity"] for it in objects(done)] == ["warning", "info"]


def test_online_each_is_asked_and_nothing_is_written(bot: Bot) -> None:
    done = bot.run("check", "--online")
    assert (done.returncode, done.stderr) == (0, "")
    said = [line.partition(": ")[2] for line in done.stdout.splitlines()]
    assert said == [
        "source contoso: 2 postings",
        "channel team: @alertbot in Contoso writes to #job-alerts",
        "channel screen: writes to the terminal",
        "channel me: @alertbot_bot writes to Robin",
        "good: 1 source, 1 search, 3 channels",
    ]
    assert bot.slack.messages == ()
    assert bot.telegram.messages == ()
    assert [it.name for it in bot.folder.iterdir()] == ["alertbot.yaml"]
    assert len(bot.board.requests) == 1


def test_online_what_is_wrong_has_its_place_and_what_to_do(bot: Bot) -> None:
    bot.source("wrong", "greenhouse", board="no-such-board")
    bot.board.greenhouse("empty", [])
    bot.source("empty", "greenhouse", board="empty")
    bot.telegram.block(CHAT)
    bot.env["SLACK_BOT_TOKEN"] = "xoxb-1-other"
    done = bot.run("check", "--online", "--json")
    assert (done.returncode, done.stderr) == (1, "")
    found = {it["message"].partition(":")[0]: it for it in objects(done)}
    assert found["source contoso"]["severity"] == "info"
    assert (found["source wrong"]["severity"], found["source wrong"]["line"]) == ("error", 4)
    assert "404: there is no such board" in found["source wrong"]["message"]
    assert found["source empty"]["severity"] == "warning"
    assert "does not take this token" in found["channel team"]["message"]
    assert "blocked" in found["channel me"]["message"]
    assert "3 of 6 failed" in found


def test_online_a_chat_that_is_not_there(bot: Bot) -> None:
    bot.write()
    text = bot.config.read_text(encoding="utf-8")
    text = text.replace("#job-alerts", "#jb-alerts").replace(str(CHAT), "987654321")
    other = bot.folder / "other.yaml"
    other.write_text(text, encoding="utf-8")
    done = bot.run("check", "--online", "-c", str(other))
    assert done.returncode == 1
    assert "Slack shows this bot no channel #jb-alerts: look at 'to:'" in done.stdout
    assert "chat not found: look at 'to:'" in done.stdout


def test_online_a_webhook_is_not_tried(bot: Bot) -> None:
    hook = "{kind: slack, webhook: '${HOOK}'}"
    text = f"sources: {{c: {bot.sources['contoso']}}}\nchannels: {{hook: {hook}}}\n"
    other = bot.folder / "other.yaml"
    other.write_text(f"{text}searches: {{s: {{where: chef}}}}\n", encoding="utf-8")
    bot.env["HOOK"] = f"{bot.slack.url}/services/T0/B0/x"
    done = bot.run("check", "--online", "-c", str(other))
    assert done.returncode == 0
    words = "channel hook: cannot be tried without posting: alertbot send-test hook"
    assert words in done.stdout
    assert bot.slack.calls == ()


def test_online_wants_the_secrets(bot: Bot) -> None:
    assert bot.run("check", "--online", "--no-secrets").returncode == 2


def checked(bot: Bot, capsys: pytest.CaptureFixture[str]) -> tuple[object, str]:
    """Its exit code and all it said, run in this process."""
    with pytest.raises(SystemExit) as ended:
        main(["check", "--no-secrets", "-c", str(bot.config)])
    said = capsys.readouterr()
    return ended.value.code, said.out + said.err


def test_what_a_start_would_miss_is_told_before(
    bot: Bot, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bot.database = "postgresql:///alertbot"
    bot.write()
    bot.config.write_text(f"{bot.config.read_text(encoding='utf-8')}web: {{}}\n", encoding="utf-8")
    assert "not installed" not in checked(bot, capsys)[1]
    for library in ("uvicorn", "psycopg"):
        monkeypatch.setitem(sys.modules, library, None)
    code, said = checked(bot, capsys)
    assert code == 0
    assert "warning: 'web' needs what is not installed here: pip install 'alertbot[web]'" in said
    assert "warning: 'database' needs what is not installed here" in said


def test_a_file_is_tried_and_not_guessed_at(
    bot: Bot, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What may not be read is said by whoever reads it, with its place, as any mistake is."""
    bot.write()
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert checked(bot, capsys)[0] == 0
