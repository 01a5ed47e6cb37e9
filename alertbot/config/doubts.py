"""What whoever wrote a search should know, although it is used: warnings, each at its word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from alertbot import places, query
from alertbot.config import variables
from alertbot.config.document import Mapping, Node, Scalar
from alertbot.config.mistakes import Findings, meant
from alertbot.config.secrets import Secrets
from alertbot.pay.currencies import own
from alertbot.query import Filter, Settings
from alertbot.query.facts import FromSource
from alertbot.query.money import PayLimit
from alertbot.query.where import In
from alertbot.text import fold


@dataclass(frozen=True, slots=True)
class Doubts:
    """Warns of searches. `sources`: all there are; `has_currency`: whether the file says one."""

    secrets: Secrets
    settings: Settings
    sources: Sequence[str]
    has_currency: bool = False

    @property
    def _findings(self) -> Findings:
        return self.secrets.findings

    def tell(self, node: Node, found: Filter, sources: Sequence[str]) -> None:
        """Of a filter, which stands in `node`, of a search that looks at some `sources`."""
        for remark in query.remarks(found):
            self._findings.warning(node.start, remark)
        if self.settings.home is None and "remote" in map(str, query.leaves(found.condition)):
            what = "'home' is not set, so that remote is not checked for where it is open to"
            self._findings.warning(node.start, what)
        for doubt in query.ambiguous(found, self.settings.home):
            self._findings.warning(self._at(node, doubt.place), doubt.words)
        self._tell_of_sources(node, found, sources)
        self._tell_of_currency(node, found)

    def _tell_of_sources(self, node: Node, found: Filter, sources: Sequence[str]) -> None:
        """A `source:` at which the search does not look."""
        looked_at, known = ({fold(name) for name in some} for some in (sources, self.sources))
        for leaf in dict.fromkeys(query.leaves(found.condition)):
            if sources and isinstance(leaf, FromSource) and fold(leaf.name) not in looked_at:
                unknown = f"there is no such source{meant(leaf.name, self.sources)}"
                why = "it is not under 'from'" if fold(leaf.name) in known else unknown
                self._findings.warning(self._at(node, leaf.name), f"{leaf} never holds: {why}")

    def _tell_of_currency(self, node: Node, found: Filter) -> None:
        """An amount without a currency, where the places ask for another one than is usual."""
        leaves = query.leaves(found.condition)
        bare = [it for it in leaves if isinstance(it, PayLimit) and not it.limit.currency]
        spent = {own(country) for country in self._countries(found)} - {None}
        if self.has_currency or not bare or not spent or self.settings.currency in spent:
            return
        code = min(filter(None, spent))
        what = f"{bare[0]} is taken for {self.settings.currency}: say currency: {code} for all"
        self._findings.warning(
            self._at(node, str(bare[0].limit)), f"{what}, or the code behind the amount"
        )

    def _countries(self, found: Filter) -> set[str]:
        """Where the search looks: the places that it names, else home."""
        named = [it for it in query.leaves(found.condition) if isinstance(it, In)]
        if named:
            return {country for it in named for one in it.readings for country in one.countries}
        return set(places.countries(self.settings.home or "") or ())

    def _at(self, node: Node, words: str) -> int:
        """Where the words stand in a query, or in a value under keys; else where it begins."""
        at = self._said_at(node, words)
        return node.start if at is None else at

    def _said_at(self, node: Node, words: str) -> int | None:
        if isinstance(node, Scalar):
            located = variables.located(node, self.secrets.source)
            text = variables.fill(located, self.secrets.env, self._findings)
            at = text.value.lower().find(words.lower()) if text else -1
            return text.origin(at) if text and at >= 0 else None
        if isinstance(node, Mapping):
            inside: Iterable[Node] = (value for _, value in node.entries.values())
        else:
            inside = node.items
        found = (self._said_at(one, words) for one in inside)
        return next((at for at in found if at is not None), None)
