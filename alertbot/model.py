"""The nouns, frozen. docs/glossary.md has a sentence for each; docs/architecture.md their flow.

    Source --requests--> Request --fetch--> Page --parse--> RawPosting
    RawPosting --reading--> Posting --decide--> Opening --matching--> Match
    Match --decide--> Alert --outbox--> Delivery --send--> Outcome

All moments are aware datetimes in UTC. Amounts are Decimals in units of their currency.
The file is long on purpose: the whole flow, in types, in one place.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any, Literal, NewType, TypeVar

LONGEST_KEY = 500


def bounded(key: str) -> str:
    """The key itself, or of one that no index could hold its beginning and its hash."""
    if len(key) <= LONGEST_KEY:
        return key
    return f"{key[:200]}~{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()}"


class Secret:
    """A token or the like. It prints as ***; only `connect` and the fetcher `reveal` it."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The secret itself."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(***)"

    def __str__(self) -> str:
        return "***"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __reduce__(self) -> str:
        raise TypeError("a Secret is not pickled")


# -- reading a board ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked of a source. `purpose`: the list itself, a further page of it, or a detail.

    `keys` are parameters that hold secrets: the fetcher adds them to the address when it asks, so
    that an address can be stored and shown.
    """

    url: str
    method: Literal["GET", "POST"] = "GET"
    body: bytes = b""
    headers: tuple[tuple[str, str | Secret], ...] = ()
    keys: tuple[tuple[str, Secret], ...] = ()
    purpose: Literal["list", "page", "detail"] = "list"
    cursor: str = ""

    @property
    def key(self) -> str:
        """What tells one request of a source from another: its address, and what is posted."""
        posted = hashlib.sha256(self.body).hexdigest()[:16] if self.body else ""
        url = bounded(self.url)
        return f"{url}#{posted}" if posted else url


@dataclass(frozen=True, slots=True)
class Validators:
    """What makes the next request of the same page conditional. `body_hash` is SHA-256, hex."""

    etag: str = ""
    last_modified: str = ""
    body_hash: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What came back. `url` is the last one after redirects, `content_type` without parameters.

    `fresh_for`: for how long the service says that it will stay as it is (Cache-Control, Expires).
    """

    url: str
    body: bytes
    content_type: str
    fetched_at: datetime
    charset: str = ""
    request: Request | None = None
    validators: Validators = Validators()
    fresh_for: timedelta = timedelta(0)


@dataclass(frozen=True, slots=True)
class Contents:
    """What a page of a list held, in short: it holds the same when it comes back unchanged.

    `ids`: external ids of its postings. `more`: what it led to. `skipped`: why postings of it were
    passed over. `total`: how many it says there are on the whole board.
    """

    ids: tuple[str, ...] = ()
    more: tuple[Request, ...] = ()
    skipped: tuple[str, ...] = ()
    total: int | None = None


@dataclass(frozen=True, slots=True)
class RawPay:
    """Pay as a source's fields state it; amounts as written, None where not given."""

    min: Decimal | None
    max: Decimal | None
    currency: str = ""
    period: str = ""
    where: str = ""
    predicted: bool = False


@dataclass(frozen=True, slots=True)
class RawPlace:
    """A place as a source's fields state it: structured where it has structure, else `text`."""

    text: str = ""
    city: str = ""
    region: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class RawPosting:
    """A posting as its source words it, before anything is read into it.

    Empty means that the source does not say. `description` is HTML or text, as `markup` tells.
    `posted`, `valid_through`: a date or moment in any of the forms that `reading` knows (ISO 8601,
    epoch seconds or milliseconds, "May 13, 2026", "Posted 3 Days Ago").
    `remote_in`: words for the places that a remote posting is open to.
    `detail`: what to ask for to learn the rest, where the list does not say it all. The answer is
    parsed like any page; what the posting in it says goes before what the list said.
    """

    external_id: str
    url: str
    title: str
    company: str = ""
    places: tuple[RawPlace, ...] = ()
    workplace: str = ""
    remote_in: tuple[str, ...] = ()
    pay: tuple[RawPay, ...] = ()
    pay_text: str = ""
    employment_type: str = ""
    level: str = ""
    requisition: str = ""
    department: str = ""
    posted: str = ""
    valid_through: str = ""
    description: str = ""
    markup: Literal["html", "text"] = "html"
    detail: Request | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """What a page says of its board as a whole.

    `employer`: whose board it is, as the payload names it (not as the options do). `total`: how
    many postings there are, those on other pages and those past the service's cap included.
    """

    employer: str = ""
    total: int | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """One posting among many that could not be understood: counted and shown, not fatal."""

    reason: str


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A posting that its page still shows, and says is gone ("applications are closed")."""

    external_id: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where. `region` is ISO 3166-2 (US-WA), `country` ISO 3166-1 alpha-2; None where unknown."""

    text: str
    city: str | None = None
    region: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None


