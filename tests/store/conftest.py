from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from alertbot.store import Store
from alertbot.store.destinations import Destination
from tests.store.filled import BOARD, NOW, SEARCHES


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    one = Store(f"sqlite:///{tmp_path}/alertbot.db")
    one.set_operator("team")
    one.destinations.sync(
        [Destination("team", "#jobs", "slack-1"), Destination("me", "42", "telegram-1")], NOW
    )
    one.register.sync_sources({"contoso": BOARD}, NOW)
    one.register.sync_searches(SEARCHES, NOW)
    yield one
    one.close()
