"""`alertbot try`, on what a run has stored."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from alertbot.cli import drawing, queries
from alertbot.errors import UsageError
from alertbot.testing import greenhouse_job
from tests.bot import Bot, bot

TODAY = datetime.now(UTC)
FIRST = [greenhouse_job(1, "Kubernetes Engineer"), greenhouse_job(2, "Chef")]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bot]:
    """A bot that read two at first, and one engineer more since."""
    with bot(tmp_path_factory.mktemp("try")) as one:
        one.board.greenhouse("contoso", FIRST)
        one.source("contoso", "greenhouse", board="contoso")
        one.searches["cooks"] = "chef"
        assert one.once().returncode == 0
        one.board.greenhouse("contoso", [*FIRST, greenhouse_job(3, "Java Engineer")])
        one.once()  # what it has to say waits for its turn: nobody needs to hear it
        yield one


def said(read: Bot, *arguments: str) -> str:
    done = read.run("try", *arguments)
    assert done.returncode == 0, done.stderr
    assert all(len(line) <= 80 for line in done.stdout.splitlines())
    return done.stdout


def test_what_was_found_and_what_it_costs(read: Bot) -> None:
    text = said(read, "engineer java")
    assert "1 of 3 openings first seen since" in text
    assert "1 more without java" in text
    assert "Java Engineer" in text
    assert "the stored openings reach back to" in text


def test_what_a_summary_told_is_not_counted_by_the_day(read: Bot) -> None:
    text = said(read, "engineer")
    assert "1 of them came when a source was first read" in text
    assert "a median of 1 a day, 1 on the busiest" in text


def test_nothing_found_says_what_is_in_the_way(read: Bot) -> None:
    text = said(read, "kuberentes engineer")
    assert "without kuberentes it would be 2" in text
    assert "no opening says 'kuberentes'; 'kubernetes' is in 1 (kuberentes)" in text


def test_a_word_that_is_left_out_and_never_occurs(read: Bot) -> None:
    text = said(read, "--", "-kuberentes engineer")
    assert "-kuberentes excludes nothing: no opening says 'kuberentes'; 'kubernetes' is in" in text


def test_a_window_without_openings_says_nothing_of_words(read: Bot) -> None:
    assert said(read, "kuberentes", "--since", "0h").count("\n") == 1


def test_a_short_window_is_told_to_the_minute() -> None:
    now = datetime(2026, 6, 1, 12, tzinfo=UTC)
    assert queries.began(datetime(2026, 5, 31, 9, 5, tzinfo=UTC), now) == "2026-05-31 09:05 UTC"
    assert queries.began(datetime(2026, 5, 2, 9, 5, tzinfo=UTC), now) == "2026-05-02"


def test_a_search_of_the_configuration(read: Bot) -> None:
    assert "1 of 3 openings" in said(read, "--search", "cooks")
    done = read.run("try", "--search", "coks")
    assert (done.returncode, done.stdout) == (2, "")
    assert "did you mean 'cooks'?" in done.stderr


def test_a_mistake_has_a_caret_under_it(read: Bot) -> None:
    done = read.run("try", "chef titel:sre")
    assert (done.returncode, done.stdout) == (2, "")
    first, shown, caret = done.stderr.splitlines()
    assert "did you mean 'title'?" in first
    assert shown[caret.index("^") :] == "titel:sre"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "say what to look for"),
        (["chef", "--search", "cooks"], "say what to look for"),
        (["chef", "--since", "soon"], "write 12h, 30d or 8w"),
        (["chef", "--since", "2999-01-01"], "still to come"),
        (["chef", "--from", "contosso"], "did you mean 'contoso'?"),
    ],
)
def test_wrong_arguments(read: Bot, arguments: list[str], words: str) -> None:
    done = read.run("try", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert words in done.stderr


def test_one_object_a_line(read: Bot) -> None:
    done = read.run("try", "engineer pay>=1", "--json", "--from", "contoso")
    summary, *found = [json.loads(line) for line in done.stdout.splitlines()]
    assert (summary["looked_at"], summary["openings"], summary["in_summaries"]) == (3, 2, 1)
    assert summary["pay"]["unsaid"] + sum(one["openings"] for one in summary["pay"]["buckets"]) == 2
    costs = {(one["change"], one["condition"]): one["difference"] for one in summary["costs"]}
    assert costs["without", "engineer"] == 1
    assert costs["said", "pay>=1!"] == -summary["pay"]["unsaid"]
    assert [one["title"] for one in found] == ["Java Engineer", "Kubernetes Engineer"]
    assert [one["unknown"] for one in found].count(["pay not stated"]) == 1


def test_what_never_occurs_as_an_object(read: Bot) -> None:
    (summary,) = map(json.loads, read.run("try", "kuberentes", "--json").stdout.splitlines())
    near = [["kubernetes", 1]]
    words = [{"word": "kuberentes", "near": near}]
    assert summary["never"] == [{"condition": "kuberentes", "words": words}]


def test_without_a_database_it_says_what_to_do(tmp_path: Path) -> None:
    with bot(tmp_path) as one:
        one.source("contoso", "greenhouse", board="contoso")
        one.searches["cooks"] = "chef"
        done = one.run("try", "chef")
        assert (done.returncode, done.stdout) == (2, "")
        assert "`alertbot run` makes it" in done.stderr
        one.board.greenhouse("contoso", [])
        assert one.once().returncode == 0
        assert "`alertbot run` reads the boards" in one.run("try", "chef").stdout


def test_spans_and_dates() -> None:
    now = datetime(2026, 5, 20, 12, tzinfo=UTC)
    assert queries.since("36h", now) == datetime(2026, 5, 19, tzinfo=UTC)
    assert queries.since("2w", now).day == 6
    assert queries.since("2026-05-01", now) == datetime(2026, 5, 1, tzinfo=UTC)
    assert queries.since("99999w", now).year == 1970
    for wrong in ("", "d", "-1d", "30", "9" * 50 + "d"):
        with pytest.raises(UsageError):
            queries.since(wrong, now)


class _Ascii:
    encoding = "ascii"

    def isatty(self) -> bool:
        return False


def test_letters_that_ascii_has(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[Any] = []
    for out in (None, _Ascii()):
        if out is not None:
            monkeypatch.setattr("sys.stdout", out)
        drawn.append((drawing.marks([0, 1, 2, 4]), drawing.bar(1, 2, 8), drawing.cut("é – " * 30)))
    assert drawn[0][:2] == (" ▂▄█", "████")
    assert drawn[1][:2] == (" :=@", "####")
    assert all(text.isascii() for text in drawn[1])
    assert len(drawn[0][2]) <= 80
    assert drawn[1][2].endswith("...")
