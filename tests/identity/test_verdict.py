"""docs/identity.md, line by line: what is one opening, what is two, what nobody can tell."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.identity import Employers, aliases, same_opening, traces
from alertbot.model import Basis, EmploymentType, Level, Pay, Period, Place, Posting, Workplace
from tests.identity.invented import (
    ABOUT,
    BAKERY,
    BERLIN,
    DUTIES,
    GERMANY,
    MUNICH,
    POSTING,
    TEXT,
    answer,
    copied,
    listed,
    verdict,
)

BEFORE = (
    "Brightpath Staffing places skilled people all over the country. For our client we are looking "
    "for somebody at once. Send your papers today, since talks are held this week. "
)


WORDED_ANEW = (
    "Ask anybody along the river who keeps the water in its bed: they will name us, and mean it.",
    "What you find here: a flat near the works, Fridays that end at noon, and bicycles to borrow.",
    "Tell us what you need for the talk, be it a ramp, a quiet room or somebody who interprets.",
)
"""What a company says of itself, a year later."""


def yearly(low: int | str, high: int | str, **other: Any) -> tuple[Pay, ...]:
    return (Pay(Decimal(low), Decimal(high), "USD", Period.YEAR, **other),)


SAME = {
    "an agency's copy with sentences before": copied(
        company="Brightpath Staffing", description=BEFORE + TEXT
    ),
    "an agency's copy without the employer's name": copied(
        company="Brightpath Staffing", description=BEFORE + TEXT.replace("Contoso", "our client")
    ),
    "cut at 500 characters": copied(description=TEXT[:497] + "..."),
    "cut, flat, and the employer spelt otherwise": copied(
        company="Contoso GmbH & Co. KG", description=" ".join(TEXT.split())[:500]
    ),
    "cut, with a word to read on": copied(description=TEXT[:480] + "… Read more"),
    "words glued": copied(description=TEXT.replace("the ", "the").replace("\n\n", "")),
    "a typo in the text": listed(description=TEXT.replace("patience", "pateince")),
    "a typo in the title": listed(title="Sofware Engineer"),
    "a paragraph of the board changed": listed(
        description=TEXT.replace(ABOUT[1], "We pay for a flat near the works, and for the move.")
    ),
    "all that the company says of itself worded anew": listed(
        description="\n".join((WORDED_ANEW[0], *DUTIES, *WORDED_ANEW[1:]))
    ),
    "an agency's copy without what the company says of itself": copied(
        company="Brightpath Staffing", description="\n".join((BEFORE, *DUTIES))
    ),
    "thirty cities": listed(places=(MUNICH,)),
    "the same advertisement twice": listed(),
    "the company unknown": copied(company=None),
    "a branch in a country": copied(company="Contoso Deutschland GmbH"),
    "the place not said": copied(places=()),
    "the place less exact": copied(places=(GERMANY,), description=TEXT[:500]),
    "a section more on another board": copied(description=TEXT + " " + BAKERY[0]),
    "neighbouring levels, as two services word them": copied(level=Level.MID),
    "pay on one side": copied(pay=yearly(90_000, 120_000)),
}


@pytest.mark.parametrize("name", SAME)
def test_one_opening(name: str) -> None:
    other = SAME[name]
    assert answer(POSTING, other) == "same", verdict(POSTING, other)
    assert set(traces(POSTING)) & set(traces(other)), "it would not be found"


DIFFERENT = {
    "other duties under one title": listed(
        description="\n".join((ABOUT[0], *BAKERY, *ABOUT[1:])),
    ),
    "another company": copied(company="Fabrikam", description="\n".join(BAKERY)),
    "one form, filled in by two companies": copied(
        company="Fabrikam", description=TEXT.replace("Contoso", "Fabrikam")
    ),
    "other duties between the same words": listed(
        description="\n".join((*ABOUT, *WORDED_ANEW, *BAKERY, *ABOUT)),
    ),
    "part time": listed(title="Software Engineer (Part-time)"),
    "another level": listed(title="Senior Software Engineer"),
}


@pytest.mark.parametrize("name", DIFFERENT)
def test_two_openings(name: str) -> None:
    whole = replace(POSTING, employment_type=EmploymentType.FULL_TIME)
    assert answer(whole, DIFFERENT[name]) == "different"


UNSURE = {
    "a third of the text is another": listed(
        description=TEXT.replace(DUTIES[1], BAKERY[1]).replace(DUTIES[2], BAKERY[2])
    ),
    "cut, and elsewhere": copied(description=TEXT[:500], places=(MUNICH,)),
    "one text within the other on one board": listed(description=TEXT[:400]),
    "in another language": copied(
        description="Du hältst die Maschine am Laufen und schreibst auf, was du lernst. Mit acht "
        "Kollegen, die in zwei Zeitzonen sitzen, lieferst du jede Woche, und der Zug ist bezahlt. "
        "Wer mit Netzen, Warteschlangen und alten Programmen umgehen kann, der ist hier richtig."
    ),
    "spoken languages": listed(
        places=(MUNICH,), description=TEXT.replace("patience", "fluent French and patience")
    ),
    "a form filled in": listed(description=TEXT.replace("eight", "17")),
    "an unknown word with a letter more": listed(title="Software Enginear"),
}


@pytest.mark.parametrize("name", UNSURE)
def test_nobody_can_tell(name: str) -> None:
    first = POSTING
    if name == "spoken languages":
        first = replace(POSTING, description=TEXT.replace("patience", "fluent German and patience"))
    if name == "a form filled in":
        first = replace(POSTING, description=TEXT.replace("eight", "23"))
    if name.startswith("an unknown word"):
        first = replace(POSTING, title="Quasikristalle Zuechter")
        other = listed(title="Quasikristale Zuechter")
        assert answer(first, other) == "unsure"
        return
    assert answer(first, UNSURE[name]) == "unsure", verdict(first, UNSURE[name])


@pytest.mark.parametrize(
    ("other", "because"),
    [
        ({"places": (MUNICH,)}, "elsewhere"),
        ({"title": "Software Eng. - Berlin Team"}, "another title"),
        ({"source": "elsewhere"}, "another board"),
        ({"description": "\n".join((*DUTIES, *WORDED_ANEW[1:]))}, "nothing stands before it"),
        ({"description": "\n".join((*WORDED_ANEW[:1], *DUTIES, *WORDED_ANEW, *ABOUT[1:]))}, "end"),
        ({"description": "\n".join((WORDED_ANEW[0], *DUTIES[:2], *WORDED_ANEW))}, "too little"),
    ],
)
def test_what_a_company_says_of_itself_stands_at_both_ends_on_its_own_board(
    other: dict[str, Any], because: str
) -> None:
    anew = "\n".join((WORDED_ANEW[0], *DUTIES, *WORDED_ANEW[1:]))
    assert answer(POSTING, listed(**{"description": anew, **other})) != "same", because
    named = [text.replace("ship every", "ship Magma's pumps every") for text in (TEXT, anew)]
    a, b = (listed(external_id=text[:3], description=text, company="Magma") for text in named)
    assert answer(a, b) != "same", "what names the company may be of the company"
    assert answer(replace(a, company="Contoso"), replace(b, company="Contoso")) == "same"


def test_a_posting_is_the_same_as_itself_whatever_it_says_now() -> None:
    assert answer(POSTING, replace(POSTING, title="Baker", description="", requisition="R-2"))


def test_two_requisitions_are_two_openings_whatever_else_is_alike() -> None:
    a, b = listed(requisition="R-10441"), listed(requisition="R-10442", external_id="3")
    assert verdict(a, b) == same_opening(b, a)
    assert verdict(a, b).answer == "different"
    assert "R-10441" in verdict(a, b).because
    at_another = replace(b, source="elsewhere", company="Contoso Corp.")
    assert answer(a, at_another) == "different", "one employer's numbers, of one shape"
    its_own = replace(at_another, requisition="5519020775")
    assert answer(a, its_own) == "same", "a number of another shape is the aggregator's own"
    assert answer(a, replace(at_another, company=None)) == "same"
    assert answer(a, replace(b, requisition="10441", description="\n".join(BAKERY))) == "same"
    with_letters = replace(a, requisition="CT-10441")
    assert answer(with_letters, replace(b, requisition="10441", title="Software Eng.")) == "same"


def test_requisitions_count_in_the_title_and_the_text_too() -> None:
    a, b = listed(title="Software Engineer (R-10441)"), copied(title="Software Engineer - R-10442")
    assert answer(a, b) == "different"
    assert answer(a, copied()) == "same"
    named = [TEXT + f" Requisition ID: JR{number}" for number in (10441, 10442)]
    a, b = (listed(external_id=text[-1], description=text) for text in named)
    assert answer(a, b) == "different"


def test_one_requisition_is_one_opening_if_the_titles_are_alike() -> None:
    a = listed(requisition="R-10441")
    reworded = copied(requisition="10441", title="Software Eng.", description="\n".join(DUTIES[3:]))
    assert answer(a, reworded) == "same"
    assert answer(a, replace(reworded, title="Software Engineer II")) == "different"
    assert answer(a, listed(external_id="9", requisition="R-10441-1", places=(MUNICH,))) == "same"
    short = "Apply now."
    one = listed(requisition="1", description=short, places=())
    assert answer(one, copied(requisition="1", description=short, places=())) == "unsure"


def test_pay_excludes_at_one_place_and_beyond_all_overlap() -> None:
    a = listed(pay=yearly(90_000, 120_000))
    other = copied(pay=yearly(100_000, 135_000))
    assert answer(a, other) == "different"
    assert answer(a, replace(other, places=(MUNICH,))) == "same", "a pay zone"
    assert answer(a, replace(other, places=())) == "unsure"
    in_text = yearly(70_000, 80_000, basis=Basis.TEXT)
    stated = [yearly(*pay, basis=Basis.STATED) for pay in ((90_000, 120_000), (150_000, 180_000))]
    two = [copied(external_id=f"{pay}", pay=(*pay, *in_text)) for pay in stated]
    assert answer(*two) == "different", "whatever else both texts say"
    beyond = replace(other, places=(MUNICH,), pay=yearly(150_000, 180_000))
    assert answer(a, beyond) == "different"


@pytest.mark.parametrize(
    "pay",
    [
        yearly("89999.88", "120000.4"),
        yearly(50_000, 60_000, basis=Basis.PREDICTED),
        (Pay(Decimal(45), Decimal(60), "USD", Period.HOUR),),
        (Pay(Decimal(80_000), Decimal(90_000), "EUR", Period.YEAR),),
        (Pay(Decimal(90_000), None, "USD", Period.YEAR),),
        (*yearly(80_000, 100_000), *yearly(90_000, 120_000)),
        (),
    ],
)
def test_pay_that_is_rounded_guessed_or_in_other_units_excludes_nothing(
    pay: tuple[Pay, ...],
) -> None:
    assert answer(listed(pay=yearly(90_000, 120_000)), copied(pay=pay)) == "same"


def test_employment_and_levels_exclude() -> None:
    types = {
        EmploymentType.PART_TIME: "different",
        EmploymentType.CONTRACTOR: "different",
        EmploymentType.INTERN: "different",
        EmploymentType.OTHER: "same",
        None: "same",
    }
    a = listed(employment_type=EmploymentType.FULL_TIME, level=Level.JUNIOR)
    for employment, expected in types.items():
        assert answer(a, copied(employment_type=employment)) == expected
    assert answer(a, listed(external_id="3", level=Level.MID)) == "different"
    assert answer(a, copied(level=Level.SENIOR)) == "different"


def test_two_departments_of_a_board_make_it_doubtful_where_the_texts_differ() -> None:
    a = listed(department="Payments")
    b = listed(external_id="3", department="Search")
    assert answer(a, b) == "same"
    other = TEXT.replace(DUTIES[0], "You keep the search engine from losing what people look for.")
    assert answer(a, replace(b, description=other)) == "unsure"
    assert answer(a, listed(external_id="3", description=other)) == "same"


BARE = "Apply now."


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, "same"),
        ({"company": "CONTOSO, Inc."}, "same"),
        ({"places": (Place("Berlin", "Berlin", country="DE"),)}, "same"),
        ({"places": (MUNICH,)}, "unsure"),
        ({"places": ()}, "unsure"),
        ({"company": None}, "unsure"),
        ({"company": "Fabrikam"}, "different"),
        ({"title": "Software Engineer II"}, "different"),
        ({"description": TEXT}, "same"),
    ],
)
def test_without_a_text_company_title_and_place_have_to_be_the_same(
    other: dict[str, Any], expected: str
) -> None:
    assert answer(replace(POSTING, description=BARE), copied(**{"description": BARE, **other})) == (
        expected
    )


def test_nevada_is_nevada_however_it_is_written() -> None:
    nevada = [Place("NV, US", None, "US-NV", "US"), Place("NV", None, "US-NV", "US")]
    a, b = (copied(external_id=place.text, description="", places=(place,)) for place in nevada)
    assert answer(a, b) == "same"
    remote = [replace(each, places=(), workplace=Workplace.REMOTE) for each in (a, b)]
    assert answer(*remote) == "same"
    assert answer(remote[0], replace(remote[1], remote_in=("US",))) == "unsure"


def test_sisters_are_two_companies_and_aliases_join_them() -> None:
    a, b = listed(company="Contoso Health"), copied(company="Contoso Wealth")
    assert answer(a, b) == "different"
    joined = Employers.of({"Contoso": ["Contoso Health", "Contoso Wealth AG"]})
    assert same_opening(a, b, joined).answer == "same"
    assert set(aliases(a, joined)) & set(traces(b))


def test_a_title_for_another_territory_is_not_its_place() -> None:
    a, b = listed(title="Sales Manager, Germany"), listed(external_id="3")
    france = replace(b, title="Sales Manager, France")
    assert answer(a, france) == "unsure", "both in Berlin"
    paris = replace(france, places=(Place("Paris", "Paris", "FR-IDF", "FR"),))
    assert answer(a, paris) == "same"
    cities = [
        listed(external_id=city, title=f"Engineer - {city}", places=(GERMANY,))
        for city in ("Berlin", "Munich")
    ]
    assert answer(*cities) == "same"


words = st.text(st.characters(codec="utf-8"), max_size=40)
postings = st.builds(
    Posting,
    source=st.sampled_from(["a", "b"]),
    external_id=st.sampled_from(["1", "2"]),
    url=st.just("u"),
    title=st.one_of(words, st.sampled_from(["Engineer", "Engineer II (m/w/d)", "…", "- ,"])),
    company=st.one_of(st.none(), words, st.sampled_from(["Contoso", "Contoso Corp.", "(x)"])),
    places=st.sampled_from([(), (BERLIN,), (GERMANY, MUNICH)]),
    pay=st.sampled_from([(), yearly(1, 2), yearly(2, 4)]),
    level=st.sampled_from([None, *Level]),
    requisition=st.one_of(st.none(), words),
    description=st.one_of(words, st.sampled_from([TEXT, TEXT[:500], BEFORE + TEXT])),
)


@given(postings, postings)
def test_the_verdict_is_symmetric_and_a_posting_is_its_own_opening(a: Posting, b: Posting) -> None:
    assert same_opening(a, b) == same_opening(b, a)
    assert same_opening(a, a).answer == "same"
    assert same_opening(a, replace(a, source="c")).answer != "different"


@given(postings, st.randoms(use_true_random=False))
def test_space_case_and_order_change_no_verdict(a: Posting, chance: Any) -> None:
    places = list(a.places)
    chance.shuffle(places)
    spaced = replace(
        a,
        places=tuple(places),
        description=re.sub(" ", lambda _: chance.choice([" ", "\n", "\u00a0 ", ""]), a.description),
    )
    assert same_opening(POSTING, spaced).answer == same_opening(POSTING, a).answer
    assert traces(spaced) == traces(a)
