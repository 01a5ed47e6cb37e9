"""What pydantic finds wrong with a value, in plain words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from pydantic_core import ErrorDetails

_EXPECTED = {
    "string": "text",
    "int": "a whole number",
    "float": "a number",
    "decimal": "a number",
    "finite": "a number",
    "bool": "true or false",
    "list": "a list",
    "tuple": "a list",
    "set": "a list",
    "frozen": "a list",
    "iterable": "a list",
    "dict": "a mapping of keys and values",
    "mapping": "a mapping of keys and values",
    "model": "a mapping of keys and values",
    "dataclass": "a mapping of keys and values",
    "date": "a date such as 2026-05-13",
    "datetime": "a date and time such as 2026-05-13T08:30:00Z",
    "time": "a time such as 08:30",
    "url": "an address such as https://careers.example/jobs",
    "path": "a path",
    "none": "left empty",
}

_LIMITS: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "greater_than": lambda limit: f"must be more than {limit['gt']}",
    "greater_than_equal": lambda limit: f"must be at least {limit['ge']}",
    "less_than": lambda limit: f"must be less than {limit['lt']}",
    "less_than_equal": lambda limit: f"must be at most {limit['le']}",
    "multiple_of": lambda limit: f"must be a multiple of {limit['multiple_of']}",
    "string_too_long": lambda limit: f"is longer than {limit['max_length']} characters",
    "too_long": lambda limit: f"holds more than {limit['max_length']}",
    "too_short": lambda limit: f"needs at least {limit['min_length']}",
    "literal_error": lambda limit: f"must be {limit['expected']}",
    "enum": lambda limit: f"must be {limit['expected']}",
    "union_tag_invalid": lambda limit: f"must be of one of the kinds {limit['expected_tags']}",
    "union_tag_not_found": lambda _: "does not say of which kind it is",
    "string_pattern_mismatch": lambda limit: f"must be of the form {limit['pattern']}",
}


def expected(error: ErrorDetails) -> str | None:
    """What should stand there, where the mistake is one of type: "a list". Else None."""
    kind = error["type"]
    if kind in _LIMITS or kind in ("value_error", "assertion_error"):
        return None
    if kind == "is_instance_of":
        return "text"
    return _EXPECTED.get(kind.split("_", 1)[0])


def sentence(error: ErrorDetails) -> str:
    """What is wrong, to follow the name of the key. Never the value itself."""
    kind, context = error["type"], error.get("ctx") or {}
    if kind in ("value_error", "assertion_error"):
        return f"is not right: {_one_line(context.get('error', ''))}"
    if kind == "string_too_short":
        least = context["min_length"]
        return "is empty" if least == 1 else f"is shorter than {least} characters"
    if kind in _LIMITS:
        return _LIMITS[kind](context)
    what = expected(error)
    return f"must be {what}" if what else "cannot be used here"


def _one_line(cause: object) -> str:
    return " ".join(str(cause).split())[:300] or "it cannot be used here"
