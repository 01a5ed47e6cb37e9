"""Goldens: what a renderer makes of each example, kept as files that a person has read.

ALERTBOT_UPDATE_GOLDENS=1 writes them anew; then read the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

_FOLDER = Path(__file__).parent / "goldens"


def agrees(name: str, rendered: str) -> bool:
    """Whether the golden of that name says the same; written first if that was asked for."""
    path = _FOLDER / name
    if os.environ.get("ALERTBOT_UPDATE_GOLDENS"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(rendered, encoding="utf-8")
    return path.read_text(encoding="utf-8") == rendered
