"""`python3 dev.py run`: two invented boards on this machine that post something every few seconds,
read, matched and alerted on by the same poller, store and dispatcher as any other board."""

from __future__ import annotations

import asyncio
import itertools
import random
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from alertbot.app import App, opened
from alertbot.cli import configuration
from alertbot.cli.running import now, stop_on_signals
from alertbot.testing import Board, greenhouse_job, lever_posting

BEGIN_WITH = 6
"""Postings that each board has at first: they are summarised, not alerted."""

EVERY = timedelta(seconds=3)
LATER = timedelta(seconds=30)
ALERTS = 10

_INTRO = """\
Two invented job boards run on this machine and post something every few seconds.
alertbot polls them, tells openings apart, matches them against two searches (config/demo.yaml)
and alerts below. Nothing leaves this machine. Ctrl-C ends it.
"""

NEXT = """
That was the demonstration. For boards of your own, in Slack, Telegram or a terminal:
  .venv/bin/alertbot init    asks for them, and writes alertbot.yaml
  .venv/bin/alertbot run     watches them
The demonstration goes on, slowly; Ctrl-C ends it.
"""


async def show(path: Path) -> int:
    """Runs the demonstration until it is stopped. Answers the exit code."""
    with Board() as board, tempfile.TemporaryDirectory(prefix="alertbot-demo-") as folder:
        _fill(board)
        extra = {"DEMO_BOARD": board.url, "DEMO_FOLDER": folder}
        config = configuration.loaded(path, extra=extra).config
        print(_INTRO, flush=True)
        stop = stop_on_signals()
        async with opened(config, clock=now, chance=random.random) as app:
            posting = asyncio.create_task(_post(board, app))
            await app.serve(stop)
            posting.cancel()
            await asyncio.gather(posting, return_exceptions=True)
        print("\nstopped")
    return 0


def _fill(board: Board) -> None:
    age = timedelta(days=2)
    board.greenhouse(
        "contoso",
        [greenhouse_job(number, posted=now() - age) for number in range(1, BEGIN_WITH + 1)],
    )
    board.lever(
        "northwind",
        [lever_posting(number, posted=now() - age) for number in range(101, 101 + BEGIN_WITH)],
    )


async def _post(board: Board, app: App) -> None:
    """Posts what the searches want, with something else now and then, and slows down in the end."""
    told = False
    for number, (title, place, pay) in enumerate(_openings(), start=1000):
        pause = LATER if told else EVERY
        await asyncio.sleep(pause.total_seconds())
        _put(board, number, title, place, pay)
        if app.delivered > ALERTS and not told:
            print(NEXT, flush=True)
            told = True


def _openings() -> Iterator[tuple[str, str, str]]:
    titles = itertools.cycle(
        (
            "Sr. Software Engineer - Distributed Systems",
            "Site Reliability Engineer (SRE), Messaging",
            "Account Executive, Retail",
            "Software Engineer II, Event Delivery",
            "Data Engineer, Streaming",
            "Staff Software Engineer - Storage",
            "Office Manager",
        )
    )
    places = itertools.cycle(("Redmond, WA", "Berlin, Germany", "Seattle, WA", "Remote (US only)"))
    pays = itertools.cycle(
        (
            "The base pay range for this role is USD $158,400 - $258,000 per year.",
            "",
            "The base pay range for this role is $72 - $95 per hour.",
        )
    )
    return zip(titles, places, pays, strict=False)


def _put(board: Board, number: int, title: str, place: str, pay: str) -> None:
    """Posts an opening: on one board, or on the other one for two cities, as two postings."""
    tags = ("pubsub", "messaging") if "Engineer" in title else ()
    if number % 2:
        workplace = "remote" if place.startswith("Remote") else "onsite"
        job = lever_posting(
            number,
            title,
            place=place,
            pay=pay,
            hashtags=tags,
            workplace=workplace,
            posted=now(),
        )
        board.add_lever("northwind", job)
        return
    job = greenhouse_job(number, title, place=place, pay=pay, hashtags=tags, posted=now())
    board.add_greenhouse("contoso", job)
    board.add_greenhouse(
        "contoso", job | {"id": number + 5000, "location": {"name": "Bellevue, WA"}}
    )
