"""A user's template: what it may say, what it cannot leave out, and when it is not used."""

from __future__ import annotations

import json
import logging
import re
import subprocess
import sys
from dataclasses import replace

import pytest

from alertbot.channels import slack, telegram
from alertbot.channels._template import Template
from alertbot.channels._template_words import NAMES
from alertbot.model import OpeningAlert
from tests.channels import slack_checker, telegram_checker
from tests.channels.examples import ALERTS, CONTEXT, POSTING, alert
from tests.channels.templating import DOCUMENTED, KINDS, LIKE_OURS, OPTIONS, template

LINK = POSTING.url.replace("&", "&amp;")


def html(source: str, sample: str = "plain") -> str:
    """What Telegram is sent, without what cannot be seen."""
    return template("telegram", source).message(*ALERTS[sample]).body.replace("\u2060", "")


def blocks(source: str, sample: str = "plain") -> list[tuple[str, str]]:
    """What Slack is sent: the type of each block, and its text."""
    message = template("slack", source).message(*ALERTS[sample])
    types = [block["type"] for block in json.loads(message.body)]
    return list(zip(types, slack_checker.texts(message), strict=True))


# -- what a template may say ------------------------------------------------------------------


def test_lines_gaps_and_marks() -> None:
    source = "<h1>{{ title[:3] }}</h1>\n\n\n<b>a <i>b</i></b> &lt; <s>c</s>\n<small>d</small>\n\n"
    assert html(source) == "<b>Sr.</b>\n\n<b>a </b><b><i>b</i></b> &lt; <s>c</s>\nd".replace(
        "</b><b><i>", "<i>"
    )
    assert blocks(source) == [
        ("header", "Sr."),
        ("section", "*a _b_* &lt; ~c~"),
        ("context", "d"),
    ]


def test_a_line_whose_values_are_all_empty_is_left_out() -> None:
    source = "a\n{{ unsaid }}\n<small>{{ unsaid }}</small>\nb {{ unsaid }}\n{{ unsaid ~ '' }}\nc"
    assert html(source) == "a\nb\nc"
    assert html(source, "no-pay").count("Not checked") == 4


def test_statements_leave_no_gaps() -> None:
    set_it = "{% set tag = hashtags[:1]|join %}\n"
    assert html(set_it + "{% if pay %}\n  {{ tag }}\n{% endif %}\nx") == "azdat\nx"


def test_a_quote_is_folded_away_in_telegram_and_one_in_slack() -> None:
    source = "x\n<blockquote>\n{{ description }}\n</blockquote>\ny"
    pattern = r"x\n<blockquote expandable>Do you[^<]*</blockquote>\ny"
    assert re.fullmatch(pattern, html(source))
    assert [words[:12] for _, words in blocks(source)] == ["x", "&gt; Do you ", "&gt; You wil", "y"]


def test_emphasis_in_slack_stands_about_whole_words() -> None:
    assert blocks("in<b>side</b> <b>Pay: </b>x<i>y</i> <b>z</b>") == [
        ("section", "inside *Pay:* xy *z*")
    ]


def test_a_heading_with_a_link_or_of_great_length_is_bold_in_slack() -> None:
    linked = f"*<{LINK}|{POSTING.title}>*"
    assert blocks('<h1><a href="{{ link }}">{{ title }}</a></h1>')[0] == ("section", linked)
    assert blocks("<h1>{{ title }}</h1>", "long-title")[0][0] == "section"


def test_the_address_alone_is_a_link() -> None:
    assert html("See {{ link }}") == f'See <a href="{LINK}">{LINK}</a>'
    plain = template("telegram", "See {{ link }}").message(*ALERTS["plain"]).text
    assert plain == f"See\n{POSTING.url}"


def test_an_address_of_the_templates_own_may_be_linked() -> None:
    message = template(
        "slack", "<a href='https://wiki.example/how to?a=1&amp;b=2'>{{ title }}</a>"
    ).message(*ALERTS["plain"])
    assert slack_checker.links(message) == [
        ("https://wiki.example/how%20to?a=1&b=2", POSTING.title)
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_text_says_what_the_body_says_and_keeps_the_link(kind: str) -> None:
    message = template(kind, LIKE_OURS).message(*ALERTS["two-searches"])
    words = message.text.replace("\u2060", "").replace("&amp;", "&")
    for part in (POSTING.title, "Contoso · Redmond", "$119,800", "#pubsub", "Not checked: level"):
        assert part in words
    assert words.splitlines().count(POSTING.url) == 1


def test_every_word_is_there_and_documented() -> None:
    rows = dict(
        re.findall(r"^\| `(\w+)` \| (.*?) \|$", DOCUMENTED.read_text("utf-8"), re.MULTILINE)
    )
    assert rows == NAMES
    template("telegram", "x" + "".join(f"{{% if {name} %}}y{{% endif %}}" for name in NAMES))


# -- what it cannot leave out -----------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_owed_is_put_in(kind: str) -> None:
    bare = template(kind, "{{ title }}")
    said = {name: bare.message(*ALERTS[name]).text for name in ("plain", "repeated", "closed")}
    assert said["repeated"].startswith("Possibly repeated: an earlier copy may have arrived\n")
    assert said["closed"].startswith("No longer listed since 15 May 2026\n")
    assert said["plain"] == POSTING.title
    credited = bare.message(*ALERTS["credited"]).text
    assert credited.endswith("via Remote OK\nhttps://remoteok.example/remote-jobs/7")


def test_what_is_owed_is_said_once() -> None:
    source = (
        "{% for one in marks %}{{ one|upper }}{% endfor %}\n{{ news|join }} {{ title }}\n"
        '{% for one in credits %}By <a href="{{ one.link }}">{{ one.service }}</a>{% endfor %}'
    )
    made = template("telegram", source)
    for sample, words in (("repeated", "possibly repeated"), ("closed", "no longer listed")):
        assert made.message(*ALERTS[sample]).text.lower().count(words) == 1
    assert made.message(*ALERTS["credited"]).text.count("Remote OK") == 1


def test_a_service_that_is_named_without_its_link_is_named_again() -> None:
    message = template("telegram", "{{ title }} on Remote OK").message(*ALERTS["credited"])
    links = telegram_checker.read(message.body).links
    assert links == [("https://remoteok.example/remote-jobs/7", "Remote OK")]


def test_a_link_shows_the_host_that_it_leads_to() -> None:
    made = template("telegram", '<a href="{{ link }}">{{ title }}</a>')
    elsewhere = alert(replace(POSTING, url="https://boards.example/1"))
    assert made.message(elsewhere, CONTEXT).text.replace("\u2060", "").endswith("boards.example")
    assert "careers" not in made.message(*ALERTS["plain"]).body.partition(">")[2]


# -- when it is not used ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "sample", [name for name, (it, _) in ALERTS.items() if not isinstance(it, OpeningAlert)]
)
def test_digests_and_the_like_keep_their_form(sample: str) -> None:
    made = template("slack", "{{ title }}")
    assert made.message(*ALERTS[sample]) == slack.render(*ALERTS[sample])


