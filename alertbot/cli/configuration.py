"""The configuration as every command loads it: with the kinds that this installation has."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from alertbot.config import Loaded

DEFAULT = Path("alertbot.yaml")

Option = Annotated[
    Path,
    typer.Option(
        "-c", "--config", envvar="ALERTBOT_CONFIG", help="The configuration.", show_default=True
    ),
]


def loaded(path: Path, *, secrets: bool = True, extra: Mapping[str, str] | None = None) -> Loaded:
    """The configuration and its warnings. Raises ConfigError with all its mistakes at once.

    `extra` adds to the environment, for `${NAME}`.
    """
    from alertbot import channels, sources  # every kind, and what it needs: not for --help
    from alertbot.config import load

    kinds = sources.kinds()
    return load(
        path,
        sources={name: kind.Options for name, kind in kinds.items()},
        channels={name: kind.Options for name, kind in channels.kinds().items()},
        floors={name: (kind.MANNERS.every, kind.MANNERS.floor) for name, kind in kinds.items()},
        env={**os.environ, **(extra or {})},
        secrets=secrets,
    )
