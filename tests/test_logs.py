from __future__ import annotations

import ast
import asyncio
import io
import json
import logging
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

import alertbot
from alertbot import logs, polling
from alertbot.model import OpeningId
from alertbot.poller import Result
from alertbot.testing import greenhouse_job
from tests.bot import bot

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


@pytest.fixture
def objects(written: io.StringIO) -> io.StringIO:
    logs.configure(logging.DEBUG, written, logs.Style.JSON)
    return written


def read(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_json_has_the_moment_the_level_the_event_and_the_fields(objects: io.StringIO) -> None:
    fields = {"source": "contoso", "new": 3, "share": 0.5, "whole": True, "why": None}
    logging.getLogger("alertbot.app").info("poll done", extra=fields)
    (said,) = read(objects)
    assert datetime.fromisoformat(said.pop("ts")).tzinfo is not None
    assert said == {
        "level": "INFO",
        "event": "poll done",
        "logger": "alertbot.app",
        "source": "contoso",
        "new": 3,
        "share": 0.5,
        "whole": True,
    }


def test_what_is_no_json_is_text_in_it(objects: io.StringIO) -> None:
    fields = {
        "error": ValueError("no"),
        "at": Path("/tmp"),
        "share": float("nan"),
        "lone": "\ud800",
    }
    logging.getLogger("alertbot").info("odd", extra={**fields, "event": "forged"})
    (said,) = read(objects)
    assert (said["event"], said["error"], said["at"], said["share"]) == ("odd", "no", "/tmp", "nan")


@pytest.mark.parametrize("secret", [SLACK, TELEGRAM, HOOK, "me:canary"])
def test_json_holds_no_secret(objects: io.StringIO, secret: str) -> None:
    address = f"https://{secret}@db.example/x"
    try:
        raise ValueError(address)
    except ValueError as error:
        extra = {"error": error, "said": [address]}
        logging.getLogger("alertbot").warning("asked %s", address, extra=extra, exc_info=True)
    (said,) = read(objects)
    assert "Traceback" in said["traceback"]
    assert "***" in said["error"]
    assert secret not in objects.getvalue()


HOSTILE = "a\n12:00:00 ERROR forged\r\x1b[31m\x85\u2028b\u202e"


@pytest.mark.parametrize("style", logs.Style)
def test_a_field_cannot_forge_a_line(written: io.StringIO, style: logs.Style) -> None:
    logs.configure(logging.DEBUG, written, style)
    try:
        raise ValueError(HOSTILE)
    except ValueError:
        fields = {"title": HOSTILE}
        logging.getLogger("alertbot").info("read %s", HOSTILE, extra=fields, exc_info=True)
    text = written.getvalue()
    assert not set("\r\x1b\x85\u2028\u202e") & set(text)
    first, *more = text.splitlines()
    assert "forged" in first
    assert all(line.startswith("  ") for line in more)


def test_a_journal_has_a_clock_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: io.StringIO
) -> None:
    with (tmp_path / "journal").open("w+") as stream:
        it = os.fstat(stream.fileno())
        monkeypatch.setenv("JOURNAL_STREAM", f"{it.st_dev}:{it.st_ino}")
        logs.configure(logging.INFO, stream)
        logging.getLogger("alertbot").info("here")
        stream.seek(0)
        assert stream.read() == "INFO here\n"


def test_a_task_says_what_it_is_about(written: io.StringIO) -> None:
    log = logging.getLogger("alertbot")

    async def work(number: int) -> None:
        logs.about(poll=number)
        await asyncio.sleep(0)
        log.info("done", extra={"count": number})
        logs.about(delivery=number)
        log.info("sent", extra={"delivery": None})

    async def both() -> None:
        await asyncio.gather(work(1), work(2))

    asyncio.run(both())
    log.info("idle")
    ends = [line.partition("INFO ")[2] for line in written.getvalue().splitlines()]
    expected = ["done poll=1 count=1", "sent", "done poll=2 count=2", "sent", "idle"]
    assert sorted(ends) == sorted(expected)


