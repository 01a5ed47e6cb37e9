"""`alertbot health`: whether the service beside it does its work, for containers and scripts."""

from __future__ import annotations

from datetime import UTC, datetime

import typer

from alertbot.cli import configuration
from alertbot.cli.exits import FAILED


def health(config: configuration.Option = configuration.DEFAULT) -> None:
    """Say whether the service polls what is due; exit code 1 where it does not."""
    from alertbot.cli import drawing
    from alertbot.store.pulse import pulse

    url = configuration.loaded(config, secrets=False).config.database
    silent = pulse(url).silent(datetime.now(UTC))
    if silent is None:
        print("healthy")
        return
    print(f"unhealthy: polls are due, and none was done for {drawing.span(silent)}")
    raise typer.Exit(FAILED)
