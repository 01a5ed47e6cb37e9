"""The sources of a configuration as others need them: what they look at, where, on what terms."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from urllib.parse import urlsplit

from alertbot.config import Config, SourceConfig
from alertbot.sources import Kinds, Redistribute, SourceKind, terms
from alertbot.store.register import Watched


def watched(source: SourceConfig, kind: SourceKind) -> Watched:
    """What a source looks at and how, as digests: see store.register.Watched."""
    own = source.options.model_copy(update={"base_url": None})  # through a proxy it is the same
    asked = [(request.method, request.url, request.body) for request in kind.requests(own)]
    manners = {"every", "timeout", "private", "base_url"}
    reads = source.options.model_dump(exclude=manners, exclude_defaults=True)
    return Watched(
        asks=_digest((source.kind, asked)), reads=_digest(sorted(reads.items())), every=source.every
    )


def host(source: SourceConfig, kind: SourceKind) -> str:
    """The host that a source asks first."""
    return next((urlsplit(request.url).netloc for request in kind.requests(source.options)), "")


def credited(config: Config, kinds: Kinds) -> Mapping[str, str]:
    """By source, the service that has to be named where its postings are shown."""
    named = {it.name: _terms(it, kinds)[1] for it in config.sources.values()}
    return {source: service for source, service in named.items() if service}


def kept(config: Config, kinds: Kinds) -> frozenset[str]:
    """The sources whose terms keep what they show from being passed on."""
    return frozenset(it.name for it in config.sources.values() if _terms(it, kinds)[0] == "no")


def _terms(source: SourceConfig, kinds: Kinds) -> tuple[Redistribute, str]:
    return terms(kinds[source.kind], source.options)


def _digest(value: object) -> str:
    return hashlib.sha256(repr(value).encode()).hexdigest()[:16]
