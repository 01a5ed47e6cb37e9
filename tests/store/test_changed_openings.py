"""When an opening last changed: kept, merged with another's, found in its news by an upgrade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from alertbot import query
from alertbot.config import Search
from alertbot.model import EmploymentType, Place
from alertbot.searches import Searches
from alertbot.store import Store
from tests.store import postgres
from tests.store.boards import Boards, engineers, named
from tests.store.earlier import AT, left_by, upgrade

PLACES = (Place("Kiel", "Kiel", None, "DE"),)


def test_it_is_kept_and_loaded(store: Store) -> None:
    boards = Boards(store, engineers())
    boards.show(named("1"))
    assert boards.opening("1").changed_at is None
    boards.show(replace(named("1"), places=PLACES))
    since = boards.now
    assert boards.opening("1").changed_at == since
    boards.show(replace(named("1"), places=PLACES))
    assert boards.opening("1").changed_at == since
    boards.show(replace(named("1"), places=PLACES, employment_type=EmploymentType.FULL_TIME))
    assert boards.opening("1").changed_at == boards.now


def test_who_asks_for_what_has_changed_is_told_once(store: Store) -> None:
    wanted = query.parse("engineer is:changed")
    boards = Boards(store, Searches([Search("moved", wanted, ("contoso",), ("me",), "1")]))
    boards.show(named("1"))
    boards.show(named("1"), named("2", "Cloud Engineer"))
    assert boards.said() == []
    boards.show(replace(named("1"), places=PLACES), named("2", "Cloud Engineer"))
    boards.show(replace(named("1"), places=PLACES), named("2", "Cloud Engineer"))
    assert boards.said() == [(boards.opening("1").id, "new")]


def test_openings_that_become_one_have_changed_when_the_last_of_them_did(store: Store) -> None:
    boards = Boards(store, engineers())
    other = named("2", "Cloud Engineer")
    boards.show(named("1"), other)
    boards.show(named("1"), replace(other, places=PLACES))
    since = boards.now
    boards.show(named("1"), replace(other, places=PLACES))
    store.hand.merge([boards.opening("1").id, boards.opening("2").id], boards.now)
    assert boards.opening("1").changed_at == since


@pytest.fixture(params=postgres.BOTH)
def earlier(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database that the alertbot before this one has left."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/alertbot.db"
    else:
        server: postgres.Server = request.getfixturevalue("server")
        name = server.create()
        yield server.url(name)
        server.drop(name)


def test_an_upgrade_finds_it_in_the_news(earlier: str) -> None:
    left_by(earlier, "0003")
    engine = sa.create_engine(earlier)
    rows = [(1, AT, "changed"), (1, AT + 5, "changed"), (1, AT + 9, "reposted"), (2, AT, "closed")]
    with engine.begin() as connection:
        for opening, at, what in rows:
            connection.execute(
                sa.text(
                    "INSERT INTO news (opening_id, at, what, differences, said) "
                    "VALUES (:opening, :at, :what, '[]', '')"
                ),
                {"opening": opening, "at": at, "what": what},
            )
    upgrade(earlier, "0004")
    with engine.connect() as connection:
        found = connection.execute(sa.text("SELECT id, changed_at FROM openings ORDER BY id"))
        assert [tuple(row) for row in found][:3] == [(1, AT + 5), (2, None), (3, None)]
    engine.dispose()
