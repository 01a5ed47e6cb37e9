"""What an alert says, part by part, before any service's markup. Pure.

A renderer goes down `SIZES`, from roomy to terse, until its service's limits hold.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from alertbot import text
from alertbot.channels import _credits, _news, _places
from alertbot.channels import _words as words
from alertbot.model import (
    Context,
    Evidence,
    Match,
    Occasion,
    Opening,
    OpeningAlert,
    Section,
    Summary,
)

Quote = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Size:
    """How long each part may be, in characters, and how many of each there may be."""

    title: int
    name: int
    line: int
    evidence: int
    description: int
    matches: int
    hashtags: int
    best: int
    sections: int


SIZES = (
    Size(300, 80, 240, 80, 700, matches=6, hashtags=12, best=5, sections=40),
    Size(120, 60, 160, 60, 300, matches=5, hashtags=10, best=5, sections=40),
    Size(80, 40, 100, 40, 0, matches=4, hashtags=6, best=3, sections=40),
    Size(60, 30, 80, 30, 0, matches=3, hashtags=4, best=1, sections=30),
    Size(40, 24, 60, 24, 0, matches=2, hashtags=3, best=0, sections=45),
    Size(40, 24, 60, 24, 0, matches=2, hashtags=3, best=0, sections=20),
)


@dataclass(frozen=True, slots=True)
class Reason:
    """One search that the opening fits, and the evidence."""

    search: str
    because: str


@dataclass(frozen=True, slots=True)
class Card:
    """An opening's alert in words; empty where there is nothing to say.

    `marks` are about the message, `news` about what became of the opening, `gone` is the worst.
    """

    marks: tuple[str, ...]
    news: tuple[str, ...]
    gone: bool
    title: str
    link: words.Link
    company: str
    places: str
    pay: tuple[str, ...]
    facts: str
    hashtags: tuple[str, ...]
    description: str
    reasons: tuple[Reason, ...]
    unsaid: str
    origin: str
    credits: tuple[_credits.Credit, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One opening of a summary: its title, to be linked, and the rest."""

    title: str
    link: words.Link
    detail: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """One search of a summary."""

    search: str
    count: str
    best: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """A summary in words."""

    marks: tuple[str, ...]
    heading: str
    chapters: tuple[Chapter, ...]
    notes: tuple[str, ...]


def card(alert: OpeningAlert, context: Context, size: Size) -> Card:
    """What there is to say about one opening, at most as long as `size`."""
    opening = alert.opening
    link = words.safe_link(opening.lead.url)
    pay = words.pay_lines(opening.pay, size.line)
    unpaid = () if pay else (_unpaid(opening, size),)
    again = alert.occasion is Occasion.REPOSTED
    # That pay is not stated stands in the place of pay already.
    unsaid = "; ".join(one for one in unstated(alert.matches, size) if one != "pay not stated")
    return Card(
        marks=tuple(marks(context)),
        news=tuple(_news.of(alert, size.name)),
        gone=opening.closed_at is not None,
        title=words.cut(opening.title, size.title) or "Untitled opening",
        link=link,
        company=words.cut(opening.company or "", size.name),
        places=_places.line(opening.places, min(size.line, 120)),
        pay=pay,
        facts=" · ".join((*unpaid, *words.facts(opening, context.now, again=again))),
        hashtags=words.hashtags(opening.hashtags, size.hashtags),
        description=_paragraphs(opening.description, size.description),
        reasons=tuple(_reasons(alert.matches, size)),
        unsaid=f"Not checked: {unsaid}" if unsaid else "",
        origin=f"From {source_names(opening, size.line)}",
        credits=tuple(_credits.of(opening, context)),
    )


def overview(summary: Summary, context: Context, size: Size) -> Overview:
    """What there is already, search by search, at most as long as `size`."""
    shown = summary.sections[: size.sections]
    at_once = bool(shown) and all(section.source for section in shown)
    notes = []
    if more := len(summary.sections) - len(shown):
        notes.append(f"and {words.counted(more, 'more search', 'es')}")
    if summary.unread:
        notes.append(f"{words.counted(summary.unread, 'source')} not read yet")
    return Overview(
        marks=tuple(marks(context)),
        heading="New at once" if at_once else "What matches now",
        chapters=tuple(_chapter(section, context, size) for section in shown),
        notes=tuple(notes),
    )


def notice(said: str, context: Context, limit: int) -> tuple[str, ...]:
    """A notice's paragraphs: the marks, then its text with its line breaks."""
    return (
        *marks(context),
        _paragraphs(said, limit) or "(no text)",
    )


def plain(said: Card, *, quote: Quote = str, address: Quote = str) -> str:
    """The whole card as lines of text: what is read aloud, and what stands in for markup.

    `quote` is applied to each line of words, `address` to the one that is our link.
    """
    head = [
        *said.marks,
        *said.news,
        said.title,
        " · ".join(filter(None, (said.company, said.places))),
    ]
    body = [*said.pay, said.facts, hashtag_line(said)]
    why = [f"Matches {reason_line(reason)}" for reason in said.reasons]
    lines = map(quote, filter(None, (*head, *body, *why, said.unsaid, origin_line(said))))
    via: list[str] = []
    for credit in said.credits:
        elsewhere = credit.link.url if credit.link.url != said.link.url else ""
        # A link has its line to itself: glued to words it would not be one everywhere.
        via += [quote(f"via {credit.service}"), *([address(elsewhere)] if elsewhere else [])]
    return "\n".join((*lines, *via, *filter(None, (address(said.link.url),))))


