"""`alertbot report`."""

from __future__ import annotations


def report() -> None:
    """Show what to paste into a report of a mistake: no name, no address, no secret."""
