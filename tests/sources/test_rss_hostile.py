"""Feeds that are damaged, hostile, or no feeds: what is whole is read, and nothing is guessed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alertbot.errors import ParseError
from alertbot.model import RawPosting, Skipped
from alertbot.sources import kinds, rss
from alertbot.testing import conformance
from alertbot.testing.conformance import page

FIXTURES = Path(__file__).parent / "fixtures" / "rss"
KIND = kinds()["rss"]
OPTIONS = rss.Options(url="https://valley.example/jobs.rss")
HEAD, TAIL = '<rss version="2.0"><channel><title>Jobs at Contoso</title>', "</channel></rss>"


def item(number: int, more: str = "") -> str:
    return (
        f"<item><title>Smith {number}</title><link>https://a.example/{number}</link>{more}</item>"
    )


def parsed(body: str | bytes, charset: str = "") -> tuple[list[str], list[str]]:
    """Titles of the postings, and why others were passed over."""
    given_page = page(body if isinstance(body, bytes) else body.encode())
    found = list(rss.parse(OPTIONS, replace(given_page, charset=charset)))
    titles = [one.title for one in found if isinstance(one, RawPosting)]
    return titles, [one.reason for one in found if isinstance(one, Skipped)]


def refused(body: str | bytes) -> str:
    with pytest.raises(ParseError) as caught:
        parsed(body)
    return str(caught.value)


# -- no feeds -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("<!DOCTYPE HTML><title>Our jobs</title>", "HTML where a feed was expected: Our jobs"),
        (
            '<?xml version="1.0"?><!DOCTYPE html PUBLIC "-//W3C//DTD" "x.dtd"><title>Gone</title>',
            "HTML where a feed was expected: Gone",
        ),
        (
            f"<html><title>How feeds look</title><pre>{HEAD}{TAIL}</pre></html>",
            "HTML where a feed was expected: How feeds look",
        ),
        ("<urlset><url/></urlset>", "XML of <urlset> where a feed was expected"),
        ("Service unavailable", "text where a feed was expected: Service unavailable"),
        ('{"jobs": []}', "an object with jobs where a feed was expected"),
        ('{"error": "no such feed"}', "the server answers: no such feed"),
        (
            '{"version": "https://jsonfeed.org/version/1", "items": null}',
            "'items' is null where a list was expected",
        ),
        (" \n", "an empty answer where a feed was expected"),
    ],
)
def test_what_is_no_feed_is_said(body: str, said: str) -> None:
    assert refused(body) == said


def test_dtds_and_entities_are_refused() -> None:
    laughs = '<!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    outside = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for dtd in (laughs, outside, "<!DOCTYPE rss [<!ENTITY % p 'x'> %p;]>"):
        for start in ("", '<?xml version="1.0"?>\n', "<!-- a feed -->"):
            body = f"{start}{dtd}{HEAD}<item><title>&b;</title><guid>1</guid></item>{TAIL}"
            assert "a DTD of its own, which is refused" in refused(body)


def test_a_doctype_that_only_names_a_dtd_is_let_pass_and_not_fetched() -> None:
    netscape = (
        '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
        '"http://my.netscape.example/rss-0.91.dtd">'
    )
    assert parsed(netscape + HEAD + item(1) + TAIL) == (["Smith 1"], [])


# -- damage that is certain to mend ---------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "read"),
    [
        ("R&D Smith", "R&D Smith"),
        ("Caf&eacute;&nbsp;Smith &mdash; R&amp;D", "Café Smith — R&D"),
        ("Smith, under 5 < 6", "Smith, under 5 < 6"),
        ("Sm\x0bi\x00th&#11;&#xFFFE;", "Smith"),
        ("<![CDATA[R&D <b>Smith</b>]]>", "R&D Smith"),
        ("&unknown; Smith", "&unknown; Smith"),
    ],
)
def test_bare_characters_and_htmls_entities(title: str, read: str) -> None:
    body = f"{HEAD}<item><title>{title}</title><link>/?a=1&b=2</link></item>{TAIL}"
    assert parsed(body) == ([read], [])
    (found,) = [
        one for one in rss.parse(OPTIONS, page(body.encode())) if isinstance(one, RawPosting)
    ]
    assert found.url.endswith("/?a=1&b=2")


@pytest.mark.parametrize("inside", ["a<br>b", "<p>a<p>b", "<b><i>a</b></i>", "a & <img src=x> b"])
def test_broken_markup_inside_a_description_is_taken_as_it_stands(inside: str) -> None:
    body = HEAD + item(1, f"<description>{inside}</description>") + item(2) + TAIL
    found = [one for one in rss.parse(OPTIONS, page(body.encode())) if isinstance(one, RawPosting)]
    assert [one.title for one in found] == ["Smith 1", "Smith 2"]
    assert found[0].description.replace("&amp;", "&") == inside


def test_what_stands_before_and_behind_the_feed_is_left_out() -> None:
    feed = f'<?xml version="1.0" encoding="utf-8"?>{HEAD}{item(1)}{TAIL}'
    assert parsed(f"\n\n  {feed}") == (["Smith 1"], [])
    assert parsed(f"<br />\n<b>Warning</b>: it is late in <b>x.php</b><br />\n{feed}")[0] == [
        "Smith 1"
    ]
    assert parsed(f"{feed}<!-- 0.02 s --><p>Notice")[0] == ["Smith 1"]


# -- damage that is not ---------------------------------------------------------------------


def test_stray_tags_between_postings_cost_no_posting() -> None:
    for stray in (f"<item>\n{item(2)}", f"{item(2)}</item>", f"</item><item> {item(2)}"):
        titles, skipped = parsed(HEAD + item(1) + stray + item(3) + TAIL)
        assert titles == ["Smith 1", "Smith 2", "Smith 3"]
        assert skipped == ["the feed's XML is damaged between its postings, or breaks off"]
    titles, skipped = parsed(f"{HEAD}{item(1)}<item>{item(2)}</item>{item(3)}{TAIL}")
    assert titles == ["Smith 1", "Smith 2", "Smith 3"]
    assert skipped == ["a posting of the feed stands inside another"]


@pytest.mark.parametrize(
    "broken",
    [
        "<item><title>Smith 2<link>https://a.example/2</link></item>",
        "<item><title>Smith 2</title><b></item>",
        '<item a="1" a="2"><title>Smith 2</title></item>',
        "<item><title>Smith 2</title>",
    ],
)
def test_a_broken_posting_is_skipped_and_the_whole_ones_stay(broken: str) -> None:
    titles, skipped = parsed(HEAD + item(1) + broken + item(3) + TAIL)
    assert titles == ["Smith 1", "Smith 3"]
    assert len(skipped) == 1
    assert skipped[0].startswith("posting 2 of the feed ")


def test_a_text_without_end_does_not_swallow_the_next_posting() -> None:
    broken = "<item><title>B</title><guid>2</guid><description><![CDATA[b</description></item>"
    last = "<item><title>C</title><guid>3</guid><description><![CDATA[c]]></description></item>"
    titles, skipped = parsed(HEAD + item(1) + broken + last + TAIL)
    assert titles == ["Smith 1"]
    assert skipped == ["posting 2: id 2 runs into the posting behind it"]


def test_the_head_is_read_although_the_rest_is_broken() -> None:
    body = f"{HEAD}{item(1)}<item><b></item>{TAIL}"
    (found, *_) = [
        one for one in rss.parse(OPTIONS, page(body.encode())) if isinstance(one, RawPosting)
    ]
    assert found.company == "Contoso"


@given(st.integers(0, 10_000))
def test_a_feed_cut_anywhere_gives_its_whole_postings_and_says_so(at: int) -> None:
    body = HEAD + "".join(map(item, range(4))) + TAIL
    cut = body[: at % len(body)]
    whole = cut.count("</item>")
    try:
        titles, skipped = parsed(cut)
    except ParseError:
        assert whole == 0
    else:
        assert titles == [f"Smith {number}" for number in range(whole)]
        assert skipped


# -- charsets -------------------------------------------------------------------------------


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "iso-8859-1", "utf-16", "utf-16-be"])
def test_the_charset_is_the_byte_order_marks_or_the_declarations(codec: str) -> None:
    name = codec.removesuffix("-sig").removesuffix("-be")
    body = f'<?xml version="1.0" encoding="{name}"?>{HEAD}<item><title>Café</title>'
    body += f"<guid>1</guid></item>{TAIL}"
    assert parsed(body.encode(codec)) == (["Café"], [])


def test_a_charset_in_the_header_that_cannot_be_is_not_followed() -> None:
    body = f'<?xml version="1.0" encoding="ISO-8859-1"?>{HEAD}<item><title>Café</title>'
    latin = f"{body}<guid>1</guid></item>{TAIL}".encode("iso-8859-1")
    assert parsed(latin, "utf-8")[0] == ["Café"]
    undeclared = f"{HEAD}<item><title>Żółw</title><guid>1</guid></item>{TAIL}".encode("iso-8859-2")
    assert parsed(undeclared, "iso-8859-2")[0] == ["Żółw"]


# -- size and depth -------------------------------------------------------------------------

LARGE: dict[str, Callable[[int], str]] = {
    "items that never end": lambda size: HEAD + "<item>x" * size,
    "tags that never end": lambda size: HEAD + "<item " * size,
    "CDATA that never ends": lambda size: HEAD + "<item><![CDATA[" * size,
    "comments that never end": lambda size: HEAD + "<item>&<!--" * size,
    "instructions that never end": lambda size: HEAD + "<?x" * size,
    "depth": lambda size: HEAD + item(1, "<a>" * size),
    "depth of a description": lambda size: HEAD + item(1, "<description>" + "<a>" * size),
    "ampersands": lambda size: HEAD + item(1, f"<description>{'&' * size}</description>") + TAIL,
    "broken items": lambda size: HEAD + "<item><title>x<link/></item>" * (size // 5) + TAIL,
    "descriptions in one item": lambda size: (
        HEAD + item(1, "<description><b>x</description>" * size)
    ),
    "labels": lambda size: HEAD + item(1, f"<description>:{'&lt;b' * size}</description>") + TAIL,
    "a title of brackets": lambda size: (
        HEAD + f"<item><title>{' (' * size}</title><guid>1</guid></item>{TAIL}"
    ),
    "doctypes": lambda size: "<!DOCTYPE" * size,
    "comments before it": lambda size: "<!-- -->" * size + HEAD + TAIL,
    "links in a page": lambda size: "<link rel='alternate' " * size,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LARGE)
def test_no_feed_costs_more_than_its_size(name: str) -> None:
    def cost(size: int) -> float:
        body = LARGE[name](size)
        begun = process_time()
        conformance.survives(KIND, OPTIONS, body.encode(), "application/rss+xml")
        list(rss.locate(body))
        return process_time() - begun

    # Eight times the size may take eight times as long; what grows with the square takes 64.
    small = max(min(cost(4_000) for _ in range(2)), 0.004)
    assert cost(32_000) < 30 * small


PARTS = st.sampled_from(
    [
        "<item>", "</item>", "<title>", "</title>", "Smith", "<guid>1</guid>", "<link>/a</link>",
        "<description>", "</description>", "<![CDATA[", "]]>", "<!--", "-->", "&", "&nbsp;", "&#0;",
        "<br>", "<p/>", "<", ">", "\x00", "\ud800", "😀", "<tt:location>", "</tt:location>",
        "<content type='xhtml'>", "</content>", "<!DOCTYPE rss [", "<?xml?>", HEAD, TAIL,
        "<minSalary>9</minSalary>", "<author><name>A</name></author>", "<link href='//['/>",
    ]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(PARTS, max_size=30))
def test_any_pieces_give_sound_postings_or_an_error(parts: list[str]) -> None:
    body = (HEAD + "".join(parts)).encode("utf-8", "surrogatepass")
    conformance.survives(KIND, OPTIONS, body, "application/rss+xml")
    list(rss.locate("".join(parts)))
