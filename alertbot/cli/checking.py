"""`alertbot check`: everything that is wrong with a configuration, at once."""

from __future__ import annotations

import typer

from alertbot.cli import configuration


def check(
    config: configuration.Option = configuration.DEFAULT,
    no_secrets: bool = typer.Option(
        False, "--no-secrets", help="Leave secrets out: for a machine that does not have them."
    ),
) -> None:
    """Check a configuration: every mistake, with its line and what to do."""
    found = configuration.loaded(config, secrets=not no_secrets)
    for warning in found.warnings:
        print(warning)
    its = found.config
    print(
        f"{config}: good: {_count(len(its.sources), 'source')}, "
        f"{_count(len(its.searches), 'search', 'searches')}, "
        f"{_count(len(its.channels), 'channel')}"
    )


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
