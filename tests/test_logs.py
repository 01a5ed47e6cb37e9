from __future__ import annotations

import io
import logging
from collections.abc import Iterator

import pytest

from alertbot import logs

SLACK = "xoxb-123456789-abcDEF"
TELEGRAM = "123456789:AAcanaryOfTelegramThatIsLongEnough_x"
HOOK = "hooks.slack.com/services/T000/B000/XXXX"


@pytest.fixture
def written() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    stream = io.StringIO()
    logs.configure(logging.INFO, stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    logging.getLogger("alertbot").setLevel(logging.NOTSET)


def test_one_line_an_event_with_its_fields(written: io.StringIO) -> None:
    logging.getLogger("alertbot.app").info("poll done", extra={"source": "contoso", "new": 3})
    (line,) = written.getvalue().splitlines()
    assert line.endswith("INFO poll done source=contoso new=3")


@pytest.mark.parametrize("secret", [SLACK, TELEGRAM, HOOK])
def test_what_looks_like_a_token_is_never_written(written: io.StringIO, secret: str) -> None:
    log = logging.getLogger("alertbot.app")
    log.warning("asked %s", f"https://api.example/bot{secret}/send", extra={"error": secret})
    assert "***" in written.getvalue()
    assert secret not in written.getvalue()


def test_tracebacks_and_libraries_talk_only_when_debugging(written: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: GET https://x.example")
    try:
        raise ValueError(SLACK)
    except ValueError:
        logging.getLogger("apscheduler").exception("a job failed")
    assert "Traceback" not in written.getvalue()
    assert "HTTP Request" not in written.getvalue()
    logs.configure(logging.DEBUG, written)
    try:
        raise ValueError(SLACK)
    except ValueError:
        logging.getLogger("alertbot").debug("why", exc_info=True)
    assert "Traceback" in written.getvalue()
    assert SLACK not in written.getvalue()
