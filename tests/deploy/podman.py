"""A Podman of a test's own: no registry, its own images, this machine's network.

What it needs beyond an ordinary one stands in files that it is given, so that the commands are
word for word those that the documents name.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

PROGRAMS = ("podman", "runc", "mmdebstrap")
BASE = "docker.io/library/debian:trixie-slim"
"""What FROM names, as an engine reads it."""

# A sandbox's limits may be lower than those that Podman gives a container unless told otherwise, it
# may lack what a network of a container's own needs, and crun refuses some machines' cgroups.
_SETTINGS = """[containers]
default_ulimits = ["nofile=4096:4096", "nproc=4096:4096"]
netns = "host"
volumes = [{volumes}]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "file"
"""
_STORAGE = '[storage]\ndriver = "{driver}"\ngraphroot = "{graph}"\nrunroot = "{run}"\n'
_DRIVERS = ("overlay", "vfs")
_SAID = re.compile(r"^(?:global|:env:)\.(cert|index-url)='(.*)'$", re.MULTILINE)
_AUTHORITIES = "/etc/pip-authorities.pem"
# As the image that FROM names is slim: without what nobody reads in a container.
_SLIM = ("doc", "man", "locale", "info")


class Broken(Exception):
    """A command that should have gone well did not; its text is what it said."""


@dataclass(frozen=True)
class Podman:
    """Everything of it lies in `folder`. Made by `podman`."""

    folder: Path

    def environment(self, *, building: bool = False) -> dict[str, str]:
        """That of a shell in which `podman` is this one, and the venv's programs are found."""
        settings = self.folder / ("build.conf" if building else "run.conf")
        return {
            **os.environ,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "CONTAINERS_CONF": str(settings),
            "CONTAINERS_STORAGE_CONF": str(self.folder / "storage.conf"),
            "DISABLE_HC_SYSTEMD": "true",
        }

    def shell(self, command: str, where: Path, *, building: bool = False) -> str:
        """What a line of a document says that a person types. Raises Broken."""
        words = ["/bin/sh", "-ec", command]
        return self._said(words, where, building=building)

    def __call__(self, *words: str) -> str:
        """What `podman WORDS` says on standard output. Raises Broken."""
        return self._said(["podman", *words], self.folder)

    def code(self, *words: str) -> int:
        """The exit code of `podman WORDS`."""
        command = ["podman", *words]
        done = subprocess.run(command, env=self.environment(), capture_output=True, check=False)
        return done.returncode

    def inspect(self, what: str, kind: str = "container") -> Any:
        """All that it knows of a container or an image."""
        return json.loads(self(kind, "inspect", what))[0]

    def clear(self) -> None:
        """Stops and removes every container and volume of its own; its images stay."""
        for _ in range(3):  # a container that others depend on goes once they are gone
            if self.code("rm", "--all", "--force", "--time", "5") == 0:
                break
        self.code("volume", "prune", "--force")

    def make_base(self) -> None:
        """Makes the base from Debian's packages under the name in FROM, unless it is there."""
        if self.code("image", "exists", BASE) == 0:
            return
        tar = self.folder / "base.tar"
        left_out = [f"--dpkgopt=path-exclude=/usr/share/{name}/*" for name in _SLIM]
        made = ["mmdebstrap", "--quiet", "--variant=minbase", *left_out, "trixie", str(tar)]
        self._said(made, self.folder)
        self("import", "--quiet", str(tar), BASE)
        tar.unlink()

    def _said(self, words: list[str], where: Path, *, building: bool = False) -> str:
        environment = self.environment(building=building)
        done = subprocess.run(
            words, cwd=where, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            said = "\n".join((done.stdout + done.stderr).strip().splitlines()[-15:])
            raise Broken(f"`{' '.join(words)}` ended with {done.returncode}:\n{said}")
        return done.stdout


def install() -> None:
    """Installs what is missing of PROGRAMS. Raises Broken where that cannot be done."""
    missing = [name for name in PROGRAMS if not shutil.which(name)]
    if not missing:
        return
    get = ["apt-get", "install", "--yes", "-qq", "--no-install-recommends", *missing]
    for words in (["apt-get", "update", "-qq"], get):
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            raise Broken(f"{' '.join(missing)} cannot be installed:\n{done.stderr.strip()}")


def podman(folder: Path) -> Podman:
    """One that keeps all in `folder`, with the first kind of storage that works there."""
    mine = Podman(folder)
    _write(folder / "run.conf", _SETTINGS.format(volumes=""))
    _write(folder / "build.conf", _SETTINGS.format(volumes=_volumes(folder)))
    for driver in _DRIVERS:
        graph, run = folder / driver, folder / f"{driver}-run"
        _write(folder / "storage.conf", _STORAGE.format(driver=driver, graph=graph, run=run))
        if mine.code("info") == 0:
            return mine
    raise Broken(f"Podman can keep images in {folder} by none of {', '.join(_DRIVERS)}")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")


def _volumes(folder: Path) -> str:
    """What a build is lent of this machine: where its pip finds packages, and whom it trusts."""
    listed = [sys.executable, "-m", "pip", "config", "list"]
    done = subprocess.run(listed, capture_output=True, text=True, check=False)
    said = dict(_SAID.findall(done.stdout))
    lent = {folder / "pip.conf": "/etc/pip.conf"}
    if "cert" in said:
        lent[Path(said["cert"])] = said["cert"] = _AUTHORITIES
    lines = (f"{name} = {value}\n" for name, value in said.items())
    _write(folder / "pip.conf", "".join(["[global]\n", *lines]))
    return ", ".join(f'"{outside}:{inside}:ro"' for outside, inside in lent.items())
