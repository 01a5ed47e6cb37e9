"""When an alert is said: at once, or at which moment of which local day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from alertbot.config import Digests, Timing
from alertbot.schedule import OVER_AT, Slot, carried, moment, slots, today, why

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
ZONES = [
    *(BERLIN, NEW_YORK, ZoneInfo("Australia/Lord_Howe")),
    *(ZoneInfo("Asia/Kolkata"), ZoneInfo("Pacific/Apia"), ZoneInfo("America/Nuuk")),
]
MORNING = time(8, 30)
NIGHT = (time(22), time(7))
DAILY = Digests((MORNING,))
HALF_HOURS = st.integers(0, 47).map(lambda half: time(half // 2, half % 2 * 30))
zones = pytest.mark.parametrize("zone", ZONES, ids=str)


def at(words: str, zone: ZoneInfo = BERLIN, *, fold: int = 0) -> datetime:
    """The moment of a local time: 2026-11-26 08:30."""
    return datetime.fromisoformat(words).replace(tzinfo=zone, fold=fold).astimezone(UTC)


def keys(now: datetime, timing: Timing, count: int = 1, *, over: bool = False) -> list[str]:
    found = slots(now, timing, over=over)
    return [slot.key for slot in islice(found, count)] if found else []


def year(zone: ZoneInfo, number: int) -> tuple[datetime, datetime]:
    """From the first moment of a year to that of the next."""
    begins, _ = today(datetime(number, 1, 1, 12, tzinfo=zone), zone)
    ends, _ = today(datetime(number + 1, 1, 1, 12, tzinfo=zone), zone)
    return begins, ends


def within(begins: datetime, ends: datetime, timing: Timing) -> Iterator[Slot]:
    """The slots of a span, each asked for when the one before has come."""
    now = begins - timedelta(milliseconds=1)
    while True:
        found = slots(now, timing, over=False)
        assert found is not None
        slot = next(found)
        assert slot.at > now
        if slot.at >= ends:
            return
        yield slot
        now = slot.at


def local_days(begins: datetime, ends: datetime, zone: ZoneInfo) -> set[date]:
    """The days that a clock on the wall shows in a span."""
    halves = int((ends - begins) / timedelta(hours=12))
    return {(begins + timedelta(hours=12 * n)).astimezone(zone).date() for n in range(halves)}


# -- digests --------------------------------------------------------------------------------------


def test_who_asks_for_nothing_is_told_at_once() -> None:
    assert slots(at("2026-11-26 03:00"), Timing(BERLIN), over=False) is None


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-26 08:29", ["search/2026-11-26/08:30", "search/2026-11-26/17:00"]),
        ("2026-11-26 08:30", ["search/2026-11-26/17:00", "search/2026-11-27/08:30"]),
        ("2026-11-27 17:00", ["search/2026-11-30/08:30", "search/2026-11-30/17:00"]),
        ("2026-11-29 23:59", ["search/2026-11-30/08:30", "search/2026-11-30/17:00"]),
    ],
)
def test_the_next_of_the_times_on_the_days_asked_for(now: str, expected: list[str]) -> None:
    workdays = Digests((MORNING, time(17)), frozenset(range(5)))
    assert keys(at(now), Timing(BERLIN, workdays), 2) == expected


@zones
@settings(max_examples=10)
@given(st.sampled_from((2011, 2024, 2026)), HALF_HOURS)
@example(2011, MORNING)
@example(2024, time(23, 30))
@example(2026, time(1, 30))
@example(2026, time(2, 30))
def test_exactly_one_comes_on_each_local_day_of_a_year(
    zone: ZoneInfo, number: int, asked: time
) -> None:
    begins, ends = year(zone, number)
    came = list(within(begins, ends, Timing(zone, Digests((asked,)))))
    on = Counter(slot.at.astimezone(zone).date() for slot in came)
    assert set(on.values()) == {1}
    assert set(on) == local_days(begins, ends, zone)
    assert [slot.date for slot in came] == [slot.at.astimezone(zone).date() for slot in came]
    assert len({slot.key for slot in came}) == len(came)


@zones
@settings(max_examples=5)
@given(some=st.lists(HALF_HOURS, min_size=1, max_size=4, unique=True).map(sorted))
def test_several_times_a_day_come_each_once_and_in_order(zone: ZoneInfo, some: list[time]) -> None:
    begins, ends = year(zone, 2026)
    came = list(within(begins, ends, Timing(zone, Digests(tuple(some)))))
    # Times that one leap of the clock covers may fall on one moment: the next is asked for after.
    missing = len(some) * len(local_days(begins, ends, zone)) - len(came)
    assert 0 <= missing <= 2
    assert [slot.at for slot in came] == sorted({slot.at for slot in came})


@pytest.mark.parametrize(
    ("day", "asked", "zone", "expected"),
    [
        ("2026-03-29", "02:30", "Europe/Berlin", "2026-03-29T01:30"),  # leapt over: 03:30 there
        ("2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30"),  # the first of two
        ("2026-11-01", "01:30", "America/New_York", "2026-11-01T05:30"),
        ("2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03T15:45"),  # leaps half an hour
        ("2026-04-05", "01:45", "Australia/Lord_Howe", "2026-04-04T14:45"),
        ("2026-11-26", "08:30", "Asia/Kolkata", "2026-11-26T03:00"),
        ("2024-03-30", "23:30", "America/Nuuk", "2024-03-31T00:30"),  # later would be tomorrow
    ],
)
def test_a_local_time_is_one_moment(day: str, asked: str, zone: str, expected: str) -> None:
    found = moment(date.fromisoformat(day), time.fromisoformat(asked), ZoneInfo(zone))
    assert found == datetime.fromisoformat(expected).replace(tzinfo=UTC)


def test_a_day_that_a_country_left_out_has_no_digest() -> None:
    apia = ZoneInfo("Pacific/Apia")
    assert moment(date(2011, 12, 30), MORNING, apia) is None
    assert keys(at("2011-12-29 09:00", apia), Timing(apia, DAILY)) == ["search/2011-12-31/08:30"]


@zones
@given(st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31)))  # noqa: DTZ001 - bounds are naive
def test_what_comes_up_later_is_never_said_sooner(zone: ZoneInfo, moment: datetime) -> None:
    timing = Timing(zone, DAILY, NIGHT)
    now = moment.replace(tzinfo=UTC)
    first, second = (slots(it, timing, over=False) for it in (now, now + timedelta(hours=1)))
    assert first is not None
    assert second is not None
    assert now < next(first).at <= next(second).at


# -- quiet hours ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("2026-11-26 21:59", []),
        ("2026-11-26 22:00", ["quiet/2026-11-27/07:00"]),
        ("2026-11-27 06:59", ["quiet/2026-11-27/07:00"]),
        ("2026-11-27 07:00", []),
        ("2026-03-29 03:30", ["quiet/2026-03-29/07:00"]),
        ("2026-10-25 02:30", ["quiet/2026-10-25/07:00"]),
    ],
)
def test_the_night_is_quiet_until_it_ends(now: str, expected: list[str]) -> None:
    assert keys(at(now), Timing(BERLIN, quiet=NIGHT)) == expected


def test_quiet_hours_may_lie_within_a_day() -> None:
    siesta = Timing(BERLIN, quiet=(time(13), time(15)))
    assert keys(at("2026-11-26 14:00"), siesta, 2) == [
        "quiet/2026-11-26/15:00",
        "quiet/2026-11-27/15:00",
    ]
    assert keys(at("2026-11-26 03:00"), siesta) == []


@pytest.mark.parametrize("fold", [0, 1])
def test_hours_that_end_when_the_clock_is_put_back_end_once(fold: int) -> None:
    quiet = Timing(BERLIN, quiet=(time(22), time(2, 30)))
    expected = [] if fold else ["quiet/2026-10-25/02:30"]
    assert keys(at("2026-10-25 02:15", fold=fold), quiet) == expected


def test_a_digest_in_quiet_hours_comes_at_their_end() -> None:
    timing = Timing(BERLIN, Digests((time(3), time(12))), NIGHT)
    assert keys(at("2026-11-26 12:00"), timing, 2) == [
        "quiet/2026-11-27/07:00",
        "search/2026-11-27/12:00",
    ]


@zones
@given(HALF_HOURS, HALF_HOURS, st.integers(0, 365 * 48 - 1))
def test_nothing_is_said_in_quiet_hours_and_they_end(
    zone: ZoneInfo, begins: time, ends: time, half_hours: int
) -> None:
    if begins == ends:
        return
    timing = Timing(zone, quiet=(begins, ends))
    now = year(zone, 2026)[0] + half_hours * timedelta(minutes=30)
    found = slots(now, timing, over=False)
    if found is None:
        return
    end = next(found)
    assert now < end.at <= now + timedelta(hours=26)
    assert slots(end.at, timing, over=False) is None
    assert slots(end.at - timedelta(milliseconds=1), timing, over=False) is not None


# -- limits ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "timing", "expected"),
    [
        ("2026-11-26 17:59", Timing(BERLIN), "over/2026-11-26/18:00"),
        ("2026-11-26 18:00", Timing(BERLIN), "over/2026-11-27/18:00"),
        ("2026-11-26 09:00", Timing(BERLIN, DAILY), "search/2026-11-27/08:30"),
        ("2026-11-26 23:00", Timing(BERLIN, quiet=NIGHT), "quiet/2026-11-27/07:00"),
        (
            "2026-11-26 09:00",
            Timing(BERLIN, quiet=(time(17), time(20))),
            "quiet/2026-11-26/20:00",
        ),
    ],
)
def test_what_is_over_a_limit_comes_in_the_evening(now: str, timing: Timing, expected: str) -> None:
    assert keys(at(now), timing, over=True) == [expected]


@zones
def test_a_local_day_begins_where_the_one_before_ends(zone: ZoneInfo) -> None:
    now, end = year(zone, 2026)
    while now < end:
        begins, ends = today(now, zone)
        assert begins == now
        assert timedelta(hours=22) < ends - begins < timedelta(hours=26)
        assert begins.astimezone(zone).date() < ends.astimezone(zone).date()
        now = ends


def test_a_key_says_what_its_digest_is_for() -> None:
    slot = Slot(at("2026-11-26 18:00"), "over", date(2026, 11, 26), OVER_AT)
    assert why(slot.key) == "over"
    with pytest.raises(ValueError, match="no slot"):
        why("summary")


# -- a digest that missed its day -------------------------------------------------------------


def later(key: str, now: str, *timings: Timing) -> str:
    slot = carried(key, at(now), timings)
    return slot.key if slot else ""


def test_what_missed_its_day_goes_with_the_next_of_today() -> None:
    daily, nightly = Timing(BERLIN, DAILY), Timing(BERLIN, quiet=NIGHT)
    twice = Timing(BERLIN, Digests((MORNING, time(17))))
    key = "search/2026-11-26/08:30"
    assert later(key, "2026-11-27 07:00", daily) == "search/2026-11-27/08:30"
    assert later(key, "2026-11-27 08:30", daily) == ""
    assert later(key, "2026-11-27 09:00", daily, twice) == "search/2026-11-27/17:00"
    assert later(key, "2026-11-26 09:00", twice) == "", "it is of today"
    assert later(key, "2026-11-25 07:00", daily) == "", "the clock was set back"
    assert later(key, "2026-11-27 07:00", nightly) == "", "no search asks for one any more"
    assert later("quiet/2026-11-26/07:00", "2026-11-28 05:00", nightly) == "quiet/2026-11-28/07:00"
    assert later("quiet/2026-11-26/07:00", "2026-11-28 07:00", nightly) == ""
    assert later("over/2026-11-26/18:00", "2026-11-28 05:00", daily, nightly) == ""
    for odd in ("", "search", "search/today/08:30", "elsewhere/2026-11-26/08:30"):
        assert later(odd, "2026-11-28 05:00", daily, nightly) == ""


@zones
@given(day=st.dates(date(2025, 1, 1), date(2026, 12, 31)), hour=HALF_HOURS, times=st.data())
def test_what_missed_its_day_comes_by_the_next_midnight(
    zone: ZoneInfo, day: date, hour: time, times: st.DataObject
) -> None:
    timing = Timing(zone, Digests((times.draw(HALF_HOURS),)), quiet=times.draw(st.just(NIGHT)))
    now = moment(day, hour, zone)
    assume(now is not None)
    assert now is not None
    slot = carried(f"search/{day - timedelta(days=2)}/08:30", now, [timing])
    if slot is not None:
        _, midnight = today(now, zone)
        assert now < slot.at < midnight
        assert slot.at.astimezone(zone).date() == day
