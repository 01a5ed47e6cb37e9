"""What has scrolled out of a window closes by its own page, and by nothing less."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from sqlite3 import connect

import pytest

from alertbot import lookback, sources
from alertbot.config import SourceConfig
from alertbot.fetcher import Fetcher
from alertbot.poller import Poller, Result
from alertbot.searches import Searches
from alertbot.store import Store
from alertbot.store.register import Watched
from alertbot.testing import Board, Fault
from tests.laid import laid

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
KINDS = sources.kinds()
HTML = "text/html; charset=utf-8"
TITLES = ("Pump Keeper", "Night Watch", "Glass Blower", "Bell Founder", "Rope Maker", "Map Drawer")
FILLED = "<p>This position has been filled.</p>"


class Scene:
    """A feed and its postings' pages on loopback, one database, a clock that the test turns."""

    def __init__(self, board: Board, folder: Path) -> None:
        self.board = board
        self.file = folder / "alertbot.db"
        self.store = Store(laid(self.file))
        self.store.register.sync_sources({"feed": Watched("asks", "reads", HOUR)}, NOW)
        self.now = NOW
        self.options: dict[str, object] = {"url": f"{board.url}/feed.xml"}
        self.links = board.url
        self._heard = 0

    def show(self, *numbers: int) -> None:
        """Puts these into the window."""
        items = "".join(
            f"<item><title>{TITLES[number]}</title><link>{self.links}/jobs/{number}</link>"
            f'<guid isPermaLink="false">{number}</guid>'
            f"<description>You are the {TITLES[number]} of Contoso.</description></item>"
            for number in numbers
        )
        feed = f'<rss version="2.0"><channel><title>Work</title>{items}</channel></rss>'
        self.board.serve("/feed.xml", feed.encode(), "application/rss+xml")

    def page(self, number: int, said: str = "", *, title: str = "", rest: str = "") -> None:
        """A posting's own page."""
        name = title or TITLES[number]
        text = (
            f"<html><head><title>{name}</title></head><body><h1>{name}</h1>{said}"
            f"<p>You are the {name} of Contoso.</p>{rest}</body></html>"
        )
        self.board.serve(f"/jobs/{number}", text.encode(), HTML)

    def polls(
        self, times: int = 1, every: timedelta = DAY, kind: str = "rss", name: str = "feed"
    ) -> list[Result]:
        """So many polls by one process, the clock put on before each."""
        options = KINDS[kind].Options.model_validate(
            {"private": True, "timeout": "2s", **self.options}
        )
        source = SourceConfig(name, kind, options, HOUR)

        async def scenario() -> list[Result]:
            async with Fetcher(clock=lambda: self.now) as fetcher:
                one = Poller(
                    self.store,
                    fetcher,
                    KINDS,
                    Searches(()),
                    clock=lambda: self.now,
                    chance=lambda: 0.5,
                )
                results = []
                for _ in range(times):
                    self.now += every
                    results.append(await one.poll(source))
                return results

        return asyncio.run(scenario())

    def asked(self) -> list[str]:
        """The numbers of the postings whose pages were asked for, in order, since last asked."""
        paths = [one.path for one in self.board.requests]
        new, self._heard = paths[self._heard :], len(paths)
        return [path.removeprefix("/jobs/") for path in new if path.startswith("/jobs/")]

    def rows(self, query: str) -> Sequence[tuple[object, ...]]:
        with closing(connect(self.file)) as raw:
            return raw.execute(query).fetchall()

    @property
    def closed(self) -> list[str]:
        query = "SELECT external_id FROM postings WHERE closed_at IS NOT NULL ORDER BY 1"
        return [str(row[0]) for row in self.rows(query)]


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    """The postings 0 and 1 were seen, and have scrolled out; 2 is there, and has its page."""
    with Board() as board:
        one = Scene(board, tmp_path)
        one.show(0, 1)
        one.polls()
        one.show(2)
        for number in range(3):
            one.page(number)
        one.asked()
        yield one
        one.store.close()


