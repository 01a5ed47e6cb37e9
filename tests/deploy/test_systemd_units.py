"""The units of deploy/systemd, as systemd itself judges them. Booted: `dev.py systemd`."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.deploy.systemd_scenes import README

UNITS = README.parent
SERVICES = ("alertbot.service", "alertbot-once.service")

analysed = pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="there is no systemd-analyze on this machine"
)


def settings(name: str, section: str) -> list[str]:
    """The lines of a section of a unit."""
    text = (UNITS / name).read_text(encoding="utf-8")
    lines = text.partition(f"[{section}]\n")[2].partition("\n[")[0].splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """The units, with a command that exists here."""
    for unit in UNITS.glob("alertbot*"):
        text = unit.read_text(encoding="utf-8")
        (tmp_path / unit.name).write_text(text.replace("/opt/alertbot/bin/alertbot", "/bin/true"))
    return tmp_path


@analysed
@pytest.mark.parametrize("name", [*SERVICES, "alertbot.timer"])
def test_systemd_understands_every_line(installed: Path, name: str) -> None:
    command = ["systemd-analyze", "verify", str(installed / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    said = [line for line in done.stderr.splitlines() if "alertbot" in line]
    assert (done.returncode, said) == (0, [])


@analysed
@pytest.mark.parametrize("name", SERVICES)
def test_the_exposure_is_at_most_one_and_a_half(name: str) -> None:
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=15", str(UNITS / name)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-200:] + done.stderr
    found = re.search(r"exposure level for \S+: ([\d.]+)", done.stdout)
    assert found
    assert float(found[1]) <= 1.5


def test_the_round_is_confined_like_the_service() -> None:
    """All but how each is started, ended and watched over stands in both."""
    own = re.compile("Type|Notify|Exec|Environment|Restart|Watchdog|Timeout|Success")
    one, other = (
        [line for line in settings(it, "Service") if not own.match(line)] for it in SERVICES
    )
    assert one == other
    assert "NoNewPrivileges=yes" in one


def test_what_only_a_person_can_put_right_is_not_tried_again() -> None:
    service = settings("alertbot.service", "Service")
    assert {"Restart=on-failure", "RestartPreventExitStatus=2"} <= {*service}
