"""How long what nobody needs any more is kept: `keep:` of a configuration."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from alertbot.config import variables
from alertbot.config.configuration import Keep
from alertbot.config.document import Mapping, Node, Scalar
from alertbot.config.mistakes import unknown
from alertbot.config.secrets import Secrets
from alertbot.config.values import DURATION, duration, spoken

KEYS = {
    "descriptions": "How long an opening's text is kept after it closed.",
    "closed": "How long the rest of an opening is kept after it closed.",
    "ids": "How long a closed opening's ids are known, so that it is not new when it comes back.",
    "alerts": "How long a delivered alert is kept after its opening closed.",
    "attempts": "How long the attempts of a delivery are kept after it ended.",
    "polls": "How long it is known what a poll brought.",
}
_WEEK = timedelta(weeks=1)
LEAST = Keep(
    descriptions=_WEEK,  # a repost is recognised by its text
    closed=_WEEK,  # an edit and a repost need what there was
    ids=timedelta(days=90),
    alerts=_WEEK,  # an edit needs its message
    attempts=timedelta(days=1),
    polls=_WEEK,  # what number of new postings is usual is read from them
)
_WITHIN = {"descriptions": ("closed", "ids"), "alerts": ("closed", "ids"), "closed": ("ids",)}
"""What is part of something goes with it at the latest."""


def read(node: Node | None, secrets: Secrets) -> Keep:
    """What the file says, with its mistakes told, and for the rest what is usual."""
    if node is None:
        return Keep()
    if not isinstance(node, Mapping):
        secrets.findings.error(node.start, "'keep' holds keys, such as {closed: 365d}")
        return Keep()
    said: dict[str, timedelta] = {}
    for key, (at, value) in node.entries.items():
        if key not in KEYS:
            secrets.findings.error(at.start, unknown(key, KEYS))
        elif length := _length(key, value, secrets):
            said[key] = length
    for part, wholes in _WITHIN.items():
        for whole in wholes:
            if part in said and whole in said and said[part] > said[whole]:
                what = f"'keep.{part}' is longer than 'keep.{whole}', with which it goes"
                secrets.findings.error(node.entries[part][1].start, what)
    return Keep(**{key: said.get(key) or _usual(key, said) for key in KEYS})


def _length(key: str, node: Node, secrets: Secrets) -> timedelta | None:
    """One duration; None, with the mistake told, where it is none, or too short."""
    value: object = None
    if isinstance(node, Scalar):
        value = node.value
        if isinstance(value, str):
            located = variables.located(node, secrets.source)
            text = variables.fill(located, secrets.env, secrets.findings)
            if text is None:
                return None
            value = text.value
    least: timedelta = getattr(LEAST, key)
    try:
        length = duration(value)
    except ValueError as error:
        secrets.findings.error(node.start, f"'keep.{key}' is not right: {error}")
        return None
    if length < least:
        secrets.findings.error(node.start, f"'keep.{key}' is at least {spoken(least)}")
        return None
    return length


def _usual(key: str, said: dict[str, timedelta]) -> timedelta:
    """The default, as far as it agrees with what the file says of the others."""
    usual: timedelta = getattr(Keep(), key)
    wholes = [said[whole] for whole in _WITHIN.get(key, ()) if whole in said]
    parts = [said[part] for part, within in _WITHIN.items() if key in within and part in said]
    return max([min([usual, *wholes]), *parts])


def schema() -> dict[str, Any]:
    """The JSON Schema of `keep:`."""
    length = [{"type": "string", "pattern": f"^{DURATION}$"}, {"$ref": "#/$defs/variable"}]
    return {
        "description": "How long what nobody needs any more is kept; docs/upkeep.md says more.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            key: {
                "description": f"{what} At least {spoken(getattr(LEAST, key))}.",
                "anyOf": length,
                "default": spoken(getattr(Keep(), key)),
            }
            for key, what in KEYS.items()
        },
    }
