"""Starts alertbot in this process and kills it, as SIGKILL does, at the n-th time of a step.

    python -m tests.faults.launch STEP N run -c alertbot.yaml

The product has no hooks for this: its methods are wrapped, and SQLite is asked to tell what it is
about to run. STEP is "-" for a bot that is not to die. Chats take ten messages a second here, so
that a round does not last as long as it does outside; all else is as it is.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import os
import signal
import sqlite3
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool

from alertbot.cli import main
from tests.faults.steps import PACES, STEPS, Step

PACE = timedelta(seconds=0.1)


class Striker:
    """Counts how often a step is reached, and kills at the n-th time."""

    def __init__(
        self, name: str, step: Step, count: int, how: signal.Signals = signal.SIGKILL
    ) -> None:
        self._name = name
        self._step = step
        self._left = count
        self._how = how
        self._inside = threading.local()

    def arm(self) -> None:
        """Wraps the step's method."""
        path, _, name = self._step.method.rpartition(".")
        owner = found(path)
        method = attribute(owner, name)
        slow = inspect.iscoroutinefunction(method)
        setattr(owner, name, (self._awaited if slow else self._called)(method))
        if self._step.at not in ("enter", "leave"):
            event.listen(Pool, "connect", self._listen)

    def _reach(self, at: str) -> None:
        if at != self._step.at:
            return
        self._left -= 1
        if self._left == 0:
            os.write(2, f"{self._how.name} at {self._name}\n".encode())
            os.kill(os.getpid(), self._how)

    def _called(self, method: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(method)
        def wrapped(*arguments: Any, **named: Any) -> Any:
            self._reach("enter")
            self._inside.here = True
            try:
                done = method(*arguments, **named)
            finally:
                self._inside.here = False
            self._reach("leave")
            return done

        return wrapped

    def _awaited(self, method: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(method)
        async def wrapped(*arguments: Any, **named: Any) -> Any:
            self._reach("enter")
            done = await method(*arguments, **named)
            self._reach("leave")
            return done

        return wrapped

    def _listen(self, connection: sqlite3.Connection, _: object) -> None:
        connection.set_trace_callback(self._about_to_run)

    def _about_to_run(self, statement: str) -> None:
        if getattr(self._inside, "here", False) and statement.lstrip().startswith(self._step.at):
            self._reach(self._step.at)


def found(path: str) -> Any:
    """What the product has under "module:name". Ends with a word where it has nothing."""
    module, _, name = path.partition(":")
    try:
        owner = importlib.import_module(module)
    except ImportError:
        sys.exit(f"there is no {path}: mend tests/faults/steps.py")
    return attribute(owner, name)


def attribute(owner: Any, name: str) -> Any:
    """An attribute. Ends with a word where there is none of that name."""
    if not hasattr(owner, name):
        sys.exit(f"there is no {name} in {owner}: mend tests/faults/steps.py")
    return getattr(owner, name)


def hurry() -> None:
    """Shortens the paces."""
    for path in PACES:
        found(path)
        module, _, name = path.partition(":")
        setattr(importlib.import_module(module), name, PACE)


if __name__ == "__main__":
    name, count, *command = sys.argv[1:]
    hurry()
    if name != "-":
        Striker(name, STEPS[name], int(count)).arm()
    main(command)
