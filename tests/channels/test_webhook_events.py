"""What a webhook is sent: the goldens, and the schema that is published of them."""

from __future__ import annotations

import json
import os
from dataclasses import fields, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from alertbot.channels import _webhook_event, _webhook_render, webhook
from alertbot.model import (
    LINES,
    Alert,
    Context,
    Digest,
    Evidence,
    Match,
    OpeningAlert,
    Part,
    Place,
    Posting,
    Section,
    Summary,
)
from alertbot.samples.invented import US_PAY
from tests.channels.anything import ANY_ALERT, ANY_CONTEXT
from tests.channels.examples import ALERTS, CONTEXT, HOSTILE, POSTING, alert, opening
from tests.channels.golden import agrees
from tests.config.json_schema import fits

PUBLISHED = Path(__file__).parents[2] / "docs" / "webhook.schema.json"
_OMITTED = {"format", "$id"}


def simple(schema: Any) -> Any:
    """The schema without the keywords that say nothing of the form."""
    if isinstance(schema, dict):
        return {key: simple(value) for key, value in schema.items() if key not in _OMITTED}
    return [simple(part) for part in schema] if isinstance(schema, list) else schema


SCHEMA = simple(_webhook_event.schema())


def event(said: Alert, context: Context = CONTEXT) -> dict[str, Any]:
    return dict(json.loads(webhook.render(said, context).body))


@pytest.mark.parametrize("name", ALERTS)
def test_golden(name: str) -> None:
    found = event(*ALERTS[name])
    assert fits(found, SCHEMA, SCHEMA)
    assert agrees(f"webhook/{name}.json", json.dumps(found, indent=2, ensure_ascii=False) + "\n")


def test_the_schema_that_is_published_is_this_one() -> None:
    if os.environ.get("ALERTBOT_UPDATE_GOLDENS"):
        PUBLISHED.write_text(_webhook_event.schema_text(), encoding="utf-8")
    assert PUBLISHED.read_text(encoding="utf-8") == _webhook_event.schema_text()


@pytest.mark.parametrize(
    "change",
    [
        {"type": "alertbot.else"},
        {"specversion": "0.3"},
        {"id": 7},
        {"data": {}},
    ],
    ids=str,
)
def test_the_schema_refuses_what_is_not_sent(change: dict[str, Any]) -> None:
    good = event(*ALERTS["plain"])
    assert fits(good, SCHEMA, SCHEMA)
    assert not fits({**good, **change}, SCHEMA, SCHEMA)
    for key in good:
        assert not fits({it: value for it, value in good.items() if it != key}, SCHEMA, SCHEMA)


def test_the_schema_is_open_to_what_a_later_version_adds() -> None:
    good = event(*ALERTS["plain"])
    assert fits({**good, "extra": 1, "data": {**good["data"], "extra": 1}}, SCHEMA, SCHEMA)


@pytest.mark.slow
@given(ANY_ALERT, ANY_CONTEXT)
def test_any_alert_fits_the_schema_and_the_size(said: Alert, context: Context) -> None:
    message = webhook.render(said, context)
    assert len(message.body.encode()) <= _webhook_render.MOST
    found = json.loads(message.body)
    assert fits(found, SCHEMA, SCHEMA)
    assert found["data"]["text"] == message.text
    assert datetime.fromisoformat(found["time"]) == context.now


def test_the_longest_posting_there_can_be_fits() -> None:
    long = "漢" * 4_000
    place = Place(long, long, long, long)
    posting = Posting(
        long,
        "1",
        f"https://jobs.example/{'a' * 1_900}",
        long,
        company=long,
        places=tuple(replace(place, text=f"{number}{long}") for number in range(300)),
        hashtags=(long,) * 300,
        description=long * 10,
    )
    said = alert(posting)
    matches = tuple(replace(said.matches[0], key=f"{number}{long}") for number in range(99))
    body = webhook.render(replace(said, matches=matches), CONTEXT).body
    assert 10_000 < len(body.encode()) <= _webhook_render.MOST
    assert fits(json.loads(body), SCHEMA, SCHEMA)


def test_many_monstrous_postings_fit_together() -> None:
    wide = "\U0001f600" * 500
    posting = replace(
        POSTING,
        title=wide,
        company=wide,
        url=f"https://jobs.example/{'a' * 1_900}",
        places=tuple(Place(f"{number}{wide}", wide, wide, wide) for number in range(99)),
        hashtags=tuple(f"{number}{wide}" for number in range(99)),
        pay=tuple(replace(US_PAY, min=Decimal(number), where=wide) for number in range(1, 99)),
    )
    match = Match(wide[:64], (Evidence(wide, f"a{wide}"),) * 20, (wide,) * 20)
    digest = Digest(1, "search", LINES, (Part(wide[:64], (alert(posting, *[match] * 9),) * LINES),))
    summary = Summary(tuple(Section(wide[:64], 9, (opening(posting),) * 5) for _ in range(60)))
    for said in (digest, summary):
        body = webhook.render(said, CONTEXT).body
        assert 5_000 < len(body.encode()) <= _webhook_render.MOST
        assert fits(json.loads(body), SCHEMA, SCHEMA)


def test_nothing_of_an_opening_is_forgotten() -> None:
    """A field that the model of a posting gains has to be sent, or to be left out on purpose."""
    left_out = {"source", "external_id", "requisition", "department", "closes_not_before"}
    sent = set(_webhook_event.Opening.model_fields) | left_out | {"pay_unread"}
    assert {field.name for field in fields(Posting)} - sent == set()


def test_hostile_words_are_cleaned_and_their_links_are_not_sent() -> None:
    data = event(alert(HOSTILE))["data"]
    assert data["opening"]["url"] == ""
    text = json.dumps(data, ensure_ascii=False)
    for sign in ("\u202e", "\u2066", "\u200b", "\\u0000", "\ud800"):
        assert sign not in text


def test_amounts_are_numbers_and_moments_are_in_utc() -> None:
    opening = event(alert(POSTING))["data"]["opening"]
    assert opening["pay"][0]["min"] == 119800
    assert opening["posted_at"] == "2026-05-13T00:00:00Z"


@pytest.mark.parametrize("name", ALERTS)
def test_types_and_subjects(name: str) -> None:
    said, context = ALERTS[name]
    found = event(said, context)
    kind = found["type"].removeprefix("alertbot.")
    assert kind == type(said).__name__.removesuffix("Alert").lower()
    assert ("subject" in found) is isinstance(said, OpeningAlert)
