"""A kind of source from another package: found by its entry point, judged as ours are, and run."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot import Bot
from tests.bot import bot as running

MODULE = """
from datetime import timedelta
import json

from alertbot.errors import ParseError
from alertbot.model import RawPosting, Request, Skipped
from alertbot.sources import Manners, SourceOptions

MANNERS = Manners(every=timedelta(hours=1), floor=timedelta(minutes=5))


class Options(SourceOptions):
    ship: str


def requests(options):
    yield Request(f"{options.base_url or 'https://ships.example'}/crew/{options.ship}.json")


def parse(options, page):
    try:
        crew = json.loads(page.body)["crew"]
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ParseError("no crew list") from None
    if not isinstance(crew, list):
        raise ParseError("no crew list")
    return [
        RawPosting(str(one["no"]), "https://ships.example/", str(one["rank"]).strip())
        if isinstance(one, dict) and one.get("no") and str(one.get("rank", "")).strip()
        else Skipped("no rank")
        for one in crew
    ]


def recognise(page):
    return page.body.startswith(b'{"crew"')


def locate(text):
    return ()
"""
JUDGE = """
from alertbot import sources
from alertbot.testing import conformance

kind = sources.kinds()["ships"]
options = kind.Options(ship="beagle")
sample = conformance.page(b'{"crew": [{"no": 1, "rank": "Cook"}]}', "application/json")
conformance.declares_manners(kind)
conformance.asks_politely(kind, options)
conformance.refuses_the_broken(kind, options)
conformance.is_never_half_believed(kind, options, sample)
conformance.ends_where_pages_repeat(kind, options, sample)
conformance.does_without_details(kind, options, sample)
assert conformance.reads(kind, options, sample)[0].title == "Cook"
"""


@pytest.fixture
def bot(tmp_path: Path) -> Iterator[Bot]:
    """A bot beside which a package with a kind of its own is installed."""
    with running(tmp_path) as one:
        yield one


def installed(folder: Path) -> Path:
    """A folder to put on the path, as pip would leave it."""
    site = folder / "site"
    info = site / "alertbot_ships-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "alertbot_ships.py").write_text(MODULE)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: alertbot-ships\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[alertbot.sources]\nships = alertbot_ships\n")
    return site


def run(bot: Bot, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=bot.folder,
        env={"PYTHONPATH": str(installed(bot.folder)), "PATH": "", **bot.env},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_it_is_judged_by_the_suite_that_judges_ours(bot: Bot) -> None:
    done = run(bot, "-c", JUDGE)
    assert (done.returncode, done.stderr) == (0, "")


def test_it_is_polled_like_any_other(bot: Bot) -> None:
    bot.to = ("screen",)
    bot.source("beagle", "ships", ship="beagle")
    bot.searches = {"cooks": "cook"}
    bot.write()
    crew = {"crew": [{"no": 1, "rank": "Cook"}, {"no": 2, "rank": "Surgeon"}]}
    bot.board.serve("/crew/beagle.json", json.dumps(crew).encode())
    done = run(bot, "-m", "alertbot", "run", "--once")
    assert (done.returncode, done.stderr) == (0, "")
    assert "cooks: 1 matches now" in done.stdout


def test_a_package_that_cannot_be_loaded_is_named(bot: Bot) -> None:
    info = installed(bot.folder) / "alertbot_ships-1.0.dist-info"
    (info / "entry_points.txt").write_text("[alertbot.sources]\nships = no_such_module\n")
    bot.to = ("screen",)
    bot.source("beagle", "ships", ship="beagle")
    bot.write()
    done = subprocess.run(
        [sys.executable, "-m", "alertbot", "check"],
        cwd=bot.folder,
        env={"PYTHONPATH": str(info.parent), "PATH": "", **bot.env},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "the kind 'ships' of the package alertbot-ships cannot be loaded" in done.stderr
    assert len(done.stderr.splitlines()) == 1
