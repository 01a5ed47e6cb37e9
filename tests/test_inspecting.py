"""What `alertbot inspect` shows of a posting to a person."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alertbot.cli import main


def shown(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str) -> str:
    posting = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Ship's Cook",
        "hiringOrganization": {"name": "Northwind"},
        "description": f"<p>{text}</p>" + "<p>Cooks on ships, and has done so for long.</p>" * 5,
    }
    page = tmp_path / "page.html"
    page.write_text(f'<script type="application/ld+json">{json.dumps(posting)}</script>')
    with pytest.raises(SystemExit):
        main(["inspect", str(page), "--url", "https://northwind.example/jobs/1"])
    return capsys.readouterr().out


def test_pay_that_is_there_and_not_understood_is_shown_as_such(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "pay       not understood: Salary: TV-L E13" in shown(
        tmp_path, capsys, "Salary: TV-L E13"
    )
    assert "pay       -" in shown(tmp_path, capsys, "Nothing of the kind.")
