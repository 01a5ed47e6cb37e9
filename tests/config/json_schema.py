"""As much of JSON Schema (draft 2020-12) as ours uses; any other keyword is a KeyError."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_TYPES: Mapping[str, Callable[[Any], bool]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "string": lambda value: isinstance(value, str),
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
}
_SILENT = {"$schema", "$defs", "title", "description", "default", "examples"}


def fits(value: Any, schema: Any, root: Mapping[str, Any]) -> bool:
    """Whether a value is what the schema, a part of `root`, says."""
    if isinstance(schema, bool):
        return schema
    return all(
        _RULES[key](value, rule, schema, root) for key, rule in schema.items() if key not in _SILENT
    )


def _reference(value: Any, rule: str, _: Any, root: Mapping[str, Any]) -> bool:
    return fits(value, root["$defs"][rule.removeprefix("#/$defs/")], root)


def _one_of(value: Any, rule: list[Any], _: Any, root: Mapping[str, Any]) -> bool:
    return sum(fits(value, part, root) for part in rule) == 1


def _any_of(value: Any, rule: list[Any], _: Any, root: Mapping[str, Any]) -> bool:
    return any(fits(value, part, root) for part in rule)


def _type(value: Any, rule: Any, _: Any, __: Any) -> bool:
    return any(_TYPES[name](value) for name in ([rule] if isinstance(rule, str) else rule))


def _pattern(value: Any, rule: str, _: Any, __: Any) -> bool:
    # Python has no \p{}; letters, marks and digits of any script are \w here.
    form = rule.replace(r"\p{L}", r"\w").replace(r"\p{N}", "")
    return not isinstance(value, str) or re.search(form, value) is not None


def _properties(value: Any, rule: Mapping[str, Any], _: Any, root: Mapping[str, Any]) -> bool:
    return not isinstance(value, dict) or all(
        fits(value[key], part, root) for key, part in rule.items() if key in value
    )


def _additional(value: Any, rule: Any, schema: Any, root: Mapping[str, Any]) -> bool:
    return not isinstance(value, dict) or all(
        fits(it, rule, root) for key, it in value.items() if key not in schema.get("properties", ())
    )


def _names(value: Any, rule: Any, _: Any, root: Mapping[str, Any]) -> bool:
    return not isinstance(value, dict) or all(fits(key, rule, root) for key in value)


def _items(value: Any, rule: Any, _: Any, root: Mapping[str, Any]) -> bool:
    return not isinstance(value, list) or all(fits(item, rule, root) for item in value)


def _required(value: Any, rule: list[str], _: Any, __: Any) -> bool:
    return not isinstance(value, dict) or set(rule) <= set(value)


def _at_least(value: Any, rule: int, _: Any, __: Any) -> bool:
    return not isinstance(value, str | list | dict) or len(value) >= rule


_RULES: Mapping[str, Callable[[Any, Any, Any, Mapping[str, Any]], bool]] = {
    "$ref": _reference,
    "oneOf": _one_of,
    "anyOf": _any_of,
    "type": _type,
    "const": lambda value, rule, _, __: value == rule,
    "enum": lambda value, rule, _, __: value in rule,
    "pattern": _pattern,
    "properties": _properties,
    "additionalProperties": _additional,
    "propertyNames": _names,
    "items": _items,
    "required": _required,
    "minLength": _at_least,
    "minItems": _at_least,
    "minProperties": _at_least,
    "minimum": lambda value, rule, _, __: not isinstance(value, int) or value >= rule,
    "maximum": lambda value, rule, _, __: not isinstance(value, int) or value <= rule,
}
