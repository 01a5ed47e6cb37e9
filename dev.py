#!/usr/bin/env python3
"""The verbs of this checkout. They need Python 3.11 or later, and nothing else.

    python3 dev.py run [ARGS]     start alertbot; without -c FILE, the demonstration
    python3 dev.py test [ARGS]    run all the tests, side by side; or what ARGS tell pytest to run
    python3 dev.py check          lint, format, types, import contracts, tests: all that review asks
    python3 dev.py fmt            put format and imports right
    python3 dev.py bench [NAMES]  measure, beside the alternatives, in one table
    python3 dev.py faults [PARTS] do to it what can happen to it, for real; one table
    python3 dev.py systemd        boot a small Debian, and kill, hang, reload the service there
    python3 dev.py record KIND ADDRESS [FOLDER]    save a board's live answers, trimmed and scrubbed
    python3 dev.py gazetteer      make the tables of places again from their packages
    python3 dev.py man            make the manual page again from the commands
    python3 dev.py lock [ARGS]    lock the dependencies again; ARGS go to uv, such as --upgrade

Each makes .venv beside this file when it is missing or the lock has changed. After that,
.venv/bin/alertbot is the command itself. pip's own settings say where packages come from.
"""

# This file has to be understood by Python 3.8, so that an old Python gets a sentence and no
# SyntaxError. It is started before anything is installed, with whatever Python there is, so it
# imports the standard library alone and is all in one piece, although longer than files are here.
from __future__ import annotations

import contextlib
import difflib
import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NoReturn

OLDEST = (3, 11)
RUN_LOCK = "requirements.txt"
DEV_LOCK = "requirements-dev.txt"  # holds all of RUN_LOCK, and the extras
TOOLS_LOCK = "requirements-tools.txt"  # holds all of DEV_LOCK, and what `bench` and the like need
WINDOWS = os.name == "nt"

# One worker more than a small machine has cores, since some tests wait. Where a worker dies, the
# test that it was at has failed.
SIDE_BY_SIDE = ("-n", "3", "--dist", "worksteal")

