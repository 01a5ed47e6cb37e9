"""Slack by incoming webhook: what each answer, and each way of not answering, is taken for."""

from __future__ import annotations

import time
from collections.abc import Awaitable, Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from pydantic import ValidationError

from alertbot import channels, config, sources
from alertbot.channels import Sender, slack
from alertbot.errors import ConfigError
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
from alertbot.testing import Fault, SlackHookServer
from tests.channels import wires
from tests.channels.examples import ALERTS

CANARY = "CANARYofTheWebhook"
PATH = f"/services/T0CONTOSO1/B0CANARY001/{CANARY}"
HERE = Address("")
MESSAGE = Message("Sr. Software Engineer at Contoso")
AGE = timedelta(minutes=5)

Answer = TypeVar("Answer")


@pytest.fixture
def server() -> Iterator[SlackHookServer]:
    with SlackHookServer(PATH) as running:
        yield running


def options(webhook: str, seconds: float = 5) -> slack.Options:
    return slack.Options(webhook=Secret(webhook), timeout=timedelta(seconds=seconds))


def run(chosen: slack.Options, work: Callable[[Sender], Awaitable[Answer]]) -> Answer:
    return wires.run(slack.connect, chosen, work)


def sent(chosen: slack.Options, message: Message = MESSAGE) -> object:
    return run(chosen, lambda sender: sender.send(HERE, message, "1"))


@pytest.mark.parametrize("name", ALERTS)
def test_a_webhook_takes_every_alert(name: str, server: SlackHookServer) -> None:
    assert sent(options(server.address), slack.render(*ALERTS[name])) == Delivered("")
    (message,) = server.messages
    assert message.blocks
    assert message.arguments["unfurl_links"] is False
    assert message.arguments["unfurl_media"] is False
    assert "link_names" not in message.arguments
    assert "channel" not in message.arguments


def test_plain_text_goes_without_blocks(server: SlackHookServer) -> None:
    plain = slack.render(*ALERTS["plain"]).plain()
    assert sent(options(server.address), plain) == Delivered("")
    assert server.messages[0].blocks == ()


def word(status: int, said: str) -> Fault:
    return Fault.status(status, body=said.encode())


def rejected(said: str, scope: Scope = Scope.DESTINATION) -> Rejected:
    return Rejected(f"HTTP {said}", scope)


ODD = "and not Slack's answer"
FAULTS = {
    "no service": (word(404, "no_service"), rejected("404, no_service")),
    "404 and no more": (Fault.status(404), rejected("404, no error named")),
    "gone": (Fault.status(410), rejected("410, no error named")),
    "archived": (word(410, "channel_is_archived"), rejected("410, channel_is_archived")),
    "no hooks": (word(403, "no_active_hooks"), rejected("403, no_active_hooks")),
    "token": (word(403, "invalid_token"), rejected("403, invalid_token")),
    "prohibited": (word(403, "action_prohibited"), rejected("403, action_prohibited")),
    "general": (
        word(403, "posting_to_general_channel_denied"),
        rejected("403, posting_to_general_channel_denied"),
    ),
    "user": (word(400, "user_not_found"), rejected("400, user_not_found")),
    "payload": (word(400, "invalid_payload"), rejected("400, invalid_payload", Scope.MESSAGE)),
    "blocks": (word(400, "invalid_blocks\n"), rejected("400, invalid_blocks", Scope.MESSAGE)),
    "a new word": (word(400, "too_blue"), rejected("400, too_blue", Scope.MESSAGE)),
    "too large": (Fault.status(413), rejected("413, no error named", Scope.MESSAGE)),
    "429": (Fault.throttle(7), Throttled(timedelta(seconds=7))),
    "429 and no more": (Fault.status(429), Throttled(timedelta(seconds=30))),
    "rate_limited": (word(400, "rate_limited"), Throttled(timedelta(seconds=30))),
    "rollup": (word(500, "rollup_error"), Unknown("HTTP 500, rollup_error")),
    "500": (Fault.status(500), Unknown("HTTP 500, no error named")),
    "500 after accept": (Fault.error_after_accept(), Unknown("HTTP 500, no error named")),
    "html": (Fault.html(), Unknown(f"HTTP 200, {ODD}")),
    "html 403": (Fault.html(403), Failed(f"HTTP 403, {ODD}")),
    "html 404": (Fault.html(404), Failed(f"HTTP 404, {ODD}")),
    "empty": (Fault.empty(), Unknown(f"HTTP 200, {ODD}")),
    "gzip": (Fault.gzip_bomb(20), Unknown(f"HTTP 200, {ODD}")),
    "redirect": (Fault.redirect("http://127.0.0.1:9/"), Failed(f"HTTP 302, {ODD}")),
    "big": (Fault.big(5), Unknown("an answer of more than 4,194,304 bytes")),
    "409": (Fault.status(409), Failed("HTTP 409, no error named")),
    "quotes the address": (word(400, PATH), rejected("400, no error named", Scope.MESSAGE)),
}


