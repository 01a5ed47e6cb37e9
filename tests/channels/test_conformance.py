"""What every kind of channel owes, whichever it is."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from alertbot import channels
from alertbot.channels import ChannelOptions
from alertbot.model import (
    Alert,
    Context,
    Digest,
    Message,
    Occasion,
    OpeningAlert,
    Secret,
    Section,
    Summary,
)
from tests.channels.examples import ALERTS, CONTEXT, POSTING, alert, opening

KINDS = sorted(channels.kinds())
_GIVEN: dict[str, dict[str, object]] = {
    "apprise": {"url": Secret("ntfy://CANARY")},
    "console": {},
    "slack": {"token": Secret("1:CANARY"), "to": "#job-alerts"},
    "telegram": {"token": Secret("1:CANARY"), "to": "1"},
    "webhook": {
        "url": Secret("https://hooks.example/CANARY"),
        "secret": Secret("whsec_Q0FOQVJZQ0FOQVJZQ0FOQVJZQ0FOQVJZ"),
    },
}


def _options(kind: str) -> ChannelOptions:
    given = _GIVEN.get(kind, {"to": "x", "token": Secret("1:CANARY")})
    return channels.kinds()[kind].Options.model_validate(given)


def _words(message: Message) -> str:
    """Both forms, as far as they can be read alike."""
    return (message.text + message.body).replace("\u2060", "")


def test_the_folder_is_the_registry() -> None:
    assert set(_GIVEN) <= set(KINDS)
    assert not [kind for kind in KINDS if kind.startswith("_")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_has_a_pace_and_options_that_keep_the_secret(kind: str) -> None:
    chosen = _options(kind)
    assert timedelta(0) <= chosen.pace
    assert chosen.rate is None or chosen.rate > 0
    assert "CANARY" not in repr(chosen) + chosen.credential + "".join(chosen.cautions)
    secrets = [value for _, value in chosen if isinstance(value, Secret)]
    assert bool(chosen.credential) is bool(secrets)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ALERTS)
def test_rendering_is_pure(kind: str, name: str) -> None:
    render = channels.kinds()[kind].render
    assert render(*ALERTS[name]) == render(*ALERTS[name])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["text", "body"])
def test_an_alert_says_everything(kind: str, form: str) -> None:
    message = channels.kinds()[kind].render(*ALERTS["two-searches"])
    words = getattr(message, form).replace("\u2060", "") or message.text
    for part in (
        "Sr. Software Engineer - Distributed Systems",
        "Contoso",
        "Redmond, Washington",
        "$119,800 – $234,700 a year",
        "Hybrid",
        "posted 3 days ago",
        "#pubsub",
        "distributed-systems",
        "anything-cloud",
        "Not checked: level not stated",
        "contoso",
        "https://careers.contoso.example/jobs/200012345",
    ):
        assert part in words


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("context", "mark"),
    [
        (replace(CONTEXT, repeated=True), "Possibly repeated"),
        (replace(CONTEXT, late=timedelta(days=2, hours=5)), "Delayed by 2 days"),
    ],
)
@pytest.mark.parametrize("name", ["plain", "summary", "notice"])
def test_marks_are_said_in_words(kind: str, context: Context, mark: str, name: str) -> None:
    message = channels.kinds()[kind].render(ALERTS[name][0], context)
    assert mark in message.text
    assert not message.body or mark in message.body


@pytest.mark.parametrize("kind", KINDS)
def test_pay_that_is_not_stated_is_said(kind: str) -> None:
    message = channels.kinds()[kind].render(*ALERTS["no-pay"])
    assert "Pay not stated" in message.text
    assert "Not checked: where remote is open to not stated" in message.text


@pytest.mark.parametrize("kind", KINDS)
def test_services_that_ask_to_be_named_are_named_with_a_link(kind: str) -> None:
    for name, link in (
        ("credited", "https://remoteok.example/remote-jobs/7"),
        ("credited-beside-another", "https://remoteok.example/7"),
    ):
        message = channels.kinds()[kind].render(*ALERTS[name])
        for said in filter(None, (message.text, message.body)):
            assert "via" in said
            assert "Remote OK" in said
            assert link in said.replace("\\/", "/")


@pytest.mark.parametrize("kind", KINDS)
def test_pay_that_was_not_understood_or_is_odd_is_shown_as_it_stands(kind: str) -> None:
    render = channels.kinds()[kind].render
    assert "Pay: “Pay per task”" in render(*ALERTS["credited"]).text
    assert "$75 – $95 a year" in render(*ALERTS["odd-pay"]).text
    assert "implausible" in render(*ALERTS["odd-pay"]).text


@pytest.mark.parametrize("kind", KINDS)
def test_a_summary_says_none_too_and_names_no_unread_source(kind: str) -> None:
    words = _words(channels.kinds()[kind].render(*ALERTS["summary"]))
    for part in ("2 match now", "1 matches now", "none match now", "1 source not read yet"):
        assert part in words


@pytest.mark.parametrize("kind", KINDS)
def test_long_texts_end_with_a_whole_word(kind: str) -> None:
    long = alert(replace(POSTING, title="constitution " * 90))
    words = _words(channels.kinds()[kind].render(long, CONTEXT))
    assert "constitution…" in words
    assert "constitution " * 24 not in words


@pytest.mark.parametrize("kind", KINDS)
def test_many_places_are_counted(kind: str) -> None:
    words = _words(channels.kinds()[kind].render(*ALERTS["thirty-places"]))
    assert "Berlin, Munich, Hamburg, Cologne and 26 more (Germany)" in words


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", ["text", "body"])
@pytest.mark.parametrize(
    ("name", "said", "unsaid"),
    [
        ("pay-raised", "Pay raised from $100,000 – $180,000 a year to $119,800", "changed"),
        ("changed", "Title changed from “Software Engineer", "raised"),
        ("reposted", "Reposted, first listed 3 May 2026", "posted 3 days ago"),
        ("reposted-before", "reposted 2 hours ago · first listed 3 May 2026", "Reposted"),
        ("reopened", "Open again", "listed"),
        ("closed", "No longer listed since 15 May 2026", "Open again"),
        ("closed", "No longer listed", "open until"),
        ("two-openings", "2 openings", "3 openings"),
        ("gone-elsewhere", "contoso", "northwind"),
        ("plain", "Contoso", "openings"),
    ],
)
def test_what_became_of_an_opening_is_said(
    kind: str, form: str, name: str, said: str, unsaid: str
) -> None:
    message = channels.kinds()[kind].render(*ALERTS[name])
    words = getattr(message, form).replace("\u2060", "") or message.text
    assert said in words
    assert unsaid not in words


@pytest.mark.parametrize("kind", KINDS)
def test_pay_was_raised_even_where_it_is_not_known_from_what(kind: str) -> None:
    raised = alert(POSTING, occasion=Occasion.PAY_RAISED)
    assert "Pay raised\n" in channels.kinds()[kind].render(raised, CONTEXT).text


@pytest.mark.parametrize("kind", KINDS)
def test_a_summary_says_how_many_openings_a_line_stands_for(kind: str) -> None:
    twice = opening(POSTING, replace(POSTING, external_id="200012346"))
    summary = Summary((Section("all", 2, (twice,)),))
    assert "2 openings" in channels.kinds()[kind].render(summary, CONTEXT).text


def test_bodies_are_what_they_say() -> None:
    for name, (said, context) in ALERTS.items():
        assert isinstance(json.loads(channels.kinds()["slack"].render(said, context).body), list)
        assert isinstance(said, Alert), name
        assert isinstance(said, OpeningAlert | Digest | Summary) or said.text


def test_who_uses_neither_service_does_not_load_their_libraries() -> None:
    script = (
        "import sys; from alertbot import channels; channels.kinds();"
        "libraries = ('slack_sdk', 'telegram', 'httpx', 'apprise');"
        "print([name for name in libraries if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_what_the_page_quotes_is_what_is_said() -> None:
    page = (Path(__file__).parents[2] / "docs" / "alerts.md").read_text(encoding="utf-8")
    quoted = re.findall(r'\| "([^"]+)" \||(?<!\w)\*([^*]+)\*', page)
    render = channels.kinds()["console"].render
    said = "\n".join(render(*example).text for example in ALERTS.values())
    assert len(quoted) > 6
    assert [it for one in quoted for it in one if " ".join(it.split()) not in said] == []
