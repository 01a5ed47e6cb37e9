"""A fortnight of boards, three polls a day, and its truth, both told by stories.

A story is a generator: it changes a board, says what the bot is to make of that, and yields for
each poll. Several stories may be told at once, each of postings of its own.

    def back_after_three_days(tale: Tale) -> Story:
        ad = tale.pick()
        tale.board.drop(ad)
        tale.closes(ad, polls=2)
        yield from polls(9)
        tale.board.put(ad)
        tale.reopens(ad)
        yield
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from tests.replay import ads
from tests.replay.ads import Ad
from tests.replay.services import Service
from tests.replay.shelf import Shelf

START = datetime(2026, 11, 2, 6, tzinfo=UTC)
BETWEEN = timedelta(hours=8)
A_DAY = 3
FORTNIGHT = 14 * A_DAY

Story = Iterator[None]
Teller = Callable[["Tale"], Story]


def polls(count: int) -> Story:
    """So many polls at which nothing changes."""
    for _ in range(count):
        yield


def days(count: int) -> Story:
    """So many days of them."""
    yield from polls(count * A_DAY)


@dataclass
class Truth:
    """What the bot is to make of a fortnight, by number of the poll and name of the vacancy.

    `alerts` are (vacancy, occasion). `closed`: (vacancy, first poll, last poll) that it may close
    at. `news`: vacancies of which something that is worth telling changes; `perhaps`: of which it
    may. `reposted`: vacancies that are to be told as reposted. `doubted`: polls that are not to be
    believed; `held`: bursts. `summaries`: how many come at a poll. `strangers`: another board's
    vacancies, which may be stored where nothing tells whose they are, and are told to nobody.
    `free`: neither closing nor summaries are judged: what is right is not said anywhere.
    """

    alerts: dict[int, Counter[tuple[str, str]]] = field(default_factory=dict)
    closed: list[tuple[str, int, int]] = field(default_factory=list)
    reopened: list[tuple[str, int]] = field(default_factory=list)
    news: set[str] = field(default_factory=set)
    perhaps: set[str] = field(default_factory=set)
    reposted: set[str] = field(default_factory=set)
    doubted: set[int] = field(default_factory=set)
    held: set[int] = field(default_factory=set)
    summaries: Counter[int] = field(default_factory=Counter)
    strangers: set[str] = field(default_factory=set)
    free: bool = False


class Tale:
    """The boards of a fortnight. `now`: when the coming poll is; `poll`: its number, 0 the seed."""

    def __init__(self, service: Service, *, size: int = 0, seed: int = 7) -> None:
        self.service = service
        self.poll = 0
        self.truth = Truth()
        self.again: tuple[str, ...] = ()
        self.vacancies: dict[tuple[str, str], str] = {}
        self._drawn = 0
        self._taken: set[int] = set()
        self._dice = random.Random(seed)
        self._next = 4_100_000 + 1000 * seed
        size = size or service.base
        self.board = Shelf("northwind", "Northwind Freight", 0 if service.whole else size)
        self.boards: dict[str, tuple[Shelf, Service]] = {"northwind": (self.board, service)}
        self.board.ads = [self.draw(age=timedelta(days=1 + 0.25 * n)) for n in range(size)]

    @property
    def now(self) -> datetime:
        return START + self.poll * BETWEEN

    # -- postings ---------------------------------------------------------------------------

    def draw(self, *, age: timedelta = timedelta(), company: str = "", **given: str) -> Ad:
        """A posting of a vacancy that is nowhere yet. `given`: a title, or a text's seed."""
        number, self._drawn = self._drawn, self._drawn + 1
        role, team = ads.ROLES[number % len(ads.ROLES)], ads.TEAMS[number % len(ads.TEAMS)]
        company = company or self.board.company
        low = 90_000 + 1_000 * self._dice.randrange(60)
        return Ad(
            number=self.number(),
            vacancy=f"v{number}",
            title=given.get("title") or f"{role}, {team}",
            company=company,
            places=(ads.PLACES[number % len(ads.PLACES)],),
            specific=ads.specific(given.get("seed", f"{company}{number}"), role, team),
            house=ads.house(company),
            pay=((low, low + 40_000),) if number % 3 else (),
            requisition=f"R-{20_000 + number}",
            posted=self.now - age,
        )

    def number(self) -> int:
        """An id that no posting has had."""
        self._next += self._dice.randint(1, 40)
        return self._next

    def pick(self) -> Ad:
        """A posting of the board that no other story tells of."""
        ad = next(ad for ad in self.board.ads if ad.number not in self._taken)
        self._taken.add(ad.number)
        return ad

    def listed_anew(self, ad: Ad) -> Ad:
        """The same vacancy under a new id."""
        return replace(ad, number=self.number())

    def open(self, name: str, company: str, service: Service, size: int = 4) -> Shelf:
        """A second board, seeded with the first. Only before the first poll."""
        shelf = Shelf(name, company, 0 if service.whole else 20)
        self.boards[name] = (shelf, service)
        shelf.ads = [self.draw(age=timedelta(days=2), company=company) for _ in range(size)]
        return shelf

    # -- the truth --------------------------------------------------------------------------

    def alerts(self, *about: Ad, occasion: str = "new") -> None:
        """The coming poll alerts on these."""
        counter = self.truth.alerts.setdefault(self.poll, Counter())
        counter.update((ad.vacancy, occasion) for ad in about)

    def closes(self, *about: Ad, polls: int = 2, late: int = 0) -> None:
        """These close at the `polls`-th poll from here, or at most `late` polls after that."""
        if self.service.whole:
            at = self.poll + polls - 1
            self.truth.closed += [(ad.vacancy, at, at + late) for ad in about]

    def reopens(self, *about: Ad) -> None:
        """These are open again at the coming poll."""
        if self.service.whole:
            self.truth.reopened += [(ad.vacancy, self.poll) for ad in about]

    def reposts(self, *about: Ad) -> None:
        """These are open again at the coming poll, under another id."""
        self.reopens(*about)
        if self.service.whole:
            self.truth.reposted.update(ad.vacancy for ad in about)

    def news(self, *about: Ad) -> None:
        """Something of these has changed that is worth telling, if the list shows it."""
        # A detail is not asked for again, and what is edited may have scrolled out of a window.
        hidden = self.service.detailed or not self.service.whole
        vacancies = {ad.vacancy for ad in about}
        (self.truth.perhaps if hidden else self.truth.news).update(vacancies)

    def perhaps(self, *about: Ad) -> None:
        """What has changed of these may be taken for news."""
        self.truth.perhaps.update(ad.vacancy for ad in about)

    def doubts(self) -> None:
        """The coming poll is not to be believed."""
        if self.service.whole:
            self.truth.doubted.add(self.poll)

    def holds(self) -> None:
        """The coming poll is a burst: held, and the operator told."""
        self.truth.held.add(self.poll)

    def summarises(self) -> None:
        """A summary comes at the coming poll."""
        self.truth.summaries[self.poll] += 1

    def note(self) -> None:
        """Remembers whose each posting is that is shown now."""
        for name, (shelf, service) in self.boards.items():
            for ad in shelf.ads:
                self.vacancies[name, service.external_id(ad, shelf)] = ad.vacancy
