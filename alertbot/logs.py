"""Logs: one line an event, a constant message and its fields; no line holds a secret."""

from __future__ import annotations

import logging
import re
import sys
from typing import TextIO

_SECRETS = re.compile(
    r"\d{6,}:[\w-]{30,}"  # Telegram
    r"|whsec_[\w+/=]+"  # Standard Webhooks
    r"|xox[a-z](?:\.xox[a-z])?-[\w-]+|xapp-[\w-]+"  # Slack
    r"|hooks\.slack\.com/services/[\w/]+"
)

_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


def redact(text: str) -> str:
    """The text with everything that looks like a token replaced by ***."""
    return _SECRETS.sub("***", text)


class Lines(logging.Formatter):
    """`12:00:01 INFO poll done source=contoso new=3`; tracebacks come with debugging only."""

    def __init__(self, *, tracebacks: bool) -> None:
        super().__init__()
        self._tracebacks = tracebacks

    def format(self, record: logging.LogRecord) -> str:
        """The record on one line, redacted to the end, a traceback included."""
        fields = " ".join(
            f"{name}={value}" for name, value in vars(record).items() if name not in _STANDARD
        )
        line = f"{self.formatTime(record, '%H:%M:%S')} {record.levelname} {record.getMessage()}"
        if fields:
            line = f"{line} {fields}"
        if record.exc_info and self._tracebacks:
            line = f"{line}\n{self.formatException(record.exc_info)}"
        return redact(line)


def configure(level: int, stream: TextIO | None = None) -> None:
    """Sends alertbot's log to a stream, standard error if none is named.

    The libraries' own loggers say only what is wrong: some of them print whole addresses.
    """
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Lines(tracebacks=level <= logging.DEBUG))
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("alertbot").setLevel(level)
    # Of an upgrade, and where the copy is, one hears however little else is said.
    logging.getLogger("alertbot.store.backup").setLevel(min(level, logging.WARNING))
    # A tick that found the last one still at work is no news: what is due stands in the tables.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
