"""A filter that everything fits, or nothing, is refused with the conditions that make it so."""

from __future__ import annotations

import pytest
from hypothesis import given

from alertbot import query
from alertbot.errors import QueryError
from alertbot.matching import matches
from alertbot.model import Opening
from alertbot.query import And, Condition, Filter, Or, sense
from alertbot.query.tree import demanded
from tests.query.filters import HOME, conditions, filters
from tests.query.openings import NOW, openings


@pytest.mark.parametrize(
    ("text", "position", "said"),
    [
        ("sre -sre", 5, "sre and -sre do not go together"),
        ("title:sre -sre", 11, "title:sre and -sre do not go together"),
        ('"site reliability" -site', 20, '"site reliability" and -site'),
        ("senior engineer -sr", 17, "senior and -sr"),
        ("company:acme -acme", 14, "company:acme and -acme"),
        ("kafka -text:kafka", 7, "kafka and -text:kafka"),
        ("softwareentwickler -entwickler", 20, "softwareentwickler and -entwickler"),
        ("rust* -ru*", 7, "rust* and -ru*"),
        ("#x -#x*", 4, "#x and -#x*"),
        ("#kafka -kafka", 8, "#kafka and -kafka"),
        ("level:senior level:junior", 13, "level:senior and level:junior"),
        ("level:mid..staff -level:mid..senior level:mid", 36, "-level:mid..senior and level:mid"),
        ("type:fulltime type:parttime", 14, "type:fulltime and type:parttime"),
        ("pay>=200k pay<=100k", 10, "pay>=200k and pay<=100k"),
        ("pay>=100/h pay<100k", 11, "pay>=100/h and pay<100k"),
        ("pay.min>=200k pay<=100k", 14, "pay.min>=200k and pay<=100k"),
        ("pay>=150k -pay>=100k", 11, "pay>=150k and -pay>=100k"),
        ("sre pay<0", 4, "pay<0 never holds"),
        ("posted<7d posted>30d", 10, "posted<7d and posted>30d"),
        ("posted>=2026-05-02 posted<2026-05-02", 19, "posted>=2026-05-02 and"),
        ("closes<7d closes>30d", 10, "closes<7d and closes>30d"),
        ("remote onsite", 7, "remote and onsite"),
        ("sre (remote OR hybrid) onsite", 5, "onsite and remote"),
        ("hybrid -hybrid", 8, "hybrid and -hybrid"),
        ("in:germany -in:germany", 12, "in:germany and -in:germany"),
        ("in:germany -in:deutschland", 12, "in:germany and -in:deutschland"),
        ("in:berlin -in:germany", 11, "in:berlin and -in:germany"),
        ("in:berlin -in:eu", 11, "in:berlin and -in:eu"),
        ("lang:en lang:de", 8, "lang:en and lang:de"),
        ("x a! -a!", 6, "a and -a"),
        ("(a OR b) -a -b", 1, "do not go together"),
        ("-(a OR b) a", 10, "-a and a"),
    ],
)
def test_what_nothing_fits_is_refused(text: str, position: int, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        query.parse(text, HOME)
    assert caught.value.message.startswith("nothing fits this: ")
    assert said in caught.value.message
    assert caught.value.position == position


@pytest.mark.parametrize(
    ("text", "position", "said"),
    [
        ("sre OR -sre", 8, "one of sre and -sre always holds"),
        ('site OR -"site reliability"', 9, "always holds"),
        ("level:intern..executive", 0, "level:intern..executive always holds"),
        ("pay>=0", 0, "pay>=0 always holds"),
        ("pay>=100k OR pay<=150k", 13, "one of pay>=100k and pay<=150k always holds"),
        ("in:germany OR -in:berlin", 15, "one of in:germany and -in:berlin"),
        ("level:..mid OR level:senior..", 15, "one of level:intern..mid and level:senior.."),
        ("-(a -a)", 5, "always holds"),
    ],
)
def test_what_everything_fits_is_refused(text: str, position: int, said: str) -> None:
    with pytest.raises(QueryError) as caught:
        query.parse(text, HOME)
    assert caught.value.message.startswith("everything fits this: ")
    assert said in caught.value.message
    assert caught.value.position == position


@pytest.mark.parametrize(
    "text",
    [
        "in:germany in:france",
        "source:a source:b",
        "sre -intern",
        "acme -company:acme",
        "text:kafka -kafka",
        '"site reliability" -"reliability site"',
        "site* -site",
        "remote OR hybrid OR onsite",
        "remote:us remote:de",
        "in:eu -in:germany",
        "in:georgia -in:us",
        "pay>=100k pay<=100k",
        "pay>=100k -pay>=150k",
        "pay>=200k pay.min<=100k",
        "pay>=200k USD pay<=100k EUR",
        "x OR closes<7d OR closes>=7d",
        "pay>=0!",
        "sre (level:senior! OR -level:senior!)",
        "#x -#xy*",
        "(a OR b) -a",
        "lang:en -lang:de",
        "posted<7d posted>2026-05-01",
    ],
)
def test_what_something_may_fit_is_taken(text: str) -> None:
    assert isinstance(query.parse(text, HOME), Filter)


def test_the_clash_of_yaml_keys_is_told_at_the_key() -> None:
    with pytest.raises(QueryError) as caught:
        query.from_keys({"title": "sre", "words": {"none": ["sre"]}}, HOME)
    said = "words.none: nothing fits this: title:sre and -sre do not go together"
    assert (caught.value.message, caught.value.position) == (said, 0)
    with pytest.raises(QueryError) as caught:
        query.from_keys({"title": "sre", "query": "a -title:sre"}, HOME)
    assert caught.value.message.startswith("query: nothing fits this")
    assert caught.value.position == 3


@given(conditions(), openings())
def test_what_is_refused_would_be_wrong_for_every_opening(
    condition: Condition, opening: Opening
) -> None:
    found = sense.nonsense(condition)
    if found is None:
        return
    if found.reason.startswith("everything"):
        assert matches(Filter(condition), opening, now=NOW)
    elif matches(Filter(demanded(condition)), opening, now=NOW):
        # Only what two ranges of pay or several postings give at once may fit it all the same.
        assert len(opening.pay) > 1 or len(opening.postings) > 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("kafka OR kafka", ["kafka stands here twice"]),
        ("sre remote -onsite", ["-onsite changes nothing beside remote"]),
        ("sre OR title:sre", ["title:sre changes nothing beside sre"]),
        ("title:sre sre", ["sre changes nothing beside title:sre"]),
        ("sre OR (sre remote)", ["(sre remote) changes nothing beside sre"]),
        ("sre (sre OR remote)", ["(sre OR remote) changes nothing beside sre"]),
        ("chef sre OR sre", ["(chef sre) changes nothing beside sre"]),
        (
            "rust OR (sre level:senior level:junior)",
            ["sre level:senior level:junior never holds"],
        ),
        ("in:berlin in:germany", ["in:germany changes nothing beside in:berlin"]),
        ("level:senior level:senior..staff x", ["level:senior..staff changes nothing beside"]),
        ("pay>=150k pay>=100k x", ["pay>=100k changes nothing beside pay>=150k"]),
        ("company:acme acme", []),
        ("sre kafka", []),
        ("sre OR kafka -intern", []),
    ],
)
def test_what_changes_nothing_is_remarked(text: str, said: list[str]) -> None:
    found = sense.remarks(query.parse(text, HOME))
    assert len(found) == len(said)
    assert all(one.startswith(other) for one, other in zip(found, said, strict=True))


@given(filters(), openings())
def test_what_is_remarked_to_change_nothing_does_not(made: Filter, opening: Opening) -> None:
    condition = made.condition
    if not isinstance(condition, And | Or):
        return
    for remark in sense.remarks(made):
        written, found, _ = remark.partition(" changes nothing beside ")
        rest = tuple(part for part in condition.parts if written not in (str(part), f"({part})"))
        if not found or len(rest) < 2 or len(rest) == len(condition.parts):
            continue
        less = Filter(And(rest) if isinstance(condition, And) else Or(rest))
        one = matches(made, opening, now=NOW)
        assert (one is None) == (matches(less, opening, now=NOW) is None)


def test_a_filter_too_tangled_is_taken_as_it_is() -> None:
    pairs = [f"(a{n} OR b{n}) (-a{n} OR -b{n})" for n in range(40)]
    tangled = f"{' '.join(pairs)} (x OR y) -x -y"
    assert isinstance(query.parse(tangled, HOME), Filter)
