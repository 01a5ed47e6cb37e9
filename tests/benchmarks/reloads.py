"""Three hundred reloads in one process: its memory after the first hundred and after the last, and
what one of them costs beside reading the file.

Each changes a search, a source and the connections of both channels: nothing of what was before may
stay in the process. Nothing is polled or sent.
"""

from __future__ import annotations

import asyncio
import os
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from alertbot.app import opened
from alertbot.cli import configuration
from alertbot.cli.running import now
from tests.benchmarks.board import Row
from tests.benchmarks.memory import resident
from tests.bot import Bot, bot

RELOADS = 300
WARM = 100


def rows() -> Iterator[Row]:
    """What is measured here."""
    with tempfile.TemporaryDirectory() as folder, bot(Path(folder)) as one:
        os.environ.update(one.env)
        for number in range(20):
            one.source(f"s{number}", "greenhouse", board=f"b{number}")
        warm, end, reading, using = asyncio.run(_reloaded(one))
    yield ("memory after 300 reloads, KB", end, "after 100", warm, warm / end, "flat: 0.95")
    yield ("a reload taken over", using * 1e6, "the file read", reading * 1e6, reading / using, "")


async def _reloaded(one: Bot) -> tuple[float, float, float, float]:
    one.write()
    first = configuration.loaded(one.config).config
    warm = reading = using = 0.0
    async with opened(first, clock=now, chance=random.random) as app:
        for number in range(RELOADS):
            one.timeout = f"{2 + number % 2}s"
            one.searches["changing"] = f"keeper or word{number}"
            one.source("s0", "greenhouse", board=f"other{number}")
            one.write()
            begun = time.process_time()
            config = configuration.loaded(one.config).config
            read = time.process_time()
            await app.use(config)
            used = time.process_time()
            reading, using = reading + read - begun, using + used - read
            if number == WARM:
                warm = resident()
    return warm, resident(), reading / RELOADS, using / RELOADS