class Workplace(StrEnum):
    ONSITE = "onsite"
    HYBRID = "hybrid"
    REMOTE = "remote"


class Period(StrEnum):
    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


class Basis(StrEnum):
    """Where pay was found: the source's fields, the running text, or somebody's estimate."""

    STATED = "stated"
    TEXT = "text"
    PREDICTED = "predicted"


class Doubt(StrEnum):
    """What is odd about pay that was read: shown, and not guessed away."""

    SWAPPED = "swapped"
    """The minimum stood where the maximum belongs; they are put right."""
    IMPLAUSIBLE = "implausible"
    """Nobody is paid so little, or so much, in such a period: what is meant is not known."""


@dataclass(frozen=True, slots=True)
class Pay:
    """One range. Either bound may be None; `where` is the words for whom or where it holds."""

    min: Decimal | None
    max: Decimal | None
    currency: str | None
    period: Period | None
    where: str | None = None
    basis: Basis = Basis.TEXT
    doubts: tuple[Doubt, ...] = ()


class Level(StrEnum):
    """In rising order, as far as they have one."""

    INTERN = "intern"
    JUNIOR = "junior"
    MID = "mid"
    SENIOR = "senior"
    STAFF = "staff"
    PRINCIPAL = "principal"
    LEAD = "lead"
    MANAGER = "manager"
    DIRECTOR = "director"
    EXECUTIVE = "executive"


class EmploymentType(StrEnum):
    """schema.org's words."""

    FULL_TIME = "FULL_TIME"
    PART_TIME = "PART_TIME"
    CONTRACTOR = "CONTRACTOR"
    TEMPORARY = "TEMPORARY"
    INTERN = "INTERN"
    VOLUNTEER = "VOLUNTEER"
    PER_DIEM = "PER_DIEM"
    OTHER = "OTHER"


PostingKey = tuple[str, str]
"""Source and external id."""


@dataclass(frozen=True, slots=True)
class Posting:
    """One advertisement as one source shows it, read. None is: not said.

    `remote_in`: countries (alpha-2) that a remote posting is open to; () is anywhere.
    `pay_unread`: words about pay that are there and were not understood; None where there are none.
    """

    source: str
    external_id: str
    url: str
    title: str
    company: str | None = None
    places: tuple[Place, ...] = ()
    workplace: Workplace | None = None
    remote_in: tuple[str, ...] | None = None
    pay: tuple[Pay, ...] = ()
    hashtags: tuple[str, ...] = ()
    employment_type: EmploymentType | None = None
    level: Level | None = None
    requisition: str | None = None
    department: str | None = None
    posted_at: datetime | None = None
    valid_through: datetime | None = None
    closes_not_before: datetime | None = None
    description: str = ""
    pay_unread: str | None = None

    @property
    def key(self) -> PostingKey:
        """What makes it this advertisement and no other."""
        return self.source, self.external_id


# -- what is alerted on ---------------------------------------------------------------------

OpeningId = NewType("OpeningId", int)


