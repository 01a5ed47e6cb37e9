"""From a board to an alert, with real processes, a real database, and services on loopback.

One long story, fault after fault, told in one place.
"""

from __future__ import annotations

import html
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alertbot.testing import Fault, greenhouse_job, lever_posting
from tests.bot import CHAT, Bot, bot

ROOT = Path(__file__).parents[1]


TODAY = datetime.now(UTC)


def engineer(number: int) -> dict[str, object]:
    return greenhouse_job(number, f"Engineer {number}", posted=TODAY)


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[Bot]:
    """A bot that watches a Greenhouse board with three engineers."""
    with bot(tmp_path) as one:
        one.board.greenhouse("contoso", [engineer(n) for n in range(1, 4)])
        one.source("contoso", "greenhouse", board="contoso")
        yield one


def seeded(whole: Bot) -> Bot:
    """The same after its first round, with one more engineer on the board."""
    assert whole.once().returncode == 0
    whole.board.add_greenhouse("contoso", greenhouse_job(4, "Messaging Engineer"))
    return whole


def test_summary_then_nothing_then_one_alert(tmp_path: Path) -> None:
    with bot(tmp_path) as whole:
        jobs = [greenhouse_job(number, posted=TODAY) for number in range(1, 548)]
        whole.board.greenhouse("contoso", jobs)
        whole.board.lever("northwind", [lever_posting(number) for number in range(20)])
        whole.source("contoso", "greenhouse", board="contoso")
        whole.source("northwind", "lever", site="northwind")
        whole.searches |= {"managers": "manager", "sea": 'title:"ship captain"'}

        first = whole.once(wait=10)
        assert (first.returncode, first.stdout, first.stderr) == (0, "", "")
        (on_slack,), (on_telegram,) = whole.slack.messages, whole.telegram.messages
        for said in (on_slack.text, on_telegram.text):
            assert all(name in said for name in ("engineers", "managers", "sea"))
            assert said.count(" Engineer") == 5

        second = whole.once(wait=10)
        assert (second.returncode, second.stderr) == (0, "")
        assert [asked.status for asked in whole.board.requests] == [200, 200, 304, 304]

        whole.board.add_greenhouse("contoso", greenhouse_job(9000, "Messaging Engineer"))
        assert whole.once(wait=10).returncode == 0
        assert whole.once(wait=10).returncode == 0
        _, alert = whole.slack.messages
        _, other = whole.telegram.messages
        assert "Messaging Engineer" in alert.text
        assert "Messaging Engineer" in other.text


def test_a_posting_on_two_boards_is_alerted_once(whole: Bot) -> None:
    text = "You will own the messaging engine from design to operation, with six others. " * 3
    whole.board.lever("contoso", [lever_posting(1, "Engineer 1")])
    whole.source("copy", "lever", site="contoso", company="Contoso")
    assert whole.once().returncode == 0
    job = greenhouse_job(7, "Messaging Engineer") | {"content": html.escape(f"<p>{text}</p>")}
    copy = lever_posting(7, "Messaging Engineer", text=text, pay="", hashtags=(), company="Contoso")
    whole.board.add_greenhouse("contoso", job)
    whole.board.add_lever("contoso", copy)
    assert whole.once(wait=5).returncode == 0
    assert len(whole.slack.messages) == len(whole.telegram.messages) == 2, "summary and one alert"


# -- the process dies -------------------------------------------------------------------------


def killed_while_sending(whole: Bot, ready: Callable[[], bool]) -> None:
    """Runs the service until `ready`, and kills it."""
    with whole.running() as process:
        assert whole.slack.wait(ready, timeout=60)
        process.send_signal(signal.SIGKILL)
        process.wait()


def posts(whole: Bot) -> int:
    return sum("postMessage" in asked.path for asked in whole.slack.requests)


@pytest.mark.slow
def test_killed_before_slack_took_it_the_alert_arrives_once(whole: Bot) -> None:
    seeded(whole).slack.fail(Fault.silence_before(), when="chat.postMessage")
    before = posts(whole)
    killed_while_sending(whole, lambda: posts(whole) > before)
    assert whole.once(wait=5).returncode == 0
    assert ["Messaging" in one.text for one in whole.slack.messages] == [False, True]
    assert "repeated" not in whole.slack.messages[-1].text


