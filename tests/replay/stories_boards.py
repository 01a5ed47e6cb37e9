"""Stories of boards: services that fail, boards that shrink, fill, and become somebody else's."""

from __future__ import annotations

from datetime import timedelta

from alertbot.testing import Fault
from tests.replay.tale import A_DAY, Story, Tale, Teller, days, polls


def _half(count: int) -> Teller:
    def story(tale: Tale) -> Story:
        yield from days(2)
        tale.board.part = 0.5
        for _ in range(count):
            tale.doubts()
            yield
        tale.board.part = 1.0
        yield from days(4)

    return story


half_for_one_poll = _half(1)
half_for_three_polls = _half(3)


def half_and_something_new(tale: Tale) -> Story:
    """What is new is told although the rest is missing."""
    yield from days(2)
    fresh = tale.draw()
    tale.board.ads = [fresh, *tale.board.ads]
    tale.board.part = 0.5
    tale.alerts(fresh)
    tale.doubts()
    yield from polls(2)
    tale.board.part = 1.0
    yield from days(2)


def nothing_for_a_day(tale: Tale) -> Story:
    yield from days(2)
    tale.board.part = 0.0
    for _ in range(3):
        tale.doubts()
        yield
    tale.board.part = 1.0
    yield from days(4)


def an_error_page(tale: Tale) -> Story:
    """HTML, with 200, for two days; meanwhile a posting comes and another goes."""
    gone = tale.pick()
    yield from days(2)
    tale.board.fault = Fault.html()
    tale.doubts()
    fresh = tale.draw()
    tale.board.put(fresh)
    tale.board.drop(gone)
    yield from days(2)
    tale.board.fault = None
    tale.alerts(fresh)
    tale.closes(gone)
    yield from days(2)


def a_page_is_missing(tale: Tale) -> Story:
    """The list's further pages fail; what is new on the first is told, and nothing is closed."""
    yield from days(2)
    tale.board.fault, tale.board.further = Fault.status(404), True
    for _ in range(4):
        fresh = tale.draw()
        tale.board.ads = [fresh, *tale.board.ads]
        tale.alerts(fresh)
        if tale.service.page:
            tale.doubts()
        yield
    tale.board.fault = None
    yield from days(3)


def shrinks_by_half(tale: Tale) -> Story:
    """Half of it really is gone: closed in the end, a day late."""
    yield from days(3)
    gone = tale.board.ads[len(tale.board.ads) // 2 :]
    tale.board.drop(*gone)
    tale.doubts()
    tale.closes(*gone, polls=4, late=2)
    yield from days(4)


def dwindles(tale: Tale) -> Story:
    """Two go each day: each is closed in time."""
    yield from days(2)
    for _ in range(4):
        gone = tale.board.ads[-2:]
        tale.board.drop(*gone)
        tale.closes(*gone)
        yield from days(1)


def a_burst(tale: Tale) -> Story:
    """Sixty at once: held, told to the operator, and after six hours summarised."""
    yield from days(3)
    many = [tale.draw() for _ in range(60)]
    tale.board.put(*many)
    tale.holds()
    yield
    tale.summarises()
    yield from days(2)
    fresh = tale.draw()
    tale.board.put(fresh)
    tale.alerts(fresh)
    yield
    tale.board.drop(many[0])
    tale.closes(many[0])
    yield from days(2)


def eighteen_at_once(tale: Tale) -> Story:
    """Many, and no burst: each is told."""
    yield from days(3)
    many = [tale.draw() for _ in range(18)]
    tale.board.put(*many)
    tale.alerts(*many)
    yield from days(1)


def _other_company(back_after: int) -> Teller:
    def story(tale: Tale) -> Story:
        yield from days(3)
        ours = tale.board.ads
        tale.board.ads = [
            tale.draw(company="Kestrel Dental Group", age=timedelta(days=5)) for _ in range(12)
        ]
        tale.doubts()
        tale.truth.strangers = {ad.vacancy for ad in tale.board.ads}
        tale.truth.free = not back_after
        yield from polls(back_after or A_DAY * 4)
        if back_after:
            tale.board.ads = ours
        yield from days(3)

    return story


another_company_for_two_polls = _other_company(2)
another_company_for_good = _other_company(0)


def first_postings_of_an_empty_board(tale: Tale) -> Story:
    """Empty at the seed, or as good as empty: what comes then is new."""
    tale.board.ads = [] if tale.service.says_empty else tale.board.ads[:1]
    yield from days(2)
    fresh = tale.draw()
    tale.board.put(fresh)
    tale.alerts(fresh)
    yield from days(2)


ALONE: tuple[Teller, ...] = (
    half_for_one_poll,
    half_for_three_polls,
    half_and_something_new,
    nothing_for_a_day,
    an_error_page,
    a_page_is_missing,
    shrinks_by_half,
    dwindles,
    a_burst,
    eighteen_at_once,
    another_company_for_two_polls,
    another_company_for_good,
    first_postings_of_an_empty_board,
)

# -- windows --------------------------------------------------------------------------------


def sixty_four_versions(tale: Tale) -> Story:
    """A feed of twenty items that rolls on, with a version for every poll and more."""
    yield
    for turn in range(40):
        for _ in range(1 + turn % 2):
            fresh = tale.draw()
            tale.board.put(fresh)
            tale.alerts(fresh)
        yield


def scrolls_out_and_in(tale: Tale) -> Story:
    yield from days(2)
    for _ in range(2):
        fresh = [tale.draw() for _ in range(10)]
        tale.board.put(*fresh)
        tale.alerts(*fresh)
        yield from days(2)
        tale.board.drop(*fresh)  # the older ones are shown again
        yield from days(2)


def empty_for_a_day(tale: Tale) -> Story:
    yield from days(2)
    tale.board.part = 0.0
    yield from days(1)
    tale.board.part = 1.0
    yield from days(2)


WINDOWS: tuple[Teller, ...] = (sixty_four_versions, scrolls_out_and_in, empty_for_a_day)
