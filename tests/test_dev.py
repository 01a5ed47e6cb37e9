"""dev.py, with a program that plays Python, venv and pip, so that nothing is downloaded.

Long, as dev.py is: one file that has to stand alone, and its tests.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import dev

ROOT = Path(dev.__file__).resolve().parent

# Notes each call. `venv` makes a folder whose Python is this program again; `pip` waits for GATE
# to be opened and closed, and fails with the words of PIP_SAYS.
PLAYER = """#!/bin/sh
echo "$$ $*" >> "$CALLS"
case "$*" in
    *"-m venv"*)
        [ -z "$VENV_SAYS" ] || { echo "$VENV_SAYS"; exit 1; }
        for folder; do :; done
        rm -rf "$folder"
        mkdir -p "$folder/bin" "$folder/site"
        cp "$0" "$folder/bin/python" ;;
    *"-m pip"*)
        [ -z "$GATE" ] || cat "$GATE"
        [ -z "$PIP_SAYS" ] || { echo "$PIP_SAYS"; exit 1; } ;;
    *"-I -c"*) echo "$(dirname "$0")/../site" ;;
esac
"""
DRIVER = """
import sys, dev, pathlib
root = pathlib.Path(sys.argv[1])
sys.exit(dev.main(sys.argv[2:], dev.Venv(root, str(root / "player"))))
"""


class Checkout:
    """A folder like the project's, and what was called in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.calls_file = root.parent / "calls"
        self.settings = {"CALLS": str(self.calls_file)}
        root.mkdir()
        self.write("player", PLAYER)
        self.write("requirements.txt", "a==1 \\\n    --hash=sha256:0\n")
        self.write("requirements-dev.txt", "a==1 \\\n    --hash=sha256:0\nb==2\nc==3\n")

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)

    def venv(self) -> dev.Venv:
        return dev.Venv(self.root, str(self.root / "player"))

    def calls(self) -> list[str]:
        """What was called since this was last asked: `venv`, the lock that pip got, or all words.

        The question where modules lie is left out.
        """
        if not self.calls_file.exists():
            return []
        lines = [
            line.partition(" ")[2]
            for line in self.calls_file.read_text(encoding="utf-8").splitlines()
        ]
        self.calls_file.unlink()
        short = [
            "venv" if "-m venv" in line else Path(line).name if "-m pip" in line else line
            for line in lines
        ]
        return [line for line in short if "sysconfig" not in line]

    def start(self, *arguments: str, **settings: str) -> subprocess.Popen[str]:
        """dev.py in a process of its own."""
        return subprocess.Popen(
            [sys.executable, "-c", DRIVER, str(self.root), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=self.root,
            env={**os.environ, **self.settings, "PYTHONPATH": str(ROOT), **settings},
        )

    def gate(self) -> Path:
        """A pipe at which pip waits until it has been opened and closed."""
        path = self.root.parent / "gate"
        os.mkfifo(path)
        return path


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    made = Checkout(tmp_path / "the project")
    for name, value in made.settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)  # verbs change the folder; this puts it back
    return made


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stderr is not None
    return process.stderr.readline()


