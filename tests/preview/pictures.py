"""The pictures of README and docs, taken of the preview's page: `python -m tests.preview.pictures`.

They need a Chromium. Look at them before they are committed.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from alertbot.channels import kinds
from alertbot.preview import shown
from alertbot.preview.page import Entry, View, page
from alertbot.samples import SAMPLES
from tests.browser import tab

DOCS = Path(__file__).parents[2] / "docs"
WIDTH = 560
SCALE = 1.5


def main() -> None:
    """Write docs/alert-slack.png and docs/alert-telegram.png."""
    alert, context = SAMPLES["plain"]
    views = tuple(
        View(kind, shown(kind, kinds()[kind].render(alert, context)))
        for kind in ("slack", "telegram")
    )
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        (folder / "page.html").write_text(
            page("Pictures", "", [Entry("plain", "", "9:30", views)]), encoding="utf-8"
        )
        with tab(folder / "profile") as browser:
            browser.show(folder / "page.html", width=WIDTH, scale=SCALE)
            for kind in ("slack", "telegram"):
                (DOCS / f"alert-{kind}.png").write_bytes(browser.picture(f".{kind}"))


if __name__ == "__main__":
    main()
