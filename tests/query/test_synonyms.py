"""Spellings that are one word, in a query and in what a posting says of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import query
from alertbot.errors import QueryError
from alertbot.matching import matches
from alertbot.model import Opening
from alertbot.query import Filter, Leaf, Settings, View, synonyms
from alertbot.query.synonyms import Synonyms
from alertbot.query.words import Words
from alertbot.testing import opening_from_json
from tests.query.filters import filters
from tests.query.openings import NOW, openings
from tests.query.verdicts import titled

OURS = Synonyms.of(
    [("sre", "site reliability engineer"), ("k8s", "kube", "kubernetes"), ("lead", "head of")]
)


def told(text: str, title: str, same: Synonyms = OURS) -> str | None:
    """What evidence says of a title that fits a query, None where it does not."""
    made = query.parse(text, Settings(synonyms=same))
    found = matches(made, opening_from_json(titled(title)), now=NOW)
    return None if found is None else found.because[0].text.removeprefix(title).strip()


@pytest.mark.parametrize(
    ("text", "title", "said"),
    [
        ("sre", "SRE", ""),
        ("sre", "Site Reliability Engineer", "(site reliability engineer = sre)"),
        ("sre", "Site Reliability Eng", "(site reliability eng = sre)"),
        ("sre", "Site Reliability", None),
        ('"site reliability engineer"', "Sr. SRE", "(sre = site reliability engineer)"),
        ('"site reliability eng"', "SRE", "(sre = site reliability eng)"),
        ('"senior sre"', "Sr Site Reliability Engineer", "(sr site reliability engineer = senior"),
        ('"senior sre, berlin"', "Senior Site Reliability Engineer - Berlin", "(site reliability"),
        ("reliability", "Site Reliability Engineer", ""),
        ("kube", "K8s Admin", "(k8s = kube)"),
        ("kubernetes", "Kube Admin", "(kube = kubernetes)"),
        ('"head of"', "Lead Engineer", "(lead = head of)"),
        ("lead", "Head of Data", "(head of = lead)"),
        ("head", "Lead Engineer", None),
        ("kubern*", "K8s Admin", "(k8s = kubern)"),
        ("kubern*", "Kubernetes Admin", ""),
        ("senior", "Sr. Engineer", "(sr = senior)"),
        ("entwickler", "Softwareentwickler:in", "(softwareentwickler = entwickler)"),
        ("contoso", "Contoso's Engineer", ""),
        ("muenchen", "Büro München", "(munchen = muenchen)"),
    ],
)
def test_one_stands_for_the_other_and_evidence_says_so(
    text: str, title: str, said: str | None
) -> None:
    found = told(text, title)
    assert (found is None) is (said is None)
    if found is not None and said is not None:
        assert found.startswith(said) if said else found == ""


def test_without_synonyms_a_word_is_itself() -> None:
    assert told("senior", "Sr Engineer", synonyms.NONE) is None
    assert told("sr", "Sr Engineer", synonyms.NONE) == ""
    assert told("sre", "Site Reliability Engineer", synonyms.BUILT_IN) is None


def test_groups_that_share_a_spelling_are_one() -> None:
    same = Synonyms.of([("senior", "experienced"), ("experienced", "seasoned")])
    assert told("seasoned", "Sr. Engineer", same) == "(sr = seasoned)"
    alone = Synonyms.of([("senior", "experienced")], built_in=False)
    assert told("experienced", "Sr. Engineer", alone) is None


def test_the_order_of_groups_says_nothing() -> None:
    one = Synonyms.of([("a", "b"), ("c", "d e")])
    other = Synonyms.of([("d e", "c"), ("b", "a")])
    assert one == other
    assert hash(one) == hash(other)


def test_a_filter_is_the_same_where_its_synonyms_are() -> None:
    assert query.parse("rust", Settings(synonyms=OURS)) == query.parse("rust")
    assert query.parse("sre", Settings(synonyms=OURS)) != query.parse("sre")
    assert str(query.parse("sre", Settings(synonyms=OURS))) == "sre"


def test_a_phrase_of_too_many_ways_is_refused() -> None:
    assert isinstance(query.parse('"sr eng ii"'), Filter)
    with pytest.raises(QueryError) as caught:
        query.parse('rust "sr eng ii jr mgr"')
    assert "too many ways" in caught.value.message
    assert caught.value.position == 5


@given(filters(), openings())
def test_where_a_condition_holds_each_of_its_needs_has_a_term(
    made: Filter, opening: Opening
) -> None:
    view = View(opening, NOW)
    for leaf in leaves(made.condition):
        if leaf.judge(view).truth is not False:
            assert all(not needed.isdisjoint(view.terms) for needed in leaf.terms())


@given(st.lists(st.sampled_from(["sr", "eng", "site", "reliability", "engineer", "x"]), min_size=1))
def test_every_way_of_a_phrase_is_found_by_it(phrase: list[str]) -> None:
    try:
        made = query.parse(f'"{" ".join(phrase[:5])}"', Settings(synonyms=OURS))
    except QueryError:
        return
    assert isinstance(made.condition, Words)
    for needle in made.condition.needles:
        assert matches(made, opening_from_json(titled(needle.strip())), now=NOW)


def leaves(condition: query.Condition) -> list[Leaf]:
    match condition:
        case query.And(parts) | query.Or(parts):
            return [leaf for part in parts for leaf in leaves(part)]
        case query.Not(part) | query.Demand(part):
            return leaves(part)
        case _:
            return [condition]
