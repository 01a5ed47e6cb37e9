"""Whatever a posting says and a template does with it, nothing is live, and every limit holds."""

from __future__ import annotations

import json
import re
import time
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import given, settings

from alertbot.channels import telegram
from alertbot.channels._template import Template
from alertbot.model import Alert, Context, Message, OpeningAlert
from tests.channels import slack_checker, telegram_checker
from tests.channels.anything import ANY_ALERT, ANY_CONTEXT
from tests.channels.examples import ALERTS, CONTEXT, POSTING, alert
from tests.channels.templating import ALL, KINDS, template

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
OPENINGS = [name for name, (one, _) in ALERTS.items() if isinstance(one, OpeningAlert)]


@cache
def made(kind: str, name: str) -> Template:
    return template(kind, ALL[name])


def faults(kind: str, message: Message) -> list[str]:
    """Everything that is wrong with a message of that kind."""
    match kind:
        case "slack":
            return slack_checker.faults(message)
        case "telegram":
            return telegram_checker.faults(message)
        case "console":
            return _CONTROL.findall(message.text)
        case _:
            found = json.loads(message.body)
            flat = [found["title"], *found["text"], *found["markdown"], *found["html"]]
            tags = {tag for words in found["html"] for tag in re.findall("<(/?[a-z0-9]+)", words)}
            live = [one for words in flat for one in re.findall(r"@(?=[^\s*<])(?!\u2060)", words)]
            return [*live, *(tags - {"a", "/a", "b", "/b", "br"})]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("sample", OPENINGS)
def test_each_sample_is_whole_and_still(kind: str, name: str, sample: str) -> None:
    message = made(kind, name).message(*ALERTS[sample])
    assert faults(kind, message) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
@given(ANY_ALERT, ANY_CONTEXT)
@settings(max_examples=15, deadline=None)
def test_any_alert_is_whole_and_still(kind: str, said: Alert, context: Context) -> None:
    for name in ALL:
        assert faults(kind, made(kind, name).message(said, context)) == []


@pytest.mark.parametrize(
    "posting",
    [
        replace(POSTING, title="@" * 100_000),
        replace(POSTING, title="&<>" * 100_000, company="</b>" * 99, description="<b>" * 10_000),
        replace(POSTING, title="😀" * 100_000, description="😀" * 10_000),
        replace(POSTING, hashtags=tuple(f"tag{number}" for number in range(10_000))),
        replace(POSTING, url="https://jobs.example/?" + "&" * 1_900),
    ],
    ids=["signs", "markup", "emoji", "tags", "url"],
)
@pytest.mark.parametrize("kind", KINDS)
def test_a_monstrous_posting_fits(kind: str, posting: object) -> None:
    monstrous = posting if isinstance(posting, type(POSTING)) else POSTING
    for name in ALL:
        assert faults(kind, made(kind, name).message(alert(monstrous), CONTEXT)) == []


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "tg://user?id=1", "https://a@evil.example/", "//evil.example/"]
)
def test_an_address_that_is_not_safe_is_not_linked(url: str) -> None:
    source = '<a href="{{ link }}">{{ title }}</a>'
    said = alert(replace(POSTING, url=url))
    slack = template("slack", source).message(said, CONTEXT)
    html = template("telegram", source).message(said, CONTEXT)
    assert slack_checker.links(slack) == []
    assert telegram_checker.read(html.body).links == []
    assert POSTING.title in slack.text
    assert POSTING.title in html.text


@pytest.mark.parametrize("word", ["description", "title", "company"])
def test_a_posting_cannot_say_where_a_link_leads(
    word: str, caplog: pytest.LogCaptureFixture
) -> None:
    """Found out when the configuration loads; and if it is not, the alert has our own form."""
    with pytest.raises(ValueError, match="a link leads to"):
        template("telegram", f'<a href="{{{{ {word} }}}}">x</a>')
    where = f'{{% if "nowhere" in {word} %}}{{{{ {word} }}}}{{% endif %}}'
    url = "https://nowhere.example/"
    said = alert(replace(POSTING, title=url, company=url, description=url))
    message = template("telegram", f'{{{{ title }}}} <a href="{where}">x</a>').message(
        said, CONTEXT
    )
    assert message == telegram.render(said, CONTEXT)
    assert "a link leads to" in caplog.records[0].__dict__["reason"]


def test_markup_of_a_posting_is_words() -> None:
    title = "<b>Engineer</b> </h1><a href='https://evil.example/'>x</a> &lt;i&gt;"
    message = template("telegram", "<i>{{ title }}</i>").message(
        alert(replace(POSTING, title=title)), CONTEXT
    )
    seen = telegram_checker.read(message.body)
    assert seen.text.replace("\u2060", "") == title
    assert (seen.links, seen.entities) == ([], 1)


