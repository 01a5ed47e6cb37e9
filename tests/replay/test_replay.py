"""Fortnights of boards, played: what is alerted is what is really new, and once.

Each story holds its own truth. A mixture tells many stories on one board at once.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.replay import services, stories_boards, stories_ids, stories_openings, stories_words
from tests.replay.judge import differences
from tests.replay.services import GREENHOUSE, LEVER, RSS, WORKDAY, Service
from tests.replay.tale import Story, Tale, Teller

ALONG = (*stories_ids.ALONG, *stories_words.ALONG, *stories_openings.ALONG)
RESTLESS = (*ALONG, *stories_words.RESTLESS)
ALONE = (*stories_ids.ALONE, *stories_words.ALONE, *stories_openings.ALONE)
WHOLE = (GREENHOUSE, LEVER, WORKDAY)
"""With requisitions, without, and in pages with details. Where other kinds differ, which is their
payloads, the mixture has them."""
MIXED = 40
"""Postings of a board on which many stories are told: none of them is a large part of it."""

NAMES = {
    teller: name
    for module in (stories_ids, stories_words, stories_openings, stories_boards)
    for name, teller in vars(module).items()
    if callable(teller)
}


def told(*pairs: tuple[Service, Teller]) -> pytest.MarkDecorator:
    """A test for each story at each kind, named after both."""
    ids = [f"{NAMES[teller]}-{service.kind}" for service, teller in pairs]
    return pytest.mark.parametrize(("service", "story"), pairs, ids=ids)


def every(kinds: tuple[Service, ...], tellers: tuple[Teller, ...]) -> list[tuple[Service, Teller]]:
    return [(service, teller) for teller in tellers for service in kinds]


# -- in seconds -----------------------------------------------------------------------------


def test_many_stories_at_once(tmp_path: Path) -> None:
    assert differences(tmp_path, GREENHOUSE, ALONG, size=MIXED) == []


@told((GREENHOUSE, stories_boards.shrinks_by_half))
def test_a_story_in_short(tmp_path: Path, service: Service, story: Teller) -> None:
    assert differences(tmp_path, service, [story], short=True) == []


def test_a_lie_is_found(tmp_path: Path) -> None:
    def lies(tale: Tale) -> Story:
        quietly, loudly = tale.pick(), tale.draw()
        yield
        tale.board.drop(quietly)
        tale.alerts(quietly)
        tale.board.put(loudly)
        yield

    assert differences(tmp_path, GREENHOUSE, [lies], short=True) == [
        "poll 1: 1 alerts too many of v14 (new)",
        "poll 1: 1 alerts missing of v0 (new)",
        "poll 5: v0 is closed at poll 2",
    ]


# -- the whole ------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("service", services.ALL, ids=lambda service: service.kind)
def test_many_stories_at_once_at_every_kind(tmp_path: Path, service: Service) -> None:
    size = service.base if not service.whole else max(MIXED, service.base)
    assert differences(tmp_path, service, RESTLESS, size=size) == []


@pytest.mark.slow
@told(*every((GREENHOUSE, LEVER), RESTLESS))
def test_a_story_by_itself(tmp_path: Path, service: Service, story: Teller) -> None:
    assert differences(tmp_path, service, [story], short=True) == []


@pytest.mark.slow
@told(*every((*WHOLE, RSS), ALONE))
def test_a_story_that_wants_the_board_for_itself(
    tmp_path: Path, service: Service, story: Teller
) -> None:
    assert differences(tmp_path, service, [story], short=True) == []


@pytest.mark.slow
@told(
    (GREENHOUSE, stories_words.legal_form_added),
    (GREENHOUSE, stories_words.really_renamed),
    (GREENHOUSE, stories_words.house_reworded),
)
def test_ninety_two_postings_change_at_once(
    tmp_path: Path, service: Service, story: Teller
) -> None:
    assert differences(tmp_path, service, [story], size=92, short=True) == []


@pytest.mark.slow
@told(*every(WHOLE, stories_boards.ALONE))
def test_a_story_of_a_whole_board(tmp_path: Path, service: Service, story: Teller) -> None:
    assert differences(tmp_path, service, [story], short=True) == []


@pytest.mark.slow
@told(*every(services.WINDOWS, stories_boards.WINDOWS))
def test_a_story_of_a_window(tmp_path: Path, service: Service, story: Teller) -> None:
    assert differences(tmp_path, service, [story], short=True) == []
