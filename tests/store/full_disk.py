"""Run on a small file system of its own (see test_upkeep_disk.py): fills it, and heals it.

Prints a word for each thing that has come as it should; fails at the first that has not.
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path

from alertbot.config import Keep
from alertbot.errors import StoreError
from alertbot.store import Store
from alertbot.store.destinations import Destination
from alertbot.store.disk import Reserve, room
from alertbot.store.upkeep import Upkeep
from tests.store.filled import BOARD, NOW, SEARCHES, posting, remember

DAY = timedelta(days=1)


def expect(holds: bool, word: str) -> None:
    if not holds:
        sys.exit(f"not {word}")
    print(word, flush=True)


def fill(folder: Path) -> Path:
    """Leaves not one byte free."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            with suppress(OSError):
                while file.write(b"\1" * size):
                    pass
    return ballast


def main(folder: Path) -> None:
    """One story: a service that runs, a disk that fills up, and room again."""
    file = folder / "alertbot.db"
    store = Store(f"sqlite:///{file}")
    store.set_operator("team")
    store.destinations.sync([Destination("team", "#jobs", "s"), Destination("me", "4", "t")], NOW)
    store.register.sync_sources({"contoso": BOARD}, NOW)
    store.register.sync_searches(SEARCHES, NOW)
    upkeep, reserve = Upkeep(store._database, file), Reserve(file).path
    upkeep.operator = "team"

    remember(store, *(posting(n, "Chef") for n in range(1, 500)))
    for _ in range(2):
        remember(store, posting(500), now=NOW)
    for row in store.outbox.listed():
        with store._database.write() as connection:
            connection.exec_driver_sql(f"UPDATE outbox SET state='delivered' WHERE id={row['id']}")
    upkeep.watch_disk(NOW)
    expect(reserve.exists(), "reserved")

    ballast = fill(folder)
    expect(room(folder).free == 0, "full")
    refused = 0
    for number in range(600, 2000):
        try:
            remember(store, posting(number), seen=500)
        except StoreError as error:
            refused += "full" in str(error) or "I/O" in str(error)
            break
    expect(refused == 1, "refused")

    later = NOW + 2000 * DAY
    scarce = upkeep.watch_disk(later)
    dropped = sum(step.count for step in upkeep.prune(Keep(), later))
    expect(scarce and dropped > 1000 and not reserve.exists(), "pruned")
    for number in range(3000, 3100):
        remember(store, posting(number), now=later, seen=0)
    upkeep.watch_disk(later)
    texts = [row["kind"] for row in store.outbox.listed()]
    expect("notice" in texts, "writes")

    ballast.unlink()
    upkeep.watch_disk(later)
    with closing(sqlite3.connect(file)) as raw:
        sound = raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    expect(sound and reserve.exists(), "well")
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
