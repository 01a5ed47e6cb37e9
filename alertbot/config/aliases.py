"""Names of one employer: `aliases:` of a configuration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from alertbot.config import variables
from alertbot.config.document import Mapping, Node, Scalar, Sequence
from alertbot.config.mistakes import shown, unknown
from alertbot.config.secrets import Secrets
from alertbot.identity import Employers

_fold = Employers().fold
_EXAMPLE = 'company: {Contoso: ["Contoso Cloud", Northwind]}'


def read(node: Node | None, secrets: Secrets) -> Employers:
    """The employers that the file names, with its mistakes told."""
    companies = _companies(node, secrets) if node is not None else None
    return Employers.of(_Reader(secrets).names(companies) if companies else {})


def _companies(node: Node, secrets: Secrets) -> Mapping | None:
    """What stands under `company`."""
    if not isinstance(node, Mapping):
        secrets.findings.error(node.start, f"'aliases' holds {_EXAMPLE}")
        return None
    for key, (at, _) in node.entries.items():
        if key != "company":
            secrets.findings.error(at.start, unknown(key, ("company",)))
    companies = node.get("company")
    if companies is not None and not isinstance(companies, Mapping):
        secrets.findings.error(companies.start, f"'company' holds names of employers: {_EXAMPLE}")
        return None
    return companies


@dataclass(frozen=True, slots=True)
class _Reader:
    """`owners`: by folded name, the employer that has it and where in the file it is said."""

    secrets: Secrets
    owners: dict[str, tuple[str, int]] = field(default_factory=dict)

    def names(self, companies: Mapping) -> dict[str, tuple[str, ...]]:
        """The other names of each employer."""
        own = {name: at.start for name, (at, _) in companies.entries.items()}
        # First the names that stand in front: an alias is wrong that is another's, not the other.
        named = [name for name, at in own.items() if self._is_new(name, name, at)]
        return {name: tuple(self._others(name, companies.entries[name][1])) for name in named}

    def _others(self, employer: str, node: Node) -> Iterator[str]:
        if not isinstance(node, Sequence) or not node.items:
            what = f'the names of {shown(employer)} are a list: ["{employer[:30]} Cloud"]'
            self.secrets.findings.error(node.start, what)
            return
        for item in node.items:
            name = self._name(item)
            if name is not None and self._is_new(name, employer, item.start):
                yield name

    def _name(self, node: Node) -> str | None:
        if not isinstance(node, Scalar):
            self.secrets.findings.error(node.start, "here stands a name")
            return None
        located = variables.located(node, self.secrets.source)
        text = variables.fill(located, self.secrets.env, self.secrets.findings)
        return ("" if node.value is None else text.value) if text else None

    def _is_new(self, name: str, employer: str, at: int) -> bool:
        """Whether a name is one, and says something; if not, it is told."""
        folded = _fold(name)
        if not folded:
            what = f"{shown(name)} names nobody" if name.strip() else "a name is empty"
            self.secrets.findings.error(at, what)
            return False
        if folded not in self.owners:
            self.owners[folded] = (employer, at)
            return True
        owner, before = self.owners[folded]
        line = self.secrets.findings.line(before, at)
        if owner != employer:
            what = f"{shown(name)} is a name of {shown(owner)} already, in {line}"
            self.secrets.findings.error(at, f"{what}: a name has one employer")
        elif self.owners[_fold(employer)][1] == before:
            what = f"{shown(name)} is taken for {shown(owner)} without being said"
            self.secrets.findings.warning(at, what)
        else:
            self.secrets.findings.warning(at, f"{shown(name)} is said already, in {line}")
        return False


def schema() -> dict[str, Any]:
    """The JSON Schema of `aliases:`."""
    name = {"type": ["string", "number", "boolean"], "pattern": r"\S"}
    return {
        "description": "Names that mean the same.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "company": {
                "description": "By the name of an employer, its other names.",
                "type": "object",
                "propertyNames": {"pattern": r"\S"},
                "additionalProperties": {"type": "array", "minItems": 1, "items": name},
            }
        },
    }
