"""The services that the bot is played with: what each of them can and cannot say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from tests.replay import boards, walks, windows
from tests.replay.ads import Ad
from tests.replay.shelf import Shelf
from tests.replay.wording import Served, guid, page_of, site, slug, uuid_of, workday_path

PAGES: Mapping[str, Callable[[Shelf, Sequence[Ad], datetime], Iterator[Served]]] = {
    "greenhouse": boards.greenhouse,
    "lever": boards.lever,
    "ashby": boards.ashby,
    "personio": boards.personio,
    "workday": walks.workday,
    "smartrecruiters": walks.smartrecruiters,
    "page": walks.page,
    "rss": windows.rss,
    "remoteok": windows.remoteok,
}


@dataclass(frozen=True, slots=True)
class Service:
    """What one kind of source can say.

    `whole`: it shows the whole board, so that absence closes. `requisitions`: its payload has them.
    `places`: more than one a posting. `detailed`: the text stands in details, which are asked for
    when the list words a posting anew. `says_empty`: a list without postings is told from one that
    is broken. `page`: postings on a page of its list, 0 for all. `base`: how many postings a board
    begins with.
    """

    kind: str
    whole: bool = True
    requisitions: bool = False
    places: bool = True
    detailed: bool = False
    says_empty: bool = True
    page: int = 0
    base: int = 14

    def options(self, shelf: Shelf) -> dict[str, object]:
        """The source's options but for base_url."""
        return _options(self.kind, shelf)

    def external_id(self, ad: Ad, shelf: Shelf) -> str:
        """The id by which the bot knows a posting."""
        match self.kind:
            case "lever" | "ashby":
                return uuid_of(ad)
            case "workday":
                return workday_path(ad).rpartition("/")[2]
            case "page":
                return page_of(ad, shelf)
            case "rss":
                return guid(ad, shelf)
            case _:
                return str(ad.number)

    def pages(self, shelf: Shelf, now: datetime) -> Iterator[Served]:
        """Everything that is served for a board as it is now."""
        yield from PAGES[self.kind](shelf, shelf.shown(), now)


GREENHOUSE = Service("greenhouse", requisitions=True)
LEVER = Service("lever")
ASHBY = Service("ashby")
WORKDAY = Service("workday", requisitions=True, detailed=True, page=walks.WORKDAY_PAGE, base=45)
SMARTRECRUITERS = Service(
    "smartrecruiters",
    requisitions=True,
    places=False,
    detailed=True,
    page=walks.SMARTRECRUITERS_PAGE,
    base=120,
)
PERSONIO = Service("personio")
PAGE = Service("page", detailed=True, says_empty=False)
RSS = Service("rss", whole=False, base=20)
REMOTEOK = Service("remoteok", whole=False, places=False, base=20)

WHOLE = (GREENHOUSE, LEVER, ASHBY, WORKDAY, SMARTRECRUITERS, PERSONIO, PAGE)
WINDOWS = (RSS, REMOTEOK)
ALL = (*WHOLE, *WINDOWS)


def _options(kind: str, shelf: Shelf) -> dict[str, object]:
    name = slug(shelf.company)
    match kind:
        case "greenhouse" | "ashby" | "smartrecruiters":
            return {"board": name}
        case "lever" | "personio":
            return {"site": name}
        case "workday":
            return {"url": f"https://{shelf.name}.wd5.myworkdayjobs.com/Careers"}
        case "page":
            return {"url": f"{site(shelf)}/jobs"}
        case "rss":
            return {"url": f"{site(shelf)}/feed.xml"}
        case _:
            return {}