# Settings of the caller that would send a package somewhere else than into .venv, or nowhere; and
# the one that makes each of many short processes compile alertbot anew.
MISLEADING = frozenset(
    {"PYTHONDONTWRITEBYTECODE"}
    | {"PYTHONHOME", "PYTHONPATH", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
    | {"PIP_CONSTRAINT", "PIP_DRY_RUN", "PIP_PREFIX", "PIP_PYTHON", "PIP_REQUIREMENT"}
    | {"PIP_REQUIRE_VIRTUALENV", "PIP_ROOT", "PIP_TARGET", "PIP_USER"}
)

# What pip says, and what there is to do about it. The first that fits is told.
SETTINGS = "`python3 -m pip config list` shows its settings"
NETWORK = (
    r"ConnectionError|NameResolution|Connect\w*Timeout|Connection\w*Reset|[Rr]ead timed out"
    r"|ProxyError|SSLError|CERTIFICATE|Could not fetch|HTTP error|[Cc]onnection broken"
)
ADVICE = (
    (r"DO NOT MATCH THE HASHES", "a download is not what the lock promises: do not go round it"),
    (r"No space left", "the disk is full: make room, then start this again"),
    (
        NETWORK,
        f"pip did not reach its package index: look at the network and start again; {SETTINGS}",
    ),
    (
        r"No matching distribution",
        f"pip's package index lacks this version for this Python and machine; {SETTINGS}",
    ),
    (
        r"Failed building wheel|subprocess-exited-with-error|Failed to build",
        "there is no ready-made package for this Python and machine: try another Python",
    ),
    (r"", "put right what pip says above, then start this again"),
)


class Trouble(Exception):
    """Something the person at the keyboard can put right. Its text says how."""


def say(line: str) -> None:
    """One line to standard error, where it mixes with no output that somebody reads."""
    print(f"dev.py: {line}", file=sys.stderr, flush=True)


def base_python() -> str:
    """The Python that runs this, or the one below it where that is itself a venv's."""
    return getattr(sys, "_base_executable", None) or sys.executable


def environment() -> dict[str, str]:
    """The caller's environment without what would mislead a child."""
    return {name: value for name, value in os.environ.items() if name not in MISLEADING}


if sys.platform == "win32":
    import msvcrt

    def taken(descriptor: int) -> bool:
        """Whether the lock on an open file was free, and now is ours."""
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def taken(descriptor: int) -> bool:
        """Whether the lock on an open file was free, and now is ours."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextlib.contextmanager
def only_one(path: Path) -> Iterator[int]:
    """Hold the lock of the operating system on `path`, and yield its descriptor.

    A child that is given the descriptor keeps the lock for as long as it lives: pip, when its
    parent has been killed, still writes.
    """
    with path.open("a") as file:
        if not taken(file.fileno()):
            say("another dev.py is making .venv; waiting for it")
            while not taken(file.fileno()):
                time.sleep(0.1)
        yield file.fileno()


class Venv:
    """The .venv of the checkout at `root`, made by the interpreter `python`."""

    def __init__(self, root: Path, python: str) -> None:
        self.root = root
        self.python = python
        self.folder = root / ".venv"
        self.programs = self.folder / ("Scripts" if WINDOWS else "bin")
        self.stamp = self.folder / "alertbot-stamp.json"

    def program(self, name: str) -> str:
        """The path of a program of the venv."""
        return str(self.programs / (name + ".exe" if WINDOWS else name))

    def ensure(self, *locks: str) -> None:
        """Make .venv hold what `locks` name, unless it does. Raises Trouble."""
        if self.serves(locks):
            return
        with only_one(self.root / ".venv.lock") as held:
            if not self.serves(locks):
                self.make(locks, held)

    def serves(self, locks: Sequence[str]) -> bool:
        """Whether a finished venv of this Python and this folder holds these very locks.

        exists() follows links, so a venv whose Python has been removed does not serve.
        """
        wanted = self.wanted(locks)
        found = self.stamped()
        same = all(found.get(key) == wanted[key] for key in ("python", "folder"))
        return same and all(found.get(lock) == wanted[lock] for lock in locks)

    def wanted(self, locks: Sequence[str]) -> dict[str, str]:
        """The stamp of a venv that holds `locks`. Raises Trouble."""
        try:
            hashes = {lock: sha256(self.root / lock) for lock in locks}
        except FileNotFoundError as error:
            raise Trouble(f"{error.filename} is missing: the checkout is not complete") from None
        version = ".".join(str(part) for part in sys.version_info[:3])
        return {"python": f"{version} {sys.base_prefix}", "folder": str(self.root), **hashes}

    def stamped(self) -> dict[str, str]:
        """The stamp of the venv; empty where it was not finished, or its Python is gone."""
        try:
            stamp = json.loads(self.stamp.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return {}
        alive = Path(self.program("python")).exists()
        return stamp if alive and isinstance(stamp, dict) else {}

    def make(self, locks: Sequence[str], held: int) -> None:
        """Build the venv, or add to one that serves `run` and is now to serve the rest.

        The stamp goes first and comes last, so whatever is killed in between is built anew.
        """
        if any(importlib.util.find_spec(name) is None for name in ("venv", "ensurepip")):
            raise Trouble(no_venv(self.python))
        stamp = self.wanted(locks)
        adds = self.serves(locks[:-1]) and locks[-1] not in self.stamped()
        there = pinned(self.root / locks[-2]) if adds else 0
        packages = pinned(self.root / locks[-1]) - there
        say(f"installing {packages} {'more ' if adds else ''}packages into .venv, once ...")
        with contextlib.suppress(FileNotFoundError):
            self.stamp.unlink()
        if not adds:
            self.create(held)
        self.install(locks[-1], held)
        self.introduce()
        self.stamp.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")

    def create(self, held: int) -> None:
        """An empty venv with pip, in place of what was there. Raises Trouble."""
        command = [self.python, "-I", "-m", "venv", "--clear", str(self.folder)]
        code, output = output_of(command, held)
        if "ensurepip is not available" in output:
            raise Trouble(no_venv(self.python))
        if code:
            raise Trouble(f"{self.python} could not make .venv:\n{last_words(output, code)}")

    def install(self, lock: str, held: int) -> None:
        """The packages of a lock, no others, each checked against its hash. Raises Trouble."""
        command = [self.program("python"), "-I", "-m", "pip", "install", "--quiet", "--no-deps"]
        command += ["--require-hashes", "-r", str(self.root / lock)]
        code, output = output_of(command, held)
        if code:
            advice = next(text for words, text in ADVICE if re.search(words, output))
            told = last_words(output, code)
            raise Trouble(f"pip could not install {lock}:\n{told}\ndev.py: {advice}")

    def introduce(self) -> None:
        """Let the venv import the project from its folder, and give it the command `alertbot`.

        This does what an editable install does, without a build back end to download.
        """
        ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
        code, output = output_of([self.program("python"), "-I", "-c", ask], None)
        if code:
            raise Trouble(f"the Python of .venv does not start:\n{last_words(output, code)}")
        Path(output.strip(), "alertbot.pth").write_bytes(os.fsencode(f"{self.root}\n"))
        launcher = self.programs / ("alertbot.py" if WINDOWS else "alertbot")
        launcher.write_bytes(os.fsencode(launcher_text(self.program("python"))))
        launcher.chmod(0o755)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def pinned(lock: Path) -> int:
    """How many packages a lock names for this system."""
    lines = re.findall(r"^\S+==.*", lock.read_text(encoding="utf-8"), re.MULTILINE)
    return sum(WINDOWS or "'win32'" not in line for line in lines)


def launcher_text(python: str) -> str:
    """The program `alertbot`. The kernel takes no blank and no long path after #!, sh does."""
    if re.search(r"\s", python) or len(python) > 120:
        quoted = re.sub(r'([\\"$`])', r"\\\1", python)
        first = f"#!/bin/sh\n'''exec' \"{quoted}\" \"$0\" \"$@\"\n' '''"
    else:
        first = f"#!{python}"
    return f"{first}\nfrom alertbot.cli import main\n\nmain()\n"


def no_venv(python: str) -> str:
    version = ".".join(str(part) for part in sys.version_info[:2])
    return (
        f"{python} ({version}) has no venv and ensurepip. On Debian and Ubuntu: "
        f"`apt install python3-venv` (as root); elsewhere, a complete Python {version}."
    )


def output_of(command: Sequence[str], held: int | None) -> tuple[int, str]:
    """A command's exit code and all that it says. `held` is a lock that it keeps with us."""
    settings = {"PIP_NO_INPUT": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_USER": "0"}
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env={**environment(), **settings},
        pass_fds=() if held is None or WINDOWS else (held,),
        check=False,
    )
    return done.returncode, done.stdout.decode("utf-8", errors="replace")


def last_words(output: str, code: int) -> str:
    """The end of a program's output, indented; of warnings only where there is nothing else."""
    lines = [line.rstrip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if not line.startswith(("WARNING:", "[notice]"))] or lines
    told = telling[-8:] or [f"it ended with code {code} and said nothing"]
    return "\n".join(f"    {line[:300]}" for line in told)


def become(command: Sequence[str]) -> NoReturn:
    """Go on as another program, so that signals reach it and its exit code is ours."""
    sys.stdout.flush()
    sys.stderr.flush()
    if WINDOWS:
        sys.exit(subprocess.run(command, env=environment(), check=False).returncode)
    os.execve(command[0], list(command), environment())  # noqa: S606 - no shell is the point


def run(venv: Venv, arguments: Sequence[str]) -> int:
    """Start alertbot where the caller stands, so that `-c mine.yaml` is the caller's file."""
    venv.ensure(RUN_LOCK)
    named = any(re.match(r"-c|--config(=|$)", argument) for argument in arguments)
    demo = [] if named else ["--demo", "-c", str(venv.root / "config" / "demo.yaml")]
    # -P: a file of the caller's folder is not taken for a module
    become([venv.program("python"), "-P", "-m", "alertbot", "run", *demo, *arguments])


def test(venv: Venv, arguments: Sequence[str]) -> int:
    """Run the tests, all of them and side by side, unless pytest is told something else."""
    venv.ensure(RUN_LOCK, DEV_LOCK)
    os.chdir(venv.root)
    become([venv.program("python"), "-m", "pytest", *(arguments or SIDE_BY_SIDE)])


def check(venv: Venv, arguments: Sequence[str]) -> int:
    """All the steps, side by side; one line a step, and before it the output of one that failed."""
    refuse(arguments)
    venv.ensure(RUN_LOCK, DEV_LOCK)
    os.chdir(venv.root)
    steps = {
        "lint": ["ruff", "check", "."],
        "format": ["ruff", "format", "--check", "."],
        "types": ["mypy", "-p", "alertbot", "-p", "tests", "-m", "dev"],
        "imports": ["lint-imports"],
        "tests": ["pytest", *SIDE_BY_SIDE, "-m", "not slow"],
    }
    start = time.monotonic()
    with ThreadPoolExecutor(len(steps)) as pool:
        ends = {name: pool.submit(timed, venv, step) for name, step in steps.items()}
        failed = [name for name, end in ends.items() if not passed(name, *end.result())]
    verdict = f"failed: {', '.join(failed)}" if failed else "all is well"
    print(f"{verdict} ({time.monotonic() - start:.1f} s)", flush=True)
    return 1 if failed else 0


def timed(venv: Venv, step: Sequence[str]) -> tuple[int, str, float]:
    """Run one step of `check`: its exit code, all that it says, and its seconds."""
    start = time.monotonic()
    code, output = output_of([venv.program(step[0]), *step[1:]], None)
    return code, output, time.monotonic() - start


def passed(name: str, code: int, output: str, seconds: float) -> bool:
    """Print the line of a step that has ended; whether it went well."""
    lines = output.strip().splitlines() or [""]
    if code:
        print(output.rstrip(), flush=True)
    word = "FAILED" if code else "ok"
    print(f"{word:6} {name:8} {seconds:5.1f} s  {lines[-1]}", flush=True)
    return code == 0


def fmt(venv: Venv, arguments: Sequence[str]) -> int:
    """Put right what can be put right without thinking."""
    refuse(arguments)
    venv.ensure(RUN_LOCK, DEV_LOCK)
    os.chdir(venv.root)
    ruff = venv.program("ruff")
    fixed = subprocess.run([ruff, "check", "--fix", "."], check=False).returncode
    return subprocess.run([ruff, "format", "."], check=False).returncode or fixed


def lock(venv: Venv, arguments: Sequence[str]) -> int:
    """Resolve pyproject.toml again. Pins stay where they are, unless `--upgrade` is given."""
    venv.ensure(RUN_LOCK, DEV_LOCK)
    os.chdir(venv.root)
    with tempfile.TemporaryDirectory() as folder:
        made = Path(folder)
        dev = ["--all-extras", "--group", "dev"]
        groups: dict[str, list[str | Path]] = {
            RUN_LOCK: ["--extra", "postgres", "--extra", "web"],
            DEV_LOCK: [*dev, "-c", made / RUN_LOCK],
            TOOLS_LOCK: [*dev, "--group", "tools", "-c", made / DEV_LOCK],
        }
        for name, more in groups.items():
            shutil.copy(name, made / name)  # uv keeps the versions that it finds there
            command = [venv.program("uv"), "pip", "compile", "pyproject.toml", "--quiet"]
            command += ["--universal", "--generate-hashes", "--python-version", "3.11"]
            command += ["--no-header", "--no-annotate", "--no-emit-index-url"]
            command += [*map(str, more), "-o", str(made / name), *arguments]
            code, output = output_of(command, None)
            if code:
                raise Trouble(f"uv could not resolve {name}:\n{last_words(output, code)}")
            refuse_urls(name, (made / name).read_text(encoding="utf-8"))
        for name in groups:
            shutil.copyfile(made / name, venv.root / name)
            say(f"{name} locks {pinned(venv.root / name)} packages")
    return 0


def bench(venv: Venv, arguments: Sequence[str]) -> int:
    """Run the benchmarks, all of them unless some are named."""
    venv.ensure(RUN_LOCK, DEV_LOCK, TOOLS_LOCK)
    os.chdir(venv.root)
    become([venv.program("python"), "-m", "tests.benchmarks", *arguments])


def faults(venv: Venv, arguments: Sequence[str]) -> int:
    """Do to alertbot what can happen to it, for real: nothing is lost."""
    venv.ensure(RUN_LOCK, DEV_LOCK, TOOLS_LOCK)
    os.chdir(venv.root)
    become([venv.program("python"), "-m", "tests.faults", *arguments])


def systemd(venv: Venv, arguments: Sequence[str]) -> int:
    """Install alertbot in a Debian that boots, and kill, hang, reload it there; as root."""
    venv.ensure(RUN_LOCK, DEV_LOCK)
    os.chdir(venv.root)
    become([venv.program("python"), "-m", "tests.deploy.systemd", *arguments])


def record(venv: Venv, arguments: Sequence[str]) -> int:
    """Save a board's live answers."""
    venv.ensure(RUN_LOCK, DEV_LOCK)
    become([venv.program("python"), "-P", "-m", "alertbot.testing.recording", *arguments])


def gazetteer(venv: Venv, arguments: Sequence[str]) -> int:
    """Make the tables of places again."""
    venv.ensure(RUN_LOCK, DEV_LOCK, TOOLS_LOCK)
    os.chdir(venv.root)
    become([venv.program("python"), "-m", "tools.gazetteer", *arguments])


def man(venv: Venv, arguments: Sequence[str]) -> int:
    """Make the manual page again."""
    refuse(arguments)
    venv.ensure(RUN_LOCK, DEV_LOCK)
    os.chdir(venv.root)
    become([venv.program("python"), "-m", "tools.manual"])


def refuse_urls(name: str, text: str) -> None:
    """Raises Trouble where a lock names a place: whoever installs says where packages come from."""
    if found := re.search(r".*(://|--(extra-)?index-url|--find-links).*", text):
        raise Trouble(f"{name} would name a place ({found[0].strip()}); nothing was written")


def refuse(arguments: Sequence[str]) -> None:
    """Raises Trouble for arguments of a verb that takes none."""
    if arguments:
        raise Trouble(f"this verb takes no arguments, and got {' '.join(arguments)}")


VERBS: dict[str, Callable[[Venv, Sequence[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "fmt": fmt,
    "bench": bench,
    "faults": faults,
    "systemd": systemd,
    "record": record,
    "gazetteer": gazetteer,
    "man": man,
    "lock": lock,
}


def main(arguments: Sequence[str], venv: Venv) -> int:
    """Do what the command line says; the exit code, unless another program took over."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print((__doc__ or "").strip())
        return 0
    verb = arguments[0]
    if verb not in VERBS:
        near = difflib.get_close_matches(verb, VERBS, n=1, cutoff=0.4)
        meant = f"did you mean `{near[0]}`?" if near else f"there are {', '.join(VERBS)}"
        say(f"there is no verb `{verb}`; {meant}")
        return 2
    if sys.version_info[:2] < OLDEST:
        version = ".".join(str(part) for part in sys.version_info[:2])
        say(f"alertbot needs Python 3.11 or later, and this is {version}: try python3.11 dev.py")
        return 1
    try:
        return VERBS[verb](venv, arguments[1:])
    except Trouble as trouble:
        say(str(trouble))
    except OSError as error:
        say(f"{error.filename or 'the operating system'}: {error.strerror or error}")
    except KeyboardInterrupt:
        say("stopped")
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], Venv(Path(__file__).resolve().parent, base_python())))
