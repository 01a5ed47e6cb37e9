"""Traces: found again by a copy, and seldom by anything else."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from alertbot.identity import Employers, aliases, traces
from tests.identity.invented import (
    ABOUT,
    BAKERY,
    DUTIES,
    MUNICH,
    POSTING,
    TEXT,
    copied,
    listed,
)

texts = st.lists(st.sampled_from([*DUTIES, *BAKERY, *ABOUT]), min_size=8, unique=True).map(" ".join)


def test_they_are_few_and_fit_a_column_of_64_bits() -> None:
    found = traces(replace(POSTING, requisition="R-10441"))
    assert len(found) == len(set(found)) <= 8
    assert all(-(2**63) <= key < 2**63 for key in found)


def test_they_are_stored_and_so_the_same_for_ever() -> None:
    # Where this fails, VERSION has to rise, so that what is stored is reckoned anew.
    assert traces(replace(POSTING, requisition="R-10441")) == EXPECTED


def test_a_bare_posting_is_found_by_company_and_title() -> None:
    bare = replace(POSTING, description="")
    assert set(traces(bare)) & set(traces(POSTING))
    assert set(traces(bare)) & set(traces(listed(description="", places=(MUNICH,))))
    assert not traces(replace(bare, company=None))


def test_what_a_company_says_everywhere_does_not_lead_to_all_it_has() -> None:
    crowd = [
        replace(
            POSTING,
            title=f"Keeper of pump {number}",
            description="\n".join((ABOUT[0], *(f"{duty} {number}" for duty in DUTIES), *ABOUT[1:])),
        )
        for number in range(40)
    ]
    keys = Counter(key for posting in crowd for key in traces(posting))
    alone = [key for key, count in keys.items() if count == 1]
    assert len(alone) >= 5 * len(crowd)


def test_aliases_join_the_traces_of_two_names() -> None:
    bare, other = replace(POSTING, description=""), copied(company="Fabrikam", description="")
    assert not set(traces(bare)) & set(traces(other))
    joined = Employers.of({"Contoso": ["Fabrikam GmbH"]})
    assert set(aliases(bare, joined)) & set(traces(other))
    assert set(traces(bare)) & set(aliases(other, joined))


@given(texts, st.sampled_from([*DUTIES, *BAKERY]))
def test_a_copy_is_found(text: str, sentence: str) -> None:
    whole = set(traces(replace(POSTING, description=text)))
    before = copied(company="Brightpath Staffing", description=f"{sentence} {text}")
    head = copied(company="Jobverse", description=text[:500])
    assert whole & set(traces(before))
    assert whole & set(traces(head))
    assert whole & set(traces(copied(description=f"{TEXT} {text}")))
    assert whole & set(traces(copied(title="Sofware Engineer", description=text)))


EXPECTED = (
    -5444167770137784546,
    -9063837455987445471,
    -2696880852465724593,
    4876899379920151123,
    -5971777936922634744,
    4732261496796916063,
    -1629107878978030003,
    343499292199654977,
)
