"""How alerts look: what is set apart, what is struck through, what makes no sound."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import ValidationError

from alertbot.channels import kinds, slack, telegram
from alertbot.model import Message, Secret
from alertbot.preview import Part, shown
from tests.channels import slack_checker
from tests.channels.examples import ALERTS, CONTEXT, POSTING, alert


def parts(kind: str, message: Message) -> list[Part]:
    return list(shown(kind, message).parts)


@pytest.mark.parametrize("kind", ["slack", "telegram"])
def test_only_what_is_gone_is_struck_through(kind: str) -> None:
    for name, example in ALERTS.items():
        seen = parts(kind, kinds()[kind].render(*example))
        struck = ["".join(run.text for run in part.runs if run.struck) for part in seen]
        assert "".join(struck) == (POSTING.title if name == "closed" else ""), name


def test_slacks_title_is_plain_text_and_the_link_names_its_host() -> None:
    first, second, *_ = parts("slack", slack.render(*ALERTS["plain"]))
    assert (first.kind, first.text) == ("header", POSTING.title)
    (link,) = [run for run in second.runs if run.link]
    assert link.text == "Open the posting on careers.contoso.example"
    assert link.link == POSTING.url


def test_a_title_too_long_for_a_header_goes_on_below_it() -> None:
    title = "Engineer of Reliable Queues, Streams and Quiet Nights " * 5
    message = slack.render(alert(replace(POSTING, title=title)), CONTEXT)
    first, second, *_ = parts("slack", message)
    assert first.text.endswith("…")
    assert len(first.text) <= 150
    assert f"{first.text[:-1]} {second.text[1:]}" == title.strip()


@pytest.mark.parametrize(
    "words", ["_remote_ *now* ~cheap~ `code`", "snake_case_ _x", "> quote", ">>> quote"]
)
def test_a_postings_words_are_no_markup(words: str) -> None:
    posting = replace(POSTING, title=words, company=words, hashtags=())
    message = slack.render(alert(posting), CONTEXT)
    seen = parts("slack", message)
    assert not any(run.italic or run.code or run.struck for part in seen for run in part.runs)
    lines = [line for text in slack_checker.texts(message) for line in text.split("\n")]
    assert not any(line.startswith("&gt;") for line in lines)


def test_what_would_call_somebody_calls_nobody_in_a_header_either() -> None:
    message = slack.render(*ALERTS["hostile"])
    header = parts("slack", message)[0].text
    for sign in ("@here", "@everyone", "<!channel>", "<https:"):
        assert sign in header.replace("\u2060", "")
        assert sign not in header


def test_silence_is_telegrams_alone() -> None:
    token = Secret("1:x")
    assert telegram.Options(token=token, to="1", silent=True).silent
    assert not telegram.Options(token=token, to="1").silent
    with pytest.raises(ValidationError, match="mute the channel there"):
        slack.Options(token=token, to="#a", silent=True)
