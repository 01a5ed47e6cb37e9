"""The verdict over a bot, from outside: what the boards showed, what the chats got, and what
`alertbot outbox list` says in the end. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from alertbot.delivery import CLOSED
from tests.faults.steps import NOTICE
from tests.faults.world import Advertised


@dataclass(frozen=True, slots=True)
class Heard:
    """A message that a chat got. `words`: of the openings it names; `id`: the service's own."""

    channel: str
    id: str
    words: frozenset[str]
    marked: bool
    text: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What went wrong, a line each. The same thing has the same line each time it is judged.

    `recovered`: what was told although an attempt before had failed or was cut off. That is well.
    """

    lost: frozenset[str]
    doubled: frozenset[str]
    unexpected: frozenset[str]
    recovered: frozenset[str] = frozenset()

    def since(self, before: Verdict) -> Verdict:
        """What was not known before."""
        return Verdict(
            self.lost - before.lost,
            self.doubled - before.doubled,
            self.unexpected - before.unexpected,
            self.recovered - before.recovered,
        )

    @property
    def lines(self) -> list[str]:
        """All of it, for people."""
        return [
            *(f"lost: {line}" for line in sorted(self.lost)),
            *(f"doubled: {line}" for line in sorted(self.doubled)),
            *(f"unexpected: {line}" for line in sorted(self.unexpected)),
        ]


NOTHING = Verdict(frozenset(), frozenset(), frozenset())


def judge(
    advertised: Sequence[Advertised],
    heard: Sequence[Heard],
    rows: Sequence[Mapping[str, Any]],
    channels: Mapping[str, bool],
    more: Iterable[str] = (),
    interrupted: Collection[int] = (),
) -> Verdict:
    """`channels`: those that all of it goes to, and whether one can look before it repeats.

    `rows`: the objects of `outbox list --json`. `more`: what else was unexpected. `interrupted`:
    the deliveries of which an attempt failed or was cut off.
    """
    first = {one.word for one in advertised if one.first}
    fitting = {one.word for one in advertised if one.fits and not one.first}
    lost, doubled, unexpected = set[str](), set[str](), set(more)
    for channel, looks in channels.items():
        messages = [one for one in heard if one.channel == channel]
        told = Counter[str]()
        unmarked = Counter[str]()
        for message in messages:
            names = message.words - first
            if message.words & first:  # only the summary names any of these
                names |= {"the summary"}
            told.update(names)
            unmarked.update(() if message.marked else names)
            odd = not names and NOTICE not in message.text
            if odd or not names <= fitting | {"the summary"}:
                unexpected.add(f"{channel} {message.id}: {message.text[:80]!r}")
        unsaid = _unsaid(channel, rows)
        for name in fitting | {"the summary"}:
            if not told[name] and not any(name in title for title in unsaid):
                lost.add(f"{channel} {name}")
            if (told if looks else unmarked)[name] > 1:
                doubled.add(f"{channel} {name} {told[name]} times, {unmarked[name]} unmarked")
        unexpected |= _unlike(channel, messages, rows)
    recovered = {
        f"{row['channel']} delivery {row['id']}"
        for row in rows
        if row["id"] in interrupted and row["state"] == "delivered"
    }
    return Verdict(*map(frozenset, (lost, doubled, unexpected, recovered)))


def _unsaid(channel: str, rows: Sequence[Mapping[str, Any]]) -> list[str]:
    """The titles of what closed before it went, and so was not to be told."""
    return [row["title"] for row in rows if row["channel"] == channel and _is_unsaid(row)]


def _is_unsaid(row: Mapping[str, Any]) -> bool:
    return bool((row["state"], row["reason"]) == ("delivered", CLOSED))


def _number(ref: str) -> str:
    """The service's own id of a message, of what the outbox keeps to find it by."""
    return ref.rpartition("/")[2]


def _unlike(channel: str, messages: Sequence[Heard], rows: Sequence[Mapping[str, Any]]) -> set[str]:
    """Where the database at the end and what the chat got do not agree."""
    mine = [row for row in rows if row["channel"] == channel and not _is_unsaid(row)]
    # An edit changes a message that is told of here already.
    mine = [row for row in mine if row.get("kind") != "edit" or row["state"] == "dead"]
    # A word to the operator about the disk may come in the moment before the bot is stopped.
    mine = [row for row in mine if (row.get("kind"), row["state"]) != ("notice", "pending")]
    ids = {message.id for message in messages}
    found = {
        f"{channel} delivery {row['id']} is {row['state']}: {row['reason']}"
        for row in mine
        if row["state"] != "delivered"
    }
    found |= {
        f"{channel} delivery {row['id']} is said to be message {row['ref']}, which is not there"
        for row in mine
        if row["state"] == "delivered" and _number(row["ref"]) not in ids
    }
    extra = len(messages) - sum(message.marked for message in messages) - len(mine)
    if extra > 0:
        found.add(f"{channel} got {extra} unmarked messages more than the outbox has deliveries")
    return found
