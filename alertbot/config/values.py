"""The kinds of value that a configuration holds: as pydantic reads them, and their schema."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated, Any

from pydantic import BeforeValidator, InstanceOf, WithJsonSchema

from alertbot.model import Secret

LONGEST = timedelta(days=3660)
"""No duration is longer: ten years."""

MOST = 1_000_000
"""No limit on alerts is higher."""

DURATION = r"(?:[0-9]{1,9}(?:\.[0-9]{1,6})?\s*[smhdw]\s*)+"
ADDRESS = r"https?://[^/\s?#]+(?:/[^\s?#]*)?"

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}
_DURATION = re.compile(DURATION, re.ASCII)
_ADDRESS = re.compile(ADDRESS)


def spoken(span: timedelta) -> str:
    """A duration as a file says it: 15m."""
    seconds = span.total_seconds()
    for unit, length in (("d", 86400), ("h", 3600), ("m", 60)):
        if seconds and seconds % length == 0:
            return f"{seconds / length:g}{unit}"
    return f"{seconds:g}s"


def duration(value: object) -> timedelta:
    """The length of time that a text such as 1h30m says. Raises ValueError in words for people."""
    if isinstance(value, timedelta):
        return value
    if not isinstance(value, str) or len(value) > 40 or not _DURATION.fullmatch(value):
        raise ValueError("a duration is a number and a unit: 30s, 15m, 1h, 2d")
    parts = re.findall(r"([0-9.]+)\s*([smhdw])", value)
    seconds = sum(float(number) * _UNITS[unit] for number, unit in parts)
    if not 0 < seconds <= LONGEST.total_seconds():
        raise ValueError("a duration is more than nothing, and ten years at most")
    return timedelta(seconds=seconds)


def _secret(value: object) -> object:
    return Secret(value) if isinstance(value, str) else value


def _address(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _base_url(value: object) -> object:
    if isinstance(value, str) and not _ADDRESS.fullmatch(value):
        raise ValueError("an address starts with https:// or http:// and a host, and has no ? or #")
    return value.rstrip("/") if isinstance(value, str) else value


def _most(value: object) -> object:
    number = int(value) if isinstance(value, str) and re.fullmatch("[0-9]{1,7}", value) else value
    if number == "none":
        return None
    if isinstance(number, bool) or not isinstance(number, int) or not 1 <= number <= MOST:
        raise ValueError("a limit is a whole number of alerts, 1 at least, or none")
    return number


MostAlerts = Annotated[
    int | None,
    BeforeValidator(_most),
    WithJsonSchema(
        {
            "description": "Alerts a day at most; the others come together at 18:00. Or none.",
            "anyOf": [{"type": "integer", "minimum": 1, "maximum": MOST}, {"const": "none"}],
        }
    ),
]
Duration = Annotated[
    timedelta,
    BeforeValidator(duration),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": f"^{DURATION}$",
            "description": "A duration: a number and a unit of s, m, h, d or w, such as 15m.",
        }
    ),
]
SECRET: dict[str, Any] = {
    "description": "A secret: ${NAME}, {env: NAME} or {file: PATH}.",
    "anyOf": [
        {"type": ["string", "number"], "minLength": 1},
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["env"],
            "properties": {
                "env": {
                    "type": "string",
                    "minLength": 1,
                    "description": "The name of an environment variable.",
                }
            },
        },
        {
            "type": "object",
            "additionalProperties": False,
            "required": ["file"],
            "properties": {
                "file": {
                    "type": "string",
                    "minLength": 1,
                    "description": "A file's path, or the bare name of a credential.",
                }
            },
        },
    ],
}
"""The JSON Schema of a secret."""

SecretValue = Annotated[InstanceOf[Secret], BeforeValidator(_secret), WithJsonSchema(SECRET)]
ChatAddress = Annotated[
    str,
    BeforeValidator(_address),
    WithJsonSchema(
        {"type": ["string", "integer"], "description": "The chat: its name or its number."}
    ),
]
BaseUrl = Annotated[
    str,
    BeforeValidator(_base_url),
    WithJsonSchema(
        {
            "type": "string",
            "pattern": f"^{ADDRESS}$",
            "description": "Scheme and host, perhaps with a path, such as https://proxy.example.",
        }
    ),
]
