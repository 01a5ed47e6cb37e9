"""HTML to text: what is parted, what is kept together, what is left out."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import text


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        (
            "<ul><li>one<ul><li>sub</li></ul></li><li>two</li></ul><p>x</p>",
            "• one\n  • sub\n• two\n\nx",
        ),
        ("<p>a</p><ul><li>b<li>c</ul>d", "a\n\n• b\n• c\n\nd"),
        ("<ol><li><p>one</p></li><li><p>two</p></li></ol>after", "• one\n• two\n\nafter"),
        ("<li></li><p>no item</p>", "no item"),
        ("<li>• one</li><li>- two</li>", "• one\n- two"),
        ("<dl><dt>Pay</dt><dd>$1</dd></dl>", "Pay\n$1"),
        ("<tr><th>Pay</th><th>Where</th></tr><tr><td>$1<td>NY", "Pay Where\n$1 NY"),
        ("a<br>b<br><br>c<div><br></div>d", "a\nb\n\nc\n\nd"),
        ("<div>a<br></div><div>b</div>", "a\nb"),
        ("<span class='badge'>New</span><span class='badge'>Remote</span>", "New Remote"),
        ("<a>one</a><a>word</a>", "oneword"),
        ("<b>Pay</b>$90 <b>to</b><i>€95</i>", "Pay $90 to €95"),
        ("<b>Head</b>\none\ntwo\n\n- x\n- y", "Head\none\ntwo\n\n- x\n- y"),
        ("<p>a line\nthat was\twrapped</p>", "a line that was wrapped"),
        ("<pre>one\n\n  two\n</pre>three", "one\n\ntwo\n\nthree"),
        ("a<wbr>b&shy;c&#8203;d", "abcd"),
        ("<o:p>&nbsp;</o:p>x", "x"),
    ],
)
def test_lines_and_words(html: str, plain: str) -> None:
    assert text.from_html(html) == plain


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("a<!-- <p> x > y -->b<!-- cut", "ab"),
        ("<!-->a<!--->b", "ab"),
        ("<!--[if gte mso 9]><xml>Normal 0</xml><![endif]-->a", "a"),
        ("<style>p{}</style>x<SCRIPT>if (a<b) '</p>'</SCRIPT >y", "xy"),
        ("<svg><title>t</title></svg>z<svg/>w<iframe src='x'/>v", "zwv"),
        ("<template>t</template><noscript>n</noscript><select><option>o</select>y", "y"),
        ("<script>never closed <p>", ""),
        ("<object>never closed <p>said", "never closed\n\nsaid"),
        ("<!doctype html><html><head><title>t</title><meta x></head><body>b", "b"),
        ("<p title='a>b' data-x=\"</p>\">t</p>", "t"),
        ('<p title="never closed>t</p>', "t"),
        ("x < y, <3 and y > z <b>!</b>", "x < y, <3 and y > z !"),
        ("cut <a href='http://x", "cut"),
        ("<![CDATA[<p>x</p>]]>", "x"),
    ],
)
def test_what_nobody_reads_is_left_out(html: str, plain: str) -> None:
    assert text.from_html(html) == plain


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("R&amp;D &mdash; 5&euro; &#8364; &copy", "R&D — 5€ € ©"),
        ("R&amp;amp;D &amp;nbsp;&amp;mdash; it&amp;#8217;s", "R&D — it’s"),
        ("write &amp;lt;p&amp;gt;", "write &lt;p&gt;"),
        ("&#146; &#x80; &#0; &#99999999999;", "’ € �"),
    ],
)
def test_entities(html: str, plain: str) -> None:
    assert text.from_html(f"<p>{html}</p>") == plain


def test_line_breaks_that_are_written_out() -> None:
    assert text.from_html(text.unescape("<p>a</p>\\n<p></p>\\n\\n<p>b</p>\\n")) == "a\n\nb"
    assert text.unescape("One.\\n\\nTwo:\\n- three") == "One.\n\nTwo:\n- three"
    assert text.unescape("in C:\\new\\nodes") == "in C:\\new\\nodes"


words = st.lists(st.text("abcé", min_size=1, max_size=4), min_size=1, max_size=12)
blocks = st.sampled_from(
    ["<p>", "</p>", "<br>", "<li>", "</li>", "<ul>", "</ul>", "<div>", "<td>", "</tr>", "<hr/>",
     "<h2 class='x'>", "\n", " ", "&nbsp;", "</section><!-- c -->", "<dt>", "<p><b> </b>"]
)  # fmt: skip
inlines = st.sampled_from(
    ["<b>", "</b>", "<i x=1>", "<wbr>", "", "<em></em>", "<!-- c -->", "</u>"]
)


@given(words, st.lists(blocks, min_size=12, max_size=12))
def test_words_of_different_blocks_are_never_glued(said: list[str], tags: list[str]) -> None:
    html = "".join(word + tag for word, tag in zip(said, tags, strict=False))
    assert re.findall(r"[abcé]+", text.from_html(html)) == said


@given(words, st.lists(inlines, min_size=12, max_size=12))
def test_inline_elements_keep_words_together(said: list[str], tags: list[str]) -> None:
    html = "".join(word + tag for word, tag in zip(said, tags, strict=False))
    assert text.from_html(f"<p>{html}</p>") == "".join(said)


@given(st.text(st.sampled_from("<>/!-ap='\" \n&;lt#x"), max_size=80))
def test_any_markup_is_taken(html: str) -> None:
    read = text.from_html(html)
    assert "\n\n\n" not in read
    assert read == read.strip()
    text.unescape(html)


@pytest.mark.parametrize(
    "html",
    [
        "<a" + " x=1" * 200_000 + ">b",
        "<a x='>' " * 100_000 + '"',
        "<a " * 200_000 + ">",
        "<!--" * 200_000 + ">",
        "<svg><object><math>" * 50_000,
        "<svg " * 100_000 + ">",
        "<script>x</script>" * 50_000,
        "<a>y</a><a class='xxxxxxxx'>" * 20_000,
        "<ul><li>a" * 100_000,
        "<a =" + " " * 300_000 + ">",
        "<p title=\"" * 100_000 + ">",
        "&lt;p&gt;" * 100_000,
        "<p>\\n" * 100_000 + "<p>" + "\\n " * 100_000,
        "’" + "\u0f73" * 100_000,
    ],
    ids=range(14),
)  # fmt: skip
def test_a_hostile_page_costs_what_its_size_costs(html: str) -> None:
    # Squares of these sizes would take minutes.
    assert len(text.from_html(text.unescape(html))) <= len(html) * 2
