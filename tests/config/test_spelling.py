"""Synonyms as the configuration has them, and what they do to a search."""

from __future__ import annotations

from pathlib import Path

import pytest

from alertbot.query import synonyms
from alertbot.query.synonyms import Synonyms
from tests.config.configuring import HEAD, loaded, mistakes


def version(folder: Path, said: str, where: str = "sre") -> str:
    text = f"{HEAD}searches: {{a: {{where: '{where}'}}}}\n{said}"
    return loaded(folder, text).config.searches["a"].version


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("", synonyms.BUILT_IN),
        ("synonyms: on\n", synonyms.BUILT_IN),
        ("synonyms: {}\n", synonyms.BUILT_IN),
        ("synonyms: off\n", synonyms.NONE),
        ("synonyms: false\n", synonyms.NONE),
        ("synonyms: {builtin: off}\n", synonyms.NONE),
        ("synonyms: {k8s: kube, builtin: on}\n", Synonyms.of([("k8s", "kube")])),
        ("synonyms: {7: [seven, '${MIN}']}\n", Synonyms.of([("7", "seven", "150k")])),
        (
            "synonyms: {sre: [site reliability engineer], builtin: off}\n",
            Synonyms.of([("sre", "site reliability engineer")], built_in=False),
        ),
    ],
)
def test_what_the_file_says(tmp_path: Path, said: str, meant: Synonyms) -> None:
    text = f"{HEAD}searches: {{a: {{where: sre}}}}\n{said}"
    assert loaded(tmp_path, text).config.settings.synonyms == meant


def test_a_version_changes_with_the_synonyms_that_its_filter_uses(tmp_path: Path) -> None:
    ours = "synonyms: {sre: [site reliability engineer]}\n"
    assert version(tmp_path, ours) != version(tmp_path, "")
    assert version(tmp_path, ours, "rust") == version(tmp_path, "", "rust")
    assert version(tmp_path, ours, "site*") == version(tmp_path, "", "site*")
    assert version(tmp_path, "synonyms: off\n", "senior") != version(tmp_path, "", "senior")
    assert version(tmp_path, "synonyms: off\n", "rust") == version(tmp_path, "", "rust")
    more = "synonyms: {sre: [site reliability engineer, production engineer]}\n"
    assert version(tmp_path, more, "title:sre") != version(tmp_path, ours, "title:sre")


def test_a_phrase_of_too_many_ways_is_refused_where_it_stands(tmp_path: Path) -> None:
    said = "synonyms: {a: [a1, a2, a3, a4, a5, a6, a7, a8]}\n"
    text = f"{HEAD}searches: {{s: {{where: 'x \"a a\"'}}}}\n{said}"
    (wrong,) = mistakes(tmp_path, text)
    assert "too many ways" in wrong.message
    assert (wrong.line, wrong.column) == (3, 26)


def test_what_changes_nothing_in_a_search_is_a_warning(tmp_path: Path) -> None:
    text = f"{HEAD}searches: {{s: {{where: 'kafka OR kafka'}}, t: {{match: {{title: [a, a]}}}}}}\n"
    found = loaded(tmp_path, text).warnings
    assert [one.message for one in found] == [
        "kafka stands here twice",
        "title:a stands here twice",
    ]
    assert {one.severity for one in found} == {"warning"}


def test_a_search_that_nothing_fits_is_refused_at_its_letter(tmp_path: Path) -> None:
    text = f"{HEAD}searches:\n  s:\n    where: sre -sre\n"
    (wrong,) = mistakes(tmp_path, text)
    assert (wrong.line, wrong.column) == (5, 17)
    assert "sre and -sre do not go together" in wrong.message
    text = f"{HEAD}searches:\n  s:\n    match:\n      title: sre\n      words: {{none: [sre]}}\n"
    (wrong,) = mistakes(tmp_path, text)
    assert (wrong.line, wrong.column) == (7, 21)
