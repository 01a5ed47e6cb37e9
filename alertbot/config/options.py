"""The options of a source or channel: a mapping of the file, made into its kind's model."""

from __future__ import annotations

import pathlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from pydantic import BaseModel, ValidationError, create_model
from pydantic_core import ErrorDetails

from alertbot.config import shapes, variables, wording
from alertbot.config.document import Mapping, Node, Scalar, Sequence
from alertbot.config.mistakes import listed, nearest, unknown, without_odd
from alertbot.config.secrets import Secrets
from alertbot.config.shapes import Types
from alertbot.model import Secret

Path = tuple[str | int, ...]

_NAMED = re.compile(r"['`](\w+)['`]")
PLANNED = frozenset({"was"})
"""Keys that the documents promise for a later version; an option model may have them already."""


@dataclass(frozen=True, slots=True)
class _Fault:
    """One mistake. `branch`: of which alternative of a union it speaks, "" where there is none."""

    at: int
    path: Path
    message: str
    expected: str | None = None
    fork: Path | None = None
    branch: str = ""


@dataclass(slots=True)
class _Filling:
    """One entry of the file on its way to its model."""

    secrets: Secrets
    kind: str
    model: type[BaseModel]
    root: Mapping
    settled: set[Path] = field(default_factory=set)
    """Where the mistake is told already, or the value is a secret left out."""
    strange: list[str] = field(default_factory=list)
    """Keys that are not known: what they were meant for is not missing."""

    def value(self, node: Node, kinds: Types, path: Path) -> Any:
        """What the model is given for a node."""
        match node:
            case Scalar():
                return self._scalar(node, kinds, path)
            case Mapping() if shapes.secret(kinds) and _refers(node, kinds):
                return self._secret(node, path)
            case Mapping():
                return {
                    key: self.value(it, shapes.under(kinds, key), (*path, key))
                    for key, (_, it) in node.entries.items()
                }
            case Sequence() if shapes.secret(kinds) and not shapes.items(kinds):
                return self._secret(node, path)
            case Sequence():
                inner = shapes.items(kinds)
                return [self.value(it, inner, (*path, n)) for n, it in enumerate(node.items)]

    def _scalar(self, node: Scalar, kinds: Types, path: Path) -> Any:
        if node.value is None and (type(None) in kinds or not shapes.secret(kinds)):
            return None
        if shapes.secret(kinds) and (str not in kinds or "${" in node.text):
            return self._secret(node, path)
        value = node.value
        filled = False
        if isinstance(value, str):
            located = variables.located(node, self.secrets.source)
            text = variables.fill(located, self.secrets.env, self.secrets.findings)
            if text is None:
                self.settled.add(path)
                return None
            value, filled = text.value, text.filled
        # pydantic would take the text "yes" and 1 for true, and true for 1; YAML 1.2 and we do not.
        wanted = shapes.scalars(kinds)
        if not wanted:
            return value
        quoted = isinstance(value, str) and not filled
        is_bool = isinstance(value, bool)
        other = bool not in wanted if is_bool else wanted == {bool} and value is not None
        if quoted or other:
            what = "true or false" if bool in wanted else "a number, without quotes"
            self.secrets.findings.error(node.start, f"{_label(path)} must be {what}")
            self.settled.add(path)
            return None
        return value

    def _secret(self, node: Node, path: Path) -> Secret:
        key = next((part for part in reversed(path) if isinstance(part, str)), "secret")
        found = self.secrets.read(node, key, self.kind)
        if found is None or not self.secrets.look:
            self.settled.add(path)
        return found or Secret("")

    def build(self) -> BaseModel | None:
        """The options; None, with the mistakes told, where they are wrong."""
        kinds = shapes.keys(self.model)
        given = {
            key: self.value(node, kinds.get(key, ()), (key,))
            for key, (_, node) in self.root.entries.items()
            if key != "kind"
        }
        try:
            return self.model.model_validate(given, context=self._beside)
        except ValidationError as error:
            details = error.errors(include_url=False, include_input=False)
        self.strange = [str(it["loc"][-1]) for it in details if it["type"] == "extra_forbidden"]
        unseen = () if self.strange or any(it["loc"] for it in details) else tuple(self._unseen())
        self.strange += [str(fault.path[-1]) for fault in unseen]
        faults = [*unseen, *(fault for detail in details if (fault := self._fault(detail)))]
        faults = self._cut_short() or faults
        for fault in _chosen(faults):
            self.secrets.findings.error(fault.at, fault.message)
        return None if faults or self.secrets.look else self._without_secrets(given)

    def _unseen(self) -> Iterator[_Fault]:
        """The unknown keys where a model refused the whole before it looked at each."""
        known = list(_known(self.model))
        for key, (at, node) in self.root.entries.items():
            if key not in known and key != "kind":
                yield _Fault(at.start, (key,), self._unknown(key, known, node))

    def _cut_short(self) -> list[_Fault]:
        """Values of which a # has made a comment: what else is wrong may come of that."""
        return [
            _Fault(at.start, (key,), f"'{key}' is empty{_hint(it, 'text', self.secrets.source)}")
            for key, (at, it) in self.root.entries.items()
            if isinstance(it, Scalar) and it.value is None and swallowed(it, self.secrets.source)
        ]

    @property
    def _beside(self) -> dict[str, pathlib.Path]:
        """For the validators of options that name a file: the folder of the configuration."""
        return {"folder": self.secrets.folder}

    def _without_secrets(self, given: dict[str, Any]) -> BaseModel | None:
        """The options where only the secrets left out were refused: those are not looked at."""
        names = {info.alias or name: name for name, info in self.model.model_fields.items()}
        left = {str(path[0]) for path in self.settled}
        defaults: dict[str, Any] = {names[key]: (Any, Secret("")) for key in left if key in names}
        without: type[BaseModel] = create_model(
            self.model.__name__, __base__=self.model, **defaults
        )
        try:
            some = {k: it for k, it in given.items() if k not in left}
            return without.model_validate(some, context=self._beside)
        except ValidationError:
            return None

    def _fault(self, detail: ErrorDetails) -> _Fault | None:
        """The mistake with its place; None if that place has one already."""
        located = _walk(self.root, detail["loc"], (self.model,))
        node, path = located.node, located.path
        if any(path[: len(settled)] == settled for settled in self.settled):
            return None
        if detail["type"] == "missing":
            name = str(detail["loc"][-1])
            if self._is_misspelt([name]):
                return None
            inside = f" in {_label(path)}" if path else f" (kind {self.kind})"
            return self._as_fault(located, node.start, f"'{name}' is missing{inside}")
        if detail["type"] == "extra_forbidden":
            name = str(path[-1])
            known = [key for kind in located.outer for key in _known(kind)]
            return self._as_fault(located, located.key_at, self._unknown(name, known, node))
        what = wording.expected(detail)
        message = f"{_label(path) or self.kind} {wording.sentence(detail)}"
        if not path:
            return self._of_several(located, message)
        message += _hint(node, what, self.secrets.source)
        return self._as_fault(located, node.start, message, what)

    def _of_several(self, located: _Located, message: str) -> _Fault | None:
        """What is wrong with keys together, at the last that it names; None if one is misspelt."""
        named = _NAMED.findall(message)
        if self._is_misspelt([name for name in named if name not in self.root.entries]):
            return None
        there = [at.start for key, (at, _) in self.root.entries.items() if key in named]
        return self._as_fault(located, max(there, default=self.root.start), message)

    def _is_misspelt(self, names: list[str]) -> bool:
        """Whether a key that is not known was meant for one of these, as far as can be told."""
        return any(nearest(without_odd(key), names) for key in self.strange)

    def _unknown(self, name: str, known: list[str], node: Node) -> str:
        if name in PLANNED:
            return f"{name} is not supported yet"
        return unknown(name, known, is_alone=isinstance(node, Scalar) and node.value is None)

    def _as_fault(
        self, located: _Located, at: int, message: str, what: str | None = None
    ) -> _Fault:
        return _Fault(at, located.path, message, what, located.fork, located.branch)


