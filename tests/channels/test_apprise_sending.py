"""Apprise: which form its services are given, and what its answers are taken for."""

from __future__ import annotations

import importlib.util
import json
import logging
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from typing import Any, TypeVar

import pytest
from apprise import Apprise, NotifyFormat, OverflowMode
from apprise.plugins import NotifyBase
from pydantic import ValidationError

from alertbot.channels import Sender, _apprise, apprise
from alertbot.model import Address, CannotLook, Delivered, Message, Outcome, Secret, Unknown
from alertbot.testing import Answer, Asked, Fault, Server
from tests.channels import wires
from tests.channels.examples import ALERTS

CANARY = "CANARYtopic"
HERE = Address("")
MESSAGE = apprise.render(*ALERTS["plain"])

T = TypeVar("T")


class Ntfy(Server):
    """As much of ntfy as to take a message."""

    def answer(self, asked: Asked) -> Answer:
        return Answer.json({"id": "1", "event": "message"})

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [json.loads(asked.body) for asked in self.requests]


@pytest.fixture
def server() -> Iterator[Ntfy]:
    with Ntfy() as running:
        yield running


def options(url: str, kind: str = "ntfy", more: str = "", seconds: float = 5) -> apprise.Options:
    address = f"{kind}://{url.removeprefix('http://')}/{CANARY}{more}"
    return apprise.Options(url=Secret(address), timeout=timedelta(seconds=seconds))


def run(chosen: apprise.Options, work: Callable[[Sender], Awaitable[T]]) -> T:
    return wires.run(apprise.connect, chosen, work)


def sent(chosen: apprise.Options, message: Message = MESSAGE) -> Outcome:
    return run(chosen, lambda sender: sender.send(HERE, message, "1"))


@pytest.mark.parametrize("name", ALERTS)
def test_ntfy_takes_every_alert(name: str, server: Ntfy) -> None:
    message = apprise.render(*ALERTS[name])
    assert sent(options(server.url), message) == Delivered("")
    (asked,) = server.messages
    assert asked["topic"] == CANARY
    assert asked["message"] == message.text
    assert asked["title"] == json.loads(message.body)["title"]


@pytest.mark.parametrize(
    ("kind", "more", "form"),
    [
        ("ntfy", "?format=markdown", "markdown"),
        ("json", "?format=html", "html"),
        ("json", "", "text"),
    ],
)
def test_a_service_is_given_the_form_that_it_shows(
    kind: str, more: str, form: str, server: Ntfy
) -> None:
    assert sent(options(server.url, kind, more)) == Delivered("")
    assert server.messages[0]["message"] == json.loads(MESSAGE.body)[form][0]


def test_plain_text_goes_as_it_stands(server: Ntfy) -> None:
    assert sent(options(server.url), MESSAGE.plain()) == Delivered("")
    assert server.messages[0]["message"] == MESSAGE.text
    assert "title" not in server.messages[0]


class Narrow:
    """A service that takes little."""

    overflow_buffer = 0

    def __init__(self, body: int, title: int, *, together: bool = False) -> None:
        self.body_maxlen, self.title_maxlen = body, title
        self.overflow_amalgamate_title = together

    def resolve_format(self, body_format: None) -> NotifyFormat:
        return NotifyFormat.TEXT


@pytest.mark.parametrize(
    ("body", "title"), [(32768, 250), (2000, 250), (300, 0), (160, 0), (40, 9)]
)
@pytest.mark.parametrize("name", ["plain", "long-title", "digest-of-60", "notice", "thirty-places"])
def test_what_is_sent_fits_the_service(name: str, body: int, title: int) -> None:
    found = _apprise.fitting(apprise.render(*ALERTS[name]), Narrow(body, title))
    assert len(found[0]) <= title
    assert 0 < len(found[1]) <= body


