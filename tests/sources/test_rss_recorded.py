"""The rss kind on feeds that were recorded, and on all else that was: which of it is a feed."""

from __future__ import annotations

from pathlib import Path

import pytest

from alertbot.model import RawPosting
from alertbot.sources import rss
from alertbot.testing.conformance import page

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus"
OPTIONS = rss.Options(url="https://valley.example/jobs.rss")


def read(body: bytes) -> list[RawPosting]:
    found = rss.parse(OPTIONS, page(body, url=OPTIONS.url))
    return [each for each in found if isinstance(each, RawPosting)]


def recorded(name: str) -> list[bytes]:
    files = sorted(file for file in CORPUS.glob(f"{name}/*") if file.suffix in (".rss", ".xml"))
    if not files:
        pytest.skip("the corpus is not here")
    return [file.read_bytes() for file in files]


@pytest.mark.parametrize(
    ("name", "counts"), [("neogov", [5, 1, 1, 2]), ("weworkremotely", [3, 3, 3]), ("rss", [3, 40])]
)
def test_recorded_feeds_are_read_whole(name: str, counts: list[int]) -> None:
    bodies = recorded(name)
    assert [len(read(body)) for body in bodies] == counts
    for found in (posting for body in bodies for posting in read(body)):
        assert found.company
        assert found.places
        assert found.posted
        assert found.description
        assert found.url.startswith("http")
    assert all(rss.recognise(page(body)) for body in bodies)


def test_recorded_fields() -> None:
    first = [read(body)[0] for name in ("rss", "weworkremotely") for body in recorded(name)]
    assert [each.company for each in first] == ["GALINA world", "RBC", "Contra", "Remote", "WME"]
    assert [each.title for each in first][1:] == [
        "Banking Advisor",
        "Product Designer | Contra Labs Network",
        "Account Executive DACH",
        "Senior DevOps Engineer, Applications",
    ]


def test_of_all_that_was_recorded_only_feeds_are_recognised() -> None:
    files = [file for file in CORPUS.glob("*/*") if file.suffix != ".tsv"]
    if not files:
        pytest.skip("the corpus is not here")
    found = {file.parent.name for file in files if rss.recognise(page(file.read_bytes()))}
    assert found == {"neogov", "rss", "weworkremotely"}
