"""What hatchling asks this project when it builds: the description that an index shows.

It is README.md without what leads into the checkout: an index has no such files.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_TABLE = re.compile(r"^\|[^\n]*\n(?:\|[^\n]*\n)*", re.MULTILINE)
_IMAGE = re.compile(r"!\[[^\]]*\]\((?!https?://)[^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\((?!https?://|mailto:|#)[^)]*\)")


def described(readme: str) -> str:
    """The readme with links into the checkout as words, and without the pictures in it."""
    kept = _TABLE.sub(lambda table: "" if _IMAGE.search(table[0]) else table[0], readme)
    return re.sub(r"\n{3,}", "\n\n", _LINK.sub(r"\1", _IMAGE.sub("", kept)))


class CustomMetadataHook(MetadataHookInterface):
    """Where hatchling looks for it."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Sets the description."""
        readme = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": described(readme)}
