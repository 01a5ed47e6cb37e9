"""Job boards. A kind of source is one module in this folder, and its name is the module's.

`SourceKind` below says what such a module offers; `requests` and `parse` are pure. `parse` raises
ParseError for an envelope that it does not understand: broken is not empty. One bad posting among
many it passes over by yielding Skipped. Other packages add kinds by the entry point group
`alertbot.sources`; alertbot.testing judges theirs and ours by the same suite.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from importlib.metadata import entry_points
from typing import ClassVar, Protocol, cast

from pydantic import BaseModel, ConfigDict

from alertbot.config.values import BaseUrl, Duration
from alertbot.model import Page, RawPosting, Request, Skipped


class SourceOptions(BaseModel):
    """What every kind of source takes. A kind's Options add its own.

    `private` allows addresses that are not public; `timeout` is the total for one request.
    `company` names the employer where the board's payload does not.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True
    )

    every: Duration | None = None
    base_url: BaseUrl | None = None
    private: bool = False
    timeout: Duration = timedelta(seconds=20)
    company: str | None = None


class SourceKind(Protocol):
    """What a module of this folder offers."""

    Options: type[SourceOptions]
    EVERY: timedelta
    """How often a source of this kind is polled unless it says otherwise."""
    FLOOR: timedelta
    """The shortest interval that the service allows."""
    WHOLE_BOARD: bool
    """Whether a complete poll shows all postings there are; False where it is a window."""

    @staticmethod
    def requests(options: SourceOptions) -> Iterable[Request]:
        """The requests that a poll starts with."""

    @staticmethod
    def parse(options: SourceOptions, page: Page) -> Iterable[RawPosting | Request | Skipped]:
        """The postings on a page, and what else to ask for. Raises ParseError."""

    @staticmethod
    def recognise(page: Page) -> bool:
        """Whether a page of unknown origin looks like one of this kind: for `inspect`."""


def kinds() -> Mapping[str, SourceKind]:
    """Every kind of source there is, by name, those of other packages included."""
    return dict(_found())


def _found() -> Iterator[tuple[str, SourceKind]]:
    for entry in entry_points(group="alertbot.sources"):
        yield entry.name, cast(SourceKind, entry.load())
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):
            continue  # what several kinds share
        yield module.name, cast(SourceKind, importlib.import_module(f"{__name__}.{module.name}"))
