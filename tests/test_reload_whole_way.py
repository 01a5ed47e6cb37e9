"""A real service whose configuration changes while it runs, and while alerts are in flight."""

from __future__ import annotations

import signal
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from alertbot.testing import Fault, greenhouse_job
from tests.bot import SLACK_TOKEN, Bot, bot
from tests.cli.terminal import terminal
from tests.service import Service, service

pytestmark = pytest.mark.slow


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[Bot]:
    """A bot that watches a Greenhouse board with three engineers."""
    with bot(tmp_path) as one:
        one.board.greenhouse("contoso", [job(n) for n in range(1, 4)])
        one.source("contoso", "greenhouse", board="contoso")
        yield one


def job(number: int, what: str = "Engineer") -> dict[str, object]:
    return greenhouse_job(number, f"{what} {number}")


def texts(whole: Bot) -> list[str]:
    return [message.text for message in whole.slack.messages]


def seeded(one: Service) -> None:
    one.until(lambda: len(one.whole.slack.messages) == len(one.whole.telegram.messages) == 1)


def test_a_source_and_a_search_are_added_and_polled_at_once(whole: Bot) -> None:
    whole.board.greenhouse("fabrikam", [job(n, "Cook") for n in range(10, 13)])
    with service(whole) as one:
        seeded(one)
        whole.source("fabrikam", "greenhouse", board="fabrikam")
        whole.searches |= {"cooks": "cook"}
        whole.write()
        one.says("changes=1 source added (fabrikam), 1 search added (cooks) ")
        one.until(lambda: len(whole.slack.messages) == 2)
        assert "cooks: 3 match" in texts(whole)[1]
        whole.board.add_greenhouse("fabrikam", job(20, "Cook"))
        one.until(lambda: "Cook 20" in texts(whole)[-1])
        assert len(whole.slack.messages) == 3


def test_what_is_removed_is_polled_no_more(whole: Bot) -> None:
    whole.board.greenhouse("fabrikam", [job(10)])
    whole.source("fabrikam", "greenhouse", board="fabrikam")
    with service(whole) as one:
        seeded(one)
        del whole.sources["fabrikam"]
        whole.write()
        one.says("1 source removed (fabrikam)")

        def asked(name: str) -> int:
            return sum(name in request.path for request in whole.board.requests)

        before, others = asked("fabrikam"), asked("contoso")
        one.until(lambda: asked("contoso") > others + 3)
        assert asked("fabrikam") == before


def test_a_broken_file_is_refused_whole_and_said_once(whole: Bot) -> None:
    with service(whole) as one:
        seeded(one)
        whole.write()
        good = whole.config.read_text(encoding="utf-8")
        whole.config.write_text(good + "serches: {}\nkeep: {polls: 1d}\n", encoding="utf-8")
        line = good.count("\n") + 1
        one.says(f"mistake=alertbot.yaml:{line}:1: error: unknown key 'serches'")
        one.says(f"mistake=alertbot.yaml:{line + 1}:15: error: ")
        one.until(lambda: len(whole.slack.messages) == 2)
        said = texts(whole)[1]
        assert f"alertbot.yaml:{line}:1: error: unknown key 'serches'" in said
        whole.board.add_greenhouse("contoso", job(4))
        one.until(lambda: len(whole.slack.messages) == 3)
        assert "Engineer 4" in texts(whole)[2], "the one before stays in use"
        whole.config.write_text(good + "again: [reposted]\n", encoding="utf-8")
        one.says(f"mistake=alertbot.yaml:{line}:1: error: unknown key 'again'")
        whole.config.write_text(good, encoding="utf-8")
        one.says("changes=nothing changed")
        one.until(lambda: len(whole.slack.messages) == 4)
        assert "good again" in texts(whole)[3]
        whole.board.add_greenhouse("contoso", job(5))
        one.until(lambda: "Engineer 5" in texts(whole)[-1])
        assert len(whole.slack.messages) == 5, "the operator was told once, and once more"


def test_a_half_written_file_is_waited_for(whole: Bot) -> None:
    with service(whole) as one:
        seeded(one)
        whole.searches["cooks"] = "cook"
        good = rewritten(whole)
        with whole.config.open("wb", buffering=0) as slow:
            for begin in range(0, len(good), 100):
                slow.write(good[begin : begin + 100])
                time.sleep(0.6)
        one.says("changes=1 search added (cooks) ")
        assert one.log.count("configuration reloaded") == 1
        assert "refused" not in one.log


