"""Alerts that are not said when they come up: with which digest they go, and what becomes of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from alertbot import query
from alertbot.config import Digests, Search, Timing
from alertbot.delivery import MAX_AGE, State, unsaid
from alertbot.life import Poll
from alertbot.model import (
    Alert,
    Delivered,
    Digest,
    Failed,
    Notice,
    Occasion,
    OpeningAlert,
    Posting,
    Rejected,
    Scope,
    Unknown,
)
from alertbot.searches import Searches
from alertbot.store import Store
from alertbot.store.destinations import Destination
from alertbot.store.outbox import Answer, Claimed
from alertbot.store.state import Healthy
from tests.store.filled import PACE, SECOND, answer, posting, shown

BERLIN = ZoneInfo("Europe/Berlin")
NOON = datetime(2026, 6, 2, 12, tzinfo=BERLIN).astimezone(UTC)
MORNING = datetime(2026, 6, 3, 8, 30, tzinfo=BERLIN).astimezone(UTC)
EVENING = datetime(2026, 6, 2, 18, tzinfo=BERLIN).astimezone(UTC)
DAILY = Timing(BERLIN, Digests((time(8, 30),)))
QUIET = Timing(BERLIN, quiet=(time(11), time(18, 30)))
AT_ONCE = Timing(BERLIN)


def search(name: str, where: str, timing: Timing = AT_ONCE, to: Iterable[str] = ("me",)) -> Search:
    return Search(name, query.parse(where), ("contoso",), tuple(to), "1", timing=timing)


def ready(store: Store, *searches: Search, cap: int | None = 30) -> Searches:
    """The searches, known and seeded, with nothing waiting."""
    chats = [Destination("me", "42", "t", cap), Destination("team", "#a", "s")]
    store.destinations.sync(chats, NOON - timedelta(hours=4))
    wanted = Searches(searches)
    store.register.sync_searches(wanted, NOON - timedelta(hours=4))
    poll(store, wanted, now=NOON - timedelta(hours=4))
    store.outbox.release_summaries(NOON - timedelta(hours=1))
    for one in store.outbox.claim(PACE, now=NOON - timedelta(hours=1), limit=9):
        answer(store, one, Delivered("1"))
    return wanted


def poll(store: Store, wanted: Searches, *postings: Posting, now: datetime = NOON) -> int:
    """A poll that shows these, and no others; answers how many alerts it brought."""
    state = shown(store)
    ids = frozenset(one.external_id for one in postings)
    seen = Poll("contoso", postings, ids, complete=True, first=not state.seeded)
    prints = {one.external_id: repr(one).encode() for one in postings}
    healthy = Healthy(seen, prints, touched=state.touched(seen, now=now))
    return store.polls.remember(healthy, wanted, now=now, next_poll_at=now).alerts


def engineers(*numbers: int, company: str | None = None) -> list[Posting]:
    return [replace(posting(n), company=company) for n in numbers]


def sent(store: Store, at: datetime) -> list[Alert | None]:
    """What goes out from then on, message by message, with a second between them."""
    said = []
    while claimed := claim(store, at):
        for one in claimed:
            said.append(one.alert)
            empty = isinstance(one.alert, Digest) and not one.alert.total
            if empty:
                store.outbox.settle([Answer(one, unsaid(one.delivery), "unsaid", at)])
            else:
                answer(store, one, Delivered(f"m{len(said)}"), at)
        at += SECOND
    return said


def claim(store: Store, at: datetime) -> list[Claimed]:
    return store.outbox.claim(PACE, now=at, limit=9, timings={"me": [DAILY]})


def titles(alert: Alert | None) -> list[str]:
    assert isinstance(alert, Digest), alert
    return [one.opening.title for part in alert.parts for one in part.alerts]


def states(store: Store) -> Counter[tuple[str, str]]:
    rows = store.outbox.listed()
    return Counter((row["kind"], row["state"]) for row in rows if row["kind"] != "summary")


# -- a digest, from a poll to its chat --------------------------------------------------------


def test_alerts_wait_for_their_digest_and_go_with_it(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", DAILY))
    assert poll(store, wanted, *engineers(1, 2)) == 2
    assert poll(store, wanted, *engineers(1, 2, 3), now=NOON + timedelta(hours=3)) == 1
    assert sent(store, MORNING - SECOND) == []
    (said,) = sent(store, MORNING)
    assert titles(said) == ["Engineer 1", "Engineer 2", "Engineer 3"], "the newest first"
    assert isinstance(said, Digest)
    assert (said.why, said.total, said.parts[0].search) == ("search", 3, "engineers")
    assert states(store) == {("digest", "delivered"): 1, ("opening", "delivered"): 3}
    rows = [row for row in store.outbox.listed() if row["kind"] != "summary"]
    assert {row["ref"] for row in rows} == {"m1"}, "an edit finds the message"
    assert sent(store, MORNING + timedelta(days=3)) == [], "nothing is said when nothing is new"


def test_one_alone_is_said_as_ever_and_is_not_late(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", DAILY))
    poll(store, wanted, *engineers(1))
    (claimed,) = claim(store, MORNING)
    assert isinstance(claimed.alert, OpeningAlert)
    assert claimed.delivery.created_at == MORNING
    assert claimed.delivery.expires_at == MORNING + MAX_AGE, "its age begins when it may go"


def test_the_outbox_lists_a_digest_and_what_goes_with_it(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", DAILY))
    poll(store, wanted, *engineers(1, 2))
    digest, *members = [row for row in store.outbox.listed() if row["kind"] != "summary"]
    assert (digest["kind"], digest["title"], digest["digest"]) == ("digest", "2 openings", None)
    assert [row["digest"] for row in members] == [digest["id"]] * 2
    assert {row["not_before"] for row in (digest, *members)} == {MORNING.isoformat()}
    assert {row["reason"] for row in members} == {"goes with a digest"}
    assert store.outbox.listed(digest=digest["id"]) == members
    assert store.outbox.waiting(["me"]) == [], "what waits for its time has not failed"


def test_what_has_closed_meanwhile_is_left_out(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", DAILY))
    poll(store, wanted, *engineers(1, 2, 3))
    for hours in (1, 2):
        poll(store, wanted, *engineers(2, 3), now=NOON + timedelta(hours=hours))
    (said,) = sent(store, MORNING)
    assert titles(said) == ["Engineer 2", "Engineer 3"]
    assert states(store) == {("digest", "delivered"): 1, ("opening", "delivered"): 3}


def test_where_all_has_closed_nothing_is_said(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", DAILY))
    poll(store, wanted, *engineers(1, 2))
    for hours in (1, 2):
        poll(store, wanted, now=NOON + timedelta(hours=hours))
    (said,) = sent(store, MORNING)
    assert isinstance(said, Digest)
    assert said.total == 0
    assert states(store) == {("digest", "delivered"): 1, ("opening", "delivered"): 2}


def test_it_names_twenty_and_counts_the_rest(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", DAILY))
    poll(store, wanted, *engineers(*range(1, 61)))
    for source in ("contoso",):  # so many at once are a burst, which a person lets go
        if store.hand.held(source):
            store.hand.release(source, "alerts", wanted, NOON)
    (said,) = sent(store, MORNING)
    assert isinstance(said, Digest)
    assert said.total == 60
    assert titles(said) == [f"Engineer {n}" for n in range(1, 21)]


def test_it_is_grouped_by_search_and_names_each_opening_once(store: Store) -> None:
    both = search("engineers", "engineer", DAILY), search("twos", '"engineer 2"', DAILY)
    wanted = ready(store, *both, search("chefs", "chef", DAILY))
    poll(store, wanted, *engineers(1, 2), posting(9, "Chef"))
    (said,) = sent(store, MORNING)
    assert isinstance(said, Digest)
    assert [(part.search, len(part.alerts)) for part in said.parts] == [
        ("engineers", 2),
        ("chefs", 1),
    ]
    second = said.parts[0].alerts[1]
    assert [match.key for match in second.matches] == ["engineers", "twos"]


# -- limits -----------------------------------------------------------------------------------


def test_what_is_over_a_chats_limit_comes_in_the_evening(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer"), cap=3)
    poll(store, wanted, *engineers(1, 2))
    poll(store, wanted, *engineers(1, 2, 3, 4, 5), now=NOON + SECOND)
    assert len(sent(store, NOON + SECOND)) == 3
    (said,) = sent(store, EVENING)
    assert isinstance(said, Digest)
    assert (said.why, titles(said)) == ("over", ["Engineer 4", "Engineer 5"])
    tomorrow = NOON + timedelta(days=1)
    poll(store, wanted, *engineers(*range(1, 8)), now=tomorrow)
    assert len(sent(store, tomorrow)) == 2, "the limit is a day's"


def test_the_local_day_counts(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer"), cap=1)
    before, after = (
        datetime(2026, 6, day, hour, 30, tzinfo=BERLIN) for day, hour in ((2, 23), (3, 0))
    )
    poll(store, wanted, *engineers(1), now=before.astimezone(UTC))
    poll(store, wanted, *engineers(1, 2), now=after.astimezone(UTC))
    assert len(sent(store, after.astimezone(UTC))) == 2


def test_thirty_a_day_unless_said_otherwise(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", to=("me", "team")), cap=None)
    for n in range(1, 41):
        poll(store, wanted, *engineers(*range(1, n + 1)), now=NOON + n * SECOND)
    alone = Counter(row["channel"] for row in store.outbox.listed() if not row["digest"])
    assert alone - Counter(me=1, team=1) == Counter(me=40, team=30 + 1)


def test_a_searchs_own_limit_and_another_search_is_not_held_by_it(store: Store) -> None:
    few = search("engineers", "engineer", replace(AT_ONCE, max_per_day=2))
    wanted = ready(store, few, search("chefs", "chef"))
    poll(store, wanted, *engineers(1, 2, 3, 4), posting(9, "Chef"))
    assert len(sent(store, NOON)) == 3
    (said,) = sent(store, EVENING)
    assert titles(said) == ["Engineer 3", "Engineer 4"]


def test_a_search_that_says_its_own_limit_is_not_held_by_the_chats(store: Store) -> None:
    many = search("engineers", "engineer", replace(AT_ONCE, max_per_day=3))
    wanted = ready(store, many, search("chefs", "chef"), cap=1)
    poll(store, wanted, *engineers(1, 2, 3, 4), posting(8, "Chef"), posting(9, "Sous chef"))
    assert len(sent(store, NOON)) == 3
    (said,) = sent(store, EVENING)
    assert isinstance(said, Digest)
    assert titles(said) == ["Engineer 4", "Chef 8", "Sous chef 9"]


def test_a_limit_for_each_company_whatever_its_name_is_written_like(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", replace(AT_ONCE, per_company=1)))
    names = ["Contoso Ltd", "CONTOSO", "Northwind", None, None]
    postings = [replace(posting(n), company=name) for n, name in enumerate(names, 1)]
    poll(store, wanted, *postings[:1])
    poll(store, wanted, *postings, now=NOON + SECOND)
    assert len(sent(store, NOON + SECOND)) == 4, "who does not say it has no limit"
    (said,) = sent(store, EVENING)
    assert isinstance(said, OpeningAlert)
    assert said.opening.company == "CONTOSO"


# -- quiet hours ------------------------------------------------------------------------------


def test_what_comes_in_quiet_hours_comes_at_their_end_without_a_burst(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", QUIET), search("chefs", "chef"))
    poll(store, wanted, *engineers(1, 2, 3), posting(9, "Chef"))
    (chef,) = sent(store, NOON)
    assert isinstance(chef, OpeningAlert), "another search has other hours"
    end = EVENING + timedelta(minutes=30)
    assert sent(store, end - SECOND) == []
    (said,) = sent(store, end)
    assert isinstance(said, Digest)
    assert (said.why, said.total) == ("quiet", 3)


# -- now wins ---------------------------------------------------------------------------------


def test_what_one_search_says_now_goes_with_no_digest(store: Store) -> None:
    wanted = ready(store, search("later", "engineer", DAILY), search("now", '"engineer 2"'))
    poll(store, wanted, *engineers(1, 2))
    (said,) = sent(store, NOON)
    assert isinstance(said, OpeningAlert)
    assert [match.key for match in said.matches] == ["later", "now"]
    (rest,) = sent(store, MORNING)
    assert isinstance(rest, OpeningAlert)
    assert rest.opening.title == "Engineer 1"


def test_what_is_to_be_said_now_is_taken_out_of_its_digest(store: Store) -> None:
    wanted = ready(store, search("later", "engineer", DAILY), search("now", "chef"))
    poll(store, wanted, *engineers(1, 2))
    changed = posting(2, "Engineer and Chef")
    soon = NOON + timedelta(hours=1)
    assert poll(store, wanted, posting(1), changed, now=soon) == 0, "it is no new one"
    (said,) = sent(store, soon)
    assert isinstance(said, OpeningAlert)
    assert {match.key for match in said.matches} == {"later", "now"}
    (rest,) = sent(store, MORNING)
    assert isinstance(rest, OpeningAlert)
    assert rest.opening.title == "Engineer 1"
    assert states(store) == {("digest", "delivered"): 1, ("opening", "delivered"): 2}


def test_what_goes_with_a_sooner_digest_moves_there(store: Store) -> None:
    noon = replace(DAILY, digests=Digests((time(15),)))
    wanted = ready(store, search("later", "engineer", DAILY), search("sooner", "chef", noon))
    poll(store, wanted, *engineers(1, 2))
    poll(store, wanted, posting(1), posting(2, "Engineer and Chef"), now=NOON + SECOND)
    (said,) = sent(store, NOON + timedelta(hours=3))
    assert isinstance(said, OpeningAlert)
    assert said.opening.title == "Engineer and Chef 2"


def test_nothing_is_taken_out_of_a_digest_that_may_have_gone(store: Store) -> None:
    wanted = ready(store, search("later", "engineer", DAILY), search("now", "chef"))
    poll(store, wanted, *engineers(1, 2))
    (claimed,) = claim(store, MORNING)
    changed = posting(2, "Engineer and Chef")
    poll(store, wanted, posting(1), changed, now=MORNING + SECOND)
    answer(store, claimed, Unknown("no answer"), MORNING + 2 * SECOND)
    poll(store, wanted, posting(1), replace(changed, title="Chef"), now=MORNING + 3 * SECOND)
    (again,) = claim(store, MORNING + timedelta(minutes=1))
    assert again.delivery.uncertain
    assert isinstance(again.alert, Digest)
    assert again.alert.total == 2


# -- exactly one, and none lost ---------------------------------------------------------------


def test_one_slot_has_one_digest_though_the_clock_is_put_back(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", DAILY))
    poll(store, wanted, *engineers(1, 2))
    assert len(sent(store, MORNING)) == 1
    poll(store, wanted, *engineers(1, 2, 3, 4), now=MORNING - timedelta(hours=2))
    assert sent(store, MORNING + timedelta(hours=23)) == []
    assert len(sent(store, MORNING + timedelta(days=1))) == 1


def test_what_comes_while_a_digest_is_tried_goes_with_the_next(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", DAILY))
    poll(store, wanted, *engineers(1, 2))
    (claimed,) = claim(store, MORNING)
    answer(store, claimed, Failed("no route"), MORNING)
    # By a clock that is a minute behind.
    poll(store, wanted, *engineers(1, 2, 3), now=MORNING - timedelta(minutes=1))
    (said,) = sent(store, MORNING + timedelta(minutes=5))
    assert titles(said) == ["Engineer 1", "Engineer 2"]
    assert len(sent(store, MORNING + timedelta(days=1))) == 1


def test_what_a_dead_process_was_sending_is_sent_again_with_all_of_it(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", DAILY))
    poll(store, wanted, *engineers(1, 2))
    claim(store, MORNING)
    assert states(store) == {("digest", "sending"): 1, ("opening", "sending"): 2}
    store.outbox.free_leases()
    (again,) = claim(store, MORNING + timedelta(minutes=2))
    assert again.delivery.uncertain
    answer(store, again, Delivered("1"), MORNING + timedelta(minutes=2))
    assert states(store) == {("digest", "delivered"): 1, ("opening", "delivered"): 2}


def test_a_pause_holds_a_digest_and_its_end_brings_none_sooner(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", DAILY), search("chefs", "chef"))
    poll(store, wanted, posting(9, "Chef"))
    (refused,) = claim(store, NOON)
    answer(store, refused, Rejected("kicked", Scope.DESTINATION), NOON)
    poll(store, wanted, *engineers(1, 2), posting(9, "Chef"), now=NOON + SECOND)
    store.destinations.resume([], NOON + timedelta(hours=1))
    (chef,) = [one for one in sent(store, NOON + timedelta(hours=1)) if not isinstance(one, Notice)]
    assert isinstance(chef, OpeningAlert)
    (digest,) = claim(store, MORNING)
    assert digest.delivery.expires_at == MORNING + MAX_AGE
    answer(store, digest, Rejected("kicked", Scope.DESTINATION), MORNING)
    store.destinations.resume([], MORNING + timedelta(days=9))
    late = claim(store, MORNING + timedelta(days=9))
    (digest,) = [one for one in late if one.delivery.kind == "digest"]
    assert digest.delivery.expires_at == MORNING + timedelta(days=9) + MAX_AGE


@pytest.mark.parametrize("begun", [False, True])
def test_a_digest_that_missed_its_day_goes_with_that_of_today(store: Store, begun: bool) -> None:
    wanted = ready(store, search("engineers", "engineer", DAILY))
    poll(store, wanted, *engineers(1, 2))
    early, today = (MORNING + timedelta(days=2, minutes=it) for it in (-90, 0))
    if begun:
        poll(store, wanted, *engineers(1, 2, 3), now=early)
    assert claim(store, early) == [], "two would come on one day"
    poll(store, wanted, *engineers(1, 2, 3), now=early + SECOND)
    assert claim(store, today - SECOND) == []
    (said,) = sent(store, today)
    assert len(titles(said)) == 3
    assert states(store) == {("digest", "delivered"): 1, ("opening", "delivered"): 3}
    assert sent(store, today + timedelta(days=2)) == []


def test_a_digest_that_missed_its_day_goes_at_once_where_none_comes_today(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", DAILY))
    poll(store, wanted, *engineers(1, 2))
    (said,) = sent(store, MORNING + timedelta(days=2, minutes=1))
    assert len(titles(said)) == 2


def test_a_digest_that_was_tried_waits_for_no_other(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", DAILY))
    poll(store, wanted, *engineers(1, 2))
    (tried,) = claim(store, MORNING)
    answer(store, tried, Unknown("cut off"), MORNING)
    early = MORNING + timedelta(days=2, minutes=-90)
    poll(store, wanted, *engineers(1, 2, 3), now=early)
    (again,) = claim(store, early)
    assert again.delivery.uncertain
    answer(store, again, Delivered("1"), early)
    (said,) = sent(store, MORNING + timedelta(days=2))
    assert isinstance(said, OpeningAlert)


def test_what_waits_is_said_though_its_search_is_gone_or_says_now(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", DAILY), search("chefs", "chef", DAILY))
    poll(store, wanted, *engineers(1, 2), posting(9, "Chef"))
    other = Searches([search("engineers", "engineer", replace(DAILY, digests=None))])
    store.register.sync_searches(other, NOON + SECOND)
    (said,) = sent(store, MORNING)
    assert isinstance(said, Digest)
    assert said.total == 3


def test_a_digest_that_is_refused_says_its_alerts_one_by_one(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", DAILY))
    poll(store, wanted, *engineers(1, 2, 3))
    for at in (MORNING, MORNING + SECOND):
        (digest,) = claim(store, at)
        answer(store, digest, Rejected("no_text", Scope.MESSAGE), at)
    assert states(store) == {("digest", "left"): 1, ("opening", "pending"): 3}
    said = sent(store, MORNING + 2 * SECOND)
    assert all(isinstance(one, OpeningAlert) for one in said), "and the operator hears of nothing"
    assert len(said) == 3
    assert states(store)["opening", "delivered"] == 3


def test_a_digest_that_is_too_old_is_a_dead_letter_with_all_of_it(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", DAILY))
    poll(store, wanted, *engineers(1, 2))
    (digest,) = claim(store, MORNING)
    answer(store, digest, Failed("no_text"), MORNING + MAX_AGE)
    assert states(store)["digest", "dead"] == 1
    assert states(store)["opening", "dead"] == 2
    dead = store.outbox.listed(State.DEAD)
    assert {row["reason"] for row in dead} == {"no_text"}
    assert store.outbox.retry([], MORNING) == 1
    assert states(store)["opening", "pending"] == 2
    said = [one for one in sent(store, MORNING + 2 * SECOND) if isinstance(one, Digest)]
    assert [one.total for one in said] == [2]


def test_a_dead_digest_is_dropped_whole_and_what_went_with_it_goes_alone(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", DAILY))
    poll(store, wanted, *engineers(1, 2, 3))
    for one in claim(store, MORNING):
        answer(store, one, Failed("no_text"), MORNING + MAX_AGE)
    digest, first, *_ = (row["id"] for row in store.outbox.listed(State.DEAD))
    assert store.outbox.retry([first], MORNING) == 1
    assert store.outbox.drop([digest]) == 1
    assert store.outbox.listed(State.DEAD) == []
    said = [one for one in sent(store, MORNING + 2 * SECOND) if isinstance(one, OpeningAlert)]
    assert [one.opening.title for one in said] == ["Engineer 1"]


def test_a_word_to_the_operator_and_a_summary_count_against_no_limit(store: Store) -> None:
    wanted = ready(store, search("engineers", "engineer", to=("team",)), cap=1)
    store.destinations.sync([Destination("team", "#a", "s", 1)], NOON)
    poll(store, wanted, *engineers(1))
    alone = [row for row in store.outbox.listed(State.PENDING) if row["kind"] == "opening"]
    assert [row["digest"] for row in alone] == [None]


def test_openings_that_a_person_joins_are_said_once_and_now_wins(store: Store) -> None:
    wanted = ready(store, search("later", "engineer", DAILY), search("now", "chef"))
    poll(store, wanted, *engineers(1, 2), posting(9, "Chef"))
    ids = [row["opening"] for row in store.outbox.listed() if row["kind"] == "opening"]
    store.hand.merge(ids, NOON)
    (said,) = [one for one in sent(store, NOON) if isinstance(one, OpeningAlert)]
    assert {match.key for match in said.matches} == {"later", "now"}
    (rest,) = sent(store, MORNING)
    assert isinstance(rest, Digest)
    assert rest.total == 0, "nothing of it is left"


def test_another_occasion_is_a_line_of_its_own_only_where_the_opening_is_not_named(
    store: Store,
) -> None:
    again = replace(search("engineers", "engineer", DAILY), again=frozenset({Occasion.REOPENED}))
    wanted = ready(store, again)
    poll(store, wanted, *engineers(1, 2))
    for hours in (1, 2):
        poll(store, wanted, *engineers(2), now=NOON + timedelta(hours=hours))
    poll(store, wanted, *engineers(1, 2), now=NOON + timedelta(hours=3))
    (said,) = sent(store, MORNING)
    assert sorted(titles(said)) == ["Engineer 1", "Engineer 2"]
    assert isinstance(said, Digest)
    assert said.total == 2


# -- summaries in quiet hours -----------------------------------------------------------------


def summaries(store: Store, at: datetime) -> list[Claimed]:
    store.outbox.release_summaries(at)
    return [one for one in claim(store, at) if one.delivery.kind == "summary"]


def test_a_summary_waits_for_the_end_of_quiet_hours(store: Store) -> None:
    store.destinations.sync([Destination("me", "42", "t")], NOON)
    wanted = Searches([search("engineers", "engineer", QUIET)])
    store.register.sync_searches(wanted, NOON)
    poll(store, wanted, *engineers(1, 2))
    assert summaries(store, NOON + timedelta(hours=1)) == []
    assert store.outbox.waiting(["me"]) == [], "to wait is no failure"
    (one,) = summaries(store, datetime(2026, 6, 2, 18, 30, tzinfo=BERLIN))
    assert one.delivery.expires_at - MAX_AGE == datetime(2026, 6, 2, 18, 30, tzinfo=BERLIN)


def test_a_summary_goes_at_once_where_one_of_its_searches_may_speak(store: Store) -> None:
    store.destinations.sync([Destination("me", "42", "t")], NOON)
    quiet = Searches([search("engineers", "engineer", QUIET)])
    store.register.sync_searches(quiet, NOON)
    poll(store, quiet, *engineers(1, 2), posting(9, "Chef"))
    both = Searches([*quiet.by_name.values(), search("chefs", "chef")])
    store.register.sync_searches(both, NOON + SECOND)
    (one,) = summaries(store, NOON + timedelta(minutes=2))
    assert "Chef 9" in repr(one.alert)
    assert "Engineer 1" in repr(one.alert)
