"""The store does with any history what is decided of it: see tests/story.py."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from alertbot.model import Life, Occasion, OpeningId, Posting, PostingKey
from alertbot.store import Store, openings
from alertbot.store.destinations import Destination
from alertbot.store.tables import openings as opening_rows
from tests.laid import laid
from tests.store.boards import DAY, HOUR, Boards, engineers
from tests.store.filled import NOW
from tests.story import Story, posting

AGAIN = engineers(*set(Occasion) - {Occasion.NEW})
TITLES = ["Engineer I", "Engineer II", "Chef", "Senior Engineer"]
boards = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(TITLES), max_size=6)
looks = st.tuples(
    boards,
    st.sampled_from(["whole", "whole", "whole", "incomplete", "doubtful", "window"]),
    st.sampled_from(["contoso", "contoso", "copy"]),
    st.sampled_from([HOUR, DAY, 70 * DAY]),
)

Lives = dict[frozenset[PostingKey], tuple[bool, frozenset[PostingKey], list[Life]]]


def stored(watched: Boards) -> Lives:
    with watched.store._database.read() as connection:
        ids = [OpeningId(id) for id in connection.execute(sa.select(opening_rows.c.id)).scalars()]
        found = openings.load(connection, ids).values()
    lives: Lives = {}
    for opening in found:
        source, external_id = opening.lead.key
        happened = watched.happened(external_id, source)
        lives[frozenset(one.key for one in opening.postings)] = (
            opening.closed_at is None,
            opening.gone,
            happened,
        )
    return lives


def told(story: Story) -> Lives:
    return {
        frozenset(one.key for one in opening.postings): (
            opening.closed_at is None,
            opening.gone,
            story.happened[id],
        )
        for id, opening in story.openings.items()
    }


@pytest.mark.slow
@settings(max_examples=15, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(st.lists(looks, min_size=1, max_size=10))
def test_the_store_agrees_with_the_story(
    history: list[tuple[dict[str, str], str, str, timedelta]],
) -> None:
    story = Story(AGAIN)
    with tempfile.TemporaryDirectory() as folder:
        store = Store(laid(Path(folder) / "alertbot.db"))
        store.destinations.sync([Destination("me", "42", "telegram-1")], NOW)
        watched = Boards(store, AGAIN)
        for source in ("contoso", "copy"):
            watched.show(source=source)
            story.poll(source=source, first=True)
        for board, how, source, after in history:
            shown: list[Posting] = [replace(posting(*one), source=source) for one in board.items()]
            doubt = "odd" if how == "doubtful" else ""
            complete, window = how != "incomplete", how == "window"
            for polled in (watched.show, story.poll):
                polled(
                    *shown,
                    source=source,
                    after=after,
                    complete=complete,
                    window=window,
                    doubt=doubt,
                )
            assert stored(watched) == told(story)
        assert [one for _, one in watched.said()] == [one for _, _, one in story.told]
        store.close()
