"""What is not believed, and what is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

import pytest

from alertbot.doubt import BELIEVED_AFTER, doubt, doubted, employer
from tests.story import HOUR, NOW


@dataclass
class Shown:
    seen: set[str] = field(default_factory=set)
    skipped: list[str] = field(default_factory=list)
    employers: list[str] = field(default_factory=list)
    companies: Counter[str] = field(default_factory=Counter)
    total: int | None = None


@dataclass(frozen=True)
class Board:
    listed: frozenset[str] = frozenset()
    employer: str = ""
    postings: Mapping[str, object] = field(default_factory=dict)
    doubts: int = 0
    doubted_at: datetime | None = None


def board(count: int, employer: str = "") -> Board:
    ids = [str(number) for number in range(count)]
    return Board(frozenset(ids), employer, dict.fromkeys(ids))


def without(gone: int, of: int) -> set[str]:
    return {str(number) for number in range(gone, of)}


FULL = board(500, "Contoso Ltd.")


def test_an_empty_board_is_doubted_only_where_something_was_known() -> None:
    assert doubt(Shown(), Board(), None) is None
    assert doubt(Shown(seen={"1"}), FULL, None) is None
    assert "500 were known" in (doubt(Shown(), FULL, None) or "")
    assert "1 was known" in (doubt(Shown(), board(1), None) or "")
    assert "understood: no id" in (doubt(Shown(skipped=["no id"]), Board(), None) or "")


def test_a_window_may_say_that_there_is_nothing() -> None:
    assert doubt(Shown(total=0), FULL, None, window=True) is None
    assert doubt(Shown(), FULL, None, window=True), "an empty list that says no more is doubted"
    assert doubt(Shown(total=0), FULL, None), "and so is a whole board"


def test_a_board_that_has_become_somebody_elses_is_doubted() -> None:
    other = Shown(seen={"a", "b"}, employers=["Fabrikam GmbH"])
    assert "was Contoso Ltd.'s and is Fabrikam GmbH's" in (doubt(other, FULL, None) or "")
    assert "company: Fabrikam GmbH" in (doubt(other, FULL, None) or ""), "what to do about it"
    assert doubt(other, FULL, "Fabrikam") is None, "and then it is believed"
    renamed = Shown(seen={"1", "b"}, employers=["Fabrikam GmbH"])
    assert doubt(renamed, FULL, None) is None, "an employer may change its name"
    assert doubt(Shown(seen={"c"}, employers=["contoso"]), FULL, None) is None
    nothing = replace(FULL, listed=frozenset())
    assert doubt(other, nothing, None) is None, "nothing can be closed by mistake"


def test_a_board_that_is_not_the_one_that_was_named_is_doubted() -> None:
    other = Shown(seen={"7"}, employers=["Hans Peter Esser"])
    assert "not HPE's" in (doubt(other, Board(), "HPE") or "")
    assert doubt(other, Board(), "Peter Esser GmbH & Co. KG") is None
    assert doubt(Shown(seen={"7"}), Board(), "HPE") is None, "the payload names nobody"


@pytest.mark.parametrize(
    ("gone", "of", "believed"),
    [
        (0, 9, True),
        (1, 3, True),
        (2, 3, False),
        (2, 7, True),
        (3, 9, False),
        (29, 90, True),
        (30, 90, False),
        (89, 90, False),
    ],
)
def test_a_third_of_a_board_gone_at_once_is_doubted(gone: int, of: int, believed: bool) -> None:
    said = doubted(without(gone, of) | {"a", "b", "c"}, board(of), now=NOW)
    assert (not said) is believed
    assert believed or said == f"{gone} of the {of} postings that it listed are gone at once"


def test_a_board_of_other_ids_alone_is_doubted_unless_it_is_of_one_posting() -> None:
    said = doubted({"a", "b"}, board(2), now=NOW)
    assert said == "all 2 postings that it listed are gone, and others are there"
    assert not doubted({"a"}, board(1), now=NOW), "the one that was there may well have gone"
    assert not doubted({"a"}, board(0), now=NOW)
    assert not doubted({"a"}, FULL, now=NOW, window=True), "a window moves on"


def test_a_doubt_that_lasts_a_day_and_three_polls_is_how_the_board_is_now() -> None:
    def after(doubts: int, hours: float) -> bool:
        since = NOW - hours * HOUR
        return not doubted({"a"}, replace(FULL, doubts=doubts, doubted_at=since), now=NOW)

    day = BELIEVED_AFTER / HOUR
    assert after(3, day)
    assert not after(2, day), "a bot that was off for a day has not looked"
    assert not after(90, day - 0.1)


def test_where_no_board_names_itself_its_postings_tell_whose_it_is() -> None:
    other = Shown(seen={"a", "b"}, companies=Counter({"Fabrikam": 2}))
    assert "was Contoso Ltd.'s and is Fabrikam's" in (doubt(other, FULL, None) or "")
    same = Shown(seen={"a", "b"}, companies=Counter({"Contoso GmbH": 1, "Fabrikam": 1}))
    assert doubt(same, FULL, None) is None, "one of its brands"
    known = Shown(seen={"1", "b"}, companies=Counter({"Fabrikam": 2}))
    assert doubt(known, FULL, None) is None, "something of it was there before"
    assert doubt(other, FULL, None, window=True) is None, "a window shows many employers"
    assert doubt(other, FULL, "Contoso") is None, "the configuration says whose it is"


def test_whose_board_it_is() -> None:
    brands = Counter({"Contoso": 2, "Fabrikam": 1})
    assert employer(Shown(companies=brands), window=False) == "Contoso"
    assert employer(Shown(companies=brands, employers=["Northwind"]), window=False) == "Northwind"
    assert employer(Shown(companies=brands), window=True) == ""
    assert employer(Shown(), window=False) == ""
