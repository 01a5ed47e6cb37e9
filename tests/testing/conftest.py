"""A Slack, a Telegram, and the clients that judge them."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from slack_sdk import WebClient

from alertbot.testing import SlackServer, TelegramServer
from tests.testing.telegram_bot import GROUP, ME, SUPERGROUP, TOKEN, Chatter, Tell


@pytest.fixture
def slack() -> Iterator[SlackServer]:
    """With two channels, #job-alerts and #random, and one person."""
    names = {"#job-alerts": "C0000JOBS1", "#random": "C0000RAND1"}
    with SlackServer("xoxb-1", names, ["U0000ROBIN"]) as server:
        yield server


@pytest.fixture
def client(slack: SlackServer) -> WebClient:
    return WebClient("xoxb-1", base_url=f"{slack.url}/api/", retry_handlers=[])


@pytest.fixture(scope="module")
def plain() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False) as one:
        yield one


@pytest.fixture
def telegram() -> Iterator[TelegramServer]:
    chats = {ME: "private", GROUP: "group", SUPERGROUP: "supergroup"}
    topics = {SUPERGROUP: frozenset({7})}
    names = {"@contoso_jobs": SUPERGROUP}
    with TelegramServer(TOKEN, chats, names=names, topics=topics) as server:
        yield server


@pytest.fixture(scope="module")
def chatter() -> Iterator[Chatter]:
    one = Chatter()
    with one.runner:
        one.runner.run(one.request.initialize())
        yield one
        one.runner.run(one.request.shutdown())


@pytest.fixture
def tell(chatter: Chatter) -> Tell:
    return chatter.tell
