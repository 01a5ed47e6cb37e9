"""What is not believed, and what is."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from alertbot.doubt import doubt


@dataclass
class Shown:
    seen: set[str] = field(default_factory=set)
    skipped: list[str] = field(default_factory=list)
    employers: list[str] = field(default_factory=list)
    total: int | None = None


@dataclass
class KnownBoard:
    open: int = 0
    employer: str = ""
    fingerprints: dict[str, bytes] = field(default_factory=dict)


FULL = KnownBoard(open=500, employer="Contoso Ltd.", fingerprints={"1": b""})


def test_an_empty_board_is_doubted_only_where_something_was_known() -> None:
    assert doubt(Shown(), KnownBoard(), None) is None
    assert doubt(Shown(seen={"1"}), FULL, None) is None
    assert "500" in (doubt(Shown(), FULL, None) or "")
    assert "understood: no id" in (doubt(Shown(skipped=["no id"]), KnownBoard(), None) or "")


def test_a_window_may_say_that_there_is_nothing() -> None:
    assert doubt(Shown(total=0), FULL, None, window=True) is None
    assert doubt(Shown(), FULL, None, window=True), "an empty list that says no more is doubted"
    assert doubt(Shown(total=0), FULL, None), "and so is a whole board"


def test_a_board_that_has_become_somebody_elses_is_doubted() -> None:
    other = Shown(seen={"7", "8"}, employers=["Fabrikam GmbH"])
    assert "was Contoso Ltd.'s and is Fabrikam GmbH's" in (doubt(other, FULL, None) or "")
    assert "company: Fabrikam GmbH" in (doubt(other, FULL, None) or ""), "what to do about it"
    assert doubt(other, FULL, "Fabrikam") is None, "and then it is believed"
    renamed = Shown(seen={"1", "8"}, employers=["Fabrikam GmbH"])
    assert doubt(renamed, FULL, None) is None, "an employer may change its name"
    assert doubt(Shown(seen={"9"}, employers=["contoso"]), FULL, None) is None
    assert doubt(other, replace(FULL, open=0), None) is None, "nothing can be closed by mistake"


def test_a_board_that_is_not_the_one_that_was_named_is_doubted() -> None:
    other = Shown(seen={"7"}, employers=["Hans Peter Esser"])
    assert "not HPE's" in (doubt(other, KnownBoard(), "HPE") or "")
    assert doubt(other, KnownBoard(), "Peter Esser GmbH & Co. KG") is None
    assert doubt(Shown(seen={"7"}), KnownBoard(), "HPE") is None, "the payload names nobody"
