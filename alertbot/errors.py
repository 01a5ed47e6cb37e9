"""What can go wrong, as a tree that is cut by what the caller can do about it.

    AlertbotError
    |-- UsageError                  the person who typed or configured it can put it right (exit 2)
    |   |-- ConfigError             every mistake of a configuration, each with its place
    |   `-- QueryError              a query that does not parse, with the character
    |-- FetchError                  a source gave no page; poll again later
    |   |-- AddressRefused          the address is not public, and the source is not `private`
    |   |-- Disallowed              the host's robots.txt asks programs to stay away from it
    |   |-- Unreachable             no connection, no answer in time, cut off
    |   |   `-- NoSuchHost          the name has no address
    |   |-- PageTooLarge            the answer is over the limit, encoded or decoded
    |   `-- BadStatus               an answer that is not a page; may say how long to wait
    |-- ParseError                  a page came, and its envelope is not understood
    |   |-- Gone                    a posting's own page says that it is gone, and no more
    |   `-- Moved                   it came from another address than the one asked for
    `-- StoreError                  the database cannot be used
        |-- StoreMissing            nothing has run yet, and made one
        |-- StoreBusy               another process runs on it
        |-- StoreCorrupt            the file is damaged
        `-- StoreTooNew             a later alertbot has written it

Every message is one line that says what to do next. None holds a secret.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta


class AlertbotError(Exception):
    """Any failure that alertbot knows how to name."""


class UsageError(AlertbotError):
    """The command line or the configuration is wrong; nothing was done."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake of a configuration file.

    `line` and `column` count from 1; both are 0 where the mistake has no place (a missing file).
    """

    file: str
    line: int
    column: int
    message: str
    severity: str = "error"  # "warning": reported, and used all the same; "info": all is well

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        severity = f"{self.severity}: " if self.severity != "info" else ""
        return f"{place}: {severity}{self.message}"


class ConfigError(UsageError):
    """A configuration that cannot be used: all its mistakes at once, in the order of the file."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


class QueryError(UsageError):
    """A query that does not parse. `position` is the offending character's index, from 0."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


class FetchError(AlertbotError):
    """No page was had. `wait` is how long the service asked us to stay away, if it did."""

    def __init__(self, message: str, *, wait: timedelta | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class AddressRefused(FetchError):
    """The name leads to an address that is not public."""


class Disallowed(FetchError):
    """robots.txt does not allow it."""


class Unreachable(FetchError):
    """No connection, or it broke, or it took too long."""


class NoSuchHost(Unreachable):
    """There is no such name, as a name server says that did answer."""


class PageTooLarge(FetchError):
    """The answer is larger than a page may be."""


class BadStatus(FetchError):
    """The service answered, but with a status that carries no page."""

    def __init__(self, message: str, *, status: int, wait: timedelta | None = None) -> None:
        super().__init__(message, wait=wait)
        self.status = status


class ParseError(AlertbotError):
    """A page whose envelope is not understood: broken, which is not the same as empty."""


class Gone(ParseError):
    """The page is a posting's own, says that it is gone, and no longer shows it."""


class Moved(ParseError):
    """The service led elsewhere, and what is there is not understood as what was asked for."""


class StoreError(AlertbotError):
    """The database cannot be used as it is."""


class StoreMissing(StoreError):
    """There is no database yet: nothing has run."""


class StoreBusy(StoreError):
    """Another process runs on this database."""


class StoreCorrupt(StoreError):
    """The database file is damaged; it is left as it is."""


class StoreTooNew(StoreError):
    """The database was written by a later version."""