def plain_overview(said: Overview, *, quote: Quote = str, address: Quote = str) -> str:
    """The whole summary as lines of text, as `plain`."""
    lines = [*map(quote, said.marks), said.heading]
    for chapter in said.chapters:
        lines.append(quote(f"{chapter.search}: {chapter.count}"))
        for one in chapter.best:
            lines.append(quote(f"- {one.title}{', ' if one.detail else ''}{one.detail}"))
            lines += [f"  {address(one.link.url)}"] if one.link.url else []
    return "\n".join((*lines, *map(quote, said.notes)))


def origin_line(said: Card) -> str:
    """The sources, and the host that the link leads to."""
    return " · ".join(filter(None, (said.origin, said.link.host)))


def hashtag_line(said: Card) -> str:
    """#these #are #they."""
    return " ".join(f"#{tag}" for tag in said.hashtags)


def source_names(opening: Opening, limit: int) -> str:
    """The sources that list the opening, four at most."""
    listing = tuple(dict.fromkeys(posting.source for posting in opening.listed))
    names = ", ".join(words.cut(source, 40) for source in listing[:4])
    more = f" and {len(listing) - 4} more" if len(listing) > 4 else ""
    return f"{words.cut(names, limit)}{more}"


def reason_line(reason: Reason) -> str:
    """The search, and its evidence where there is any."""
    return f"{reason.search}: {reason.because}" if reason.because else reason.search


def marks(context: Context) -> Iterable[str]:
    """What is to be known of the message itself."""
    if context.repeated:
        yield "Possibly repeated: an earlier copy may have arrived"
    if context.late is not None:
        yield f"Delayed by {words.span(context.late)}"


def _chapter(section: Section, context: Context, size: Size) -> Chapter:
    count, stop = _count(section, size), ";" if section.known else ","
    best = section.best[: size.best]
    if best and section.total > len(best):
        count += f"{stop} the best {len(best)}:" if len(best) > 1 else f"{stop} the best:"
    if section.total and not section.best:
        count += f"{stop} none posted in the last two weeks"
    return Chapter(
        words.cut(section.search, size.name),
        count,
        tuple(line(opening, context, size) for opening in best),
    )


def _count(section: Section, size: Size) -> str:
    total, known = section.total, section.known
    if section.source:
        return f"{total:,} new at {words.cut(section.source, size.name)}"
    if known and total:
        fit = "1 fits" if total == 1 else f"{total:,} fit"
        return f"{fit} that you have not been told of, {known:,} more you know"
    if known:
        those = "the one that fits" if known == 1 else f"all {known:,} that fit"
        return f"nothing new, you know {those} now"
    return {0: "none match now", 1: "1 matches now"}.get(total, f"{total:,} match now")


def line(opening: Opening, context: Context, size: Size) -> Line:
    """An opening in a line."""
    pay = words.pay_lines(opening.pay[:1], size.line) if opening.pay else ()
    link = words.safe_link(opening.lead.url)
    company = words.cut(opening.company or "", size.name)
    parts = (
        company,
        _places.line(opening.places, min(size.line, 80)),
        words.counted(opening.copies, "opening") if opening.copies > 1 else "",
        pay[0] if pay else "",
        "" if words.is_obvious(link, company) else link.host,
        *(f"via {credit.service}" for credit in _credits.of(opening, context)),
    )
    return Line(
        words.cut(opening.title, min(size.title, 120)) or "Untitled opening",
        link,
        " · ".join(filter(None, parts)),
    )


def _unpaid(opening: Opening, size: Size) -> str:
    """What stands in the place of pay: words that were not understood are not the same as none."""
    said = next((posting.pay_unread for posting in opening.postings if posting.pay_unread), None)
    return f"Pay: “{words.cut(said, min(size.line, 120))}”" if said else "Pay not stated"


def _paragraphs(said: str, limit: int) -> str:
    return text.cut(text.clean(said[: words.UNCUT]).strip(), limit) if limit else ""


def _reasons(matches: Sequence[Match], size: Size) -> Iterable[Reason]:
    yield from (_reason(match, size) for match in matches[: size.matches])
    more = len(matches) - size.matches
    if more > 0:
        yield Reason(words.counted(more, "more search", "es"), "")


def _reason(match: Match, size: Size) -> Reason:
    because = dict.fromkeys(_evidence(evidence, size) for evidence in match.because[:6])
    return Reason(words.cut(match.key, size.name), " · ".join(filter(None, because)))


def _evidence(evidence: Evidence, size: Size) -> str:
    condition = words.cut(evidence.condition, size.evidence)
    decided = words.cut(evidence.text, size.evidence)
    if not decided or decided.casefold().strip("#\"'") == condition.casefold().strip("#\"'"):
        return condition
    return f"{condition} ({decided})" if condition else decided


def unstated(matches: Sequence[Match], size: Size) -> list[str]:
    """What was not said, and passed: six at most."""
    unknown = (name for match in matches[:50] for name in match.unknown[:20])
    names = dict.fromkeys(words.cut(name, size.evidence) for name in unknown)
    return [name for name in names if name][:6]
