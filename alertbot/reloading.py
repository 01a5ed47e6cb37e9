"""A configuration that changes while alertbot runs: when it is read again, and what is said of it.

The files are looked at once a second, by what they hold: that tells a change on every file system,
by whatever editor, link or volume it was made, and costs less than their times would lose.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AbstractContextManager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from alertbot.config import Config, Loaded
from alertbot.config.changes import changes, contents
from alertbot.errors import ConfigError, StoreError
from alertbot.logs import redact

LOOK_EVERY = timedelta(seconds=1)
SETTLED = timedelta(seconds=1)
"""So long the files have to be as they are before they are read: who writes them may pause."""
PATIENCE = timedelta(seconds=5)
"""So long they have to be, before it is said that they cannot be used: they may be half written."""
AGAIN = timedelta(seconds=30)
"""How often what was refused is read again: the reason may lie in no file that is looked at."""
FIXED = ("database", "web")
"""Keys of which another value needs another start."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Held:
    """What the files of a configuration hold, and those of its secrets, as digests; `others`: what
    other files there are in its folders."""

    digest: str
    secrets: str = ""
    others: tuple[str, ...] = ()

    @classmethod
    def by(cls, loaded: Loaded) -> Held:
        """As it is now."""
        beside = {name for folder in loaded.folders for name in _names(folder)}
        return cls(
            _digest(loaded.files)[: len(loaded.digest)],
            _digest(loaded.secrets) if loaded.secrets else "",
            tuple(sorted(beside - {*map(str, loaded.files)})),
        )

    @classmethod
    def as_read(cls, loaded: Loaded) -> Held:
        """As it was when it was read, as far as that says."""
        return cls(loaded.digest)


def _digest(files: Iterable[Path]) -> str:
    return hashlib.sha256(b"".join(map(_content, files))).hexdigest()


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        return f"\0{error.errno}".encode()  # another one than that of any text


def _names(folder: Path) -> list[str]:
    try:
        return [str(file) for file in folder.iterdir()]
    except OSError:
        return []


@dataclass(slots=True)
class Watch:
    """When to read files that change. `seen`: what they hold, `since` when; `read`: what they held
    when they were last read, whatever came of it. `again_at`: when to read them all the same."""

    seen: Held
    since: datetime
    read: Held
    again_at: datetime | None = None

    def is_due(self, seen: Held, now: datetime) -> bool:
        """Whether to read them now, where they hold this."""
        if seen != self.seen:
            self.seen, self.since = seen, now
        if self.again_at is not None and now >= self.again_at:
            return True
        return seen != self.read and now - self.since >= SETTLED

    def may_be_half(self, now: datetime) -> bool:
        """Whether somebody may still write them."""
        return self.seen != self.read and now - self.since < PATIENCE

    def is_read(self, held: Held | None = None, *, again_at: datetime | None = None) -> None:
        """They were read as they are seen, or as they were `held`."""
        self.read, self.again_at = held or self.seen, again_at


class Reloader:
    """Reads the configuration again where its files have changed, or where somebody asks for it.

    `load` reads it, `use` takes it over, `tell` has the operator told. Within `reloading` it is
    taken over, and read too, where somebody has asked. `clock` gives the moment.
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
        self._fixed = {key: getattr(first.config, key) for key in FIXED}
        self._load = load
        self._use = use
        self._tell = tell
        self._clock = clock
        self._reloading = reloading
        self._watch = Watch(Held.as_read(first), clock(), Held.as_read(first))
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
        seen = await asyncio.to_thread(Held.by, self._used)
        if not self._watch.is_due(seen, self._clock()) and not asked:
            return
        try:
            # Whoever has asked hears when it is over, whatever comes of it.
            with self._reloading() if asked else nullcontext():
                await self._read(asked=asked)
        except Exception as error:  # a bug in one kind of channel must not end the service
            log.debug("reload failed", exc_info=True)
            self._is_troubled(error)

    async def _read(self, *, asked: bool) -> None:
        try:
            loaded = await asyncio.to_thread(self._load)
        except ConfigError as error:
            if asked or not self._watch.may_be_half(self._clock()):
                await self._refuse(error)
            return
        held = await asyncio.to_thread(Held.by, loaded)
        if held.digest != loaded.digest and not asked:
            return  # written anew while it was read
        before = self._used
        if asked or self._refused or loaded.digest != before.digest or _differ(before, loaded):
            with nullcontext() if asked else self._reloading():
                await self._use(loaded.config)
            await self._say(before, loaded)
        # What else there is may have come before it was read, or after: then it is read once more.
        known = held.digest == loaded.digest and loaded.files == before.files
        known = known and held.secrets == self._watch.seen.secrets
        self._used, self._troubled = loaded, ""
        self._watch.seen = held
        self._watch.is_read(held if known else Held.as_read(loaded))

    def _is_troubled(self, error: Exception) -> None:
        """Says once why it cannot be taken over yet; it is tried again."""
        self._watch.again_at = self._clock() + PATIENCE
        said = f"{type(error).__name__}: {error}"
        if said != self._troubled:
            log.error("configuration not in use yet", extra={"error": said})
        self._troubled = said

    async def _say(self, before: Loaded, now: Loaded) -> None:
        """Says what is in use now, and that it is good again where it was not."""
        different = changes(before.config, now.config)
        log.info("configuration reloaded", extra={"changes": different, **described(now)})
        for key in different.keys:
            if key in self._fixed and getattr(now.config, key) != self._fixed[key]:
                log.warning("not in use before a restart", extra={"key": key})
        for warning in (one for one in now.warnings if one not in before.warnings):
            log.warning("configuration doubtful", extra={"mistake": warning})
        if self._refused:
            self._refused = ()
            await self._notice("The configuration is good again, and in use.", "config-good")

    async def _refuse(self, error: ConfigError) -> None:
        """Says each mistake in the log, and the first one to the operator; once."""
        self._watch.is_read(again_at=self._clock() + AGAIN)
        said = tuple(str(one) for one in error.mistakes if one.severity == "error")
        if said == self._refused:
            return
        for one in said:
            log.error("configuration refused", extra={"mistake": one})
        log.error("the configuration before stays in use", extra={"mistakes": len(said)})
        before, self._refused = self._refused, said
        if not before:
            more = f" (the first of {len(said)} mistakes)" if len(said) > 1 else ""
            text = f"The configuration cannot be used, and the one before stays: {said[0]}{more}"
            await self._notice(text, "config-refused")

    async def _notice(self, text: str, occasion: str) -> None:
        try:
            await self._tell(redact(text), occasion)
        except StoreError as error:
            log.error("operator not told", extra={"error": error})


def _differ(one: Loaded, other: Loaded) -> bool:
    return bool(changes(one.config, other.config))


def described(loaded: Loaded) -> dict[str, object]:
    """Which configuration it is, and what is in it: fields of a line of the log."""
    config = loaded.config
    more = {"files": len(loaded.files)} if len(loaded.files) > 1 else {}
    return {"config": config.path, "sha256": loaded.digest, **more, "holds": contents(config)}
