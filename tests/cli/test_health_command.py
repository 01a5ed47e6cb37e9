"""`alertbot health`: what a container's HEALTHCHECK asks."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from alertbot.store.engine import Database
from alertbot.store.pulse import LATE, Pulse
from alertbot.store.tables import sources
from tests.bot import Done, bot

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("polled", "due", "silent"),
    [
        (None, None, None),  # no source
        (None, NOW - LATE, None),  # the first poll of all takes its time
        (None, NOW - LATE - MINUTE, LATE + MINUTE),
        (NOW - timedelta(days=1), NOW + MINUTE, None),  # polled once a day
        (NOW - MINUTE, NOW - timedelta(hours=2), None),  # one board is long, others are polled
        (NOW - timedelta(days=1), NOW - timedelta(hours=2), timedelta(hours=2)),
        (NOW - timedelta(hours=2), NOW - timedelta(days=1), timedelta(hours=2)),
    ],
)
def test_silence_is_a_poll_that_is_due_and_not_done(
    polled: datetime | None, due: datetime | None, silent: timedelta | None
) -> None:
    assert Pulse(polled, due).silent(NOW) == silent


def test_a_service_is_healthy_while_it_polls(tmp_path: Path) -> None:
    with bot(tmp_path) as it:
        it.source("contoso", "greenhouse", board="contoso")
        it.board.greenhouse("contoso", [])
        it.searches["all"] = "engineer"
        assert it.run("health").stderr.endswith("does not exist yet: `alertbot run` makes it\n")

        it.once()
        assert it.run("health") == Done(0, "healthy\n", "")

        long_ago = datetime.now(UTC) - timedelta(hours=3, minutes=1)
        url = f"sqlite:///{tmp_path / 'alertbot.db'}"
        late = sources.update().values(polled_at=long_ago, next_poll_at=long_ago)
        with closing(Database(url)) as database, database.write() as connection:
            connection.execute(late)
        words = "unhealthy: polls are due, and none was done for 3 h\n"
        assert it.run("health") == Done(1, words, "")