def test_one_whose_page_has_gone_is_closed_and_the_news_says_why(scene: Scene) -> None:
    scene.board.remove("/jobs/0")
    (result,) = scene.polls()
    assert (result.new, result.error, result.trouble) == (1, "", "")
    assert scene.closed == ["0"]
    news = scene.rows("SELECT what, said FROM news WHERE what = 'closed'")
    assert news == [("closed", "its page says so")]
    assert scene.rows("SELECT count(*) FROM sightings WHERE until IS NOT NULL") == [(1,)]


def test_one_whose_page_says_so_is_closed(scene: Scene) -> None:
    scene.page(1, FILLED)
    scene.polls()
    assert scene.closed == ["1"]


def test_one_that_is_still_there_rests_for_three_days(scene: Scene) -> None:
    scene.polls()
    assert sorted(scene.asked()) == ["0", "1"]
    scene.polls(2)
    assert scene.asked() == []
    scene.page(0, FILLED)
    scene.polls()
    assert sorted(scene.asked()) == ["0", "1"]
    assert scene.closed == ["0"]


def test_a_day_has_to_pass_before_its_page_is_asked(scene: Scene) -> None:
    scene.polls(1, every=timedelta(hours=23))
    assert scene.asked() == []
    scene.polls(1, every=HOUR)
    assert sorted(scene.asked()) == ["0", "1"]


def test_three_at_most_and_the_least_recently_looked_at_first(scene: Scene) -> None:
    scene.show(0, 1, 2, 3, 4)
    scene.polls(1, every=HOUR)
    scene.show(5)
    for number in range(6):
        scene.page(number)
    scene.asked()
    scene.polls(1, every=DAY)
    assert sorted(scene.asked()) == ["0", "1", "2"]
    scene.polls(1, every=HOUR)
    assert sorted(scene.asked()) == ["3", "4"]
    scene.polls(1, every=HOUR)
    assert scene.asked() == []


def test_a_host_that_answers_404_to_all_proves_nothing(scene: Scene) -> None:
    for number in range(3):
        scene.board.remove(f"/jobs/{number}")
    scene.polls()
    assert scene.closed == []
    assert sorted(scene.asked()) == ["0", "1", "2"], "one that is listed is asked for, once"


def test_gone_for_good_needs_no_second_page(scene: Scene) -> None:
    scene.board.fail(Fault.status(410), when="/jobs/0")
    scene.polls()
    assert scene.closed == ["0"]
    assert sorted(scene.asked()) == ["0", "1"]


def test_whatever_else_it_answers_proves_nothing(scene: Scene) -> None:
    cards = "<li>Night Watch</li><li>This position has been filled.</li>"
    careers = f"<title>Careers</title><h1>Careers</h1><ul>{cards}</ul>"
    scene.board.serve("/careers", careers.encode(), HTML)
    faults = [
        Fault.status(403),
        Fault.status(500),
        Fault.status(451),
        Fault.drop_before(),
        Fault.redirect_loop(),
        Fault.redirect("/careers"),
        Fault.html(503),
        Fault.raw(b"HTTP/9 nonsense\r\n\r\n"),
    ]
    for fault in faults:
        scene.board.heal()
        scene.board.fail(fault, times=None, when="/jobs/")
        (result,) = scene.polls(1, every=4 * DAY)
        assert result.error == ""
        assert "0" in scene.asked()
        assert scene.closed == []


def test_a_list_that_speaks_of_what_was_asked_for_counts(scene: Scene) -> None:
    sorry = "<title>Careers</title><p>Sorry, the job you were looking for is no longer open.</p>"
    scene.board.serve("/careers", sorry.encode(), HTML)
    scene.board.fail(Fault.redirect("/careers"), when="/jobs/0")
    scene.polls()
    assert scene.closed == ["0"]


def test_words_elsewhere_on_its_page_prove_nothing(scene: Scene) -> None:
    script = "<script>const texts = {gone: 'This position has been filled.'}</script>"
    hidden = f'<div style="display: none">{FILLED}</div>'
    others = f"{'<p>A duty.</p>' * 30}<div class=similar-jobs><h3>Bell Founder</h3>{FILLED}</div>"
    scene.page(0, script + hidden, rest=others)
    scene.page(1, "<p>Once this position has been filled, it is taken down.</p>")
    scene.polls()
    assert scene.closed == []


