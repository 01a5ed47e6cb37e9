"""Signs of life: `heartbeat:` of a configuration."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from alertbot.config import timing
from alertbot.config.configuration import Heartbeat
from alertbot.config.document import Mapping, Node
from alertbot.config.mistakes import listed, meant, shown
from alertbot.config.secrets import Secrets
from alertbot.config.values import DURATION, SECRET, duration, spoken
from alertbot.model import Secret

KEYS = {
    "days": "The days of the week on which it is said, such as mon; each day if left out.",
    "at": "The local time of day; 09:00 if left out.",
    "ping": "An address that is asked as long as all is well, a secret.",
    "every": "How often that is.",
}
LEAST = timedelta(seconds=10)

_WHEN = rf"(?:{timing.SPANS})?\s*(?:{timing.TIME})?\s*"
_ADDRESS = re.compile(r'https?://[^/\s?#@]+(?:[/?][!"$-~]*)?')


def read(node: Node | None, secrets: Secrets) -> Heartbeat:
    """What the file says, with its mistakes told; silent where it says nothing."""
    if node is None:
        return Heartbeat()
    if isinstance(node, Mapping):
        return _keys(node, secrets)
    words = timing.Reader(secrets).text(node)
    if words is None or not words.strip() or not re.fullmatch(_WHEN, words):
        secrets.findings.error(node.start, "'heartbeat' is a day and a time: monday 09:00")
        return Heartbeat()
    at = re.search(rf"{timing.TIME}\s*$", words)
    days = timing.days(words) or frozenset(range(7))
    return Heartbeat(days, timing.clock_time(at[0])) if at else Heartbeat(days)


def _keys(node: Mapping, secrets: Secrets) -> Heartbeat:
    for key, (where, _) in node.entries.items():
        if key not in KEYS:
            near = meant(key, KEYS) or f"; known are {listed(KEYS, 'and')}"
            secrets.findings.error(where.start, f"unknown key {shown(key)}{near}")
    reader, found = timing.Reader(secrets), Heartbeat()
    days, at, ping = (node.get(key) for key in ("days", "at", "ping"))
    if days is at is ping is None and node.entries.keys() <= KEYS.keys():
        secrets.findings.error(node.start, "'heartbeat' has a time, a 'ping', or both")
    return Heartbeat(
        found.days if days is None and at is None else reader.days(days),
        (None if at is None else reader.time_of_day(at, "heartbeat.at")) or found.at,
        None if ping is None else _ping(ping, secrets),
        _every(node, secrets) or found.every,
    )


def _ping(node: Node, secrets: Secrets) -> Secret | None:
    """The address, a Secret: whoever knows it can say that all is well."""
    secret = secrets.read(node, "ping", "heartbeat")
    if secret and secrets.look and not _ADDRESS.fullmatch(secret.reveal()):
        what = "'heartbeat.ping' is an address that starts with https:// or http:// and has no #"
        secrets.findings.error(node.start, what)
    return secret


def _every(node: Mapping, secrets: Secrets) -> timedelta | None:
    said = node.get("every")
    if said is None:
        return None
    if node.get("ping") is None:
        secrets.findings.error(said.start, "'heartbeat.every' says how often to 'ping'")
        return None
    try:
        length = duration(timing.Reader(secrets).text(said))
    except ValueError as error:
        secrets.findings.error(said.start, f"'heartbeat.every' is not right: {error}")
        return None
    if length < LEAST:
        secrets.findings.error(said.start, f"'heartbeat.every' is at least {spoken(LEAST)}")
    return length


def schema() -> dict[str, Any]:
    """The JSON Schema of `heartbeat:`."""
    variable = {"$ref": "#/$defs/variable"}
    days = {"type": "string", "pattern": f"^{timing.SPANS}$"}
    forms: dict[str, list[dict[str, Any]]] = {
        "days": [days, variable, {"type": "array", "minItems": 1, "items": days}],
        "at": [{"type": "string", "pattern": rf"^\s*{timing.TIME}\s*$"}, variable],
        "ping": SECRET["anyOf"],
        "every": [{"type": "string", "pattern": f"^{DURATION}$"}, variable],
    }
    keys = {key: {"description": what, "anyOf": forms[key]} for key, what in KEYS.items()}
    keys["every"]["default"] = spoken(Heartbeat().every)
    return {
        "description": "A line to the operator now and then that all is well, such as "
        "monday 09:00; an address to ping as long as it is.",
        "anyOf": [
            {"type": "string", "pattern": rf"^(?=.*\S){_WHEN}$"},
            variable,
            {
                "type": "object",
                "additionalProperties": False,
                "minProperties": 1,
                "properties": keys,
            },
        ],
    }