@dataclass(frozen=True, slots=True)
class _Located:
    """Where a model's complaint leads to. `outer`: the types of what the node stands in."""

    node: Node
    path: Path
    key_at: int
    outer: Types
    fork: Path | None
    branch: str


def build(secrets: Secrets, kind: str, model: type[BaseModel], root: Mapping) -> BaseModel | None:
    """The options that a mapping of the file gives; None, with all mistakes told, if none."""
    return _Filling(secrets, kind, model, root).build()


def _walk(root: Mapping, loc: Iterable[str | int], model: Types) -> _Located:
    """Follows pydantic's way to a value; steps that are not of the file name a union's branch."""
    node: Node = root
    path: Path = ()
    key_at, outer, kinds = root.start, model, model
    fork: Path | None = None
    branch = ""
    for step in loc:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.entries:
            key, node = node.entries[step]
            key_at, outer, kinds = key.start, kinds, shapes.under(kinds, step)
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            key_at, outer, kinds = node.start, kinds, shapes.items(kinds)
        else:
            fork = path if fork is None else fork
            branch += f"{step}/"
            continue
        path = (*path, step)
    return _Located(node, path, key_at, outer, fork, branch)


def _chosen(faults: list[_Fault]) -> Iterator[_Fault]:
    """Of a union's alternatives the one that fits best, or, if none does, all of them in one."""
    yield from (fault for fault in faults if fault.fork is None)
    forked = [fault for fault in faults if fault.fork is not None]
    for fork in dict.fromkeys(fault.fork for fault in forked):
        here = sorted((it for it in forked if it.fork == fork), key=lambda it: it.branch)
        branches = [list(group) for _, group in groupby(here, key=lambda it: it.branch)]
        best = min(branches, key=lambda branch: (len(branch), -len(branch[0].path)))
        kinds = [it.expected for it in here if it.path == fork and it.expected]
        if len(kinds) == len(here):
            words = listed(dict.fromkeys(kinds))
            yield _Fault(here[0].at, fork or (), f"{_label(fork or ())} must be {words}")
        else:
            yield from best


def _refers(node: Mapping, kinds: Types) -> bool:
    """Whether a mapping names a secret, and is not one of the other things that fit there."""
    others = any(shapes.under(kinds, key) for key in node.entries)
    return not others or bool({"env", "file"} & set(node.entries))


def _known(kind: Any) -> Iterable[str]:
    return shapes.keys(kind) if shapes.is_model(kind) else ()


def _label(path: Path) -> str:
    return f"'{'.'.join(str(part) for part in path)}'" if path else ""


def _hint(node: Node, what: str | None, source: str) -> str:
    if not isinstance(node, Scalar) or node.style or what is None:
        return ""
    if comment := swallowed(node, source):
        return f": # begins a comment in YAML, so put it in quotes, '{comment}'"
    if what == "text" and node.value is not None and node.text:
        return f': put it in quotes, "{node.text[:40]}"'
    return ""


def swallowed(node: Scalar, source: str) -> str:
    """The comment behind a value on its line, if it looks like part of the value: #job-alerts."""
    if node.style in ("|", ">"):
        return ""
    rest = source[node.end : node.end + 200].partition("\n")[0].strip(" \r")
    word = rest.partition(" ")[0]
    return word if len(word) > 1 and word[0] == "#" and word[1].isalnum() else ""
