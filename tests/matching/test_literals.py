"""What a pattern cannot do without is there wherever it fits."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alertbot.matching import literals
from alertbot.query import patterns


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        ("golang", [{"golang"}]),
        (r"golang|\bgo\b", []),
        ("golang|rustlang", [{"golang", "rustlang"}]),
        ("site reliab(le|ility)", [{"site reliab"}]),
        (r"data\s+engineer(ing)?", [{"data"}, {"engineer"}]),
        ("(Backend|Frontend) dev", [{"backend", "frontend"}, {" dev"}]),
        ("abcd?e", [{"abc"}]),
        ("abcd+e", [{"abcd"}]),
        ("(kafka){2}", [{"kafka"}]),
        ("(kafka)*rust", [{"rust"}]),
        ("x{0,3}rust", [{"rust"}]),
        (r"node\.js", [{"node.js"}]),
        ("[]abc]rust[^]x]", [{"rust"}]),
        ("(?i)rust", []),
        (r"\Qrust\E", []),
        (r"\x41bcd", []),
        ("[[:alpha:]]rust", []),
        ("(?P<a>rust)", [{"rust"}]),
        ("(?:rust)", [{"rust"}]),
        ("ab", []),
        ("münchen", [{"nchen"}]),
        ("rust|", []),
    ],
)
def test_what_is_needed(pattern: str, needed: list[set[str]]) -> None:
    assert list(literals.required(pattern)) == [frozenset(pieces) for pieces in needed]


ATOMS = st.sampled_from(
    [
        *("abc", "rust", "k", "S", "x y", "é", "K", "ſ", ".", r"\.", r"\w", r"\b", "[a-c]", "[^a]"),
        *(r"[\]a]", "^", "$", r"\d", "(?i)", "{", "}", r"\x41", "[[:alpha:]]", r"\pL", "-", "ß"),
    ]
)
PATTERNS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=4).map("".join),
        st.lists(inner, min_size=2, max_size=3).map("|".join),
        inner.map(lambda one: f"({one})"),
        inner.map(lambda one: f"(?:{one})"),
        st.tuples(
            inner, st.sampled_from(["*", "+", "?", "{2}", "{0,2}", "{1,}", "+?", "{0}", "{,2}"])
        ).map(lambda pair: f"({pair[0]}){pair[1]}"),
        st.tuples(inner, st.sampled_from(["*", "+", "?", "{2}"])).map("".join),
    ),
    max_leaves=8,
)
TEXTS = st.lists(
    st.sampled_from(
        ["abc", "ABC", "rust", "k", "s", "x y", "É", "K", "ſ", ".", "a", "b", "1", "ß"]
    ),
    max_size=10,
).map("".join)


@given(PATTERNS, st.lists(TEXTS, min_size=1, max_size=8))
def test_no_text_is_missed(pattern: str, texts: list[str]) -> None:
    try:
        compiled = patterns.compiled(pattern)
    except ValueError:
        assume(False)
    needed = literals.required(pattern)
    for text in texts:
        if compiled.search(text.encode()) is not None:
            folded = text.casefold()
            assert all(any(piece in folded for piece in pieces) for pieces in needed)
