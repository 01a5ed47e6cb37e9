"""JSON-LD that is broken worse than a template does by accident, and where it is found at all."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.errors import ParseError
from alertbot.sources import _lenient
from tests.sources.pages import read, script

OPENING = '{"@type": "JobPosting", "title": "Engi neer"'


@pytest.mark.parametrize(
    "block",
    [
        OPENING + ", // a word\n}  // the end",
        OPENING + ', /* a "word" */ "x": 1, <!-- another --> "y": 2}',
        "{'@type': 'JobPosting', 'd': 'it's ours', 'title': 'Engi neer'}",
        '{@type: "JobPosting", title: "Engi neer",}',
        '{"@type": "Organization", "name": "x"}\n' + OPENING + "}",
        '{"@type": "Organization", "name": "x"},' + OPENING + "},",
        OPENING + "} and then some } words ]",
        f"var data = {OPENING}}};",
        '{"@type": "JobPosting", "d": "the "best, "and" first" of it", "title": "Engi neer"}',
        '{"@type": "JobPosting", "d": "<a href="/x">a</a>, "yes"", "title": "Engi neer"}',
        '{"@type": "JobPosting", "d": "\\x41 \\d \\u12 \\\' ", "title": "Engi neer"}',
        OPENING + ', "x": "12" "y": 5 "z": [1 2 "a" "b"]}',
        OPENING + ', "x": undefined, "y": NaN, "z": .5, "w": +3}',
        OPENING + ', "x": , "y": }',
        OPENING,
        OPENING + ', "description": "it breaks off in the mid',
        OPENING + ', "hiringOrganization": {"name": "Contoso", "numberOfEmployees": 12',
        f'{{"@graph": [{OPENING}, "x": {{"y": 1}}',
        f"[{OPENING} {{}}]",
        OPENING.replace('"', "&amp;quot;") + "}",
        OPENING.replace('"', "&#34;") + "}",
        OPENING.replace('"', '\\"') + "}",
        json.dumps(OPENING + "}"),
        "%7B%22@type%22:%22JobPosting%22,%22title%22:%22Engi%20neer%22%7D",
        f"<!--//--><![CDATA[//><!--\n{OPENING}}}\n//--><!]]>",
        '{"@type" = "JobPosting", "title" => "Engi neer"}',
        '{"@type":: "JobPosting",, "title": "Engi neer"}',
        '{"@type": "JobPosting"; "title": "Engi neer"}',
        '{"@type": "JobPosting", "title": "Engi neer,\n "url": "/1"}',
        '{"@type": "JobPosting", "title": "Engi neer, "url": "/1"}',
        '{"@type": "JobPosting", "title": Engi neer", "url": "/1"}',
        '{"@type": "JobPosting", "title: "Engi neer", "url": "/1"}',
        '{"@type": "JobPosting", title": "Engi neer", "url": "/1"}',
        '{"@type": "JobPosting", "x": {"name": "Contoso}, "title": "Engi neer"}',
        '{"@type": "JobPosting", "title": "Engi neer}',
        OPENING.replace('"', "“") + "}",
        OPENING.replace('"', "&#8221;") + "}",
        '{“@type”: “JobPosting”, "d": "a “b” c", “title”: “Engi neer”}',
        '{<br />\n"@type": "JobPosting",</p>\n<p>"title": "Engi neer"<br />\n}',
        '{&nbsp;"@type": "JobPosting",&nbsp;&nbsp;"title": "Engi neer"}',
        '{"@type": "JobPosting", "datePosted": {{ job.date }}, "title": "Engi neer"}',
    ],
)
def test_what_is_whole_is_read(block: str) -> None:
    (found,) = read(script(block))
    assert found.title == "Engi neer"


def test_what_breaks_off_is_left_out() -> None:
    (found,) = read(script(OPENING + ', "datePosted": "2026-06-03", "url": "/jobs/7'))
    assert (found.posted, found.url) == ("2026-06-03", "https://careers.example/jobs/1")


def test_a_quote_that_is_missing_costs_no_other_field() -> None:
    block = json.dumps(
        {
            "@type": "JobPosting",
            "title": "Engi neer",
            "hiringOrganization": {"name": "Contoso"},
            "datePosted": "2026-06-03",
            "description": "We mend {things}, and say: so.",
        },
        indent=1,
    )
    for value in ("Engi neer", "Contoso", "2026-06-03", "We mend {things}, and say: so."):
        (found,) = read(script(block.replace(f'{value}"', value)))
        assert (found.title, found.company, found.posted) == ("Engi neer", "Contoso", "2026-06-03")
        assert found.description == "We mend {things}, and say: so."


def test_an_object_that_was_not_closed_is_not_mixed_with_the_next() -> None:
    found = read(script(f'[{OPENING}, "url": "/1" {{"@type": "JobPosting", "title": "B"}}]'))
    assert [one.title for one in found] == ["Engi neer", "B"]


@pytest.mark.parametrize(
    "tag",
    [
        '<script type="application/ld+json; charset=utf-8">',
        "<SCRIPT TYPE=APPLICATION/LD+JSON>",
        "<script data-x=1 type=application/ld+json>",
        "<noscript><script type='application/ld+json'>",
        "<script>if (a <!--b) {}</script><script type='application/ld+json'>",
        "<script data-x='a>b' type='application/ld+json'>",
        '<script type="application/ld+json" data-x="n > 3 and 4">',
    ],
)
def test_the_script_is_found(tag: str) -> None:
    (found,) = read(f"<html>{tag}{OPENING}}}</script>")
    assert found.title == "Engi neer"


def test_what_is_commented_out_is_not_read() -> None:
    old = script(OPENING.replace("Engi", "Old") + "}")
    (found,) = read(f"<!-- {old} -->{script(OPENING + '}')}")
    assert found.title == "Engi neer"
    with pytest.raises(ParseError):
        read(f"<html><!-- {old} {old} --><p>x</p>")


def test_a_posting_without_a_title_alone_is_no_empty_board() -> None:
    with pytest.raises(ParseError):
        read(script('{"@type": "JobPosting", "title": "-"}'))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(min_size=1, max_size=9), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(value=st.dictionaries(st.text("abc", min_size=1), st.text("ab \\\n\t", max_size=9)))
def test_sound_json_is_read_as_it_is(value: dict[str, str]) -> None:
    assert _lenient.read(json.dumps(value)) == [value]


@given(text=st.text("{}[]\"':,\\ab1/*<!->\n &;", max_size=80) | JSON.map(json.dumps))
def test_no_text_is_too_broken(text: str) -> None:
    assert all(isinstance(root, dict | list) for root in _lenient.read(text))


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        '{"a":"' + '"    ' * 60_000,
        '{"a":' * 60_000,
        "{" * 60_000,
        "/*" * 60_000,
        '{"a":1 ' * 60_000,
        '{"a":"b\n"c":' * 20_000,
        '{"x, "y": "' * 20_000,
    ],
)
def test_hostile_json_costs_what_its_size_costs(text: str) -> None:
    assert isinstance(_lenient.read(text), list)