@pytest.mark.parametrize("url", ["discord://1234567890/abcdefghijklmnop", "ntfy://jobs"])
@pytest.mark.parametrize("name", ["digest-of-60", "summary", "hostile"])
def test_apprise_has_nothing_left_to_cut(name: str, url: str) -> None:
    """Discord and ntfy count the title with the body."""
    service = Apprise.instantiate(url)
    assert isinstance(service, NotifyBase)
    for most in (*range(400, 2001, 100), service.body_maxlen):
        service.body_maxlen = most
        title, body, form = _apprise.fitting(apprise.render(*ALERTS[name]), service)
        (call,) = service._build_send_calls(
            body=body, title=title, body_format=form, overflow=OverflowMode.TRUNCATE
        )
        assert call["body"].rstrip() == body.rstrip()


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault.status(403), "Apprise was answered HTTP 403"),
        (Fault.throttle(9), "Apprise was answered HTTP 429"),
        (Fault.status(500), "Apprise was answered HTTP 500"),
        (Fault.error_after_accept(), "Apprise was answered HTTP 500"),
        (Fault.redirect("http://127.0.0.1:9/"), "Apprise was answered HTTP 302"),
        (Fault.drop_before(), "Apprise says that it failed"),
        (Fault.drop_after_accept(), "Apprise says that it failed"),
        (Fault.raw(b"no HTTP at all"), "Apprise says that it failed"),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_a_failure_says_nothing_of_whether_it_arrived(
    fault: Fault, reason: str, server: Ntfy
) -> None:
    server.fail(fault)
    assert sent(options(server.url)) == Unknown(reason)
    assert len(server.requests) == 1  # and never a second try
    assert sent(options(server.url, more="?retry=3&wait=0.1")) == Delivered("")
    assert sent(options(server.url)) == Delivered("")


def test_the_outbox_is_the_only_retrier(server: Ntfy) -> None:
    server.fail(Fault.status(500), times=None)
    assert isinstance(sent(options(server.url, more="?retry=3&wait=0.1")), Unknown)
    assert len(server.requests) == 1


def test_nobody_listening_is_not_known_to_be_that() -> None:
    assert sent(options(wires.nobody())) == Unknown("Apprise says that it failed")


@pytest.mark.parametrize(
    "fault",
    [Fault.silence_after_accept(20), Fault.drip(), Fault.drip(head=True)],
    ids=lambda it: it.name,
)
def test_nobody_waits_longer_than_the_timeout(fault: Fault, server: Ntfy) -> None:
    server.fail(fault)
    begun = time.monotonic()
    assert sent(options(server.url, seconds=0.4)) == Unknown("no answer within 0.4 s")
    assert time.monotonic() - begun < 2


def test_apprise_cannot_look_back(server: Ntfy) -> None:
    seen = run(options(server.url), lambda sender: sender.look(HERE, "1", timedelta(minutes=1)))
    assert isinstance(seen, CannotLook)


def test_the_address_is_nowhere(
    server: Ntfy, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    chosen = options(server.url, seconds=1)
    said = [repr(chosen), str(chosen), chosen.credential, *chosen.cautions]

    faults = [Fault.status(401), Fault.throttle(1), Fault.slow(0)]
    loggers = ("apprise", "urllib3", "urllib3.connectionpool", "requests")
    trouble = wires.said_in_trouble(server, faults, (HERE, MESSAGE), loggers, caplog)
    said += run(chosen, trouble)
    with pytest.raises(ValidationError) as refused:
        apprise.Options(url=Secret(f"nosuch://{CANARY}"))
    said += [refused.value.json(include_input=False), caplog.text, *capfd.readouterr()]
    assert len(server.requests) == 4
    assert not [words for words in said if CANARY in words]
    assert not [record for record in caplog.records if record.levelno >= logging.INFO]


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("just words", "is like ntfy://topic"),
        ("ntfy://a b", "is like ntfy://topic"),
        ("nosuch://host/x", "does not understand"),
        ("discord://half", "does not understand"),
    ],
)
def test_what_is_no_address_is_refused(url: str, words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        apprise.Options(url=Secret(url))


def test_whom_it_is_for_stands_in_the_address() -> None:
    with pytest.raises(ValidationError, match="stands in its 'url'"):
        apprise.Options(url=Secret("ntfy://topic"), to="me")


def test_without_the_extra_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ValidationError, match=r"pip install 'alertbot\[apprise\]'"):
        apprise.Options(url=Secret("ntfy://topic"))


def test_another_address_is_another_credential() -> None:
    one, other = (apprise.Options(url=Secret(f"ntfy://{it}")) for it in ("a", "b"))
    assert one.credential != other.credential
    assert one.credential == apprise.Options(url=Secret("ntfy://a")).credential
