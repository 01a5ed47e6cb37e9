"""Settings for every test.

The property tests try the same examples each time, so that a change is judged by what it changes.
HYPOTHESIS_PROFILE=thorough tries new ones, and 25 times as many.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("quick", max_examples=40, deadline=None, derandomize=True)
settings.register_profile("thorough", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(autouse=True)
def log_as_it_was() -> Iterator[None]:
    """A command sets how much is logged, and where: no test is to have that from another."""
    root, ours = logging.getLogger(), logging.getLogger("alertbot")
    handlers, level = root.handlers[:], root.level
    ours.setLevel(logging.NOTSET)
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
