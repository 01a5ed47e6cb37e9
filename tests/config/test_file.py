"""Files that hold no configuration at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from alertbot.config.file import LARGEST, read
from alertbot.errors import ConfigError, Mistake


def _mistake(path: Path) -> Mistake:
    with pytest.raises(ConfigError) as caught:
        read(path)
    [found] = caught.value.mistakes
    assert caught.value.__context__ is None
    return found


def test_a_missing_file_a_folder_and_a_name_that_cannot_be(tmp_path: Path) -> None:
    assert "no such file" in _mistake(tmp_path / "none.yaml").message
    assert "directory" in _mistake(tmp_path).message
    assert "cannot be read" in _mistake(tmp_path / "a\0b").message
    assert "cannot be read" in _mistake(tmp_path / ("a" * 5000)).message
    (tmp_path / "file").touch()
    assert "cannot be read" in _mistake(tmp_path / "file" / "x.yaml").message
    assert _mistake(tmp_path).line == 0
    assert str(_mistake(tmp_path)).startswith(f"{tmp_path}: error: ")


@pytest.mark.parametrize(
    ("content", "place", "words"),
    [
        (b"a: 1\nb: \xe4hm\n", (2, 4), "UTF-8"),
        ("a: ü\n".encode() + b"c\xff", (2, 2), "UTF-8"),
        ("a: 1\n".encode("utf-16"), (1, 1), "UTF-16"),
        ("a: 1\n".encode("utf-32"), (1, 1), "UTF-32"),
        (b"#" * (LARGEST + 1), (0, 0), "1 MB"),
    ],
)
def test_bytes_that_are_no_text(
    tmp_path: Path, content: bytes, place: tuple[int, int], words: str
) -> None:
    path = tmp_path / "alertbot.yaml"
    path.write_bytes(content)
    found = _mistake(path)
    assert (found.line, found.column) == place
    assert words in found.message


def test_the_mark_is_taken_off(tmp_path: Path) -> None:
    path = tmp_path / "alertbot.yaml"
    path.write_bytes(b"\xef\xbb\xbfa: \xc3\xbc")
    assert read(path) == ("a: ü", True)
