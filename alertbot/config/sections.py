"""The named parts of a configuration: sources, channels and searches, and who uses which."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Names
from dataclasses import dataclass
from datetime import timedelta

from pydantic import BaseModel

from alertbot.config import addresses, options
from alertbot.config.configuration import ChannelConfig, SourceConfig
from alertbot.config.document import Mapping, Node, Scalar, Sequence
from alertbot.config.mistakes import Findings, listed, meant, nearest, shown
from alertbot.config.secrets import Secrets
from alertbot.config.values import spoken

NAME = re.compile(r"[\w.-]{1,64}")

Models = Names[str, type[BaseModel]]
Floors = Names[str, tuple[timedelta, timedelta]]

_EVERY = timedelta(minutes=15)
NAMED = {"sources": "source", "channels": "channel", "searches": "search"}
_EXAMPLES = {
    "sources": "{kind: greenhouse, board: contoso}",
    "channels": "{kind: console}",
    "searches": "{where: 'sre in:washington', to: screen}",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A source or channel whose options are good."""

    name: str
    kind: str
    node: Mapping
    options: BaseModel


def is_entry(value: Node) -> bool:
    """Whether a value looks like a source, a channel or a search."""
    return isinstance(value, Mapping) and bool({"kind", "where", "match"} & value.entries.keys())


def parts(root: Mapping, section: str, findings: Findings) -> Iterator[tuple[str, Node]]:
    """What stands under `sources:` and the like, as far as it has a name to go by."""
    if section not in root.entries:
        if any(nearest(key, NAMED) == section for key in root.entries if key not in NAMED):
            return  # it is misspelt, and that is told
        findings.error(root.start, f"there are no {section}; name one under '{section}:'")
        return
    key, node = root.entries[section]
    if plainly_empty(node):
        findings.error(key.start, f"there are no {section}; name one under '{section}:'")
    elif not isinstance(node, Mapping):
        example = f"{section}: {{a-name: {_EXAMPLES[section]}}}"
        findings.error(node.start, f"'{section}' holds names: {example}")
    else:
        for name, (at, value) in node.entries.items():
            if not NAME.fullmatch(name):
                why = "1 to 64 letters, digits, - _ and ."
                findings.error(at.start, f"the name {shown(name)} is not made of {why}")
            elif not findings.full():
                yield name, value


def entries(root: Mapping, section: str, models: Models, secrets: Secrets) -> Iterator[Entry]:
    """The sources or channels that are good; of the others the mistakes are told."""
    for name, node in parts(root, section, secrets.findings):
        who = f"{NAMED[section]} {shown(name)}"
        if not isinstance(node, Mapping):
            what = f"{who} needs a kind: {_EXAMPLES[section]}{glued(node)}"
            secrets.findings.error(node.start, what)
            continue
        kind = _kind(who, node, models, secrets.findings)
        built = options.build(secrets, kind, models[kind], node) if kind else None
        if kind and built is not None and _addresses_are_good(node, built, secrets.findings):
            yield Entry(name, kind, node, built)


def _addresses_are_good(node: Mapping, built: BaseModel, findings: Findings) -> bool:
    """Whether the addresses of a source or channel lead anywhere; a password in one is told of."""
    good = True
    for key, (_, value) in node.entries.items():
        said = getattr(built, key, None)
        if not isinstance(said, str) or not isinstance(value, Scalar):
            continue
        if why := addresses.objection(said):
            findings.error(value.start, f"'{key}' is not right: {why}")
            good = False
        elif word := addresses.password(said):
            findings.hide(word)
            if word in value.text:
                what = (
                    f"a literal password in '{key}'; use a variable in its place, as in ${{NAME}}"
                )
                findings.warning(value.start, what)
    return good


def source(entry: Entry, floors: Floors, findings: Findings) -> SourceConfig:
    """A source with the interval that it is read at."""
    usual, floor = floors.get(entry.kind, (_EVERY, timedelta(0)))
    every: timedelta = getattr(entry.options, "every", None) or usual
    if every < floor and not getattr(entry.options, "private", False):
        said = entry.node.get("every")
        findings.warning(
            said.start if said else entry.node.start,
            f"{spoken(every)} is shorter than a source of kind {entry.kind} allows: "
            f"it is read every {spoken(floor)}",
        )
        every = floor
    return SourceConfig(entry.name, entry.kind, entry.options, every)


