"""HTML to the text that a person would read.

One pass over the tags builds no tree: what is open, closed or nested matters to how a page looks,
and hardly to the order of its words. Nothing raises for any string, and everything here is linear.
"""

from __future__ import annotations

import html as entities
import re

from alertbot.text.cleaning import clean
from alertbot.text.mending import mend

_BLANK_LINE = frozenset(
    {
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "pre", "blockquote",
        "section", "article", "figure", "form",
    }
)  # fmt: skip
_NEW_LINE = frozenset(
    {
        "div", "li", "tr", "dt", "dd", "header", "footer", "main", "nav", "aside", "address",
        "caption", "fieldset", "legend", "details", "summary", "figcaption", "center", "hgroup",
        "menu", "body", "html", "thead", "tbody", "tfoot", "option", "optgroup", "dialog", "br",
        "hr",
    }
)  # fmt: skip
_CELL = frozenset({"td", "th", "button", "label"})
# What has to stand between the words before and behind a tag; the stronger of several counts.
_BREAKS = ("", " ", "\n", "\n\n")
_SPACE, _LINE, _BLANK = 1, 2, 3
_BREAK = (
    dict.fromkeys(_BLANK_LINE, _BLANK)
    | dict.fromkeys(_NEW_LINE, _LINE)
    | dict.fromkeys(_CELL, _SPACE)
)
# Elements whose inside nobody reads; one of the first two swallows all, where it is not closed.
_UNREAD = frozenset(
    {
        "script", "style", "template", "noscript", "title", "iframe", "object", "svg", "math",
        "audio", "video", "canvas", "select", "datalist", "textarea", "xml",
    }
)  # fmt: skip

# A tag up to its ">": one inside a quoted value does not end it.
_REST_OF_TAG = r"[^>=]*+(?:=\s*+(?:\"[^\"]*+\"|'[^']*+')?+[^>=]*+)*+>"
_TAG = re.compile(rf"<(?:(/?)([a-zA-Z][^\s/>]*+)({_REST_OF_TAG})|[!?/][^>]*+>)")
_HIDDEN = re.compile(rf"<(?:!--|({'|'.join(_UNREAD)})(?=[\s/>]))", re.IGNORECASE)
_COMMENT_END = re.compile(r"--!?>")
_BLOCK = re.compile(
    r"<(?:p|br|div|li|tr|h[1-6]|section|article|table|pre|dd|dt)[\s/>]", re.IGNORECASE
)
_NAMES = (
    "(?:p|div|span|br|ul|ol|li|b|i|u|em|strong|a|h[1-6]|table|tr|td|th|tbody|thead|font|section|"
    "article|hr|img|pre|code|blockquote|html|body|head|meta|script|style|small|sup|sub)"
)
_HTML = re.compile(rf"</?{_NAMES}(?:\s[^<>]{{0,2000}})?/?>", re.IGNORECASE)
# The end of a text that was cut inside a tag.
_GAP = re.compile(r"\n{3,}")
_CUT_TAG = re.compile(rf"<(?:/?{_NAMES}(?:\s[^<>]*)?|!--.*)?\Z", re.IGNORECASE | re.DOTALL)
_ESCAPED_TAG = re.compile(r"&(?:amp;)?(?:lt|#0{0,4}60|#x0{0,4}3c);/?[a-z!]", re.IGNORECASE)
# Line breaks that somebody escaped for JSON twice.
_WRITTEN_BREAKS = re.compile(r">(?:\s*\\[nrt]){1,8}\s*(?=<|\Z)")
_HUGE_REFERENCE = re.compile(r"&#(?:[0-9]{8,}|[xX][0-9a-fA-F]{7,});?")
_TWICE_ESCAPED = re.compile(
    r"&amp;(?=(?:amp|nbsp|quot|apos|[mn]dash|[lr][sd]quo|bull|hellip|euro|pound|middot|"
    r"trade|reg|copy|[aeiouyAEIOUY](?:acute|grave|circ|uml|tilde)|[cC]cedil|[nN]tilde|szlig|"
    r"#[0-9]{2,5}|#x[0-9a-fA-F]{2,5});)"
)
_LABELLED = re.compile(
    r"class\s{0,9}=\s{0,9}[\"']?[^\"'>]{0,300}?(?:badge|pill|chip|tag|label|item|cell|button|btn)",
    re.IGNORECASE,
)
_AMOUNT = ("$", "£", "€", "&pound;", "&euro;", "&#36;")
_BULLETS = frozenset("•·◦▪‣*-–●○■►➢➤✓✔✅")
_MOST_INDENTS = 3


