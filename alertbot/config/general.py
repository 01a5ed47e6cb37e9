"""The values at the head of a configuration: database, time zone, currency and home."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Mapping as Names
from pathlib import Path
from urllib.parse import parse_qsl, unquote
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from alertbot import places
from alertbot.config.file import is_folder
from alertbot.config.mistakes import Findings, listed, meant, nearest, shown
from alertbot.pay.currencies import CODES
from alertbot.query.sought import chosen

DATABASE = "sqlite:///alertbot.db"
SHARED = "postgresql+psycopg://user@host/alertbot"
CURRENCY = "USD"

_SERVER = r"(?:[\w.-]+|\[[0-9a-fA-F:.]+\])?(?::\d+)?(?:/(?P<name>[^/?#]*))?(?:\?[^#]*)?"


def database(
    url: str, at: int, env: Names[str, str], folder: Path, findings: Findings, *, literal: bool
) -> str:
    """The URL, a file in it with its whole path. It may hold a password, so no message quotes it.

    `literal`: it stands in the file as it is, without a `${NAME}`.
    """
    scheme, found, rest = url.partition("://")
    kind, _, driver = scheme.lower().partition("+")
    if not found or not re.fullmatch(r"[a-z0-9]+(?:\+\w+)?", scheme, re.IGNORECASE):
        findings.error(at, f"'database' is an address such as {DATABASE} or {SHARED}")
    elif kind == "sqlite":
        return _file(rest, at, env, folder, findings)
    elif kind not in ("postgresql", "postgres"):
        findings.error(at, f"{shown(kind)} is no database that alertbot uses; use {DATABASE}")
    elif driver not in ("", "psycopg"):
        findings.error(at, f"alertbot speaks to PostgreSQL through psycopg alone: {SHARED}")
    else:
        return _server(rest, at, findings, literal=literal)
    return DATABASE


def _file(file: str, at: int, env: Names[str, str], folder: Path, findings: Findings) -> str:
    """The URL of a SQLite file."""
    if not file.startswith("/"):
        findings.error(at, f"three slashes stand before a SQLite file: {DATABASE}")
    elif file in ("/", "/:memory:") or file.endswith("/"):
        findings.error(at, f"a file has to be named, or alerts are forgotten: {DATABASE}")
    elif file.startswith("/~"):
        findings.error(at, "~ is not understood here; write the whole path, or ${HOME}")
    elif "?" in file:
        findings.error(at, "a SQLite address takes nothing behind a ?; alertbot sets what it needs")
    else:
        state = env.get("STATE_DIRECTORY", "").partition(":")[0]
        path = (Path(state) if state else folder).absolute() / file[1:]
        if not is_folder(path):
            return f"sqlite:///{path}"
        findings.error(at, "this is a folder; name the file in it, such as alertbot.db")
    return DATABASE


def _server(rest: str, at: int, findings: Findings, *, literal: bool) -> str:
    """The URL of a database on a PostgreSQL server. Its password is hidden from every message."""
    login, _, _ = rest.rpartition("@")
    asked = [value for name, value in parse_qsl(rest.partition("?")[2]) if name == "password"]
    secrets = [*asked, login.partition(":")[2]]
    for secret in filter(None, secrets):
        findings.hide(secret)
        findings.hide(unquote(secret))
        if literal:
            findings.warning(
                at, "a literal password in the file; use ${DATABASE_PASSWORD} in its place"
            )
    if re.search("[@/?#]", login):
        findings.error(
            at, "in a name or password @ : / ? # and % are written %40 %3A %2F %3F %23 and %25"
        )
    elif not (parts := re.fullmatch(_SERVER, rest.rpartition("@")[2])):
        findings.error(at, f"the address of a PostgreSQL database is like {SHARED}")
    elif not parts["name"] and "service=" not in rest:
        findings.error(at, f"the database's name stands behind the host: {SHARED}")
    else:
        return f"postgresql+psycopg://{rest}"
    return DATABASE


def timezone(name: str, at: int, findings: Findings) -> ZoneInfo:
    """The time zone of an IANA name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        findings.error(at, f"unknown time zone {shown(name)}{_near_zone(name)}")
    return ZoneInfo("UTC")


def currency(code: str, at: int, findings: Findings) -> str:
    """The ISO 4217 code in capitals."""
    upper = code.upper()
    if not re.fullmatch(r"[A-Z]{3}", upper) or len(code) != 3:
        findings.error(at, f"'currency' is three letters, such as USD{_near(code)}")
        return CURRENCY
    if upper not in CODES:
        findings.warning(at, f"no pay is read in {shown(code)}{meant(code, CODES)}")
    return upper


def home(words: str, at: int, findings: Findings) -> str | None:
    """Where remote has to be open to."""
    if not words.strip():
        findings.error(at, "'home' is empty; write a place such as \"Berlin, DE\"")
        return None
    if not places.countries(words):
        findings.warning(
            at,
            f"no country is recognised in {shown(words)}, so that it cannot be told what remote "
            'is open to; write it like "Berlin, DE"',
        )
    elif len(meant_by := {frozenset(it.countries) for it in chosen(places.find(words))}) > 1:
        codes = listed(sorted(code for some in meant_by for code in some))
        taken = listed(places.countries(words) or (), "and")
        findings.warning(
            at,
            f"{shown(words)} may be in {codes} and is taken for {taken}: write the country behind "
            'it, as in "Berlin, DE"',
        )
    return words.strip()


def _near_zone(name: str) -> str:
    """The zone that was meant, as an ending of a sentence; else what a zone is like."""
    if re.fullmatch(r"(?:[A-Z]{2,5})?\s*(?:[+-]?[\d:]+)?", name) or places.country(name):
        return "; one is named by a place, such as Europe/Berlin"  # and has a summer time
    zones = sorted(zoneinfo.available_timezones(), reverse=True)
    area, slash, place = name.rpartition("/")
    # Of several places of one name, that in the area which is named.
    for some in ([zone for zone in zones if zone.startswith(f"{area}/")] if slash else [], zones):
        cities = {zone.rpartition("/")[2]: zone for zone in some if "/" in zone}
        if city := nearest(place, cities):
            return f", did you mean {shown(cities[city])}?"
    return ("" if slash else meant(name, zones)) or ", such as Europe/Berlin"


def _near(code: str) -> str:
    near = meant(code, CODES)
    return near or ""
