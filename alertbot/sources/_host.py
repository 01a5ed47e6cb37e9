"""The host of a board that lies on its employer's own address."""

from __future__ import annotations

import re
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, StringConstraints

from alertbot.model import Page

_HOST = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,62})\.){1,9}[a-z][a-z0-9-]{0,62}")


def _alone(host: str) -> str:
    if not _HOST.fullmatch(host):
        inner = urlsplit(host).hostname if host.startswith(("http://", "https://")) else ""
        raise ValueError(f"this is a host alone: {inner or 'careers.example.com'}")
    return host


Host = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_lower=True, min_length=4, max_length=253),
    AfterValidator(_alone),
]
"""A host's name, without scheme and path."""


def public(host: str, page: Page) -> str:
    """Scheme and host that a posting's own address begins with.

    Without a host, as for a file that is only looked at, it is that of the page's address; empty
    where that has none either.
    """
    if host:
        return f"https://{host}"
    try:
        parts = urlsplit(page.url)
        named = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if named else ""
