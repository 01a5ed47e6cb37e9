"""Sources, channels and searches that stand in a section not their own.

The line that begins a section is lost, or set in too far, and all of it is taken for another's.
"""

from __future__ import annotations

from collections.abc import Mapping as Names
from collections.abc import Sequence
from dataclasses import dataclass, field

from alertbot.config.document import Mapping, Node, Scalar
from alertbot.config.mistakes import Findings, shown
from alertbot.config.sections import NAMED, Models, is_entry, plainly_empty

Entries = dict[str, tuple[Scalar, Node]]


def sorted_out(
    root: Mapping, known: Sequence[str], kinds: Names[str, Models], findings: Findings
) -> Mapping:
    """The keys of a file with what strayed told once a section, and in its own.

    So nothing is said of what comes of it. `known`: the keys that there are; below one that is
    misspelt all is taken to be right. `kinds`: those of sources and of channels.
    """
    sorting = _Sorting(root, kinds, findings)
    for section, (_, node) in root.entries.items():
        if section in known and isinstance(node, Mapping):
            sorting.look_through(section, node)
    return sorting.sorted() if sorting.begins else root


@dataclass(frozen=True, slots=True)
class _Sorting:
    """`left`: what stays in a section; `found`: what goes to one; `begins`: where that begins."""

    root: Mapping
    kinds: Names[str, Models]
    findings: Findings
    left: dict[str, Entries] = field(default_factory=dict)
    found: dict[str, Entries] = field(default_factory=lambda: {it: {} for it in NAMED})
    begins: dict[str, Scalar] = field(default_factory=dict)

    def look_through(self, section: str, node: Mapping) -> None:
        """Tells what in a section is not of it. What stands below a lost beginning goes with it."""
        here, left = section, self.left.setdefault(section, {})
        for name, (at, value) in node.entries.items():
            if section in NAMED and name in NAMED and self._is_beginning(name, value):
                what = f"'{name}:' begins a section: take the blanks before it away"
                self.findings.error(at.start, what)
                here, self.begins[name] = name, at
                self.found[name].update(value.entries if isinstance(value, Mapping) else {})
                continue
            own = here if here != section else self._own(section, value)
            if own == section:
                left[name] = (at, value)
                continue
            self._tell(name, at, own)
            self.found[own].setdefault(name, (at, value))

    def _tell(self, name: str, at: Scalar, own: str) -> None:
        if own not in self.begins:
            lost = "" if own in self.root.entries else ", which is missing above it"
            what = f"{shown(name)} is a {NAMED[own]}: it stands under '{own}:'{lost}"
            self.findings.error(at.start, what)
            self.begins[own] = at

    def _is_beginning(self, name: str, value: Node) -> bool:
        is_empty = plainly_empty(value) or (isinstance(value, Mapping) and not is_entry(value))
        return is_empty and name not in self.root.entries

    def _own(self, section: str, value: Node) -> str:
        """The section that an entry belongs to by its kind or query; its own if they say none."""
        if not isinstance(value, Mapping):
            return section
        said, where, match = (value.get(key) for key in ("kind", "where", "match"))
        if said is None:
            asks = isinstance(where, Scalar) or isinstance(match, Mapping)
            return "searches" if asks else section
        kind = said.text if isinstance(said, Scalar) else ""
        homes = [it for it, some in self.kinds.items() if kind in some]
        return section if where or match or not homes or section in homes else homes[0]

    def sorted(self) -> Mapping:
        """All keys, with what was found in the sections that it belongs to."""
        entries: Entries = {}
        for section in dict.fromkeys([*self.root.entries, *self.begins]):
            inside = self.found.get(section, {}) | self.left.get(section, {})
            if section not in self.root.entries:
                at = self.begins[section]
                entries[section] = (at, Mapping(at.start, inside))
                continue
            at, node = self.root.entries[section]
            is_sorted = inside or section in self.left
            entries[section] = (at, Mapping(node.start, inside) if is_sorted else node)
        return Mapping(self.root.start, entries, self.root.size)
