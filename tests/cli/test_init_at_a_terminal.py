"""`alertbot init` on a real terminal: from nothing to the first message in the chat."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from alertbot.testing import Fault, SlackHookServer, greenhouse_job
from tests.bot import SLACK_TOKEN, TELEGRAM_TOKEN
from tests.cli.newcomer import CONTOSO, NORTHWIND, Newcomer, newcomer
from tests.cli.terminal import Terminal

SLACK_PAGE = (Path(__file__).parents[2] / "docs" / "slack.md").read_text(encoding="utf-8")

pytestmark = pytest.mark.slow

ROBIN = 77
SOMETHING = ("--board", CONTOSO, "--search", "chef", "--home", "Berlin, DE")


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Newcomer]:
    """Somebody with an empty folder."""
    with newcomer(tmp_path) as one:
        yield one


def find_board(shown: Terminal) -> None:
    shown.answer("Address of a board:", CONTOSO)
    shown.answer("Watch it?", "")
    shown.answer("another board", "")
    shown.answer("Where do you live", "")


def test_telegram_from_nothing(bot: Newcomer) -> None:
    """Every question is answered wrongly first; a stranger has written to the bot before."""
    bot.telegram.hear(99, first_name="Mallory")
    with bot.at_terminal("init", *bot.instead("telegram")) as shown:
        shown.answer("Address of a board:", "")
        shown.until("a company lists its jobs")
        shown.answer("Address of a board:", "my jobs")
        shown.until("copy it from the browser")
        shown.answer("Address of a board:", f"{CONTOSO}x")
        shown.until("no board could be read there")
        shown.answer("Address of a board:", CONTOSO)
        assert '"Kubernetes Engineer", "Chef"' in shown.answer("Watch it?", "perhaps")
        shown.until("say y for yes")
        shown.answer("Watch it?", "y")
        shown.answer("another board", NORTHWIND)
        shown.answer("Watch it?", "n")
        shown.answer("another board", "")
        shown.answer("Where do you live", "Qwertyland")
        shown.until("no country is recognised")
        shown.answer("Where do you live", "Berlin, DE")
        shown.answer("looking for?", "titel:chef")
        shown.until("did you mean 'title'?")
        shown.answer("looking for?", "kubernetse")
        assert "none would fit" in shown.answer("Keep", "n")
        shown.answer("looking for?", "chef OR engineer")
        told = shown.answer("Keep", "")
        assert '"chef" or "engineer" is in the title' in told
        assert "Of the 2 postings that these boards show now, 2 would fit" in told
        shown.answer("Another search", "")
        shown.answer("telegram, slack or terminal?", "signal")
        shown.answer("telegram, slack or terminal?", "")
        shown.confide("Paste the token", "123")
        shown.confide("Paste the token", "123:wrong")
        shown.until("Telegram does not know this token")
        shown.confide("Paste the token", TELEGRAM_TOKEN)
        shown.until("https://t.me/alertbot_bot and press Start")
        shown.answer("Mallory is there", "n")
        bot.telegram.hear(ROBIN)
        shown.answer("Robin is there", "y")
        shown.answer("telegram-token?", "y")
        code, out = shown.end()
    assert code == 0, out
    assert TELEGRAM_TOKEN not in out + bot.text
    [test] = bot.telegram.messages
    assert test.chat == ROBIN
    secret = bot.folder / "telegram-token"
    assert secret.read_text(encoding="utf-8") == f"{TELEGRAM_TOKEN}\n"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    bot.env.clear()
    checked = bot.run("check")
    assert (checked.returncode, "1 source, 1 search, 1 channel" in checked.stdout) == (0, True)


def test_slack_by_invitation(bot: Newcomer) -> None:
    with bot.at_terminal("init", *bot.instead("slack"), "--channel", "slack") as shown:
        find_board(shown)
        shown.answer("looking for?", "chef")
        shown.answer("Keep", "")
        shown.answer("Another search", "")
        shown.confide("Paste the token", SLACK_TOKEN)
        assert "@alertbot in Contoso" in shown.answer("Which channel?", "")
        shown.until("/invite @alertbot")
        shown.answer("The bot is in #job-alerts", "")
        shown.answer("slack-token?", "")
        code, out = shown.end()
    assert code == 0, out
    assert SLACK_TOKEN not in out + bot.text
    assert len(bot.slack.messages) == 1


def test_slack_by_name_where_channels_may_not_be_listed(bot: Newcomer) -> None:
    bot.slack.fail(Fault.slack_error("missing_scope"), times=2, when="conversations.list")
    with bot.at_terminal("init", *bot.instead("slack"), *SOMETHING, "--channel", "slack") as shown:
        shown.answer("Watch it?", "")
        shown.confide("Paste the token", "xoxp-of-a-person")
        shown.until("it begins with xoxb-")
        shown.confide("Paste the token", SLACK_TOKEN)
        shown.answer("Which channel?", "")
        shown.until("this token may not list channels")
        shown.answer("Which channel?", "two words")
        shown.until("a channel's name is one word")
        shown.answer("Which channel?", "job-alerts")
        shown.answer("Write it", "")
        code, out = shown.end()
    assert code == 0, out
    assert "to: '#job-alerts'" in bot.text


def test_slack_by_webhook(bot: Newcomer) -> None:
    with SlackHookServer() as hook:
        with bot.at_terminal("init", *bot.instead("x"), *SOMETHING, "--channel", "slack") as shown:
            shown.answer("Watch it?", "")
            shown.confide("Paste the token", hook.address)
            shown.answer("slack-webhook?", "")
            code, out = shown.end()
        assert code == 0, out
        assert hook.address not in out + bot.text
        assert len(hook.messages) == 1


def test_a_bot_that_another_program_reads(bot: Newcomer) -> None:
    conflict = "Conflict: terminated by other getUpdates request"
    bot.telegram.fail(Fault.telegram_error(409, conflict), when="getUpdates")
    instead = (*bot.instead("telegram"), "--channel", "telegram")
    with bot.at_terminal("init", *instead, *SOMETHING) as shown:
        shown.answer("Watch it?", "")
        shown.confide("Paste the token", TELEGRAM_TOKEN)
        shown.until("another program already reads")
        shown.answer("Try once more?", "n")
        shown.answer("the chat's number:", "me")
        shown.until("a chat's number is like")
        shown.answer("the chat's number:", "123456789")
        shown.answer("Write it", "n")
        code, out = shown.end()
    assert (code, bot.files) == (0, [])
    assert "Nothing was written." in out


def test_a_token_file_of_before_stays(bot: Newcomer) -> None:
    before = bot.folder / "telegram-token"
    before.write_text("1:old\n", encoding="utf-8")
    instead = (*bot.instead("telegram"), "--channel", "telegram", "--to", "123456789")
    with bot.at_terminal("init", *instead, *SOMETHING) as shown:
        shown.answer("Watch it?", "")
        shown.answer("There is a file telegram-token already", "n")
        shown.confide("Paste the token", TELEGRAM_TOKEN)
        shown.answer("telegram-token-2?", "y")
        code, out = shown.end()
    assert code == 0, out
    assert bot.files == ["alertbot.yaml", "telegram-token", "telegram-token-2"]
    assert before.read_text(encoding="utf-8") == "1:old\n"


@pytest.mark.parametrize("at", ["board", "search", "token", "chat", "end"])
def test_stopped_nothing_is_written(bot: Newcomer, at: str) -> None:
    with bot.at_terminal("init", *bot.instead("telegram"), "--channel", "telegram") as shown:
        stop(shown, bot, at)
        code, out = shown.end()
    assert (code, bot.files) == (130, []), out
    assert "stopped: nothing was written" in out
    assert "Traceback" not in out


def test_the_end_of_what_is_typed_stops_it_too(bot: Newcomer) -> None:
    with bot.at_terminal("init") as shown:
        shown.until("Address of a board:")
        shown.hang_up()
        code, out = shown.end()
    assert (code, bot.files) == (130, [])
    assert "stopped: nothing was written" in out


def test_what_others_have_written_stays_words(bot: Newcomer) -> None:
    """A title and a person's name are shown as they are, whatever they look like."""
    jobs = [greenhouse_job(1, "[red]Chef[/red] \x1b[2Jof {x}"), greenhouse_job(2, "Cook\n# a: b")]
    bot.board.greenhouse("contoso", jobs)
    name = "Robin\n    evil: {kind: console}"
    bot.telegram.hear(ROBIN, first_name=name)
    instead = (*bot.instead("telegram"), "--channel", "telegram")
    with bot.at_terminal("init", *instead, *SOMETHING) as shown:
        assert "[red]Chef[/red]" in shown.answer("Watch it?", "")
        shown.confide("Paste the token", TELEGRAM_TOKEN)
        shown.answer("is there. Send alerts there?", "")
        shown.answer("Write it", "")
        code, out = shown.end()
    assert code == 0, out
    assert "\x1b[2J" not in shown.shown
    bot.env.clear()
    assert "1 channel" in bot.run("check").stdout