@pytest.mark.parametrize("name", FAULTS)
def test_what_an_answer_means(name: str, server: SlackHookServer) -> None:
    fault, expected = FAULTS[name]
    server.fail(fault)
    assert sent(options(server.address)) == expected
    assert len(server.requests) == 1  # and never a second try


@wires.broken
def test_a_broken_answer_is_unknown_and_in_time(fault: Fault, server: SlackHookServer) -> None:
    server.fail(fault)
    begun = time.monotonic()
    assert isinstance(sent(options(server.address, 0.4)), Unknown)
    assert time.monotonic() - begun < 2
    assert len(server.requests) == 1


def test_nobody_listening_is_certainly_not_sent() -> None:
    assert sent(options(f"http://{wires.nobody()}{PATH}")) == Failed("Connection refused")


def test_the_double_knows_its_own_address(server: SlackHookServer) -> None:
    assert sent(options(f"{server.url}/services/else")) == rejected("404, no_service")
    assert sent(options(server.address), Message(" ")) == rejected("400, no_text", Scope.MESSAGE)


def test_a_webhook_cannot_look_back(server: SlackHookServer) -> None:
    seen = run(options(server.address), lambda sender: sender.look(HERE, "1", AGE))
    assert isinstance(seen, CannotLook)
    assert server.requests == ()


def test_the_address_is_nowhere(
    server: SlackHookServer, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    chosen = options(server.address, 0.3)
    said = [repr(chosen), str(chosen), chosen.credential]

    faults = [fault for fault, _ in FAULTS.values()]
    trouble = wires.said_in_trouble(server, faults, (HERE, MESSAGE), (), caplog)
    said += run(chosen, trouble)
    said += [caplog.text, *capfd.readouterr()]
    assert len(said) > len(FAULTS)
    assert not [words for words in said if CANARY in words or "B0CANARY001" in words]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "needs 'token' and 'to', or 'webhook'"),
        ({"to": "#a"}, "needs 'token' and 'to', or 'webhook'"),
        ({"token": "xoxb-1"}, "needs 'to' beside its 'token'"),
        ({"token": "xoxb-1", "to": "#a", "webhook": "https://h.example/a"}, "not both"),
        ({"webhook": "https://h.example/a", "to": "#a"}, "takes no 'to' beside a webhook"),
        ({"webhook": f"hooks.slack.com/{CANARY}"}, "a webhook is an address"),
        ({"webhook": f"https://h.example/ {CANARY}"}, "a webhook is an address"),
    ],
)
def test_one_way_and_not_both(given: dict[str, str], words: str) -> None:
    with pytest.raises(ValidationError, match=words) as refused:
        slack.Options.model_validate(given)
    assert CANARY not in refused.value.json(include_input=False)


def test_another_webhook_is_another_credential() -> None:
    one, other = options("https://h.example/a"), options("https://h.example/b")
    assert one.credential == options("https://h.example/a").credential
    assert one.credential != other.credential
    token = slack.Options.model_construct(token=Secret("https://h.example/a"), to="#a")
    assert one.credential != token.credential


CHECKED = """\
sources: {contoso: {kind: page, url: "https://careers.contoso.example/jobs"}}
channels: {team: CHANNEL}
searches: {a: {where: sre, to: team}}
"""


def load(folder: Path, channel: str, *, secrets: bool = True) -> config.Loaded:
    path = folder / "a.yaml"
    path.write_text(CHECKED.replace("CHANNEL", channel), encoding="utf-8")
    return config.load(
        path,
        sources={"page": sources.kinds()["page"].Options},
        channels={name: kind.Options for name, kind in channels.kinds().items()},
        floors={},
        env={"HOOK": f"https://hooks.slack.com{PATH}", "TOKEN": "xoxb-1"},
        secrets=secrets,
    )


@pytest.mark.parametrize("secrets", [True, False])
def test_check_says_what_a_webhook_cannot_do(tmp_path: Path, secrets: bool) -> None:
    (said,) = load(tmp_path, '{kind: slack, webhook: "${HOOK}"}', secrets=secrets).warnings
    assert "possibly repeated" in str(said)
    assert ":2:18: warning: channel 'team'" in str(said)
    assert CANARY not in str(said)
    good = load(tmp_path, '{kind: slack, token: "${TOKEN}", to: "#a"}', secrets=secrets)
    assert good.warnings == ()


@pytest.mark.parametrize("secrets", [True, False])
def test_check_names_what_does_not_go_together(tmp_path: Path, secrets: bool) -> None:
    with pytest.raises(ConfigError, match="not both"):
        load(tmp_path, '{kind: slack, webhook: "${HOOK}", token: "${TOKEN}"}', secrets=secrets)
    with pytest.raises(ConfigError, match="needs 'to'"):
        load(tmp_path, '{kind: slack, token: "${TOKEN}"}', secrets=secrets)
