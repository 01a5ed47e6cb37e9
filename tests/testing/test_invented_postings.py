"""Invented postings have the shape of real ones, and are the same each time."""

from __future__ import annotations

import html
import json
import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from alertbot.testing import greenhouse_job, greenhouse_jobs, lever_posting, lever_postings

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
POSTED = datetime(2026, 6, 1, 9, 30, tzinfo=UTC)


def test_the_same_each_time_and_varied() -> None:
    jobs: list[dict[str, Any]] = greenhouse_jobs(547)

    assert jobs == greenhouse_jobs(547)
    assert len({job["id"] for job in jobs}) == 547
    assert len({job["content"] for job in jobs}) == 547
    assert len({job["title"] for job in jobs}) > 300
    assert len({job["location"]["name"] for job in jobs}) > 8
    assert 100 < sum("$" in job["content"] for job in jobs) < 500
    assert len({posting["id"] for posting in lever_postings(200)}) == 200


def test_greenhouse_content_is_escaped_html() -> None:
    job: dict[str, Any] = greenhouse_job(
        3, "C# & Go", place="Berlin", pay="€1 – €2", hashtags=["a"], text="a < b", posted=POSTED
    )
    content = html.unescape(job["content"])

    assert (job["title"], job["location"]) == ("C# & Go", {"name": "Berlin"})
    assert job["first_published"] == "2026-06-01T05:30:00-04:00"
    assert job["content"].startswith("&lt;div class=&quot;content-intro&quot;&gt;")
    assert "<p>a &lt; b</p>" in content
    assert "<p>€1 &ndash; €2</p>" in content
    assert content.endswith("<p>#a</p>")


def test_lever_says_pay_one_way_or_the_other() -> None:
    drawn = [lever_posting(number) for number in range(1, 30)]
    assert any("salaryRange" in posting for posting in drawn)
    assert any("salaryRange" not in posting for posting in drawn)
    told = lever_posting(1, pay="A lot")
    assert told["salaryDescriptionPlain"] == "A lot"
    assert "salaryRange" not in told
    assert not {"salaryRange", "salaryDescription"} & {*lever_posting(1, pay="")}


def test_lever_ids() -> None:
    assert uuid.UUID(str(lever_posting(5)["id"])).version == 5
    own = lever_posting("own", posted=POSTED, workplace="hybrid")
    assert (own["id"], own["createdAt"]) == ("own", 1780306200000)
    assert own["hostedUrl"] == "https://jobs.lever.co/northwind/own"
    assert own["workplaceType"] == "hybrid"


def shape(value: object) -> object:
    """The kinds of values that are in a payload, without the values."""
    return type(value).__name__


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the recorded payloads are not here")
def test_greenhouse_has_the_recorded_shape() -> None:
    recorded = json.loads(
        (CORPUS / "greenhouse" / "lubobali__aws-job-streamer__greenhouse_jobs.json").read_text()
    )
    theirs, ours = recorded["jobs"][0], greenhouse_job(1)
    kinds = {key: {shape(job[key]) for job in recorded["jobs"] if key in job} for key in theirs}

    assert set(ours) <= set(theirs)
    for key, value in ours.items():
        assert shape(value) in kinds[key] | {"NoneType"}, key


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the recorded payloads are not here")
def test_lever_has_the_recorded_shape() -> None:
    recorded: list[dict[str, Any]] = []
    for file in (CORPUS / "lever").glob("*.json"):
        recorded += json.loads(file.read_text())
    known = {key for posting in recorded for key in posting}
    categories = {key for posting in recorded for key in posting["categories"]}
    ours: dict[str, Any] = lever_posting(2)

    assert set(ours) <= known
    assert set(ours["categories"]) <= categories
    assert {*ours["lists"][0]} == {"text", "content"}
