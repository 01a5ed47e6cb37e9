"""Elements that are none of a page's text if what is in them says so: forms, and lists of links."""

from __future__ import annotations

import re

TAGS = re.compile(r"<[^<>]{0,600}>?")
_FIELD = re.compile(r"<(?:input|select|textarea)\b(?![^<>]{0,300}hidden)", re.IGNORECASE)
_TEXT = re.compile(r"<(?:h[1-3]|p|li)\b", re.IGNORECASE)
_MOST_LABELLED = 60
_LEAST_LINKS = 5
_LINK = re.compile(r"<a\b[^<>]*+>(?:[^<]++|<(?!/?a\b))*+</a", re.IGNORECASE)


def _is_form(inside: str) -> bool:
    """Whether a form is to be filled in: some sites have the whole page in one."""
    fields = len(_FIELD.findall(inside))
    return fields >= 2 and len(_TEXT.findall(inside)) <= fields + 2


def _is_form_table(inside: str) -> bool:
    """Whether a table is a form without a form about it: fields, and no more than their labels."""
    fields = len(_FIELD.findall(inside))
    return fields >= 2 and 0 < _length(inside) < _MOST_LABELLED * fields


def _is_menu(inside: str) -> bool:
    """Whether a list is one of links, and says little beside them: a menu, or other postings."""
    if inside.count("<a ") < _LEAST_LINKS:
        return False
    return 2 * _length(_LINK.sub("", inside)) < _length(inside)


def _length(inside: str) -> int:
    """Of the text in an element, without white space."""
    return sum(map(len, TAGS.sub(" ", inside).split()))


MAY_GO = {"form": _is_form, "ul": _is_menu, "ol": _is_menu, "table": _is_form_table}
"""Names of elements, and what says of the inside of one that it goes."""
