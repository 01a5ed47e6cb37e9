"""axe-core, which finds what keeps people from a page: fetched from npm by name, once, and kept
outside the project. Licence: MPL 2.0; it is used by tests alone, and not shipped."""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from tests.browser import Tab

VERSION = "4.14.1"
SHA512 = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
_LONGEST = 120


class Missing(Exception):
    """It cannot be had here; the message says why."""


def script() -> str:
    """Its text. Raises Missing where there is no npm, or npm does not reach its registry."""
    kept = _cache() / f"axe-core-{VERSION}.tgz"
    if not kept.exists():
        _fetch(kept)
    found = base64.b64encode(hashlib.sha512(kept.read_bytes()).digest()).decode()
    if found != SHA512:
        raise ValueError(f"{kept} is not axe-core {VERSION}: delete it")
    with tarfile.open(kept) as archive:
        member = archive.extractfile("package/axe.min.js")
        if member is None:
            raise ValueError(f"{kept} has no script")
        return member.read().decode()


def _cache() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(base) / "alertbot-tests"


def _fetch(target: Path) -> None:
    npm = shutil.which("npm")
    if npm is None:
        raise Missing("there is no npm on this machine")
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        command = [npm, "pack", f"axe-core@{VERSION}", "--silent", "--ignore-scripts"]
        try:
            subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=_LONGEST)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
            raise Missing(f"npm does not bring axe-core ({type(error).__name__})") from None
        (Path(folder) / target.name).rename(target)  # whole or not at all: others may fetch it too


def violations(tab: Tab, axe: str) -> list[str]:
    """What axe finds wrong with the page that is shown: the rule, and where."""
    tab.call("Runtime.evaluate", expression=axe)
    options = f"{{runOnly: {list(TAGS)}, resultTypes: ['violations']}}"
    done: dict[str, Any] = tab.call(
        "Runtime.evaluate",
        expression=f"axe.run(document, {options}).then(r => JSON.parse(JSON.stringify("
        "r.violations.flatMap(v => v.nodes.map(n => `${v.id}: ${n.html.slice(0, 120)}`)))))",
        awaitPromise=True,
        returnByValue=True,
    )
    if "exceptionDetails" in done:
        raise RuntimeError(str(done["exceptionDetails"]))
    found: list[str] = done["result"]["value"]
    return found
