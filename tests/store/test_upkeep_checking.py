"""What `db check` finds, and what `db erase` leaves: nothing."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest

from alertbot.errors import StoreError
from alertbot.model import Evidence, Match, Pay, Place, Posting
from alertbot.store import Store
from alertbot.store.checking import file_problems, problems
from alertbot.store.disk import empty_log
from alertbot.store.erasing import Belongings, belongings, erase
from alertbot.store.people import without_people, without_quotes
from alertbot.store.upkeep import file_of
from tests.store.filled import NOW, execute, posting, remember, seeded

MS = round(NOW.timestamp() * 1000)
ON_SQLITE = pytest.mark.parametrize("url", ["sqlite"], indirect=True)
"""A server keeps its own rules, and has amcheck."""


def test_a_sound_one_has_no_problems(url: str, store: Store) -> None:
    remember(seeded(store), posting(4), seen=3)
    for _ in range(2):
        remember(store, seen=2)
    assert list(problems(store._database)) == []
    if file := file_of(url):
        assert list(file_problems(file)) == []


BROKEN = {
    f"INSERT INTO openings (id, first_seen_at, by_hand) VALUES (99, {MS}, (1 = 0))": (
        "openings without a posting: 1, such as 99"
    ),
    "UPDATE openings SET merged_into = 77 WHERE id = 2": (
        "openings merged into one that is not there: 1, such as 2"
    ),
    f"UPDATE openings SET closed_at = {MS}": (
        "closed openings with a posting that is open: 4, such as 1"
    ),
    f"UPDATE postings SET closed_at = {MS} WHERE id > 1": (
        "open openings of which every posting is closed: 3, such as 2"
    ),
    "UPDATE outbox SET opening_id = NULL WHERE id = 3": (
        "alerts about an opening that is not there: 1, such as 3"
    ),
}


@pytest.mark.parametrize("statement", BROKEN)
def test_what_does_not_hold_is_found(store: Store, statement: str) -> None:
    remember(seeded(store), posting(4), seen=3)
    execute(store, statement)
    assert list(problems(store._database)) == [BROKEN[statement]]


@ON_SQLITE
def test_what_a_file_says_that_is_not_so_is_found(store: Store, url: str) -> None:
    file = file_of(url)
    assert file
    remember(seeded(store), posting(4), seen=3)
    store.close()
    with closing(sqlite3.connect(file)) as raw, raw:  # which does not enforce them
        raw.execute("UPDATE outbox SET destination_id = 77 WHERE id = 3")
        raw.execute("DELETE FROM openings WHERE id = 1")
        raw.execute("DELETE FROM news")
    assert sorted(file_problems(file)) == [
        "outbox 3 belongs to a row of destinations that is not there",
        "postings 1 belongs to a row of openings that is not there",
    ]
    assert sorted(problems(store._database)) == [
        "alerts for a destination that is not there: 1, such as 3",
        "postings without an opening: 1, such as 1",
    ]
    with closing(sqlite3.connect(file)) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '0002'")
    assert "alertbot db upgrade" in list(file_problems(file))[-1]


@ON_SQLITE
def test_damage_is_found(store: Store, url: str) -> None:
    file = file_of(url)
    assert file
    remember(seeded(store), posting(4), seen=3)
    store.close()
    with closing(sqlite3.connect(file)) as raw:
        (root,) = raw.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'postings_by_content'"
        ).fetchone()
    with file.open("r+b") as pages:
        pages.seek(4096 * (root - 1) + 4000)
        pages.write(b"\0" * 96)
    assert any(line.startswith("damaged: ") for line in file_problems(file))


# -- erasing ------------------------------------------------------------------------------------


def test_all_that_is_a_channels_is_erased_and_nothing_else(url: str, store: Store) -> None:
    remember(seeded(store), posting(4), seen=3)
    execute(
        store,
        "UPDATE destinations SET active = (1 = 0), name = 'canary-of-a-chat' WHERE channel = 'me'",
        "UPDATE outbox SET reason = 'canary-of-a-reason' WHERE destination_id = "
        "(SELECT id FROM destinations WHERE channel = 'me')",
    )
    assert belongings(store._database, "me") == Belongings(1, 2, 1, 1, 0)
    assert erase(store._database, "me") == Belongings(1, 2, 1, 1, 0)
    assert [row["channel"] for row in store.outbox.listed()] == ["team", "team"]
    assert list(problems(store._database)) == []
    with pytest.raises(StoreError, match="nothing of me is stored"):
        erase(store._database, "me")
    if file := file_of(url):
        empty_log(file)
        for one in file.parent.iterdir():
            assert b"canary" not in one.read_bytes()


def test_what_the_configuration_names_is_not_erased(store: Store) -> None:
    seeded(store)
    with pytest.raises(StoreError, match="take it out there"):
        erase(store._database, "me")
    assert belongings(store._database, "me").alerts == 1


def test_a_subscribers_searches_and_chats_go_by_their_key(store: Store) -> None:
    remember(seeded(store), posting(4), seen=3)
    execute(
        store,
        "UPDATE destinations SET owner = 'jo' WHERE channel = 'me'",
        f"INSERT INTO searches (name, owner, version, seeded_at) VALUES ('hers', 'jo', '', {MS})",
    )
    assert erase(store._database, "jo") == Belongings(1, 2, 1, 1, 1)
    with pytest.raises(StoreError, match="nothing of  is stored"):
        belongings(store._database, "")


# -- people -------------------------------------------------------------------------------------


def test_contacts_stand_in_the_description_alone() -> None:
    contact = "jo@northwind.example, +49 30 1234567"
    gone = "[e-mail], [phone]"
    one = Posting(
        "contoso",
        "0301234567",
        "https://x.example/apply?to=jo@northwind.example",
        f"Cook ({contact})",
        f"Northwind {contact}",
        (Place(f"Kiel, {contact}", "Kiel"),),
        pay=(Pay(None, None, "EUR", None, where=f"ask {contact}"),),
        requisition="030 1234567",
        department=contact,
        description=contact,
        pay_unread=f"Pay: ask {contact}",
    )
    assert without_people(one) == replace(
        one,
        title=f"Cook ({gone})",
        company=f"Northwind {gone}",
        places=(Place(f"Kiel, {gone}", "Kiel"),),
        pay=(replace(one.pay[0], where=f"ask {gone}"),),
        department=gone,
        pay_unread=f"Pay: ask {gone}",
    )
    plain = posting(1)
    assert without_people(plain) == plain


def test_evidence_quotes_no_contacts() -> None:
    match = Match("cooks", (Evidence("text:cook", "… write to jo@northwind.example …"),), ("pay",))
    (kept,) = without_quotes(match).because
    assert kept == Evidence("text:cook", "… write to [e-mail] …")
    assert without_quotes(match).unknown == ("pay",)
