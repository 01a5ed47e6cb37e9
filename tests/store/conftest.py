from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from alertbot.store import Store
from alertbot.store.destinations import Destination
from alertbot.store.engine import Database
from tests.laid import laid
from tests.store import postgres
from tests.store.dying import Dying
from tests.store.filled import BOARD, NOW, SEARCHES


@pytest.fixture(scope="session")
def server() -> Iterator[postgres.Server]:
    """The PostgreSQL of this session, started by the first test that asks for it."""
    with postgres.running() as one:
        yield one


@pytest.fixture(scope="session")
def template(server: postgres.Server) -> str:
    """A database with the tables, of which others are copies: 40 ms each."""
    name = server.create()
    Database(server.url(name)).close()
    return name


@pytest.fixture
def on_postgresql(server: postgres.Server, template: str) -> Iterator[str]:
    """The address of a PostgreSQL database that has the tables and no rows."""
    name = server.create(template)
    yield server.url(name)
    server.drop(name)


@pytest.fixture(scope="session")
def dying() -> Iterator[Dying]:
    one = Dying()
    yield one
    one.close()


@pytest.fixture(params=postgres.BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database that has the tables and no rows, of each kind in turn."""
    if request.param == "sqlite":
        return laid(tmp_path / "alertbot.db")
    address: str = request.getfixturevalue("on_postgresql")
    return address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    one = Store(url)
    one.set_operator("team")
    one.destinations.sync(
        [Destination("team", "#jobs", "slack-1"), Destination("me", "42", "telegram-1")], NOW
    )
    one.register.sync_sources({"contoso": BOARD}, NOW)
    one.register.sync_searches(SEARCHES, NOW)
    yield one
    one.close()
