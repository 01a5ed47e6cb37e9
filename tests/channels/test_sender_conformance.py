"""What every kind of channel owes when it sends or edits: alertbot.testing.sending on loopback."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta

import pytest

from alertbot import channels
from alertbot.channels import ChannelOptions, Editor, apprise, slack, telegram, webhook
from alertbot.model import Address, Secret
from alertbot.testing import (
    Answer,
    Asked,
    EventServer,
    Server,
    SlackHookServer,
    SlackServer,
    TelegramServer,
    sending,
)
from tests.channels.examples import ALERTS

HERE = Address("")
WAIT = timedelta(seconds=0.6)
TOKEN = "123456789:AAcanaryOfTelegramThatIsLongEnough"
SIGNING = "whsec_" + "Q0FOQVJZ" * 4


class Taking(Server):
    """Takes whatever comes."""

    def answer(self, asked: Asked) -> Answer:
        return Answer.json({})


@dataclass(frozen=True)
class Way:
    """One way of sending: its kind, server and options, and which of the requests are messages,
    and which edit one, if it can.
    """

    kind: str
    server: Callable[[], Server]
    options: Callable[[str], ChannelOptions]
    address: Address = HERE
    posting: str = ""
    editing: str = ""


WAYS = {
    "slack": Way(
        "slack",
        lambda: SlackServer("xoxb-1"),
        lambda url: slack.Options(token=Secret("xoxb-1"), to="#a", api_url=url, timeout=WAIT),
        Address("#job-alerts", "C0JOBALERT1"),
        "chat.postMessage",
        "chat.update",
    ),
    "slack by webhook": Way(
        "slack",
        lambda: SlackHookServer("/services/a"),
        lambda url: slack.Options(webhook=Secret(f"{url}/services/a"), timeout=WAIT),
    ),
    "telegram": Way(
        "telegram",
        lambda: TelegramServer(TOKEN, {42: "private"}),
        lambda url: telegram.Options(token=Secret(TOKEN), to="42", api_url=url, timeout=WAIT),
        Address("42"),
        "sendMessage",
        "editMessageText",
    ),
    "webhook": Way(
        "webhook",
        lambda: EventServer(SIGNING),
        lambda url: webhook.Options(url=Secret(url), secret=Secret(SIGNING), timeout=WAIT),
    ),
    "apprise": Way(
        "apprise",
        Taking,
        lambda url: apprise.Options(
            url=Secret(f"ntfy://{url.removeprefix('http://')}/a"), timeout=WAIT
        ),
    ),
}

EDITING = [name for name, way in WAYS.items() if way.editing]


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as open_until_the_end:
        yield open_until_the_end


def test_no_kind_that_sends_over_a_network_is_left_out() -> None:
    assert {way.kind for way in WAYS.values()} == set(channels.kinds()) - {"console"}


@pytest.mark.parametrize("name", WAYS)
def test_what_is_sent_arrives(name: str, stack: ExitStack) -> None:
    way = WAYS[name]
    server, kind = stack.enter_context(way.server()), channels.kinds()[way.kind]
    chosen = way.options(server.url)
    message = kind.render(*ALERTS["plain"])
    sending.delivers(lambda: kind.connect(chosen), server, way.address, message)


@pytest.mark.slow
@pytest.mark.parametrize("name", WAYS)
def test_nothing_is_guessed(name: str, stack: ExitStack) -> None:
    way = WAYS[name]
    server, kind = stack.enter_context(way.server()), channels.kinds()[way.kind]
    chosen = way.options(server.url)
    message = kind.render(*ALERTS["plain"])
    sending.never_guesses(lambda: kind.connect(chosen), server, way.address, message, way.posting)


@pytest.mark.parametrize("name", WAYS)
def test_a_kind_says_whether_it_edits(name: str, stack: ExitStack) -> None:
    way = WAYS[name]
    server, kind = stack.enter_context(way.server()), channels.kinds()[way.kind]
    chosen = way.options(server.url)

    async def can_edit() -> bool:
        async with kind.connect(chosen) as sender:
            return isinstance(sender, Editor)

    assert asyncio.run(can_edit()) is chosen.edits is (name in EDITING)


@pytest.mark.parametrize("name", EDITING)
def test_what_was_sent_is_edited_and_taken_back(name: str, stack: ExitStack) -> None:
    way = WAYS[name]
    server, kind = stack.enter_context(way.server()), channels.kinds()[way.kind]
    chosen = way.options(server.url)
    message, closed = (kind.render(*ALERTS[which]) for which in ("plain", "closed"))
    sending.edits(lambda: kind.connect(chosen), server, way.address, message, closed, way.posting)


@pytest.mark.slow
@pytest.mark.parametrize("name", EDITING)
def test_no_edit_is_guessed(name: str, stack: ExitStack) -> None:
    way = WAYS[name]
    server, kind = stack.enter_context(way.server()), channels.kinds()[way.kind]
    chosen = way.options(server.url)
    message = kind.render(*ALERTS["plain"])
    sending.never_guesses_an_edit(
        lambda: kind.connect(chosen), server, way.address, message, way.editing
    )
