"""What is news of an opening: what a reader would want to hear, and nothing that boards fidget."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.identity import Difference, differences, revision
from alertbot.model import (
    Basis,
    EmploymentType,
    Opening,
    Pay,
    Period,
    Place,
    Posting,
    Workplace,
)
from tests.identity.invented import BERLIN, MUNICH, POSTING, TEXT, copied

SEEN = datetime(2026, 5, 1, tzinfo=UTC)
PAY = (Pay(Decimal(90_000), Decimal(120_000), "USD", Period.YEAR),)
MORE = (Pay(Decimal(100_000), Decimal(120_000), "USD", Period.YEAR),)


def opening(*postings: Posting, **other: Any) -> Opening:
    return Opening(postings or (replace(POSTING, **other),), first_seen=SEEN)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ({"title": "Baker"}, {"title": "Senior Baker"}, ("title", "Baker", "Senior Baker")),
        ({}, {"pay": PAY}, ("pay", "", "$90,000 – $120,000 a year")),
        ({"pay": PAY}, {"pay": ()}, ("pay", "$90,000 – $120,000 a year", "")),
        (
            {"pay": PAY},
            {"pay": MORE},
            ("pay", "$90,000 – $120,000 a year", "$100,000 – $120,000 a year"),
        ),
        (
            {},
            {"places": (BERLIN, MUNICH)},
            ("places", "Berlin, Germany", "Munich, Germany, Berlin, Germany"),
        ),
        ({}, {"workplace": Workplace.HYBRID}, ("workplace", "", "hybrid")),
        ({"remote_in": ("US",)}, {"remote_in": ()}, ("remote_in", "US", "anywhere")),
        (
            {"employment_type": EmploymentType.FULL_TIME},
            {"employment_type": EmploymentType.PART_TIME},
            ("employment_type", "full time", "part time"),
        ),
        ({}, {"valid_through": SEEN}, ("closes", "", "1 May 2026")),
    ],
)
def test_news(before: dict[str, Any], after: dict[str, Any], expected: tuple[str, ...]) -> None:
    was, now = opening(**before), opening(**after)
    assert differences(was, now) == (Difference(*expected),)
    assert revision(was.lead) != revision(now.lead)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"title": "Sofware Engineer"}, {"title": "Software Engineer"}),
        ({"title": "Sr. Baker"}, {"title": "Senior Baker (m/w/d)"}),
        ({"title": "Baker - Berlin"}, {"title": "URGENT: Baker"}),
        ({"description": TEXT}, {"description": TEXT.replace("patience", "pateince")}),
        ({"description": TEXT}, {"description": TEXT.replace("Contoso", "Fabrikam")}),
        ({"company": "Contoso"}, {"company": "Fabrikam"}),
        ({"places": (BERLIN, MUNICH)}, {"places": (MUNICH, BERLIN)}),
        (
            {"places": (Place("NV, US", None, "US-NV", "US"),)},
            {"places": (Place("NV", None, "US-NV", "US"),)},
        ),
        ({"pay": (*PAY, *MORE)}, {"pay": (*MORE, *PAY)}),
        ({}, {"pay": (replace(PAY[0], basis=Basis.PREDICTED),)}),
        ({"pay": PAY}, {"pay": (replace(PAY[0], min=Decimal("9E+4"), max=Decimal("120000.00")),)}),
        ({"remote_in": ("US", "CA")}, {"remote_in": ("CA", "US")}),
        ({"valid_through": SEEN}, {"valid_through": SEEN + timedelta(days=1)}),
        ({"requisition": "R-1"}, {"requisition": "R-2"}),
    ],
)
def test_no_news(before: dict[str, Any], after: dict[str, Any]) -> None:
    assert differences(opening(**before), opening(**after)) == ()


def test_hours_and_territories_of_a_title_are_news() -> None:
    for one, other in (("Cook (full-time)", "Cook (part-time)"), ("Cook, Peru", "Cook, Chile")):
        assert differences(opening(title=one), opening(title=other))


def test_what_another_posting_of_it_said_already_is_no_news() -> None:
    other = copied(
        title="Software Engineer for pumps", pay=MORE, workplace=Workplace.REMOTE, remote_in=("US",)
    )
    mine = replace(POSTING, pay=PAY, workplace=Workplace.HYBRID)
    assert differences(opening(mine, other), opening(other, mine)) == ()


def test_of_many_places_those_that_came_and_went_are_named_first() -> None:
    thirty = tuple(Place(f"Town {number}", f"Town {number}") for number in range(30))
    (found,) = differences(opening(places=thirty), opening(places=(*thirty, BERLIN)))
    assert found.before == "Town 0, Town 1, Town 2, Town 3, Town 4 and 25 more"
    assert found.after == "Berlin, Germany, Town 0, Town 1, Town 2, Town 3 and 26 more"


postings = st.builds(
    replace,
    st.just(POSTING),
    title=st.sampled_from(["Baker", "baker", "Sr Baker", "Baker II"]),
    pay=st.sampled_from([(), PAY, MORE, (*PAY, *MORE), (*MORE, *PAY)]),
    places=st.sampled_from([(), (BERLIN, MUNICH), (MUNICH, BERLIN)]),
    workplace=st.sampled_from([None, *Workplace]),
    remote_in=st.sampled_from([None, (), ("US", "CA"), ("CA", "US")]),
    valid_through=st.sampled_from([None, SEEN, SEEN + timedelta(hours=3)]),
)


@given(postings, postings)
def test_equal_revisions_are_no_news(a: Posting, b: Posting) -> None:
    if revision(a) == revision(b):
        assert differences(opening(a), opening(b)) == ()
    assert differences(opening(a), opening(a)) == ()
