"""Spellings that are one word: `synonyms:` of a configuration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from alertbot.config import variables
from alertbot.config.document import Mapping, Node, Scalar, Sequence
from alertbot.config.mistakes import shown
from alertbot.config.secrets import Secrets
from alertbot.query import synonyms
from alertbot.query.synonyms import Synonyms
from alertbot.query.tokens import words

BUILT_IN = "builtin"
"""The key that says whether the built-in ones stay."""

_EXAMPLE = '{sre: ["site reliability engineer"], k8s: kubernetes}'
_SWITCH = {"off": False, "on": True}


def read(node: Node | None, secrets: Secrets) -> Synonyms:
    """The synonyms that the file asks for, with its mistakes told."""
    if node is None:
        return synonyms.BUILT_IN
    if isinstance(node, Mapping):
        return _Reader(secrets).synonyms(node)
    switch = _switched(node)
    if switch is None:
        secrets.findings.error(node.start, f"'synonyms' is off, or holds spellings: {_EXAMPLE}")
    return synonyms.NONE if switch is False else synonyms.BUILT_IN


def _switched(node: Node) -> bool | None:
    """What on, off, true and false say; None for anything else."""
    if not isinstance(node, Scalar):
        return None
    return node.value if isinstance(node.value, bool) else _SWITCH.get(node.text.lower())


@dataclass(frozen=True, slots=True)
class _Reader:
    """`lines`: by spelling, where in the file it is said first."""

    secrets: Secrets
    said: dict[tuple[str, ...], int] = field(default_factory=dict)

    def synonyms(self, node: Mapping) -> Synonyms:
        groups = {key: entry for key, entry in node.entries.items() if key != BUILT_IN}
        if len(groups) > synonyms.MAX_GROUPS:
            what = f"'synonyms' holds at most {synonyms.MAX_GROUPS} keys"
            self.secrets.findings.error(node.start, what)
            return synonyms.BUILT_IN
        built_in = True
        if BUILT_IN in node.entries:
            switch = _switched(node.entries[BUILT_IN][1])
            if switch is None:
                at = node.entries[BUILT_IN][1].start
                self.secrets.findings.error(at, f"'{BUILT_IN}' is on or off")
            built_in = switch is not False
        read = [tuple(self._group(at, value)) for at, value in groups.values()]
        return Synonyms.of(read, built_in=built_in)

    def _group(self, key: Scalar, node: Node) -> Iterator[str]:
        items = node.items if isinstance(node, Sequence) else (node,)
        if not items or len(items) >= synonyms.MAX_SPELLINGS:
            most = synonyms.MAX_SPELLINGS - 1
            what = f"{shown(key.text)} takes another spelling, or a list of up to {most}"
            self.secrets.findings.error(node.start, what)
            return
        for item in (key, *items):
            spelling = self._spelling(item)
            if spelling is not None:
                yield spelling

    def _spelling(self, node: Node) -> str | None:
        """One spelling; None, with the mistake told, where it cannot be one."""
        if not isinstance(node, Scalar) or node.value is None:
            self.secrets.findings.error(node.start, "here stands a word, or several in quotes")
            return None
        located = variables.located(node, self.secrets.source)
        text = variables.fill(located, self.secrets.env, self.secrets.findings)
        if text is None:
            return None
        found = tuple(words(text.value[: synonyms.MAX_LETTERS + 1]))
        wrong = _wrong(text.value, found)
        if not wrong and found in self.said:
            first = self.secrets.findings.line(self.said[found], node.start)
            wrong = f"{shown(text.value)} is here twice, first in {first}; keep one"
        if wrong:
            self.secrets.findings.error(node.start, wrong)
            return None
        self.said[found] = node.start
        return text.value


def _wrong(written: str, found: tuple[str, ...]) -> str:
    if not found:
        return f"{shown(written)} has no letter or digit to look for"
    if "*" in written:
        return f"{shown(written)} is looked for as it is: write it without *"
    if len(written) > synonyms.MAX_LETTERS or len(found) > synonyms.MAX_WORDS:
        most = f"{synonyms.MAX_WORDS} words and {synonyms.MAX_LETTERS} letters"
        return f"{shown(written)} is too long: a spelling has at most {most}"
    return ""


def schema() -> dict[str, Any]:
    """The JSON Schema of `synonyms:`."""
    form = r"^[^*]*[^\s*][^*]*$"
    spelling = {"type": ["string", "number", "boolean"], "pattern": form}
    several = {"type": "array", "minItems": 1, "items": spelling}
    switch = {"enum": ["on", "off", True, False]}
    return {
        "description": "Spellings that are one word, beside the built-in ones; off for none.",
        "anyOf": [
            switch,
            {
                "type": "object",
                "propertyNames": {"pattern": form},
                "properties": {
                    BUILT_IN: {**switch, "description": "off to do without the built-in ones."}
                },
                "additionalProperties": {"anyOf": [spelling, several]},
            },
        ],
    }
