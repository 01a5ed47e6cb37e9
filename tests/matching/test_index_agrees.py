"""The index gives what the plain truth gives: in keys, in order, because of the same."""

from __future__ import annotations

from collections.abc import Iterable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from alertbot.matching import Index, matches, vocabulary
from alertbot.model import Match, Opening
from alertbot.query import Filter, Leaf, View
from tests.query.filters import atoms, condition, filters
from tests.query.openings import NOW, openings


def plain(filters_: Iterable[tuple[str, Filter]], opening: Opening) -> list[Match]:
    """What each filter by itself says of an opening."""
    found = ((key, matches(one, opening, now=NOW)) for key, one in filters_)
    return [Match(key, one.because, one.unknown) for key, one in found if one is not None]


@settings(deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(filters(), max_size=12), st.lists(openings(), min_size=1, max_size=3))
def test_it_agrees_with_the_plain_truth(some: list[Filter], seen: list[Opening]) -> None:
    index = Index()
    named = [(f"s{number}", one) for number, one in enumerate(some)]
    for key, one in named:
        index.add(key, one)
    for opening in seen:
        assert index.match(opening, now=NOW) == plain(named, opening)


class Changing(RuleBasedStateMachine):
    """Filters come, go and are replaced; openings are matched meanwhile."""

    @initialize()
    def begin(self) -> None:
        self.index = Index()
        self.held: dict[str, Filter] = {}

    @rule(key=st.sampled_from("abcdefgh"), one=filters(most=4))
    def add(self, key: str, one: Filter) -> None:
        self.index.add(key, one)
        self.held[key] = one

    @precondition(lambda self: self.held)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.held)))
        self.index.remove(key)
        del self.held[key]

    @rule(opening=openings())
    def match(self, opening: Opening) -> None:
        assert self.index.match(opening, now=NOW) == plain(self.held.items(), opening)
        assert len(self.index) == len(self.held)


TestChanging = Changing.TestCase
TestChanging.settings = settings(deadline=None, suppress_health_check=list(HealthCheck))


@settings(deadline=None)
@given(atoms(), openings())
def test_a_truth_is_that_of_the_verdict(text: str, opening: Opening) -> None:
    leaf = condition(text)
    assert isinstance(leaf, Leaf)
    assert leaf.truth(View(opening, NOW)) is leaf.judge(View(opening, NOW)).truth


@settings(deadline=None)
@given(openings())
def test_words_are_those_of_the_view(opening: Opening) -> None:
    assert vocabulary.of_head(opening) == View(opening, NOW).terms
