"""A dry run: what would be sent now is shown instead, and a copy of the database is used."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from alertbot.model import Address, Delivered, Look, Message, NotFound, Outcome
from alertbot.store import Store, copy

Show = Callable[[str, Message], None]
"""Takes what would have gone to a channel, with the channel's name."""


@contextmanager
def rehearsing(url: str) -> Iterator[Store]:
    """A copy of a database, which is thrown away afterwards. Raises StoreError."""
    with tempfile.TemporaryDirectory(prefix="alertbot-") as folder:
        rehearsal = Path(folder) / "rehearsal.db"
        copy(url, rehearsal)
        store = Store(f"sqlite:///{rehearsal}")
        try:
            yield store
        finally:
            store.close()


class Rehearsal:
    """A Sender that sends nothing: it shows what would have gone to its channel."""

    def __init__(self, channel: str, show: Show) -> None:
        self._channel = channel
        self._show = show

    async def send(self, address: Address, message: Message, key: str) -> Outcome:
        self._show(self._channel, message)
        return Delivered(ref="rehearsed")

    async def look(self, address: Address, key: str, age: timedelta) -> Look:
        return NotFound()
