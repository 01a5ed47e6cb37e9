"""A board of 2,000 postings and some 7 MB, from bytes to typed fields, beside json.loads alone.

DESIGN 11 wants the fields at least three times as fast as json.loads, which only a decoder that
knows the fields beforehand could do, and nothing decoded where the bytes are as they were.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from time import perf_counter

from alertbot import sources
from alertbot.identity import fingerprint
from alertbot.model import RawPosting
from alertbot.testing.conformance import page

Row = tuple[str, float, str, float | None, float | None, str]
POSTINGS = 2000
_TEXT = "&lt;p&gt;We mend &lt;b&gt;pumps&lt;/b&gt; &amp;amp; keep the valley dry.&lt;/p&gt;\n" * 45


def board(postings: int = POSTINGS) -> bytes:
    """A Greenhouse board of so many postings."""
    return payload(jobs(range(postings)))


def jobs(numbers: Iterable[int]) -> list[dict[str, object]]:
    """Its postings with these numbers."""
    return [
        {
            "id": 4_000_000 + number,
            "internal_job_id": number,
            "title": f"Pump Keeper {number}",
            "absolute_url": f"https://boards.greenhouse.io/valley/jobs/{4_000_000 + number}",
            "location": {"name": "Tromsø, Norway"},
            "company_name": "Valley Works",
            "first_published": "2026-05-01T10:00:00-04:00",
            "updated_at": "2026-05-13T10:00:00-04:00",
            "departments": [{"id": 1, "name": "Water", "child_ids": [], "parent_id": None}],
            "offices": [{"id": 1, "name": "Tromsø", "location": "Tromsø, Norway"}],
            "metadata": None,
            "content": _TEXT,
        }
        for number in numbers
    ]


def payload(some: Sequence[dict[str, object]]) -> bytes:
    """What a board of these postings answers."""
    return json.dumps({"jobs": some, "meta": {"total": len(some)}}).encode()


def rows() -> list[Row]:
    """What is measured here."""
    body = board()
    kind = sources.kinds()["greenhouse"]
    options = kind.Options.model_validate({"board": "valley"})
    shown = page(body, "application/json")

    def read() -> int:
        found = [one for one in kind.parse(options, shown) if isinstance(one, RawPosting)]
        return sum(len(fingerprint(one)) for one in found)

    loads = _best(lambda: json.loads(body))
    typed = _best(lambda: sum(1 for _ in kind.parse(options, shown)))
    ours = _best(read)
    same = _best(lambda: hashlib.sha256(body).hexdigest())
    return [
        ("board, typed", typed, "json.loads", loads, loads / typed, "at least 3"),
        ("board, typed and fingerprinted", ours, "json.loads", loads, loads / ours, "at least 3"),
        ("board, unchanged bytes", same, "json.loads", loads, loads / same, "nothing decoded"),
    ]


def _best(work: Callable[[], object], times: int = 5) -> float:
    """The least of several runs, in microseconds."""
    spent = []
    for _ in range(times):
        began = perf_counter()
        work()
        spent.append(perf_counter() - began)
    return min(spent) * 1e6
