"""Terms of services that feeds and pages are read from, told by their host."""

from __future__ import annotations

from collections.abc import Mapping

from alertbot.sources import Redistribute, _feed_dialects

_TERMS: Mapping[str, tuple[Redistribute, str]] = {
    "weworkremotely.com": ("no", "We Work Remotely"),
    "remotive.com": ("no", "Remotive"),
    "remotive.io": ("no", "Remotive"),
    "jobicy.com": ("no", "Jobicy"),
    "remoteok.com": ("attribution", "Remote OK"),
    "remoteok.io": ("attribution", "Remote OK"),
    "himalayas.app": ("attribution", "Himalayas"),
}


def of(url: str) -> tuple[Redistribute, str]:
    """Whether what is read there may be passed on, and whom to name for it: by its host."""
    at = _feed_dialects.domains(_feed_dialects.host_of(url))
    return next((said for name, said in _TERMS.items() if name in at), ("yes", ""))
