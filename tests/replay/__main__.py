"""`python -m tests.replay FOLDER --kind greenhouse`: recorded snapshots, poll by poll."""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from alertbot.errors import AlertbotError
from alertbot.sources import kinds
from tests.replay import recorded


def main(arguments: Sequence[str]) -> int:
    """0, or 2 where the arguments cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m tests.replay", description=__doc__)
    parser.add_argument("folder", type=Path, help="a folder of snapshots, one file an answer")
    parser.add_argument("--kind", required=True, choices=sorted(kinds()))
    parser.add_argument(
        "--option",
        action="append",
        default=[],
        metavar="NAME=VALUE",
        help="an option of the source, such as company=Contoso; may be given again",
    )
    given = parser.parse_args(arguments)
    pairs = [one.partition("=") for one in given.option]
    shots = recorded.snapshots(given.folder) if given.folder.is_dir() else []
    if not shots:
        parser.error(f"{given.folder} is no folder with snapshots in it")
    with tempfile.TemporaryDirectory(prefix="alertbot-replay-") as folder:
        options = {name: value for name, _, value in pairs}
        try:
            turns = asyncio.run(recorded.played(Path(folder), shots, given.kind, options))
        except AlertbotError as error:
            parser.error(str(error))
    for line in recorded.lines(turns):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
