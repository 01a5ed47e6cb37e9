"""What a webhook is sent, as models: docs/webhook.schema.json is made of them.

The envelope is CloudEvents 1.0 (github.com/cloudevents/spec, structured JSON). Fields may be
added; `dataschema` changes when one goes or comes to mean something else. Pure.
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, TypeAdapter

from alertbot.model import Basis, EmploymentType, Level, Occasion, Period, Why, Workplace

DATA_SCHEMA: Literal["urn:alertbot:event:1"] = "urn:alertbot:event:1"


class _Model(BaseModel):
    # Open to keys of later versions: a receiver that checks events goes by this too.
    model_config = ConfigDict(
        frozen=True, use_attribute_docstrings=True, json_schema_serialization_defaults_required=True
    )


class Place(_Model):
    """Where. Null is: not known."""

    text: str
    city: str | None
    region: str | None
    """ISO 3166-2, such as US-WA."""
    country: str | None
    """ISO 3166-1 alpha-2, such as US."""
    lat: float | None
    lon: float | None


class Pay(_Model):
    """One range, in units of its currency. Null is: not said."""

    min: int | float | None
    max: int | float | None
    currency: str | None
    """ISO 4217, such as USD."""
    period: Period | None
    where: str | None
    """For whom or where it holds."""
    basis: Basis
    """Whether it was stated, read from the text, or somebody's estimate."""
    text: str
    """The same in words."""


class Credit(_Model):
    """A service whose terms ask to be named, with the link, where its postings are shown."""

    service: str
    url: str


class Opening(_Model):
    """A vacancy. Null and empty are: not said."""

    id: int
    """Its number in alertbot: `alertbot explain` and the like take it."""
    title: str
    company: str | None
    url: str
    """http or https; empty where there is none that is safe to follow."""
    sources: list[str]
    copies: int
    """How many vacancies it stands for: adverts alike in all, the place too."""
    places: list[Place]
    more_places: int
    """How many places were left out."""
    workplace: Workplace | None
    remote_in: list[str] | None
    """Countries (alpha-2) that remote work is open to; an empty list is anywhere."""
    pay: list[Pay]
    hashtags: list[str]
    """Without #."""
    employment_type: EmploymentType | None
    level: Level | None
    posted_at: datetime | None
    valid_through: datetime | None
    first_seen: datetime
    closed_at: datetime | None
    reposted_at: datetime | None
    description: str
    """Text; its beginning, where it is long, and empty where several are told of together."""
    credits: list[Credit]


class Evidence(_Model):
    """Why a condition holds: the condition, and the text that decided."""

    condition: str
    text: str


class Search(_Model):
    """A saved search that the opening fits. `unknown`: what was not said, and passed for it."""

    name: str
    because: list[Evidence]
    unknown: list[str]


class Change(_Model):
    """What is new about it; empty is: nothing was said."""

    field: str
    before: str
    after: str


class Alert(_Model):
    """One opening, and why it is told of."""

    occasion: Occasion
    changes: list[Change]
    searches: list[Search]
    opening: Opening


class Part(_Model):
    """What one search has to say in a digest, the best first."""

    search: str
    alerts: list[Alert]


class Section(_Model):
    """What one search found at once; `best` are a few of it."""

    search: str
    total: int
    known: int
    """How many more there are that were told of before."""
    source: str
    """The source whose many new openings these are; empty where it is not about one."""
    best: list[Opening]


class _Data(_Model):
    text: str
    """The whole of it for people."""
    repeated: bool
    """Whether an earlier attempt may have arrived; that had the same id."""
    late_seconds: int | None
    """How long it has waited, where that is more than a day."""


class OpeningData(_Data, Alert):
    """An alert about one opening."""


class DigestData(_Data):
    """Alerts that were gathered. `total` counts those that are left out too."""

    why: Why
    total: int
    parts: list[Part]


class SummaryData(_Data):
    """What was there already when a search or a source was new."""

    sections: list[Section]
    unread: int
    """Sources that have not been read yet."""


class NoticeData(_Data):
    """A word to the operator."""


class TextData(_Model):
    """Any of the others as text alone, after the receiver has refused it."""

    text: str


class _Event(_Model):
    specversion: Literal["1.0"] = "1.0"
    id: str
    """The same at each attempt: what has this id already can be dropped."""
    source: Literal["/alertbot"] = "/alertbot"
    time: datetime
    """When this attempt was made."""
    datacontenttype: Literal["application/json"] = "application/json"
    dataschema: Literal["urn:alertbot:event:1"] = DATA_SCHEMA


class OpeningEvent(_Event):
    """One opening."""

    type: Literal["alertbot.opening"] = "alertbot.opening"
    subject: str
    """opening/ and its number."""
    data: OpeningData


class DigestEvent(_Event):
    """Several openings."""

    type: Literal["alertbot.digest"] = "alertbot.digest"
    data: DigestData


class SummaryEvent(_Event):
    """What there is already."""

    type: Literal["alertbot.summary"] = "alertbot.summary"
    data: SummaryData


class NoticeEvent(_Event):
    """A word to the operator."""

    type: Literal["alertbot.notice"] = "alertbot.notice"
    data: NoticeData


class TextEvent(_Event):
    """Text alone."""

    type: Literal["alertbot.text"] = "alertbot.text"
    data: TextData


Event = OpeningEvent | DigestEvent | SummaryEvent | NoticeEvent | TextEvent


def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of whatever is sent."""
    made = TypeAdapter[Any](Event).json_schema(mode="serialization")
    said = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": DATA_SCHEMA,
        "title": "What alertbot sends to a webhook",
    }
    return said | made


def schema_text() -> str:
    """The schema as the file that docs/webhook.schema.json is."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"
