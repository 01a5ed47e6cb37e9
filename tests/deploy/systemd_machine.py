"""A small Debian with a systemd that really boots, in a container of systemd-nspawn, without a
network. It needs root, on a Debian; the packages it needs itself are installed."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

CACHE = Path("/var/cache/alertbot-tests")
TOOLS = {"systemd-nspawn": "systemd-container", "mmdebstrap": "mmdebstrap", "unshare": "util-linux"}
INSIDE = ("systemd", "systemd-sysv", "dbus", "python3", "python3-venv")
PYTHONS = {"bookworm": "3.11", "trixie": "3.13"}
"""The releases that can be booted, and the Python of each."""

# Whatever runs the host: in mounts of its own, nspawn sees cgroups of the new kind and nobody who
# supervises the host; and it has a group of its own, which is removed afterwards.
ALONE = """
set -e
umount -R /sys/fs/cgroup || true
mount -t cgroup2 none /sys/fs/cgroup
mkdir -p /run/systemd
mount -t tmpfs none /run/systemd
own=/sys/fs/cgroup/alertbot-test-$$
mkdir "$own"
echo $$ > "$own/cgroup.procs"
tidy() {
    echo $$ > /sys/fs/cgroup/cgroup.procs
    find "$own" -depth -type d -exec rmdir {} +
}
trap tidy EXIT
"$@" &
trap "kill $!" TERM
wait $! || wait $!
"""

_PLAIN = (
    "env",
    "-i",
    "--chdir=/root",
    "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
    "HOME=/root",
    "LANG=C.UTF-8",
)


class Unbootable(Exception):
    """Why no machine can be booted here, for people."""


class Refused(Exception):
    """A command inside did not end well. Says which, and what it said."""


@dataclass
class Machine:
    """A machine that is booted. `root`: its files, as seen from outside."""

    root: Path
    process: subprocess.Popen[bytes]
    leader: int = 0
    env: dict[str, str] = field(default_factory=dict)

    def run(self, *command: str, stdin: str = "", check: bool = True) -> str:
        """Runs a command inside, as root. Answers all that it says. Raises Refused."""
        entered = ["nsenter", f"--target={self.leader}", "--mount", "--uts", "--ipc", "--net"]
        own = [f"{name}={value}" for name, value in self.env.items()]
        done = subprocess.run(
            [*entered, "--pid", "--", *_PLAIN, *own, *command],
            input=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=180,
        )
        if check and done.returncode:
            raise Refused(f"{' '.join(command)}: {done.returncode}: {done.stdout.strip()[-2000:]}")
        return done.stdout

    def shell(self, script: str, stdin: str = "") -> str:
        """Runs a script inside. The first command that fails ends it. Raises Refused."""
        return self.run("bash", "-euo", "pipefail", "-c", script, stdin=stdin)

    def shows(self, unit: str, name: str) -> str:
        """A property of a unit."""
        return self.run("systemctl", "show", "--value", "--property", name, unit).strip()

    def reboot(self) -> None:
        """Boots anew, as after `systemctl reboot`. Raises Unbootable."""
        self.run("systemctl", "reboot", check=False)
        self.process.wait(60)
        self.process, self.leader = _start(self.root), 0
        self.booted()

    def booted(self) -> None:
        """Waits until the machine has come up. Raises Unbootable."""
        if not until(lambda: self._led() != 0, 60):
            raise Unbootable(f"no init came up; the log of the boot is in {self.log}")
        self.leader = self._led()
        if not until(lambda: self._state() in ("running", "degraded"), 90):
            raise Unbootable(f"it came up to {self._state() or 'nothing'}; see {self.log}")

    @property
    def log(self) -> Path:
        return self.root.with_name("boot.log")

    def _state(self) -> str:
        return self.run("systemctl", "is-system-running", check=False).strip()

    def _led(self) -> int:
        """The process that is the machine's own number 1; 0 where there is none yet."""
        for pid in _below(self.process.pid):
            numbers = _status(pid).get("NSpid", "").split()
            if len(numbers) > 1 and numbers[-1] == "1" and _name(pid) == "systemd":
                return pid
        return 0


