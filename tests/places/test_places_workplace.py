"""How a posting is worked, and from where: read from place lines and titles."""

from __future__ import annotations

import pytest

from alertbot import places
from alertbot.model import Workplace


@pytest.mark.parametrize(
    ("words", "workplace", "countries"),
    [
        ("Remote (US only)", Workplace.REMOTE, ("US",)),
        ("Remote, Canada", Workplace.REMOTE, ("CA",)),
        ("Remote - US (excluding CA, NY)", Workplace.REMOTE, ("US",)),
        ("Engineer (Remote, DACH)", Workplace.REMOTE, ("DE", "AT", "CH")),
        ("Remote - US & Canada", Workplace.REMOTE, ("US", "CA")),
        ("Remote - UK or Ireland", Workplace.REMOTE, ("GB", "IE")),
        ("Remote within Germany, Austria or Switzerland", Workplace.REMOTE, ("DE", "AT", "CH")),
        ("Fully remote within Germany", Workplace.REMOTE, ("DE",)),
        ("San Francisco or Remote (US)", Workplace.REMOTE, ("US",)),
        ("Berlin or Remote", Workplace.REMOTE, None),
        ("Remote Worldwide", Workplace.REMOTE, ()),
        ("Anywhere in the world", Workplace.REMOTE, ()),
        ("Anywhere in the United States", Workplace.REMOTE, ("US",)),
        ("Remote", Workplace.REMOTE, None),
        ("Remote, UTC±3", Workplace.REMOTE, None),
        ("Remote (EST timezone)", Workplace.REMOTE, None),
        ("Remote-Friendly", Workplace.REMOTE, None),
        ("Remoto", Workplace.REMOTE, None),
        ("Télétravail", Workplace.REMOTE, None),
        ("Homeoffice", Workplace.REMOTE, None),
        ("zdalnie", Workplace.REMOTE, None),
        ("リモート", Workplace.REMOTE, None),
        ("Hybrid - London", Workplace.HYBRID, None),
        ("Híbrido", Workplace.HYBRID, None),
        ("hybride", Workplace.HYBRID, None),
        ("praca hybrydowa", Workplace.HYBRID, None),
        ("Partially remote", Workplace.HYBRID, None),
        ("On-site, Berlin", Workplace.ONSITE, None),
        ("Presencial", Workplace.ONSITE, None),
        ("vor Ort", Workplace.ONSITE, None),
        ("Sur site", Workplace.ONSITE, None),
        ("In-office", Workplace.ONSITE, None),
        ("No remote", Workplace.ONSITE, None),
        ("Remote Sensing Engineer", None, None),
        ("Hybrid Cloud Architect", None, None),
        ("Worldwide Sales Manager", None, None),
        ("Redmond, WA", None, None),
    ],
)
def test_workplace(
    words: str, workplace: Workplace | None, countries: tuple[str, ...] | None
) -> None:
    assert places.workplace(words) == (workplace, countries)


@pytest.mark.parametrize(
    ("words", "inside", "outside"),
    [
        ("Remote - EMEA", {"DE", "GB", "AE", "ZA"}, {"US", "IN"}),
        ("Remote (Europe timezones)", {"DE", "GB", "PL"}, {"US", "IN"}),
        ("Remote - Americas", {"US", "CA", "BR", "MX"}, {"GB"}),
        ("Remote LATAM", {"BR", "MX", "AR"}, {"US", "ES"}),
        ("Remote (Nordics)", {"SE", "NO", "FI"}, {"DE"}),
        ("APAC Remote", {"SG", "AU", "IN", "JP"}, {"US"}),
    ],
)
def test_groups_are_written_out(words: str, inside: set[str], outside: set[str]) -> None:
    _, countries = places.workplace(words)
    assert countries is not None
    assert inside <= set(countries)
    assert outside.isdisjoint(countries)


@pytest.mark.parametrize(
    ("words", "countries"),
    [
        ("USA timezones", ("US",)),
        ("Worldwide", ()),
        ("Germany, UK, USA", ("DE", "GB", "US")),
        ("Berlin", ("DE",)),
        ("Niemcy", ("DE",)),
        ("Stati Uniti", ("US",)),
        ("somewhere nice", None),
    ],
)
def test_countries(words: str, countries: tuple[str, ...] | None) -> None:
    assert places.countries(words) == countries
