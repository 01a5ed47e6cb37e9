"""Bytes of a page to text: by byte order mark, header, meta element, else UTF-8."""

from __future__ import annotations

import codecs
import re

from alertbot.model import Page

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_IS = rb"""\s{0,9}=\s{0,9}["']?\s{0,9}([\w.:-]{1,40})"""
_META = re.compile(rb"<meta\b[^<>]{0,200}?charset" + _IS, re.IGNORECASE)
_XML = re.compile(rb"\s{0,9}<\?xml\b[^<>]{0,100}?encoding" + _IS, re.IGNORECASE)
# What the web calls Latin-1 and ASCII is windows-1252; the named ones are charsets of pages. Any
# other name is not followed: Python also has codecs that are no charsets (zip, rot13, idna).
_SAME_AS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030"}
_NAMES = re.compile(r"utf-?(?:8|16|32)|iso8859|cp\d|koi8|gb|big5|euc|shift_jis|mac-|tis-620")
_HEAD = 2048


def decode(page: Page) -> str:
    """The page's text. What is no text in its charset is replaced; NULs are left out."""
    for mark, name in _MARKS:
        if page.body.startswith(mark):
            return _text(page.body[len(mark) :], name)
    codec = _declared(page)
    return _text(page.body, codec) if codec else _undeclared(page.body)


def in_utf8(page: Page) -> bytes:
    """The page's text in UTF-8, without decoding it where it is in that already.

    What is no UTF-8 in it may stand there yet, and NULs: `decode` would replace them.
    """
    marked = any(page.body.startswith(mark) for mark, _ in _MARKS)
    codec = "" if marked else _declared(page)
    if codec == "utf-8" or (not codec and not marked and page.body.isascii()):
        return page.body
    return decode(page).encode()


def _declared(page: Page) -> str:
    """The charset that its header or a meta element names; empty where neither names any."""
    head = page.body[:_HEAD]
    declared = _META.search(head) or _XML.match(head)
    for name in (page.charset, declared[1].decode("ascii", "replace") if declared else ""):
        # A meta element that could be read as ASCII is not in UTF-16, whatever it says.
        if (codec := _codec(name)) and not (codec.startswith("utf-16") and declared):
            return codec
    return ""


def _undeclared(body: bytes) -> str:
    try:
        return _without_nul(body.decode("utf-8"))
    except UnicodeDecodeError:
        # Old pages say nothing and mean windows-1252; a stray byte in UTF-8 is replaced.
        broken = body.decode("utf-8", "replace")
        multibyte = sum(1 for character in broken[:200_000] if "\x7f" < character != "\ufffd")
        name = "utf-8" if multibyte >= broken.count("\ufffd", 0, 200_000) else "cp1252"
        return _text(body, name)


def _codec(name: str) -> str:
    """Python's name of a charset of pages; empty where there is none of that name."""
    try:
        codec = codecs.lookup(name.strip().strip("\"'")).name if name else ""
    except (LookupError, ValueError):
        return ""
    codec = _SAME_AS.get(codec, codec)
    return codec if _NAMES.match(codec) else ""


def _text(body: bytes, codec: str) -> str:
    return _without_nul(body.decode(codec, "replace"))


def _without_nul(text: str) -> str:
    # Looking is much cheaper than replacing, and there is nearly never one.
    return text.replace("\0", "") if "\0" in text else text
