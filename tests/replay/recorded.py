"""Recorded snapshots of one board, played into a real bot; what it made of each, in lines."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from alertbot.sources import kinds
from alertbot.testing import Board
from tests.replay.player import Key, Stage, Turn, options, playing

NAME = "recorded"
A_POLL = timedelta(hours=8)

FIXTURES = Path(__file__).parents[1] / "sources" / "fixtures"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A recorded answer, and when it was given."""

    at: datetime
    file: Path

    def body(self) -> bytes:
        """The answer as the service gave it; a file that ends with .gz is unpacked."""
        held = self.file.read_bytes()
        return gzip.decompress(held) if self.file.suffix == ".gz" else held


# -- when -----------------------------------------------------------------------------------

_STAMP = re.compile(
    r"(?P<year>20\d\d)-?(?P<month>[01]\d)-?(?P<day>[0-3]\d)"
    r"(?:[T_ -]?(?P<hour>[0-2]\d)[-:._h]?(?P<minute>[0-5]\d)?[-:._m]?(?P<second>[0-5]\d)?)?"
)
_EPOCH = re.compile(r"(?<!\d)(1[5-9]\d{8}|2\d{9})(?:\d{3})?(?!\d)")


def stamped(name: str) -> datetime | None:
    """The moment in a file's name: 2026-11-02T06:00:00Z, 20261102_0600, 1793599200, or None."""
    if found := _STAMP.search(name):
        year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
        try:
            return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        except ValueError:
            return None
    if epoch := _EPOCH.search(name):
        return datetime.fromtimestamp(int(epoch[1]), UTC)
    return None


def snapshots(folder: Path) -> list[Snapshot]:
    """The snapshots of a folder, in order of time: by their names, else by when they were written.

    Those that come at one moment, as days without an hour and files of a copied folder do, follow
    each other eight hours apart.
    """
    files = sorted(
        file for file in folder.rglob("*") if file.is_file() and not file.name.startswith(".")
    )
    stamps = [stamped(str(file.relative_to(folder))) for file in files]
    if not all(stamps):
        stamps = [datetime.fromtimestamp(file.stat().st_mtime, UTC) for file in files]
    found: list[Snapshot] = []
    pairs = [(at, file) for at, file in zip(stamps, files, strict=True) if at]
    for at, file in sorted(pairs):
        last = found[-1].at if found else None
        found.append(Snapshot(last + A_POLL if last and at <= last else at, file))
    return found


# -- what the bot made of it ----------------------------------------------------------------


@dataclass
class Totals:
    """How much there was of each over all polls. `first`: openings that the first poll showed."""

    polls: int = 0
    first: int = 0
    counts: Counter[str] = field(default_factory=Counter)

    def lines(self) -> Iterator[str]:
        yield f"{self.polls} polls; {self.first} openings at the first, which are summarised"
        for name in ("alerted", *_PARTS, "doubt", "notice"):
            yield f"{name:10}{self.counts[name]:6}"


_PARTS = ("joined", "changed", "closed", "reopened", "reposted")


async def played(
    folder: Path, shots: list[Snapshot], kind: str, given: Mapping[str, object]
) -> list[tuple[Snapshot, Turn]]:
    """Plays snapshots in a new database in `folder`. `given`: options of the source."""
    turns = []
    with Stage() as stage:
        source = source_on(stage, kind, given)
        async with playing(folder, {NAME: source}, shots[0].at) as player:
            for shot in shots:
                serve(stage, kind, source, shot.body())
                turns.append((shot, await player.round(shot.at)))
    return turns


def source_on(stage: Board, kind: str, given: Mapping[str, object]) -> dict[str, object]:
    """A source of a kind on the stage; `given`: its options, as far as it needs others."""
    return options(stage, NAME, kind, {**needed(kind), **given})


def needed(kind: str) -> dict[str, object]:
    """Options for a kind that does without none: those of the samples that its tests read."""
    found: dict[str, object] = json.loads((FIXTURES / kind / "options.json").read_bytes())
    return found


def serve(stage: Board, kind: str, source: Mapping[str, object], body: bytes) -> None:
    """Serves a snapshot where the kind asks for its list."""
    module = kinds()[kind]
    own = {name: value for name, value in source.items() if name != "kind"}
    for request in module.requests(module.Options.model_validate(own)):
        content_type = _content_type(body)
        path = urlsplit(request.url).path
        stage.serve(path, body, content_type)
        if request.method == "POST":
            stage.serve(f"{path}?offset=0", body, content_type)


def _content_type(body: bytes) -> str:
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:200].lower()
    if start[:1] in (b"{", b"["):
        return "application/json"
    is_html = start.startswith((b"<!doctype html", b"<html"))
    return "text/html; charset=utf-8" if is_html else "application/xml"


def lines(turns: list[tuple[Snapshot, Turn]]) -> Iterator[str]:
    """What the bot made of each poll, and the totals at the end."""
    totals = Totals()
    for shot, turn in turns:
        totals.polls += 1
        if totals.polls == 1:
            totals.first = len({row.opening for row in turn.after.values()})
        yield f"{turn.at:%Y-%m-%d %H:%M}  {shot.file.name}: {_shown(turn)}"
        for what, words in _told(turn, first=totals.polls == 1):
            totals.counts[what] += 1
            yield f"    {what:10}{words}"
    yield from totals.lines()


def _shown(turn: Turn) -> str:
    openings = {row.opening for row in turn.after.values() if not row.closed}
    counted = "1 opening" if len(openings) == 1 else f"{len(openings)} openings"
    return f"{counted} open" + (", summarised" if turn.summaries else "")


def _told(turn: Turn, *, first: bool) -> Iterator[tuple[str, str]]:
    """(what, which) for everything that a person would want to compare with a truth."""
    for one in turn.alerts:
        occasion = "" if one.occasion == "new" else f" ({one.occasion})"
        yield "alerted", f"{_named(turn, one.postings)}{occasion}"
    if not first:
        for key in turn.joined:
            yield "joined", f"{_posting(turn, key)} to {_first(turn, key)}"
    for event in turn.happened:
        if event.what in _PARTS:
            keys = [key for key, row in turn.after.items() if row.opening == event.opening]
            details = f" ({event.details})" if event.details else ""
            yield event.what, f"{_named(turn, keys)}{details}"
    for why in turn.doubts.values():
        yield "doubt", why
    for notice in turn.notices:
        yield "notice", notice


def _named(turn: Turn, keys: Iterator[Key] | list[Key] | frozenset[Key]) -> str:
    """An opening by its oldest posting, and how many postings it has."""
    all_of = sorted(keys, key=list(turn.after).index)
    more = f" and {len(all_of) - 1} more postings" if len(all_of) > 1 else ""
    return f"{_posting(turn, all_of[0])}{more}" if all_of else "an opening without postings"


def _first(turn: Turn, key: Key) -> str:
    """The posting that came first of the opening that another has joined."""
    opening = turn.after[key].opening
    return _posting(turn, next(one for one, row in turn.after.items() if row.opening == opening))


def _posting(turn: Turn, key: Key) -> str:
    row = turn.after[key]
    return f"{row.title} · {', '.join(row.places) or 'no place'} [{key[1]}]"
