"""Two bots on one PostgreSQL read a changed configuration one after the other."""

from __future__ import annotations

import re
import time
from collections import Counter
from dataclasses import replace
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
            number = 100
            for newer, older in ((one, other), (other, one)):
                number = _round(newer, older, board, number)

            def told() -> Counter[str]:
                texts = [message.text for message in slack.messages]
                return Counter(
                    name for text in texts for name in set(re.findall(r"Engineer 1\d\d", text))
                )

            one.until(lambda: len(told()) == number - 100, 90)
            time.sleep(2)
            assert set(told().values()) == {1}
            assert not any(word in one.log + other.log for word in ("ERROR", "lease lost"))


def _round(newer: Service, older: Service, board: Board, number: int) -> int:
    """One reads the change of a search and a source; a while later the other does."""
    changed = newer.whole.searches.pop("cooks", None)
    if changed is None:
        newer.whole.searches["cooks"] = "cook"
    newer.whole.write()
    newer.hang_up()
    newer.says("configuration reloaded")
    for _ in range(3):
        board.add_greenhouse("contoso", greenhouse_job(number, f"Engineer {number}"))
        number += 1
        time.sleep(1)
    older.whole.searches.clear()
    older.whole.searches |= newer.whole.searches
    older.whole.write()
    older.hang_up()
    older.says("configuration reloaded")
    return number