def until(holds: Callable[[], bool], seconds: float) -> bool:
    """Waits for something to hold; whether it does."""
    end = time.monotonic() + seconds
    while not (held := holds()) and time.monotonic() < end:
        time.sleep(0.05)
    return held


@contextmanager
def booted(release: str) -> Iterator[Machine]:
    """A machine, booted anew from a release of Debian. Raises Unbootable."""
    _prepare()
    base = _base(release)
    with tempfile.TemporaryDirectory(prefix="alertbot-booted-") as folder:
        root = Path(folder) / "root"
        root.mkdir()
        subprocess.run(["tar", "-xf", base, "-C", root, "--exclude=./dev/*"], check=True)
        (root / "etc/machine-id").write_text(f"{uuid.uuid4().hex}\n")  # no first boot, which asks
        machine = Machine(root, _start(root))
        try:
            machine.booted()
            yield machine
        finally:
            _stop(machine)


def _start(root: Path) -> subprocess.Popen[bytes]:
    nspawn = ["systemd-nspawn", f"--directory={root}", "--boot", "--register=no", "--quiet"]
    nspawn += ["--private-network", "--machine=alertbot-test", "--console=pipe"]
    nspawn += ["--resolv-conf=off", "--timezone=off", "--link-journal=no", "--keep-unit"]
    alone = ["unshare", "--mount", "--propagation=private", "sh", "-c", ALONE, "sh", *nspawn]
    with root.with_name("boot.log").open("wb") as log:
        return subprocess.Popen(
            alone, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT
        )


def _stop(machine: Machine) -> None:
    if machine.process.poll() is None and machine.leader:
        machine.run("systemctl", "poweroff", check=False)
    try:
        machine.process.wait(30)
    except subprocess.TimeoutExpired:
        for pid in [*_below(machine.process.pid)][::-1]:
            os.kill(pid, 9)
        machine.process.wait(30)


def _prepare() -> None:
    if os.geteuid():
        raise Unbootable("a machine is booted by root alone: sudo python3 dev.py systemd")
    lacking = [package for tool, package in TOOLS.items() if not shutil.which(tool)]
    if not lacking:
        return
    if not shutil.which("apt-get"):
        raise Unbootable(f"{' and '.join(lacking)} from Debian are needed")
    install = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "install", "--yes", "--quiet"]
    subprocess.run(["apt-get", "update", "--quiet"], check=False)
    if subprocess.run([*install, "--no-install-recommends", *lacking], check=False).returncode:
        raise Unbootable(f"{' and '.join(lacking)} could not be installed")


def _base(release: str) -> Path:
    """An archive of a small Debian, made once."""
    recipe = hashlib.sha256(" ".join((release, *INSIDE)).encode()).hexdigest()[:8]
    archive = CACHE / f"{release}-{recipe}.tar"
    if not archive.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        made = archive.with_suffix(".new.tar")
        made.unlink(missing_ok=True)
        command = ["mmdebstrap", "--variant=minbase", f"--include={','.join(INSIDE)}"]
        if subprocess.run([*command, "--quiet", release, made], check=False).returncode:
            raise Unbootable(f"mmdebstrap could not make a Debian ({release})")
        made.rename(archive)
    return archive


def _below(pid: int) -> Iterator[int]:
    """The processes that a process has started, and those that they have."""
    try:
        tasks = [*Path(f"/proc/{pid}/task").iterdir()]
        children = [int(one) for task in tasks for one in (task / "children").read_text().split()]
    except OSError:
        return
    for child in children:
        yield child
        yield from _below(child)


def _status(pid: int) -> dict[str, str]:
    try:
        lines: Sequence[str] = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return {}
    return dict(line.split(":\t", 1) for line in lines if ":\t" in line)


def _name(pid: int) -> str:
    return _status(pid).get("Name", "")
