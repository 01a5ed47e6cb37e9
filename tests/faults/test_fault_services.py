"""What the chat services do to messages, the network to calls, and the clock to both: little of
each here, all of it by `dev.py faults`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults import (
    clock,
    faketime,
    network,
    poison,
    rate,
    refusals,
    soak,
    stopping,
    storm,
    unclear,
)
from tests.faults.kills import Row

pytestmark = pytest.mark.slow


def well(row: Row) -> bool:
    """Nothing is lost, told twice or odd, and the fault was felt."""
    assert row.verdict.lines == []
    assert row.hits > 0
    return True


def test_answers_that_leave_it_open(tmp_path: Path) -> None:
    row = unclear.spell(tmp_path, 1)
    assert well(row)
    assert row.verdict.recovered


def test_a_chat_that_throttles_delays_no_other(tmp_path: Path) -> None:
    assert well(storm.spell(tmp_path, 8, 4))


@pytest.mark.parametrize(
    ("what", "where"), [("cut", "sending"), ("names dead", "polling"), ("byte by byte", "sending")]
)
def test_a_network_that_fails(what: str, where: str, tmp_path: Path) -> None:
    assert well(network.spell(tmp_path, what, where, 4))


@pytest.mark.skipif(not faketime.library(), reason=faketime.MISSING)
@pytest.mark.parametrize("what", ["two hours back", "the night of 25 hours"])
def test_a_digest_comes_once_a_day_whatever_the_clock_does(what: str, tmp_path: Path) -> None:
    assert well(clock.spell(tmp_path, what))


def test_poison_keeps_nothing_else(tmp_path: Path) -> None:
    assert well(poison.spell(tmp_path, 8))


@pytest.mark.parametrize("what", ["Slack's token revoked", "a group became a supergroup"])
def test_what_is_refused_waits_to_be_resumed(what: str, tmp_path: Path) -> None:
    assert well(refusals.spell(tmp_path, what))


def test_told_to_stop_while_it_sends(tmp_path: Path) -> None:
    assert well(stopping.sigterm(tmp_path, 2))


def test_some_answers_are_always_bad(tmp_path: Path) -> None:
    assert well(soak.spell(tmp_path, 20, 20, every="1s", bad=20))


def test_a_second_bot(tmp_path: Path) -> None:
    assert well(stopping.second(tmp_path))


@pytest.mark.parametrize(("chats", "each"), [(1, 12), (90, 3)])
def test_a_backlog_drains_at_the_rate_that_is_allowed(
    chats: int, each: int, tmp_path: Path
) -> None:
    assert well(rate.drain(tmp_path, chats, each, least=0.5))
