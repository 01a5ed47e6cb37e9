"""The judge itself: it sees what is lost, told twice, and out of order."""

from __future__ import annotations

from typing import Any

import pytest

from alertbot.delivery import CLOSED
from tests.faults.judge import Heard, Verdict, judge
from tests.faults.world import WORD, Advertised, word_of

FIRST = Advertised(1, "contoso", "Qabadaga", fits=True, first=True)
NEW = Advertised(2, "contoso", "Qabadada", fits=True, first=False)
OTHER = Advertised(3, "contoso", "Qabababa", fits=False, first=False)


def heard(id: str, *words: str, channel: str = "team", marked: bool = False) -> Heard:
    return Heard(channel, id, frozenset(words), marked, "words")


def row(ref: str, channel: str = "team", state: str = "delivered") -> dict[str, Any]:
    return {"id": 1, "channel": channel, "state": state, "ref": ref, "reason": "because"}


SUMMARY, ALERT = heard("1", FIRST.word), heard("2", NEW.word)
ROWS = [row("1"), row("2")]


def verdict(messages: list[Heard], rows: list[dict[str, Any]], *, looks: bool = True) -> Verdict:
    return judge([FIRST, NEW, OTHER], messages, rows, {"team": looks})


def test_all_is_well() -> None:
    assert verdict([SUMMARY, ALERT], ROWS).lines == []


@pytest.mark.parametrize(
    ("messages", "rows", "words"),
    [
        ([SUMMARY], ROWS[:1], "lost: team Qabadada"),
        ([ALERT], ROWS[1:], "lost: team the summary"),
        ([SUMMARY, ALERT, heard("3", NEW.word, marked=True)], ROWS, "doubled: team Qabadada 2"),
        ([SUMMARY, ALERT, heard("3", FIRST.word)], [*ROWS, row("3")], "doubled: team the summary"),
        ([SUMMARY, ALERT, heard("3", OTHER.word)], [*ROWS, row("3")], "unexpected: team 3"),
        ([SUMMARY, ALERT, heard("3")], [*ROWS, row("3")], "unexpected: team 3"),
        ([SUMMARY, ALERT], [ROWS[0], row("", state="dead")], "unexpected: team delivery 1 is dead"),
        ([SUMMARY, ALERT], [ROWS[0], row("9")], "message 9, which is not there"),
        ([SUMMARY, ALERT], ROWS[:1], "got 1 unmarked messages more"),
    ],
)
def test_what_is_wrong_is_said(
    messages: list[Heard], rows: list[dict[str, Any]], words: str
) -> None:
    (line,) = verdict(messages, rows).lines
    assert words in line


def test_what_closed_before_it_went_is_not_lost() -> None:
    unsaid = row("") | {"reason": CLOSED, "title": f"Engineer {NEW.word}"}
    assert verdict([SUMMARY], [ROWS[0], unsaid]).lines == []
    dead = verdict([SUMMARY], [ROWS[0], unsaid | {"state": "dead"}]).lines
    assert any("lost" in line for line in dead)


def test_where_nobody_can_look_a_marked_repeat_is_right() -> None:
    marked = heard("3", NEW.word, marked=True)
    assert verdict([SUMMARY, ALERT, marked], ROWS, looks=False).lines == []
    (line,) = verdict([SUMMARY, ALERT, heard("3", NEW.word)], [*ROWS, row("3")], looks=False).lines
    assert "doubled" in line


def test_what_was_known_is_not_new() -> None:
    before, after = verdict([SUMMARY], ROWS[:1]), verdict([SUMMARY], [])
    assert after.since(after).lines == []
    assert [line[:10] for line in after.since(before).lines] == ["unexpected"]


def test_each_opening_has_a_word_of_its_own() -> None:
    words = {word_of(number) for number in range(20_000)}
    assert len(words) == 20_000
    assert all(WORD.fullmatch(word) for word in words)
