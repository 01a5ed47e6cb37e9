"""Telegram's HTML, as strict as Telegram."""

from __future__ import annotations

import html
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.testing.telegram_html import BadMarkup, parse, utf16_length

INLINE = ("b", "strong", "i", "em", "s", "strike", "del", "u", "ins", "tg-spoiler", "pre", "code")


@pytest.mark.parametrize("tag", INLINE)
def test_tags_that_are_taken(tag: str) -> None:
    text, (entity,) = parse(f"a <{tag}>b</{tag}> c")

    assert text == "a b c"
    assert (entity.offset, entity.length) == (2, 1)


@pytest.mark.parametrize(
    ("source", "kinds"),
    [
        ('<span class="tg-spoiler">x</span>', ["spoiler"]),
        ("<span class=tg-spoiler>x</span>", ["spoiler"]),
        ("<blockquote expandable>x</blockquote>", ["expandable_blockquote"]),
        ("<BLOCKQUOTE>x</blockquote>", ["blockquote"]),
        ('<pre><code class="language-python">x</code></pre>', ["pre", "code"]),
        ("<b><i>x</i>y</b>", ["bold", "italic"]),
        ("<b>x</>", ["bold"]),
        ("<b></b>", []),
        ('<tg-emoji emoji-id="5368">👍</tg-emoji>', ["custom_emoji"]),
    ],
)
def test_what_markup_says(source: str, kinds: list[str]) -> None:
    assert [entity.type for entity in parse(source)[1]] == kinds


@pytest.mark.parametrize(
    ("href", "url"),
    [
        ("https://x.example/?a=1&amp;b=2", "https://x.example/?a=1&b=2"),
        ("jobs.example/1", "http://jobs.example/1"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("nonsense", None),
        ("tg://user?id=5", "tg://user?id=5"),
    ],
)
def test_links(href: str, url: str | None) -> None:
    text, entities = parse(f'<a href="{href}">x</a>')

    assert text == "x"
    assert [entity.url for entity in entities] == ([url] if url else [])


def test_a_link_to_a_person_is_a_mention() -> None:
    (entity,) = parse('<a href="tg://user?id=5">x</a>')[1]

    assert entity.type == "text_mention"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("&lt;&gt;&amp;&quot;", '<>&"'),
        ("&lt &#65; &#x41 &#128188;", "< A A 💼"),
        ("&nbsp;&mdash;&apos;&", "&nbsp;&mdash;&apos;&"),
        ("&#0; &#xD800; &#x110000;", "&#0; &#xD800; &#x110000;"),
        ("a > b", "a > b"),
    ],
)
def test_entities(source: str, text: str) -> None:
    assert parse(source) == (text, ())


@pytest.mark.parametrize(
    ("source", "why"),
    [
        ("a<br>", 'Unsupported start tag "br" at byte offset 1'),
        ("ü<p>x</p>", 'Unsupported start tag "p" at byte offset 2'),
        ("<!-- x -->", 'Unsupported start tag "!--" at byte offset 0'),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b>x</b x>", "Unclosed end tag at byte offset 4"),
        ("a <b", "Unclosed start tag at byte offset 2"),
        ('<a href="x', 'Unclosed start tag "a" at byte offset 0'),
        ("<a href>x</a>", 'Expected equal sign in declaration of an attribute of the tag "a"'),
        ("<a =x>x</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
        ("<a href=https://x>x</a>", "Unexpected end of name token at byte offset 13"),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("<tg-emoji>x</tg-emoji>", "Invalid custom emoji identifier specified"),
    ],
)
def test_what_is_refused(source: str, why: str) -> None:
    with pytest.raises(BadMarkup) as refused:
        parse(source)
    assert str(refused.value).startswith(why)


@settings(deadline=None)  # the machine may be busy
@given(st.text(), st.text())
def test_escaped_text_comes_back(before: str, inside: str) -> None:
    text, entities = parse(
        f"{html.escape(before)}<b>{html.escape(inside)}</b>".replace("&#x27;", "'")
    )

    assert text == before + inside
    expected = [(utf16_length(before), utf16_length(inside))] if inside else []
    assert [(entity.offset, entity.length) for entity in entities] == expected


@settings(deadline=None)  # the machine may be busy
@given(st.text(alphabet="<>/&ab =\"'#;12", max_size=60))
def test_never_breaks(source: str) -> None:
    try:
        text, _ = parse(source)
    except BadMarkup:
        return
    assert len(text) <= len(source)


def test_hostile_markup_takes_no_time() -> None:
    begun = time.perf_counter()
    for piece in ("<b>", "<a href='", "&", "<b a", "<b a=1 ", "</", "<b>x</b>"):
        try:
            parse(piece * (32_768 // len(piece)))
        except BadMarkup:
            continue
    assert time.perf_counter() - begun < 5
