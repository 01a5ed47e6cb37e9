"""A storm of 429 on one chat of each service, while the others go on."""

from __future__ import annotations

import time
from pathlib import Path
from random import Random

from tests.faults import slack_service, telegram_service
from tests.faults.kills import Row
from tests.faults.service import Desk, Service
from tests.faults.stage import GROUP, ME, OTHERS, TEAM, Chat, Stage, stage

LATER = 2.0
"""Seconds of the bot's clock by which the storm may delay another chat (their 95th percentile)."""


class Storm:
    """Says 429 to every call that comes, with a Retry-After of its own choice, and notes each that
    comes before it is over."""

    def __init__(self, place: Stage, longest: int, chance: Random) -> None:
        self._place = place
        self._longest = longest
        self._chance = chance
        self._open_at = 0.0
        self.calls = 0

    def way(self, desk: Desk) -> None:
        """429."""
        early = (self._open_at - desk.call.at) * self._place.speed
        if early > 0:
            self._place.note(f"a call came {early:.2f} s before Retry-After was over")
        self.calls += 1
        seconds = self._chance.randint(1, self._longest)
        slack = "authorization" in desk.call.headers
        self._open_at = time.monotonic() + seconds / self._place.speed
        desk.send((slack_service if slack else telegram_service).throttled(seconds))


def spell(folder: Path, seconds: float, longest: int, speed: float = 1.0, seed: int = 0) -> Row:
    """A storm of so many seconds of the bot's clock; each Retry-After is at most `longest`."""
    began = time.monotonic()
    with stage(folder, TEAM, OTHERS, ME, GROUP, speed=speed) as place:
        place.timeout = "15s"
        place.seed()
        calm = _delays(place, 8)
        storms = [Storm(place, longest, Random(f"{seed}{chat.name}")) for chat in (TEAM, GROUP)]
        for chat, storm in zip((TEAM, GROUP), storms, strict=True):
            service, method = _sends(place, chat)
            service.plan(storm.way, method, 10_000, chat.id)
        until, rough = time.monotonic() + seconds / speed, list[float]()
        while time.monotonic() < until:
            rough += _delays(place, 8)
        place.slack.heal()
        place.telegram.heal()
        _compare(place, calm, rough)
        place.finish()
        if used := [row for row in place.rows() if row["attempts"] > 1]:
            place.note(f"{len(used)} deliveries have used up attempts")
        calls = sum(storm.calls for storm in storms)
        what = f"429 for {seconds:g} s, Retry-After to {longest} s"
        return Row(what, 1, calls, place.judged(), time.monotonic() - began)


def _delays(place: Stage, count: int) -> list[float]:
    """New openings, and how long the chats without a storm waited for each, by the bot's clock."""
    shown = time.monotonic()
    words = {one.word for one in place.advertise(count)}
    place.until(lambda: place.told(OTHERS, ME), 60)
    messages = [*place.slack.messages, *place.telegram.messages]
    return [
        (one.at - shown) * place.speed
        for one in messages
        if one.channel in (OTHERS.id, ME.id) and any(word in one.text for word in words)
    ]


def _compare(place: Stage, calm: list[float], rough: list[float]) -> None:
    later = _percentile(rough) - _percentile(calm)
    if later > LATER * max(1.0, place.speed / 4):  # the machine itself is no faster
        place.note(f"chats that nothing throttles were told {later:.1f} s later")


def _percentile(delays: list[float]) -> float:
    """The 95th."""
    return sorted(delays)[int(len(delays) * 0.95)] if delays else 0.0


def _sends(place: Stage, chat: Chat) -> tuple[Service, str]:
    if chat.kind == "slack":
        return place.slack, "chat.postMessage"
    return place.telegram, "sendMessage"
