"""From a file to a Config: every mistake in it is found before any of them is reported."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Mapping as Names
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from alertbot.config import (
    aliases,
    file,
    general,
    heartbeats,
    including,
    keeping,
    sections,
    spelling,
    strays,
    timing,
    variables,
    web,
)
from alertbot.config.configuration import Config, Loaded, Search
from alertbot.config.document import Mapping, Node, Scalar
from alertbot.config.mistakes import Findings, listed, meant, shown, unknown
from alertbot.config.searches import Searches
from alertbot.config.secrets import Secrets
from alertbot.config.sections import Floors, Models
from alertbot.errors import ConfigError
from alertbot.identity import Employers
from alertbot.query import Settings

GENERAL = ("database", "timezone", "currency", "home", "operator")
KEYS = (
    *GENERAL,
    including.KEY,
    "keep",
    "heartbeat",
    "web",
    "aliases",
    "synonyms",
    "sources",
    "channels",
    "searches",
)
OF_A_SEARCH = timing.KEYS


def load(
    path: Path,
    *,
    sources: Models,
    channels: Models,
    floors: Floors,
    kept: Callable[[str, Any], bool] = lambda _kind, _options: False,
    env: Names[str, str],
    secrets: bool = True,
    instead: Names[Path, Path] | None = None,
) -> Loaded:
    """The configuration in a file, with those that it includes, or in the files of a folder.

    Raises ConfigError with all its mistakes, warnings included.

    `sources`, `channels`: the option models by kind. `floors`: by kind of source, how often it is
    polled unless it says otherwise, and the shortest interval allowed. `kept`: whether the terms
    of a kind with these options keep its postings from being passed on. `env`: the environment.
    With `secrets` False no secret is looked up; each is an empty Secret. `instead`: files that
    are read in the place of others.
    """
    gathered = including.gather(path, env, instead)
    findings, root = gathered.findings, gathered.root()
    config = None
    kept_in: list[Path] = []
    if isinstance(root, Mapping) and gathered.whole:
        folder = path.absolute() if file.is_folder(path) else path.absolute().parent
        finding = Secrets(findings.text, findings, env, folder, secrets, files=kept_in)
        of_kinds = {"sources": sources, "channels": channels}
        reader = _Reader(finding, path, strays.sorted_out(root, KEYS, of_kinds, findings))
        config = reader.config(sources, channels, floors, kept)
    elif not findings.broken():
        at = root.start if root and not sections.plainly_empty(root) else 0
        findings.error(at, _not_a_mapping(root))
    mistakes = findings.mistakes()
    if config is None:
        raise ConfigError(mistakes)
    return Loaded(
        config,
        mistakes,
        tuple(part.path for part in gathered.parts),
        tuple(gathered.folders),
        gathered.digest,
        _places(root, findings),
        tuple(kept_in),
    )


def _places(root: Node | None, findings: Findings) -> dict[tuple[str, str], tuple[str, int, int]]:
    sections_of = root.entries if isinstance(root, Mapping) else {}
    return {
        (section, name): (findings.file(at.start), *findings.place(at.start))
        for section, (_, node) in sections_of.items()
        if section in sections.NAMED and isinstance(node, Mapping)
        for name, (at, _) in node.entries.items()
    }


def _not_a_mapping(root: Node | None) -> str:
    if root is None or sections.plainly_empty(root):
        return "the file is empty; `alertbot init` makes one"
    return f"a configuration holds keys: {listed(KEYS, 'and')}"


@dataclass(frozen=True, slots=True)
class _Reader:
    secrets: Secrets
    path: Path
    root: Mapping

    @property
    def findings(self) -> Findings:
        return self.secrets.findings

    def config(
        self, sources: Models, channels: Models, floors: Floors, kept: Callable[[str, Any], bool]
    ) -> Config | None:
        """All of the file; None, with its mistakes told, where a part is missing or wrong."""
        self._keys()
        database, timezone, settings = self._general()
        boards = {
            entry.name: sections.source(entry, floors, self.findings)
            for entry in sections.entries(self.root, "sources", sources, self.secrets)
        }
        chats = {
            entry.name: sections.channel(entry, self.findings)
            for entry in sections.entries(self.root, "channels", channels, self.secrets)
        }
        names = aliases.read(self.root.get("aliases"), self.secrets)
        searches = self._searches(
            settings,
            timezone,
            names,
            kept=[name for name, it in boards.items() if kept(it.kind, it.options)],
            public=[name for name, it in chats.items() if it.public],
        )
        operator = self._operator()
        keep = keeping.read(self.root.get("keep"), self.secrets)
        heartbeat = heartbeats.read(self.root.get("heartbeat"), self.secrets)
        page = web.read(self.root.get("web"), self.secrets)
        if self.findings.broken():
            return None
        # Not before: a name misspelt in a search would be told twice.
        sections.tell_unused(self.root, operator, self.findings)
        sections.tell_alike(self.root, boards, chats, self.findings)
        return Config(
            path=self.path,
            database=database,
            timezone=timezone,
            settings=settings,
            sources=boards,
            channels=chats,
            searches=searches,
            operator=operator or next(iter(chats)),
            operator_said=operator is not None,
            aliases=names,
            keep=keep,
            heartbeat=heartbeat,
            web=page,
        )

    def _keys(self) -> None:
        before, above = "", None
        for key, (at, value) in self.root.entries.items():
            if key in OF_A_SEARCH:
                owner = "a search or a channel" if key == "max_per_day" else "a search"
                self.findings.error(at.start, f"'{key}' stands under {owner}, not here")
            elif key not in KEYS:
                what = unknown(key, KEYS)
                is_entry = sections.is_entry(value) or (above and sections.plainly_empty(above))
                if before in sections.NAMED and is_entry and "; known" in what:
                    what = f"{shown(key)} stands beside '{before}:', not under it: indent it"
                self.findings.error(at.start, what)
            before, above = (key, value) if key in KEYS else (before, above)

    def _general(self) -> tuple[str, ZoneInfo, Settings]:
        """Database, time zone, and what a query means by itself."""
        url, at = self._text("database", general.DATABASE)
        node = self.root.get("database")
        database = general.database(
            url,
            at,
            self.secrets.env,
            self.secrets.folder,
            self.findings,
            literal=isinstance(node, Scalar) and "${" not in node.text,
        )
        name, at = self._text("timezone", "UTC")
        timezone = general.timezone(name, at, self.findings)
        code, at = self._text("currency", general.CURRENCY)
        currency = general.currency(code, at, self.findings)
        words, at = self._text("home", "")
        home = general.home(words, at, self.findings) if words else None
        same = spelling.read(self.root.get("synonyms"), self.secrets)
        return database, timezone, Settings(home=home, currency=currency, synonyms=same)

    def _text(self, key: str, default: str) -> tuple[str, int]:
        """A text at the head of the file, and its place."""
        node = self.root.get(key)
        if node is None:
            return default, 0
        if not isinstance(node, Scalar) or not isinstance(node.value, str) or not node.text.strip():
            self.findings.error(node.start, f"'{key}' must be text, or be left out")
            return default, node.start
        located = variables.located(node, self.secrets.source)
        text = variables.fill(located, self.secrets.env, self.findings)
        return (text.value if text else default), node.start

    def _searches(
        self,
        settings: Settings,
        timezone: ZoneInfo,
        employers: Employers,
        *,
        kept: list[str],
        public: list[str],
    ) -> dict[str, Search]:
        sources, channels = (sections.names(self.root, it) for it in ("sources", "channels"))
        reader = Searches(
            self.secrets,
            sources,
            channels,
            settings,
            kept,
            public,
            timezone,
            employers,
            has_currency="currency" in self.root.entries,
        )
        found = sections.parts(self.root, "searches", self.findings)
        read = [reader.read(name, node) for name, node in found]
        return {search.name: search for search in read if search}

    def _operator(self) -> str | None:
        node = self.root.get("operator")
        known = sections.names(self.root, "channels")
        if node is None:
            return None
        if not isinstance(node, Scalar) or not node.text:
            self.findings.error(node.start, "'operator' is the name of a channel")
            return None
        if known and node.text not in known:
            near = meant(node.text, known) or f"; there is {listed(known, 'and')}"
            self.findings.error(node.start, f"unknown channel {shown(node.text)}{near}")
        return node.text
