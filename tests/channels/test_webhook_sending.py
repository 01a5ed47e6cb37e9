"""A webhook: how it is signed, and what each answer is taken for."""

from __future__ import annotations

import asyncio
import base64
import json
import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest
from pydantic import ValidationError

from alertbot.channels import Sender, _webhook, _webhook_event, webhook
from alertbot.model import (
    Address,
    CannotLook,
    Delivered,
    Failed,
    Message,
    Rejected,
    Scope,
    Secret,
    Throttled,
    Unknown,
)
from alertbot.testing import EventServer, Fault
from tests.channels import wires
from tests.channels.examples import ALERTS
from tests.channels.test_webhook_events import simple
from tests.config.json_schema import fits

CANARY = "CANARYofTheHook"
NEW = "whsec_" + base64.b64encode(b"canary-new-" * 3).decode()
OLD = "whsec_" + base64.b64encode(b"canary-old-" * 3).decode()
HERE = Address("")
MESSAGE = webhook.render(*ALERTS["plain"])
SCHEMA = simple(_webhook_event.schema())

Answer = TypeVar("Answer")


@pytest.fixture
def server() -> Iterator[EventServer]:
    with EventServer(NEW) as running:
        yield running


def options(url: str, seconds: float = 5, **more: Any) -> webhook.Options:
    given = {"url": f"{url}/in?code={CANARY}", "secret": NEW, "timeout": timedelta(seconds=seconds)}
    return webhook.Options.model_validate({**given, **more})


def run(chosen: webhook.Options, work: Callable[[Sender], Awaitable[Answer]]) -> Answer:
    return wires.run(webhook.connect, chosen, work)


def sent(chosen: webhook.Options, message: Message = MESSAGE, key: str = "db-7") -> object:
    return run(chosen, lambda sender: sender.send(HERE, message, key))


@pytest.mark.parametrize("name", ALERTS)
def test_a_receiver_takes_every_alert(name: str, server: EventServer) -> None:
    message = webhook.render(*ALERTS[name])
    assert sent(options(server.url), message) == Delivered("db-7")
    (event,) = server.events
    assert fits(event, SCHEMA, SCHEMA)
    assert event["data"]["text"] == message.text


def test_what_was_refused_goes_as_text_alone(server: EventServer) -> None:
    assert sent(options(server.url), MESSAGE.plain()) == Delivered("db-7")
    (event,) = server.events
    assert fits(event, SCHEMA, SCHEMA)
    assert event["type"] == "alertbot.text"
    assert event["data"] == {"text": MESSAGE.text}


def test_the_headers_are_those_of_both_specifications(server: EventServer) -> None:
    chosen = options(server.url, headers={"aeg-sas-key": CANARY})
    sent(chosen)
    (asked,) = server.requests
    assert asked.method == "POST"
    assert asked.query == f"code={CANARY}"
    assert asked.header("content-type") == "application/cloudevents+json; charset=utf-8"
    assert asked.header("webhook-id") == json.loads(asked.body)["id"] == "db-7"
    assert abs(int(asked.header("webhook-timestamp")) - time.time()) < 60
    assert asked.header("aeg-sas-key") == CANARY


def test_the_signature_is_that_of_the_specification() -> None:
    key = base64.b64decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    found = _webhook.signature(
        [key], "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
    )
    assert found == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(("secret", "old"), [(NEW, OLD), (OLD, NEW)])
def test_a_receiver_may_have_either_secret(secret: str, old: str, server: EventServer) -> None:
    assert sent(options(server.url, secret=secret, old_secret=old)) == Delivered("db-7")
    refused = sent(options(server.url, secret=OLD))
    assert refused == Rejected("HTTP 401", Scope.CREDENTIAL)


def test_a_body_that_was_changed_on_the_way_is_not_taken(server: EventServer) -> None:
    async def twice(sender: Sender) -> list[object]:
        return [await sender.send(HERE, MESSAGE, key) for key in ("1", "2")]

    run(options(server.url), twice)
    first, second = server.requests
    assert first.header("webhook-signature") != second.header("webhook-signature")


