"""One walk over a source's pages: what to ask for next, and what has come so far. It does no I/O.

The list and its further pages come first, then the details of what is new. Whoever walks fetches
what `next` asks for and hands over what came: the poller from the network, the conformance suite
and `dev.py record` from wherever they like.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime, timedelta

from alertbot.errors import ParseError
from alertbot.identity import fingerprint
from alertbot.model import (
    Contents,
    Page,
    RawPosting,
    Request,
    Skipped,
    Validators,
    Whole,
    Withdrawn,
)
from alertbot.sources import Parsed, SourceKind, SourceOptions
from alertbot.sources._recall import Reading, Same, Texts, pack, parsed, read, unpack

MAX_PAGES = 500
"""Of one walk: a board that never stops paging is cut off, and its absences prove nothing."""
MAX_WEIGHT = 256 * 2**20
"""Bytes of one walk's pages, and of its details: all of it is held until it is stored."""
DETAILS = 300
"""The most details that are fetched in one walk; the rest waits for the next one."""
GIVE_UP_AFTER = 3
"""Pages, or details, that fail in a row before the others are not asked for."""


News = Callable[[Mapping[str, bytes]], Iterable[str]]
"""Which of many postings, by their fingerprints, are to be read."""


@dataclass(slots=True)
class Harvest:
    """What a walk brought.

    `listed`: the postings as the list words them; `prints`: their fingerprints; `same`: the ids of
    those that are worded as they were, and were not read. `details`: what their details add.
    `seen`: every id that is listed, also on pages that are unchanged; `rows` counts them as often
    as they are listed. `undetailed`: ids whose detail failed, so that the list alone speaks for
    them; `undetailed_why` says why the first of them did. `unasked`: ids for whose detail there was
    no room or leave; the list speaks for them meanwhile. `deferred`: ids that wait, with their
    details, for the next walk. `holes`: why the walk is not complete, for people; `lost`: how many
    of them are pages that could not be read. `employers`: whose board it is, as its pages say;
    `companies`: as its postings do, and how many. `fresh_for`: for how long the service says that
    the list will stay as it is. `withdrawn`: ids of which their pages say that they are gone.
    """

    listed: dict[str, RawPosting] = field(default_factory=dict)
    prints: dict[str, bytes] = field(default_factory=dict)
    same: set[str] = field(default_factory=set)
    details: dict[str, RawPosting] = field(default_factory=dict)
    fetched_at: dict[str, datetime] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    rows: int = 0
    skipped: list[str] = field(default_factory=list)
    undetailed: set[str] = field(default_factory=set)
    undetailed_why: str = ""
    unasked: set[str] = field(default_factory=set)
    deferred: set[str] = field(default_factory=set)
    holes: list[str] = field(default_factory=list)
    employers: list[str] = field(default_factory=list)
    withdrawn: set[str] = field(default_factory=set)
    companies: Counter[str] = field(default_factory=Counter)
    fresh_for: timedelta = timedelta(0)
    total: int | None = None
    pages: int = 0
    lost: int = 0
    unchanged: int = 0

    @property
    def complete(self) -> bool:
        """Whether every posting of the board was seen, so that absence means something."""
        return not self.skipped and not self.holes and self.unread == 0

    @property
    def unread(self) -> int:
        """How many postings the board says it has beyond those it shows."""
        return max(0, (self.total or 0) - self.rows - len(self.skipped))

    @property
    def trouble(self) -> str:
        """What of the board was not read or not understood, in one line; empty where all was."""
        said = []
        if self.skipped:
            said.append(f"{len(self.skipped)} of its postings not understood: {self.skipped[0]}")
        if self.holes:
            more = f", and {len(self.holes) - 1} more like it" if len(self.holes) > 1 else ""
            said.append(f"{self.holes[0]}{more}")
        if self.undetailed:
            said.append(f"the details of {len(self.undetailed)} not read: {self.undetailed_why}")
        return "; ".join(said)

    @property
    def postings(self) -> dict[str, RawPosting]:
        """Every posting that was read, by id: see `posting`."""
        return {id: self.posting(id) for id in self.listed}

    def posting(self, id: str) -> RawPosting:
        """A posting that was read, with its detail where that was fetched."""
        listed = self.listed[id]
        return completed(listed, self.details[id]) if id in self.details else listed


