"""Job boards. A kind of source is one module in this folder, and its name is the module's.

`SourceKind` below says what such a module offers; `requests` and `parse` are pure. `parse` raises
ParseError for an envelope that it does not understand: broken is not empty. One bad posting among
many it passes over by yielding Skipped. Other packages add kinds by the entry point group
`alertbot.sources`; alertbot.testing judges theirs and ours by the same suite.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib.metadata import entry_points
from typing import ClassVar, Literal, Protocol, TypeVar, cast

from pydantic import BaseModel, ConfigDict

from alertbot.config.values import BaseUrl, Duration
from alertbot.errors import UsageError
from alertbot.model import Page, RawPosting, Request, Skipped, Whole, Withdrawn


class SourceOptions(BaseModel):
    """What every kind of source takes. A kind's Options add its own.

    `private` allows addresses that are not public; `timeout` is the total for one request.
    `company` names the employer where the board's payload does not.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True
    )

    every: Duration | None = None
    base_url: BaseUrl | None = None
    private: bool = False
    timeout: Duration = timedelta(seconds=20)
    company: str | None = None


T = TypeVar("T")
Redistribute = Literal["yes", "attribution", "no"]

Parsed = RawPosting | Request | Skipped | Whole | Withdrawn
"""What a page may hold: postings, what else to ask for, what it says of the whole board and of
postings that are gone."""


@dataclass(frozen=True, slots=True)
class Manners:
    """How a service wants to be read, and what may be done with what it shows.

    `every`: how often a source is polled unless it says otherwise; `floor`: the shortest interval
    that the service allows. `whole_board`: a complete poll shows all postings there are, so absence
    means something; False where it is a window. `pause`: the least time between two requests to
    one host. `robots`: robots.txt is asked first. `redistribute`: whether what is read may be
    passed on to the public: "attribution" means that `credit`, the service's name, has to stand
    beside it with a link; "no" that it may not.
    """

    every: timedelta
    floor: timedelta
    whole_board: bool = True
    pause: timedelta = timedelta(milliseconds=250)
    robots: bool = False
    redistribute: Redistribute = "yes"
    credit: str = ""


class SourceKind(Protocol):
    """What a module of this folder offers.

    It may also say `APART`: see `apart`.
    """

    Options: type[SourceOptions]
    MANNERS: Manners

    @staticmethod
    def requests(options: SourceOptions) -> Iterable[Request]:
        """The requests that a poll starts with."""

    @staticmethod
    def parse(options: SourceOptions, page: Page) -> Iterable[Parsed]:
        """What a page holds.

        A page that came for a posting's `detail` (its request's purpose says so) gives that one
        posting. Raises ParseError.
        """

    @staticmethod
    def recognise(page: Page) -> bool:
        """Whether a page of unknown origin looks like one of this kind: for `inspect`."""

    @staticmethod
    def locate(text: str) -> Iterable[Mapping[str, object]]:
        """The options of every board of this kind that an address, or a page's source, names.

        The most telling first; none where there is no such board in the text.
        """


def terms(kind: SourceKind, options: SourceOptions) -> tuple[Redistribute, str]:
    """(redistribute, credit) of one source: a feed's terms are its host's, whatever its kind."""
    own: Callable[[SourceOptions], tuple[Redistribute, str]] | None = getattr(kind, "terms", None)
    return own(options) if own else (kind.MANNERS.redistribute, kind.MANNERS.credit)


def apart(kind: SourceKind) -> str | None:
    """Under which key of a page in JSON its postings stand ("": the page is their list), if `parse`
    reads each of them by itself; None where it may not.

    By itself: an element comes to one posting at most, by the options and the page's address, and
    whatever else stands on the page; and what else `parse` finds, it does not find in an element.
    """
    own: str | None = getattr(kind, "APART", None)
    return own


class Kinds(Mapping[str, SourceKind]):
    """Every kind of source there is, by name, those of other packages included.

    The names are known at once; a kind is imported when it is first asked for.
    """

    def __init__(self) -> None:
        ours = (module.name for module in pkgutil.iter_modules(__path__))
        self._ours = frozenset(name for name in ours if not name.startswith("_"))
        self._theirs = {
            entry.name: entry
            for entry in entry_points(group="alertbot.sources")
            if entry.name not in self._ours
        }

    def __getitem__(self, name: str) -> SourceKind:
        if name in self._ours:
            return cast(SourceKind, importlib.import_module(f"{__name__}.{name}"))
        theirs = self._theirs[name]
        try:
            return cast(SourceKind, theirs.load())
        except (ImportError, AttributeError, SyntaxError) as error:
            package = theirs.dist.name if theirs.dist else theirs.value
            raise UsageError(
                f"the kind '{name}' of the package {package} cannot be loaded "
                f"({type(error).__name__}: {error}): update or uninstall it"
            ) from None

    def __iter__(self) -> Iterator[str]:
        return iter(sorted({*self._ours, *self._theirs}))

    def __len__(self) -> int:
        return len(self._ours) + len(self._theirs)


class OfKinds(Mapping[str, T]):
    """Something of every kind, by name, got when it is first asked for: `Options`, say."""

    def __init__(self, kinds: Kinds, get: Callable[[SourceKind], T]) -> None:
        self._kinds = kinds
        self._get = get

    def __getitem__(self, name: str) -> T:
        return self._get(self._kinds[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)


def kinds() -> Kinds:
    """Every kind of source there is, by name: see Kinds."""
    return Kinds()
