"""`python3 dev.py systemd [RELEASE]`: alertbot under a systemd that really boots.

A small Debian is made and booted in a container, alertbot's wheel is built and installed there as
deploy/systemd/README.md says, and then it is killed, hung, reloaded, rebooted, stopped. RELEASE is
bookworm, unless trixie is named. It needs root, and installs what it needs. It ends with 1 where a
scene did not end as it has to, and with 77 where no machine can be booted.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.deploy.systemd_machine import CACHE, PYTHONS, Refused, Unbootable, booted
from tests.deploy.systemd_scenes import SCENES, Stage, Wrong

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = 77


def main(arguments: Sequence[str]) -> int:
    """Plays all scenes, one line each. Answers the exit code."""
    parser = argparse.ArgumentParser(prog="dev.py systemd")
    parser.add_argument("release", nargs="?", choices=[*PYTHONS], default="bookworm")
    try:
        return _played(parser.parse_args(arguments).release)
    except Unbootable as why:
        print(f"no systemd was booted: {why}", file=sys.stderr)
        return SKIPPED


def _played(release: str) -> int:
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder, booted(release) as machine:
        print(f"{release}: {machine.run('systemctl', '--version').splitlines()[0]}, booted")
        wheels = machine.root / "srv" / "wheels"
        shutil.copytree(_locked(PYTHONS[release]), wheels)
        shutil.copy(_wheel(Path(folder)), wheels)
        machine.env |= {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": "/srv/wheels"}
        stage = Stage(machine)
        stage.folder.mkdir(parents=True)
        for scene in SCENES:
            began = time.monotonic()
            try:
                said = scene(stage)
            except (Wrong, Refused) as why:
                print(f"FAILED {scene.__name__:10} {why}")
                print(machine.run("journalctl", "--no-pager", "-n", "50", check=False))
                return 1
            print(
                f"ok     {scene.__name__:10} {time.monotonic() - began:5.1f} s  {said}", flush=True
            )
    print(f"{release}: all is well ({time.monotonic() - start:.0f} s)")
    return 0


def _wheel(folder: Path) -> Path:
    """The wheel of this checkout."""
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (wheel,) = folder.glob("*.whl")
    return wheel


def _locked(python: str) -> Path:
    """The packages that the lock names, for that Python, got once and each checked by its hash."""
    lock = ROOT / "requirements.txt"
    name = f"wheels-{python}-{hashlib.sha256(lock.read_bytes()).hexdigest()[:8]}"
    if not (CACHE / name).exists():
        made = CACHE / f"{name}.new"
        shutil.rmtree(made, ignore_errors=True)
        command = [sys.executable, "-m", "pip", "download", "-qq", "--no-deps"]
        command += ["--only-binary=:all:", "--python-version", python, "--require-hashes"]
        subprocess.run([*command, "-r", lock, "-d", made], check=True)
        made.rename(CACHE / name)
    return CACHE / name


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
