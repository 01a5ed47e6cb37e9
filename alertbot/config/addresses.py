"""What is wrong with an address of the web, whichever key it stands under."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_WEB = re.compile(r"https?://", re.IGNORECASE)


def objection(address: str) -> str:
    """Why nothing can be asked at an address of the web; empty where it is good, or is no such."""
    if not _WEB.match(address):
        return ""
    if re.search(r"\s", address):
        return "an address has no blanks: write %20"
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "that is no host and port: https://careers.example/jobs is an address"
    if not host or host.startswith(".") or port == 0:
        return "that is no host and port: https://careers.example/jobs is an address"
    return ""


def password(address: str) -> str:
    """The password that stands in an address of the web; empty where there is none."""
    try:
        return (urlsplit(address).password or "") if _WEB.match(address) else ""
    except ValueError:
        return ""
