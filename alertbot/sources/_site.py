"""Boards that are a host of their own: contoso.service.com, or a name of the employer's."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, StringConstraints

from alertbot.sources import _board

_NAME = re.compile(r"[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63}){0,9}")


def _sound(name: str) -> str:
    if not _NAME.fullmatch(name):
        host = re.sub(r"^[a-z]{1,9}://|[/?#].*$", "", name)
        raise ValueError(f"this is the site's name or its host alone: {host}")
    return name.lower()


Site = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200),
    AfterValidator(_sound),
]
"""The first part of the board's host, or the whole host where that is the employer's own."""


def host(site: str, service: str, url: str = "") -> str:
    """A site's host: "contoso" is contoso.service.com.

    Without a site, as for a file that is only looked at, the host of `url` where that is an
    address of the service; else empty.
    """
    if site:
        return site if "." in site else f"{site}.{service}"
    named = _host(url)
    return named if named.endswith(f".{service}") else ""


# What employers put before their own name: jobs.contoso.com.
_PUBLIC = {"co", "com", "org", "net", "ac", "gov", "edu", "gv", "or"}


def employer(site: str, service: str, url: str) -> str:
    """A site's name as an employer's; "jobs.contoso.com" and "contoso.service.com" are Contoso."""
    whole = host(site, service) or _host(url)
    if not whole:
        return ""
    if whole.endswith(f".{service}"):
        return _board.employer(whole.removesuffix(f".{service}"), "", service)
    labels = whole.split(".")
    last = 3 if len(labels) > 2 and labels[-2] in _PUBLIC else 2
    return _board.employer(labels[-min(last, len(labels))], "", service)


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
