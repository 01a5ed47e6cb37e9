"""When a message may be edited again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from alertbot.editing import EVERY, MOST, Edited, due

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def test_the_first_edit_goes_at_once_and_the_next_an_hour_later() -> None:
    assert due(Edited(), closed=False, now=NOW) == NOW
    once = Edited(1, NOW)
    assert due(once, closed=False, now=NOW + MINUTE) == NOW + EVERY
    assert due(once, closed=False, now=NOW + 2 * EVERY) == NOW + 2 * EVERY


def test_that_it_has_closed_is_said_at_once_however_often_it_was_edited() -> None:
    often = Edited(MOST, NOW)
    assert due(often, closed=False, now=NOW + EVERY) is None
    assert due(often, closed=True, now=NOW + MINUTE) == NOW + MINUTE


def test_that_it_is_open_again_is_said_too_but_not_at_once() -> None:
    closed = Edited(MOST + 1, NOW, closed=True)
    assert due(closed, closed=False, now=NOW + MINUTE) == NOW + EVERY
    assert due(closed, closed=True, now=NOW + EVERY) is None, "it says so already"


@given(st.lists(st.tuples(st.integers(0, 300), st.booleans()), max_size=30))
def test_whatever_happens_a_message_ends_by_saying_whether_it_is_open(
    changes: list[tuple[int, bool]],
) -> None:
    done, now, plain = Edited(), NOW, 0
    for minutes, closed in changes:
        now += minutes * MINUTE
        moment = due(done, closed=closed, now=now)
        if moment is None:
            assert done.closed is closed
            continue
        assert moment >= now
        plain += closed is done.closed
        done, now = Edited(done.times + 1, moment, closed), moment
    assert plain <= MOST