class Traversal:
    """A walk. `news`: the ids of those, of many with their fingerprints, that are to be read.

    `tries`: how often the details of some have failed before; theirs are asked for last.
    `remembered`: what pages showed before, by the key of their request. `pages`: the same after
    this walk, for the next one; nothing while details wait, since an unchanged page would hide
    them. `known`: what the texts of postings came to, by the key of their page's request; `texts`:
    the same after this walk.
    """

    def __init__(
        self,
        kind: SourceKind,
        options: SourceOptions,
        *,
        news: News = list,
        tries: Callable[[str], int] = lambda _: 0,
        remembered: Mapping[str, tuple[Validators, Contents]] | None = None,
        known: Mapping[str, bytes] | None = None,
        details: int = DETAILS,
    ) -> None:
        self.harvest = Harvest()
        self.texts: dict[str, bytes] = {}
        self._shown: dict[str, tuple[Validators, Contents]] = {}
        self._kind = kind
        self._options = options
        self._news = news
        self._tries = tries
        self._remembered = remembered or {}
        self._known = known or {}
        self._pages = deque(kind.requests(options))
        self._asked = {request.key for request in self._pages}
        self._details: deque[tuple[str, Request]] = deque()
        self._wanted: dict[str, str] = {}
        self._allowed = details
        self._failed_in_a_row = 0
        self._throttled = False
        self._weight = 0
        self._listed = False

    def compare(self, news: News, tries: Callable[[str], int]) -> None:
        """What is known of the postings, where it was learnt only now: see the class."""
        self._news, self._tries = news, tries

    @property
    def pages(self) -> Mapping[str, tuple[Validators, Contents]]:
        """What the pages showed, by the key of their request."""
        return {} if self.harvest.deferred or self.harvest.unasked else self._shown

    def next(self) -> Request | None:
        """What to ask for next; None when the walk is over."""
        if self._pages:
            if self.harvest.pages < MAX_PAGES and self._weight < MAX_WEIGHT:
                return self._pages.popleft()
            self._pages.clear()
            most = f"{self.harvest.pages} pages, {self._weight / 2**20:.0f} MB"
            self.harvest.holes.append(f"it is too large; the rest after {most} is not read")
        if not self._listed:
            self._listed, self._weight, self._failed_in_a_row = True, 0, 0
            self._queue_details()
        if not self._details:
            return None
        id, request = self._details.popleft()
        self._wanted[request.key] = id
        return request

    def take(self, page: Page) -> None:
        """Adds what a page holds. Raises ParseError for a list that is not understood."""
        request = page.request or Request(page.url)
        if request.purpose == "detail":
            items = parsed(self._kind, self._options, page)
            self._weight += len(page.body)
            self._complete(request, page, items)
            return
        reading = read(self._kind, self._options, page, self._settled(request))
        self._weight += len(page.body)
        self.harvest.pages += 1
        others = reading.others
        wholes = [item for item in others if isinstance(item, Whole)]
        held = Contents(
            ids=tuple([item.external_id for item in reading.postings]),
            more=tuple(item for item in others if isinstance(item, Request)),
            skipped=tuple(item.reason for item in others if isinstance(item, Skipped)),
            total=max((item.total or 0 for item in wholes), default=None),
        )
        if request.purpose == "page" and held.ids and self.harvest.seen.issuperset(held.ids):
            # Page 2 equal to page 1, or a list that begins again: its end is not known.
            self.harvest.holes.append(f"page {self.harvest.pages} repeats what others showed")
            return
        self._list(request, reading, page.fetched_at)
        self.harvest.employers.extend(item.employer for item in wholes if item.employer)
        gone = (item.external_id for item in others if isinstance(item, Withdrawn))
        self.harvest.withdrawn.update(gone)
        if request.purpose == "list":
            self.harvest.fresh_for = max(self.harvest.fresh_for, page.fresh_for)
        self._count(held)
        self._shown[request.key] = (page.validators, held)

    def _settled(self, request: Request) -> Texts:
        """What is known of the texts of a page, and is not to be read again."""
        known = unpack(self._known.get(request.key, b""))
        news = set(self._news({one.external_id: one.fingerprint for one in known.values()}))
        return {text: one for text, one in known.items() if one.external_id not in news}

    def _list(self, request: Request, reading: Reading, fetched_at: datetime) -> None:
        """Adds the postings of a page, those alone that no page before it has shown."""
        harvest, known = self.harvest, []
        for posting in reading.postings:
            if isinstance(posting, Same):
                harvest.same.add(posting.external_id)
                known.append(posting)
                continue
            id, worded = posting.external_id, fingerprint(posting)
            known.append(Same(id, worded, posting.company))
            if id not in harvest.listed and id not in harvest.same:
                harvest.listed[id], harvest.prints[id] = posting, worded
                harvest.fetched_at[id] = fetched_at
        harvest.companies.update([one.company for one in known if one.company])
        if reading.digests:
            self.texts[request.key] = pack(dict(zip(reading.digests, known, strict=True)))

    def unchanged(self, request: Request) -> None:
        """A page is as it was: it shows what it showed then."""
        if request.key in self._known:
            self.texts[request.key] = self._known[request.key]
        self.harvest.pages += 1
        self.harvest.unchanged += 1
        validators, held = self._remembered[request.key]
        self._count(held)
        self._shown[request.key] = (validators, held)

    def known(self, request: Request) -> Validators:
        """What makes the request conditional; nothing where its page has to come whole."""
        if request.purpose == "detail" or request.key not in self._remembered:
            return Validators()
        return self._remembered[request.key][0]

    def lose(self, request: Request, why: str, *, last: bool = False) -> None:
        """A request failed. A detail is done without, a further page is a hole in the walk.

        `last`: the service wants to be left alone: nothing more is asked for, and no detail counts
        as tried.
        """
        self._failed_in_a_row += 1
        if request.purpose == "detail":
            if not last:
                self.harvest.undetailed_why = self.harvest.undetailed_why or why
            self._undetailed(self._wanted[request.key], last=last)
            return
        self.harvest.pages += 1
        self.harvest.lost += 1
        self.harvest.holes.append(f"page {self.harvest.pages} was not read: {why}")
        self._throttled = self._throttled or last
        if self._pages and (last or self._failed_in_a_row >= GIVE_UP_AFTER):
            self.harvest.holes.append(f"{len(self._pages)} further pages were not asked for")
            self._pages.clear()

    def postpone(self) -> None:
        """No more details in this walk: those that are left wait for the next one."""
        self._leave([id for id, _ in self._details])
        self._details.clear()

    def _count(self, held: Contents) -> None:
        self.harvest.seen.update(held.ids)
        self.harvest.rows += len(held.ids)
        self.harvest.skipped.extend(held.skipped)
        if held.total is not None:
            self.harvest.total = max(self.harvest.total or 0, held.total)
        self._failed_in_a_row = 0
        for request in held.more:
            if request.key not in self._asked:  # a page that leads back to itself ends there
                self._asked.add(request.key)
                self._pages.append(request)

    def _queue_details(self) -> None:
        listed, prints = self.harvest.listed, self.harvest.prints
        leading = {id: prints[id] for id, one in listed.items() if one.detail is not None}
        wanted = [
            (id, detail) for id in self._news(leading) if (detail := listed[id].detail) is not None
        ]
        if self._throttled:
            self.harvest.unasked.update(id for id, _ in wanted)
            return
        wanted.sort(key=lambda one: self._tries(one[0]))
        self._details.extend(wanted[: self._allowed])
        self._leave([id for id, _ in wanted[self._allowed :]])

    def _leave(self, ids: list[str]) -> None:
        # What was tried for before is stored, by what the list says, and holds nothing up.
        self.harvest.unasked.update(id for id in ids if self._tries(id))
        self.harvest.deferred.update(id for id in ids if not self._tries(id))

    def _complete(self, request: Request, page: Page, items: list[Parsed]) -> None:
        id = self._wanted[request.key]
        found = [item for item in items if isinstance(item, RawPosting)]
        if len(found) != 1:
            raise ParseError(f"{len(found)} postings where the detail of one was expected")
        if found[0].external_id != id and found[0].external_id in self.harvest.seen:
            raise ParseError("the detail of another posting")
        self._failed_in_a_row = 0
        self.harvest.details[id] = found[0]
        self.harvest.fetched_at[id] = page.fetched_at
        if self._weight >= MAX_WEIGHT:
            self.postpone()

    def _undetailed(self, id: str, *, last: bool) -> None:
        without = self.harvest.unasked if last else self.harvest.undetailed
        without.add(id)
        if last or self._failed_in_a_row >= GIVE_UP_AFTER:
            without.update(other for other, _ in self._details)
            self._details.clear()


def completed(listed: RawPosting, detail: RawPosting) -> RawPosting:
    """A posting with what its detail adds: where both say something, the detail counts.

    The id stays the list's, by which the posting is known.
    """
    kept = {"external_id", "detail"}
    said = {
        each.name: getattr(detail, each.name)
        for each in fields(detail)
        if each.name not in kept and getattr(detail, each.name)
    }
    if not detail.description:
        del said["markup"]
    return replace(listed, **said)
