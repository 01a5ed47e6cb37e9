"""A Slack and a Telegram that look into the database whenever a message comes: is it claimed?"""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

from alertbot.testing import Answer, Asked, SlackServer, TelegramServer
from tests.bot import CHAT, SLACK_TOKEN, TELEGRAM_TOKEN
from tests.faults.steps import CLAIMED

SLACK, TELEGRAM = "team", "me"
"""The channels, as tests.bot names them."""


class Witness:
    """Looks for the claim of a message at the moment when it comes."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self.looks = 0
        self.unclaimed: list[str] = []

    def look(self, channel: str, delivery: int = 0) -> None:
        """Notes it where there is no claim. A file that a kill has left half-way shows nothing."""
        address = f"{self._database.as_uri()}?mode=ro"
        try:
            with closing(sqlite3.connect(address, uri=True)) as connection:
                asked = {"channel": channel, "delivery": delivery}
                claimed = connection.execute(CLAIMED, asked).fetchone()[0]
        except sqlite3.OperationalError as error:
            if "no such" in str(error):
                raise
            return
        self.looks += 1
        if not claimed:
            self.unclaimed.append(f"{channel} got a message that is not claimed: {delivery or '?'}")


class WatchedSlack(SlackServer):
    """Takes what a bot posts, under the eyes of a witness."""

    def __init__(self, witness: Witness) -> None:
        super().__init__(SLACK_TOKEN)
        self._witness = witness

    def answer(self, asked: Asked) -> Answer:
        """The answer to what is asked."""
        if asked.path.endswith("/chat.postMessage"):
            self._witness.look(SLACK, delivery_of(asked.arguments().get("metadata")))
        return super().answer(asked)


class WatchedTelegram(TelegramServer):
    """Takes what a bot sends, under the eyes of a witness."""

    def __init__(self, witness: Witness) -> None:
        super().__init__(TELEGRAM_TOKEN, {CHAT: "private"})
        self._witness = witness

    def answer(self, asked: Asked) -> Answer:
        """The answer to what is asked."""
        if asked.path.endswith("/sendMessage"):
            self._witness.look(TELEGRAM)
        return super().answer(asked)


def delivery_of(metadata: object) -> int:
    """The delivery that a Slack message names in its metadata; 0 where it names none."""
    given = json.loads(metadata) if isinstance(metadata, str) else metadata
    payload = given.get("event_payload") if isinstance(given, dict) else None
    key = payload.get("delivery") if isinstance(payload, dict) else None
    return int(str(key).rpartition("-")[2]) if key else 0
