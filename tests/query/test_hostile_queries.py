"""What bounds the work that one query can ask for, counted and not timed where that can be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot import places, query
from alertbot.errors import QueryError
from alertbot.matching import Index, matches
from alertbot.model import Opening, Place, Posting
from alertbot.places import cities
from alertbot.query import View, clash, sense
from alertbot.query.rows import Row
from alertbot.query.synonyms import Synonyms
from alertbot.query.view import MAX_DESCRIPTION, MAX_EFFORT
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
    leaf = condition("/[^a]{50}/")
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


def anywhere(*lines: str, **more: object) -> View:
    listed = tuple(map(Place, lines))
    posting = Posting("contoso", "1", "https://contoso.example/1", "Engineer", places=listed)
    return View(Opening((posting,), NOW), NOW)


@pytest.mark.parametrize(
    ("line", "effort"),
    [
        ("Berlin", 1),
        ("Redmond, WA", 2),
        ("Seattle, WA, US", 3),
        ("Berlin; Hamburg | Munich", 3),
        ("a, b, c, d, e, f", 42),
        ("San Francisco Bay Area", 3),
        ("x" * 2_001, 100),
    ],
)
def test_what_it_costs_to_read_a_line(line: str, effort: int) -> None:
    assert places.effort(line) == effort


def test_no_more_words_of_places_are_read_than_are_worth_it() -> None:
    view = anywhere(*(f"Town{n}, CA" for n in range(300)), "Berlin, Germany", "Remote - US")
    opening = view.opening
    assert 0 < len(view.spots) <= MAX_EFFORT
    assert view.workplace == (None, "")
    for text in ("in:berlin", "-in:berlin", "in:paris", "remote", "-remote", "in:paris~50km"):
        found = matches(query.parse(f"engineer {text}", HOME), opening, now=NOW)
        assert found.unknown if found else (), text
    found = matches(query.parse("in:california", HOME), opening, now=NOW)
    assert (found.unknown if found else None) == ()


def test_all_places_are_read_where_they_are_few() -> None:
    view = anywhere(*(f"{name}, CA" for name in ("Fresno", "Oakland", "San Jose") * 4))
    assert matches(query.parse("in:berlin", HOME), view.opening, now=NOW) is None


@pytest.mark.parametrize(
    ("sign", "most"),
    [("a ", 16_000), (".", 6_000), ("é", 12_000), ("工", 6_000), ("ﷺ", 436), ("㌖", 1_333)],
)
def test_as_much_of_a_description_is_read_as_is_worth_so_many_letters(sign: str, most: int) -> None:
    view = View(heavy(description=sign * MAX_DESCRIPTION), NOW)
    length = len(view.description[0].content)
    assert most - 1_000 <= length <= most
    assert not view.is_read


@pytest.mark.parametrize(
    "text", ["text:golang", "-text:golang", 'text:"go rust"', "text:/golang/", "-text:/golang/"]
)
def test_what_stands_behind_the_part_that_is_read_is_unknown(text: str) -> None:
    ordinary = "We run Kafka and write Rust, every day. " * 440
    filter_ = query.parse(f"engineer {text}", HOME)
    index = Index()
    index.add("", filter_)
    short, long = heavy(description=ordinary), heavy(description=f"{ordinary * 2} golang")
    assert View(short, NOW).is_read
    for opening in (short, long):
        found = matches(filter_, opening, now=NOW)
        assert index.match(opening, now=NOW) == ([found] if found else [])
        assert (found is None) is (opening is short and not text.startswith("-"))
        if opening is long:
            assert found is not None
            assert found.unknown == ("description too long to be read to its end",)


def test_what_is_found_in_a_long_description_is_known() -> None:
    opening = heavy(description="We run Kafka. " * 10_000)
    found = matches(query.parse("engineer text:kafka", HOME), opening, now=NOW)
    assert found is not None
    assert not found.unknown


def test_a_word_that_was_cut_in_two_is_none() -> None:
    view = View(heavy(description="x" * 11 + " javascript" * 5_000), NOW)
    assert view.description[0].vocabulary == {"x" * 11, "javascript"}


@given(st.lists(st.sampled_from(["a", "ab", "b", "cab"]), max_size=12), st.data())
def test_a_phrase_is_found_alike_by_its_letters_and_by_its_words(
    words: list[str], data: st.DataObject
) -> None:
    row = Row(f" {' '.join(words)} ")
    for _ in range(12):
        some = data.draw(st.lists(st.sampled_from(["a", "ab", "b", "c"]), min_size=1, max_size=4))
        needle = f" {' '.join(some)}{data.draw(st.sampled_from(['', ' ']))}"
        at = row.spelled.find(needle)
        assert row.find(needle) == (row.spelled.count(" ", 0, at) if at >= 0 else -1)


@pytest.mark.parametrize("key", ["words", "hashtags", "location", "source", "pay", "posted"])
def test_the_values_of_keys_are_no_longer_than_a_query_together(key: str) -> None:
    with pytest.raises(QueryError) as caught:
        query.from_keys({"title": "x" * 1_500, key: "a " * 400}, HOME)
    assert "longer than 2000 characters" in caught.value.message
    assert caught.value.message.startswith(key)


def test_other_spellings_of_a_beginning_are_those_of_the_groups_that_have_it() -> None:
    groups = [[f"{stem}{n}", f"{stem} {n}", f"other{n}"] for stem in ("sen", "sem") for n in "12"]
    same = Synonyms.of([*groups, ["send", "mail"]], built_in=False)
    for beginning in ("sen", "sem", "send", "seo", "other1", "a", "zzz"):
        plain = [
            one
            for group in same.groups
            if any(len(other) == 1 and other[0].startswith(beginning) for other in group)
            for one in group
            if not one[0].startswith(beginning)
        ]
        assert list(same.begun(beginning)) == (plain if len(beginning) > 2 else [])


def test_places_that_take_long_to_look_up_are_refused() -> None:
    row = "San Jose, Santiago, Cordoba, Victoria, La Paz"
    with pytest.raises(QueryError) as caught:
        query.parse(" OR ".join(f'in:"{row}, {n}"' for n in range(30)), HOME)
    assert "too long names" in caught.value.message


def test_a_name_that_is_not_known_is_compared_with_few() -> None:
    compared = 0

    def counted(_: str) -> bool:
        nonlocal compared
        compared += 1
        return False

    for name in ("springfeld", "a" * 40, "san fransisco", "new yrok"):
        compared = 0
        assert not list(cities.keys_like(name, counted))
        assert 0 < compared < 900, name
