"""The files that a configuration is written in: `include:`, and a folder in place of a file.

Their texts stand one behind the other, so that a place in any of them is one number; see Findings.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from collections.abc import Mapping as Names
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from alertbot.config import file, variables
from alertbot.config.document import Mapping, Node, Scalar, Sequence, compose
from alertbot.config.mistakes import Findings, listed, nearest, shown
from alertbot.errors import ConfigError, Mistake

KEY = "include"
MOST = 200
"""So many files may be one configuration."""
DEEPEST = 8
"""So many files may include one another in a row."""
LARGEST = 4 * file.LARGEST
"""Bytes that all of them may have together."""
ENDINGS = (".yaml", ".yml")

_NESTED = {"aliases": 2}
"""How many levels of keys two files may share, where it is not that below the section alone."""
_MAGIC = frozenset("*?[")
_EXAMPLE = "such as searches.yaml, conf.d or conf.d/*.yaml"


@dataclass(frozen=True, slots=True)
class Part:
    """One file: its text, which begins at `base` among all of it, and what it holds."""

    path: Path
    text: str
    marked: bool
    base: int
    root: Node | None


@dataclass(slots=True)
class Gathered:
    """What was read: files, folders that were looked through for them, and the files' bytes."""

    findings: Findings = field(default_factory=Findings)
    parts: list[Part] = field(default_factory=list)
    folders: list[Path] = field(default_factory=list)
    contents: list[bytes] = field(default_factory=list)
    whole: bool = True
    """Whether all of it could be read: if not, names that are not there are no mistakes."""

    @property
    def digest(self) -> str:
        """The first letters of their SHA-256: of a single file, what `sha256sum` says."""
        return hashlib.sha256(b"".join(self.contents)).hexdigest()[:12]

    def holder(self, section: str) -> Part:
        """The file that an entry of a section is to stand in: one with others, or the first."""

        def fitness(part: Part) -> int:
            node = part.root.get(section) if isinstance(part.root, Mapping) else None
            return 0 if node is None else 2 if isinstance(node, Mapping) and node.entries else 1

        return max(self.parts, key=fitness)

    def root(self) -> Node | None:
        """The keys of all files, each once, with what is in two of them told; or what is none."""
        first, *others = [part.root for part in self.parts]
        for other in others:
            if isinstance(first, Mapping) and isinstance(other, Mapping):
                first = _together(first, other, self.findings)
            else:
                first = first or other
        return first


def gather(path: Path, env: Names[str, str], instead: Names[Path, Path] | None = None) -> Gathered:
    """Reads a file and what it includes, or the files of a folder. Raises ConfigError.

    What has a place in a file that could be read is told in its findings, and not raised.
    `instead`: files that are read in the place of others.
    """
    gathered = Gathered()
    reader = _Reader(gathered, env, instead or {})
    if not file.is_folder(path):
        reader.read(path)
        return gathered
    gathered.folders.append(path)
    try:
        inside = _meant(path.iterdir())
    except OSError as error:
        what = f"this folder cannot be read: {error.strerror}"
        raise ConfigError((Mistake(file.named(path), 0, 0, what),)) from None
    if not inside or len(inside) > MOST:
        few = f"no file in this folder ends in {listed(ENDINGS)}; `alertbot init` makes one"
        many = f"there are more than {MOST} files in this folder"
        raise ConfigError((Mistake(file.named(path), 0, 0, many if inside else few),))
    for one in inside:
        if not reader.has(one):
            reader.read(one)
    return gathered


def _meant(paths: Iterable[Path]) -> list[Path]:
    """Files of YAML in the order of their names; hidden ones are what editors leave behind."""
    good = (it for it in paths if it.suffix in ENDINGS and not it.name.startswith("."))
    return sorted(islice((it for it in good if it.is_file() or _is_dangling(it)), MOST + 1))


def _is_dangling(path: Path) -> bool:
    """Whether a path is a link that leads nowhere: not to read it would lose what it is for."""
    return path.is_symlink() and not path.exists()


def _real(path: Path) -> Path:
    """Where a path leads, links followed as far as they lead anywhere."""
    return Path(os.path.realpath(path))


