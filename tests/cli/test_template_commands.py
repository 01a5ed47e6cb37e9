"""A template on the whole way: checked, shown, and used for what is sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from alertbot.testing import greenhouse_job
from tests.bot import Bot, bot

TEMPLATE = "<h1>{{ title }}</h1>\nAt {{ company }}, <i>mine</i>\n<small>{{ hashtags[9] }}</small>\n"


@pytest.fixture
def worded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    with bot(tmp_path_factory.mktemp("worded")) as one:
        one.source("contoso", "greenhouse", board="contoso")
        one.board.greenhouse("contoso", [greenhouse_job(1, "Cook", posted=datetime.now(UTC))])
        yield one


def mine(one: Bot, source: str) -> str:
    """A configuration whose Telegram channel has that template."""
    one.write()
    (one.folder / "alert.j2").write_text(source, encoding="utf-8")
    config = one.folder / "mine.yaml"
    words = one.config.read_text(encoding="utf-8")
    with_it = '"kind": "telegram", "template": "alert.j2"'
    config.write_text(words.replace('"kind": "telegram"', with_it), encoding="utf-8")
    return str(config)


@pytest.mark.slow
def test_check_says_what_is_wrong_and_run_does_not_begin(worded: Bot) -> None:
    config = mine(worded, TEMPLATE)
    for command in (["check"], ["run", "--once"]):
        done = worded.run(*command, "-c", config)
        assert done.returncode == 2
        (said,) = (line for line in done.stderr.splitlines() if "template" in line)
        assert "alert.j2, line 3: " in said
        assert said.endswith("(the sample 'plain')")


@pytest.mark.slow
def test_preview_shows_a_channel_as_its_template_words_it(worded: Bot) -> None:
    config = mine(worded, TEMPLATE.replace("hashtags[9]", "hashtags[:1]|join"))
    done = worded.run("preview", "--sample", "plain", "-c", config)
    assert (done.returncode, done.stderr) == (0, "")
    slack, _, telegram = done.stdout.partition("Telegram, me")
    assert "mine" not in slack
    assert "At Contoso, mine\n│ azdat\n" in telegram
    named = worded.run("preview", "--sample", "plain", "-c", config, "--channel", "me").stdout
    assert telegram in named
    kind = worded.run("preview", "--sample", "plain", "-c", config, "--kind", "telegram").stdout
    assert "mine" not in kind


@pytest.mark.slow
def test_what_is_sent_is_worded_by_it(worded: Bot) -> None:
    config = mine(worded, "<h1>{{ title }}</h1>\nAt {{ company }}, <i>mine</i>\n")
    assert worded.run("run", "--once", "-c", config).returncode == 0
    job = greenhouse_job(2, "Kafka Engineer", posted=datetime.now(UTC))
    worded.board.greenhouse("contoso", [job])
    assert worded.run("run", "--once", "--wait", "5", "-c", config).returncode == 0
    (alert,) = (it for it in worded.telegram.messages if "Kafka" in it.text)
    assert alert.text.splitlines()[1].endswith(", mine")
    assert worded.slack.messages
    assert all("mine" not in it.text for it in worded.slack.messages)
