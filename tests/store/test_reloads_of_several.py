"""Two bots on one PostgreSQL read a changed configuration one after the other."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alertbot.testing import Board, SlackServer, TelegramServer, greenhouse_job
from tests.bot import CHAT, SLACK_TOKEN, TELEGRAM_TOKEN, Bot
from tests.service import Service, service


@pytest.mark.slow
def test_what_the_older_one_finds_meanwhile_is_told_once(
    tmp_path: Path, on_postgresql: str
) -> None:
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        folder.mkdir()
    with (
        Board() as board,
        SlackServer(SLACK_TOKEN) as slack,
        TelegramServer(TELEGRAM_TOKEN, {CHAT: "private"}) as telegram,
    ):
        board.greenhouse("contoso", [greenhouse_job(n, f"Engineer {n}") for n in range(1, 4)])
        first = Bot(folders[0], board, slack, telegram, database=on_postgresql, to=("team",))
        first.searches["engineers"] = "engineer"
        first.source("contoso", "greenhouse", board="contoso")
        second = replace(
            first, folder=folders[1], sources=dict(first.sources), searches=dict(first.searches)
        )
        with service(first) as one, service(second) as other:
            one.until(lambda: len(slack.messages) == 1)

            def told() -> Counter[str]:
                texts = [message.text for message in slack.messages]
                return Counter(
                    name
                    for text in texts
                    for name in set(re.findall(r"(?:Engineer|Cook) 1\d\d", text))
                )

            expected = {*_round(one, other, board, 100, cooks=True)}
            one.until(lambda: told().keys() == expected, 60)
            expected |= {*_round(other, one, board, 110, cooks=False)}
            one.until(lambda: told().keys() == expected, 60)
            time.sleep(2)
            assert set(told().values()) == {1}
            assert not any(word in one.log + other.log for word in ("ERROR", "lease lost"))


def _round(
    newer: Service, older: Service, board: Board, number: int, *, cooks: bool
) -> Iterator[str]:
    """One reads that there is a search for cooks, or is no more, a while later the other does.

    Answers what is to be told of what is posted meanwhile."""
    for one in (newer, older):
        one.whole.searches |= {"cooks": "cook"}
        if not cooks:
            del one.whole.searches["cooks"]
    today = datetime.now(UTC)  # a summary names what is new
    newer.whole.write()
    newer.hang_up()
    newer.says("configuration reloaded")
    for id in range(number, number + 4):
        board.add_greenhouse("contoso", greenhouse_job(id, f"Engineer {id}"))
        yield f"Engineer {id}"
        if cooks:
            board.add_greenhouse(
                "contoso", greenhouse_job(id + 50, f"Cook {id + 50}", posted=today)
            )
            yield f"Cook {id + 50}"
        time.sleep(1)
    older.whole.write()
    older.hang_up()
    older.says("configuration reloaded")
