"""2,000 new postings of 5 KB: their keys, and whom those lead to among 1,000,000 stored postings.

The goal of PERFORMANCE is 60 us a posting. The alternative compares texts: MinHash by rensa where
it is installed (over words, which is kind to it), else difflib, each posting with a few others. All
of it is CPU.
"""

from __future__ import annotations

import difflib
import importlib
import importlib.util
import random
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from time import process_time

from alertbot.identity import same_opening, traces
from alertbot.model import Place, Posting

Row = tuple[str, float, str, float | None, float | None, str]
GOAL = "<= 60 us"
STORED = 1_000_000
KEYS = 7
NEW = 2000
COPIES = 20
_BATCH = 100
_THEIRS = 200
_COMPARED = 10
_VOCABULARY = """
    pump valve water night engine spring keeper record lorry licence calm mend measure write plan
    carry listen teach travel budget safety meadow river weather garden ledger market steel copper
    quality supplier customer colleague manager engineer system service program network storage
"""
_WORDS = _VOCABULARY.split()


def postings(count: int) -> list[Posting]:
    """So many postings of some 5 KB, each its own text and a title that others have too."""
    chance = random.Random(11)
    return [
        Posting(
            "valley",
            str(number),
            f"https://valley.example/{number}",
            f"{chance.choice(_WORDS)} {chance.choice(_WORDS)} keeper".title(),
            company=f"Valley Works {number % 40} Ltd",
            places=(Place("Tromsø, Norway", "Tromsø", None, "NO"),),
            description=". ".join(
                " ".join(chance.choices(_WORDS, k=14)).capitalize() for _ in range(55)
            ),
        )
        for number in range(count)
    ]


def rows() -> list[Row]:
    """What is measured here. The alternative's numbers are None where it is not installed."""
    new = postings(NEW)
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(sqlite3.connect(Path(folder) / "traces.db")) as stored,
    ):
        _fill(stored, new[:COPIES])
        ours = _took(new, stored)
    name, theirs = _alternative(new[:_THEIRS])
    copy = [(one, _copied(one)) for one in new[:_THEIRS]]
    begun = process_time()
    if any(same_opening(one, other).answer != "same" for one, other in copy):
        raise RuntimeError("a copy was not known")
    told = (process_time() - begun) / len(copy) * 1e6
    work = f"keys and lookup of a posting, {STORED:,} stored"
    return [
        (work, ours, name, theirs, theirs / ours, GOAL),
        ("whether two postings of 5 KB are one", told, "difflib", *_difflib(copy, told), "-"),
    ]


def _fill(stored: sqlite3.Connection, known: Sequence[Posting]) -> None:
    stored.execute(
        "create table traces(key integer, opening_id integer, primary key (key, opening_id))"
        " without rowid"
    )
    stored.execute(
        "insert into traces with recursive number(n) as"
        " (select 1 union all select n + 1 from number where n < ?)"
        " select random() as key, n / ? from number order by key",
        (STORED * KEYS, KEYS),
    )
    stored.executemany(
        "insert into traces values (?, ?)",
        [(key, -at) for at, posting in enumerate(known, 1) for key in traces(posting)],
    )
    stored.commit()


def _took(new: Sequence[Posting], stored: sqlite3.Connection) -> float:
    """Microseconds a posting, the median of the batches; what is stored has to be found."""
    found: set[int] = set()
    fresh = [_copied(posting) for posting in new]
    taken: list[float] = []
    for start in range(0, len(fresh), _BATCH):
        begun = process_time()
        keys: set[int] = set()
        for posting in fresh[start : start + _BATCH]:
            keys.update(traces(posting))
        marks = ",".join("?" * len(keys))
        query = f"select opening_id from traces where key in ({marks})"
        found.update(id for (id,) in stored.execute(query, tuple(keys)))
        taken.append((process_time() - begun) / _BATCH)
    if len([id for id in found if id < 0]) < COPIES:
        raise RuntimeError("a stored posting was not found")
    return median(taken) * 1e6


def _copied(posting: Posting) -> Posting:
    """An agency's copy, whose text nothing has read before."""
    return Posting(
        "agency",
        posting.external_id,
        posting.url,
        posting.title,
        company="Brightpath Staffing",
        description=f"For our client we look for somebody at once. {posting.description}",
    )


def _alternative(new: Sequence[Posting]) -> tuple[str, float]:
    # It is no dependency, not even for tests: only who wants to compare has it.
    if importlib.util.find_spec("rensa") is None:
        begun = process_time()
        for posting in new[:_COMPARED]:
            for other in new[:_COMPARED]:
                difflib.SequenceMatcher(None, posting.description, other.description).ratio()
        return f"difflib, {_COMPARED} stored", (process_time() - begun) / _COMPARED * 1e6
    rensa = importlib.import_module("rensa")
    index = rensa.RMinHashLSH(threshold=0.8, num_perm=128, num_bands=16)
    begun = process_time()
    for number, posting in enumerate(new):
        hashed = rensa.RMinHash(num_perm=128, seed=42)
        hashed.update(posting.description.split())
        index.query(hashed)
        index.insert(number, hashed)
    return f"rensa, {len(new)} stored", (process_time() - begun) / len(new) * 1e6


def _difflib(pairs: Sequence[tuple[Posting, Posting]], ours: float) -> tuple[float, float]:
    begun = process_time()
    for one, other in pairs[:_COMPARED]:
        difflib.SequenceMatcher(None, one.description, other.description).ratio()
    theirs = (process_time() - begun) / _COMPARED * 1e6
    return theirs, theirs / ours
