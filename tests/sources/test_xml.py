"""The reader of XML: what it lets pass, and what it refuses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.errors import ParseError
from alertbot.sources import _xml
from alertbot.testing.conformance import page


def load(body: str | bytes) -> _xml.Element:
    return _xml.load(page(body if isinstance(body, bytes) else body.encode()))


def trouble(body: str | bytes) -> str:
    try:
        load(body)
    except ParseError as error:
        return str(error)
    return ""


def test_a_tree_has_names_attributes_and_texts_in_order() -> None:
    root = load('<?xml version="1.0"?><a:jobs n="1"><job>one</job><x/><job> two </job></a:jobs>')
    assert (root.name, root.attributes) == ("a:jobs", {"n": "1"})
    assert [job.text for job in root.children("job")] == ["one", "two"]
    assert root.said("job") == "one"
    assert (root.said("x"), root.child("y"), root.said("y")) == ("", None, "")


def test_the_first_child_that_has_text_counts() -> None:
    assert load("<a><b/><b>two</b></a>").said("b") == "two"


@pytest.mark.parametrize(
    ("inside", "meant"),
    [
        ("R&D", "R&D"),
        ("a&nbsp;b", "a\xa0b"),
        ("&lt;p&gt; &amp;amp;", "<p> &amp;"),
        ("&nosuch; &copy &;", "&nosuch; &copy &;"),
        ("&#252;&#xFC;&#11;&#0;", "üü\ufffd"),
        ("<![CDATA[<p>a &nbsp; b</p>]]>&eacute;", "<p>a &nbsp; b</p>é"),
        ("form\x0cfeed", "formfeed"),
        ("&lt&gt;", "&lt>"),
    ],
)
def test_what_people_type_is_let_pass(inside: str, meant: str) -> None:
    assert load(f"<a>{inside}</a>").text == meant


def test_markup_is_the_text_or_the_elements_themselves() -> None:
    assert load("<a><![CDATA[<p>R&amp;D</p>]]></a>").markup == "<p>R&amp;D</p>"
    assert load("<a>&lt;p&gt;x&lt;/p&gt;</a>").markup == "<p>x</p>"
    assert load("<a><p>R&amp;D <b>1 &lt; 2</b></p><br/></a>").markup == (
        "<p>R&amp;D <b>1 &lt; 2</b></p><br></br>"
    )


def test_bytes_are_read_by_what_they_declare() -> None:
    latin = '<?xml version="1.0" encoding="ISO-8859-1"?><a>Köln</a>'.encode("latin-1")
    assert load(latin).text == "Köln"
    assert load("\ufeff<a>Köln</a>".encode("utf-16")).text == "Köln"


LAUGHS = """<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><a>&c;</a>"""
OUTSIDE = (
    """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>"""
)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "an empty answer where XML was expected"),
        ("{}", "text that is no XML"),
        ("<!DOCTYPE html><title>Not  found</title>", "HTML where XML was expected: Not found"),
        ("<html><body>x", "HTML where XML was expected: without a title"),
        ("<a><b>x</b>", "breaks off or is damaged at line 1"),
        ("<a>\n<b>x</c></a>", "damaged at line 2"),
        ("<a/><b/>", "damaged at line 1"),
        ("<!-- nothing -->", "damaged"),
        (LAUGHS, "XML with a DTD, which is not read"),
        (OUTSIDE, "XML with a DTD, which is not read"),
        ('<!DOCTYPE a SYSTEM "http://a.example/a.dtd"><a/>', "XML with a DTD"),
        ("<a>" * 101, "nested too deeply"),
    ],
)
def test_what_is_no_sound_xml_is_an_error_in_one_line(body: str, said: str) -> None:
    with pytest.raises(ParseError, match=said) as caught:
        load(body)
    assert "\n" not in str(caught.value)


def test_there_is_an_end_to_the_elements(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_xml, "MOST_ELEMENTS", 3)
    assert len(load("<a><b/><b/></a>").content) == 2
    with pytest.raises(ParseError, match="more than 3 elements"):
        load("<a><b/><b/><b/></a>")


@given(st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=80))
def test_any_text_in_a_section_comes_back_as_it_was(text: str) -> None:
    inside = text.replace("]]>", "]]")
    assert load(f"<a><![CDATA[{inside}]]></a>").text == inside.strip()


@given(st.one_of(st.binary(max_size=200), st.text("<>&;![]CDAT-/a?\"'= x", max_size=200)))
def test_any_input_gives_a_tree_or_a_parse_error(body: bytes | str) -> None:
    assert "\n" not in trouble(body if isinstance(body, bytes) else f"<a>{body}</a>")
