"""is:new, is:reposted and is:changed: what they hold for, how they are written, what is refused."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from alertbot import query
from alertbot.errors import QueryError
from alertbot.matching import matches
from alertbot.matching.wording import field, phrase
from alertbot.model import Evidence, Opening
from alertbot.query.life import Is, Story
from alertbot.testing import opening_from_json
from tests.query.openings import NOW

DAY = timedelta(days=1)


def opening(reposted: datetime | None = None, changed: datetime | None = None) -> Opening:
    fields = {"title": "SRE", "first_seen": NOW - 9 * DAY}
    moments = {"reposted_at": reposted, "changed_at": changed}
    said = {
        name: it.isoformat() for name, it in (fields | moments).items() if isinstance(it, datetime)
    }
    return opening_from_json({"title": "SRE", **said})


FRESH, REPOSTED, CHANGED = opening(), opening(NOW - 2 * DAY), opening(None, NOW - DAY)
BOTH = opening(NOW - 2 * DAY, NOW - DAY)
ALL = {"fresh": FRESH, "reposted": REPOSTED, "changed": CHANGED, "both": BOTH}


@pytest.mark.parametrize(
    ("text", "fitting"),
    [
        ("is:new", {"fresh"}),
        ("is:reposted", {"reposted", "both"}),
        ("is:changed", {"changed", "both"}),
        ("sre -is:reposted", {"fresh", "changed"}),
        ("sre -is:new", {"reposted", "changed", "both"}),
        ("sre IS:(Reposted OR changed)", {"reposted", "changed", "both"}),
        ("is:reposted is:changed", {"both"}),
        ("sre is:new!", {"fresh"}),
        ("sre -is:new!", {"reposted", "changed", "both"}),
    ],
)
def test_it_holds_by_what_has_happened(text: str, fitting: set[str]) -> None:
    made = query.parse(text)
    assert {name for name, one in ALL.items() if matches(made, one, now=NOW)} == fitting


@pytest.mark.parametrize(
    ("text", "one", "said"),
    [
        ("is:new", FRESH, "first seen on 2026-05-11"),
        ("is:reposted", BOTH, "reposted on 2026-05-18"),
        ("is:changed", BOTH, "changed on 2026-05-19"),
    ],
)
def test_it_says_when(text: str, one: Opening, said: str) -> None:
    found = matches(query.parse(text), one, now=NOW)
    assert found is not None
    assert (found.because, found.unknown) == ((Evidence(text, said),), ())
    assert field(Is(Story.NEW)) == "is"
    assert phrase(Is(Story.NEW), True, said) == f"it was {said}"


def test_what_excludes_it_says_so() -> None:
    found = matches(query.parse("sre -is:new"), BOTH, now=NOW)
    assert found is not None
    assert found.because[1].text == "reposted on 2026-05-18, changed on 2026-05-19"


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ({"words": "sre", "is": "new"}, "sre is:new"),
        ({"is": ["reposted", "changed"]}, "is:reposted OR is:changed"),
        ({"words": "sre", "is": {"none": ["reposted"]}}, "sre -is:reposted"),
    ],
)
def test_keys_and_text_are_one(keys: dict[str, object], text: str) -> None:
    assert query.from_keys(keys) == query.parse(text)
    assert query.to_keys(query.parse(text)) == keys


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("is:new is:reposted", "nothing fits this: is:new and is:reposted do not go together"),
        ("is:changed is:new", "nothing fits this: is:changed and is:new do not go together"),
        ("sre -is:new -is:changed -is:reposted", "nothing fits this: -is:new, -is:changed and"),
        ("is:new OR is:changed OR is:reposted", "everything fits this"),
        ("is:new OR -is:new", "everything fits this"),
        ("-is:reposted", "this asks for nothing"),
        ("is:remote", "remote stands alone, without is:"),
        ("is:repost", "unknown is:repost, did you mean 'reposted'?"),
        ("is:open", "unknown is:open, known are new, reposted, changed"),
        ("is:", "is: needs a value"),
        ("is>=3", "is takes a colon"),
        ("is:new*", "unknown is:new*, did you mean 'new'?"),
    ],
)
def test_what_makes_no_sense_is_refused(text: str, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        query.parse(text)
    assert caught.value.message.startswith(said)


def test_a_part_that_changes_nothing_is_remarked() -> None:
    made = query.parse("is:new -is:reposted")
    assert query.remarks(made) == ["-is:reposted changes nothing beside is:new"]
