"""What the fuzz tests are made of: hostile pieces of text, and what any result has to be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from hypothesis import strategies as st

SIGNS = [
    *"[](){}<>&\"'#@$€%*_~^+=|;:,./-–•…", *"a0x日ß", "\\", " ", "\n", "\t", "\r\n", "\u00a0",
    "\u2028", "\0", "\x0b", "\ud800", "\udfff", "\ufeff", "\ufffd", "\u200b", "\u200d", "\u202e",
    "\u0301", "\u0315\u0316", "\u0f71\u0f72", "İ", "ﬃ", "٣", "²", "①", "🇩🇪", "👩\u200d💻", "가",
    "Ã©", "â€", "ä¸", "ðŸ˜€",
]  # fmt: skip
WORDS = [
    "a,", "a:", "a=", "a@", "a.", "1,", "1.", "1 ", "1'", "12-", "- ", " / ", " - ", " | ", "or ",
    "and ", "in ", "the ", "at ", "more ", "US, ", "CA ", "CA-", "Germany, ", "Berlin; ", "Berlin ",
    "San Jose, ", "New ", "Paris (", "remote in ", "Remote, ", "hybrid ", "7 Locations ", "UTC-3 ",
    "senior ", "head of ", "product manager ", "intern ", "full time ", "May 1, ", "2024-", "01/",
    "days ago ", "30+ ", "vor 9999 Jahren ", "9" * 30, "1e999", "NaN", "null", "\\n", "\\u",
    "\\ud800", "Location:\n", "Salary: ", "$1 ", "5k", "per hour ", "please mention the word ",
    "#a ", "http://", "https://[", "//[", "www.", "a@a.a ", "&token=", "token='", "(0", "+1 ",
    "eyJaaaaaaaaaaa.", "%ff",
    "User-agent: a\n", "User-agent: *\n", "Disallow: /*a\n", "Allow: /\n", "Crawl-delay: 1e9\n",
    ";charset=", "max-age=", "no-cache",
]  # fmt: skip
MARKUP = [
    "<p>", "<p", "<p ", "</p>", "</p ", "<p<b>", "<!--", "-->", "<!", "<?", "</", "<a href=",
    "<a href='x'>", '<a b="', "<div>", "<div class=location>", "<b>", "</i>", "<ul><li>", "<br>",
    "<td>", "<table>", "<script>", "</script ", "<style>", "<svg>", "</svg ", "<title>", "</title ",
    "<template>", "<select>", "<![CDATA[", "]]>", "<pre>", "<h1>", "<x></y>", "&lt;", "&lt;p&gt;",
    "&amp;lt;", "&#", "&#x", "&#9", "&#0;", "&#xD800;", "&nbsp;", "<item>", "<base href='//['>",
    '{"a":', '{"@type":"JobPosting",', '"a",', "{a:", '","', '"}', '"]', '": ', "{'", "[[", "},{",
    '<script type="application/ld+json">', "<span itemprop=title>", "<meta property=og:title ",
]  # fmt: skip
PIECES = [*SIGNS, *WORDS, *MARKUP]

texts = st.lists(st.sampled_from(PIECES), max_size=10).map("".join)
"""Some pieces after one another."""


@st.composite
def runs(draw: st.DrawFn) -> str:
    """A few pieces over and over, between others."""
    body = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=3))
    before, behind = draw(texts), draw(texts)
    return before + "".join(body) * draw(st.integers(1, 30)) + behind


hostile = st.one_of(texts, runs(), st.text(st.characters(codec=None), max_size=80))
"""Any text at all, surrogates included."""


def is_storable(value: object) -> bool:
    """Whether all text in a result can be stored and sent: no NUL, no half of a pair."""
    for text in _texts(value):
        if "\0" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
            return False
    return True


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list | frozenset):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, dict):
        yield from _texts(list(value.items()))
    elif is_dataclass(value):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))
