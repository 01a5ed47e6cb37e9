"""The questions of `alertbot init`, one after the other: boards, searches, and the chat."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from alertbot.cli import boards, fitting, meeting, queries
from alertbot.cli.drafting import Draft, named
from alertbot.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from alertbot.cli.asking import Dialogue
    from alertbot.cli.boards import Board
    from alertbot.model import Opening
    from alertbot.query import Filter, Settings

_CURRENCY = "USD"
_BOARD_HELP = (
    "A job board, or the page on which a company lists its jobs, as it stands in the browser: "
    "https://boards.greenhouse.io/contoso or https://contoso.example/careers. alertbot finds out "
    "by itself which service is behind it."
)
_SEARCH_HELP = """\
Words that stand in the title, the company's name or a hashtag. For example:
engineer - the word
"site reliability" OR sre - the phrase, or the word
python -intern - the one without the other
nurse in:berlin - in a place
developer remote pay>=60k - from home, and paid so much a year
docs/query.md has the rest."""
_HOME_HELP = (
    "A city and a country, such as Berlin, DE. It decides what remote means for you: work that is "
    "open to where you are. Press Enter to do without."
)
_CHAT_HELP = (
    "telegram: a bot of your own writes to you, or to a group. slack: an app writes to a channel. "
    "terminal: alerts are printed where alertbot runs; it needs no account, good for a first look."
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line says already. `base_url`, `api_url`: what stands in for services."""

    config: Path
    boards: Sequence[str]
    searches: Sequence[str]
    channel: str
    to: str
    token_file: Path | None
    home: str
    base_url: str
    api_url: str

    @property
    def folder(self) -> Path:
        """Where the configuration and the token's file go."""
        return self.config.absolute().parent


def by_flags(wishes: Wishes) -> Draft:
    """A configuration from what the command line says. UsageError where that is not enough."""
    missing = [
        flag
        for flag, value in (
            ("--board ADDRESS", wishes.boards),
            ("--search QUERY", wishes.searches),
            ("--channel telegram, slack or terminal", wishes.channel),
        )
        if not value
    ]
    if missing:
        raise UsageError(f"alertbot: with --yes say also {', '.join(missing)}")
    chat = meeting.given(
        wishes.channel, wishes.to, wishes.token_file, wishes.folder, wishes.api_url
    )
    for query in wishes.searches:
        queries.parsed(query, None)
    found: list[Board] = []
    for address in wishes.boards:
        board = _found(address, wishes, found)[0]
        if _same(board, found) is None:
            found.append(board)
    searches: list[tuple[str, str]] = []
    for query in wishes.searches:
        searches.append((named(query, [name for name, _ in searches]), query))
    money = currency_of(wishes.home)
    return Draft(chat, _entries(found), searches, wishes.home, money, _timezone())


def asked(dialogue: Dialogue, wishes: Wishes) -> Draft:
    """A configuration from the answers to questions; what the command line says is not asked."""
    dialogue.say("A few questions, and alertbot is ready. Answer ? for help; Ctrl-C ends it, and")
    dialogue.say("nothing is written before you have seen it.")
    dialogue.heading("1. Boards: where jobs are listed")
    found = _boards(dialogue, wishes)
    with dialogue.busy("reading these boards ..."):
        openings, problems = boards.openings(found)
    for problem in problems:
        dialogue.say(problem)
    dialogue.heading("2. What you look for")
    home = wishes.home or dialogue.ask(
        "Where do you live, for remote work? A city and country, or Enter:",
        _HOME_HELP,
        home_of,
        default="",
    )
    money = currency_of(home)
    if home:
        said = f"Remote work has to be open to {_countries(home)}, then"
        dialogue.say(f"{said}; pay>=75k means {money}." if money else f"{said}.")
    searches = _searches(dialogue, wishes, openings, home, money or _CURRENCY)
    dialogue.heading("3. Where alerts go")
    kind = wishes.channel or dialogue.ask(
        "telegram, slack or terminal?", _CHAT_HELP, kind_of, default="telegram"
    )
    chat = meeting.channel(dialogue, kind, wishes.folder, wishes.api_url, wishes.to)
    return Draft(chat, _entries(found), searches, home, money, _timezone())


def kind_of(words: str) -> str:
    """One of the kinds of chat. Raises UsageError."""
    from alertbot.config.mistakes import listed, meant, shown

    if words.lower() not in meeting.KINDS:
        near = meant(words, meeting.KINDS) or f": {listed(meeting.KINDS)}"
        raise UsageError(f"alertbot: {shown(words)} is none of them{near}")
    return words.lower()


