"""JSON-LD in a page: found without a tree, decoded although it is broken, walked without recursion.

Pages guard the block with comments or CDATA, or escape the whole of it for HTML; what is no JSON
even so is left to `_lenient`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from alertbot import text as words
from alertbot.sources import _json, _lenient

Node = Mapping[str, object]

_USUAL = "application/ld+json"
_SPELLINGS = (
    "ld+json", "LD+JSON", "Ld+Json", "ld+JSON", "ld&#43;json", "ld&#x2B;json", "ld&#x2b;json",
    "ld&plus;json", "ld%2Bjson", "ld%2bjson", "ld\\u002Bjson", "application/json+ld",
)  # fmt: skip
_MOST_NODES = 200_000


def blocks(page: str) -> Iterator[str]:
    """The text of each application/ld+json script, in order; none that is commented out."""
    spelling = _USUAL if _USUAL in page else _odd_spelling(page)
    at = page.find(spelling) if spelling else -1
    position = 0
    commented = False
    while at >= 0:
        opening = max(page.rfind("<", max(position, at - 1000), at), position)
        tag = _SCRIPT.match(page, opening)
        commented = _is_comment(page, position, opening, commented)
        position = at + len(spelling)
        if tag and tag.end() > at and not commented:
            position = _end(page, tag.end())
            yield page[tag.end() : position]
        at = page.find(spelling, position)


# A bracket in quotes does not end the tag.
_SCRIPT = re.compile(r"""<script\b(?:[^<>"']++|"[^"<]*+"|'[^'<]*+'|["'])*+>""", re.IGNORECASE)


def _odd_spelling(page: str) -> str:
    """How a page spells the type of its scripts that spells it unlike nearly all others."""
    return next((spelling for spelling in _SPELLINGS if spelling in page), "")


def _end(page: str, start: int) -> int:
    """Where a script ends that begins at `start`: the page's end, if it does not."""
    end = page.find("</script", start)
    end = len(page) if end < 0 else end
    for tag in ("</SCRIPT", "</Script"):
        if (other := page.find(tag, start, end)) >= 0:
            end = other
    return end


def _is_comment(page: str, start: int, end: int, before: bool) -> bool:
    """Whether `end` lies in an HTML comment. `before`: whether `start` does."""
    opened, closed = page.rfind("<!--", start, end), page.rfind("-->", start, end)
    if closed > opened:
        return False
    if opened < 0:
        return before
    script = page.rfind("<script", start, opened)  # where the sign for a comment means none
    return script < 0 or page.find("</script", script, opened) >= 0


_GUARDS = re.compile(r"\s+|<!--|-->|;|//|/\*|\*/|<!\[CDATA\[|\]\]>|\ufeff")
_LAST_GUARDS = re.compile(r"(?:\s|<!--|-->|;|//|/\*|\*/|<!\[CDATA\[|\]\]>){1,200}\Z")
_QUOTE = re.compile("&(?:amp;){0,3}(?:quot|#0*34|#x0*22);", re.IGNORECASE)
_MARKUP_QUOTES = re.compile(rf"[\[{{\s]{{1,99}}{_QUOTE.pattern}", re.IGNORECASE)
# A text editor has made quotes of the key's own kind: “@type”.
_TYPOGRAPHIC = re.compile("[“”„‟″]|&(?:[lrb]dquo|Prime|#0{0,4}(?:822[0-3]|8243));")
_BY_AN_EDITOR = re.compile(rf"(?:{_TYPOGRAPHIC.pattern})@type(?:{_TYPOGRAPHIC.pattern})")
# Or has made paragraphs of its lines.
_IN_PARAGRAPHS = re.compile(r"[{,]\s*(?:<br|</?p)\b[^<>]{0,99}>")
_PARAGRAPHS = re.compile(r"(?:<br ?/?>|</?p>){1,3}(?=\s*\n)|(?<=\n)\s*(?:<br ?/?>|</?p>){1,3}")
_HARD_SPACE = re.compile(r"[{,]\s*&nbsp;")
_SLASHED = re.compile(r"[\[{]\s{0,99}\\+\"")


# What PHP says in the middle of everything.
_COMPLAINT = re.compile(
    r"<br />\s{0,9}<b>(?:Warning|Notice|Deprecated)</b>:[^<]{0,500}<b>[^<]{0,300}</b> on line "
    r"<b>\d{1,9}</b><br />"
)


def decode(block: str) -> object:
    """The block's JSON; where it is broken, a list of what is whole in it; None if nothing is."""
    try:
        value = _json.decode(block)
    except (ValueError, RecursionError):
        value = ""
    return value if value and not isinstance(value, str) else _mended(block)


