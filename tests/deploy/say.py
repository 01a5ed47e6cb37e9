"""The table that the tests of a deployment print."""

from __future__ import annotations


def say(what: str, came: str) -> None:
    """A line of it, at once."""
    print(f"{what:46} {came}", flush=True)