def test_what_is_too_long_is_made_shorter() -> None:
    made = template("telegram", "{{ title }}\n" + "{{ description }}\n" * 6)
    words = alert(replace(POSTING, description="constitution " * 500))
    body = made.message(words, CONTEXT).body
    assert body.count("constitution…") == 6
    assert telegram_checker.units(body) in range(1_500, 4_097)


def failing(caplog: pytest.LogCaptureFixture, source: str, title: str) -> None:
    made = template("telegram", source)
    said = alert(replace(POSTING, title=title))
    assert not caplog.records
    for _ in range(3):
        assert made.message(said, CONTEXT) == telegram.render(said, CONTEXT)
    (record,) = caplog.records
    assert (record.levelno, record.getMessage()) == (logging.WARNING, "template not used")


def test_an_alert_that_it_fails_on_is_sent_in_our_own_form_and_the_log_says_so_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    failing(caplog, "x\n{{ pay[4] if 'odd' in title else title }}", "An odd one")
    assert caplog.records[0].__dict__["reason"].startswith("alert.j2, line 2: ")


def test_an_alert_that_says_nothing_or_too_much_is_sent_in_our_own_form(
    caplog: pytest.LogCaptureFixture,
) -> None:
    failing(caplog, "{{ title if title != 'Odd' else '' }}", "Odd")
    caplog.clear()
    much = "{% if title == 'Odd' %}" + "very " * 1_000 + "{% endif %}{{ title }}"
    failing(caplog, much, "Odd")


# -- what is wrong with one -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("{{ title }}\n{{ titel }}", "line 2: unknown word 'titel', did you mean 'title'?"),
        ("a\n\n{{ title|uper }}", "line 3: unknown filter 'uper', did you mean 'upper'?"),
        (
            "{% for it in reasons %}\n{{ it.serch }}\n{% endfor %}",
            "line 2: unknown word '.serch'",
        ),
        ("{% if title is defind %}x{% endif %}", "line 1: unknown test 'defind', did you mean"),
        ("x\n{% if title %}\ny", "line 3: Unexpected end of template."),
        ("x\n{{ title", "line 2: "),
        ("x\n{{ title }", "line 2: unexpected '}'"),
        ("{% macro a() %}{% endmacro %}", "line 1: 'macro' is not there"),
        ("x\n<strong>{{ title }}</strong>", "line 2: unknown tag '<strong>'; there is <a>, <b>"),
        ("x\n<h2>{{ title }}</h2>", "line 2: unknown tag '<h2>', did you mean '<h1>'?"),
        ("pay < 10", "line 1: a < that begins no tag"),
        ("\n<a href='ftp://x.example/'>y</a>", "line 2: a link leads to an address with https://"),
        ("<a>{{ title }}</a>", "<a> is not understood (the sample 'plain')"),
        ("<b>{{ title }}", "<b> is not closed (the sample 'plain')"),
        ("<b><i>{{ title }}</b></i>", "</b> closes nothing, but <i> is open"),
        ("<small><h1>{{ title }}</h1></small>", "<h1> stands inside <small>"),
        ("x\n{{ pay[0] }}", "line 2: "),
        ("{{ pay|first }}", "No first item, sequence was empty. (the sample 'no-pay')"),
        ("{{ pay }}", "line 1: a list is put out with |join or a loop (the sample 'plain')"),
        ("{{ unsaid }}", "it says nothing at all (the sample 'plain')"),
        ("", "it says nothing at all"),
        ("{{ title + company }}", "line 1: a template does not calculate; texts are joined with ~"),
        ("very long " * 500, "it is too long, even at its shortest (the sample 'plain')"),
    ],
)
def test_a_mistake_is_told_with_its_line_or_its_sample(source: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)) as caught:
        template("telegram", source)
    assert str(caught.value).startswith("alert.j2")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 330


@pytest.mark.slow
def test_no_part_of_jinja_is_loaded_where_no_template_is() -> None:
    code = (
        "import sys; from alertbot import channels\n"
        "kinds = channels.kinds(); kinds['console'].Options()\n"
        "print('jinja2' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_a_template_is_an_option_of_the_kinds_that_have_a_form() -> None:
    assert all("template" in model.model_fields for model in OPTIONS.values())
    assert isinstance(template("slack", "x"), Template)