SOURCES_THAT_ARE_REFUSED = [
    ("{{ title|safe }}", "unknown filter 'safe'"),
    ("{% autoescape false %}{{ title }}{% endautoescape %}", "is not there"),
    ("{% include '/etc/passwd' %}", "takes in no other"),
    ("{% import 'a' as b %}{{ title }}", "takes in no other"),
    ("{% from 'a' import b %}{{ title }}", "takes in no other"),
    ("{% extends 'a' %}", "takes in no other"),
    ("{{ ''.__class__ }}", "unknown word '.__class__'"),
    ("{{ ''['__class__'] }}", "unsafe"),
    ("{{ title['format'](title) }}", "nothing is called"),
    ("{{ '{0.__class__}'.format(title) }}", "nothing is called"),
    ("{{ title|attr('__class__') }}", "unknown filter 'attr'"),
    ("{{ [title]|map(attribute='__class__')|join }}", "unsafe"),
    ("{{ [title]|map('attr', '__class__')|join }}", "No filter named 'attr'"),
    ("{{ reasons|map(attribute='__init__.__globals__')|join }}", "unsafe"),
    ("{{ self }}", "unknown word 'self'"),
    ("{{ cycler }}", "unknown word 'cycler'"),
    ("{{ lipsum() }}", "nothing is called"),
    ("{{ _budget.spend }}", "unknown word '.spend'"),
    ("{{ _budget }}", "unknown word '_budget'"),
    ("{% set _budget = title %}x", "unknown word '_budget'"),
    ("{% for i in range(10**9) %}x{% endfor %}", "nothing is called"),
    ("{% for i in range(1000000000) %}x{% endfor %}", "nothing is called"),
    ("{{ 'a' * 1000000000 }}", "calculate"),
    ("{{ '%1000000000d' % 1 }}", "calculate"),
    ("{{ 9 ** 9 ** 9 }}", "calculate"),
    ("{{ " + "9" * 5_000 + " }}", "cannot be read"),
    ("{{ 'a'.ljust(1000000000) }}", "nothing is called"),
    ("{{ 'a'|center(1000000000) }}", "unknown filter 'center'"),
    ("{{ title|_held }}", "unknown filter '_held'"),
    ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "is not there"),
    ("{% block a %}{{ title }}{% endblock %}", "is not there"),
    ("{% set x %}{{ title }}{% endset %}{{ x }}", "is not there"),
    ("{% for x in hashtags recursive %}{{ loop(hashtags) }}{% endfor %}", "recursive"),
    ("{% for x in hashtags recursive %}x{% endfor %}", "recursive"),
    ("{% set title = 'x' %}{{ title }}", "is a word of the alert"),
    ("{{ " + "(" * 5_000 + "title" + ")" * 5_000 + " }}", "nested"),
    ("{% if title %}" * 150 + "x" + "{% endif %}" * 150, "nested"),
    ("{{ [pay, pay] }}", "a list is put out"),
    ("{% set x = [pay, pay] %}x", "list of lists"),
]


@pytest.mark.parametrize(("source", "why"), SOURCES_THAT_ARE_REFUSED)
def test_what_reaches_beyond_the_alert_is_refused(source: str, why: str) -> None:
    with pytest.raises(ValueError, match=re.escape(why)) as caught:
        template("telegram", source)
    assert str(caught.value).startswith("alert.j2")


HEAVY = "{% if description|upper|lower %}{% endif %}"
NESTED = "{% for a in title %}" * 9
END = "{% endfor %}" * 9
DOUBLING = "{% set x = title ~ title %}" + "{% set x = x ~ x %}" * 60 + "{{ x }}"


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (DOUBLING, "more than 4,000 characters"),
        (DOUBLING.replace("x ~ x", "[x, x]|join"), "more than 4,000 characters"),
        ("{{ (title ~ (title ~ title))|replace('', title) }}", "more than 4,000 characters"),
        ("{% if [description, description]|join(description * 1) %}{% endif %}", "calculate"),
        (f"{NESTED}x{END}", "20,000 steps"),
        ("{% for a in places if a in title|list %}{{ a }}{% endfor %}" * 99, "20,000 steps"),
        (f"{{% for a in title %}}{HEAVY * 300}{{% endfor %}}x", "20,000 steps"),
        ("{% for a in hashtags %}{{ description }}{% endfor %}" * 99, "far too long"),
    ],
    ids=["join", "lists", "replace", "times", "loops", "letters", "heavy", "output"],
)
def test_what_would_take_long_or_grow_ends_soon(source: str, why: str) -> None:
    started = time.process_time()
    with pytest.raises(ValueError, match=re.escape(why)):
        template("telegram", source)
    assert time.process_time() - started < 5
