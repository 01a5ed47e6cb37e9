"""Adding an entry to a configuration that people have written: every other byte of it stays.

`added` is pure, and shows by reading the result that it says what the file said, and the entry.
`save` reads what it has written before it puts it in the file's place.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from ruamel.yaml import YAML, events

from alertbot.config.document import Mapping, compose, plain
from alertbot.config.mistakes import Findings, shown
from alertbot.errors import ConfigError, UsageError

Read = TypeVar("Read")

_INDENT = 2


class CannotAdd(UsageError):
    """The file is written in a way that cannot be added to; the message has what to paste."""


def quoted(words: str) -> str:
    """Text as a value that means no more than its letters, `$` included, in single quotes."""
    doubled = words.replace("'", "''").replace("$", "$$")
    return f"'{doubled}'"


def added(path: str, text: str, section: str, name: str, value: str) -> str:
    """The text of a file with an entry more in one of its sections, and every other byte kept.

    `value`: YAML on one line. ConfigError for a file that is no YAML; CannotAdd says what to paste
    where the entry has no place that is sure.
    """
    findings = Findings(path, text)
    root = compose(text, findings)
    if findings.broken():
        raise ConfigError(findings.mistakes())
    before = plain(root) if root is not None else None
    wanted = _with(before, section, name, plain_value(value))
    if wanted is not None:
        for made in _candidates(text, root, section, f"{name}: {value}"):
            again = Findings(path, made)
            if (read := compose(made, again)) and not again.broken() and plain(read) == wanted:
                return made
    raise CannotAdd(
        f"alertbot: {path}: {section}: its form is not one that can be added to safely; nothing "
        f"was changed. Put this under '{section}:' by hand:\n  {name}: {value}"
    )


def plain_value(value: str) -> Any:
    """What a value on one line means."""
    node = compose(value, Findings("", value))
    return plain(node) if node is not None else None


def _with(before: Any, section: str, name: str, value: Any) -> Any:
    """What the file is to mean; None where it has something else in that place."""
    if before is None:
        before = {}
    if not isinstance(before, dict):
        return None
    there = before.get(section)
    if there is not None and not isinstance(there, dict):
        return None
    if there and name in there:
        return None
    return {**before, section: {**(there or {}), name: value}}


# -- where it goes --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Spot:
    """The value of a section: where its first key begins, and its last value ends."""

    first: int
    last: int
    is_flow: bool


def _candidates(text: str, root: object, section: str, entry: str) -> Iterator[str]:
    """The text with the entry in the places that it may have, the likeliest first."""
    key = root.entries.get(section) if isinstance(root, Mapping) else None
    line_end = "\r\n" if "\r\n" in text else "\n"
    if key is None:
        column = _column(text, root.start) if isinstance(root, Mapping) and root.entries else 0
        margin, inner = " " * column, " " * (column + _INDENT)
        block = f"{margin}{section}:{line_end}{inner}{entry}"
        yield _put(text, len(text), block, line_end)
        return
    spot = _spot(text, section)
    if spot is None:
        at = _line_end(text, key[0].end)
        margin = " " * (_column(text, key[0].start) + _INDENT)
        yield _put(text, at, f"{margin}{entry}", line_end)
        if (brace := text.find("{", key[0].end, at)) >= 0:
            yield f"{text[: brace + 1]}{entry}{text[brace + 1 :]}"
    elif spot.is_flow:
        yield f"{text[: spot.last]}, {entry}{text[spot.last :]}"
    else:
        column = _column(text, spot.first)
        at = _line_end(
            text, spot.last - 1 if text[spot.last - 1 : spot.last] == "\n" else spot.last
        )
        for end in (_behind_comments(text, at, column), at):
            yield _put(text, end, f"{' ' * column}{entry}", line_end)


def _spot(text: str, section: str) -> _Spot | None:
    """Where the entries of a section stand; None where it has none, or is no mapping."""
    depth, last, first, at_key = 0, 0, -1, True
    inside, is_flow = False, False
    for event in YAML(typ="safe", pure=True).parse(text):
        match event:
            case events.MappingStartEvent() | events.SequenceStartEvent():
                depth += 1
                if inside and depth == 2:
                    is_flow = bool(event.flow_style)
            case events.MappingEndEvent() | events.SequenceEndEvent():
                if inside and depth == 2:
                    return _Spot(first, last, is_flow) if first >= 0 else None
                depth -= 1
                # That of a block is where the next thing begins.
                last = (
                    event.end_mark.index
                    if text[event.start_mark.index : event.start_mark.index + 1] in ("]", "}")
                    else last
                )
            case events.ScalarEvent() | events.AliasEvent():
                if inside and depth == 1:
                    return None
                if inside and first < 0:
                    first = event.start_mark.index
                if event.end_mark.index > event.start_mark.index:
                    last = event.end_mark.index
            case _:
                continue
        if depth == 1:
            is_key = at_key and isinstance(event, events.ScalarEvent)
            inside = is_key and event.value == section
            at_key = not at_key if not isinstance(event, events.MappingStartEvent) else True
    return None


def _column(text: str, at: int) -> int:
    return at - (text.rfind("\n", 0, at) + 1)


def _line_end(text: str, at: int) -> int:
    """The end of the line that a place is in, its line break included; or that of the text."""
    found = text.find("\n", at)
    return found + 1 if found >= 0 else len(text)


def _behind_comments(text: str, at: int, column: int) -> int:
    """Behind the comments that follow without a gap, at least as far in: they are of what is above.

    (A comment at the margin is of what comes next.)
    """
    while column and at < len(text):
        end = _line_end(text, at)
        line = text[at:end]
        inner = line.lstrip(" ")
        if not inner.startswith("#") or len(line) - len(inner) < column:
            break
        at = end
    return at


def _put(text: str, at: int, line: str, line_end: str) -> str:
    """The text with a line more at the beginning of a line, or at its end."""
    if at and text[at - 1] != "\n":
        return f"{text[:at]}{line_end}{line}{text[at:]}"
    return f"{text[:at]}{line}{line_end}{text[at:]}"


# -- to the disk ----------------------------------------------------------------------------


def save(path: Path, text: str, read: Callable[[Path], Read], *, over: str | None) -> Read:
    """Puts a configuration that `read` finds good into a file, at once and whole, and answers that.

    `read` is given the file that is to take the place of `path`. `over`: the text that stands there
    and is replaced, its mode kept; None is a new file. Raises ConfigError, with nothing changed,
    where the result is not good; UsageError where the file cannot be written, or is no longer as
    it was.
    """
    target = path.resolve()  # a link stays one
    try:
        handle, name = tempfile.mkstemp(prefix=".alertbot-", suffix=".tmp", dir=target.parent)
        beside = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
                stream.write(text)
                stream.flush()
                _like(target, stream.fileno(), fresh=over is None)
                os.fsync(stream.fileno())
            found = read(beside)
            _place(beside, target, over)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise UsageError(
            f"alertbot: {path}: {error.strerror}; nothing was changed: see who may write there"
        ) from None
    return found


def _like(target: Path, handle: int, *, fresh: bool) -> None:
    """The mode that the file has, and as far as one may its owner."""
    if fresh:
        umask = os.umask(0)
        os.umask(umask)
        os.fchmod(handle, 0o666 & ~umask)
        return
    now = target.stat()
    with suppress(PermissionError):
        os.fchown(handle, now.st_uid, now.st_gid)
    os.fchmod(handle, now.st_mode & 0o7777)


def _place(beside: Path, target: Path, over: str | None) -> None:
    if over is None:
        try:
            target.touch(exist_ok=False)  # the name is ours before anything is replaced
        except FileExistsError:
            raise UsageError(f"alertbot: {target} is there by now; nothing was changed") from None
    elif target.read_bytes() != over.encode():
        what = "was changed by somebody else meanwhile; try again"
        raise UsageError(f"alertbot: {shown(str(target))} {what}")
    beside.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def save_secret(file: Path, value: str) -> None:
    """Makes a secret's file, which nobody else may read. UsageError where that cannot be done."""
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                stream.write(f"{value}\n")
                stream.flush()
                os.fsync(stream.fileno())
        except OSError:
            file.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UsageError(f"alertbot: {file}: {error.strerror}; nothing was written") from None
