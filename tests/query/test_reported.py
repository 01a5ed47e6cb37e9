"""What people have complained of elsewhere is as they expect it here."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from alertbot import query
from alertbot.matching import matches
from alertbot.testing import opening_from_json
from tests.query.filters import HOME
from tests.query.judged import BERLIN, JUDGED, Row
from tests.query.openings import NOW
from tests.query.reported import REPORTED


@pytest.mark.parametrize(("text", "fields", "verdict"), REPORTED, ids=lambda part: str(part)[:40])
def test_what_was_complained_of(text: str, fields: dict[str, object], verdict: str) -> None:
    found = matches(query.parse(text, HOME), opening_from_json(fields), now=NOW)
    assert ("no" if found is None else "yes") == verdict


@pytest.mark.parametrize("row", JUDGED, ids=lambda row: str(row[0])[:40])
def test_what_a_judge_expected(row: Row) -> None:
    text, fields, verdict = row[:3]
    made = query.parse(text, row[3] if len(row) == 4 else BERLIN)
    found = matches(made, opening_from_json(fields), now=datetime(2026, 11, 26, 12, tzinfo=UTC))
    assert ("n" if found is None else "u" if found.unknown else "y") == verdict


def test_the_table_is_broad() -> None:
    assert len(REPORTED) > 150
    assert len(JUDGED) > 150
