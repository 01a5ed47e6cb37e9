"""What an option model says about a value before pydantic sees it: secret, text or something else.

A place in the tree is described by the types that it may hold, unions taken apart.
"""

from __future__ import annotations

import types
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, TypeGuard, Union, get_args, get_origin

from pydantic import BaseModel, BeforeValidator, PlainValidator, WrapValidator

from alertbot.model import Secret

Types = tuple[Any, ...]

_READS = (BeforeValidator, PlainValidator, WrapValidator)


def alternatives(annotation: Any) -> Types:
    """The types of an annotation, with unions, Annotated and named aliases opened."""
    if hasattr(annotation, "__value__"):
        return alternatives(annotation.__value__)
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *notes = get_args(annotation)
        return alternatives(inner) + _read_first(notes)
    if origin is Union or origin is types.UnionType:
        return tuple(kind for part in get_args(annotation) for kind in alternatives(part))
    return (annotation,)


def scalars(kinds: Types) -> frozenset[type] | None:
    """Which of bool, int and float one value may be; None where it may be something else, too."""
    found = frozenset(kind for kind in kinds if not _has_parts(kind)) - {type(None)}
    return found if found and found <= {bool, int, float} else None


def is_model(kind: Any) -> TypeGuard[type[BaseModel]]:
    """Whether a type is a model with keys of its own."""
    return isinstance(kind, type) and get_origin(kind) is None and issubclass(kind, BaseModel)


def secret(kinds: Types) -> bool:
    """Whether a secret may stand here."""
    return any(isinstance(kind, type) and issubclass(kind, Secret) for kind in kinds)


def keys(model: type[BaseModel]) -> dict[str, Types]:
    """The keys of a model as a file writes them, each with the types of its value."""
    return {
        field.alias or name: alternatives(field.annotation) + _read_first(field.metadata)
        for name, field in model.model_fields.items()
    }


def under(kinds: Types, key: str) -> Types:
    """The types of the value under a key of a mapping."""
    return tuple(_under(kinds, key))


def items(kinds: Types) -> Types:
    """The types of the items of a list."""
    return tuple(
        kind
        for outer in kinds
        if _is_collection(get_origin(outer))
        for part in get_args(outer)
        if part is not Ellipsis
        for kind in alternatives(part)
    )


def _has_parts(kind: Any) -> bool:
    origin = get_origin(kind)
    return is_model(kind) or _is_mapping(origin) or _is_collection(origin)


def _under(kinds: Types, key: str) -> Iterator[Any]:
    for kind in kinds:
        if is_model(kind):
            yield from keys(kind).get(key, ())
        elif _is_mapping(get_origin(kind)):
            yield from alternatives(get_args(kind)[-1])


def _read_first(notes: Iterable[Any]) -> Types:
    """Anything at all, where a validator reads the value before its type is looked at."""
    return (object,) if any(isinstance(note, _READS) for note in notes) else ()


def _is_mapping(origin: Any) -> bool:
    return isinstance(origin, type) and hasattr(origin, "keys")


def _is_collection(origin: Any) -> bool:
    return isinstance(origin, type) and hasattr(origin, "__iter__") and not _is_mapping(origin)
