"""What a page's source is configured with, and how its addresses are asked and shown."""

from __future__ import annotations

import re
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import BeforeValidator, StringConstraints, model_validator

from alertbot.model import Page
from alertbot.sources import SourceOptions, _json, _listed, _selectors


def _whole(url: object) -> object:
    if isinstance(url, str) and not re.match(r"\s*https?://[^/\s]", url):
        raise ValueError("a page's address begins with https:// or http://")
    return url


_Url = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=4000, pattern=r"^https?://[^/\s]+"),
    BeforeValidator(_whole),
]
_Pattern = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
_ORIGIN = re.compile(r"^https?://[^/\s?#]+")


class Options(SourceOptions):
    """`url` is the page itself, or `sitemap` the address of a sitemap; the rest are CSS selectors.

    With `posting`, the others are looked for in each element that it finds; without, in the page
    of a posting, which may be what `links` leads to. `pattern` tells which addresses of the
    sitemap are postings: a part of them, with * for anything.
    """

    url: _Url | None = None
    sitemap: _Url | None = None
    pattern: _Pattern | None = None
    links: _selectors.Selector | None = None
    next: _selectors.Selector | None = None
    posting: _selectors.Selector | None = None
    title: _selectors.Selector | None = None
    place: _selectors.Selector | None = None
    pay: _selectors.Selector | None = None
    date: _selectors.Selector | None = None
    description: _selectors.Selector | None = None

    @model_validator(mode="after")
    def _has_one_address(self) -> Self:
        if (self.url is None) == (self.sitemap is None):
            raise ValueError("a page has either `url` or `sitemap`")
        if self.pattern and not self.sitemap:
            raise ValueError("`pattern` goes with `sitemap`")
        return self

    @property
    def lists(self) -> bool:
        """Whether it is said to be a list."""
        return bool(self.sitemap or self.links or self.posting)

    @property
    def address(self) -> str:
        """What is asked first."""
        return self.url or self.sitemap or ""


def stood_in(options: Options, url: str) -> str:
    """An address to be asked: one of the page's own host goes to `base_url` where there is one."""
    origin = _ORIGIN.match(options.address)
    if options.base_url and origin and url.lower().startswith(origin[0].lower()):
        return f"{options.base_url}{url[origin.end() :]}"
    return url


def public(options: Options, url: str) -> str:
    """An address to be shown: the page's own host, not what stands in for it."""
    origin = _ORIGIN.match(options.address)
    if options.base_url and origin and url.startswith(options.base_url):
        return f"{origin[0]}{url[len(options.base_url) :]}"
    return url


def address(options: Options, page: Page, stated: str) -> str:
    """The page's canonical address, unless that is the site's and the page lies deeper in it."""
    own = public(options, page.url) or options.address
    address = public(options, _json.link(stated, own))
    shallow = urlsplit(address).path in ("", "/") and urlsplit(own).path not in ("", "/")
    return own if not address or shallow else address


def selectors(options: Options) -> _listed.Selectors:
    return _listed.Selectors(
        options.links, options.posting, options.next, options.title, options.place, options.pay,
        options.date, options.description,
    )  # fmt: skip


def own_fields(options: Options) -> dict[str, str]:
    """The selectors for a posting's own page: with `posting`, the description's alone."""
    fields = selectors(options).fields()
    own = {"description"} if options.posting else set(fields)
    return {name: selector for name, selector in fields.items() if name in own}
