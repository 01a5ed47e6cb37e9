"""How a query judges a posting: "yes", "no", or what the posting does not say and passes for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from alertbot import query
from alertbot.query import Condition, Demand, Leaf, Not, Settings, View
from alertbot.testing import opening_from_json

NOW = datetime(2026, 11, 26, 10, tzinfo=UTC)


def judged(
    text: str, fields: Mapping[str, object], home: str | None = None, *, now: datetime = NOW
) -> str:
    """The verdict on one condition, without the machinery of matching."""
    settings = Settings(home=home)
    made = query.parse(text, settings)
    assert query.parse(str(made), settings) == made
    found = _judge(made.condition, View(opening_from_json(fields), now))
    if isinstance(found, bool):
        return "yes" if found else "no"
    return found


def _judge(condition: Condition, view: View) -> bool | str:
    match condition:
        case Demand(part):
            found = _judge(part, view)
            return found if isinstance(found, bool) else False
        case Not(part):
            found = _judge(part, view)
            return not found if isinstance(found, bool) else found
        case Leaf():
            verdict = condition.judge(view)
            return verdict.text if verdict.truth is None else verdict.truth
        case _:
            answers = [_judge(part, view) for part in condition.parts]
            decides = isinstance(condition, query.Or)
            if any(answer is decides for answer in answers):
                return decides
            return next((answer for answer in answers if isinstance(answer, str)), not decides)


def placed(*places: object, **more: object) -> dict[str, object]:
    """A posting in places; a string is a place line that nothing was read into."""
    listed = [{"text": place} if isinstance(place, str) else place for place in places]
    return {"title": "Engineer", "places": listed, **more}
