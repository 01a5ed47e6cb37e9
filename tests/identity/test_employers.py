from __future__ import annotations

import pytest

from alertbot.identity import Employers, same_employer
from alertbot.identity.employers import relation

CONTOSO = """
Contoso
CONTOSO Inc.
Contoso, Inc
Contoso Corp
Contoso Corp.
Contoso Corporation
The Contoso Company
Contóso GmbH & Co. KG
Contoso S.A.
Contoso S. p. A.
Contoso Sp. z o.o.
Contoso Pty Ltd
Contoso Pte. Ltd.
Contoso A/S
Contoso L.L.C.
Contoso Holding AG
Contoso (via Acme)
Contoso via Acme
Contoso [Careers]
株式会社Contoso
"""


@pytest.mark.parametrize("name", CONTOSO.strip().splitlines())
def test_legal_forms_and_what_stands_beside_make_no_other_employer(name: str) -> None:
    assert Employers().fold(name) == "contoso"


@pytest.mark.parametrize(
    ("name", "folded"),
    [
        ("Group", "group"),
        ("AT&T", "att"),
        ("J.P. Fabrikam & Co.", "jpfabrikam"),
        ("Northwind.com", "northwindcom"),
        ("Confidential", ""),
        ("(x)", "x"),
        ("***", ""),
        ("", ""),
    ],
)
def test_odd_names(name: str, folded: str) -> None:
    assert Employers().fold(name) == folded


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Contoso Corp", "Contoso", "same"),
        ("Contoso", "Contoso Deutschland GmbH", "same"),
        ("Contoso", "Contoso UK Ltd", "same"),
        ("Contoso", "Contoso Cloud", "other"),
        ("Contoso Health", "Contoso Wealth", "sisters"),
        ("Contoso Pharma", "Contoso Pharmaceuticals", "other"),
        ("Contoso", "Fabrikam", "other"),
        ("Contoso", "", "unsaid"),
        ("Contoso", "Confidential Company", "unsaid"),
    ],
)
def test_how_two_names_stand_to_each_other(one: str, other: str, expected: str) -> None:
    assert relation(one, other, Employers()) == expected
    assert relation(other, one, Employers()) == expected


def test_aliases_join_names_however_they_are_written() -> None:
    joined = Employers.of({"Contoso": ["Contoso Ltd", "Contoso Cloud", "Fabrikam"], "X": ["***"]})
    assert {joined.fold(name) for name in ("contoso cloud inc.", "FABRIKAM AG", "Contoso")} == {
        "contoso"
    }
    assert joined.fold("") == ""


def test_same_employer_is_generous() -> None:
    assert same_employer("Contoso Ltd", "The Contoso Group")
    assert same_employer("contosocareers", "Contoso")
    assert not same_employer("Contoso Ltd", "Fabrikam Ltd")