def test_a_file_may_be_replaced_missing_for_a_moment_or_a_link(whole: Bot) -> None:
    whole.write()
    volume = whole.folder / "volume"
    versions = [volume / "..1", volume / "..2"]
    for version in versions:
        version.mkdir(parents=True)
    (versions[0] / "alertbot.yaml").write_bytes(whole.config.read_bytes())
    (volume / "..data").symlink_to("..1")
    with service(whole) as one:
        whole.searches["cooks"] = "cook"
        new = whole.folder / "alertbot.yaml.new"
        new.write_bytes(rewritten(whole))
        new.replace(whole.config)
        one.says("1 search added (cooks)")
        good = whole.config.read_bytes()
        whole.config.unlink()
        time.sleep(2.5)
        whole.config.symlink_to("volume/..data/alertbot.yaml")  # as Kubernetes has it
        one.says("1 search removed (cooks)")
        (versions[1] / "alertbot.yaml").write_bytes(good)
        (volume / "..tmp").symlink_to("..2")
        (volume / "..tmp").replace(volume / "..data")
        one.says("1 search added (cooks)", 2)
        assert one.log.count("configuration reloaded") == 3
        assert "refused" not in one.log


def rewritten(whole: Bot) -> bytes:
    """What the configuration is to be, while the file stays as it is."""
    before = whole.config.read_bytes()
    whole.write()
    after = whole.config.read_bytes()
    whole.config.write_bytes(before)
    return after


def test_another_database_takes_a_restart_and_the_rest_is_used(whole: Bot) -> None:
    with service(whole) as one:
        seeded(one)
        whole.database = "sqlite:///other.db"
        whole.searches["cooks"] = "cook"
        whole.write()
        one.hang_up()
        one.says("changes=1 search added (cooks), database changed ")
        one.says("not in use before a restart key=database")
        assert not (whole.folder / "other.db").exists()


NEW_TOKEN = "xoxb-5678-another-canary"


def test_a_new_token_is_used_whatever_the_old_one_was_refused_for(whole: Bot) -> None:
    token = whole.folder / "token"
    token.write_text(SLACK_TOKEN, encoding="utf-8")
    token.chmod(0o600)
    whole.slack_token, whole.timeout = {"file": str(token)}, "20s"
    with service(whole) as one:
        seeded(one)
        whole.slack.fail(Fault.slow(10), times=1)
        whole.board.add_greenhouse("contoso", job(4))
        one.until(lambda: len(whole.telegram.messages) == 2)  # Slack's is on its way by the old one
        token.write_text(NEW_TOKEN, encoding="utf-8")
        one.says("1 channel changed (team)")
        whole.slack.token = NEW_TOKEN
        one.until(lambda: len(whole.slack.messages) == 2)
        for number in range(5, 8):
            whole.board.add_greenhouse("contoso", job(number))
        one.until(lambda: len(whole.slack.messages) == len(whole.telegram.messages) == 5)
        assert "paused" not in one.log
    assert NEW_TOKEN not in one.log


def test_while_it_is_reloaded_no_alert_is_lost_and_none_is_doubled(whole: Bot) -> None:
    chance, numbers = Random(7), iter(range(100, 1000))
    whole.board.greenhouse("fabrikam", [job(50)])
    expected: set[str] = set()
    with service(whole) as one:
        seeded(one)
        for server in (whole.board, whole.slack, whole.telegram):
            server.fail(Fault.slow(0.15), times=None)
        for turn in range(14):
            for _ in range(2):
                number = next(numbers)
                expected.add(f"Engineer {number}")
                whole.board.add_greenhouse("contoso", job(number))
            if turn % 2:
                whole.source("fabrikam", "greenhouse", board="fabrikam")
                whole.searches["cooks"] = "cook"
            else:
                whole.sources.pop("fabrikam", None)
                whole.searches.pop("cooks", None)
            whole.timeout = chance.choice(["2s", "3s", "4s"])  # new clients for both channels
            whole.write()
            if turn % 3:
                one.hang_up()
            time.sleep(chance.random())

        def told(messages: list[str]) -> Counter[str]:
            alerts = [text for text in messages if "match" not in text]
            return Counter(name for name in expected for text in alerts if name in text)

        def on_telegram() -> list[str]:
            return [message.text for message in whole.telegram.messages]

        one.until(lambda: told(texts(whole)).keys() == expected, 60)
        one.until(lambda: told(on_telegram()).keys() == expected, 60)
        time.sleep(2)
        assert set(told(texts(whole)).values()) == {1}
        assert set(told(on_telegram()).values()) == {1}
        assert one.log.count("configuration reloaded") > 5
        assert not any(word in one.log for word in ("ERROR", "paused", "lease lost"))


def test_it_ends_with_the_terminal_that_it_was_started_in(whole: Bot) -> None:
    whole.write()
    with terminal(whole.folder, "run", env=whole.env) as one:
        one.until("alertbot runs")
        one.process.send_signal(signal.SIGHUP)
        one.until("configuration reloaded")
        one.close()
        assert one.process.wait(60) == 0
