"""The files in deploy/ that containers are made from: linted, held against their schemas, and
against what this project promises of them. `python3 dev.py container` runs them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from alertbot.cli import configuration

ROOT = Path(__file__).resolve().parents[2]
CONTAINER = ROOT / "deploy/container"
KUBERNETES = ROOT / "deploy/kubernetes"
CONTAINERFILE = CONTAINER / "Containerfile"
COMPOSE = CONTAINER / "compose.yaml"
MANIFESTS = [KUBERNETES / "sqlite.yaml", KUBERNETES / "postgres.yaml"]
NOBODY = "10001"


def lint(program: str, *words: str) -> subprocess.CompletedProcess[str]:
    """What a linter of the lock says. Skips where the lock has none for this machine."""
    found = shutil.which(program, path=str(Path(sys.executable).parent))
    if found is None:
        pytest.skip(f"{program} is not built for this machine, or the lock lacks it")
    return subprocess.run([found, *words], capture_output=True, text=True, check=False)


def documents(path: Path) -> list[Any]:
    """Those of a YAML file, read as Kubernetes and compose read them: 0440 is octal."""
    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 1)
    return list(yaml.load_all(path.read_text(encoding="utf-8")))


def manifest(path: Path, kind: str) -> Any:
    (found,) = (one for one in documents(path) if one["kind"] == kind)
    return found


def services() -> dict[str, Any]:
    found: dict[str, Any] = documents(COMPOSE)[0]["services"]
    return found


# -- the Containerfile ------------------------------------------------------------------------


def instructions(name: str) -> list[str]:
    text = CONTAINERFILE.read_text(encoding="utf-8")
    return re.findall(rf"^{name} (.*(?:\\\n.*)*)", text, re.MULTILINE)


def test_hadolint_finds_nothing(tmp_path: Path) -> None:
    done = lint("hadolint", str(CONTAINERFILE))
    assert (done.returncode, done.stdout) == (0, "")

    worse = tmp_path / "Containerfile"
    worse.write_text("FROM debian\nRUN cd /tmp\n", encoding="utf-8")
    assert "DL3006" in lint("hadolint", str(worse)).stdout


def test_nobody_runs_it_and_no_shell_starts_it() -> None:
    assert instructions("USER") == [f"{NOBODY}:{NOBODY}"]
    (health,) = instructions("HEALTHCHECK")
    assert health.rpartition("CMD ")[2] == '["alertbot", "health"]'
    assert instructions("ENTRYPOINT") == ['["alertbot"]']
    assert instructions("CMD") == ['["run"]']
    assert instructions("STOPSIGNAL") == ["SIGTERM"]


def test_no_registry_and_no_index_is_named() -> None:
    assert {one.partition(" ")[0] for one in instructions("FROM")} == {
        "debian:trixie-slim",
        "python",
    }
    for path in (CONTAINERFILE, COMPOSE, *MANIFESTS):
        assert not re.search(r"docker\.io|pypi\.org|ghcr\.io", path.read_text(encoding="utf-8"))


def test_the_build_is_lent_all_that_it_copies_and_no_more() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    lent = {line.removeprefix("!") for line in ignored if line.startswith("!")}
    copied = {
        word
        for one in instructions("COPY")
        if not one.startswith("--from")
        for word in one.split()[:-1]
    }
    assert copied == lent
    assert all((ROOT / path).exists() for path in lent)


# -- compose ----------------------------------------------------------------------------------


def test_compose_is_as_its_schema_says(tmp_path: Path) -> None:
    schema = ("--builtin-schema", "vendor.compose-spec")
    done = lint("check-jsonschema", *schema, str(COMPOSE))
    assert done.returncode == 0, done.stdout

    worse = tmp_path / "compose.yaml"
    text = COMPOSE.read_text(encoding="utf-8")
    worse.write_text(text.replace("read_only: true", "readonly: true"), encoding="utf-8")
    assert lint("check-jsonschema", *schema, str(worse)).returncode == 1


@pytest.mark.parametrize("name", ["alertbot", "second"])
def test_each_bot_is_confined(name: str) -> None:
    bot = services()[name]
    assert bot["read_only"] is True
    assert bot["cap_drop"] == ["ALL"]
    assert bot["security_opt"] == ["no-new-privileges:true"]
    assert bot["healthcheck"]["test"] == ["CMD", "alertbot", "health"]
    assert bot["restart"] == "unless-stopped"


def test_the_bots_can_never_use_two_databases() -> None:
    """They would send every alert twice: so both are told by one variable, and share a volume."""
    first, second = services()["alertbot"], services()["second"]
    assert "profiles" not in first
    assert second["profiles"] == services()["database"]["profiles"] == ["postgres"]
    assert first["environment"] == second["environment"]
    assert first["volumes"] == second["volumes"]


# -- Kubernetes -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.stem)
def test_manifests_are_as_kubernetes_schema_says(path: Path, tmp_path: Path) -> None:
    done = lint("kubernetes-validate", "--strict", str(path))
    assert done.returncode == 0, done.stdout + done.stderr

    worse = tmp_path / "worse.yaml"
    text = path.read_text(encoding="utf-8")
    worse.write_text(text.replace("readOnlyRootFilesystem", "readOnlyRoot"), encoding="utf-8")
    assert lint("kubernetes-validate", "--strict", str(worse)).returncode != 0


@pytest.mark.parametrize("path", MANIFESTS, ids=lambda path: path.stem)
def test_pods_keep_to_the_restricted_standard(path: Path) -> None:
    pod = manifest(path, "Deployment")["spec"]["template"]["spec"]
    assert pod["automountServiceAccountToken"] is False
    assert pod["securityContext"]["runAsNonRoot"] is True
    assert pod["securityContext"]["runAsUser"] == int(NOBODY)
    assert pod["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert pod["terminationGracePeriodSeconds"] > 10
    (bot,) = pod["containers"]
    assert bot["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert {"requests", "limits"} == set(bot["resources"])
    named = {volume["name"] for volume in pod["volumes"]}
    assert {mount["name"] for mount in bot["volumeMounts"]} == named
    label = manifest(path, "Namespace")["metadata"]["labels"]
    assert label == {"pod-security.kubernetes.io/enforce": "restricted"}


def test_two_pods_never_share_a_sqlite_file() -> None:
    of_sqlite = manifest(MANIFESTS[0], "Deployment")["spec"]
    assert (of_sqlite["replicas"], of_sqlite["strategy"]) == (1, {"type": "Recreate"})
    assert manifest(MANIFESTS[0], "PersistentVolumeClaim")["spec"]["accessModes"] == [
        "ReadWriteOncePod"
    ]


def test_of_many_pods_some_always_run() -> None:
    shared = manifest(MANIFESTS[1], "Deployment")["spec"]
    assert shared["replicas"] > 1
    assert shared["strategy"]["rollingUpdate"]["maxUnavailable"] == 0
    budget = manifest(MANIFESTS[1], "PodDisruptionBudget")["spec"]
    assert budget["selector"] == shared["selector"]


# -- the configurations in them ---------------------------------------------------------------


def configurations() -> Iterator[tuple[str, str]]:
    yield "compose", (CONTAINER / "config/alertbot.yaml").read_text(encoding="utf-8")
    for path in MANIFESTS:
        yield path.stem, manifest(path, "ConfigMap")["data"]["alertbot.yaml"]


@pytest.mark.parametrize(("name", "text"), list(configurations()))
def test_each_configuration_is_in_order(name: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / "alertbot.yaml"
    path.write_text(text, encoding="utf-8")
    env = {"ALERTBOT_DATABASE": "postgresql+psycopg://alertbot@database/alertbot"}
    found = configuration.loaded(path, secrets=False, extra=env)
    assert list(found.config.searches) == ["distributed-systems"]
    assert not [str(one) for one in found.warnings]