@pytest.mark.parametrize(
    ("last", "title", "gone"),
    [
        ("2026-11-28", TITLES[0], True),
        ("2026-11-28", TITLES[3], False),
        ("2026-11-01", TITLES[0], False),
        ("2026-11-29", TITLES[0], False),
        ("2026-11-30", TITLES[0], False),
        ("", TITLES[0], False),
    ],
)
def test_a_last_day_that_has_passed_since(scene: Scene, last: str, title: str, gone: bool) -> None:
    node = {"@type": "JobPosting", "title": title, "validThrough": last, "description": "Work."}
    scene.page(0, f'<script type="application/ld+json">{json.dumps(node)}</script>')
    scene.polls(1, every=timedelta(days=2))
    assert scene.closed == (["0"] if gone else [])


def test_a_host_that_fails_twice_is_asked_no_more(scene: Scene) -> None:
    scene.show(0, 1, 3)
    scene.polls(1, every=HOUR)
    scene.show(2)
    scene.asked()
    scene.board.fail(Fault.status(500), times=None, when="/jobs/")
    scene.polls()
    assert len(scene.asked()) == lookback.FAILURES


def test_a_host_that_asks_us_to_wait_is_left_alone_and_its_feed_is_not(scene: Scene) -> None:
    scene.board.fail(Fault.status(429, {"Retry-After": "82800"}), when="/jobs/")
    scene.show(2, 3)
    scene.polls()
    assert len(scene.asked()) == 1
    (result,) = scene.polls(1, every=HOUR)
    assert result.error == ""


def test_what_robots_txt_forbids_is_not_asked(scene: Scene) -> None:
    scene.board.serve("/robots.txt", b"User-agent: *\nDisallow: /jobs/\n", "text/plain")
    scene.page(0, FILLED)
    scene.polls()
    assert scene.asked() == []
    assert scene.closed == []


def test_an_unchanged_feed_is_a_healthy_poll_too(scene: Scene) -> None:
    scene.polls()
    scene.page(0, FILLED)
    results = scene.polls(3)
    assert all(result.unchanged for result in results)
    assert scene.closed == ["0"]


def test_one_that_comes_back_into_the_window_is_open_again(scene: Scene) -> None:
    scene.page(0, FILLED)
    scene.polls()
    assert scene.closed == ["0"]
    scene.show(0, 2)
    scene.polls()
    assert scene.closed == []
    said = [row[0] for row in scene.rows("SELECT what FROM news ORDER BY id")]
    assert said.count("reopened") == 1
    assert said.count("new") == 3


def test_where_the_host_is_stood_in_for_nobody_else_is_asked(scene: Scene) -> None:
    scene.options = {"url": "https://contoso.example/feed.xml", "base_url": scene.board.url}
    scene.page(0, FILLED)
    scene.links = "http://elsewhere.invalid"
    scene.show(2, 3)
    scene.polls()
    assert scene.closed == ["0"], "this one's address is the stand-in's"
    scene.show(2)
    scene.polls(2)
    looked = scene.rows("SELECT external_id FROM postings WHERE looked_at IS NOT NULL ORDER BY 1")
    assert looked == [("0",), ("1",)]


def test_a_failed_poll_looks_at_nothing(scene: Scene) -> None:
    scene.board.fail(Fault.status(500), when="/feed.xml")
    (result,) = scene.polls()
    assert result.error
    assert scene.asked() == []


def test_a_window_that_is_not_read_to_its_end_looks_at_nothing(scene: Scene) -> None:
    """Two pages of a service, of which the second fails."""
    row: dict[str, object] = {
        "slug": "a",
        "company_name": "Contoso",
        "title": TITLES[0],
        "description": "Work.",
    }
    row |= {"url": f"{scene.board.url}/jobs/0", "created_at": int(NOW.timestamp())}
    first = {"data": [row], "links": {"next": "2"}, "meta": {"current_page": 1}}
    scene.board.serve("/api/job-board-api", json.dumps(first).encode())
    second = {"data": [{**row, "slug": "b", "url": f"{scene.board.url}/jobs/1"}]}
    scene.board.serve("/api/job-board-api?page=2", json.dumps(second).encode())
    scene.store.register.sync_sources({"two": Watched("asks", "reads", HOUR)}, NOW)
    scene.options = {"base_url": scene.board.url}
    (result,) = scene.polls(1, kind="arbeitnow", name="two")
    assert result.found == 2
    second["data"] = []
    scene.board.serve("/api/job-board-api?page=2", json.dumps(second).encode())
    scene.board.fail(Fault.status(500), when=lambda asked: "page=2" in asked.query)
    (result,) = scene.polls(1, every=2 * DAY, kind="arbeitnow", name="two")
    assert "page 2 was not read" in result.trouble
    assert scene.asked() == []
    scene.polls(1, kind="arbeitnow", name="two")
    assert scene.asked() == ["1"]