def home_of(words: str) -> str:
    """A place with a country. Raises UsageError."""
    from alertbot import places
    from alertbot.config.mistakes import shown

    if words and not places.countries(words):
        raise UsageError(
            f"alertbot: no country is recognised in {shown(words)}; write it like Berlin, DE"
        )
    return words


def currency_of(home: str) -> str:
    """What is spent where somebody lives; empty where that is not known."""
    from alertbot import places
    from alertbot.pay import currencies

    found = {currencies.own(country) for country in places.countries(home) or ()}
    return (found.pop() or "") if len(found) == 1 else ""


def _countries(home: str) -> str:
    """The country that a place is taken to be in, or those that it can be in."""
    from alertbot import places
    from alertbot.places import gazetteer

    return " or ".join(map(gazetteer.name_of, places.countries(home) or ()))


# -- boards ---------------------------------------------------------------------------------


def _boards(dialogue: Dialogue, wishes: Wishes) -> list[Board]:
    """One at least."""
    found: list[Board] = []
    for address in wishes.boards:
        found += _chosen(dialogue, _found(address, wishes, found), found)
    while not found or not wishes.boards:
        address = dialogue.ask(
            "Address of another board, or Enter to go on:" if found else "Address of a board:",
            _BOARD_HELP,
            lambda words: boards.address_of(words) if words else "",
            default="" if found else None,
        )
        if not address:
            break
        try:
            with dialogue.busy(f"looking at {address} ..."):
                offered = _found(address, wishes, found)
        except boards.NoBoard as error:
            dialogue.say(str(error))
            continue
        found += _chosen(dialogue, offered, found)
    return found


def _found(address: str, wishes: Wishes, before: Sequence[Board]) -> list[Board]:
    names = [board.name for board in before]
    return boards.find(boards.address_of(address), wishes.base_url, taken=names)


def _same(board: Board, before: Sequence[Board]) -> Board | None:
    """The one of those before that reads the same board."""
    return next((one for one in before if one.value == board.value), None)


def _chosen(dialogue: Dialogue, offered: Sequence[Board], before: Sequence[Board]) -> list[Board]:
    """The board that is said to be the right one; none where none is, or where it is there."""
    for board in offered:
        if (same := _same(board, before)) is not None:
            dialogue.say(f"That board is there already: {same.name}.")
            return []
        if dialogue.yes(f"{board.said}. Watch it?"):
            return [board]
    return []


def _entries(found: Sequence[Board]) -> list[tuple[str, str, str]]:
    return [
        (board.name, board.value, f"{board.offer.total:,} postings when it was added")
        for board in found
    ]


# -- searches -------------------------------------------------------------------------------


def _searches(
    dialogue: Dialogue, wishes: Wishes, openings: Sequence[Opening], home: str, money: str
) -> list[tuple[str, str]]:
    """One at least."""
    from alertbot.query import Settings

    settings = Settings(home=home or None, currency=money)
    kept: list[tuple[str, str]] = []
    for query in wishes.searches:
        _explain(dialogue, _filter(query, settings), openings, home, money)
        kept.append((named(query, [name for name, _ in kept]), query))
    while not kept or not wishes.searches:
        query = dialogue.ask(
            "Another search, or Enter to go on:" if kept else "What are you looking for?",
            _SEARCH_HELP,
            lambda words: str(_filter(words, settings)) and words if words else "",
            default="" if kept else None,
        )
        if not query:
            break
        _explain(dialogue, _filter(query, settings), openings, home, money)
        if dialogue.yes("Keep this search?"):
            kept.append((named(query, [name for name, _ in kept]), query))
    return kept


def _filter(words: str, settings: Settings) -> Filter:
    from alertbot.errors import QueryError
    from alertbot.query import parse

    try:
        return parse(words, settings)
    except QueryError as error:
        said = f"{error.message}\n  {words}\n  {' ' * error.position}^"
        raise UsageError(said) from None


def _explain(
    dialogue: Dialogue, filter_: Filter, openings: Sequence[Opening], home: str, money: str
) -> None:
    dialogue.say("An alert is sent for each opening where")
    dialogue.listed(list(fitting.meaning(filter_)))
    dialogue.listed(fitting.doubts(filter_, home or None))
    first, *rest = list(fitting.found(filter_, openings, money)) or [""]
    if first:
        dialogue.say(first)
        dialogue.listed(rest)


def _timezone() -> str:
    """The name of this machine's time zone, empty where it does not say."""
    from zoneinfo import available_timezones

    given = os.environ.get("TZ", "").removeprefix(":")
    linked = os.path.realpath("/etc/localtime").partition("zoneinfo/")[2]
    return next((one for one in (given, linked) if one in available_timezones()), "")
