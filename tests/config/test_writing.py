"""Adding to a configuration: every other byte stays, and the result is read before it counts."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.config.document import compose, plain
from alertbot.config.mistakes import Findings
from alertbot.config.writing import CannotAdd, added, quoted, save, save_secret
from alertbot.errors import ConfigError, Mistake, UsageError

EXAMPLE = Path(__file__).parents[2] / "config" / "example.yaml"
ENTRY = "{kind: lever, site: new}"


def meant(text: str) -> object:
    findings = Findings("x.yaml", text)
    root = compose(text, findings)
    assert not findings.broken()
    return plain(root) if root is not None else None


def add(text: str, section: str = "sources", name: str = "new", value: str = ENTRY) -> str:
    return added("x.yaml", text, section, name, value)


def gained(before: str, after: str) -> str:
    """What was put in, the rest being as it was, byte for byte."""
    at = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), None)
    at = len(before) if at is None else at
    tail = len(before) - at
    assert after[:at] == before[:at]
    assert tail == 0 or after[-tail:] == before[-tail:]
    return after[at : len(after) - tail]


@pytest.mark.parametrize("section", ["sources", "channels", "searches"])
def test_the_example_keeps_its_comments(section: str) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")
    after = add(text, section)
    assert gained(text, after).strip() == f"new: {ENTRY}"
    lines = after.splitlines()
    assert f"  new: {ENTRY}" in lines


@pytest.mark.parametrize(
    ("text", "line_before"),
    [
        ("sources:\n", "sources:"),
        ("sources: # none yet\nsearches: {}\n", "sources: # none yet"),
        ("sources:\n  a: {x: 1}\n\n# of the rest\nz: 1\n", "  a: {x: 1}"),
        ("sources:\n  a: {x: 1}\n  # b: {}\n\nz: 1\n", "  # b: {}"),
        ("sources:\n  a: {x: 1}\n# of z\nz: 1\n", "  a: {x: 1}"),
        ("sources:\n  a:\n    x: 1   # why\nz: 1", "    x: 1   # why"),
        ("sources:\n  a: |\n    text\n\n\nz: 1", ""),
        ("sources:\n  a: [1,\n 2]\nz: 1\n", " 2]"),
        ("sources:\n  a: &a {x: 1}\n  b: *a\nz: 1\n", "  b: *a"),
        ("sources:\n  a: 'x\n    y'", "    y'"),
        ("z: 1\n", "sources:"),
        ("", "sources:"),
        ("# nothing\n", "sources:"),
        ("sources:\n  a: 1\n...\n", "  a: 1"),
        ("sources:\n  a:\n", "  a:"),
        ("  sources:\n   a: 1\n  y: 2\n", "   a: 1"),
    ],
)
def test_it_stands_under_what_is_there(text: str, line_before: str) -> None:
    after = add(text)
    lines = after.splitlines()
    at = next(i for i, line in enumerate(lines) if line.strip() == f"new: {ENTRY}")
    assert lines[at - 1] == line_before
    gained(text, after)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("sources: {}\n", f"sources: {{new: {ENTRY}}}\n"),
        ("sources: {a: 1}\n", f"sources: {{a: 1, new: {ENTRY}}}\n"),
        ("sources: {a: 1,}  # why\n", f"sources: {{a: 1, new: {ENTRY},}}  # why\n"),
        ("{sources: {a: {b: [1]}}}", f"{{sources: {{a: {{b: [1]}}, new: {ENTRY}}}}}"),
        ("sources:\r\n  a: 1\r\n", f"sources:\r\n  a: 1\r\n  new: {ENTRY}\r\n"),
    ],
)
def test_brackets_and_line_ends_stay(text: str, after: str) -> None:
    assert add(text) == after


@pytest.mark.parametrize(
    "text",
    [
        "sources: &s\n  a: 1\nsearches: *s\n",
        "x: &s {a: 1}\nsources: *s\n",
        "<<: {sources: {a: 1}}\nz: 1\n",
        "sources:\n- a\n",
        "sources: text\n",
        "- a\n",
        "just text\n",
        "sources:\n  new: 1\n",
        "sources: ~\n",
        "{z: 1}\n",
    ],
)
def test_what_cannot_be_sure_is_refused_with_what_to_paste(text: str) -> None:
    with pytest.raises(CannotAdd) as told:
        add(text)
    assert f"  new: {ENTRY}" in str(told.value)


def test_what_is_no_yaml_is_said_with_its_place() -> None:
    with pytest.raises(ConfigError, match=r"x\.yaml:2:7"):
        add("sources:\n  a: b: c\n")


_NAMES = st.from_regex(r"[a-z]{1,4}", fullmatch=True)
_LEAVES = st.sampled_from(["1", "'a: b'", "[1, {x: y}]", "{kind: page, url: 'x#y'}", '"\\u00e9"'])
_GAPS = st.sampled_from(["", "\n", "# at the margin\n", "  # further in\n", "\n  # c\n\n"])


@st.composite
def files(draw: st.DrawFn) -> str:
    """Configurations as people write them: sections, entries, gaps and comments anywhere."""
    wide = draw(st.integers(1, 5))
    text = draw(_GAPS).replace("  #", "#")
    for section in draw(st.permutations(["sources", "searches", "home"])):
        names = draw(st.lists(_NAMES, max_size=3, unique=True))
        text += f"{section}:{draw(st.sampled_from(['', '   # why']))}\n"
        for name in names:
            margin = " " * wide
            nested = draw(st.booleans())
            value = draw(_LEAVES)
            body = f"\n{margin}  k: {value}" if nested else f" {value}"
            text += f"{margin}{name}:{body}{draw(st.sampled_from(['', ' # c']))}\n{draw(_GAPS)}"
    return text if draw(st.booleans()) else text.rstrip("\n")


@given(files(), st.sampled_from(["sources", "searches", "aliases"]))
def test_it_means_what_it_meant_and_the_entry(text: str, section: str) -> None:
    before = meant(text)
    assert isinstance(before, dict)
    after = add(text, section, "brand-new")
    entry = gained(text, after)
    assert f"brand-new: {ENTRY}" in entry
    wanted = {**before, section: {**(before.get(section) or {}), "brand-new": meant(ENTRY)}}
    assert meant(after) == wanted


@given(st.text(st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1))
def test_quoted_text_is_that_text(words: str) -> None:
    read = meant(f"a: {quoted(words)}")
    assert read == {"a": words.replace("$", "$$")}


# -- to the disk ----------------------------------------------------------------------------


def loads(beside: Path) -> str:
    return beside.read_bytes().decode()


def test_a_file_keeps_its_mode_and_its_link(tmp_path: Path) -> None:
    real = tmp_path / "real.yaml"
    real.write_text("a: 1\n", encoding="utf-8")
    real.chmod(0o640)
    link = tmp_path / "link.yaml"
    link.symlink_to(real)
    assert save(link, "a: 2\r\n", loads, over="a: 1\n") == "a: 2\r\n"
    assert link.is_symlink()
    assert real.read_bytes() == b"a: 2\r\n"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640
    assert sorted(tmp_path.iterdir()) == [link, real]


def test_what_is_not_good_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 1\n", encoding="utf-8")

    def refuse(beside: Path) -> None:
        raise ConfigError((Mistake(beside.read_text(encoding="utf-8"), 3, 4, "no"),))

    with pytest.raises(ConfigError, match="a: 2\n:3:4"):
        save(file, "a: 2\n", refuse, over="a: 1\n")
    assert [it.read_text(encoding="utf-8") for it in tmp_path.iterdir()] == ["a: 1\n"]


def test_what_somebody_else_has_changed_is_left(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("theirs\n", encoding="utf-8")
    with pytest.raises(UsageError, match="try again"):
        save(file, "ours\n", loads, over="before\n")
    with pytest.raises(UsageError, match="by now"):
        save(file, "ours\n", loads, over=None)
    assert [it.read_text(encoding="utf-8") for it in tmp_path.iterdir()] == ["theirs\n"]


def test_a_secret_is_for_nobody_else(tmp_path: Path) -> None:
    file = tmp_path / "token"
    save_secret(file, "canary")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with pytest.raises(UsageError, match="File exists; nothing was written"):
        save_secret(file, "other")
    assert file.read_text(encoding="utf-8") == "canary\n"
