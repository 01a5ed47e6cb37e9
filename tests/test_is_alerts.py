"""What a change of an opening makes of is:new and is:changed: who is told, and when."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from alertbot.burst import Usual
from alertbot.model import Life, Occasion, Pay, Period, Place, Posting
from alertbot.searches import Searches
from tests.story import DAY, FIELDS, HOUR, Story, posting, search

NEW, AGAIN = Occasion.NEW, Occasion.PAY_RAISED
RANGE = Pay(Decimal(170_000), Decimal(200_000), "USD", Period.YEAR)


def paid(one: Posting, factor: int = 1) -> Posting:
    pay = replace(RANGE, max=Decimal(200_000) * factor)
    return replace(one, pay=(pay,))


def story(where: str, *again: Occasion) -> Story:
    return Story(Searches([search("s", where, again=again)]))


def told(one: Story) -> list[Occasion]:
    return [occasion for _, _, occasion in one.told]


def test_a_search_for_what_has_changed_is_told_when_it_changes_and_once() -> None:
    one = story("engineer is:changed")
    one.poll(posting("1"))
    assert told(one) == []
    one.poll(paid(posting("1")))
    assert told(one) == [NEW]
    one.poll(paid(posting("1"), 2))
    one.poll(paid(posting("1"), 2))
    assert told(one) == [NEW]


def test_what_is_spelt_otherwise_has_not_changed() -> None:
    one = story("engineer is:changed")
    one.poll(posting("1"))
    one.poll(replace(posting("1"), description=posting("1").description + "!"))
    assert told(one) == []
    assert one.of("1").changed_at is None


def test_it_remembers_the_last_change() -> None:
    one = story("engineer")
    one.poll(posting("1"))
    one.poll(paid(posting("1")))
    first = one.of("1").changed_at
    one.poll(paid(posting("1")))
    assert first == one.of("1").changed_at == one.now - HOUR
    one.poll(paid(posting("1"), 2))
    assert one.of("1").changed_at == one.now


def test_gaining_what_is_demanded_is_still_new() -> None:
    one = story("engineer pay>=150k! is:new")
    one.poll(posting("1"))
    assert told(one) == []
    one.poll(paid(posting("1")))
    assert told(one) == [NEW]
    one.poll(paid(posting("1"), 2))
    assert told(one) == [NEW]


def test_what_had_changed_before_is_not_new_any_more() -> None:
    one = story("engineer pay>=150k! is:new")
    one.poll(posting("1"))
    one.poll(replace(posting("1"), places=(Place("Kiel", "Kiel", None, "DE"),)))
    one.poll(paid(replace(posting("1"), places=(Place("Kiel", "Kiel", None, "DE"),))))
    assert told(one) == []


def test_more_pay_is_told_again_to_a_search_for_what_is_new() -> None:
    one = story("engineer is:new", AGAIN)
    one.poll(paid(posting("1")))
    one.poll(paid(posting("1"), 2))
    assert told(one) == [NEW, AGAIN]


def test_a_repost_is_told_to_who_asks_for_it_and_is_not_new() -> None:
    some = Searches([search("back", "engineer is:reposted"), search("new", "engineer is:new")])
    one = Story(some)
    one.poll(posting("1"))
    for _ in range(3):
        one.poll()
    before = len(one.told)
    one.poll(posting("2"), after=30 * DAY)
    assert one.of("2").reposted_at == one.now
    assert [match.match.key for match in one.decisions[-1].changes[0].tell] == ["back"]
    assert before == 1


def test_what_closes_has_not_changed() -> None:
    one = story("engineer")
    one.poll(posting("1"))
    for _ in range(3):
        one.poll()
    assert one.of("1").closed_at is not None
    assert one.of("1").changed_at is None


def test_what_a_source_shows_when_it_is_first_read_has_not_changed() -> None:
    one = story("engineer")
    one.poll(posting("1"))
    elsewhere = replace(posting("9", source="copy"), places=(Place("Kiel", "Kiel", None, "DE"),))
    one.poll(elsewhere, source="copy", first=True)
    assert Life.CHANGED in one.happened[one.of("1").id]
    assert one.of("1").changed_at is None


def test_what_changes_while_it_is_held_is_new_to_whoever_hears_of_it() -> None:
    one = story("engineer is:new")
    many = [posting(f"{n}", f"{name} Engineer") for n, name in enumerate(FIELDS)]
    decision = one.poll(*many, usual=Usual(polls=20, new=0.1))
    assert decision.burst
    one.openings = {id: replace(it, held=True) for id, it in one.openings.items()}
    one.poll(*map(paid, many))
    assert all(Life.CHANGED in some for some in one.happened.values())
    assert {it.changed_at for it in one.openings.values()} == {None}