def stop(shown: Terminal, bot: Newcomer, at: str) -> None:
    """Goes on up to some question, and presses Ctrl-C there."""
    if at == "board":
        shown.until("Address of a board:")
        return shown.interrupt()
    find_board(shown)
    if at == "search":
        shown.until("looking for?")
        return shown.interrupt()
    shown.answer("looking for?", "chef")
    shown.answer("Keep", "")
    shown.answer("Another search", "")
    if at == "token":
        shown.until("Paste the token")
        return shown.interrupt()
    shown.confide("Paste the token", TELEGRAM_TOKEN)
    shown.until("waiting for that")
    if at == "chat":
        return shown.interrupt()
    bot.telegram.hear(ROBIN)
    shown.answer("Robin is there", "y")
    shown.until("Write it")
    return shown.interrupt()


def test_what_is_there_can_be_added_to(bot: Newcomer) -> None:
    bot.init("--board", CONTOSO, "--search", "chef", "--channel", "terminal", "--no-test")
    before = bot.text
    with bot.at_terminal("init", *bot.instead("terminal")) as shown:
        shown.answer("Add a board to it now?", NORTHWIND)
        code, _ = shown.end()
    assert code == 0
    assert "northwind: {kind: lever, site: northwind" in bot.text
    assert set(before.splitlines()) < set(bot.text.splitlines())


