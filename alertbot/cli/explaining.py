"""`alertbot explain`: why a search finds an opening, or does not, and why nobody was told of it."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from alertbot.cli import configuration, drawing, queries
from alertbot.cli.completion import SEARCHES
from alertbot.cli.exits import FAILED
from alertbot.cli.screen import Screen
from alertbot.cli.subjects import Subject, named
from alertbot.errors import FetchError, ParseError, UsageError

if TYPE_CHECKING:
    from datetime import datetime

    from alertbot.config import Config, Search
    from alertbot.matching.explaining import Explained
    from alertbot.query import Filter


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked about: a search of the configuration, or a query alone."""

    filter: Filter
    search: Search | None = None

    @property
    def name(self) -> str:
        return self.search.name if self.search else str(self.filter)


@dataclass(frozen=True, slots=True)
class _Answer:
    """The tree of one filter for one opening, and what is known of the telling."""

    asked: _Asked
    subject: Subject
    tree: Explained
    deliveries: tuple[str, ...]
    reasons: tuple[str, ...]

    @property
    def matches(self) -> bool:
        return self.tree.truth is not False


def explain(
    opening: Annotated[
        str,
        typer.Argument(
            help="Its number, a posting's id or address, a file or JSON of `inspect`, or -.",
            show_default=False,
        ),
    ],
    search: Annotated[
        str, typer.Option(help="The search to ask; all if left out.", autocompletion=SEARCHES)
    ] = "",
    query: Annotated[str, typer.Option(help="A query to ask in its place.")] = "",
    config: configuration.Option = configuration.DEFAULT,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Say why a search finds an opening, or does not: every condition, and what decided it."""
    from datetime import UTC, datetime

    found = _configuration(config, needed=not query)
    asked = _asked(found, search, query)
    try:
        subjects = named(opening, found.database if found else None)
    except (FetchError, ParseError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        print(f"alertbot: {opening[:200]}: {reason}", file=sys.stderr)
        raise typer.Exit(FAILED) from None
    now = datetime.now(UTC)
    for place, subject in enumerate(subjects):
        answers = [_answer(one, subject, now) for one in asked]
        if as_json:
            for answer in answers:
                print(json.dumps(_json(answer), ensure_ascii=False))
            continue
        if place:
            print()
        screen = Screen()
        if search or query:
            _show(screen, answers[0])
        else:
            _list(screen, subject, answers)


def _configuration(path: Path, *, needed: bool) -> Config | None:
    """The configuration; None where there is none and a query can do without."""
    if not needed and path == configuration.DEFAULT and not path.exists():
        return None
    return configuration.loaded(path, secrets=False).config


def _asked(config: Config | None, search: str, query: str) -> list[_Asked]:
    if search and query:
        raise UsageError("alertbot: name --search or --query, not both")
    if query or config is None:
        return [_Asked(queries.parsed(query, config))]
    some = [queries.named(search, config)] if search else config.searches.values()
    return [_Asked(one.filter, one) for one in some]


def _answer(asked: _Asked, subject: Subject, now: datetime) -> _Answer:
    """As the search sees it, in that wording of its postings that fits it, if one does."""
    from alertbot.matching.explaining import explain as explained
    from alertbot.matching.explaining import wordings
    from alertbot.searches import seen_by
    from alertbot.store import reasons as why

    opening, account, search = subject.opening, subject.account, asked.search
    view = seen_by(opening, frozenset(search.sources)) if search and account else None
    trees = [explained(asked.filter, one, now=now) for one in wordings(view or opening)]
    tree = next((one for one in trees if one.truth is not False), trees[0])
    fits = tree.truth is not False
    deliveries: Sequence[str] = ()
    reasons: Sequence[str] = ()
    if account is None:
        reasons = ["it is not stored: no source of the configuration has shown it"] if fits else []
    elif search is None:
        reasons = list(why.standing(opening, account)) if fits else []
    else:
        deliveries = list(why.deliveries(search, account, fits=fits))
        reasons = list(why.reasons(search, opening, account)) if fits else []
    return _Answer(asked, subject, tree, tuple(deliveries), tuple(reasons))


# -- as text --------------------------------------------------------------------------------


_COLOURS = {True: "green", False: "red", None: "yellow"}
_WORDS = {True: "true", False: "false", None: "unknown"}


def _show(screen: Screen, answer: _Answer) -> None:
    """One filter in full: the verdict, the opening, the tree, and what else there is to say."""
    from alertbot.matching.explaining import match, sentence

    verdict = _verdict(answer)
    said = sentence(answer.tree)
    screen.line(verdict, f": {drawing.safe(said)}" if said else "", _COLOURS[answer.matches])
    for line in _about(answer.subject):
        screen.line("", drawing.safe(line))
    print()
    _tree(screen, answer.tree, 0)
    found = match(answer.tree)
    lines = [("one spelling for another", used) for used in _spellings(answer.tree)]
    lines += [("unknown, and passed", word) for word in (found.unknown if found else ())]
    lines += [("alerts", each) for each in answer.deliveries]
    lines += [("why not", each) for each in answer.reasons]
    if lines:
        print()
    for name, each in lines:
        screen.line(name, f": {drawing.safe(each)}")


def _verdict(answer: _Answer) -> str:
    verb = "matches" if answer.matches else "does not match"
    return f"{verb} {answer.asked.name}" if answer.asked.search else verb


def _about(subject: Subject) -> Iterator[str]:
    one = subject.opening
    company = f", {one.company}" if one.company else ""
    yield f"{subject.name}: {one.title}{company}"
    if subject.account:
        keys = ", ".join("/".join(posting.key) for posting in one.postings[:3])
        more = f" and {len(one.postings) - 3} more" if len(one.postings) > 3 else ""
        state = "closed" if one.closed_at else "held" if one.held else "open"
        yield f"{state}, first seen {one.first_seen:%Y-%m-%d %H:%M UTC}, {keys}{more}"
        if not one.title:
            yield "it closed long ago, and no more than its ids is kept of it"


def _tree(screen: Screen, node: Explained, depth: int) -> None:
    from alertbot.query import And, Demand, Not, Or

    word = f"{_WORDS[node.truth]:<7}"
    match node.condition:
        case And():
            words = "all of"
        case Or():
            words = "one of"
        case Not() if not node.literal:
            words = "not"
        case Demand() if not node.literal:
            words = drawing.safe(f"stated{f': {node.said}' if node.refused else ''}")
        case _:
            said = f"  [{drawing.safe(node.said)}]" if node.said else ""
            words = f"{drawing.safe(str(node.condition))}{said}"
    screen.line(word, f"  {words}", _COLOURS[node.truth], indent=2 * depth)
    for part in () if node.literal else node.parts:
        _tree(screen, part, depth + 1)


def _spellings(node: Explained) -> list[str]:
    from alertbot.matching.wording import spellings

    found = list(spellings(node.text)) if not node.parts else []
    found += [one for part in node.parts for one in _spellings(part)]
    return list(dict.fromkeys(found))


def _list(screen: Screen, subject: Subject, answers: Sequence[_Answer]) -> None:
    """Every search, a line each, the matching first."""
    from alertbot.matching.explaining import sentence

    for line in _about(subject):
        screen.line("", drawing.safe(line))
    wide = max((len(one.asked.name) for one in answers), default=0)
    for one in sorted(answers, key=lambda one: not one.matches):
        verdict = "matches" if one.matches else "no match"
        told = next(iter((*one.deliveries, *one.reasons)), "")
        said = told if one.matches and told else sentence(one.tree)
        rest = f"  {one.asked.name:<{wide}}  {drawing.safe(said)}".rstrip()
        screen.cut(f"{verdict:<8}", rest, _COLOURS[one.matches])


# -- as JSON --------------------------------------------------------------------------------


def _json(answer: _Answer) -> dict[str, Any]:
    from alertbot.matching.explaining import match

    one = answer.subject.opening
    found = match(answer.tree)
    return {
        "search": answer.asked.search.name if answer.asked.search else None,
        "query": str(answer.asked.filter),
        "opening": one.id if answer.subject.account else None,
        "title": one.title,
        "url": one.lead.url,
        "matches": answer.matches,
        "unknown": list(found.unknown) if found else [],
        "tree": _node(answer.tree),
        "synonyms": _spellings(answer.tree),
        "reasons": [*answer.deliveries, *answer.reasons],
    }


def _node(node: Explained) -> dict[str, Any]:
    return {
        "condition": str(node.condition),
        "truth": node.truth,
        "value": node.value,
        "text": node.said if node.refused else node.text,
        "parts": [_node(part) for part in node.parts],
    }
