"""An alert that is sent, changed, closed and taken back: a real store, dispatcher and senders, and
services that fail, with a clock that the test turns."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from alertbot.channels import ChannelOptions, kinds, slack, telegram
from alertbot.dispatcher import Dispatcher
from alertbot.model import OpeningId, Secret
from alertbot.outlets import Outlet
from alertbot.store import Store
from alertbot.store.destinations import Destination
from alertbot.testing import Fault, SlackServer, TelegramServer
from tests.laid import laid
from tests.store.filled import BOARD, NOW, SEARCHES, posting, remember

TOKEN = "123456789:AAcanaryOfTelegramThatIsLongEnough_x"
SHORT = timedelta(seconds=0.5)
DAY = timedelta(days=1)
FAULTS = [
    Fault.status(500),
    Fault.html(502),
    Fault.throttle(7),
    Fault.drop_before(),
    Fault.drop_after_accept(),
    pytest.param(Fault.silence_after_accept(), marks=pytest.mark.slow),
    Fault.error_after_accept(),
]


@dataclass
class Story:
    """One opening on one board, told in a Slack and a Telegram."""

    store: Store
    slack: SlackServer
    telegram: TelegramServer
    now: datetime = NOW

    def texts(self) -> list[str]:
        """All that stands in the two chats, but for what greets the searches."""
        on_slack = [one.text for one in self.slack.messages]
        texts = on_slack + [one.text for one in self.telegram.messages]
        return [text for text in texts if not text.startswith("What matches now")]

    def fail(self, fault: Fault, *methods: str) -> None:
        """The next two calls of each of these methods go wrong."""
        for server in (self.slack, self.telegram):
            for method in methods:
                server.fail(fault, times=2, when=method)

    def show(self, *titles: str) -> None:
        """A poll that shows the opening under this title, or not at all, beside older ones."""
        self.now += timedelta(hours=2)
        shown = [replace(posting(4), title=title) for title in titles]
        remember(self.store, *shown, now=self.now, seen=3)

    def deliver(self) -> None:
        """Sends and edits until nothing waits, turning the clock to what is due next."""
        asyncio.run(self._deliver())

    async def _deliver(self) -> None:
        chosen: dict[str, ChannelOptions] = {
            "team": slack.Options(
                to="#job-alerts",
                token=Secret(self.slack.token),
                api_url=self.slack.url,
                timeout=SHORT,
            ),
            "me": telegram.Options(
                to="42", token=Secret(TOKEN), api_url=self.telegram.url, timeout=SHORT
            ),
        }
        async with AsyncExitStack() as stack:
            outlets = {}
            for name, kind in (("team", kinds()["slack"]), ("me", kinds()["telegram"])):
                sender = await stack.enter_async_context(kind.connect(chosen[name]))
                outlets[name] = Outlet(kind, sender, SHORT, timedelta())
            dispatcher = Dispatcher(
                self.store, outlets, clock=lambda: self.now, chance=lambda: 0.5, credited={}
            )
            while due := await self.store.call(
                self.store.outbox.next_due, outlets.keys(), self.now + DAY
            ):
                self.now = max(self.now, due)
                await dispatcher.start_due()
                await dispatcher.finish(timedelta(seconds=10))


@pytest.fixture
def story(tmp_path: Path) -> Iterator[Story]:
    store = Store(laid(tmp_path / "alertbot.db"))
    chats = [
        Destination("team", "#job-alerts", "slack-1", edits=True),
        Destination("me", "42", "telegram-1", edits=True),
    ]
    store.destinations.sync(chats, NOW)
    store.register.sync_sources({"contoso": BOARD}, NOW)
    store.register.sync_searches(SEARCHES, NOW)
    remember(store, *(posting(number) for number in (1, 2, 3)))
    with SlackServer() as on_slack, TelegramServer(TOKEN, {42: "private"}) as on_telegram:
        one = Story(store, on_slack, on_telegram)
        one.show("Engineer")
        one.deliver()
        assert len(one.texts()) == 2
        yield one
    store.close()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault.name))
def test_a_fault_keeps_no_edit_and_makes_no_second_message(fault: Fault, story: Story) -> None:
    story.fail(fault, "chat.update", "editMessageText")
    story.show("Chief Engineer")
    story.deliver()
    assert len(story.texts()) == 2
    assert all("Chief Engineer" in text for text in story.texts())

    story.fail(fault, "chat.update", "editMessageText")
    story.show()
    story.show()
    story.deliver()
    assert len(story.texts()) == 2
    assert all("No longer listed" in text for text in story.texts())

    story.fail(fault, "chat.delete", "deleteMessage")
    story.store.outbox.retract(OpeningId(4), story.now)
    story.deliver()
    assert story.texts() == []


def test_what_can_no_longer_be_deleted_is_edited(story: Story) -> None:
    story.slack.deletes = False
    story.fail(
        Fault.telegram_error(400, "Bad Request: message can't be deleted for everyone"),
        "deleteMessage",
    )
    before = story.texts()
    story.store.outbox.retract(OpeningId(4), story.now)
    story.deliver()
    assert len(story.texts()) == 2
    assert not set(before) & set(story.texts())


def test_what_somebody_deleted_is_left_and_what_is_new_arrives(story: Story) -> None:
    refused = Fault.slack_error("message_not_found")
    story.slack.fail(refused, times=None, when="chat.update")
    gone = Fault.telegram_error(400, "Bad Request: message to edit not found")
    story.telegram.fail(gone, times=None, when="editMessageText")
    before = story.texts()
    story.show("Chief Engineer")
    story.deliver()
    assert story.texts() == before
    assert story.store.destinations.paused() == []
    remember(story.store, posting(5), seen=4, now=story.now)
    story.deliver()
    assert len(story.texts()) == 4
