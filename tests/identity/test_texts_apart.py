"""What two texts have to themselves, and what stands between it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alertbot.identity import texts, vetoes
from tests.identity.invented import ABOUT, BAKERY, DUTIES

said = st.lists(
    st.sampled_from(["french", "german", "fren", "ch", "nightshift", "night", "shift", "you"])
).map("".join)


@given(said, said, said, said)
def test_both_are_left_without_what_they_begin_and_end_with(
    front: str, one: str, other: str, back: str
) -> None:
    first, second = f"{front}{one}{back}", f"{front}{other}{back}"
    left = texts.apart(first, second)
    assert left[0] in first
    assert left[1] in second
    assert len(first) - len(left[0]) == len(second) - len(left[1]), "the same is left out of both"
    assert texts.apart(second, first) == left[::-1]
    around = [f"{'z' * 99}{text}{'z' * 99}" for text in (first, second)]
    assert max(map(len, texts.apart(*around))) < len(first) + len(second) + 99
    assert vetoes.words(*around) == vetoes.words(first, second)


def test_languages_and_shifts_are_told_where_each_text_has_its_own() -> None:
    assert vetoes.words("youspeakfrenchandenglish", "youspeakgermanandenglish") == "languages"
    assert vetoes.words("forthenightshift", "forthedayshift") == "shifts"
    assert vetoes.words("youspeakfrenchandenglish", "youspeakfrench") == ""


def test_the_middle_is_what_stands_between_other_words() -> None:
    first, second = (
        texts.read(" ".join((front, *DUTIES, back)))
        for front, back in ((ABOUT[0], ABOUT[1]), (BAKERY[0], BAKERY[1]))
    )
    core = texts.middle(first, second)
    assert core in first.letters
    assert core in second.letters
    assert texts.squashed(" ".join(DUTIES[1:-1])) in core
    assert not texts.middle(first, first)
    assert not texts.middle(first, texts.read(" ".join((BAKERY[0], *DUTIES, ABOUT[1]))))
