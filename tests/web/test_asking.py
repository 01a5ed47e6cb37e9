"""Answers that are kept: one question for many who ask, and the last answer meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from alertbot.errors import StoreError
from alertbot.web import asking
from alertbot.web.asking import Busy, Kept


class Oracle:
    """Answers with the number of the question, when it is let."""

    def __init__(self) -> None:
        self.asked = 0
        self.may = asyncio.Event()
        self.may.set()

    async def __call__(self) -> int:
        self.asked += 1
        number = self.asked
        await self.may.wait()
        return number


Now = list[float]
"""The moment, to be set. Asking takes no time by it."""


def story(tell: Callable[[Oracle, Kept[int], Now], Awaitable[None]]) -> None:
    async def told() -> None:
        oracle, now = Oracle(), [1000.0]
        await asyncio.wait_for(tell(oracle, Kept(oracle, lambda: now[0]), now), 60)

    asyncio.run(told())


def test_an_answer_is_good_for_a_while() -> None:
    async def tell(oracle: Oracle, kept: Kept[int], now: Now) -> None:
        assert await asyncio.gather(*(kept.get() for _ in range(5))) == [1] * 5
        now[0] += asking.LEAST - 0.1
        assert await kept.get() == 1
        now[0] += asking.GRACE + 1
        assert await kept.get() == 2
        assert oracle.asked == 2

    story(tell)


def test_while_it_is_asked_for_again_the_one_before_does() -> None:
    async def tell(oracle: Oracle, kept: Kept[int], now: Now) -> None:
        await kept.get()
        oracle.may.clear()
        now[0] += asking.LEAST + 1
        assert [await kept.get() for _ in range(3)] == [1, 1, 1]
        await asyncio.sleep(0)
        assert oracle.asked == 2
        oracle.may.set()
        await asyncio.sleep(0.01)
        assert await kept.get() == 2

    story(tell)


def test_one_that_is_too_old_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "PATIENCE", 0.01)

    async def tell(oracle: Oracle, kept: Kept[int], now: Now) -> None:
        await kept.get()
        oracle.may.clear()
        now[0] += asking.LEAST + asking.GRACE
        with pytest.raises(Busy, match="slow to answer"):
            await kept.get()
        oracle.may.set()
        assert await kept.get() == 2

    story(tell)


def test_what_asking_raised_is_raised_and_asked_again_later() -> None:
    async def tell(oracle: Oracle, _kept: Kept[int], now: Now) -> None:
        fails = [True]

        async def ask() -> int:
            if fails[0]:
                raise StoreError("it is locked")
            return await oracle()

        kept = Kept(ask, lambda: now[0])
        for _ in range(2):
            with pytest.raises(StoreError, match="locked"):
                await kept.get()
        fails[0] = False
        now[0] += asking.LEAST + asking.GRACE + 1
        assert await kept.get() == 1

    story(tell)
