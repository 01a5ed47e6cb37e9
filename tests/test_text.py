"""Text from HTML, cleaned, folded, in words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import text

any_text = st.text(st.characters(codec=None, exclude_categories=[]), max_size=200)


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("<h2>About</h2><p>We <b>build</b>ers</p>", "About\n\nWe builders"),
        ("<p>one&nbsp;two</p><p>three</p>", "one two\n\nthree"),
        ("<ul><li>one</li><li><p>two</p></li></ul>", "• one\n• two"),
        ("a<br>b<br/><br/><br/>c", "a\nb\n\nc"),
        ("<table><tr><td>Pay</td><td>$1</td></tr><tr><td>x</td></tr></table>", "Pay $1\nx"),
        ("<button>New</button><button>Apply</button>", "New Apply"),
        ("<p>a</p><script>x()</script><style>p{}</style><p>b</p>", "a\n\nb"),
        (
            "<span>$139,200</span><span class='divider'>&mdash;</span><span>$235,200 USD</span>",
            "$139,200—$235,200 USD",
        ),
        ("<span>Pay</span><span>$90,000</span>", "Pay $90,000"),
        ("<pre>one\n  two</pre>", "one\ntwo"),
        ("Java<wbr>Script <i>C</i>++", "JavaScript C++"),
        ("", ""),
    ],
)
def test_html_reads_as_a_person_sees_it(html: str, plain: str) -> None:
    assert text.from_html(html) == plain


@pytest.mark.parametrize(
    "html",
    [
        "<div>x" * 100_000,
        "<ul><li>" * 50_000,
        "".join(f"<b id={n}>" for n in range(20_000)) + "<p>x" * 20_000,
        "<span>" * 30_000 + "<div>x</div>" * 30_000,
        "<" * 300_000,
        "&#" + "9" * 10_000,
        "\u0315\u0316" * 50_000,
    ],
)
def test_a_hostile_page_costs_what_its_size_costs(html: str) -> None:
    # Squares of these sizes would take minutes.
    assert len(text.from_html(html)) <= len(html) * 2
    assert len(text.decode_entities(html)) <= len(html)


def test_text_too_deep_is_kept() -> None:
    assert text.from_html("<div>" * 5000 + "here" + "</div>" * 5000 + "<p>after").endswith(
        "here\n\nafter"
    )


def test_escaped_html_is_unescaped_once_or_twice() -> None:
    once = "&lt;p&gt;pay &amp;mdash; good&lt;/p&gt;"
    assert text.from_html(text.unescape(once)) == "pay — good"
    assert text.unescape("&amp;lt;p&amp;gt;x&amp;lt;/p&amp;gt;") == "<p>x</p>"
    assert text.unescape("<p>&lt;b&gt; is bold</p>") == "<p>&lt;b&gt; is bold</p>"
    assert text.unescape("5 &lt; 6") == "5 &lt; 6"


def test_what_cannot_be_seen_is_removed() -> None:
    assert text.clean("a\u200bb\u202ec\u00add\ufeff") == "abcd"
    assert text.clean("a\u00a0b\u2009c\td\r\ne\u2028f") == "a b c d\ne\nf"
    assert text.clean("e\u0301 \ud800x\x00") == "é x"
    assert text.clean("👩\u200d💻 a\u200db") == "👩\u200d💻 ab"
    assert text.one_line("  Engineer \u00a0 (m/w/d)\n") == "Engineer (m/w/d)"


def test_folding_makes_spellings_equal() -> None:
    assert text.fold("Straße ÉCOLE Łódź Smørrebrød Œuvre") == "strasse ecole lodz smorrebrod oeuvre"
    assert text.fold("ガ 한국") == "ガ 한국"
    assert text.squash("can be, and CAN-BE") == "canbeandcanbe"
    assert text.squash("C # Dev") == text.squash("C#Dev") == "cdev"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("C++/C# and .NET, Node.js", ["c++", "c#", "and", ".net", "node.js"]),
        ("Sr. Engineer (R, Go) CI/CD", ["sr", "engineer", "r", "go", "ci", "cd"]),
        ("Bachelor's in l'ingénierie", ["bachelors", "in", "l", "ingenierie"]),
        ("#pubsub R&D end.Start 3.5", ["pubsub", "r&d", "end", "start", "3.5"]),
        ("AI工程师 東京", ["ai", "工程师", "東京"]),
    ],
)
def test_tokens(words: str, expected: list[str]) -> None:
    assert text.tokens(words) == expected


def test_cut_ends_at_a_word_and_inside_no_emoji() -> None:
    assert text.cut("hello big world", 12) == "hello big…"
    assert text.cut("short", 5) == "short"
    family = "👨\u200d👩\u200d👧"
    assert text.cut(family * 3, 8) == f"{family}…"


@given(any_text, st.integers(min_value=1, max_value=50))
def test_cut_keeps_the_limit(words: str, limit: int) -> None:
    shortened = text.cut(words, limit)
    assert len(shortened) <= limit
    assert shortened == words or shortened.endswith("…")


@given(any_text)
def test_cleaning_is_done_after_one_round(words: str) -> None:
    once = text.clean(words)
    assert text.clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not any("\ud800" <= sign <= "\udfff" for sign in once)
    assert "\n" not in text.one_line(words)


@given(any_text)
def test_squashing_sees_no_spaces(words: str) -> None:
    plain = text.fold(words).replace("+", "").replace("#", "")
    assert text.squash(plain) == text.squash(" ".join(plain))
    assert all(sign.isalnum() for sign in text.squash(words))


@given(any_text)
def test_any_string_is_taken(words: str) -> None:
    text.from_html(words)
    text.from_html(f"<p>{words}<li>{words}")
    text.unescape(words)
    text.decode_entities(words)
    text.tokens(words)
