"""The values at the head of a configuration: database, time zone, currency and home."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Mapping as Names
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from alertbot import places
from alertbot.config.mistakes import Findings, meant, shown
from alertbot.pay.currencies import CODES

DATABASE = "sqlite:///alertbot.db"
CURRENCY = "USD"


def database(url: str, at: int, env: Names[str, str], folder: Path, findings: Findings) -> str:
    """The URL with a whole path. It may hold a password, so no message quotes it."""
    scheme, found, file = url.partition("://")
    kind = scheme.partition("+")[0].lower()
    if not found or not re.fullmatch(r"[a-z0-9]+(?:\+\w+)?", scheme, re.IGNORECASE):
        findings.error(at, f"'database' is an address such as {DATABASE}")
    elif kind in ("postgresql", "postgres", "cockroachdb"):
        findings.error(at, f"PostgreSQL comes in a later version; until then use {DATABASE}")
    elif kind != "sqlite":
        findings.error(at, f"{shown(kind)} is no database that alertbot uses; use {DATABASE}")
    elif not file.startswith("/"):
        findings.error(at, f"three slashes stand before a SQLite file: {DATABASE}")
    elif file in ("/", "/:memory:") or file.endswith("/"):
        findings.error(at, f"a file has to be named, or alerts are forgotten: {DATABASE}")
    elif file.startswith("/~"):
        findings.error(at, "~ is not understood here; write the whole path, or ${HOME}")
    elif "?" in file:
        findings.error(at, "a SQLite address takes nothing behind a ?; alertbot sets what it needs")
    else:
        state = env.get("STATE_DIRECTORY", "").partition(":")[0]
        return f"sqlite:///{(Path(state) if state else folder).absolute() / file[1:]}"
    return DATABASE


def timezone(name: str, at: int, findings: Findings) -> ZoneInfo:
    """The time zone of an IANA name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        near = meant(name, zoneinfo.available_timezones())
        findings.error(at, f"unknown time zone {shown(name)}{near or ', such as Europe/Berlin'}")
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
    return words.strip()


def _near(code: str) -> str:
    near = meant(code, CODES)
    return near or ""
