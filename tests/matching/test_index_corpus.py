"""The index against the plain truth on every recorded board, for thousands of searches.

Skipped where ../shared/corpus is not: that material is no part of the project. The searches are of
words, places and tags that the boards themselves have, so that many fit.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from alertbot import query
from alertbot.errors import AlertbotError, QueryError
from alertbot.matching import Index, matches
from alertbot.model import Match, Opening
from alertbot.query import Filter, Settings
from tests.matching.recorded import recorded

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
NOW = datetime(2026, 5, 20, 12, tzinfo=UTC)
HOME = Settings(home="Berlin, DE")
SEARCHES = 4_000
OPENINGS = 400
