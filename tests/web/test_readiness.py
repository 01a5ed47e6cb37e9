"""What is late, and what only waits."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from alertbot.config import Config
from alertbot.delivery import MAX_AGE
from alertbot.store.answers import opened
from alertbot.store.engine import Database
from alertbot.store.status import Status, counted_days
from alertbot.store.tables import destinations, outbox, sources
from alertbot.web import readiness
from tests.web.month import DAY, MINUTE, NOW, alert, change, lived, loaded, written


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> Config:
    config = loaded(written(tmp_path_factory.mktemp("month")))
    lived(config)
    return config


@pytest.fixture
def config(lived_in: Config) -> Config:
    """With nothing that waits, and each chat open."""
    with closing(Database(lived_in.database)) as database, database.write() as connection:
        connection.execute(outbox.delete().where(outbox.c.id >= 900))
        connection.execute(destinations.update().values(paused_at=None, active=True))
    return lived_in


def status(config: Config, *rows: sa.Insert | sa.Update) -> Status:
    change(config.database, *rows)
    with opened(config.database) as answers:
        return answers.status(counted_days(NOW, config.timezone, config.keep), NOW)


def late(config: Config, *rows: sa.Insert | sa.Update, after: timedelta = MINUTE) -> list[str]:
    """What is amiss. `after`: for how long the service has run."""
    found = status(config, *rows)
    return list(readiness.late(found, config, started_at=NOW - after, now=NOW))


def waits(minutes: int, **values: Any) -> sa.Insert:
    return outbox.insert().values(alert(900, NOW - MINUTE * minutes, state="pending", **values))


def test_an_alert_is_late_after_a_while(config: Config) -> None:
    assert late(config, waits(9)) == []
    assert readiness.overdue(status(config), config, NOW) == 9 * MINUTE


def test_it_says_which_chat_waits_for_how_long(config: Config) -> None:
    (said,) = late(config, waits(11))
    assert said.startswith("the oldest alert for team should have gone 11 min ago: ")


def test_a_service_that_refuses_makes_it_late_all_the_same(config: Config) -> None:
    """It is offered again ever later, and when that will be is no measure."""
    assert late(config, waits(300, attempts=6, not_before=NOW + 30 * MINUTE))


def test_what_waits_for_its_time_is_not_late(config: Config) -> None:
    """Quiet hours and digests."""
    end = NOW + 60 * MINUTE
    quiet = waits(300, not_before=end, expires_at=end + MAX_AGE)
    assert late(config, quiet) == []
    assert readiness.overdue(status(config), config, NOW) <= timedelta()


def test_what_a_pause_holds_is_not_late(config: Config) -> None:
    paused = destinations.update().values(paused_at=NOW - DAY, paused_reason="kicked")
    assert late(config, waits(300), paused) == []


def test_what_nobody_sends_any_more_is_not_late(config: Config) -> None:
    assert late(config, waits(300), destinations.update().values(active=False)) == []


def test_no_poll_has_succeeded_for_long(config: Config) -> None:
    read = {row.name: row.succeeded_at for row in status(config).sources}
    old = sources.update().values(succeeded_at=NOW - 5 * DAY)
    assert late(config, old, after=MINUTE) == []  # it has only begun
    assert late(config, after=59 * MINUTE) == []
    (said,) = late(config, after=121 * MINUTE)
    assert said == "no source has been read for 2 h: `alertbot sources` says why"
    one = sources.update().where(sources.c.name == "contoso")
    assert late(config, one.values(succeeded_at=NOW), after=5 * DAY) == []
    for name, at in read.items():
        change(
            config.database, sources.update().where(sources.c.name == name).values(succeeded_at=at)
        )
