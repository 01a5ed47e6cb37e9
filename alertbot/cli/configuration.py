"""The configuration as every command loads it: with the kinds that this installation has."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from alertbot.config import Loaded
    from alertbot.store import Store

DEFAULT = Path("alertbot.yaml")

Option = Annotated[
    Path,
    typer.Option(
        "-c",
        "--config",
        envvar="ALERTBOT_CONFIG",
        help="The configuration: a file, or a folder of them.",
        show_default=True,
        readable=False,  # what cannot be read is told as every mistake is
    ),
]


def store(path: Path) -> Store:
    """The database of a configuration, which `run` must have made. The caller closes it."""
    from alertbot.store import existing

    return existing(loaded(path, secrets=False).config.database)


def loaded(
    path: Path,
    *,
    secrets: bool = True,
    extra: Mapping[str, str] | None = None,
    instead: Mapping[Path, Path] | None = None,
) -> Loaded:
    """The configuration and its warnings. Raises ConfigError with all its mistakes at once.

    `extra` adds to the environment, for `${NAME}`. `instead`: files that are read in the place of
    others.
    """
    from alertbot import channels, sources  # every kind, and what it needs: not for --help
    from alertbot.config import load

    kinds = sources.kinds()
    return load(
        path,
        sources=sources.OfKinds(kinds, lambda kind: kind.Options),
        channels={name: kind.Options for name, kind in channels.kinds().items()},
        floors=sources.OfKinds(kinds, lambda kind: (kind.MANNERS.every, kind.MANNERS.floor)),
        kept=lambda kind, options: sources.terms(kinds[kind], options)[0] == "no",
        env={**os.environ, **(extra or {})},
        secrets=secrets,
        instead=instead,
    )
