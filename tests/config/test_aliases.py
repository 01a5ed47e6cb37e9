"""Names of one employer, as they are read."""

from __future__ import annotations

from pathlib import Path

from alertbot.identity import Employers
from tests.config.configuring import GOOD, loaded, mistakes


def test_names_are_read_in_any_script_and_from_the_environment(tmp_path: Path) -> None:
    text = f"""{GOOD}
aliases:
  company:
    Contoso: [Cloud Nine, "${{MIN}}", 9]
    コントソ: [株式会社ノース]
"""
    found = loaded(tmp_path, text)
    fold = found.config.aliases.fold
    assert fold("Cloud Nine") == fold("150k") == fold("9") == fold("Contoso")
    assert fold("株式会社ノース") == fold("コントソ") != fold("Contoso")
    assert found.warnings == ()


def test_left_out_nobody_has_two_names(tmp_path: Path) -> None:
    assert loaded(tmp_path, GOOD).config.aliases == Employers()
    assert loaded(tmp_path, f"{GOOD}aliases: {{company: {{}}}}\n").config.aliases == Employers()


def test_a_name_that_says_nothing_is_a_warning(tmp_path: Path) -> None:
    text = f"{GOOD}aliases: {{company: {{Contoso: [CONTOSO, Cloud Nine, 'cloud  nine']}}}}\n"
    own, twice = mistakes(tmp_path, text)
    assert {own.severity, twice.severity} == {"warning"}
    assert "'CONTOSO' is taken for 'Contoso' without being said" in own.message
    assert "'cloud  nine' is said already, in line 4" in twice.message
    config = loaded(tmp_path, text).config
    assert config.aliases == Employers.of({"Contoso": ["Cloud Nine"]})


def test_a_legal_form_needs_no_alias(tmp_path: Path) -> None:
    [warning] = mistakes(tmp_path, f"{GOOD}aliases: {{company: {{Contoso: [Contoso Ltd]}}}}\n")
    assert (warning.severity, warning.column) == ("warning", 31)
    assert "without being said" in warning.message


def test_an_employer_may_be_called_like_a_key(tmp_path: Path) -> None:
    text = f"{GOOD}aliases: {{company: {{Contoso: [Cloud], where: [Somewhere], kind: [board]}}}}\n"
    fold = loaded(tmp_path, text).config.aliases.fold
    assert (fold("Somewhere"), fold("board")) == (fold("where"), fold("kind"))
