"""The searches of a configuration: each filter compiled, each mistake in it at its letter."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from typing import Any

from alertbot import query
from alertbot.config import sections, timing, variables
from alertbot.config.configuration import Search
from alertbot.config.document import Mapping, Node, Plain, Scalar
from alertbot.config.document import Sequence as List
from alertbot.config.doubts import Doubts
from alertbot.config.mistakes import Findings, listed, nearest, several, shown, unknown, without_odd
from alertbot.config.options import swallowed
from alertbot.config.secrets import Secrets
from alertbot.errors import QueryError
from alertbot.identity import Employers
from alertbot.model import Occasion
from alertbot.query import Filter, Settings
from alertbot.query.near import Near
from alertbot.query.where import In
from alertbot.query.words import Words

KEYS = ("where", "match", "from", "to", "again", *timing.KEYS)
PLANNED = ("was",)
_FILTERS = {"where", "match"}
AGAIN = {it.value: it for it in sorted(Occasion) if it is not Occasion.NEW}
"""The occasions on which an opening may be alerted once more."""


@dataclass(frozen=True, slots=True)
class Searches:
    """What reading a search needs: the names there are, and what a query means by itself.

    `kept`: the sources whose terms keep what they show from being passed on; `public`: the channels
    that anybody may read. `zone` and `employers`: what a timing needs;
    `has_currency`: whether the file says one.
    """

    secrets: Secrets
    sources: Sequence[str]
    channels: Sequence[str]
    settings: Settings
    kept: Sequence[str] = ()
    public: Sequence[str] = ()
    zone: tzinfo = UTC
    employers: Employers = field(default_factory=Employers)
    has_currency: bool = False

    @property
    def findings(self) -> Findings:
        return self.secrets.findings

    @property
    def _doubts(self) -> Doubts:
        return Doubts(self.secrets, self.settings, self.sources, self.has_currency)

    def read(self, name: str, node: Node) -> Search | None:
        """One search; None, with its mistakes told, where it cannot be used."""
        if not isinstance(node, Mapping):
            what = f"search {shown(name)} needs 'where:' and a query{sections.glued(node)}"
            self.findings.error(node.start, what)
            return None
        for key, (at, _) in node.entries.items():
            if key in PLANNED:
                self.findings.error(at.start, f"{key} is not supported yet")
            elif key not in KEYS:
                self.findings.error(at.start, self._unknown(key, node))
        found = self._filter(name, node)
        sources = self._sources(node)
        if found:
            words = node.get("where") or node.get("match") or node
            self._doubts.tell(words, found, sources)
        to = self._to(name, node)
        again = self._again(node.get("again"))
        said = timing.Reader(self.secrets, self.zone, self.employers).read(node)
        self._refuse_publishing(node, sources, to)
        if found is None or not sources or not to:
            return None
        return Search(name, found, sources, to, version(found, sources, self.settings), again, said)

    def _unknown(self, key: str, node: Mapping) -> str:
        what = unknown(key, KEYS, is_alone=sections.plainly_empty(node.entries[key][1]))
        if "; known" in what and not _FILTERS & node.entries.keys():
            return f"unknown key {shown(key)}: a query stands under 'where', keys under 'match'"
        return what

    def _filter(self, name: str, node: Mapping) -> Filter | None:
        where, match = node.get("where"), node.get("match")
        if where is None and match is None:
            strange = [key.partition(":")[0] for key in node.entries if key not in KEYS]
            if any((nearest(without_odd(key), KEYS) or "where") in _FILTERS for key in strange):
                return None  # it is misspelt, and that is told
            self.findings.error(node.start, f"search {shown(name)} has neither 'where' nor 'match'")
            return None
        if where is not None and match is not None:
            at = node.entries["match"][0].start
            self.findings.error(at, "'where' and 'match' are two ways to say it: keep one of them")
            return None
        return self._where(where) if where is not None else self._match(match)

    def _where(self, node: Node) -> Filter | None:
        if not isinstance(node, Scalar) or not isinstance(node.value, str):
            self.findings.error(node.start, self._not_a_query(node))
            return None
        if comment := swallowed(node, self.secrets.source):
            self.findings.warning(
                node.end,
                f"# begins a comment in YAML, so that {shown(comment)} is no part of the query; "
                "put the whole query in 'single quotes'",
            )
        text = self._text(node)
        if text is None:
            return None
        try:
            return query.parse(text.value, self.settings)
        except QueryError as error:
            self.findings.error(text.origin(error.position), error.message)
        return None

    def _not_a_query(self, node: Node) -> str:
        if not isinstance(node, Scalar):
            return "'where' is a query, in quotes; keys stand under 'match'"
        if node.value is not None:
            return "'where' is text: put it in quotes"
        comment = swallowed(node, self.secrets.source)
        hint = f"; # begins a comment in YAML, so put it in quotes, '{comment}'" if comment else ""
        return f"'where' is empty{hint}"

    def _match(self, node: Node | None) -> Filter | None:
        if not isinstance(node, Mapping):
            at = node.start if node else 0
            self.findings.error(at, "'match' holds keys, such as title: {any: [sre]}")
            return None
        before = self.findings.errors
        keys = {key: self._plain(value) for key, (_, value) in node.entries.items()}
        if self.findings.errors > before:
            return None
        try:
            return query.from_keys(keys, self.settings)
        except QueryError as error:
            first = error
        told = {first.message: first}
        for key, value in keys.items():
            for mistake in _mistake({key: value}, self.settings):
                if mistake.message.startswith((f"{key}: ", f"{key}.")):
                    told.setdefault(mistake.message, mistake)
        for mistake in told.values():
            self._place_in_match(node, mistake)
        return None

    def _place_in_match(self, root: Mapping, error: QueryError) -> None:
        """The mistake at the key or value that its message names."""
        node: Node = root
        at, steps, words = root.start, list[str](), error.message
        is_key = "unknown key" in words
        while isinstance(node, Mapping):
            ahead = (it for it in node.entries if words.startswith((f"{it}: ", f"{it}.")))
            step = max(ahead, key=len, default=None)
            if step is None:
                break
            key, node = node.entries[step]
            at = key.start if is_key else node.start
            steps.append(step)
            words = words[len(step) + 1 :]
        if isinstance(node, List) and steps and not is_key:
            at = next(self._wrong_items(steps, node, error), at)
        if isinstance(node, Scalar) and steps[-1:] == ["query"]:
            text = self._text(node)
            at = text.origin(error.position) if text else at
        # Words of an unknown key name it once more.
        self.findings.error(at, words.strip() if is_key else error.message)

    def _wrong_items(self, steps: list[str], node: List, error: QueryError) -> Iterator[int]:
        """Where the items of a list stand that give the same mistake by themselves."""
        for item in node.items:
            alone: Any = self._plain(item)
            for step in reversed(steps):
                alone = {step: alone}
            if any(it.message == error.message for it in _mistake(alone, self.settings)):
                yield item.start

    def _plain(self, node: Node) -> Any:
        """The node as lists, dicts and values, its variables filled in."""
        match node:
            case Mapping():
                return {key: self._plain(value) for key, (_, value) in node.entries.items()}
            case List():
                return [self._plain(item) for item in node.items]
            case Scalar():
                return self._value(node)

    def _value(self, node: Scalar) -> Plain:
        if isinstance(node.value, str):
            text = self._text(node)
            return text.value if text else None
        return node.value

    def _text(self, node: Scalar) -> variables.Text | None:
        located = variables.located(node, self.secrets.source)
        return variables.fill(located, self.secrets.env, self.findings)

    def _sources(self, node: Mapping) -> tuple[str, ...]:
        said = node.get("from")
        if said is None:
            return tuple(self.sources)
        if isinstance(said, Scalar) and said.value is None:
            self.findings.error(said.start, "'from' is empty; leave it out for every source")
            return ()
        return self._names(said, "source", self.sources)

    def _to(self, name: str, node: Mapping) -> tuple[str, ...]:
        said = node.get("to")
        if said is not None and not (isinstance(said, Scalar) and said.value is None):
            return self._names(said, "channel", self.channels)
        if len(self.channels) == 1:
            return tuple(self.channels)
        if self.channels:
            choices = listed(self.channels)
            self.findings.error(
                (said or node).start,
                f"search {shown(name)} reports nowhere: say 'to:' with {choices}",
            )
        return ()

    def _again(self, said: Node | None) -> frozenset[Occasion]:
        """The occasions that a word or a list names."""
        if said is None:
            return frozenset()
        items = said.items if isinstance(said, List) else (said,)
        words = [item.text if isinstance(item, Scalar) else "" for item in items]
        known = listed(AGAIN, "and")
        if not any(words):
            self.findings.error(said.start, f"'again' lists occasions, which are {known}")
            return frozenset()
        for item, word in zip(items, words, strict=True):
            if word == Occasion.NEW:
                what = f"every search tells of what is new; 'again' takes {known}"
                self.findings.error(item.start, what)
            elif word not in AGAIN:
                near = several(word, AGAIN) or f"; there are {known}"
                self.findings.error(item.start, f"unknown occasion {shown(word)}{near}")
        return frozenset(AGAIN[word] for word in words if word in AGAIN)

    def _refuse_publishing(self, node: Mapping, sources: Sequence[str], to: Sequence[str]) -> None:
        """A source whose terms forbid passing on, and a channel for the public, go not together."""
        kept = [name for name in sources if name in self.kept]
        public = [name for name in to if name in self.public]
        if kept and public:
            at = node.get("from") or node.get("to") or node
            self.findings.error(
                at.start,
                f"channel {shown(public[0])} is public, and the terms of {listed(kept, 'and')} do "
                "not allow passing postings on: name other sources under 'from:', or another "
                "channel under 'to:'",
            )

    def _names(self, node: Node, what: str, known: Sequence[str]) -> tuple[str, ...]:
        """The names that a value lists; () with the mistakes told if any is wrong."""
        items = node.items if isinstance(node, List) else (node,)
        if not items:
            self.findings.error(node.start, f"this list names no {what}")
        names: list[str] = []
        for item in items:
            if not isinstance(item, Scalar) or item.value is None:
                self.findings.error(item.start, f"here stands the name of a {what}, or a list")
            elif item.text in known:
                names.append(item.text)
            elif known:  # with none at all, that is the mistake, and it is told elsewhere
                near = several(item.text, known) or f"; there is {listed(known, 'and')}"
                if item.text in ("all", "*") and what == "source":
                    near = ": leave 'from' out for every source"
                self.findings.error(item.start, f"unknown {what} {shown(item.text)}{near}")
        return tuple(dict.fromkeys(names)) if len(names) == len(items) else ()


def version(found: Filter, sources: Sequence[str], settings: Settings) -> str:
    """A digest that changes when what the search finds may change.

    Home is part of it only where remote work or pay is asked for or a place is meant by it, the
    currency where pay is, and synonyms where they make another of a phrase than those built in.
    """
    leaves = [str(leaf) for leaf in query.leaves(found.condition)]
    parts = [str(found), *sorted(sources)]
    pays = any(leaf.startswith("pay") for leaf in leaves)
    places = (leaf for leaf in query.leaves(found.condition) if isinstance(leaf, In | Near))
    if "remote" in leaves or (pays and settings.home) or any(place.home for place in places):
        parts.append(f"home {settings.home}")
    if pays:
        parts.append(f"currency {settings.currency}")
    words = (leaf for leaf in query.leaves(found.condition) if isinstance(leaf, Words))
    parts += [f"{leaf} is {leaf.others}" for leaf in words if leaf.is_respelled]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _mistake(keys: dict[str, Any], settings: Settings) -> Iterator[QueryError]:
    try:
        query.from_keys(keys, settings)
    except QueryError as error:
        yield error
