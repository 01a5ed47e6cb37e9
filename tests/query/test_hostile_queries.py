"""What bounds the work that one query can ask for, counted and not timed where that can be."""

from __future__ import annotations

import pytest

from alertbot import query
from alertbot.errors import QueryError
from alertbot.matching import matches
from alertbot.model import Opening, Posting
from alertbot.query import View, clash, sense
from alertbot.query.words import Pattern, Words
from tests.query.filters import HOME, condition
from tests.query.openings import NOW


def heavy(*hashtags: str, description: str = "") -> Opening:
    posting = Posting(
        "contoso", "1", "https://contoso.example/1", "Engineer", hashtags=hashtags,
        description=description,
    )  # fmt: skip
    return Opening((posting,), NOW)


def test_hundreds_of_hashtags_are_looked_through_at_once() -> None:
    view = View(heavy(*(f"tag{n}" for n in range(500))), NOW)
    assert len(view.head) == 2
    assert view.hashtags[0].words.count("\n") == 499


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("/^tag7.$/", "#tag70"),
        (r"/\Atag499\z/", "#tag499"),
        ("/9.1/", None),
        ("/g1[^a]t/", None),
        ("/tag8\\stag9/", None),
        ("#tag49*", "#tag49"),
        ("tag250", "#tag250"),
        ('"tag1 tag2"', None),
    ],
)
def test_each_hashtag_is_a_text_of_its_own(text: str, shown: str | None) -> None:
    opening = heavy(*(f"tag{n}" for n in range(500)))
    found = matches(query.parse(text, HOME), opening, now=NOW)
    assert (found and found.because[0].text) == shown


def test_a_pattern_that_can_be_judged_is_compiled_when_it_is_read() -> None:
    leaf = condition("/[^a]{200}/")
    assert isinstance(leaf, Pattern)
    assert {"compiled", "by_line"} <= set(vars(leaf))


def test_looking_for_a_contradiction_ends() -> None:
    pairs = [f"(a{n} OR b{n}) (-a{n} OR -b{n})" for n in range(40)]
    tangled = condition(f"{' '.join(pairs)} (x OR y) -x -y")
    most = 0

    class Counted(clash.World):
        def add(self, literal: clash.Literal) -> clash.Clash | None:
            nonlocal most
            found = super().add(literal)
            most = max(most, self.steps)
            return found

        def copy(self) -> clash.World:
            plain = super().copy()
            names = ("known", "found", "missing", "places", "choices", "lines", "steps")
            return Counted(*(getattr(plain, name) for name in names))

    search = sense.Search(Counted)
    assert search.why_never([(tangled, sense.Aim.TRUE, False)]) is None
    assert sense.MAX_STEPS < most < sense.MAX_STEPS + 10_000


def test_the_spellings_that_descriptions_are_searched_for_are_counted() -> None:
    made = condition(" OR ".join(f'text:"sr w{n}"' for n in range(40)))
    assert isinstance(made, query.Or)
    assert sum(len(leaf.needles) for leaf in made.parts if isinstance(leaf, Words)) == 120
    with pytest.raises(QueryError) as caught:
        query.parse(" OR ".join(f'text:"sr eng w{n}"' for n in range(40)), HOME)
    assert "too many ways" in caught.value.message
