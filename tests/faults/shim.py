"""The bad disk: shim.c, compiled, and the switch that the test holds while the bot runs."""

from __future__ import annotations

import mmap
import shutil
import struct
import subprocess
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

COMPILER = shutil.which("gcc") or shutil.which("cc")

_CONTROL = struct.Struct("@III")


class Mode(IntEnum):
    """What a database's files do. As in shim.c."""

    WELL = 0
    EIO_SYNC = 1
    ENOSPC_WRITE = 2
    EIO_WRITE = 3
    SHORT_WRITE = 4
    DIE = 5


@dataclass(frozen=True, slots=True)
class Shim:
    """A compiled shim and its control, in a folder of their own. `shadow`: see shim.c."""

    library: Path
    control: mmap.mmap
    env: dict[str, str]
    shadow: Path

    def set(self, mode: Mode, after: int = 0) -> None:
        """Switches. `after`: with DIE, so many syncs go well before."""
        self.control[:] = _CONTROL.pack(mode, after, self.hits)

    @property
    def hits(self) -> int:
        """How many calls have failed so far."""
        hits: int = _CONTROL.unpack(self.control[:])[2]
        return hits


def built(folder: Path, *, shadow: bool = False) -> Shim:
    """Compiles the shim. Needs COMPILER."""
    folder.mkdir()
    library, control, kept = folder / "shim.so", folder / "control", folder / "shadow"
    source = Path(__file__).with_name("shim.c")
    command = [str(COMPILER), "-O2", "-shared", "-fPIC", "-o", str(library), str(source), "-ldl"]
    subprocess.run(command, check=True)
    control.write_bytes(bytes(_CONTROL.size))
    kept.mkdir()
    with control.open("r+b") as file:
        shared = mmap.mmap(file.fileno(), _CONTROL.size)
    env = {"LD_PRELOAD": str(library), "FAULTS_CONTROL": str(control)}
    if shadow:
        env["FAULTS_SHADOW"] = str(kept)
    return Shim(library, shared, env, kept)
