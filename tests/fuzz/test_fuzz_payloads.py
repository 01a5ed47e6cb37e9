"""Payloads in their right form with wrong things in them: each kind, and what reads its postings.

The conformance suite damages bytes. Here JSON stays JSON, and its members are what nobody expects.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot import identity, reading
from alertbot.model import Page, RawPay, RawPlace, RawPosting, Skipped
from alertbot.testing import conformance
from tests.fuzz.hostile import PIECES, hostile, is_storable
from tests.sources.test_conformance import KINDS, OPTIONS, samples

# There are 28 kinds: a quarter of the usual number of examples for each.
FEWER = settings(max_examples=max(8, settings().max_examples // 4))
Path = tuple[str | int, ...]
samples_of = cache(samples)


def nested(depth: int) -> object:
    value: object = "x"
    for number in range(depth):
        value = [value] if number % 2 else {"name": value}
    return value


WRONG = st.one_of(
    st.sampled_from(
        [
            None, True, False, 0, -1, 1.5, 10**30, 10**400, float("nan"), float("inf"), 1e308,
            2**63, 253402300800, -62135596801, 99999999999999, [], {}, [None], [[]], [{}],
            {"name": None}, [1, "a", None, {}], nested(6), nested(150), "9999-12-31T23:59:59+99:99",
            "10000-01-01", "0001-01-01T00:00:00+14:00", "2026-13-45", "Posted 99999 Days Ago",
            "http://[", "//[", "https://a.b:99999999/", "https://\ud800.b/", "javascript:x", "https://xn--.b/",
            "9" * 5000, "x" * 3000, "<p>" * 300,
        ]
    ),
    hostile,
)  # fmt: skip


def paths(value: object, at: Path = ()) -> Iterator[Path]:
    """Where something stands in a payload; of a list the first three."""
    members: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        members = list(value.items())
    elif isinstance(value, list):
        members = list(enumerate(value[:3]))
    for name, inner in members:
        yield (*at, name)
        yield from paths(inner, (*at, name))


def changed(data: st.DataObject, payload: Any) -> Any:
    """The payload with one member gone, replaced, doubled, wrapped, or written as a string."""
    there = list(paths(payload))
    if not there:
        return payload
    *way, last = data.draw(st.sampled_from(there))
    holder = payload
    for step in way:
        holder = holder[step]
    old = holder[last]
    match data.draw(st.sampled_from(["gone", "wrong", "wrong", "more", "twice", "in", "string"])):
        case "gone":
            del holder[last]
        case "more" if isinstance(old, str):
            holder[last] = data.draw(hostile) + old + data.draw(hostile)
        case "twice" if isinstance(old, list):
            holder[last] = old * 2
        case "in":
            holder[last] = data.draw(st.sampled_from([[old], {"name": old, "value": old}]))
        case "string":
            holder[last] = str(old)
        case _:
            holder[last] = copy.deepcopy(data.draw(WRONG))  # or the next example finds it changed
    return payload


def judge(name: str, page: Page) -> None:
    """Parses a page, and reads some of what it gives: sound, storable, or a ParseError."""
    kind = KINDS[name]
    kind.recognise(page)
    found = conformance.outcome(kind, OPTIONS[name], page)
    if isinstance(found, str):
        assert found.strip()
        assert "\n" not in found
        assert is_storable(found)
        return
    assert conformance.sound(found)
    assert all(is_storable(one.reason) for one in found if isinstance(one, Skipped))
    for raw in [one for one in found if isinstance(one, RawPosting)][:2]:
        read_and_told_apart(raw)


def read_and_told_apart(raw: RawPosting) -> None:
    posting = reading.read(raw, source="fuzz", fetched_at=conformance.MOMENT)
    assert is_storable((posting.title, posting.company, posting.places, posting.description))
    assert is_storable((posting.hashtags, posting.pay, posting.pay_unread, posting.department))
    assert identity.fingerprint(raw) == identity.fingerprint(copy.deepcopy(raw))
    assert len(identity.content_hash(posting)) == len(identity.revision(posting)) == 64
    assert identity.same_opening(posting, posting).answer == "same"


@pytest.mark.parametrize("name", KINDS)
@FEWER
@given(data=st.data())
def test_members_that_nobody_expects(name: str, data: st.DataObject) -> None:
    sample = data.draw(st.sampled_from(samples_of(name)))
    if sample.content_type == "application/json":
        payload = json.loads(sample.body)
        for _ in range(data.draw(st.integers(1, 4))):
            payload = changed(data, payload)
        body = json.dumps(payload, ensure_ascii=data.draw(st.booleans()))
    else:
        body = sample.body.decode("utf-8", "replace")
        for _ in range(data.draw(st.integers(1, 3))):
            # Where text, a tag or a value begins.
            edge = data.draw(st.sampled_from([">", "<", '"']))
            parts = body.split(edge)
            at = data.draw(st.integers(1, len(parts)))
            wrong = data.draw(hostile)
            body = edge.join(parts[:at]) + wrong + edge.join(["", *parts[at:]])
    judge(name, conformance.page(body.encode("utf-8", "surrogatepass"), sample.content_type))


@given(hostile)
def test_boards_are_located_in_any_text(given_text: str) -> None:
    for name in KINDS:
        for service in ("", f"https://jobs.{name}.com/", f"https://{name}.example/careers?id="):
            for options in KINDS[name].locate(service + given_text):
                assert options


@pytest.mark.parametrize("content_type", ["application/json", "text/html"])
@given(pieces=st.lists(st.sampled_from(PIECES), max_size=20))
def test_any_pieces_are_recognised_or_not(content_type: str, pieces: list[str]) -> None:
    body = "".join(pieces).encode("utf-8", "surrogatepass")
    for kind in KINDS.values():
        assert kind.recognise(conformance.page(body, content_type)) in (True, False)


amounts = st.one_of(st.none(), st.decimals(allow_nan=True, allow_infinity=True))


@given(
    words=st.lists(hostile, min_size=12, max_size=12),
    low=amounts,
    high=amounts,
    predicted=st.booleans(),
)
def test_any_posting_is_read(words: list[str], low: Any, high: Any, predicted: bool) -> None:
    # A kind leaves NUL and halves of pairs out of what is stored as it came.
    kept = [text.encode("utf-8", "ignore").decode().replace("\0", "") for text in words]
    read_and_told_apart(
        RawPosting(
            external_id="1",
            url="https://board.example/1",
            title=words[0],
            company=kept[1],
            places=(
                RawPlace(text=kept[2]),
                RawPlace(city=kept[3], region=kept[4], country=kept[5]),
            ),
            workplace=words[6],
            remote_in=(words[7],),
            pay=(RawPay(low, high, words[8], words[9], kept[10], predicted),),
            pay_text=kept[8],
            employment_type=words[9],
            level=words[10],
            requisition=kept[10],
            department=kept[11],
            posted=words[6],
            valid_through=words[7],
            description=words[11],
        )
    )
