"""Services whose terms ask to be named, with a link, where an alert shows their postings. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from alertbot.channels import _words as words
from alertbot.model import Context, Opening


@dataclass(frozen=True, slots=True)
class Credit:
    """A service that has to be named, and where it shows the posting."""

    service: str
    link: words.Link


def of(opening: Opening, context: Context) -> Iterable[Credit]:
    """The services that have to be named: those that list the opening, each once."""
    named = set()
    for posting in opening.postings:
        service = context.credits.get(posting.source)
        if service and service not in named:
            named.add(service)
            yield Credit(words.cut(service, 40), words.safe_link(posting.url))
