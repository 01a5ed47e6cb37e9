"""The page the project began with, and every recorded board, through the commands themselves.

Skipped where ../shared is not: that material is no part of the project.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alertbot.testing import greenhouse_job
from tests.bot import Bot, Done, bot

SHARED = Path(__file__).parents[2] / "shared"
SEED = SHARED / "seed" / "posting.txt"
CORPUS = SHARED / "corpus"

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="../shared is not here")

GLUED = {
    "canbeand": "can be and",
    "careersfurther": "careers further",
    "ofmorepossibilities": "of more possibilities",
    "skyisthelimitthinkingina": "sky is the limit thinking in a",
    "real-timeanalytics,and": "real-time analytics, and",
    "ourportfolioincludeMicrosoft": "our portfolio include Microsoft",
}


def inspected(folder: Path, text: str) -> dict[str, object]:
    with bot(folder) as one:
        (folder / "posting.txt").write_text(text, encoding="utf-8")
        done: Done = one.run("inspect", "posting.txt", "--json", "--url", "https://x.example/1")
    assert (done.returncode, done.stderr) == (0, "")
    (line,) = done.stdout.splitlines()
    found: dict[str, object] = json.loads(line)
    return found


def test_the_seed_page(tmp_path: Path) -> None:
    found = inspected(tmp_path, SEED.read_text(encoding="utf-8"))
    assert found["title"] == "Sr. Software Engineer - Distributed Systems"
    assert found["company"] == "Microsoft"
    pay = found["pay"]
    assert isinstance(pay, list)
    keys = ("min", "max", "currency", "period", "basis")
    assert [[one[key] for key in keys] for one in pay] == [
        [119800, 234700, "USD", "year", "stated"],
        [158400, 258000, "USD", "year", "text"],
    ]
    assert (found["posted_at"], found["closes_not_before"]) == ("2026-05-13", "2026-05-18")
    tags = ["azdat", "azuredata", "pubsub", "azureeventgrid", "eventgrid", "messaging"]
    assert found["hashtags"] == tags


def test_words_that_the_board_glued_make_no_other_opening(tmp_path: Path) -> None:
    text = SEED.read_text(encoding="utf-8")
    mended = text
    for glued, right in GLUED.items():
        assert glued in mended
        mended = mended.replace(glued, right)
    (tmp_path / "b").mkdir()
    glued_hash = inspected(tmp_path, text)["content_hash"]
    assert inspected(tmp_path / "b", mended)["content_hash"] == glued_hash


def recorded(kind: str) -> list[Path]:
    return sorted(path for path in CORPUS.glob(f"{kind}/*") if path.suffix in {".json", ".html"})


def serve(one: Bot) -> None:
    """Every recorded Greenhouse, Lever and JSON-LD file as a source of its own."""
    where = {"greenhouse": ("/v1/boards/{}/jobs", "board"), "lever": ("/v0/postings/{}", "site")}
    for kind, (path, option) in where.items():
        for number, file in enumerate(recorded(kind)):
            name = f"{kind}-{number}"
            one.board.serve(path.format(name), file.read_bytes(), "application/json")
            one.source(name, kind, **{option: name})
    for number, file in enumerate(recorded("html-jsonld")):
        one.board.page(f"/jobs/{number}", file.read_bytes())
        one.source(f"page-{number}", "page", url=f"{one.board.url}/jobs/{number}")


def test_recorded_boards_are_summarised_then_silent_then_alerted_on(tmp_path: Path) -> None:
    with bot(tmp_path) as one:
        serve(one)
        one.board.greenhouse("contoso", [])
        one.source("contoso", "greenhouse", board="contoso")
        one.searches |= {"anything": "a* OR e* OR s* OR d* OR c*", "hybrid": "hybrid engineer"}
        first = one.once(wait=5)
        assert (first.returncode, first.stderr) == (0, "")
        assert len(one.slack.messages) == len(one.telegram.messages) == 1

        asked = len(one.board.requests)
        assert one.once(wait=5).returncode == 0
        pages = [it for it in one.board.requests[asked:] if it.path != "/robots.txt"]
        assert {it.status for it in pages} == {304}
        assert len(one.slack.messages) == len(one.telegram.messages) == 1

        one.board.add_greenhouse("contoso", greenhouse_job(1, "Chief Engineer"))
        assert one.once(wait=5).returncode == 0
        assert "Chief Engineer" in one.slack.messages[-1].text
        assert "Chief Engineer" in one.telegram.messages[-1].text
        assert len(one.slack.messages) == len(one.telegram.messages) == 2
