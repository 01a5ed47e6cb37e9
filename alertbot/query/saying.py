"""A filter as YAML keys again, from which `keys.from_keys` makes the same filter."""

from __future__ import annotations

from collections.abc import Sequence

from alertbot.errors import QueryError
from alertbot.query.keys import COLONS, TIMES, Keys
from alertbot.query.money import PayLimit
from alertbot.query.tree import And, Condition, Filter, Leaf, Not, Or, all_of
from alertbot.query.when import Closes, Posted
from alertbot.query.where import At, Remote
from alertbot.query.words import Hashtag, Pattern, Words

_Saying = tuple[str, str, list[str]]
"""A key, the group under it, and the values: of pay and the like the group is the limit."""

_BY_FIELD = {field: key for key, field in COLONS.items()}
_BOUNDS = {">=": "floor", "<=": "ceiling"}


def to_keys(filter_: Filter) -> dict[str, object]:
    """The keys that say the filter, in the order in which it asks for things.

    From the first part on that keys cannot say, or not in its place, the rest stands in `query`.
    """
    condition = filter_.condition
    parts = condition.parts if isinstance(condition, And) else (condition,)
    made: dict[str, dict[str, list[str]]] = {}
    for at, part in enumerate(parts):
        said = _said(part)
        if said is None or not _placed(made, said):
            return {**_tidy(made), "query": str(all_of(parts[at:]))}
    return _tidy(made)


def _placed(made: dict[str, dict[str, list[str]]], said: _Saying) -> bool:
    """Whether the part could be put behind what there is: a key and a group are there once."""
    key, group, values = said
    if key not in made:
        made[key] = {group: values}
        return True
    if key != next(reversed(made)) or key in TIMES:
        return False
    groups = made[key]
    if group not in groups:
        groups[group] = values
        return True
    if group != next(reversed(groups)) or group not in ("all", "none"):
        return False
    groups[group] += values
    return True


def _tidy(made: dict[str, dict[str, list[str]]]) -> dict[str, object]:
    """The keys as a person would write them: one value by itself, alternatives as a list."""
    return {key: _tidy_groups(groups) for key, groups in made.items()}


def _tidy_groups(groups: dict[str, list[str]]) -> object:
    if list(groups) == ["all"] and len(groups["all"]) == 1:
        return groups["all"][0]
    if list(groups) == ["any"]:
        return groups["any"]
    if list(groups) == ["moment"]:
        return groups["moment"][0]
    single = {"floor", "ceiling"}
    return {group: it[0] if group in single else it for group, it in groups.items()}


def _said(part: Condition) -> _Saying | None:
    """What says one part; None where keys cannot."""
    match part:
        case Or(parts):
            return _any(parts)
        case Not(inner):
            found = _value(inner) if isinstance(inner, Leaf) else None
            return None if found is None else (found[0], "none", [found[1]])
        case PayLimit(measure="max", comparison=(">=" | "<=") as comparison):
            return "pay", _BOUNDS[comparison], [str(part.limit)]
        case Posted() | Closes():
            key = "posted" if isinstance(part, Posted) else "closes"
            return key, "moment", [str(part).removeprefix(key)]
        case Leaf():
            found = _value(part)
            return None if found is None else (found[0], "all", [found[1]])
        case _:
            return None


def _any(parts: Sequence[Condition]) -> _Saying | None:
    found = [_value(part) if isinstance(part, Leaf) else None for part in parts]
    said = [it for it in found if it is not None]
    keys = {key for key, _ in said}
    if len(said) < len(parts) or len(keys) > 1:
        return None
    return said[0][0], "any", [value for _, value in said]


def _value(leaf: Leaf) -> tuple[str, str] | None:
    """The key and the value that say one condition; None where none do."""
    found = _written(leaf)
    if found is None:
        return None
    try:
        read = Keys().read(*found)
    except QueryError:
        return None
    return found if str(read) == str(leaf) else None


def _written(leaf: Leaf) -> tuple[str, str] | None:
    match leaf:
        case Words():
            return leaf.scope.value or "words", f"{leaf.content}{'*' if leaf.prefix else ''}"
        case Pattern():
            return leaf.scope.value or "words", f"/{leaf.pattern}/"
        case Hashtag():
            return "hashtags", str(leaf).removeprefix("#")
        case Remote(place="") | At():
            return "workplace", str(leaf)
        case _:
            field, colon, value = str(leaf).partition(":")
            if not colon or field not in _BY_FIELD:
                return None
            return _BY_FIELD[field], value.replace('"', "")
