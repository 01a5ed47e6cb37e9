"""Secrets: `${ENV}`, `{env: NAME}` or `{file: PATH}`, and where such files are looked for."""

from __future__ import annotations

import re
import stat
from collections.abc import Mapping as Names
from dataclasses import dataclass, field
from pathlib import Path

from alertbot.config import variables
from alertbot.config.document import Mapping, Node, Scalar
from alertbot.config.mistakes import Findings, listed, shown, unknown
from alertbot.model import Secret

LARGEST = 65_536
"""Bytes that a secret's file may have."""

_FORMS = "${NAME}, {env: NAME} or {file: PATH}"
_BARE = re.compile(rf"\$({variables.NAME})")
_GLUED = re.compile(r"(env|file):(?!//)[^\s{}]+")


@dataclass(frozen=True, slots=True)
class Secrets:
    """How secrets are found. `look` False leaves them all out: each is then an empty Secret.

    `files`: in which files some were found.
    """

    source: str
    findings: Findings
    env: Names[str, str]
    folder: Path
    look: bool = True
    container: Path = Path("/run/secrets")
    files: list[Path] = field(default_factory=list)

    def read(self, node: Node, key: str, kind: str) -> Secret | None:
        """The secret that a value names; None, with the mistake told, where there is none."""
        match node:
            case Scalar():
                return self._text(node, key, kind)
            case Mapping():
                return self._reference(node, key)
            case _:
                self.findings.error(node.start, f"'{key}' is a secret: write {_FORMS}")
                return None

    def _text(self, node: Scalar, key: str, kind: str) -> Secret | None:
        if node.value is None or not node.text.strip():
            self.findings.error(node.start, f"'{key}' is empty: write {_FORMS}")
            return None
        if found := _BARE.fullmatch(node.text):
            self.findings.error(node.start, f"a variable is written with braces: ${{{found[1]}}}")
            return None
        if found := _GLUED.fullmatch(node.text):
            what = f"write {{{found[1]}: NAME}}, with a blank behind the colon"
            self.findings.error(node.start, f"'{key}' is no secret: {what}")
            return None
        if "${" not in node.text:
            self.findings.hide(node.text)
            self.findings.warning(
                node.start, f"'{key}' is a literal token in the file; use {_variable(key, kind)}"
            )
        text = variables.located(node, self.source)
        if not self.look:
            return Secret("")
        filled = variables.fill(text, self.env, self.findings)
        return self._kept(filled.value) if filled else None

    def _reference(self, node: Mapping, key: str) -> Secret | None:
        for name, (where, _) in node.entries.items():
            if name not in ("env", "file"):
                self.findings.error(where.start, unknown(name, ("env", "file")))
                return None
        if len(node.entries) != 1:
            self.findings.error(node.start, f"'{key}' is one of {_FORMS}")
            return None
        [(form, (_, value))] = node.entries.items()
        if not isinstance(value, Scalar) or not value.text.strip():
            self.findings.error(value.start, f"'{form}' takes a name: {_FORMS}")
            return None
        if not self.look:
            return Secret("")
        if form == "env":
            name = value.text.strip()
            found = variables.variable(name, True, value.start, self.env, self.findings)
            return self._kept(found) if found is not None else None
        text = variables.fill(variables.located(value, self.source), self.env, self.findings)
        return self._file(text.value, value.start) if text else None

    def _file(self, name: str, at: int) -> Secret | None:
        candidates = self._candidates(name)
        for file, managed in candidates:
            try:
                mode = file.stat().st_mode
                if not stat.S_ISREG(mode):
                    self.findings.error(
                        at, f"the secret's file {shown(str(file), 200)} is not a file"
                    )
                    return None
                content = _content(file)
            except FileNotFoundError:
                continue
            except (OSError, ValueError) as error:
                reason = getattr(error, "strerror", None) or "it is not text of a moderate size"
                what = f"the secret's file {shown(str(file), 200)} cannot be read: {reason}"
                self.findings.error(at, what)
                return None
            if mode & 0o077 and not managed:
                self.findings.warning(at, f"others may read that file: chmod 600 {file}")
            if not content:
                self.findings.error(at, f"the secret's file {shown(str(file), 200)} is empty")
                return None
            if "\n" in content:
                what = (
                    f"the secret's file {shown(str(file), 200)} has several lines: a secret is one"
                )
                self.findings.error(at, what)
                return None
            self.files.append(file)
            return self._kept(content)
        places = [str(file.parent) for file, _ in candidates]
        if "/" not in name and not self.env.get("CREDENTIALS_DIRECTORY"):
            places.insert(0, "$CREDENTIALS_DIRECTORY (not set)")
        what = f"there is no secret's file {shown(Path(name).name)} in {listed(places)}"
        self.findings.error(at, what)
        return None

    def _candidates(self, name: str) -> list[tuple[Path, bool]]:
        """The files that a name may mean, and whether somebody else minds who may read them."""
        given = self.env.get("CREDENTIALS_DIRECTORY")
        managed = [Path(given)] if given else []
        managed.append(self.container)
        if "/" in name:
            file = self.folder / name
            return [(file, any(file.is_relative_to(place) for place in managed))]
        return [*((place / name, True) for place in managed), (self.folder / name, False)]

    def _kept(self, value: str) -> Secret:
        self.findings.hide(value)
        return Secret(value)


def _content(file: Path) -> str:
    with file.open("rb") as stream:
        content = stream.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ValueError("too large")
    return content.decode("utf-8-sig").rstrip("\r\n")


def _variable(key: str, kind: str) -> str:
    """An example of a variable's name for a secret: ${SLACK_BOT_TOKEN}."""
    name = f"{kind}_{'bot_token' if key == 'token' else key}"
    return f"${{{re.sub(r'[^A-Z0-9]+', '_', name.upper())}}}"