@pytest.mark.slow
def test_killed_after_slack_took_it_the_alert_is_not_sent_again(whole: Bot) -> None:
    seeded(whole).slack.fail(Fault.silence_after_accept(), when="chat.postMessage")
    killed_while_sending(whole, lambda: len(whole.slack.messages) == 2)
    assert whole.once(wait=5).returncode == 0
    assert len(whole.slack.messages) == 2


@pytest.mark.slow
def test_killed_after_telegram_took_it_the_repeat_is_marked(whole: Bot) -> None:
    whole.to = ("me",)
    seeded(whole).telegram.fail(Fault.silence_after_accept(), when="sendMessage")
    with whole.running() as process:
        assert whole.telegram.wait(lambda: len(whole.telegram.messages) == 2, timeout=60)
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert whole.once(wait=5).returncode == 0
    _, sent, again = whole.telegram.messages
    assert "repeated" not in sent.text
    assert "possibly repeated" in again.text.lower()


@pytest.mark.slow
def test_killed_between_store_and_send_the_alert_arrives_once(whole: Bot) -> None:
    whole.to = ("team",)
    # A throttled destination keeps its alert pending: stored, and not yet sent.
    seeded(whole).slack.fail(Fault.throttle(2), when="chat.postMessage")
    before = posts(whole)
    killed_while_sending(whole, lambda: posts(whole) > before)
    assert whole.once(wait=10).returncode == 0
    assert ["Messaging" in one.text for one in whole.slack.messages] == [False, True]


# -- the service is at fault ------------------------------------------------------------------


@pytest.mark.slow  # the first back-off is ten real seconds
def test_a_cut_connection_loses_nothing_and_repeats_nothing(whole: Bot) -> None:
    seeded(whole).slack.fail(Fault.drop_after_accept(), when="chat.postMessage")
    done = whole.once(wait=30)
    assert (done.returncode, done.stderr) == (0, "")
    assert ["Messaging" in one.text for one in whole.slack.messages] == [False, True]


def test_a_wrong_token_pauses_its_channel_keeps_its_alerts_and_says_so_once(whole: Bot) -> None:
    seeded(whole).env["SLACK_BOT_TOKEN"] = "xoxb-wrong-token"
    done = whole.once(wait=5)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "team" in line
    assert "invalid_auth" in line
    messages = [one.text for one in whole.telegram.messages if "Messaging" in one.text]
    assert len(messages) == 1, "the other channel goes on"
    calls = len(whole.slack.requests)
    assert whole.once(wait=5).returncode == 1
    assert len(whole.slack.requests) == calls, "a paused channel is left alone"

    whole.env["SLACK_BOT_TOKEN"] = "xoxb-1234-canary-of-slack"
    assert whole.once(wait=5).returncode == 0
    assert ["Messaging" in one.text for one in whole.slack.messages] == [False, True]


def test_a_paused_destination_is_resumed_by_command(whole: Bot) -> None:
    seeded(whole).telegram.block(CHAT)
    done = whole.once(wait=5)
    assert done.returncode == 1
    assert "blocked by the user" in done.stderr
    notices = [one.text for one in whole.slack.messages if "paused" in one.text]
    assert len(notices) == 1, "the operator hears of it on the other channel"
    whole.telegram.unblock(CHAT)
    assert "resumed: me" in whole.run("outbox", "resume", "me").stdout
    assert whole.once(wait=5).returncode == 0
    assert ["Messaging" in one.text for one in whole.telegram.messages] == [False, True]


# -- the board is at fault --------------------------------------------------------------------

TAGS = b"<html><body>" + b"<div>" * 100_000 + b"</body></html>"