def is_html(text: str) -> bool:
    """Whether the text has HTML elements in it."""
    return "<" in text and _HTML.search(text) is not None


def unescape(text: str) -> str:
    """HTML of a text that is HTML with its brackets escaped, once or twice; else the text itself.

    Entities that belong to the HTML underneath are left to `from_html`. Line breaks written out
    (a backslash and an n) become such, where they are certain to be none of the text's own.
    """
    for _ in range(3):
        if "&" not in text or is_html(text) or not _ESCAPED_TAG.search(text):
            break
        text = _decode(text)
    if "\\n" in text:
        text = _WRITTEN_BREAKS.sub(">\n", text)
        if "\n" not in text and "\\n\\n" in text:
            text = text.replace("\\r\\n", "\n").replace("\\n", "\n")
    return text


def decode_entities(text: str) -> str:
    """The text with its character references (&amp;, &#8211;) replaced, once.

    Those of signs that nobody writes about (&amp;nbsp;, &amp;#8217;) are taken for escaped twice.
    """
    return _decode(_TWICE_ESCAPED.sub("&", text)) if "&" in text else text


def _decode(text: str) -> str:
    # The library refuses to convert numbers of thousands of digits, with an exception.
    return entities.unescape(_HUGE_REFERENCE.sub("", text))


def from_html(html: str) -> str:
    """What a person would read: blocks, list items and rows as lines, at most one blank line.

    Inline elements neither split nor join words; cells and buttons stand apart by a space. Where
    there is no block at all, the line breaks of the source count. Mojibake is mended.
    """
    source = mend(html)
    pieces = _pieces(source)
    names = {name.lower() for name in set(pieces[2::4]) if name}
    if "<!--" in source or not _UNREAD.isdisjoint(names):
        source = _seen(source)
        pieces = _pieces(source)
    writer = _Writer(lines=_BLOCK.search(source) is None)
    writer.write(pieces[0])
    closed = ""
    for slash, tag, inside, text in zip(*(pieces[at::4] for at in (1, 2, 3, 4)), strict=True):
        name = tag.lower() if tag else ""
        if name in _BREAK:
            writer.block(name, closes=slash == "/")
        elif text.startswith(_AMOUNT) or (
            name and name == closed and not slash and _LABELLED.search(inside)
        ):
            # An amount never continues a word of another element, nor one badge the next.
            writer.part()
        closed = name if slash and not text and name in ("span", "a") else ""
        if text:
            writer.write(text)
    return writer.text()


def _pieces(source: str) -> list[str]:
    """Text, "/" of a closing tag, its name, what else is in it, text, "/", and so on.

    What is no element (<!doctype html>) has None for these three.
    """
    last = source.rfind(">") + 1
    pieces = _TAG.split(source[:last].replace("<![CDATA[", "").replace("]]>", ""))
    pieces[-1] += _CUT_TAG.sub("", source[last:])
    return pieces


