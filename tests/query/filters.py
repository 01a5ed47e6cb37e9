"""Filters for property tests, over all fields: as trees, of the words that `openings.py` uses."""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

from alertbot import query
from alertbot.errors import QueryError
from alertbot.query import Condition, Filter, Settings, grammar, limits
from alertbot.query.tree import all_of, any_of, demanded, none_of
from tests.query.openings import COMPANIES, SOURCES, TAGS, WORDS

HOME = Settings(home="Berlin, DE")

_AMOUNTS = ("150k", "€60k", "45/h", "900/day", "4k/month", "150k USD", "90.5", "0", "200k")
_PLACES = (
    *("washington", "wa", "seattle", "Redmond, WA", "germany", "berlin", "Munich", "München"),
    *("eu", "emea", "georgia", "paris", "india", "us", "bay area", "Springfield", "Mars"),
)
_PATTERNS = (r"golang|\bgo\b", "k[a-f]+k", r"a\/b", "^senior", r"\d+")


def _quoted(content: str) -> str:
    return f'"{content}"'


def _values() -> st.SearchStrategy[str]:
    """A word, a phrase, a prefix or a pattern, as a query writes it."""
    word = st.sampled_from(WORDS).filter(lambda one: any(map(str.isalnum, one)))
    phrase = st.lists(word, min_size=1, max_size=3).map(" ".join)
    return st.one_of(
        phrase.map(_quoted),
        phrase.map(lambda some: _quoted(f"{some}*")),
        st.sampled_from(_PATTERNS).map(lambda one: f"/{one}/"),
        word.map(lambda one: _quoted(one[: max(len(one) // 2, 2)] + "*")).filter(_parses),
    )


@cache
def _parses(text: str) -> bool:
    try:
        query.parse(f"zq {text}", HOME)
    except QueryError:
        return False
    return True


def _compared(fields: tuple[str, ...], values: tuple[str, ...]) -> st.SearchStrategy[str]:
    signs = st.sampled_from([">=", "<=", ">", "<"])
    return st.tuples(st.sampled_from(fields), signs, st.sampled_from(values)).map("".join)


@cache
def atoms() -> st.SearchStrategy[str]:
    """The text of one condition, of any field."""
    tags = st.sampled_from(TAGS)
    levels = ("intern", "junior", "mid", "senior", "staff", "principal", "director", "executive")
    types = ("fulltime", "parttime", "contractor", "temporary", "intern")
    found = st.one_of(
        _values(),
        _values(),
        st.tuples(st.sampled_from(["title:", "text:"]), _values()).map("".join),
        st.sampled_from(COMPANIES).map(lambda one: f"company:{_quoted(one)}"),
        tags.map(lambda one: f"#{one}"),
        tags.map(lambda one: f"#{one[:3]}*"),
        st.sampled_from(_PLACES).map(lambda one: f"in:{_quoted(one)}"),
        st.sampled_from(
            ["remote", "hybrid", "onsite", "remote:us", "remote:de", "remote:anywhere"]
        ),
        _compared(("pay", "pay.min", "pay.mid"), _AMOUNTS),
        _compared(("posted", "closes"), ("12h", "7d", "2w", "40d")),
        st.sampled_from(types).map(lambda one: f"type:{one}"),
        st.sampled_from(levels).map(lambda one: f"level:{one}"),
        st.sampled_from(levels).map(lambda one: f"level:{one}.."),
        st.sampled_from(levels).map(lambda one: f"level:..{one}"),
        st.sampled_from(SOURCES).map(lambda one: f"source:{_quoted(one)}"),
        st.sampled_from(["is:new", "is:reposted", "is:changed"]),
        st.sampled_from(["lang:en", "lang:de", 'in:"Seattle"~50km', "in:berlin~20km"]),
    )
    return found.filter(_parses)


@cache
def condition(text: str, settings: Settings = HOME) -> Condition:
    """The condition that a text stands for, although it may make no query by itself."""
    return grammar.condition(text, settings, limits.Budget())


@cache
def conditions(most: int = 8, settings: Settings = HOME) -> st.SearchStrategy[Condition]:
    """Trees of up to so many conditions, in the shape that parsing gives them."""
    leaves = atoms().map(lambda text: condition(text, settings))
    return st.recursive(
        leaves,
        lambda inner: st.one_of(
            st.lists(inner, min_size=2, max_size=4).map(all_of),
            st.lists(inner, min_size=2, max_size=4).map(any_of),
            inner.map(none_of),
            inner.map(demanded),
        ),
        max_leaves=most,
    )


def sensible(made: Condition) -> Filter | None:
    """The condition as a filter; one that only excludes is given a word to look for."""
    for tried in (made, all_of([condition("engineer"), made])):
        try:
            return limits.checked(tried)
        except QueryError:
            continue
    return None


@st.composite
def filters(draw: st.DrawFn, most: int = 8, settings: Settings = HOME) -> Filter:
    """A filter that a query could say: none that asks for nothing, and no contradiction."""
    found = sensible(draw(conditions(most, settings)))
    return (
        found if found is not None else sensible(condition("engineer")) or query.parse("engineer")
    )
