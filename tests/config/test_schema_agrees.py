"""Whatever a good configuration is changed into, the JSON Schema and the loader say the same of it.

What the schema refuses, the loader refuses. What it accepts, the loader finds no fault with by its
form: what it may still say is of names, of the world, or of the query language.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alertbot.config import schema
from tests.config.configuring import CHANNELS, SOURCES, mistakes
from tests.config.json_schema import fits

SCHEMA = schema(SOURCES, CHANNELS)
GOOD: dict[str, Any] = {
    "database": "sqlite:///a.db",
    "timezone": "Europe/Berlin",
    "currency": "EUR",
    "home": "Berlin, DE",
    "operator": "screen",
    "keep": {"closed": "100d", "polls": "8d"},
    "aliases": {"company": {"Contoso": ["Cloud"]}},
    "synonyms": {"sre": ["reliability engineer"], "k8s": "kubernetes", "builtin": False},
    "sources": {
        "contoso": {"kind": "board", "board": "contoso", "every": "1h", "depth": 2, "tags": ["a"]},
        "other": {"kind": "board", "board": "b", "private": True, "limit": [1], "order": "oldest"},
        "third": {"kind": "api", "auth": {"user": "me", "password": {"env": "TOKEN"}}},
    },
    "channels": {
        "screen": {"kind": "screen", "color": True, "max_per_day": 5, "timeout": "5s"},
        "team": {"kind": "chat", "token": "${TOKEN}", "to": 5, "audience": "private"},
    },
    "searches": {
        "one": {
            "where": "sre",
            "from": ["contoso", "other"],
            "to": ["screen", "team"],
            "again": ["reposted"],
            "digest": {"at": ["08:30", "17:00"], "days": "mon-fri"},
            "quiet": "22:00-07:00",
            "per_company": 3,
        },
        "two": {
            "match": {
                "title": {"any": ["sre"], "none": ["chef"]},
                "location": {"any": ["berlin"], "radius": "50km"},
                "pay": {"floor": "100k", "ceiling": "200k"},
                "posted": "<7d",
                "remote": True,
            },
            "to": "team",
            "max_per_day": 4,
        },
    },
}
SHAPE = re.compile(
    r"must be (?!at (?:least|most)|more than|less than)|unknown key|is missing|holds (?:names|keys)"
    r"|needs a kind|has no 'kind'|unknown kind|cannot be used here|takes a name|'\w+' is empty"
)
VALUES: list[Any] = [
    *(None, True, False, 0, 1, -1, 1.5, 10**9, "", " ", "x", "1", "true", "no", "5m"),
    *([], {}, [[]], [None], ["x"], [1], {"x": 1}, {"env": "TOKEN"}, {"any": ["x"]}, "08:30"),
]


def paths(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where each value of a tree is."""
    if path:
        yield path
    inside: dict[str | int, Any] = (
        value
        if isinstance(value, dict)
        else dict(enumerate(value))
        if isinstance(value, list)
        else {}
    )
    for key, inner in inside.items():
        yield from paths(inner, (*path, key))


def changed(path: tuple[str | int, ...], how: str, value: Any) -> Any:
    """The good one with one change."""
    whole = json.loads(json.dumps(GOOD))
    *way, last = path
    under = whole
    for key in way:
        under = under[key]
    if how == "put":
        under[last] = value
    elif how == "drop":
        del under[last]
    elif isinstance(under, dict):
        under[f"{last}x" if how == "rename" else "more"] = (
            under.pop(last) if how == "rename" else value
        )
    else:
        under.append(value)
    return whole


@settings(
    max_examples=400, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.sampled_from(list(paths(GOOD))),
    st.sampled_from(["put", "put", "drop", "rename", "add"]),
    st.sampled_from(VALUES),
)
def test_they_agree(tmp_path: Path, path: tuple[str | int, ...], how: str, value: Any) -> None:
    whole = changed(path, how, value)
    found = [it for it in mistakes(tmp_path, json.dumps(whole)) if it.severity == "error"]
    if fits(whole, SCHEMA, SCHEMA):
        assert [it for it in found if SHAPE.search(it.message)] == []
    else:
        assert found != []


def test_the_good_one_is_good(tmp_path: Path) -> None:
    assert mistakes(tmp_path, json.dumps(GOOD)) == ()
    assert fits(GOOD, SCHEMA, SCHEMA)
