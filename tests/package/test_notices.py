"""The manual page, and the notices of what is others': they say what is there."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import dev
from alertbot import __version__
from tools import manual

ROOT = Path(dev.__file__).resolve().parent
NOTICES = (ROOT / "NOTICES").read_text(encoding="utf-8")


def test_each_file_of_data_has_its_line() -> None:
    data = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "alertbot").rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc", ".typed")
    }
    assert data == set(re.findall(r"^alertbot/\S+$", NOTICES, re.MULTILINE))


def test_each_package_that_is_installed_has_its_licence() -> None:
    lock = (ROOT / dev.RUN_LOCK).read_text(encoding="utf-8")
    packages = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))
    named = set(re.findall(r"[\w-]+", NOTICES.partition("Installed beside")[2]))
    assert packages - named == set()


def test_those_who_ask_to_be_named_are_named() -> None:
    said = " ".join(NOTICES.split())
    assert "GeoNames (https://www.geonames.org), used under the Creative Commons" in said
    assert "Unicode License v3" in said
    assert "reference rates of the European Central Bank" in said


def test_the_manual_page_says_what_the_commands_say() -> None:
    """Where it does not: `python3 dev.py man`."""
    assert manual.PAGE.read_text(encoding="utf-8") == manual.page()
    assert f'"alertbot {__version__}"' in manual.page()


def test_the_manual_page_is_well_formed() -> None:
    page = manual.page()
    assert all(len(line) < 500 for line in page.splitlines())
    requests = set(re.findall(r"^\.(\S*)", page, re.MULTILINE))
    assert requests == {"TH", "SH", "SS", "PP", "TP"}
    sections = ["NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "EXIT STATUS", "ENVIRONMENT"]
    assert re.findall(r"^\.SH (.*)", page, re.MULTILINE) == sections
    if groff := shutil.which("groff"):
        done = subprocess.run(
            [groff, "-man", "-Tutf8", "-ww", "-z"],
            input=page,
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stderr == ""
