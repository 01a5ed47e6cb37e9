"""The text of a configuration file, or why there is none."""

from __future__ import annotations

import codecs
from pathlib import Path

from alertbot.errors import ConfigError, Mistake

LARGEST = 1_000_000
"""Bytes that a configuration may have."""

_WIDE = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


def read(path: Path) -> tuple[str, bool]:
    """The text, and whether a byte order mark stood before it. Raises ConfigError."""
    return decoded(path, content(path))


def decoded(path: Path, content: bytes) -> tuple[str, bool]:
    """The text that the bytes of a file are, and whether a byte order mark stood before it."""
    for mark, name in _WIDE.items():
        if content.startswith(mark):
            raise _error(path, f"the file is {name}; save it as UTF-8", (1, 1))
    if name := _looks_like(content):
        raise _error(path, f"this is {name}", (1, 1))
    marked = content.startswith(codecs.BOM_UTF8)
    body = content.removeprefix(codecs.BOM_UTF8)
    try:
        return body.decode(), marked
    except UnicodeDecodeError as error:
        before = body[: error.start].decode()
        place = (before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
    raise _error(path, "the file is not UTF-8 from here on; save it as UTF-8", place)


def _looks_like(content: bytes) -> str:
    """What a file is that is no text in UTF-8, as far as that can be seen; "" where it cannot."""
    for name, zeros in (("UTF-16", content[1:40:2]), ("UTF-16", content[:40:2])):
        if len(zeros) > 1 and not zeros.strip(b"\0"):
            return f"{name}; save it as UTF-8"
    if b"\0" in content[:1000]:
        try:
            content.decode()
        except UnicodeDecodeError:
            return "no text file; name the configuration"
    return ""


def named(path: Path) -> str:
    """A path as messages name it, whatever its bytes are."""
    return str(path).encode(errors="replace").decode().replace("\0", "?")


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder; where that cannot be known, reading it says why."""
    try:
        return path.is_dir()
    except OSError:
        return False


def content(path: Path, *, instead: Path | None = None) -> bytes:
    """The bytes of a file, or of the one that is read instead. Raises ConfigError."""
    try:
        with (instead or path).open("rb") as stream:
            found = stream.read(LARGEST + 1)
    except FileNotFoundError:
        reason = "there is no such file; `alertbot init` makes one"
        if (instead or path).is_symlink():
            reason = "this is a link that leads nowhere"
    except IsADirectoryError:
        reason = "this is a directory; name the file in it"
    except PermissionError:
        reason = "this file may not be read by the user that alertbot runs as"
    except (OSError, ValueError) as error:  # ValueError: a name with a null byte
        reason = f"the file cannot be read: {getattr(error, 'strerror', None) or 'its name is odd'}"
    else:
        if len(found) <= LARGEST:
            return found
        reason = "the file is larger than 1 MB; no configuration is"
    raise _error(path, reason, (0, 0))


def _error(path: Path, reason: str, place: tuple[int, int]) -> ConfigError:
    return ConfigError((Mistake(named(path), *place, reason),))
