"""What is not loaded: memory and time that every start would pay for."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    ("imports", "heavy"),
    [
        (
            "alertbot.app",
            ("rich", "pygments", "click", "alembic", "sqlalchemy.dialects.postgresql"),
        ),
        ("alertbot.cli", ("pydantic", "sqlalchemy", "httpx", "rich.console")),
    ],
)
def test_what_nobody_needs_yet_is_not_loaded(imports: str, heavy: tuple[str, ...]) -> None:
    code = f"import sys, {imports}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not set(heavy) & set(loaded.stdout.split())


def test_help_is_plain(capfd: pytest.CaptureFixture[str]) -> None:
    code = (
        "import sys; from alertbot.cli import main\n"
        "try: main(['--help'])\n"
        "finally: print('rich.console' in sys.modules, file=sys.stderr)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    said = capfd.readouterr()
    assert "Usage: alertbot" in said.out
    assert said.err == "False\n"
