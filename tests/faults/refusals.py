"""A credential or a chat that is refused for good: the queue is kept, the operator is told once,
and `outbox resume` brings all of it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.faults import telegram_service
from tests.faults.kills import Row
from tests.faults.service import Service
from tests.faults.stage import GROUP, ME, OTHERS, TEAM, Chat, Stage, stage

CALLS = 3
"""Calls at most after the first answer that says it is for good."""

SUPERGROUP = "-1001234567890"


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is refused, and to which chats that matters; how it begins and ends."""

    chats: tuple[Chat, ...]
    begin: Callable[[Stage], None]
    end: Callable[[Stage], None]


def _slack(what: str, code: str) -> tuple[Callable[[Stage], None], Callable[[Stage], None]]:
    def begin(place: Stage) -> None:
        place.slack.refusals[what] = code

    return begin, lambda place: place.slack.refusals.clear()


def _telegram(
    chat: Chat, code: int, words: str
) -> tuple[Callable[[Stage], None], Callable[[Stage], None]]:
    def begin(place: Stage) -> None:
        place.telegram.refusals[int(chat.id)] = telegram_service.error(code, words)

    return begin, lambda place: place.telegram.refusals.clear()


def _migrate(place: Stage) -> None:
    place.telegram.moved[int(GROUP.id)] = int(SUPERGROUP)
    place.telegram.chats.add(int(SUPERGROUP))


def _stay(place: Stage) -> None:
    """It has moved for good."""


_BLOCKED = "Forbidden: bot was blocked by the user"
_KICKED = "Forbidden: bot was kicked from the group chat"
REFUSALS = {
    "Slack's token revoked": Refusal((TEAM, OTHERS), *_slack("*", "token_revoked")),
    "a channel archived": Refusal((OTHERS,), *_slack(OTHERS.id, "is_archived")),
    "not in the channel": Refusal((OTHERS,), *_slack(OTHERS.id, "not_in_channel")),
    "Telegram's token revoked": Refusal(
        (ME, GROUP),
        lambda place: setattr(place.telegram, "token", "another"),
        lambda place: setattr(place.telegram, "token", place.telegram_token),
    ),
    "the bot kicked": Refusal((GROUP,), *_telegram(GROUP, 403, _KICKED)),
    "the bot blocked": Refusal((ME,), *_telegram(ME, 403, _BLOCKED)),
    "a group became a supergroup": Refusal((), _migrate, _stay),
}


def spell(folder: Path, what: str) -> Row:
    """The refusal, with something to say meanwhile, its end, and `outbox resume`."""
    began = time.monotonic()
    with stage(folder, TEAM, OTHERS, ME, GROUP) as place:
        refusal = REFUSALS[what]
        # Who is to hear of it can be told: another chat of the other service.
        operator = next(chat for chat in (TEAM, ME) if chat not in refusal.chats)
        place.settings["operator"] = operator.name
        place.seed()
        before = [len(service.calls) for service in (place.slack, place.telegram)]
        refusal.begin(place)
        place.advertise(6)
        free = [chat for chat in place.chats if chat not in refusal.chats]
        if not place.until(lambda: place.told(*free), 60):
            place.note("another chat was kept waiting")
        place.until(lambda: False, 5)
        refused = sum(
            _refused(service, refusal.chats, since)
            for service, since in zip((place.slack, place.telegram), before, strict=True)
        )
        if refused > 1 + CALLS:
            place.note(f"{refused - 1} calls after the first refusal")
        refusal.end(place)
        if refusal.chats:
            _resume(place, refusal)
        place.finish()
        _told_once(place, operator, refusal)
        hits = refused or len(place.telegram.moved)
        return Row(what, 1, hits, place.judged(), time.monotonic() - began)


def _refused(service: Service, chats: tuple[Chat, ...], since: int) -> int:
    ids = {chat.id for chat in chats}
    return sum(service.channel_of(call) in ids for call in service.calls[since:])


def _resume(place: Stage, refusal: Refusal) -> None:
    """Nothing has gone; the command is run as the notice says, for one chat of those that pause."""
    waiting = [row for row in place.rows() if row["state"] == "pending"]
    if len(waiting) < 6 * len(refusal.chats):
        place.note(f"{len(waiting)} deliveries wait for {len(refusal.chats)} chats")
    said = place.command("outbox", "resume", *(chat.name for chat in refusal.chats))
    if not all(chat.name in said for chat in refusal.chats):
        place.note(f"`outbox resume` says {said!r}")


def _told_once(place: Stage, operator: Chat, refusal: Refusal) -> None:
    told = [one for one in place.notices() if "is paused" in one.text]
    if len(told) != bool(refusal.chats) or any(one.channel != operator.name for one in told):
        place.note(f"the operator was told {len(told)} times of a pause")
