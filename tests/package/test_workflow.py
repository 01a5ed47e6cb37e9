"""The workflow for a public host: least rights, pinned actions, every Python that is supported."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import dev

ROOT = Path(dev.__file__).resolve().parent
ZIZMOR = Path(sys.executable).with_name("zizmor")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def read(path: Path) -> dict[str, Any]:
    """A workflow. YAML 1.2 does not take its `on` for true."""
    found: dict[str, Any] = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_it_may_do_little_and_runs_only_what_is_pinned(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    assert "pull_request_target" not in workflow["on"]
    for job in workflow["jobs"].values():
        assert job["permissions"] == {"contents": "read"}
        assert job["timeout-minutes"] <= 30
        for step in job["steps"]:
            if uses := step.get("uses"):
                assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", uses)
                if "checkout" in uses:
                    assert step["with"]["persist-credentials"] is False
            else:  # what others can choose is not put into a script
                assert "${{" not in step["run"]


def test_it_checks_each_python_that_the_package_names_and_what_ci_runs() -> None:
    job = read(ROOT / ".github" / "workflows" / "ci.yml")["jobs"]["check"]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(project["classifiers"]))
    assert job["strategy"]["matrix"]["python"] == named
    commands = re.findall(r"^python3 dev\.py .*$", (ROOT / ".ci/run").read_text(), re.MULTILINE)
    assert [step["run"] for step in job["steps"] if "run" in step] == commands


def test_what_it_reads_is_there() -> None:
    text = (ROOT / ".github" / "workflows" / "ci.yml").read_text(encoding="utf-8")
    paths = re.findall(r"\$GITHUB_WORKSPACE/([^\"\s]+)", text)
    assert paths
    assert all((ROOT / path).exists() for path in paths)


@pytest.mark.skipif(not ZIZMOR.exists(), reason="zizmor is not installed: see pyproject.toml")
def test_zizmor_finds_nothing() -> None:
    command = [
        str(ZIZMOR),
        "--offline",
        "--no-progress",
        "--persona",
        "pedantic",
        *map(str, WORKFLOWS),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
