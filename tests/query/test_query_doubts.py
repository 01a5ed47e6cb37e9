"""What `check` asks about places that may mean several, and what it keeps quiet about."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from alertbot import query
from alertbot.query import Settings
from tests.config.configuring import HEAD, loaded, mistakes

CAMBRIDGES = 'in:"Cambridge, UK", in:"Cambridge, ON" or in:"Cambridge, MA"'
VANCOUVERS = 'in:"Vancouver, BC"~5km or in:"Vancouver, WA"~5km'
PLAIN = """berlin; munich; germany; us; eu; emea; Bay Area; nyc; tokyo; singapore; zurich; india
Paris, TX; Washington, DC; London, ON; Cambridge, UK; washington; new york; dc; texas"""
SEVERAL = """paris; cambridge; georgia; birmingham; vancouver; London; portland; valencia; victoria
dublin; springfield; la; ca"""


def doubts(text: str, home: str | None = None) -> list[str]:
    found = query.ambiguous(query.parse(text, Settings(home=home)), home)
    return [doubt.words for doubt in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("in:paris", 'in:paris is taken for in:"Paris, France": write that, or in:"Paris, TX"'),
        ("in:cambridge", f"in:cambridge may mean {CAMBRIDGES}: write which of them"),
        ("in:georgia", 'in:georgia may mean in:GE or in:"Georgia, USA": write which of them'),
        ("in:ca", "in:ca may mean in:Canada or in:California: write which of them"),
        (
            "in:birmingham",
            'in:birmingham is taken for in:"Birmingham, UK": write that, or in:"Birmingham, AL"',
        ),
        ("-in:vancouver~5km sre", f"in:vancouver~5km may mean {VANCOUVERS}: write which of them"),
    ],
)
def test_what_is_asked_about(text: str, words: str) -> None:
    assert doubts(text) == [words]


@pytest.mark.parametrize("place", re.split(r"; |\n", PLAIN))
def test_what_is_plain(place: str) -> None:
    assert doubts(f'in:"{place}"') == []


@pytest.mark.parametrize("place", re.split(r"; |\n", SEVERAL))
def test_every_way_that_is_offered_is_a_plain_one(place: str) -> None:
    (words,) = doubts(f'in:"{place}"')
    offered = re.findall(r'in:(?:"[^"]+"|\w+)', words)[1:]
    assert offered
    for query_text in offered:
        assert doubts(query_text) == []


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("in:paris", "Lyon, France"),
        ("in:cambridge", "Boston, MA"),
        ("in:portland", "Salem, OR"),
        ("in:portland", "Augusta, ME"),
        ("in:georgia", "Atlanta, GA"),
        ("in:birmingham", "London, UK"),
    ],
)
def test_home_answers(text: str, home: str) -> None:
    assert doubts(text, home) == []


@pytest.mark.parametrize(
    "search",
    ["where: 'sre in:cambridge'", "match: {title: sre, location: [berlin, cambridge]}"],
)
def test_check_warns_at_the_place(tmp_path: Path, search: str) -> None:
    line = f"searches: {{one: {{{search}}}}}"
    [warning] = mistakes(tmp_path, f"{HEAD}{line}\n")
    column = line.index("cambridge") + 1
    assert (warning.severity, warning.line, warning.column) == ("warning", 3, column)
    assert warning.message.startswith("in:cambridge may mean")
    settled = f"home: Boston, MA\n{HEAD}searches: {{one: {{{search}}}}}\n"
    assert mistakes(tmp_path, settled) == ()


def test_a_version_is_another_where_home_decides(tmp_path: Path) -> None:
    def version(asked: str, home: str) -> str:
        written = f"home: {home}\n{HEAD}searches: {{one: {{where: '{asked}'}}}}\n"
        return loaded(tmp_path, written).config.searches["one"].version

    for text, differs in [
        ("in:cambridge", True),
        ("in:cambridge~20km", True),
        ("pay>=150k sre", True),
        ("in:berlin", False),
    ]:
        assert (version(text, "Boston, MA") != version(text, "London, UK")) is differs
