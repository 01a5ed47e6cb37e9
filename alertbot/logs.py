"""Logs: one line an event, a constant message and its fields, as text or as JSON; no line holds a
secret, and no field can forge a line."""

from __future__ import annotations

import json
import logging
import os
import re
import sys
from collections.abc import Mapping
from contextvars import ContextVar
from datetime import UTC, datetime
from enum import StrEnum
from math import isfinite
from typing import TextIO

_SECRETS = re.compile(
    r"\d{6,}:[\w-]{30,}"  # Telegram
    r"|whsec_[\w+/=]+"  # Standard Webhooks
    r"|xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+"  # Slack
    r"|hooks\.slack\.com/services/[\w/]+"
    r"|(?<=://)[^\s/@]+(?=@)"  # a password in an address
)

# Controls, what some programs take for a line end, and what turns the direction of writing.
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}
_about: ContextVar[Mapping[str, object]] = ContextVar("about")


class Style(StrEnum):
    """How a line of the log is written."""

    TEXT = "text"
    JSON = "json"


def redact(text: str) -> str:
    """The text with everything that looks like a token replaced by ***."""
    return _SECRETS.sub("***", text)


def about(**fields: object) -> None:
    """What this task logs from now on carries these fields, and none that were set before.

    A task that it starts begins with them.
    """
    _about.set(fields)


def _fields(record: logging.LogRecord) -> dict[str, object]:
    """Those of the task, then those of the record; what is None is left out."""
    own = {name: value for name, value in vars(record).items() if name not in _STANDARD}
    return {name: value for name, value in {**_about.get({}), **own}.items() if value is not None}


def _escaped(text: str) -> str:
    """On one line: `\\n` for a line end, and so on."""
    return _UNSAFE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


class Lines(logging.Formatter):
    """`12:00:01 INFO poll done source=contoso new=3`; tracebacks come with debugging only.

    `timed`: with the time of day; a journal has one of its own.
    """

    def __init__(self, *, tracebacks: bool, timed: bool = True) -> None:
        super().__init__()
        self._tracebacks = tracebacks
        self._timed = timed

    def format(self, record: logging.LogRecord) -> str:
        """The record on one line, redacted to the end. A traceback's lines follow, indented."""
        words = [self.formatTime(record, "%H:%M:%S")] if self._timed else []
        words += [record.levelname, _escaped(record.getMessage())]
        words += [f"{name}={_escaped(str(value))}" for name, value in _fields(record).items()]
        lines = [" ".join(words)]
        if record.exc_info and self._tracebacks:
            trace = self.formatException(record.exc_info)
            lines += [f"  {_escaped(line)}" for line in trace.splitlines()]
        return redact("\n".join(lines))


class Objects(logging.Formatter):
    """A JSON object a line: ts, level, event, logger, then the fields."""

    def __init__(self, *, tracebacks: bool) -> None:
        super().__init__()
        self._tracebacks = tracebacks

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON in ASCII. A traceback is a field of it."""
        moment = datetime.fromtimestamp(record.created, UTC)
        said: dict[str, object] = {
            "ts": moment.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "event": record.getMessage(),
            "logger": record.name,
        }
        said = {**said, **_fields(record), **said}  # in this order, and what is above stands
        if record.exc_info and self._tracebacks:
            said["traceback"] = self.formatException(record.exc_info)
        return json.dumps({name: _plain(value) for name, value in said.items()}, allow_nan=False)


def _plain(value: object) -> object:
    """A field as JSON has it: numbers stay what they are, all else is text without secrets."""
    if type(value) in (bool, int) or (isinstance(value, float) and isfinite(value)):
        return value
    return redact(str(value))


def configure(level: int, stream: TextIO | None = None, style: Style = Style.TEXT) -> None:
    """Sends alertbot's log to a stream, standard error if none is named.

    The libraries' own loggers say only what is wrong: some of them print whole addresses.
    """
    stream = stream or sys.stderr
    tracebacks = level <= logging.DEBUG
    handler = logging.StreamHandler(stream)
    handler.setFormatter(
        Objects(tracebacks=tracebacks)
        if style is Style.JSON
        else Lines(tracebacks=tracebacks, timed=not _is_journal(stream))
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("alertbot").setLevel(level)
    # Of an upgrade, and where the copy is, one hears however little else is said.
    logging.getLogger("alertbot.store.backup").setLevel(min(level, logging.WARNING))
    # A tick that found the last one still at work is no news: what is due stands in the tables.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)


def last_words(line: str) -> None:
    """Why a command ends: as it is on standard error, or as an event where the log is JSON."""
    root = logging.getLogger()
    if any(isinstance(one.formatter, Objects) for one in root.handlers):
        logging.getLogger(__name__).error("ended", extra={"error": line})
    else:
        print(line, file=sys.stderr)


def _is_journal(stream: TextIO) -> bool:
    """Whether systemd's journal reads it, as JOURNAL_STREAM says: device and inode."""
    try:
        it = os.fstat(stream.fileno())
    except (OSError, ValueError, AttributeError):  # a stream in memory, or none
        return False
    return os.environ.get("JOURNAL_STREAM") == f"{it.st_dev}:{it.st_ino}"
