"""What README and docs show is true: their examples run, their links lead somewhere."""

from __future__ import annotations

import re
import shlex
from datetime import timedelta
from pathlib import Path

import pytest

from alertbot import sources
from alertbot.cli import configuration, demo
from alertbot.testing import greenhouse_job
from tests.bot import SECRETS, bot

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
JOB = """<html><head><title>Engineer</title></head><body><h1>Messaging Engineer</h1>
<p>Company: Contoso</p><p>Location: Redmond, WA</p>
<p>You will own the messaging engine, from its design to its operation at night.</p>
</body></html>"""


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_readme_is_short() -> None:
    assert len(README.splitlines()) <= 150


def test_the_smallest_configuration_is_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = blocks(README, "yaml")
    (tmp_path / "alertbot.yaml").write_text(example, encoding="utf-8")
    monkeypatch.setenv("TELEGRAM_TOKEN", SECRETS["TELEGRAM_TOKEN"])
    found = configuration.loaded(tmp_path / "alertbot.yaml")
    assert found.warnings == ()


@pytest.mark.parametrize("name", ["example.yaml", "demo.yaml"])
def test_the_configurations_that_are_shipped_are_good(name: str) -> None:
    demo = {"DEMO_BOARD": "http://127.0.0.1:1", "DEMO_FOLDER": "/tmp"}
    found = configuration.loaded(ROOT / "config" / name, secrets=False, extra=demo)
    assert found.config.searches


def commands() -> list[str]:
    lines = [line for block in blocks(README, "sh") for line in block.splitlines()]
    return [line.split("#")[0].strip() for line in lines if line.startswith(".venv/bin/alertbot")]


def test_the_commands_of_the_readme_run(tmp_path: Path) -> None:
    with bot(tmp_path) as one:
        one.board.greenhouse("contoso", [greenhouse_job(1, "Engineer")])
        one.board.page("/jobs", JOB)
        one.board.page("/jobs/123", JOB)
        one.source("contoso", "greenhouse", board="contoso")
        service = ".venv/bin/alertbot run"  # tests/test_whole_way.py runs it, and stops it
        assert service in commands()
        for command in commands():
            if command == service:
                continue
            words = shlex.split(command.replace("https://careers.example", one.board.url))
            done = one.run(*words[1:])
            assert (done.returncode, done.stderr) == (0, ""), command
        assert len(one.slack.messages) == 1


def test_the_demonstration_ends_with_the_commands_of_the_readme() -> None:
    shown = re.findall(r"^  (\.venv/bin/alertbot \w+)", demo.NEXT, re.MULTILINE)
    assert shown == [".venv/bin/alertbot init", ".venv/bin/alertbot run"]
    assert all(command in README for command in shown)


def test_what_ci_runs_is_in_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    for line in re.findall(r"^python3 dev\.py .*$", script, re.MULTILINE):
        assert line in README


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http://", "https://", "mailto:")):
            assert (page.parent / target).exists(), target


def test_every_kind_of_source_is_documented_with_its_manners() -> None:
    words = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    passing = {"yes": "yes", "attribution": "if named", "no": "no"}
    for name, kind in sources.kinds().items():
        assert f"\n## {name}\n" in words
        (row,) = (line for line in words.splitlines() if line.startswith(f"| `{name}` |"))
        *_, every, floor, terms = (cell.strip() for cell in row.strip("|").split("|"))
        manners = kind.MANNERS
        assert (_spoken(manners.every), _spoken(manners.floor)) == (every, floor), name
        assert passing[manners.redistribute] == terms, name


def _spoken(interval: timedelta) -> str:
    minutes = int(interval.total_seconds() // 60)
    return f"{minutes // 60} h" if minutes % 60 == 0 else f"{minutes} min"
