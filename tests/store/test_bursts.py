"""A burst is held, and let go: by the operator in one of three ways, or by time as a summary."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from alertbot.burst import HELD_FOR, LEAST, POLLS_TO_JUDGE
from alertbot.errors import UsageError
from alertbot.identity import Employers
from alertbot.model import Delivered, Notice, OpeningAlert, OpeningId, Summary
from alertbot.searches import Searches
from alertbot.store import Store
from alertbot.store.hand import Hand
from alertbot.store.tables import bursts, postings
from tests.store.filled import NOW, SEARCHES, answer, claim, posting, remember, seeded

HOUR = timedelta(hours=1)
BURST = [posting(number) for number in range(100, 100 + LEAST)]
AT = NOW + POLLS_TO_JUDGE * HOUR


def holding(store: Store) -> Hand:
    """With a burst of 20 engineers held, and the notice of it delivered."""
    seeded(store)
    for hours in range(POLLS_TO_JUDGE):
        remember(store, seen=3, now=NOW + hours * HOUR)
    assert remember(store, *BURST, seen=3, now=AT) == 0
    (notice,) = sent(store, AT + HOUR / 60)
    assert isinstance(notice, Notice)
    return Hand(store._database)


def sent(store: Store, now: datetime) -> list[object]:
    """The alerts that go out from now on."""
    store.outbox.release_summaries(now)
    found: list[object] = []
    for second in range(2 * LEAST + 2):
        for claimed in claim(store, (now - NOW).total_seconds() + second):
            found.append(claimed.alert)
            answer(store, claimed, Delivered("1"), now)
    return found


def test_what_is_held_is_said_and_shown(store: Store) -> None:
    ours = holding(store)
    (held,) = ours.held("contoso")
    assert (held.openings, held.ends_at) == (LEAST, AT + HELD_FOR)
    assert ours.listed(limit=1)[0].state == "held"
    assert ours.held("elsewhere") == []


def test_released_as_alerts_each_is_told_once(store: Store) -> None:
    ours = holding(store)
    assert ours.release("contoso", "alerts", SEARCHES, AT + HOUR) == LEAST
    alerts = sent(store, AT + HOUR)
    assert len(alerts) == 2 * LEAST
    assert all(isinstance(alert, OpeningAlert) for alert in alerts)
    assert ours.held() == []
    assert ours.listed(limit=1)[0].state == "open"
    assert remember(store, *BURST, seen=3, now=AT + 2 * HOUR) == 0


def test_released_as_a_summary_it_is_one_message(store: Store) -> None:
    ours = holding(store)
    ours.release("contoso", "summary", SEARCHES, AT + HOUR)
    summaries = sent(store, AT + HOUR)
    assert len(summaries) == 2
    for one in summaries:
        assert isinstance(one, Summary)
        assert [(part.search, part.total) for part in one.sections] == [("engineers", LEAST)]


def test_dropped_nobody_is_told_then_or_later(store: Store) -> None:
    ours = holding(store)
    assert ours.release("contoso", "dropped", SEARCHES, AT + HOUR) == LEAST
    assert remember(store, *BURST, seen=3, now=AT + 2 * HOUR) == 0
    assert sent(store, AT + 2 * HOUR) == []


def test_time_releases_as_a_summary_and_not_before(store: Store) -> None:
    ours = holding(store)
    assert ours.release_overdue(SEARCHES, AT + HELD_FOR - HOUR) == 0
    assert sent(store, AT + HELD_FOR - HOUR) == []
    assert ours.release_overdue(SEARCHES, AT + HELD_FOR) == 1
    assert len(sent(store, AT + HELD_FOR)) == 2
    assert ours.release_overdue(SEARCHES, AT + 2 * HELD_FOR) == 0
    with store._database.read() as connection:
        (ended,) = connection.execute(sa.select(bursts.c.ended_at, bursts.c.ended_as))
    assert tuple(ended) == (AT + HELD_FOR, "summary")


def test_what_has_closed_meanwhile_is_not_said(store: Store) -> None:
    ours = holding(store)
    for hours in (1, 2):
        remember(store, *BURST[:-2], seen=3, now=AT + hours * HOUR)
    assert ours.release("contoso", "alerts", SEARCHES, AT + 3 * HOUR) == LEAST - 2
    assert len(sent(store, AT + 3 * HOUR)) == 2 * (LEAST - 2)


def test_nothing_held_is_a_mistake(store: Store) -> None:
    seeded(store)
    with pytest.raises(UsageError, match="nothing of contoso is held"):
        Hand(store._database).release("contoso", "alerts", SEARCHES, NOW)


def test_only_searches_and_channels_that_the_database_knows_are_told(store: Store) -> None:
    ours = holding(store)
    engineers = SEARCHES.by_name["engineers"]
    unknown = replace(engineers, name="others")
    wanted = Searches([replace(engineers, to=("me", "new")), unknown])
    ours.release("contoso", "alerts", wanted, AT + HOUR)
    assert len(sent(store, AT + HOUR)) == LEAST


def test_a_held_opening_that_is_merged_is_told_with_its_burst(store: Store) -> None:
    ours = holding(store)
    with store._database.read() as connection:
        query = sa.select(postings.c.external_id, postings.c.opening_id)
        ids = {row.external_id: OpeningId(row.opening_id) for row in connection.execute(query)}
    ours.merge([ids["1"], ids["100"]], AT + HOUR)
    assert ours.story(ids["1"], Employers()).state == "held"
    assert ours.release("contoso", "alerts", SEARCHES, AT + HOUR) == LEAST


def test_a_held_opening_that_is_split_is_held_in_both_parts(store: Store) -> None:
    ours = holding(store)
    with store._database.read() as connection:
        query = sa.select(postings.c.opening_id).where(postings.c.external_id == "101")
        other = OpeningId(connection.execute(query).scalar_one())
    ours.merge([other, OpeningId(other + 1)], AT + HOUR)
    new = ours.split(other, [("contoso", "101")], SEARCHES, AT + HOUR)
    assert (new.alerts, new.unsaid) == (0, "held")
    assert ours.release("contoso", "alerts", SEARCHES, AT + HOUR) == LEAST
