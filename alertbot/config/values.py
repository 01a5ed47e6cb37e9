"""The kinds of value that a configuration holds, as pydantic reads them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator, InstanceOf

from alertbot.model import Secret

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400, "w": 604800}


def _duration(value: object) -> object:
    if isinstance(value, timedelta):
        return value
    if isinstance(value, str) and (found := re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhdw])", value)):
        return timedelta(seconds=float(found[1]) * _UNITS[found[2]])
    raise ValueError("a duration is a number and a unit: 30s, 15m, 1h, 2d")


def _secret(value: object) -> object:
    return Secret(value) if isinstance(value, str) else value


def _address(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _base_url(value: object) -> object:
    if isinstance(value, str) and not re.match(r"https?://[^/\s]+", value):
        raise ValueError("an address starts with https:// or http:// and a host")
    return value.rstrip("/") if isinstance(value, str) else value


Duration = Annotated[timedelta, BeforeValidator(_duration)]
SecretValue = Annotated[InstanceOf[Secret], BeforeValidator(_secret)]
ChatAddress = Annotated[str, BeforeValidator(_address)]
BaseUrl = Annotated[str, BeforeValidator(_base_url)]