def _mended(block: str) -> object:
    """What `decode` gives for a block that is guarded, escaped or broken."""
    text = _readable(_COMPLAINT.sub("", _unguarded(block)))
    for _ in range(2):
        try:
            value = _json.decode(text)
        except (ValueError, RecursionError):
            return _lenient.read(text) or None
        if not isinstance(value, str):
            return value
        text = value  # JSON in a string of JSON
    return None


def _unguarded(block: str) -> str:
    start = 0
    while guard := _GUARDS.match(block, start):
        start = guard.end()
    tail = block[max(start, len(block) - 200) :]
    return block[start : len(block) - len(tail)] + _LAST_GUARDS.sub("", tail)


def _readable(text: str) -> str:
    """The block without the escapes that a template engine has laid over the whole of it."""
    if text.startswith(("%7B", "%5B", "%7b", "%5b")):
        text = unquote(text)
    if text.startswith(("&#123;", "&#91;", "&lbrace;", "&lbrack;")):
        text = words.decode_entities(text)
    if _MARKUP_QUOTES.match(text):
        # Quotes alone: what is escaped inside the strings is theirs.
        text = _QUOTE.sub('"', text)
    if _BY_AN_EDITOR.search(text):
        text = _TYPOGRAPHIC.sub('"', text)
    if _IN_PARAGRAPHS.search(text):
        text = _PARAGRAPHS.sub("", text)
    if _HARD_SPACE.search(text):
        text = text.replace("&nbsp;", " ")
    if _SLASHED.match(text):
        text = text.replace('\\"', '"').replace("\\\\", "\\")
    return text


def nodes(roots: list[object], kind: str) -> Iterator[Node]:
    """Every object of a type, however deep, in the order of the page; none inside another."""
    kind = kind.lower()
    waiting = list(reversed(roots))
    for _ in range(_MOST_NODES):
        if not waiting:
            return
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(reversed(value))
        elif _json.is_object(value):
            if kind in types(value):
                yield value
            else:
                waiting.extend(reversed(list(value.values())))


def types(node: object) -> list[str]:
    """The types of a node in small letters, without their vocabulary ("schema:JobPosting")."""
    said = member(node, "@type", "type")
    values = said if isinstance(said, list) else [said]
    return [folded(value) for value in map(_json.text, values)]


def member(node: object, *names: str) -> object:
    """The first member of these names that is there; case and vocabulary prefix do not count."""
    if not _json.is_object(node):
        return None
    for name in names:
        if name in node:
            return node[name]
    if not is_odd(node):
        return next((node[name.lower()] for name in names if name.lower() in node), None)
    found: dict[str, object] = {}
    for key, value in node.items():
        found.setdefault(folded(key), value)
    return next((found[name.lower()] for name in names if name.lower() in found), None)


_ODD = re.compile(r"(?:^|\n)[A-Z]|[:/]")


def is_odd(node: Node) -> bool:
    """Whether a key is in PascalCase, or has a vocabulary's prefix as "schema:title" has."""
    return _ODD.search("\n".join(node)) is not None


def folded(key: str) -> str:
    """A key in small letters, without its vocabulary."""
    return key.rpartition("/")[2].rpartition(":")[2].lower()


PLACEHOLDERS = {
    "unavailable", "-", "--", "n/a", "na", "none", "null", "undefined", "tbd", "unspecified",
    "not specified", "unknown", ".", "xx", "[object object]",
}  # fmt: skip


def line(value: object) -> str:
    """A value as one line of text, however it is wrapped; empty for a placeholder."""
    if isinstance(value, str):
        return _said(value)
    return "" if value is None else next(iter(lines(value)), "")


def lines(value: object) -> Iterator[str]:
    """Each value of a list, or the one, as a line: a string, a number, or an object's name."""
    for one in value if isinstance(value, list) else [value]:
        said = one
        for _ in range(3):
            if isinstance(said, list):
                said = said[0] if said else None
            elif _json.is_object(said):
                said = member(said, "name", "@value", "value", "legalName")
        if found := _said(said if isinstance(said, str) else _json.identifier(said)):
            yield found


def _said(value: str) -> str:
    said = value
    if "&" in said:  # twice: "R&amp;amp;D"
        said = words.decode_entities(words.decode_entities(said))
    if words.is_html(said):
        said = words.from_html(said)
    found = _json.line(said)[:500].rstrip()
    return "" if len(found) < 20 and found.lower() in PLACEHOLDERS else found