@dataclass(slots=True)
class _Reader:
    """`seen`: what has been read, links followed; `open`: whose includes are being read."""

    gathered: Gathered
    env: Names[str, str]
    instead: Names[Path, Path]
    seen: set[Path] = field(default_factory=set)
    open: list[Path] = field(default_factory=list)
    size: int = 0

    @property
    def findings(self) -> Findings:
        return self.gathered.findings

    def has(self, path: Path) -> bool:
        """Whether a file has been read."""
        return _real(path) in self.seen

    def read(self, path: Path) -> None:
        """Reads a file and what it includes. Raises ConfigError where it is none."""
        content = file.content(path, instead=self.instead.get(path))
        text, marked = file.decoded(path, content)
        base = self.findings.also(file.named(path), text)
        if marked:
            what = "a byte order mark stands before the text; save it as UTF-8 without"
            self.findings.warning(base, what)
        root = compose(text, self.findings, base)
        if root is None and self.findings.broken():
            self.gathered.whole = False
        self.gathered.parts.append(Part(path, text, marked, base, root))
        self.gathered.contents.append(content)
        self.seen.add(_real(path))
        self.size += len(content)
        said = root.get(KEY) if isinstance(root, Mapping) else None
        if said is None:
            return
        self.open.append(path)
        for node in said.items if isinstance(said, Sequence) else (said,):
            self._include(node, path)
        self.open.pop()

    def _refuse(self, at: int, what: str) -> None:
        self.gathered.whole = False
        self.findings.error(at, what)

    def _include(self, node: Node, by: Path) -> None:
        """Reads what one value names."""
        value = node.value if isinstance(node, Scalar) else None
        if not isinstance(node, Scalar) or not isinstance(value, str) or not value.strip():
            self._refuse(node.start, f"'{KEY}' names a file, a folder or several, {_EXAMPLE}")
            return
        located = variables.located(node, self.findings.text)
        text = variables.fill(located, self.env, self.findings)
        if text is None:
            return
        words = text.value.strip()
        if "\0" in words or words.startswith("~") or "**" in words:
            what = "a path has no ~ and no ** here; write the folder's name, or ${HOME}"
            self._refuse(node.start, what)
            return
        try:
            self._found(node, by.parent / words, words, by)
        except OSError as error:
            what = f"{shown(words)} cannot be read: {error.strerror}"
            self._refuse(node.start, what)

    def _found(self, node: Scalar, target: Path, words: str, by: Path) -> None:
        """Reads what stands at a path. Raises OSError."""
        if not _MAGIC.isdisjoint(words) and not target.exists():
            root = Path(target.anchor) if words.startswith("/") else by.parent
            self._several(_meant(root.glob(words.lstrip("/"))), target.parent, node)
        elif target.is_dir():
            self._several(_meant(target.iterdir()), target, node)
        else:
            self._one(target, words, node)

    def _several(self, paths: list[Path], folder: Path, node: Scalar) -> None:
        folders = [folder] if folder.is_dir() else []
        self.gathered.folders += [*folders, *{it.parent for it in paths} - {folder}]
        if not paths:
            what = f"no file that ends in {listed(ENDINGS)} is found by {shown(node.text)}"
            self.findings.warning(node.start, what)
        for path in paths:
            if not self.has(path):
                self._read_by(node, path)

    def _one(self, path: Path, words: str, node: Scalar) -> None:
        opened = [_real(it) for it in self.open]
        if _real(path) in opened:
            way = [*self.open[opened.index(_real(path)) :], path]
            names = " includes ".join(shown(it.name) for it in way)
            self._refuse(node.start, f"this goes round in a circle: {names}")
        elif not path.exists() and not path.is_symlink():
            near = _near(path) or f" in {file.named(path.parent.absolute())}"
            self._refuse(node.start, f"there is no such file {shown(words)}{near}")
        elif path.exists() and not path.is_file():
            self._refuse(node.start, f"{shown(words)} is not a file that can be read again")
        elif not self.has(path):
            self._read_by(node, path)

    def _read_by(self, node: Scalar, path: Path) -> None:
        """Reads a file that a value names, as far as there is room for it."""
        if len(self.gathered.parts) >= MOST or self.size > LARGEST or len(self.open) > DEEPEST:
            self._refuse(
                node.start,
                f"a configuration is at most {MOST} files, {LARGEST // 1_000_000} MB, and "
                f"{DEEPEST} files that include one another",
            )
            return
        try:
            self.read(path)
        except ConfigError as error:
            for mistake in error.mistakes:
                if mistake.line:
                    self.gathered.whole = False
                    self.findings.tell(mistake)
                else:
                    self._refuse(node.start, f"{shown(path.name)}: {mistake.message}")
            return
        part = next(it for it in self.gathered.parts if it.path == path)
        if not part.text.strip():
            self._refuse(node.start, f"{shown(path.name)} is empty")
        elif part.root is not None and not isinstance(part.root, Mapping):
            what = "a file that is included holds keys, such as searches: {...}"
            self._refuse(part.root.start, what)


def _near(path: Path) -> str:
    """The file beside a missing one that was most likely meant, as an ending of a sentence."""
    try:
        beside = [it for it in islice(path.parent.iterdir(), 1000) if it.suffix in ENDINGS]
    except OSError:
        return ""
    named = {it.stem: it.name for it in beside}
    stem = nearest(path.stem, named)
    return f", did you mean {shown(named[stem])}?" if stem else ""


def _together(
    first: Mapping, second: Mapping, findings: Findings, levels: int | None = None
) -> Mapping:
    """The keys of both. `levels`: so many more have keys of both; None at the top of a file."""
    entries = dict(first.entries)
    for key, (at, value) in second.entries.items():
        there, before = entries.get(key, (at, None))
        within = _NESTED.get(key, 1) if levels is None else levels - 1
        if before is None or (within and _is_nothing(before)):
            entries[key] = (at, value)
        elif within and isinstance(before, Mapping) and isinstance(value, Mapping):
            entries[key] = (there, _together(before, value, findings, within))
        elif not (within and _is_nothing(value)) and (levels is not None or key != KEY):
            place = findings.line(there.start, at.start)
            findings.error(at.start, f"{shown(key)} is in two files, first in {place}; keep one")
    return Mapping(first.start, entries, first.size + second.size)


def _is_nothing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.value is None
