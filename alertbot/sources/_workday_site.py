"""A Workday career site: read from any of its addresses, and the addresses that belong to it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

_LOCALE = re.compile(r"[a-z]{2,3}([-_][A-Za-z]{2,4}){0,2}", re.ASCII)
_NAME = re.compile(r"[\w.~ -]{1,100}")
_NO_SITE = frozenset({"wday", "assets", "static", "robots.txt", "sitemap.xml", "login", "images"})


@dataclass(frozen=True, slots=True)
class Site:
    """`origin`: scheme and host; `shared`: whether other tenants are on that host too."""

    origin: str
    tenant: str
    name: str
    shared: bool = False

    def api(self, base: str = "") -> str:
        """The site's root in the interface, CXS, of its own pages; `base` stands in for origin."""
        tenant, name = quote(self.tenant, safe=""), quote(self.name, safe="")
        return f"{base or self.origin}/wday/cxs/{tenant}/{name}"

    @property
    def url(self) -> str:
        """The site as a person opens it: a posting's path goes behind it."""
        tenant, name = quote(self.tenant, safe=""), quote(self.name, safe="")
        return (
            f"{self.origin}/recruiting/{tenant}/{name}" if self.shared else self.origin + f"/{name}"
        )


def read(address: str) -> Site | None:
    """The site that an address lies on: of its list, a posting, or the interface.

    Known are TENANT.wdN.myworkdayjobs.com/SITE, wdN.myworkdaysite.com/recruiting/TENANT/SITE, each
    with a language in front or not, and /wday/cxs/TENANT/SITE on any host. Else None.
    """
    try:
        parts = urlsplit(address.strip())
        host = (parts.hostname or "").lower()
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host:
        return None
    names = [unquote(part) for part in parts.path.split("/") if part]
    origin = f"{parts.scheme}://{host}{port}"
    shared = host.endswith("myworkdaysite.com")
    if names[:2] == ["wday", "cxs"]:
        return _site(origin, names[2:4], shared=shared)
    if len(names) > 1 and _LOCALE.fullmatch(names[0]) and names[1] not in ("job", "details"):
        names = names[1:]
    if shared:
        return _site(origin, names[1:3] if names[:1] == ["recruiting"] else [], shared=True)
    if re.search(r"\.myworkdayjobs(?:-impl)?\.com$", host):
        return _site(origin, [host.partition(".")[0], *names[:1]], shared=False)
    return None


def _site(origin: str, names: list[str], *, shared: bool) -> Site | None:
    if len(names) != 2 or not all(map(_NAME.fullmatch, names)) or names[1].lower() in _NO_SITE:
        return None
    return Site(origin, names[0], names[1], shared)
