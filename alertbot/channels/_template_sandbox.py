"""Jinja2's sandbox, narrowed so that a template ends soon and makes nothing large. Pure.

What an expression gives is always text, escaped, whatever it went through before: a posting's words
can be no markup, and there is no `safe`. Loops, variables and texts are bounded, and nothing can be
called but the methods of a text that do not lengthen it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

import jinja2
from jinja2 import StrictUndefined, filters, pass_context, pass_environment
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from alertbot.channels._template_markup import NOTHING, Malformed
from alertbot.channels._template_words import Credit, Reason

LONGEST_TEXT = 4_000
"""Characters that one value may have; all that are put out may have five times as many."""

MOST_STEPS = 20_000
"""Values put out, and rounds of loops, of which each takes as many as there are parts in it."""

BUDGET = "_budget"
"""The variable that holds a Budget. No template can name it."""

METHODS = frozenset(
    (
        "capitalize",
        "casefold",
        "count",
        "endswith",
        "find",
        "lower",
        "lstrip",
        "removeprefix",
        "removesuffix",
        "rstrip",
        "split",
        "startswith",
        "strip",
        "title",
        "upper",
    )
)
LOOP = frozenset(("depth", "first", "index", "index0", "last", "length", "revindex", "revindex0"))
FIELDS = frozenset(field.name for record in (Reason, Credit) for field in fields(record))
FILTERS = (
    "capitalize",
    "count",
    "d",
    "default",
    "first",
    "last",
    "length",
    "list",
    "lower",
    "map",
    "reject",
    "rejectattr",
    "reverse",
    "select",
    "selectattr",
    "sort",
    "title",
    "trim",
    "truncate",
    "unique",
    "upper",
)
"""Those of Jinja2's own that cannot make much of little. `join` and `replace` are ours."""


@dataclass(slots=True)
class Budget:
    """What one rendering may still do."""

    steps: int = MOST_STEPS
    characters: int = 5 * LONGEST_TEXT

    def spend(self, steps: int, characters: int) -> None:
        """Raises Malformed where there is nothing left."""
        self.steps -= steps
        self.characters -= characters
        if self.steps < 0:
            raise Malformed(f"it takes more than {MOST_STEPS:,} steps")
        if self.characters < 0:
            raise Malformed("what it puts out is far too long for a message")


class Sandbox(ImmutableSandboxedEnvironment):
    """Where a template is compiled, and runs."""

    def __init__(self) -> None:
        super().__init__(
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            finalize=_put_out,
            cache_size=0,
        )
        self.globals.clear()
        self.filters = {name: filters.FILTERS[name] for name in FILTERS}
        self.filters |= {"join": _join, "replace": _replace, "_held": _held, "_looped": _looped}

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Only what is known to be harmless, of the few kinds of thing that there are."""
        match obj:
            case str():
                return attr in METHODS
            case LoopContext():
                return attr in LOOP
            case Reason() | Credit():
                return attr in FIELDS
            case _:
                return False


def _as_text(value: object) -> str:
    """A value as the text that it is. Raises Malformed for what is none, or too long."""
    if isinstance(value, jinja2.Undefined):
        str(value)  # raises its own error
    if not isinstance(value, str | int | float):
        many = isinstance(value, list | tuple)
        raise Malformed("a list is put out with |join or a loop" if many else "this is no text")
    words = "".join(value) if isinstance(value, str) else str(value)
    return _short(words, len(words))


def _short(words: str, length: int) -> str:
    if length > LONGEST_TEXT:
        raise Malformed(f"a text of more than {LONGEST_TEXT:,} characters")
    return words


@pass_context
def _put_out(context: Context, value: object) -> str:
    """What an expression gives, as plain text: Jinja2 escapes it, whatever it was."""
    words = _as_text(value)
    context[BUDGET].spend(1, len(words))
    return words or NOTHING


@pass_context
def _looped(context: Context, value: Iterable[object], parts: int) -> list[object]:
    """What a loop goes through; `parts`: how many nodes each round may evaluate."""
    rounds = list(value)
    context[BUDGET].spend(len(rounds) * parts, 0)
    return rounds


@pass_context
def _held(context: Context, value: object) -> object:
    """What a variable keeps: a text, a number, or a list of such."""
    context[BUDGET].spend(1, 0)
    if isinstance(value, str | int | float | jinja2.Undefined):
        return _as_text(value) if isinstance(value, str) else value
    if not isinstance(value, Iterable):
        raise Malformed("this is no text, and no list of texts")
    kept = list(value)
    if any(not isinstance(one, str | int | float | Reason | Credit) for one in kept):
        raise Malformed("a list of lists is not kept")
    return kept


@pass_environment
def _join(
    environment: Sandbox, value: Iterable[object], d: str = "", attribute: str | None = None
) -> str:
    """The texts with something between them. Raises Malformed where they come to too much."""
    some = (environment.getitem(one, attribute) if attribute else one for one in value)
    texts, between = [_as_text(one) for one in some], _as_text(d)
    _short("", sum(map(len, texts)) + len(between) * len(texts))
    return between.join(texts)


def _replace(value: object, old: str, new: str) -> str:
    """The text with one word for another. Raises Malformed where it comes to too much."""
    words, old, new = _as_text(value), _as_text(old), _as_text(new)
    _short("", len(words) + words.count(old) * len(new))
    return words.replace(old, new)
