"""Tells stories, plays them, and says in what the bot differs from their truth."""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from alertbot.testing import Asked, Board
from tests.replay.player import Key, Player, Stage, Stored, Turn, options, playing
from tests.replay.services import Service
from tests.replay.tale import A_DAY, FORTNIGHT, Story, Tale, Teller


def differences(
    folder: Path, service: Service, tellers: Sequence[Teller], *, size: int = 0, short: bool = False
) -> list[str]:
    """What the bot made of a fortnight otherwise than it should have, a line each.

    `size`: postings at the beginning, the service's usual number if 0. `short`: it ends a day after
    the last story.
    """
    tale = Tale(service, size=size)
    stories = [teller(tale) for teller in tellers]
    with Stage() as stage:
        return asyncio.run(_played(folder, stage, tale, stories, short=short))


async def _played(
    folder: Path, stage: Stage, tale: Tale, stories: list[Story], *, short: bool
) -> list[str]:
    # A story opens its boards, and says how the fortnight begins, before its first poll.
    stories = [story for story in stories if next(story, True) is None]
    sources = {
        name: options(stage, name, service.kind, service.options(shelf))
        for name, (shelf, service) in tale.boards.items()
    }
    judge = _Judge(tale)
    served: set[str] = set()
    async with playing(folder, sources, tale.now, again=tale.again) as player:
        tale.summarises()
        last = FORTNIGHT
        while tale.poll < last:
            served = _show(stage, tale, served)
            judge.turn(await player.round(tale.now))
            tale.poll += 1
            stories = [story for story in stories if next(story, True) is None]
            if short and not stories:
                last = min(last, tale.poll + A_DAY)
                short = False
        judge.end(player)
    return judge.found


def _show(stage: Board, tale: Tale, before: set[str]) -> set[str]:
    """Serves the boards as they are now. Answers what is served."""
    tale.note()
    stage.heal()
    served = set()
    for name, (shelf, service) in tale.boards.items():
        for path, body, content_type in service.pages(shelf, tale.now):
            stage.serve(f"/{name}{path}", body, content_type)
            served.add(f"/{name}{path}")
        if shelf.fault:
            fits = partial(_fits, root=f"/{name}/", further=shelf.further)
            stage.fail(shelf.fault, times=None, when=fits)
    for path in before - served:
        stage.remove(path)
    return served


def _fits(asked: Asked, root: str, *, further: bool) -> bool:
    """Whether a request is for a board's list; `further`: for a page of it behind the first."""
    said = asked.query + asked.body.decode()
    begins = re.search(r'offset(?:=|": )(\d+)', said)
    return asked.path.startswith(root) and (not further or bool(begins and int(begins[1])))


class _Judge:
    """Compares turn by turn. `found`: what differs, a line each."""

    def __init__(self, tale: Tale) -> None:
        self._tale = tale
        self.found: list[str] = []
        self._closed: list[tuple[str, int]] = []
        self._reopened: list[tuple[str, int]] = []
        self._changed: dict[str, str] = {}
        self._reposted: set[str] = set()

    def _say(self, words: str) -> None:
        self.found.append(f"poll {self._tale.poll}: {words}")

    def _vacancy(self, keys: Iterable[Key]) -> str:
        names = {self._tale.vacancies.get(key, f"unknown {key}") for key in keys}
        return "+".join(sorted(names))

    def turn(self, turn: Turn) -> None:
        poll, truth = self._tale.poll, self._tale.truth
        told = Counter((self._vacancy(one.postings), one.occasion) for one in turn.alerts)
        wanted = truth.alerts.get(poll, Counter())
        for (vacancy, occasion), count in sorted((told - wanted).items()):
            self._say(f"{count} alerts too many of {vacancy} ({occasion})")
        for (vacancy, occasion), count in sorted((wanted - told).items()):
            self._say(f"{count} alerts missing of {vacancy} ({occasion})")
        if turn.summaries != truth.summaries[poll] and not truth.free:
            self._say(f"{turn.summaries} summaries, not {truth.summaries[poll]}")
        if poll in truth.doubted and not turn.doubts and not turn.notices:
            self._say("it is believed")
        if poll in truth.held and not any("northwind" in notice for notice in turn.notices):
            self._say("nobody is told of the burst")
        for one in turn.happened:
            keys = [key for key, row in turn.after.items() if row.opening == one.opening]
            vacancy = self._vacancy(keys)
            if one.what == "changed":
                self._changed.setdefault(vacancy, f"poll {poll}, {one.details}")
            elif one.what == "reposted":
                self._reposted.add(vacancy)
        before, after = self._open(turn.before), self._open(turn.after)
        self._closed += [(one, poll) for one in sorted(before - after)]
        self._reopened += [(one, poll) for one in sorted((after - before) & self._ever(turn))]

    def _ever(self, turn: Turn) -> set[str]:
        return {self._vacancy([key]) for key in turn.before}

    def _open(self, stored: Mapping[Key, Stored]) -> set[str]:
        """The vacancies that some posting is open for."""
        return {self._vacancy([key]) for key, row in stored.items() if not row.closed}

    def end(self, player: Player) -> None:
        if unsent := player.unsent():
            self._say(f"{unsent} alerts are not delivered")
        self._openings(player)
        truth = self._tale.truth
        for vacancy in sorted(truth.news - self._changed.keys()):
            self._say(f"no news of {vacancy}")
        for vacancy in sorted(self._changed.keys() - truth.news - truth.perhaps):
            self._say(f"news of {vacancy} that is none: {self._changed[vacancy]}")
        for vacancy in sorted(truth.reposted - self._reposted):
            self._say(f"{vacancy} is not told as reposted")
        if not truth.free:
            self._closings()

    def _openings(self, player: Player) -> None:
        """Postings of one vacancy are one opening, those of two are two."""
        openings: dict[int, set[Key]] = {}
        vacancies: dict[str, set[int]] = {}
        for key, row in player.known.items():
            openings.setdefault(row.opening, set()).add(key)
            vacancies.setdefault(self._vacancy([key]), set()).add(row.opening)
        for keys in openings.values():
            if "+" in (names := self._vacancy(keys)):
                self._say(f"{names} are one opening")
        for vacancy, ids in sorted(vacancies.items()):
            if len(ids) > 1:
                self._say(f"{vacancy} is {len(ids)} openings")

    def _closings(self) -> None:
        truth = self._tale.truth
        unexpected = list(self._closed)
        for vacancy, first, last in truth.closed:
            fits = [one for one in unexpected if one[0] == vacancy and first <= one[1] <= last]
            if fits:
                unexpected.remove(fits[0])
            else:
                self._say(f"{vacancy} is not closed at poll {first}")
        for vacancy, poll in unexpected:
            if vacancy not in truth.strangers:
                self._say(f"{vacancy} is closed at poll {poll}")
        back = Counter(self._reopened)
        for (vacancy, poll), _ in sorted((back - Counter(truth.reopened)).items()):
            self._say(f"{vacancy} is reopened at poll {poll}")
        for (vacancy, poll), _ in sorted((Counter(truth.reopened) - back).items()):
            self._say(f"{vacancy} is not reopened at poll {poll}")
