"""A configuration that changes while alertbot runs: when its files are read again, and what is said.

The files are looked at once a second, by what they hold: that tells a change on every file system,
by whatever editor, link or volume it was made, and costs less than their times would lose.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from alertbot.config import Config, Loaded
from alertbot.config.changes import changes
from alertbot.errors import ConfigError, StoreError
from alertbot.logs import redact

LOOK_EVERY = timedelta(seconds=1)
SETTLED = timedelta(seconds=1)
"""So long the files have to be as they are before they are read: who writes them may pause."""
PATIENCE = timedelta(seconds=5)
"""So long they have to be, before it is said that they cannot be used: they may be half written."""
AGAIN = timedelta(seconds=30)
"""How often what was refused is read again: the reason may lie in no file that is looked at."""

RESTART = ("database",)
"""Keys that only a start takes in."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Watch:
    """When to read files that change. `seen`: what they hold, `since` when; `read`: what they held
    when they were last read, whatever came of it. `again_at`: when to read them all the same."""

    seen: str
    since: datetime
    read: str
    again_at: datetime | None = None

    def is_due(self, seen: str, now: datetime) -> bool:
        """Whether to read them now, where they hold this."""
        if seen != self.seen:
            self.seen, self.since = seen, now
        if self.again_at is not None and now >= self.again_at:
            return True
        return seen != self.read and now - self.since >= SETTLED

    def may_be_half(self, now: datetime) -> bool:
        """Whether somebody may still write them."""
        return self.seen != self.read and now - self.since < PATIENCE

    def is_read(self, *, again_at: datetime | None = None) -> None:
        """They were read as they are seen."""
        self.read, self.again_at = self.seen, again_at


class Reloader:
    """Reads the configuration again where its files have changed, or where somebody asks for it.

    `load` reads it, `use` takes it over, `tell` has the operator told. Within `reloading` it is
    read and taken over. `clock` gives the moment.
    """

    def __init__(
        self,
        first: Loaded,
        load: Callable[[], Loaded],
        use: Callable[[Config], Awaitable[None]],
        tell: Callable[[str, str], Awaitable[None]],
        *,
        clock: Callable[[], datetime],
        reloading: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        self._used = first
        self._load = load
        self._use = use
        self._tell = tell
        self._clock = clock
        self._reloading = reloading
        seen = held(first)
        self._watch = Watch(seen, clock(), _as_read(first))
        self._refused: tuple[str, ...] = ()
        self._troubled = ""

    async def run(self, asked: asyncio.Event) -> None:
        """Looks at the files until cancelled; where `asked`, they are read at once."""
        while True:
            with suppress(TimeoutError):
                await asyncio.wait_for(asked.wait(), LOOK_EVERY.total_seconds())
            is_asked = asked.is_set()
            asked.clear()
            await self.look(asked=is_asked)

    async def look(self, *, asked: bool = False) -> None:
        """Looks at the files, and takes over what they say, if that is another thing and good."""
        seen = await asyncio.to_thread(held, self._used)
        if self._watch.is_due(seen, self._clock()) or asked:
            with self._reloading():
                await self._read(asked=asked)

    async def _read(self, *, asked: bool) -> None:
        try:
            loaded = await asyncio.to_thread(self._load)
        except ConfigError as error:
            if asked or not self._watch.may_be_half(self._clock()):
                await self._refuse(error)
            return
        if not asked and await asyncio.to_thread(held, loaded) != _as_read(loaded):
            return  # written anew while it was read
        try:
            await self._use(loaded.config)
        except Exception as error:  # a bug in one kind of channel must not end the service
            log.debug("reload failed", exc_info=True)
            self._is_troubled(error)
            return
        self._is_troubled(None)
        await self._take(loaded)

    async def _take(self, loaded: Loaded) -> None:
        """Says what is in use now, and that it is good again where it was not."""
        before, self._used = self._used, loaded
        self._watch.seen = _as_read(loaded)
        self._watch.is_read()
        different = changes(before.config, loaded.config)
        log.info("configuration reloaded", extra={"changes": different, **described(loaded)})
        for key in (key for key in different.keys if key in RESTART):
            log.warning("not in effect before a restart", extra={"key": key})
        for warning in (one for one in loaded.warnings if one not in before.warnings):
            log.warning("configuration doubtful", extra={"mistake": warning})
        if self._refused:
            self._refused = ()
            await self._say("The configuration is good again, and in use.", "configuration-good")

    async def _refuse(self, error: ConfigError) -> None:
        """Says each mistake in the log, and the first one to the operator; once."""
        self._watch.is_read(again_at=self._clock() + AGAIN)
        mistakes = [one for one in error.mistakes if one.severity == "error"]
        said = tuple(map(str, mistakes))
        if said == self._refused:
            return
        for one in said:
            log.error("configuration refused", extra={"mistake": one})
        log.error("configuration refused, the one before stays", extra={"mistakes": len(said)})
        if not self._refused:
            more = f" ({len(said)} mistakes in all)" if len(said) > 1 else ""
            text = f"The configuration cannot be used: {said[0]}{more}. The one before stays in use."
            await self._say(text, "configuration-refused")
        self._refused = said

    async def _say(self, text: str, occasion: str) -> None:
        try:
            await self._tell(redact(text), occasion)
        except StoreError as error:
            log.error("operator not told", extra={"error": error})

    def _is_troubled(self, error: Exception | None) -> None:
        """Says once why a good configuration is not taken over yet; it is tried again."""
        said = f"{type(error).__name__}: {error}" if error else ""
        if said and said != self._troubled:
            log.error("configuration not in use yet", extra={"error": said})
        self._troubled = said


def held(loaded: Loaded) -> str:
    """What the files of a configuration hold now, as a digest, and which files there are."""
    names = [name for folder in loaded.folders for name in _names(folder)]
    return _seen(hashlib.sha256(b"".join(_contents(loaded.files))).hexdigest(), names)
