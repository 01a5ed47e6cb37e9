from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from alertbot.identity import content_hash, fingerprint, revision
from alertbot.model import Pay, Period, Place, Posting, RawPosting
from alertbot.text import fold, squash
from tests.identity.invented import POSTING, TEXT


def test_a_board_that_glues_words_makes_no_other_opening() -> None:
    glued = replace(POSTING, description=TEXT.replace("its first", "itsfirst"))
    accents = replace(POSTING, title="SOFTWARE\u00a0ENGINEER", company="Contóso")
    assert content_hash(glued) == content_hash(accents) == content_hash(POSTING)


def test_places_and_address_are_no_part_of_the_content() -> None:
    elsewhere = replace(POSTING, url="https://x.example/?utm_source=y", places=(Place("Lyon"),))
    assert content_hash(elsewhere) == content_hash(POSTING)


def test_parts_do_not_run_into_each_other() -> None:
    a = replace(POSTING, company="Contoso A", title="ccountant")
    b = replace(POSTING, company="Contoso", title="Accountant")
    assert content_hash(a) != content_hash(b)


def test_signs_tell_languages_apart() -> None:
    titles = ("C Engineer", "C++ Engineer", "C# Engineer", "C Engineer II")
    assert len({content_hash(replace(POSTING, title=title)) for title in titles}) == 4
    assert content_hash(replace(POSTING, title="C ++ Engineer")) == content_hash(
        replace(POSTING, title="C++Engineer")
    )


def test_news_is_what_a_reader_wants_to_hear() -> None:
    paid = replace(POSTING, pay=(Pay(Decimal(1), Decimal(2), "USD", Period.YEAR),))
    typo = replace(POSTING, description=TEXT + " Fixed.", url="https://other.example/")
    assert revision(paid) != revision(POSTING)
    assert revision(replace(POSTING, places=(Place("Lyon"),))) != revision(POSTING)
    assert revision(typo) == revision(POSTING)
    two = (Place("Berlin"), Place("Munich"))
    assert revision(replace(POSTING, places=two)) == revision(replace(POSTING, places=two[::-1]))


@given(st.text(st.characters(codec="ascii")), st.text(st.characters(codec="ascii")))
def test_the_hash_of_folded_text_is_the_hash_of_the_text(title: str, text: str) -> None:
    spaced = "\u00a0 ".join(text)
    a = Posting("s", "1", "u", title, description=text)
    b = Posting("t", "2", "v", title, description=spaced)
    assert content_hash(a) == content_hash(b)


@given(st.text(max_size=60) | st.text("aé\u0301\u0327 ’–ß한ﬁＡ\ud800\u0f73\u0f71İ", max_size=12))
def test_the_fast_way_to_squash_is_the_plain_one(text: str) -> None:
    assert squash(text) == re.sub(r"[\W_]+", "", fold(text))


def test_the_fingerprint_sees_every_field() -> None:
    raw = RawPosting("1", "u", "Engineer")
    assert fingerprint(raw) == fingerprint(RawPosting("1", "u", "Engineer"))
    assert fingerprint(raw) != fingerprint(replace(raw, valid_through="2026-01-01"))
