from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from alertbot.identity import content_hash, fingerprint, revision, same_opening
from alertbot.model import Pay, Period, Place, Posting, RawPosting

TEXT = "You will own the messaging engine, from its design to its operation at night. " * 3
POSTING = Posting(
    "contoso",
    "1",
    "https://jobs.example/1",
    "Sr. Software Engineer",
    company="Contoso",
    places=(Place("Redmond, WA"),),
    description=TEXT,
)

words = st.text(st.characters(codec="utf-8"), max_size=40)


def test_a_board_that_glues_words_makes_no_other_opening() -> None:
    glued = replace(POSTING, description=TEXT.replace("its design", "itsdesign"))
    accents = replace(POSTING, title="SR. SOFTWARE\u00a0ENGINEER", company="Contóso")
    assert content_hash(glued) == content_hash(accents) == content_hash(POSTING)


def test_places_and_address_are_no_part_of_the_content() -> None:
    elsewhere = replace(POSTING, url="https://x.example/?utm_source=y", places=(Place("Berlin"),))
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
    assert revision(replace(POSTING, places=(Place("Berlin"),))) != revision(POSTING)
    assert revision(typo) == revision(POSTING)
    two = (Place("Berlin"), Place("Munich"))
    assert revision(replace(POSTING, places=two)) == revision(replace(POSTING, places=two[::-1]))


def test_two_requisitions_are_two_openings_whatever_else_is_alike() -> None:
    a = replace(POSTING, external_id="2", requisition="R-1")
    b = replace(POSTING, external_id="3", requisition="R-2")
    verdict = same_opening(a, b)
    assert verdict.answer == "different"
    assert "R-1" in verdict.because
    elsewhere = replace(b, source="aggregator")
    assert same_opening(a, elsewhere).answer == "same", "its numbers are its own"


def test_one_text_in_thirty_cities_is_one_opening_a_bare_title_is_not() -> None:
    there = replace(POSTING, external_id="2", places=(Place("Berlin"),))
    assert same_opening(POSTING, there).answer == "same"
    bare = replace(POSTING, description="Apply now.")
    assert same_opening(bare, replace(there, description="Apply now.")).answer == "unsure"


@given(words, words, words, words)
def test_the_verdict_is_symmetric_and_a_posting_is_its_own_opening(
    title: str, other: str, text: str, company: str
) -> None:
    a = Posting("s", "1", "u", title, company=company, description=text)
    b = Posting("s", "2", "u", other, company=company, description=text)
    assert same_opening(a, b).answer == same_opening(b, a).answer
    assert same_opening(a, a).answer == "same"


@given(st.text(st.characters(codec="ascii")), st.text(st.characters(codec="ascii")))
def test_the_hash_of_folded_text_is_the_hash_of_the_text(title: str, text: str) -> None:
    spaced = "\u00a0 ".join(text)
    a = Posting("s", "1", "u", title, description=text)
    b = Posting("t", "2", "v", title, description=spaced)
    assert content_hash(a) == content_hash(b)


def test_the_fingerprint_sees_every_field() -> None:
    raw = RawPosting("1", "u", "Engineer")
    assert fingerprint(raw) == fingerprint(RawPosting("1", "u", "Engineer"))
    assert fingerprint(raw) != fingerprint(replace(raw, valid_through="2026-01-01"))
