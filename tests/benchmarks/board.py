"""A board of 2,000 postings and some 7 MB, from bytes to typed fields, beside json.loads alone.

DESIGN 11 wants the fields at least three times as fast as json.loads, descriptions of what is new
alone, and nothing decoded where the bytes are as they were. So what counts is a board that has been
read before and shows twenty new postings; the first time, all of it is decoded.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from time import process_time

from alertbot import sources
from alertbot.testing.conformance import page
from alertbot.traversal import Traversal

Row = tuple[str, float, str, float | None, float | None, str]
POSTINGS = 2000
NEW = POSTINGS // 100
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
    before: dict[str, bytes] = {}

    def news(prints: Mapping[str, bytes]) -> list[str]:
        return [id for id, one in prints.items() if before.get(id) != one]

    def walk(known: Mapping[str, bytes]) -> Traversal:
        made = Traversal(kind, options, news=news, known=known)
        made.take(replace(shown, request=made.next()))
        return made

    first = _best(lambda: walk({}))
    texts = walk({})
    before = dict(list(texts.harvest.prints.items())[:-NEW])
    known = walk({}).texts
    assert len(walk(known).harvest.listed) == NEW + 1
    ours = _best(lambda: walk(known))
    loads = _best(lambda: json.loads(body))
    same = _best(lambda: hashlib.sha256(body).hexdigest())
    work = f"board read again, {NEW} new"
    return [
        (work, ours, "json.loads", loads, loads / ours, "at least 3"),
        ("board, first time", first, "json.loads", loads, loads / first, ""),
        ("board, unchanged bytes", same, "json.loads", loads, loads / same, "nothing decoded"),
    ]


def _best(work: Callable[[], object], times: int = 7) -> float:
    """The least of several runs, in microseconds of CPU."""
    spent = []
    for _ in range(times):
        began = process_time()
        work()
        spent.append(process_time() - began)
    return min(spent) * 1e6