def channel(entry: Entry, findings: Findings) -> ChannelConfig:
    """A channel; what whoever chose its options should know is a warning."""
    for caution in getattr(entry.options, "cautions", ()):
        findings.warning(entry.node.start, f"channel {shown(entry.name)}: {caution}")
    return ChannelConfig(entry.name, entry.kind, entry.options)


def names(root: Mapping, section: str) -> tuple[str, ...]:
    """The names that a section has, good or not."""
    node = root.get(section)
    return tuple(node.entries) if isinstance(node, Mapping) else ()


def tell_unused(root: Mapping, operator: str | None, findings: Findings) -> None:
    """Warns of sources and channels that no search names."""
    node = root.get("searches")
    searches = [it for _, it in node.entries.values()] if isinstance(node, Mapping) else []
    for section, key, verb in (("sources", "from", "looks at"), ("channels", "to", "reports to")):
        all_of_them = names(root, section)
        left_out = all_of_them if key == "from" or len(all_of_them) == 1 else ()
        used = {operator} if key == "to" else set()
        for search in searches:
            said = search.get(key) if isinstance(search, Mapping) else None
            used.update(left_out if said is None else _words(said))
        for name in all_of_them if searches else ():
            if name not in used:
                at = _key(root, section, name)
                findings.warning(at, f"no search {verb} the {NAMED[section]} {shown(name)}")


def tell_alike(
    root: Mapping,
    sources: Names[str, SourceConfig],
    channels: Names[str, ChannelConfig],
    findings: Findings,
) -> None:
    """Warns of a board that is read twice, and of a chat that is told twice."""
    boards = {name: _board(it) for name, it in sources.items()}
    chats = {name: _chat(it) for name, it in channels.items()}
    for section, alike, what in (
        ("sources", boards, "reads the same board as"),
        ("channels", chats, "is the same chat as"),
    ):
        first: dict[str, str] = {}
        for name, key in alike.items():
            if key and first.setdefault(key, name) != name:
                said = f"{NAMED[section]} {shown(name)} {what} {shown(first[key])}"
                findings.warning(_key(root, section, name), said)


def _board(source: SourceConfig) -> str:
    """What of a source decides what it reads."""
    beside = {"every", "timeout", "company", "private"}
    return f"{source.kind} {source.options.model_dump(exclude=beside)}"


def _chat(channel: ChannelConfig) -> str:
    """What of a channel decides who reads it; empty where nobody else may be the same."""
    credential = getattr(channel.options, "credential", "")
    return f"{credential} {channel.options.to}" if credential else ""


def glued(node: Node) -> str:
    """A hint, where text stands in the place of keys because a blank is missing."""
    found = re.match(r"([\w-]+):(?=[^\s/])", node.text) if isinstance(node, Scalar) else None
    return f"; a blank has to stand behind the colon of '{found[1]}:'" if found else ""


def plainly_empty(node: Node) -> bool:
    """Whether nothing stands there: no value, or brackets with nothing in them."""
    match node:
        case Scalar():
            return node.value is None
        case Sequence():
            return not node.items
        case Mapping():
            return not node.entries


def _kind(who: str, node: Mapping, models: Models, findings: Findings) -> str | None:
    said = node.get("kind")
    kinds = listed(sorted(models))
    if said is None:
        findings.error(node.start, f"{who} has no 'kind': it is {kinds}")
    elif not isinstance(said, Scalar) or not said.text:
        findings.error(said.start, f"the 'kind' of {who} is {kinds}")
    elif said.text not in models:
        near = meant(said.text, models)
        findings.error(said.start, f"unknown kind {shown(said.text)}{near} (it is {kinds})")
    else:
        return said.text
    return None


def _words(node: Node) -> Iterable[str]:
    items = node.items if isinstance(node, Sequence) else (node,)
    return [item.text for item in items if isinstance(item, Scalar)]


def _key(root: Mapping, section: str, name: str) -> int:
    node = root.get(section)
    return node.entries[name][0].start if isinstance(node, Mapping) else root.start
