"""The pictures of docs/status.md: `python -m tests.web.pictures`.

They need a Chromium. Look at them before they are committed.
"""

from __future__ import annotations

import asyncio
import base64
import tempfile
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from alertbot.store.tables import destinations, outbox
from tests.browser import Tab, tab
from tests.web.month import DAY, MINUTE, NOW, alert
from tests.web.site import site

DOCS = Path(__file__).parents[2] / "docs"
PICTURES = {"status-light.png": (900, 860, False), "status-phone.png": (360, 760, True)}
"""By name: how wide, how high, and whether in the dark."""


def trouble() -> Iterator[sa.Insert | sa.Update]:
    """What a person has to look at: an alert that is late, one given up, a chat that refuses."""
    rows = [
        alert(900, NOW - 180 * MINUTE, state="pending"),
        alert(901, NOW - DAY, state="dead", reason="the message is too long"),
        alert(902, NOW - 18 * 60 * MINUTE, kind="digest", occasion="search:x", destination=2),
        alert(903, NOW - DAY, destination=2, digest_id=902, opening_id=1, turn=1),
    ]
    yield from (outbox.insert().values(row) for row in rows)
    refuses = destinations.update().where(destinations.c.channel == "me")
    yield refuses.values(paused_at=NOW - DAY, paused_reason="the bot was blocked by the user")


def main() -> None:
    """Write them."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        asyncio.run(_taken(Path(name)))


async def _taken(folder: Path) -> None:
    async with site(folder) as one:
        one.change(*trouble())
        with tab(folder / "profile") as browser:
            await asyncio.to_thread(_take, browser, f"{one.url}/")


def _take(browser: Tab, url: str) -> None:
    for name, (width, height, dark) in PICTURES.items():
        browser.show(url, width=width, dark=dark, scale=1)
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        taken = browser.call("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        (DOCS / name).write_bytes(base64.b64decode(taken["data"]))


if __name__ == "__main__":
    main()