def test_a_page_that_takes_all_the_time_is_given_up_and_its_host_left_alone(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookback, "WITHIN", timedelta(seconds=0.2))
    scene.board.fail(Fault.slow(1), times=None, when="/jobs/")
    (result,) = scene.polls()
    assert (result.error, result.new) == ("", 1)
    assert len(scene.asked()) == 1
    assert scene.closed == []


def test_an_old_one_is_closed_though_something_in_the_window_is_not_understood(
    scene: Scene,
) -> None:
    scene.board.fail(Fault.status(403), times=None, when="/jobs/")
    feed = (
        "<rss version='2.0'><channel><title>Work</title><item><title>Rope Maker</title>"
        f"<link>{scene.links}/jobs/4</link></item><item><guid>5</guid></item></channel></rss>"
    )
    scene.board.serve("/feed.xml", feed.encode(), "application/rss+xml")
    (result,) = scene.polls(1, every=timedelta(days=59))
    assert "not understood" in result.trouble
    assert scene.closed == []
    scene.board.serve("/feed.xml", feed.replace("Rope", "Net").encode(), "application/rss+xml")
    scene.polls(1, every=2 * DAY)
    assert scene.closed == ["0", "1"]


# -- a page that is a source by itself ----------------------------------------------------------


def lone(scene: Scene, said: str = "", *, node: bool = False) -> Result:
    """A poll of a source that is one posting's page."""
    described = {"@type": "JobPosting", "title": TITLES[0], "description": "Work at the pumps."}
    script = f'<script type="application/ld+json">{json.dumps(described)}</script>' if node else ""
    facts = (
        "<p>Company: Contoso</p><p>Location: Reno, NV</p><p>Salary: $30 - $35 per hour</p>"
        "<p>Job type: Full-time</p><h2>Responsibilities</h2><p>You keep the pumps going.</p>"
        "<h2>Requirements</h2><p>You have kept pumps for five years.</p><a href=/apply>Apply</a>"
    )
    scene.page(0, script + said, rest=facts)
    scene.options = {"url": f"{scene.board.url}/jobs/0", "company": "Contoso"}
    (result,) = scene.polls(1, kind="page", name="page")
    return result


def is_closed(scene: Scene) -> list[bool]:
    query = "SELECT closed_at IS NOT NULL FROM postings WHERE source = 'page'"
    return [bool(row[0]) for row in scene.rows(query)]


@pytest.fixture
def page(scene: Scene) -> Scene:
    scene.store.register.sync_sources({"page": Watched("asks", "reads", HOUR)}, NOW)
    return scene


@pytest.mark.parametrize("node", [True, False])
def test_a_lone_page_that_says_so_closes_its_posting(page: Scene, node: bool) -> None:
    assert lone(page, node=node).new == 1
    assert lone(page, FILLED, node=node).error == ""
    assert is_closed(page) == [True]
    assert lone(page, node=node).error == ""
    assert is_closed(page) == [False]
    said = page.rows("SELECT said FROM news WHERE what = 'closed'")
    assert said == [("its page says so",)]


def test_one_that_is_gone_from_the_first_is_not_taken(page: Scene) -> None:
    assert lone(page, FILLED, node=True).new == 0
    assert is_closed(page) == []
    assert lone(page, node=True).new == 1


def test_a_page_that_says_no_more_than_that_closes_it_and_fails(page: Scene) -> None:
    lone(page, node=True)
    page.board.serve("/jobs/0", f"<h1>Contoso</h1>{FILLED}".encode(), HTML)
    (result,) = page.polls(1, kind="page", name="page")
    assert "the posting is gone" in result.error
    assert is_closed(page) == [True]
    assert lone(page, node=True).error == ""
    assert is_closed(page) == [False], "it is as it was before, and read anew"