@dataclass(frozen=True, slots=True)
class Opening:
    """The vacancy behind one or more postings: those still listed first, then the first seen.

    `id` rises; 0 is unstored. `gone`: the keys of its postings that are closed. `reposted_at`: when
    it was last listed anew after it had gone. `changed_at`: when something of it last changed that
    is worth telling. `by_hand`: a person has joined or split it. `held`: it came with a burst, and
    nobody is told of it yet.
    """

    postings: tuple[Posting, ...]
    first_seen: datetime
    id: OpeningId = OpeningId(0)
    closed_at: datetime | None = None
    gone: frozenset[PostingKey] = frozenset()
    reposted_at: datetime | None = None
    changed_at: datetime | None = None
    by_hand: bool = False
    held: bool = False

    @property
    def lead(self) -> Posting:
        """The posting that speaks for the opening: the first."""
        return self.postings[0]

    @property
    def listed(self) -> tuple[Posting, ...]:
        """Its postings that are still there; all of them where none is."""
        still = tuple(posting for posting in self.postings if posting.key not in self.gone)
        return still or self.postings

    @property
    def copies(self) -> int:
        """How many openings it stands for: postings alike in all, the place too, at one source."""
        alike: Counter[tuple[str, frozenset[Place]]] = Counter(
            (posting.source, frozenset(posting.places))
            for posting in self.listed
            if not posting.requisition
        )
        return max(alike.values(), default=1)

    @property
    def title(self) -> str:
        return self.lead.title

    @property
    def company(self) -> str | None:
        return next((posting.company for posting in self.postings if posting.company), None)

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(posting.source for posting in self.postings))

    @property
    def places(self) -> tuple[Place, ...]:
        return tuple(dict.fromkeys(place for posting in self.listed for place in posting.places))

    @property
    def hashtags(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(tag for posting in self.postings for tag in posting.hashtags))

    @property
    def pay(self) -> tuple[Pay, ...]:
        """The pay of the first posting that has any: two sources' ranges are not mixed."""
        return next((posting.pay for posting in self.postings if posting.pay), ())

    @property
    def workplace(self) -> Workplace | None:
        return next((posting.workplace for posting in self.postings if posting.workplace), None)

    @property
    def remote_in(self) -> tuple[str, ...] | None:
        said = (posting.remote_in for posting in self.postings if posting.remote_in is not None)
        return next(said, None)

    @property
    def employment_type(self) -> EmploymentType | None:
        types = (posting.employment_type for posting in self.postings if posting.employment_type)
        return next(types, None)

    @property
    def level(self) -> Level | None:
        return next((posting.level for posting in self.postings if posting.level), None)

    @property
    def posted_at(self) -> datetime | None:
        """The earliest date that any posting states."""
        stated = [posting.posted_at for posting in self.postings if posting.posted_at]
        return min(stated, default=None)

    @property
    def description(self) -> str:
        return self.lead.description


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a condition holds: the condition as the query words it, and the text that decided."""

    condition: str
    text: str


Reasons = tuple[tuple[Evidence, ...], tuple[str, ...]]
"""The `because` and the `unknown` of a match."""


_Keyed = TypeVar("_Keyed", bound=tuple[str, *tuple[Any, ...]])
"""A key, and what else belongs to it."""


class _Later:
    """What the reasons of a match are found out by, and from, when somebody first asks for them."""

    __slots__ = ("told_by", "told_of")

    told_by: Callable[[Any], Reasons] | None
    told_of: Any


@dataclass(frozen=True, slots=True)
class Match(_Later):
    """An opening fits a search. `unknown`: what the posting does not say, and passed for it."""

    key: str
    because: tuple[Evidence, ...] = ()
    unknown: tuple[str, ...] = ()

    @classmethod
    def each_later(cls, some: Iterable[_Keyed], why: Callable[[_Keyed], Reasons]) -> list[Match]:
        """A match for each of these, by its key, of which `why` gives the reasons when one of them
        is first read."""
        found: list[Match] = []
        new = object.__new__
        for one in some:
            made: Any = new(_Making)
            made.key = one[0]
            made.told_by = why
            made.told_of = one
            made.__class__ = cls
            found.append(made)
        return found

    def __getattr__(self, name: str) -> Any:
        """Called for what is not set yet, and so once for a match."""
        if name not in ("because", "unknown"):
            raise AttributeError(name)
        why, of = self.told_by, self.told_of
        if why is not None:  # else another thread has just found it out
            because, unknown = why(of)
            found = {"because": because, "unknown": unknown, "told_by": None, "told_of": None}
            for attribute, value in found.items():
                object.__setattr__(self, attribute, value)
        return object.__getattribute__(self, name)


class _Making(Match):
    """A match before it is frozen: there may be a thousand, and so it costs a quarter."""

    __slots__ = ()
    __setattr__ = object.__setattr__
    __delattr__ = object.__delattr__


class Life(StrEnum):
    """What can happen to an opening."""

    NEW = "new"
    CHANGED = "changed"
    CLOSED = "closed"
    REOPENED = "reopened"
    REPOSTED = "reposted"
    MERGED = "merged"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed, from what, to what; words for people, empty where nothing was said."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class News:
    """What happened to an opening. `said`: why, for people, where that is not plain."""

    what: Life
    at: datetime
    differences: tuple[Difference, ...] = ()
    said: str = ""


# -- saying it ------------------------------------------------------------------------------


class Occasion(StrEnum):
    """What an alert about one opening is for. One alert an (opening, destination, occasion)."""

    NEW = "new"
    REPOSTED = "reposted"
    PAY_RAISED = "pay_raised"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class OpeningAlert:
    """One opening, and the searches of this destination that it fits.

    `differences`: what has changed, where that is the occasion.
    """

    opening: Opening
    matches: tuple[Match, ...]
    occasion: Occasion = Occasion.NEW
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """What one search found when it or a source of it was new.

    `total` counts all that match; `best` names five at most, of the last two weeks or undated.
    `source`: that of a burst which was held; then they are new, whatever their dates say. `known`:
    how many more there are that the destination has been told of, where the search was changed.
    """

    search: str
    total: int
    best: tuple[Opening, ...]
    source: str = ""
    known: int = 0


@dataclass(frozen=True, slots=True)
class Summary:
    """What is there already: one message a destination and round, a section a search.

    `unread`: how many sources of these searches have not been read yet.
    """

    sections: tuple[Section, ...]
    unread: int = 0


@dataclass(frozen=True, slots=True)
class Notice:
    """A word to the operator: a paused destination, a silent board, dead letters."""

    text: str


LINES = 20
"""Openings that a digest names at most."""

Why = Literal["search", "quiet", "over"]
"""What a digest is for: its searches ask for it, it was quiet, or there were too many alerts."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one search has to say in a digest, the best first."""

    search: str
    alerts: tuple[OpeningAlert, ...]


