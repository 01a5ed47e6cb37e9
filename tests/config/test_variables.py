"""Each letter of a value knows where in the file it comes from, in every style of YAML."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alertbot.config.document import Mapping, Scalar, compose
from alertbot.config.mistakes import Findings
from alertbot.config.variables import fill, located

_WORDS = st.text("abcé'\"\\$:#{}(中", min_size=1, max_size=6)
_LINES = st.lists(st.lists(_WORDS, min_size=1, max_size=4).map(" ".join), min_size=1, max_size=4)


def _value(source: str) -> Scalar:
    findings = Findings("f", source)
    root = compose(source, findings)
    assert isinstance(root, Mapping), findings.mistakes()
    node = root.get("k")
    assert isinstance(node, Scalar)
    return node


def _agrees(source: str, expected: str) -> None:
    node = _value(source)
    text = located(node, source)
    assert text.value.strip() == expected.strip()
    assert len(text.origins) == len(text.value) + 1
    assert list(text.origins) == sorted(text.origins)
    for letter, origin in zip(text.value, text.origins, strict=False):
        if not letter.isspace():
            assert source[origin] in (letter, "\\"), (letter, source[origin:])


@given(_LINES)
def test_single_quotes(lines: list[str]) -> None:
    quoted = [line.replace("'", "''") for line in lines]
    _agrees(f"# x\nk:  '{quoted[0]}'\n", lines[0])
    _agrees("k: '" + "\n   ".join(quoted) + "'\n", " ".join(lines))
    _agrees("k: '" + "\n\n   ".join(quoted) + "'\n", "\n".join(lines))


@given(_LINES)
def test_double_quotes(lines: list[str]) -> None:
    quoted = [
        line.replace("\\", "\\\\").replace('"', '\\"').replace("a", "\\x61") for line in lines
    ]
    _agrees(f'k: &a "{quoted[0]}"\n', lines[0])
    _agrees('k: "' + "\n   ".join(quoted) + '"\n', " ".join(lines))
    _agrees('k: "' + "\\\n   ".join(quoted) + '"\n', "".join(lines))


@given(_LINES)
def test_blocks(lines: list[str]) -> None:
    body = "".join(f"    {line}\n" for line in lines)
    _agrees(f"k: |\n{body}", "\n".join(lines))
    _agrees(f"k: >-\n{body}", " ".join(lines))
    _agrees(
        f"k: |+  # why\r\n{body}\n\n".replace("\n", "\r\n").replace("\r\r", "\r"), "\n".join(lines)
    )


@given(st.lists(st.text("abcé(中", min_size=1, max_size=6), min_size=1, max_size=4))
def test_plain(words: list[str]) -> None:
    _agrees(f"k: {' '.join(words)}  # {words[0]}\n", " ".join(words))
    _agrees("k: " + "\n   ".join(words) + "\nl: 1\n", " ".join(words))


def test_what_a_variable_brings_stands_where_the_variable_does() -> None:
    source = "k: 'it''s ${A}$$ $ $x (b'\n"
    findings = Findings("f", source)
    text = fill(located(_value(source), source), {"A": "a long value"}, findings)
    assert text is not None
    assert text.value == "it's a long value$ $ $x (b"
    assert source[text.origin(text.value.index("long")) :].startswith("${A}")
    assert source[text.origin(text.value.index("(b")) :].startswith("(b'")
    assert source[text.origin(999) :] == "'\n"


def test_a_value_that_variables_make_too_long_is_refused() -> None:
    source = "k: '" + "${A}" * 40 + "'\n"
    findings = Findings("f", source)
    assert fill(located(_value(source), source), {"A": "a" * 2000}, findings) is None
    [found] = findings.mistakes()
    assert "longer than" in found.message