BROKEN = {
    "error": (Fault.status(500), "500"),
    "unknown": (Fault.status(404), "404"),
    "html": (Fault.html(), "HTML"),
    "tags": (Fault.html(body=TAGS), "HTML"),
    "nothing": (Fault.empty(), "empty"),
    "empty": (Fault.not_json(b'{"jobs": []}'), "no postings where 1 was known"),
    "object": (Fault.not_json(b"{}"), "empty object"),
    "null": (Fault.not_json(b"null"), "null"),
    "half": (Fault.not_json(b'{"jobs": [{"id": 1'), "JSON"),
    "big": (Fault.big(30), "MB"),
    "bomb": (Fault.gzip_bomb(), "MB"),
    "drip": (Fault.drip(), "after 8 s"),
    "truncated": (Fault.truncated(), "cut off"),
    "cut": (Fault.drop_before(), "closed the connection"),
}


def test_broken_boards_are_a_line_each_and_the_others_go_on(whole: Bot) -> None:
    whole.to = ("screen",)  # the console has no pace to wait for
    whole.board.compress = False
    for number, name in enumerate(BROKEN, start=100):
        whole.board.greenhouse(name, [engineer(number)])
        whole.source(name, "greenhouse", board=name)
    seeded(whole)
    for number, (name, (fault, _)) in enumerate(BROKEN.items(), start=200):
        whole.board.add_greenhouse(name, greenhouse_job(number, f"Hidden Engineer {number}"))
        whole.board.fail(fault, when=f"/{name}/")

    done = whole.once()
    assert done.returncode == 1
    lines = dict(line.split(": ", 2)[1:] for line in done.stderr.splitlines())
    assert lines.keys() == {f"source {name}" for name in BROKEN}
    for name, (_, words) in BROKEN.items():
        assert words in lines[f"source {name}"]
    assert done.stdout.count("Messaging Engineer\n") == 1
    assert "Hidden" not in done.stdout

    after = whole.once()
    assert after.returncode == 0, "and what they hid is alerted when they are back"
    for number in range(200, 200 + len(BROKEN)):
        assert after.stdout.count(f"Hidden Engineer {number}\n") == 1


def test_an_unreachable_board(whole: Bot) -> None:
    whole.source("gone", "greenhouse", board="gone", base_url="http://127.0.0.1:9")
    done = whole.once(wait=5)
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("alertbot: source gone: ")
    assert len(whole.slack.messages) == 1


def test_a_board_on_a_private_address_is_refused_unless_it_may_be(whole: Bot) -> None:
    whole.source("inside", "greenhouse", board="contoso", private=False)  # type: ignore[arg-type]
    done = whole.once(wait=5)
    assert done.returncode == 1
    assert "private: true" in done.stderr


def test_a_board_that_asks_us_to_wait_is_left_alone(whole: Bot) -> None:
    seeded(whole).board.fail(Fault.throttle(600), when="contoso")
    assert whole.once().returncode == 1
    asked = len(whole.board.requests)
    done = whole.once()
    assert "asked us to wait" in done.stderr
    assert len(whole.board.requests) == asked


# -- running it -------------------------------------------------------------------------------


def test_a_rehearsal_sends_nothing_and_writes_nothing(whole: Bot) -> None:
    done = whole.run("run", "--dry-run")
    assert done.returncode == 0
    assert "Engineer 1" in done.stdout
    assert [path.name for path in whole.folder.iterdir()] == ["alertbot.yaml"]
    seeded(whole)
    before = {path.name: path.read_bytes() for path in whole.folder.iterdir()}
    assert "Messaging Engineer" in whole.run("run", "--dry-run").stdout
    assert {path.name: path.read_bytes() for path in whole.folder.iterdir()} == before
    assert len(whole.slack.messages) == 1


def test_a_rehearsal_without_anything_new_says_so(whole: Bot) -> None:
    assert whole.once().returncode == 0
    assert whole.run("run", "--dry-run").stdout == "nothing would be sent now\n"


@pytest.mark.slow
def test_a_rehearsal_beside_a_running_service(whole: Bot) -> None:
    with whole.running():
        assert whole.slack.wait(lambda: len(whole.slack.messages) == 1, timeout=60)
        assert whole.run("run", "--dry-run").returncode == 0


@pytest.mark.slow
def test_a_second_run_on_the_same_database_ends_with_a_word(whole: Bot) -> None:
    with whole.running():
        assert whole.slack.wait(lambda: len(whole.slack.messages) == 1, timeout=60)
        second = whole.once()
        assert second.returncode == 2
        assert "already runs" in second.stderr
        assert whole.run("outbox", "list").returncode == 0, "other commands work beside it"