def test_made_once(checkout: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    checkout.venv().ensure(dev.RUN_LOCK)
    assert checkout.calls() == ["venv", "requirements.txt"]
    assert capsys.readouterr().err == "dev.py: installing 1 packages into .venv, once ...\n"
    pth = checkout.root / ".venv" / "site" / "alertbot.pth"
    assert pth.read_text(encoding="utf-8") == f"{checkout.root}\n"
    checkout.venv().ensure(dev.RUN_LOCK)
    assert checkout.calls() == []
    assert capsys.readouterr().err == ""


def test_dev_lock_is_added_and_serves_run(checkout: Checkout) -> None:
    checkout.venv().ensure(dev.RUN_LOCK)
    checkout.calls()
    checkout.venv().ensure(dev.RUN_LOCK, dev.DEV_LOCK)
    assert checkout.calls() == ["requirements-dev.txt"]
    checkout.venv().ensure(dev.RUN_LOCK)
    assert checkout.calls() == []


def changed_lock(checkout: Checkout) -> None:
    checkout.write("requirements.txt", "a==2\n")


def changed_dev_lock(checkout: Checkout) -> None:
    checkout.write("requirements-dev.txt", "a==1\nb==3\n")


def lost_python(checkout: Checkout) -> None:
    python = checkout.root / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3")


def lost_stamp(checkout: Checkout) -> None:
    checkout.venv().stamp.unlink()


def spoilt_stamp(checkout: Checkout) -> None:
    checkout.venv().stamp.write_text("[]", encoding="utf-8")


def other_python(checkout: Checkout) -> None:
    stamp = checkout.venv().stamp
    stamp.write_text(
        re.sub(r'"python": "\d+\.\d+', '"python": "3.9', stamp.read_text(encoding="utf-8")),
        encoding="utf-8",
    )


def moved(checkout: Checkout) -> None:
    checkout.root = checkout.root.rename(checkout.root.with_name("elsewhere"))


@pytest.mark.parametrize(
    "happens",
    [changed_lock, changed_dev_lock, lost_python, lost_stamp, spoilt_stamp, other_python, moved],
)
def test_made_anew(checkout: Checkout, happens: Callable[[Checkout], None]) -> None:
    checkout.venv().ensure(dev.RUN_LOCK, dev.DEV_LOCK)
    checkout.calls()
    happens(checkout)
    checkout.venv().ensure(dev.RUN_LOCK, dev.DEV_LOCK)
    assert checkout.calls() == ["venv", "requirements-dev.txt"]


def test_two_at_once_make_it_once(checkout: Checkout) -> None:
    gate = checkout.gate()
    first = checkout.start("run", GATE=str(gate))
    assert "installing" in line_of(first)
    second = checkout.start("run", GATE=str(gate))
    assert "waiting" in line_of(second)
    with gate.open("w"):
        pass
    for process in (first, second):
        _, err = process.communicate(timeout=30)
        assert process.returncode == 0, err
    made = [call for call in checkout.calls() if "alertbot" not in call]
    assert made == ["venv", "requirements.txt"]


def test_killed_half_way(checkout: Checkout) -> None:
    """pip outlives its parent and still writes: the next start waits for it, then begins anew."""
    gate = checkout.gate()
    first = checkout.start("run", GATE=str(gate))
    assert "installing" in line_of(first)
    with gate.open("w"):  # which waits for pip to open the other end
        first.kill()
        first.communicate(timeout=30)
        second = checkout.start("run")
        assert "waiting" in line_of(second)
    _, err = second.communicate(timeout=30)
    assert second.returncode == 0, err
    assert checkout.calls()[:4] == ["venv", "requirements.txt", "venv", "requirements.txt"]


@pytest.mark.parametrize(
    ("says", "advice"),
    [
        ("WARNING: Retrying after NewConnectionError('x')\nERROR: No matching", "the network"),
        ("ERROR: No matching distribution found for a==1", "lacks this version"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "what the lock promises"),
        ("OSError: [Errno 28] No space left on device", "make room"),
        ("something new", "put right what pip says"),
    ],
)
def test_pip_fails(
    checkout: Checkout,
    says: str,
    advice: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PIP_SAYS", says)
    assert dev.main(["run"], checkout.venv()) == 1
    err = capsys.readouterr().err
    assert says.splitlines()[-1] in err
    assert advice in err.splitlines()[-1]
    assert not checkout.venv().stamp.exists()


def test_no_venv(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("VENV_SAYS", "not created because ensurepip is not available.\nOn Debian")
    assert dev.main(["test"], checkout.venv()) == 1
    assert "`apt install python3-venv`" in capsys.readouterr().err.splitlines()[-1]


def test_incomplete_checkout(checkout: Checkout, capsys: pytest.CaptureFixture[str]) -> None:
    (checkout.root / "requirements.txt").unlink()
    assert dev.main(["run"], checkout.venv()) == 1
    assert "requirements.txt is missing" in capsys.readouterr().err


@pytest.mark.parametrize("named", [["-c", "a.yaml"], ["-ca.yaml"], ["--config=a.yaml"], []])
def test_run_becomes_alertbot(checkout: Checkout, named: list[str]) -> None:
    """The same process, so that signals and the exit code are alertbot's own."""
    checkout.venv().ensure(dev.RUN_LOCK)
    checkout.calls()
    process = checkout.start("run", "--once", *named)
    process.communicate(timeout=30)
    pid, _, words = checkout.calls_file.read_text(encoding="utf-8").strip().partition(" ")
    demo = f"--demo -c {checkout.root}/config/demo.yaml "
    expected = f"-P -m alertbot run {'' if named else demo}--once {' '.join(named)}"
    assert (int(pid), words) == (process.pid, expected.strip())


def test_faults_get_the_words_after_the_verb(checkout: Checkout) -> None:
    checkout.write("requirements-tools.txt", "a==1 \\\n    --hash=sha256:0\nd==4\n")
    checkout.venv().ensure(dev.RUN_LOCK, dev.DEV_LOCK, dev.TOOLS_LOCK)
    checkout.calls()
    process = checkout.start("faults", "kills", "--kills", "2")
    process.communicate(timeout=30)
    assert checkout.calls() == ["-m tests.faults kills --kills 2"]


def test_misleading_settings_are_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_REQUIRE_VIRTUALENV", "PIP_CERT"):
        monkeypatch.setenv(name, "/x")
    kept = dev.environment()
    assert "PIP_CERT" in kept
    assert not kept.keys() & {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_REQUIRE_VIRTUALENV"}


@pytest.mark.parametrize("folder", ["plain", 'with blank, "quotes" and $HOME', "long" * 40])
def test_launcher_starts(tmp_path: Path, folder: str) -> None:
    python = tmp_path / folder / "python"
    python.parent.mkdir()
    python.symlink_to(sys.executable)
    package = tmp_path / "lib" / "alertbot"
    package.mkdir(parents=True)
    (package / "cli.py").write_text("import sys\ndef main():\n    print(sys.argv[1:])\n")
    launcher = python.with_name("alertbot")
    launcher.write_text(dev.launcher_text(str(python)), encoding="utf-8")
    launcher.chmod(0o755)
    done = subprocess.run(
        [launcher, "a b", "c"],
        env={"PYTHONPATH": str(package.parent), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "['a b', 'c']\n"


@pytest.mark.parametrize("broken", ["", "ruff", "mypy", "pytest"])
def test_check_runs_every_step(
    checkout: Checkout, broken: str, capsys: pytest.CaptureFixture[str]
) -> None:
    checkout.venv().ensure(dev.RUN_LOCK, dev.DEV_LOCK)
    for name in ("ruff", "mypy", "lint-imports", "pytest"):
        checkout.write(
            f".venv/bin/{name}", f"#!/bin/sh\necho {name} ran\n! [ {name} = '{broken}' ]"
        )
    assert dev.main(["check"], checkout.venv()) == (1 if broken else 0)
    out = capsys.readouterr().out
    assert len(re.findall(r"^(ok|FAILED) .* s  [\w-]+ ran$", out, re.MULTILINE)) == 5
    assert ("FAILED" in out) == bool(broken)


@pytest.mark.parametrize(
    ("arguments", "code", "word"),
    [
        ([], 0, "dev.py check"),
        (["--help"], 0, "dev.py lock"),
        (["tset"], 2, "`test`"),
        (["chekc"], 2, "`check`"),
        (["zzz"], 2, "run, test, check"),
        (["check", "this"], 1, "no arguments"),
    ],
)
def test_verbs(arguments: list[str], code: int, word: str) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "dev.py", *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert word in done.stdout + done.stderr


def test_old_pythons_can_read_it() -> None:
    tree = ast.parse((ROOT / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 8))
    names = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else node.names[0].name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
    }
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_ci_runs_what_the_readme_says() -> None:
    commands = re.findall(r"^python3 .*", (ROOT / ".ci" / "run").read_text(), re.MULTILINE)
    assert commands == ["python3 dev.py check", "python3 dev.py test"]
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [command for command in commands if command not in readme] == []
