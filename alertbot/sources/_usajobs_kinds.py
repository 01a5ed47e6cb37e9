"""The kind of employment of a government posting, by names and by codes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from alertbot import text as words
from alertbot.sources import _json

# Names are missing, or an office's own ("Career/Career Conditional"). The numbers of the two lists
# are apart.
_MEANT = {
    "1": "Full-time",
    "2": "Part-time",
    "4": "Intermittent",
    "15317": "Permanent",
    "15318": "Temporary",
    "15319": "Term",
    "15322": "Seasonal",
    "15323": "Summer",
    "15328": "Internship",
}


def read(position: Mapping[str, object]) -> str:
    """What the schedule and the offer are named, and what their codes mean: "Full-time, Term"."""
    said: dict[str, None] = {}
    for key in ("PositionSchedule", "PositionOfferingType"):
        for entry in map(_json.obj, _json.items(position.get(key))):
            said.update(dict.fromkeys(_kinds(entry)))
    return ", ".join(filter(None, said))[:200]


def _kinds(entry: Mapping[str, object]) -> Iterator[str]:
    """The name of an entry, and what its code means unless the name is that already."""
    name = words.one_line(words.decode_entities(_json.text(entry.get("Name"))))
    meant = _MEANT.get(_json.identifier(entry.get("Code")), "")
    yield name[:80]
    if _plain(meant) != _plain(name):
        yield meant


def _plain(name: str) -> str:
    return name.lower().replace("-", " ")