@dataclass(frozen=True, slots=True)
class Digest:
    """Alerts that were not to be said when they came up, together: each opening once.

    `id`: the delivery under which all of them are listed. `total`: how many there are, those that
    the `parts` leave out included; 0 where all have closed meanwhile, and nothing is to be said.
    """

    id: int
    why: Why
    total: int
    parts: tuple[Part, ...] = ()


Alert = OpeningAlert | Digest | Summary | Notice


@dataclass(frozen=True, slots=True)
class Context:
    """What a renderer needs beside the alert.

    `now` is the moment of sending, for ages. `repeated`: an earlier copy may have arrived.
    `late`: how long the alert has waited, where that is worth saying, else None. `credits`: by
    source, the service whose terms ask to be named, with a link, where its postings are shown.
    """

    now: datetime
    repeated: bool = False
    late: timedelta | None = None
    credits: Mapping[str, str] = field(default_factory=dict)


# -- sending --------------------------------------------------------------------------------


class Scope(StrEnum):
    """How far a rejection reaches."""

    MESSAGE = "message"
    DESTINATION = "destination"
    CREDENTIAL = "credential"


@dataclass(frozen=True, slots=True)
class Delivered:
    """The service has taken it. `ref` is its own name for the message, fit for editing it.

    `address`: the service's lasting id of the chat, where it differs from the configured name.
    """

    ref: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Throttled:
    """Not taken, and not to be offered again before `wait` is over. Costs no attempt."""

    wait: timedelta


@dataclass(frozen=True, slots=True)
class Failed:
    """Certainly not taken; worth trying again."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Certainly not taken, and will not be while things are as they are.

    `moved_to`: the address that the chat has now, where the service tells.
    """

    reason: str
    scope: Scope
    moved_to: str = ""


@dataclass(frozen=True, slots=True)
class Unknown:
    """The service may or may not have taken it."""

    reason: str


Outcome = Delivered | Throttled | Failed | Rejected | Unknown


@dataclass(frozen=True, slots=True)
class Found:
    """A look back found the message: it had arrived."""

    ref: str


@dataclass(frozen=True, slots=True)
class NotFound:
    """A look back went through, and the message is not there."""


@dataclass(frozen=True, slots=True)
class CannotLook:
    """This service, or this credential, has no way to look."""

    reason: str


Look = Found | NotFound | CannotLook | Throttled | Failed


@dataclass(frozen=True, slots=True)
class Address:
    """A chat on a channel: as the configuration names it, and the service's lasting id if known."""

    name: str
    resolved: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A rendered alert, ready for one service.

    `text` is complete by itself: the fallback, and what a screen reader reads. `body` is the
    service's own form of it (Slack: blocks as JSON; Telegram: HTML), empty where text is all.
    """

    text: str
    body: str = ""

    def plain(self) -> Message:
        """The same without the service's own form: for a service that refuses that form."""
        return Message(self.text)
