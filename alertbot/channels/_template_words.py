"""The words that a template has: the parts of an alert, by name. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from alertbot.channels import _card, _credits, _words
from alertbot.channels._template_markup import Line, Lines, Run
from alertbot.model import Context, OpeningAlert

NAMES: Mapping[str, str] = {
    "title": "the title",
    "link": "the address of the posting, for `<a href>`; empty where it is not safe to link",
    "host": "the host that it leads to",
    "company": "the employer's name; empty where it is not known",
    "places": "where it is, on one line",
    "pay": "a list of lines, one a pay range; empty where it is not stated",
    "facts": "how one works, since when it is listed, that pay is not stated, and the like",
    "level": "`junior`, `senior` and so on, or empty",
    "workplace": "`remote`, `hybrid`, `onsite`, or empty",
    "employment": "`full_time`, `contractor` and so on, or empty",
    "hashtags": "a list, without `#`",
    "description": "the beginning of the text, with its line breaks; empty where space is scarce",
    "reasons": "a list of the searches that it fits: each has `.search` and `.because`",
    "unsaid": "what could not be checked, on one line, or empty",
    "origin": "the sources that list it: `From contoso`",
    "marks": "a list of what is to be known of the message: `Delayed by 2 days`",
    "news": "a list of what became of it: `Open again`, what changed",
    "occasion": "`new`, or why it is told of again: `pay_raised`, `reopened`, `reposted`",
    "closed": "whether it is no longer listed",
    "credits": "a list of the services that have to be named: each has `.service` and `.link`",
}
"""Each name, and what it is: docs/templates.md has the same table."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A search that the opening fits, and the evidence."""

    search: str
    because: str


@dataclass(frozen=True, slots=True)
class Credit:
    """A service that has to be named, and where it shows the posting."""

    service: str
    link: str


def values(alert: OpeningAlert, card: _card.Card) -> Mapping[str, object]:
    """What each of NAMES stands for."""
    opening = alert.opening
    return {
        "title": card.title,
        "link": card.link.url,
        "host": card.link.host,
        "company": card.company,
        "places": card.places,
        "pay": card.pay,
        "facts": card.facts,
        "level": opening.level.value if opening.level else "",
        "workplace": opening.workplace.value if opening.workplace else "",
        "employment": opening.employment_type.value.lower() if opening.employment_type else "",
        "hashtags": card.hashtags,
        "description": card.description,
        "reasons": tuple(Reason(one.search, one.because) for one in card.reasons),
        "unsaid": card.unsaid,
        "origin": card.origin,
        "marks": card.marks,
        "news": card.news,
        "occasion": alert.occasion.value,
        "closed": card.gone,
        "credits": tuple(Credit(one.service, one.link.url) for one in card.credits),
    }


def addresses(card: _card.Card) -> Mapping[str, str]:
    """Where links may lead that are not the template's own: each address for itself."""
    found = (card.link.url, *(one.link.url for one in card.credits))
    return {url: url for url in found if url}


def complete(lines: Lines, card: _card.Card, context: Context) -> Lines:
    """The lines with what no template may leave out, where they lack it.

    That a copy may have come before, that the opening is gone, the services that have to be named
    with a link, and the host that a link leads to.
    """
    said = "\n".join("".join(run.text for run in line.runs) for line in lines).casefold()
    linked = {url for line in lines for url in line.links}
    head = (*(card.marks[:1] if context.repeated else ()), *(card.news[:1] if card.gone else ()))
    above = [Line("text", (Run(it, italic=True),)) for it in head if it.casefold() not in said]
    below = [_via(it) for it in card.credits if not _named(it, said, linked)]
    link = card.link
    if link.url in linked and not (_words.is_obvious(link, card.company) or link.host in said):
        below.append(Line("small", (Run(link.host),)))
    return (*above, *lines, *below)


def _named(credit: _credits.Credit, said: str, linked: Collection[str]) -> bool:
    return credit.service.casefold() in said and (not credit.link.url or credit.link.url in linked)


def _via(credit: _credits.Credit) -> Line:
    return Line("small", (Run("via "), Run(credit.service, link=credit.link.url)))