def test_a_repeat_has_the_same_id(server: EventServer) -> None:
    async def twice(sender: Sender) -> list[object]:
        server.fail(Fault.drop_after_accept())
        first = await sender.send(HERE, MESSAGE, "db-7")
        return [type(first), await sender.send(HERE, MESSAGE, "db-7")]

    assert run(options(server.url), twice) == [Unknown, Delivered("db-7")]
    assert len(server.requests) == 2
    assert len(server.events) == 1  # the receiver has dropped the repeat


def after(status: int, wait: str = "9") -> Fault:
    return Fault.status(status, {"Retry-After": wait})


FAULTS = {
    "429": (Fault.throttle(7), Throttled(timedelta(seconds=7))),
    "429 and no more": (Fault.status(429), Throttled(timedelta(seconds=30))),
    "429 for a week": (after(429, "600000"), Throttled(timedelta(hours=24))),
    "429 until long ago": (
        after(429, "Fri, 15 May 2020 09:30:00 GMT"),
        Throttled(timedelta(seconds=30)),
    ),
    "429 and nonsense": (after(429, "soon"), Throttled(timedelta(seconds=30))),
    "429 in a year that is none": (
        after(429, "Thu, 01 Jan 99999999999999 00:00:00 GMT"),
        Throttled(timedelta(seconds=30)),
    ),
    "408": (Fault.status(408), Failed("HTTP 408")),
    "425": (Fault.status(425), Failed("HTTP 425")),
    "408 and when": (after(408), Throttled(timedelta(seconds=9))),
    "425 and when": (after(425), Throttled(timedelta(seconds=9))),
    "503 and when": (after(503), Throttled(timedelta(seconds=9))),
    "500": (Fault.status(500), Unknown("HTTP 500")),
    "502": (Fault.html(502), Unknown("HTTP 502")),
    "500 after accept": (Fault.error_after_accept(), Unknown("HTTP 500")),
    "400": (Fault.status(400), Rejected("HTTP 400", Scope.MESSAGE)),
    "413": (Fault.status(413), Rejected("HTTP 413", Scope.MESSAGE)),
    "415": (Fault.status(415), Rejected("HTTP 415", Scope.MESSAGE)),
    "422": (Fault.status(422), Rejected("HTTP 422", Scope.MESSAGE)),
    "401": (Fault.status(401), Rejected("HTTP 401", Scope.CREDENTIAL)),
    "403": (Fault.status(403), Rejected("HTTP 403", Scope.CREDENTIAL)),
    "404": (Fault.status(404), Rejected("HTTP 404", Scope.DESTINATION)),
    "405": (Fault.status(405), Rejected("HTTP 405", Scope.DESTINATION)),
    "410": (Fault.status(410), Rejected("HTTP 410", Scope.DESTINATION)),
    "409": (Fault.status(409), Failed("HTTP 409")),
    "redirect": (
        Fault.redirect("http://127.0.0.1:9/"),
        Failed("HTTP 302, a redirect, which is not followed"),
    ),
    "307": (
        Fault.redirect("/else", 307),
        Failed("HTTP 307, a redirect, which is not followed"),
    ),
    "quotes the secret": (
        Fault.status(400, body=CANARY.encode()),
        Rejected("HTTP 400", Scope.MESSAGE),
    ),
    "202": (Fault.status(202), Delivered("db-7")),
    "html": (Fault.html(), Delivered("db-7")),
    "big": (Fault.big(5), Unknown("an answer of more than 4,194,304 bytes")),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_an_answer_means(name: str, server: EventServer) -> None:
    fault, expected = FAULTS[name]
    server.fail(fault)
    assert sent(options(server.url)) == expected
    assert len(server.requests) == 1  # and never a second try


def test_a_date_is_understood_as_when_to_come_again(server: EventServer) -> None:
    now = datetime(2026, 5, 16, 9, 30, tzinfo=UTC)
    server.fail(after(503, "Sat, 16 May 2026 09:31:30 GMT"))

    async def main() -> object:
        made = _webhook.sender(server.url, [b"k" * 24], {}, timedelta(seconds=5), lambda: now)
        async with made as sender:
            return await sender.send(HERE, MESSAGE, "1")

    assert asyncio.run(main()) == Throttled(timedelta(seconds=90))


@wires.broken
def test_a_broken_answer_is_unknown_and_in_time(fault: Fault, server: EventServer) -> None:
    server.fail(fault)
    begun = time.monotonic()
    assert isinstance(sent(options(server.url, 0.4)), Unknown)
    assert time.monotonic() - begun < 2
    assert len(server.requests) == 1


def test_nobody_listening_is_certainly_not_sent() -> None:
    assert sent(options(f"http://{wires.nobody()}")) == Failed("Connection refused")


def test_a_webhook_cannot_look_back(server: EventServer) -> None:
    seen = run(options(server.url), lambda sender: sender.look(HERE, "1", timedelta(minutes=1)))
    assert isinstance(seen, CannotLook)
    assert server.requests == ()


def test_the_secrets_are_nowhere(
    server: EventServer, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    chosen = options(server.url, 0.3, old_secret=OLD, headers={"x-key": CANARY})
    said = [repr(chosen), str(chosen), chosen.credential]

    faults = [fault for fault, _ in FAULTS.values()]
    trouble = wires.said_in_trouble(server, faults, (HERE, MESSAGE), (), caplog)
    said += run(chosen, trouble)
    said += [caplog.text, *capfd.readouterr()]
    assert len(said) > len(FAULTS)
    keys = [CANARY, NEW, OLD, NEW[6:], "canary-new"]
    assert not [words for words in said if any(key in words for key in keys)]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"url": "ftp://h.example/"}, "an address starts with https://"),
        ({"url": f"https://{CANARY}@h.example/"}, "an address starts with https://"),
        ({"url": f"https://h.example/#{CANARY}"}, "has no #"),
        ({"url": f"https://h.example/{CANARY} "}, "an address starts with"),
        ({"secret": CANARY * 3}, "whsec_ and 24 to 64 bytes"),
        ({"secret": f"whsec_{CANARY}"}, "whsec_ and 24 to 64 bytes"),
        ({"secret": "whsec_" + base64.b64encode(b"short").decode()}, "24 to 64 bytes"),
        ({"old_secret": f"whsec_{CANARY}"}, "whsec_ and 24 to 64 bytes"),
        ({"headers": {"Webhook-Id": CANARY}}, "alertbot's own to set"),
        ({"headers": {"content-type": CANARY}}, "alertbot's own to set"),
        ({"headers": {"a b": CANARY}}, "letters, digits and -"),
        ({"headers": {"a": f"{CANARY}\r\nb: c"}}, "plain characters on one line"),
        ({"to": "#a"}, "a webhook has no chats"),
    ],
)
def test_what_is_no_webhook_is_refused_unseen(given: dict[str, object], words: str) -> None:
    with pytest.raises(ValidationError, match=words) as refused:
        webhook.Options.model_validate({"url": "https://h.example", "secret": NEW, **given})
    assert CANARY not in refused.value.json(include_input=False)


def test_each_of_its_secrets_makes_another_credential() -> None:
    made = [
        options("https://h.example"),
        options("https://g.example"),
        options("https://h.example", old_secret=OLD),
        options("https://h.example", headers={"x-key": "1"}),
        options("https://h.example", headers={"x-key": "2"}),
    ]
    assert len({one.credential for one in made}) == len(made)
    assert made[0].credential == options("https://h.example").credential
    assert webhook.Options(url=Secret("https://h.example"), secret=Secret(NEW)).headers == {}