def _seen(html: str) -> str:
    """The HTML without comments and without elements whose inside nobody reads."""
    last = html.rfind(">") + 1
    found = _HIDDEN.search(html, 0, last)
    if found is None:
        return html
    kept: list[str] = []
    at = 0
    unclosed: set[str] = set()
    while found is not None:
        name = (found[1] or "").lower()
        kept.append(html[at : found.start()])
        tag_end = html.find(">", found.start()) + 1
        at = tag_end
        end = None if name in unclosed or html[tag_end - 2] == "/" else _end_of(name, found)
        if end is not None:
            at = end
        elif name in ("script", "style") and html[tag_end - 2] != "/":
            return "".join(kept)
        elif html[tag_end - 2] != "/":
            # Searched for in vain once: a second time would cost squares.
            unclosed.add(name)
        found = _HIDDEN.search(html, at, last)
    kept.append(html[at:])
    return "".join(kept)


def _end_of(name: str, found: re.Match[str]) -> int | None:
    """Where a comment (no name) or an element ends; None where it does not."""
    if name:
        # Only the first may end: where it has no ">", no later one has.
        end = re.compile(rf"</{name}(?=[\s>])", re.IGNORECASE).search(found.string, found.end())
        return (found.string.find(">", end.end()) + 1 or None) if end else None
    end = _COMMENT_END.search(found.string, found.start() + 2)
    return end.end() if end else None


class _Writer:
    """Collects text, and owes the space or line break that has to come before the next word.

    `lines`: white space is the author's own, as in <pre>.
    """

    def __init__(self, *, lines: bool) -> None:
        self._parts: list[str] = []
        self._owed = 0
        self._bullet = self._in_item = False
        self._lists = 0
        self._pre = int(lines)

    def write(self, text: str) -> None:
        """Text between two tags, as it is in HTML."""
        if "&" in text:
            text = decode_entities(text)
        if not self._pre:
            self._write(text)
            return
        for number, line in enumerate(text.split("\n")):
            if number:
                self._owe(_BLANK if self._owed >= _LINE else _LINE)
            self._write(line)

    def _write(self, text: str) -> None:
        words = text.split()
        if not words:
            if text:
                self._owed = self._owed or _SPACE
            return
        parts = self._parts
        if parts:
            parts.append(_BREAKS[self._owed or text[0].isspace()])
        if self._bullet:
            self._bullet = False
            if self._lists > 1 and parts:
                parts.append("  " * min(self._lists - 1, _MOST_INDENTS))
            if words[0][0] not in _BULLETS:
                parts.append("• ")
        parts.append(" ".join(words))
        self._owed = _SPACE if text[-1].isspace() else 0

    def part(self) -> None:
        """The next word stands apart from a letter or digit before it."""
        if not self._owed and self._parts and self._parts[-1][-1].isalnum():
            self._owed = _SPACE

    def block(self, name: str, *, closes: bool) -> None:
        """A tag that parts what is before it from what comes after."""
        owed = _BREAK[name]
        if name == "li":
            if self._in_item or closes:
                # The next item follows in the next line, whatever was in this one.
                self._owed = _LINE
            self._in_item = self._bullet = not closes
        elif name in ("ul", "ol"):
            if self._lists > closes:
                owed = _LINE  # a list in a list
            self._lists = max(self._lists - 1, 0) if closes else self._lists + 1
            self._in_item = closes and self._lists > 0
            self._bullet = False
        elif name == "br" and self._owed >= _LINE:
            owed = _BLANK
        elif name == "pre":
            self._pre = max(self._pre + (-1 if closes else 1), 0)
        self._owe(owed)

    def _owe(self, owed: int) -> None:
        """A space, line break or blank line is due; the stronger one counts."""
        if owed > self._owed:
            self._owed = _LINE if self._bullet and owed == _BLANK else owed

    def text(self) -> str:
        written = "".join(self._parts)
        seen = clean(mend(written)).strip()
        if len(seen) == len(written):
            return seen
        # A word of nothing that can be seen leaves the gaps about it.
        lines = "\n".join(line.rstrip() for line in seen.split("\n"))
        return _GAP.sub("\n\n", lines)
