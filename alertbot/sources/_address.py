"""Boards named in an address or in a page's source, wherever they stand in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from urllib.parse import unquote

MOST = 2_000_000
"""Characters of a page that are looked through."""

_ESCAPES = {"\\/": "/", "\\u002f": "/", "\\u002F": "/", "\\u0026": "&", "&amp;": "&", "&#x2F;": "/"}
_ESCAPED = re.compile("|".join(map(re.escape, _ESCAPES)))


MOST_SEARCHES = 20
"""Different searches that one page may ask a service for."""


def searches(
    text: str,
    pattern: re.Pattern[str],
    asked: Callable[[re.Match[str]], Mapping[str, object] | None],
) -> list[Mapping[str, object]]:
    """What every match asks a service for, each once, the most telling first. `asked` gives the
    options of one match, or None where it asks for nothing of the kind.
    """
    seen: list[Mapping[str, object]] = []
    for found in pattern.finditer(text[:MOST].replace("&amp;", "&")):
        options = asked(found)
        if options is not None and options not in seen:
            seen.append(options)
        if len(seen) == MOST_SEARCHES:
            break
    return sorted(seen, key=len, reverse=True)


def named(text: str, pattern: re.Pattern[str]) -> Iterator[Mapping[str, str]]:
    """The named groups of every match, percent-decoded: each set once, the most frequent first.

    Addresses inside scripts ("https:\\/\\/...") are found too. A group that is empty or took no
    part is left out.
    """
    plain = _ESCAPED.sub(lambda found: _ESCAPES[found[0]], text[:MOST])
    counted = Counter(
        tuple((name, unquote(value)) for name, value in found.groupdict().items() if value)
        for found in pattern.finditer(plain)
    )
    for groups, _ in counted.most_common(20):
        yield dict(groups)
