"""The commands of a document, each of which a test runs as it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_FENCE = re.compile(r"^```sh\n(.*?)^```$", re.DOTALL | re.MULTILINE)


class Readme:
    """`commands` are its lines between ```sh and ```, in order."""

    def __init__(self, path: Path) -> None:
        text = path.read_text(encoding="utf-8")
        self.commands: list[str] = [
            line for fence in _FENCE.findall(text) for line in fence.splitlines()
        ]
        self._left = list(self.commands)

    def take(self, *words: str) -> str:
        """The first command with all these words. Raises LookupError where there is none."""
        for command in self.commands:
            if all(word in command for word in words):
                if command in self._left:
                    self._left.remove(command)
                return command
        raise LookupError(f"the document has no command with {' '.join(words)}")

    def untaken(self) -> Iterator[str]:
        """The commands that no test has taken so far."""
        yield from self._left
