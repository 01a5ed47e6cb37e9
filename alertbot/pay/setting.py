"""Where an amount stands: what its line is a part of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Setting:
    """What a line is a part of. `country` decides what a bare $ is.

    `brief`: the whole text is a field or a title. `short`: the line holds little. `latin`: it looks
    like one from where the peso has a $ for its sign. `continued`: the amount goes on from one that
    is pay: "or 22,000 – 29,000". `another`: the line has stated pay before it.
    """

    country: str | None
    brief: bool
    short: bool
    latin: bool
    continued: bool = False
    another: bool = False
