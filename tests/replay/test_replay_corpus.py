"""Fortnights that begin with recorded boards: their own postings dropped, listed anew and reworded.

Skipped where ../shared is not: that material is no part of the project.
"""

from __future__ import annotations

import asyncio
import html
import json
import random
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.replay import recorded
from tests.replay.player import Stage, Turn, playing
from tests.replay.tale import BETWEEN

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
START = datetime(2026, 11, 2, 6, tzinfo=UTC)
MOVED = "We have moved: from spring on you will find us behind the old harbour office."

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CORPUS.exists(), reason="../shared is not here"),
]

Job = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Recording:
    """Where the postings stand in a kind's payload. `jobs` is empty where it is a bare list."""

    kind: str
    files: str
    jobs: str
    id: str
    title: str
    text: str
    date: str
    whole: bool = True

    def load(self) -> list[Job]:
        """All postings of the files, each id once."""
        found: dict[str, Job] = {}
        for file in sorted(CORPUS.glob(self.files)):
            payload = json.loads(file.read_text(encoding="utf-8"))
            for job in payload.get(self.jobs, ()) if isinstance(payload, dict) else payload:
                if self.id in job and self.title in job:
                    found.setdefault(str(job[self.id]), job)
        return list(found.values())

    def body(self, jobs: list[Job]) -> bytes:
        return json.dumps({self.jobs: jobs} if self.jobs else jobs).encode()

    def listed_anew(self, job: Job) -> Job:
        """The same posting under another id, wherever that stands in it."""
        old = job[self.id]
        fresh = str(uuid.uuid5(uuid.NAMESPACE_URL, str(old)))
        if str(old).isdigit():
            fresh = str(int(old) + 3_000_017)
        elif len(str(old)) < 30:
            fresh = fresh.replace("-", "").upper()[: len(str(old))]
        again: Job = json.loads(json.dumps(job).replace(str(old), fresh))
        return again

    def reworded(self, job: Job) -> Job:
        """The posting with a sentence more, as all the company's have it from that day on."""
        said = str(job.get(self.text) or "")
        more = html.escape(f"<p>{MOVED}</p>") if "&lt;" in said else f"<p>{MOVED}</p>"
        return job | {self.text: said + more}


RECORDINGS = (
    Recording("greenhouse", "greenhouse/*.json", "jobs", "id", "title", "content", "updated_at"),
    Recording("lever", "lever/*.json", "", "id", "text", "description", "createdAt"),
    *(
        Recording(
            "ashby", f"ashby/*_{name}.json", "jobs", "id", "title", "descriptionHtml", "publishedAt"
        )
        for name in ("bitvavo", "supabase", "n8n", "cursor", "inkeep")
    ),
    Recording(
        "workable", "workable/*.json", "jobs", "shortcode", "title", "description", "published_on"
    ),
    Recording(
        "recruitee", "recruitee/*.json", "offers", "id", "title", "description", "published_at"
    ),
    Recording(
        "remoteok", "remoteok/nace*.json", "", "id", "position", "description", "date", whole=False
    ),
)


@dataclass
class Plot:
    """A board as it goes on, and the ids that are to be alerted at the coming poll."""

    recording: Recording
    jobs: list[Job]
    new: list[str] = field(default_factory=list)

    def id(self, job: Job) -> str:
        return str(job[self.recording.id])

    def tell(self) -> Iterator[None]:
        """Changes the board from poll to poll, for nine days."""
        kept, really_new = self._held_back()
        self.jobs = kept
        yield
        self.jobs = kept[::-1]
        yield
        for fresh in really_new[:1]:
            yield from self._add(fresh)
        random.Random(5).shuffle(self.jobs)
        yield
        anew = self.recording.listed_anew
        self.jobs = [anew(job) if place % 3 == 0 else job for place, job in enumerate(self.jobs)]
        yield
        self.jobs = [self.recording.reworded(job) for job in self.jobs]
        yield
        away = self.jobs.pop()
        yield from self._quiet(4)
        self.jobs.insert(0, away)
        yield
        for fresh in really_new[1:2]:
            yield from self._add(self.recording.reworded(fresh))
        reposted = self.jobs.pop()
        yield from self._quiet(4)
        self.jobs.append(anew(reposted) | {self.recording.date: reposted[self.recording.date]})
        yield
        whole = self.jobs
        self.jobs = whole[: (len(whole) + 1) // 2]
        yield from self._quiet(2)
        self.jobs = whole
        yield
        for fresh in really_new[2:]:
            yield from self._add(self.recording.reworded(fresh))
        yield

    def _held_back(self) -> tuple[list[Job], list[Job]]:
        """The board without three postings that nothing on it is like by its title, and those."""
        begins = Counter(map(self._beginning, self.jobs))
        alone = [job for job in self.jobs if begins[self._beginning(job)] == 1]
        held = alone[:: max(1, len(alone) // 3)][:3]
        return [job for job in self.jobs if job not in held], held

    def _beginning(self, job: Job) -> str:
        # "Engineer Dubai" and "Engineer Haifa" may well be one opening in two places.
        return " ".join(str(job[self.recording.title]).lower().split()[:2])

    def _add(self, job: Job) -> Iterator[None]:
        self.jobs = [*self.jobs, job]
        self.new = [self.id(job)]
        yield
        self.new = []

    def _quiet(self, polls: int) -> Iterator[None]:
        for _ in range(polls):
            yield


async def told(folder: Path, plot: Plot) -> tuple[list[tuple[int, list[str]]], Turn]:
    """(poll, ids) alerted otherwise than the plot says, and the last turn."""
    kind = plot.recording.kind
    wrong = []
    with Stage() as stage:
        source = recorded.source_on(stage, kind, {})
        async with playing(folder, {recorded.NAME: source}, START) as player:
            for number, _ in enumerate(plot.tell()):
                recorded.serve(stage, kind, source, plot.recording.body(plot.jobs))
                turn = await player.round(START + number * BETWEEN)
                alerted = [id for one in turn.alerts for _, id in sorted(one.postings)]
                if alerted != plot.new:
                    wrong.append((number, alerted))
    return wrong, turn


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda one: f"{one.kind}-{one.files[-14:]}")
def test_a_recorded_board_goes_on(tmp_path: Path, recording: Recording) -> None:
    plot = Plot(recording, recording.load())
    assert len(plot.jobs) > 4
    wrong, last = asyncio.run(told(tmp_path, plot))
    assert wrong == []
    shown = {plot.id(job) for job in plot.jobs}
    still = {row.opening for (_, id), row in last.after.items() if id in shown}
    openings = {row.opening for row in last.after.values()}
    assert still == openings, "every opening is still on the board"
    if recording.whole:
        assert {id for (_, id), row in last.after.items() if not row.closed} == shown
