"""The outbox's way out: claim, look where an earlier attempt is uncertain, send, settle.

The outbox is the only retrier; what an answer means is decided by `delivery`, not here.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from alertbot import logs
from alertbot.channels import Editor, Sender
from alertbot.delivery import Delivery, Kind, Pause, Settled, State, left, looked, settle, unsaid
from alertbot.errors import StoreError
from alertbot.model import (
    Alert,
    Context,
    Digest,
    Failed,
    Message,
    Notice,
    OpeningAlert,
    Outcome,
    Rejected,
    Scope,
    Throttled,
    Unknown,
)
from alertbot.outlets import Outlet, allowances
from alertbot.store import Store
from alertbot.store.outbox import Answer, Claimed
from alertbot.tally import Tally

IN_FLIGHT = 32
"""Deliveries under way at once, each to another destination."""

STORE_AGAIN = timedelta(seconds=5)
"""How long an answer that could not be stored waits for the next try."""

CROWDED = 0.2
"""Seconds at least between two looks at what is due. Where much waits for many chats a look costs
as much as several messages, and what a service takes meanwhile is not lost (store.pacing.KEPT)."""

LATE = timedelta(days=1)
"""An alert that waited longer says so."""

log = logging.getLogger(__name__)


class Dispatcher:
    """Sends what is due. `clock` gives the moment, `chance` numbers in [0, 1).

    `credited`: model.Context.credits. `tally` counts the answers.
    """

    def __init__(
        self,
        store: Store,
        outlets: Mapping[str, Outlet],
        *,
        clock: Callable[[], datetime],
        chance: Callable[[], float],
        credited: Mapping[str, str],
        tally: Tally | None = None,
    ) -> None:
        self._store = store
        self._tally = tally or Tally()
        self._use(outlets, credited)
        self._clock = clock
        self._chance = chance
        self._tasks: set[asyncio.Task[None]] = set()
        self._held: set[int] = set()
        self._claiming = asyncio.Lock()
        self._answers: dict[int, Answer] = {}
        self._stored: set[int] = set()
        self._settling = asyncio.Lock()
        self.delivered = 0
        self.dead = 0

    def _use(self, outlets: Mapping[str, Outlet], credited: Mapping[str, str]) -> None:
        self._outlets = outlets
        self._credited = credited
        self._pace = {name: outlet.pace for name, outlet in outlets.items()}
        self._timings = {name: outlet.timings for name, outlet in outlets.items()}
        self._allowances = tuple(allowances(outlets))
        self._credentials = {name: outlet.credential for name, outlet in outlets.items()}

    @asynccontextmanager
    async def changing(
        self, outlets: Mapping[str, Outlet], credited: Mapping[str, str]
    ) -> AsyncIterator[None]:
        """Within it the store is told of these outlets, which are those used afterwards.

        Nothing is taken up within it. What is under way ends where it began.
        """
        async with self._claiming:
            yield
            self._use(outlets, credited)

    async def ended(self) -> None:
        """When all has ended that is under way now."""
        if self._tasks:
            await asyncio.wait(tuple(self._tasks))

    async def start_due(self) -> int:
        """Takes up what is due and begins to send it. Answers how many were taken up."""
        async with self._claiming:
            room = IN_FLIGHT - len(self._tasks)
            if room <= 0:
                return 0
            claimed = await self._store.call(
                self._store.outbox.claim,
                self._pace,
                now=self._clock(),
                limit=room,
                held=frozenset(self._held),
                allowances=self._allowances,
                timings=self._timings,
                credentials=self._credentials,
            )
            for one in claimed:
                self._held.add(one.delivery.id)
                task = asyncio.create_task(self._deliver(one, self._outlets[one.channel]))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            return len(claimed)

    async def serve(self, until: datetime) -> None:
        """Takes up what is due, and until then whatever comes due, as soon as it does."""
        while self._clock() < until:
            rest = CROWDED
            if not await self.start_due():
                names = self._outlets.keys()
                due = await self._store.call(self._store.outbox.next_due, names, until)
                if due is None:
                    return
                rest = max((due - self._clock()).total_seconds(), CROWDED)
            await asyncio.sleep(rest)

    async def drain(self, until: datetime) -> None:
        """Sends what is due now and what will be due by then.

        After that moment it goes on only for as long as that gets something done.
        """
        done_before = -1
        while True:
            done = self.delivered + self.dead
            if (self._clock() <= until or done > done_before) and await self.start_due():
                done_before = done
                continue
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=0.2, return_when=asyncio.FIRST_COMPLETED)
                continue
            due = await self._store.call(self._store.outbox.next_due, self._outlets.keys(), until)
            now = self._clock()
            if due is None or now > until:
                return
            await asyncio.sleep(min(max((due - now).total_seconds(), 0.01), 1.0))

    async def finish(self, within: timedelta) -> None:
        """Lets what is under way end, for that long; the rest is looked for at the next start."""
        if self._tasks:
            _, late = await asyncio.wait(self._tasks, timeout=within.total_seconds())
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _deliver(self, claimed: Claimed, outlet: Outlet) -> None:
        logs.about(delivery=claimed.delivery.id, opening=_opening(claimed.alert))
        try:
            settled, outcome = await self._answer(claimed, outlet)
            await self._store_answer(Answer(claimed, settled, outcome, self._clock()))
        finally:
            self._held.discard(claimed.delivery.id)

    async def _store_answer(self, answer: Answer) -> None:
        """Stores an answer, together with those that came in while the store was busy.

        One that cannot be stored is kept and tried again: what is known to have arrived must not be
        sent once more. What failed together is then stored one by one, so that none keeps another.
        """
        self._answers[answer.id] = answer
        while True:
            async with self._settling:
                if answer.id in self._stored:
                    return self._stored.remove(answer.id)
                batch = self._answers if answer.id in self._answers else {answer.id: answer}
                self._answers = {}
                try:
                    kept = await self._store.call(self._store.outbox.settle, [*batch.values()])
                except StoreError as error:
                    log.error("answer not stored", extra={"delivery": answer.id, "error": error})
                else:
                    self._stored |= batch.keys() - {answer.id}
                    for one in batch.values():
                        self._note(one, kept=one.id in kept)
                    return None
            if len(batch) == 1:
                await asyncio.sleep(STORE_AGAIN.total_seconds())

    async def _answer(self, claimed: Claimed, outlet: Outlet) -> tuple[Settled, str]:
        """What became of a delivery, and the name of the outcome."""
        offered = False
        try:
            if claimed.message is not None and not claimed.message.ref:
                return left(claimed.delivery, "there is no message to edit"), "left"
            ready = await self._look(claimed, outlet.sender)
            if isinstance(ready, Settled):
                return ready, "looked"
            if ready.kind is not Kind.EDIT and _is_over(claimed.alert):
                return unsaid(ready), "unsaid"
            offered = True
            outcome = await self._offer(claimed, outlet, ready)
        except Exception as error:  # one poisonous alert must not end the others
            log.debug("delivery failed", exc_info=True)
            reason = f"alertbot could not send it ({type(error).__name__}); please report it"
            outcome = Unknown(reason) if offered else Failed(reason)
            ready = claimed.delivery
        settled = settle(ready, outcome, now=self._clock(), chance=self._chance())
        return settled, type(outcome).__name__

    async def _look(self, claimed: Claimed, sender: Sender) -> Settled | Delivery:
        """The delivery to send now, or what looking back made of it."""
        delivery = claimed.delivery
        if not delivery.uncertain:
            return delivery
        age = self._clock() - delivery.created_at
        look = await sender.look(claimed.address, self._key(delivery.id), age)
        return looked(delivery, look, now=self._clock(), chance=self._chance())

    async def _offer(self, claimed: Claimed, outlet: Outlet, delivery: Delivery) -> Outcome:
        if claimed.alert is None:
            return Rejected("the stored alert is damaged", Scope.MESSAGE)
        try:
            message = self._render(claimed.alert, outlet, delivery)
        except (ValueError, TypeError, LookupError, ArithmeticError) as error:
            return Rejected(f"it cannot be rendered ({type(error).__name__})", Scope.MESSAGE)
        if self._clock() + outlet.timeout >= claimed.lease_until:
            return Throttled(timedelta())  # the lease would not last: nothing was sent, begin again
        sender, sent = outlet.sender, claimed.message
        if sent is None:
            return await sender.send(claimed.address, message, self._key(delivery.id))
        if not isinstance(sender, Editor):
            return Rejected("what was sent there cannot be edited", Scope.MESSAGE)
        act = sender.retract if isinstance(claimed.alert, Notice) else sender.edit
        return await act(claimed.address, sent.ref, message, self._key(sent.id))

    def _render(self, alert: Alert, outlet: Outlet, delivery: Delivery) -> Message:
        now = self._clock()
        waited = now - delivery.created_at
        late = waited if waited > LATE and delivery.kind is not Kind.EDIT else None
        context = Context(now, delivery.uncertain, late, self._credited)
        message = outlet.render(alert, context)
        return message.plain() if delivery.plain else message

    def _note(self, answer: Answer, *, kept: bool) -> None:
        delivery, channel = answer.settled.delivery, answer.claimed.channel
        # All of it, since what is stored together is told by the task of one.
        opening = _opening(answer.claimed.alert)
        fields: dict[str, object] = {"delivery": delivery.id, "opening": opening}
        if not kept:
            log.warning("lease lost", extra=fields)
            return
        self._tally.answered(channel, answer.outcome.lower())
        self.delivered += delivery.state is State.DELIVERED
        self.dead += delivery.state is State.DEAD
        fields |= {"channel": channel, "reason": delivery.reason or None}
        current = self._credentials.get(channel) == answer.claimed.credential
        if isinstance(answer.settled.effect, Pause) and current:
            resume = f"alertbot outbox resume {channel}"
            log.warning("paused", extra={**fields, "then": resume})
            return
        match delivery.state:
            case State.DELIVERED:
                log.info("delivered", extra=fields)
            case State.DEAD:
                log.warning("given up", extra=fields)
            case _:
                log.info("not delivered yet", extra=fields)

    def _key(self, delivery: int) -> str:
        return f"{self._store.instance}-{delivery}"


def _opening(alert: Alert | None) -> int | None:
    """The opening that an alert is about, if it is about one."""
    return alert.opening.id if isinstance(alert, OpeningAlert) else None


def _is_over(alert: Alert | None) -> bool:
    """Whether all that an alert tells of has closed meanwhile."""
    match alert:
        case OpeningAlert():
            return alert.opening.closed_at is not None
        case Digest():
            return not alert.total
        case _:
            return False
