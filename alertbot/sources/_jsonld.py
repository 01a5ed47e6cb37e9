"""JSON-LD in a page: found without a tree, decoded although it is broken, walked without recursion.

Pages put raw line breaks and bad escapes into strings, leave commas out or in, guard the block
with CDATA, or escape the whole of it for HTML. What still cannot be decoded is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from alertbot import text as words
from alertbot.sources import _json

Node = Mapping[str, object]

_ESCAPED_TYPE = re.compile(r"ld(?:\+|&#43;|&#x2b;|&plus;|%2b)json", re.IGNORECASE)
_END = re.compile(r"</script", re.IGNORECASE)
_MOST_NODES = 200_000


def blocks(page: str) -> Iterator[str]:
    """The text of each application/ld+json script, in order."""
    plain = "ld+json" in page
    position = 0
    while True:
        if plain:
            found = page.find("ld+json", position)
        else:
            match = _ESCAPED_TYPE.search(page, position)
            found = match.start() if match else -1
        if found < 0:
            return
        position = found + 7
        opening = page.rfind("<", max(0, found - 1000), found)
        if opening < 0 or page[opening : opening + 7].lower() != "<script":
            continue
        if ">" in page[opening:found] or (start := page.find(">", position)) < 0:
            continue
        end = _END.search(page, start)
        yield page[start + 1 : end.start() if end else len(page)]
        position = end.end() if end else len(page)


_GUARDS = re.compile(r"\s+|<!--|-->|;|//|/\*|\*/|<!\[CDATA\[|\]\]>")
_LAST_GUARDS = re.compile(r"(?:\s|<!--|-->|;|//|/\*|\*/|<!\[CDATA\[|\]\]>){1,200}\Z")
_MARKUP_QUOTES = re.compile(r"[\[{]\s{0,99}(?:&quot;|&#0*34;|&#x0*22;)", re.IGNORECASE)


_QUOTE = re.compile("&(?:quot|#0*34|#x0*22);", re.IGNORECASE)


def decode(block: str) -> object:
    """The block's JSON, repaired where that is needed; None where it cannot be read."""
    text = _unguarded(block)
    for attempt in (_as_it_is, _unescaped, _mended, _mended_unescaped):
        candidate = attempt(text)
        if candidate is None:
            continue
        try:
            return _json.decode(candidate)
        except (ValueError, RecursionError):
            continue
    return None


def _unguarded(block: str) -> str:
    start = 0
    while guard := _GUARDS.match(block, start):
        start = guard.end()
    tail = block[max(start, len(block) - 200) :]
    return block[start : len(block) - len(tail)] + _LAST_GUARDS.sub("", tail)


def _as_it_is(text: str) -> str | None:
    return text


def _unescaped(text: str) -> str | None:
    """The whole block escaped for HTML, as a template engine leaves it."""
    if not _MARKUP_QUOTES.match(text):
        return None
    # Quotes alone: what is escaped inside the strings is theirs.
    return _QUOTE.sub('"', text)


def _mended(text: str) -> str | None:
    return mend(text)


def _mended_unescaped(text: str) -> str | None:
    unescaped = _unescaped(text)
    return None if unescaped is None else mend(unescaped)


_STOP = re.compile(r'["\\]')
_AFTER_STRING = re.compile(r'\s*(?:[:}\]]|\Z|,\s*(?:["{\[}\]\d/-]|(?:true|false|null)\b))')
_NEXT_MEMBER = re.compile(r'\s*"[^"\\\n]{1,80}"\s*:')
_COMMENT = re.compile(r"/\*[^*]*\*/")
_GOOD_ESCAPE = re.compile(r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})')


def mend(text: str) -> str:
    """JSON with bad escapes, inner quotes, and missing or surplus commas put right, in one pass."""
    out: list[str] = []
    position = 0
    while (quote := text.find('"', position)) >= 0:
        gap = _without_surplus(text[position:quote])
        # A value or the end of one, and then a string: nothing parts them but a comma.
        parted = gap.rstrip()[-1:] in (",", ":", "{", "[") or not out
        body, position = _string(text, quote + 1)
        out.append(f'{gap}{"" if parted else ","}"{body}"')
    out.append(_without_surplus(text[position:]))
    return "".join(out)


def _without_surplus(gap: str) -> str:
    """What stands between two strings, without comments and commas before a bracket."""
    if "/*" in gap:
        gap = _COMMENT.sub(" ", gap)
    return _SURPLUS.sub("", gap)


_SURPLUS = re.compile(r",(?=\s{0,999}[}\]])")


def _string(text: str, start: int) -> tuple[str, int]:
    """A string's body, mended, and where the text goes on after its closing quote."""
    parts: list[str] = []
    position = start
    while stop := _STOP.search(text, position):
        at = stop.start()
        parts.append(text[position:at])
        if stop[0] == "\\":
            good = _GOOD_ESCAPE.match(text, at)
            parts.append(good[0] if good else "")
            position = good.end() if good else at + 1
        elif _AFTER_STRING.match(text, at + 1) or _NEXT_MEMBER.match(text, at + 1):
            return "".join(parts), at + 1
        else:
            parts.append('\\"')
            position = at + 1
    parts.append(text[position:])
    return "".join(parts), len(text)


def nodes(roots: list[object], kind: str) -> Iterator[Node]:
    """Every object of a type, however deep, in the order of the page; none inside another."""
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


def types(node: Node) -> list[str]:
    """The types of a node without their vocabulary: "http://schema.org/JobPosting" too."""
    said = member(node, "@type")
    values = said if isinstance(said, list) else [said]
    return [value.rpartition("/")[2].rpartition(":")[2] for value in map(_json.text, values)]


def member(node: object, *names: str) -> object:
    """The first member of these names that is there; case and vocabulary prefix do not count."""
    if not _json.is_object(node):
        return None
    for name in names:
        if name in node:
            return node[name]
    # The plain spelling is nearly always there; this is for PascalCase and "schema:title".
    folded: dict[str, object] = {}
    for key, value in node.items():
        folded.setdefault(key.rpartition("/")[2].rpartition(":")[2].lower(), value)
    return next((folded[name.lower()] for name in names if name.lower() in folded), None)


PLACEHOLDERS = {
    "unavailable", "-", "--", "n/a", "na", "none", "null", "undefined", "tbd", "unspecified",
    "not specified", "unknown", ".", "xx", "[object object]",
}  # fmt: skip


def line(value: object) -> str:
    """A value as one line of text, however it is wrapped; empty for a placeholder."""
    return next(iter(lines(value)), "")


def lines(value: object) -> Iterator[str]:
    """Each value of a list, or the one, as a line: a string, a number, or an object's name."""
    for one in value if isinstance(value, list) else [value]:
        said = one
        for _ in range(3):
            if isinstance(said, list):
                said = said[0] if said else None
            elif _json.is_object(said):
                said = member(said, "name", "@value", "value", "legalName")
        found = words.one_line(_plain(said))[:500]
        if found and found.lower() not in PLACEHOLDERS:
            yield found


def _plain(value: object) -> str:
    said = _json.text(value) or _json.identifier(value)
    if "&" in said:  # twice: "R&amp;amp;D"
        said = words.decode_entities(words.decode_entities(said))
    return words.from_html(said) if words.is_html(said) else said