@pytest.mark.slow
def test_an_alert_can_be_followed_from_its_poll(tmp_path: Path) -> None:
    with bot(tmp_path) as one:
        one.env["ALERTBOT_LOG_FORMAT"] = "json"
        one.board.greenhouse("contoso", [greenhouse_job(1, "Chef")])
        one.source("contoso", "greenhouse", board="contoso")
        one.once()
        one.board.greenhouse("contoso", [greenhouse_job(1, "Chef"), greenhouse_job(2, "Engineer")])
        with one.running() as process:
            assert process.stdout
            said: list[dict[str, Any]] = []
            while sum(line["event"] == "delivered" for line in said) < 2:
                said.append(json.loads(process.stdout.readline()))
    (poll,) = (line for line in said if line["event"] == "poll done")
    sent = [line for line in said if line["event"] == "delivered" and "opening" in line]
    assert len(poll["poll"]) == 8
    assert {str(line["opening"]) for line in sent} == {poll["openings"]}
    assert {line["channel"] for line in sent} == {"team", "me"}


@pytest.mark.slow
def test_what_is_doubtful_in_the_configuration_is_json_too(tmp_path: Path) -> None:
    with bot(tmp_path) as one:
        one.source("contoso", "greenhouse", board="contoso")
        one.write()
        literal = one.config.read_text(encoding="utf-8").replace("${SLACK_BOT_TOKEN}", SLACK)
        one.config.write_text(literal, encoding="utf-8")
        process = one.start("run", "--log-format", "json")
        assert process.stdout
        said = json.loads(process.stdout.readline())
        process.kill()
        process.communicate()
    assert (said["level"], said["event"]) == ("WARNING", "configuration")
    assert "literal token" in said["warning"]
    assert SLACK not in str(said)


def test_why_a_command_ends_is_json_too(tmp_path: Path) -> None:
    with bot(tmp_path) as one:
        ended = one.run("run", "--log-format", "json")
        (line,) = ended.stderr.splitlines()
        said = json.loads(line)
        plain = one.run("run").stderr
    assert (ended.returncode, said["level"], said["event"]) == (2, "ERROR", "ended")
    assert said["error"] == plain.rstrip("\n")
    assert "there are no sources" in plain


def test_a_poll_that_finds_nothing_is_no_news(written: io.StringIO) -> None:
    polling._tell(Result("contoso", found=40))
    polling._tell(Result("contoso", unchanged=True))
    assert written.getvalue() == ""
    polling._tell(Result("contoso", new=25, alerts=25, told=tuple(map(OpeningId, range(25)))))
    assert written.getvalue().endswith(
        "alerts=25 openings=" + ",".join(map(str, range(20))) + ",...\n"
    )


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Each call of a logger's in the program."""
    root = Path(alertbot.__file__).parent
    for file in sorted(root.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(text)) if "getLogger" in text else ():
            match node:
                case ast.Call(func=ast.Attribute(value=it, attr=attr)) if attr in LEVELS:
                    if ast.unparse(it).endswith("log") or "getLogger" in ast.unparse(it):
                        yield f"{file.relative_to(root)}:{node.lineno}", node


LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}


def test_messages_are_constant_and_their_fields_have_names_of_their_own() -> None:
    """What varies is a field, so that one can look for the message, and tell the fields apart."""
    found = dict(calls())
    assert len(found) > 20
    for place, call in found.items():
        (message,) = call.args
        assert isinstance(message, ast.Constant), place
        assert isinstance(message.value, str), place
        assert "%" not in message.value, place
        for keyword in call.keywords:
            assert keyword.arg in ("extra", "exc_info"), place
            if isinstance(keyword.value, ast.Dict):
                names = {key.value for key in keyword.value.keys if isinstance(key, ast.Constant)}
                assert not names & {"ts", "level", "event", "logger", "traceback"}, place


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
