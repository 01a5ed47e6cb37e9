"""Time zones as dates name them behind a time: "+0200", "GMT-05:00", "EST", "PDT", "ET"."""

from __future__ import annotations

import re
from datetime import date, timedelta

_OFFSET = re.compile(r" ?(?:gmt|utc|ut)? ?([+-])([0-9]{1,2})(?::?([0-9]{2}))?(?![0-9])")
_NAME = re.compile(r" ?\(?(?:uhr |hours |hrs )?([a-z]{1,5})\b")
_HOURS = {
    "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7, "mdt": -6, "pst": -8, "pdt": -7,
    "akst": -9, "akdt": -8, "hst": -10, "ast": -4, "adt": -3, "brt": -3, "bst": 1, "west": 1,
    "cet": 1, "mez": 1, "cest": 2, "mesz": 2, "eet": 2, "sast": 2, "eest": 3, "msk": 3, "trt": 3,
    "gst": 4, "pkt": 5, "ist": 5.5, "ict": 7, "wib": 7, "sgt": 8, "hkt": 8, "pht": 8, "awst": 8,
    "jst": 9, "kst": 9, "acst": 9.5, "aest": 10, "acdt": 10.5, "aedt": 11, "nzst": 12, "nzdt": 13,
}  # fmt: skip
# Whether these are in summer time, the date tells.
_AMERICAN = {"et": -5, "ct": -6, "mt": -7, "pt": -8}
_FARTHEST = timedelta(hours=14)


def offset(text: str, day: date) -> timedelta:
    """How far the zone at the start of a folded text is ahead of UTC; nothing where there is none.

    `day` decides about the American "ET", which is one or the other with the season.
    """
    if found := _OFFSET.match(text):
        ahead = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        if ahead > _FARTHEST:
            return timedelta(0)
        return -ahead if found[1] == "-" else ahead
    named = _NAME.match(text)
    name = named[1] if named else ""
    if name in _AMERICAN:
        return timedelta(hours=_AMERICAN[name] + _is_american_summer(day))
    return timedelta(hours=_HOURS.get(name, 0))


def _is_american_summer(day: date) -> bool:
    """From the second Sunday of March to the first of November."""
    return _sunday(day.year, 3, 8) <= day < _sunday(day.year, 11, 1)


def _sunday(year: int, month: int, first: int) -> date:
    """The first Sunday from a day of a month on."""
    start = date(year, month, first)
    return start + timedelta(days=6 - start.weekday())
