"""Which alertbots work on one PostgreSQL at once: what each knows, and who may be beside whom.

Each connection says what its process knows, in `application_name`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from alertbot.errors import StoreBusy
from alertbot.identity import VERSION
from alertbot.store.migrating import HEAD, before

_SAID = re.compile(r"alertbot(?: (\d{4})\.(\d+))?")
_UNSAID = ("0005", "1")
"""What the last alertbot knew that did not say so."""


class Version(NamedTuple):
    """What an alertbot knows: the schema, and which keys identity makes of a posting."""

    schema: str
    keys: int

    def __str__(self) -> str:
        return f"alertbot {self.schema}.{self.keys}"

    @classmethod
    def of(cls, said: str) -> Version | None:
        """As a connection says it; None where that is no alertbot's."""
        if not (found := _SAID.fullmatch(said)):
            return None
        schema, keys = found.groups() if found[1] else _UNSAID
        return cls(schema, int(keys))


OURS = Version(HEAD, VERSION)


def refuse_upgrade(place: str, others: Iterable[Version]) -> None:
    """Raises StoreBusy where one works on it that knows neither HEAD nor the schema before it."""
    oldest = min((one.schema for one in others), default=HEAD)
    if oldest < before(HEAD):
        raise StoreBusy(
            f"an alertbot that knows schema {oldest} works on {place}, which is to get schema "
            f"{HEAD}: end that one first; only from {before(HEAD)} on they may run side by side"
        )


def refuse_keys(place: str, others: Iterable[Version]) -> None:
    """Raises StoreBusy where one works on it that makes other keys of a posting than this one."""
    if any(one.keys != VERSION for one in others):
        raise StoreBusy(
            f"an alertbot that compares openings in another way works on {place}: end all of that "
            "version first; the two would tell of an opening twice"
        )