@pytest.mark.slow
@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_when_told(whole: Bot, name: signal.Signals) -> None:
    with whole.running() as process:
        assert whole.slack.wait(lambda: len(whole.slack.messages) == 1, timeout=60)
        began = time.monotonic()
        process.send_signal(name)
        said, _ = process.communicate(timeout=10)
        assert process.returncode == 0, said
        assert time.monotonic() - began < 5
        assert "Traceback" not in said


EARLY = """
import os, signal, sys
from alertbot.cli import main

class Early:
    def find_spec(self, name, path=None, target=None):
        if name == "alertbot.app":
            os.kill(os.getpid(), signal.SIGTERM)

sys.meta_path.insert(0, Early())
main(["run", *sys.argv[1:]])
"""
"""Is told to stop while it still imports. The first process of a container has no default for that
signal, and would not hear of it."""


@pytest.mark.parametrize(("option", "code"), [((), 0), (("--once",), 130)])
def test_it_stops_when_told_at_its_very_start(
    whole: Bot, option: tuple[str, ...], code: int
) -> None:
    whole.write()
    words = [sys.executable, "-c", EARLY, *option]
    ended = subprocess.run(
        words, cwd=whole.folder, env=whole.environment, capture_output=True, text=True
    )
    assert (ended.returncode, ended.stderr) == (code, "")
    assert not whole.slack.requests


def test_a_new_search_is_summarised_from_what_is_stored(whole: Bot) -> None:
    assert whole.once().returncode == 0
    whole.searches["third"] = 'title:"engineer 3"'
    assert whole.once(wait=5).returncode == 0
    summary = whole.telegram.messages[-1].text
    assert "third" in summary
    assert "engineers" not in summary
    assert whole.once(wait=5).returncode == 0
    assert len(whole.telegram.messages) == 2


def test_an_empty_board_that_is_full_at_once_is_summarised(whole: Bot) -> None:
    whole.to = ("screen",)
    whole.board.greenhouse("late", [])
    whole.source("late", "greenhouse", board="late")
    seeded(whole)
    whole.board.greenhouse("late", [engineer(n) for n in range(50, 60)])
    said = whole.once().stdout
    assert "10 match now" in said
    assert said.count("-- engineers") == 1, "the one posting of the other board"


@pytest.mark.slow
def test_a_stopped_round_lets_what_is_under_way_end(whole: Bot) -> None:
    whole.to = ("me",)
    seeded(whole).telegram.fail(Fault.slow(1), when="sendMessage")
    whole.write()
    process = whole.start("run", "--once")
    assert whole.telegram.wait(lambda: len(whole.telegram.requests) == 2, timeout=60)
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=10)
    assert process.returncode == 130
    assert whole.once().returncode == 0
    assert ["Messaging" in one.text for one in whole.telegram.messages] == [False, True]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["outbox", "drop", "99999999999999999999"], "less than or equal to"),
        (["run", "--once", "--wait", "99999999999999"], "less than or equal to"),
        (["run", "-c", "nowhere.yaml"], "nowhere.yaml"),
        (["rum"], "No such command 'rum'"),
    ],
)
def test_nonsense_is_told_what_it_is(whole: Bot, arguments: list[str], words: str) -> None:
    done = whole.run(*arguments)
    assert done.returncode == 2
    assert words in " ".join(done.stderr.split())


def test_a_mistake_of_our_own_is_one_line() -> None:
    script = "import alertbot.cli as c; c.app.command('boom')(lambda: 1 / 0); c.main(['boom'])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False, cwd=ROOT
    )
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "ZeroDivisionError" in line


@pytest.mark.slow
def test_the_demonstration_alerts_and_stops_cleanly() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "alertbot", "run", "--demo", "-c", "config/demo.yaml"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    seen = []
    for line in process.stdout:
        seen.append(line)
        if "Distributed Systems" in line:
            break
    process.send_signal(signal.SIGINT)
    rest, errors = process.communicate(timeout=10)
    said = "".join(seen) + rest
    assert process.returncode == 0, errors
    assert "distributed-systems" in said
    assert "Traceback" not in said + errors