def test_what_is_typed_is_told_back(bot: Newcomer) -> None:
    """A board twice, a sentence for a home, a sentence for a search."""
    with bot.at_terminal("init", *bot.instead("terminal"), "--channel", "terminal") as shown:
        shown.answer("Address of a board:", CONTOSO)
        shown.answer("Watch it?", "")
        shown.answer("another board", CONTOSO)
        shown.until("That board is there already: contoso.")
        shown.answer("another board", "")
        shown.answer("Where do you live", "somewhere near Berlin")
        shown.until("Remote work has to be open to Germany, then; pay>=75k means EUR.")
        shown.answer("looking for?", "I want to be a chef")
        assert "Every one of these words has to be there." in shown.answer("Keep", "n")
        shown.answer("looking for?", "chef")
        assert "Every one" not in shown.answer("Keep", "")
        shown.answer("Another search", "")
        shown.answer("Write it", "")
        code, out = shown.end()
    assert code == 0, out
    assert "1 source, 1 search, 1 channel" in bot.run("check").stdout
    assert "\ncurrency: EUR " in bot.text


def test_a_slack_channel_that_is_not_there(bot: Newcomer) -> None:
    with bot.at_terminal("init", *bot.instead("slack"), *SOMETHING, "--channel", "slack") as shown:
        shown.answer("Watch it?", "")
        guide = shown.until("Then Install")
        manifest = guide.partition("lines):\n")[2].partition("Then Install")[0]
        asked = YAML(typ="safe").load(manifest)["oauth_config"]["scopes"]["bot"]
        assert (
            asked
            == YAML(typ="safe").load(SLACK_PAGE.split("```")[1][5:])["oauth_config"]["scopes"][
                "bot"
            ]
        )
        shown.confide("Paste the token", SLACK_TOKEN)
        shown.answer("Which channel?", "#jbo-alerts")
        shown.until("shows this bot no #jbo-alerts")
        shown.answer("Take it all the same?", "")
        shown.answer("Which channel?", "#jbo-alerts")
        shown.answer("Take it all the same?", "y")
        shown.answer("Write it", "n")
        code, out = shown.end()
    assert code == 0, out
    assert "to: '#jbo-alerts'" in out
