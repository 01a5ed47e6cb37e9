"""How text is cut into words: the same in a query and in a posting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alertbot.query.tokens import bases, words
from tests.query.openings import lines


@given(st.one_of(lines(12), st.text(max_size=60), st.text("aInr:/(·*-'o&e. ", max_size=30)))
def test_no_word_goes_over_a_space(content: str) -> None:
    assert words(content) == [word for piece in content.split() for word in words(piece)]


@given(lines(12))
def test_each_word_has_one_base(content: str) -> None:
    spelled = f" {' '.join(words(content))} "
    assert len(bases(spelled).split()) == len(spelled.split())


@pytest.mark.parametrize(
    ("content", "cut"),
    [
        ("Entwickler:in (m/w/d)", ["entwickler"]),
        ("Entwickler/-innen", ["entwickler"]),
        ("AdministratorIn", ["administrator"]),
        ("LinkedIn CheckIn", ["linkedin", "checkin"]),
        ("Développeur·se (H/F)", ["developpeur"]),
        ("chargé.e, ingénieur(e)", ["charge", "ingenieur"]),
        ("Desarrollador/a", ["desarrollador"]),
        ("Sales/E-Commerce", ["sales", "ecommerce"]),
        ("A/B log-in and/or", ["a", "b", "log", "in", "and", "or"]),
        ("T-SQL, K-12 & X-Ray", ["tsql", "k12", "xray"]),
        ("C-Level C-Entwickler", ["clevel", "c", "entwickler"]),
        ("Go-to-Market Go-Live Go-Entwickler", ["gotomarket", "golive", "go", "entwickler"]),
        ("O'Reilly’s l'ingénieur", ["oreillys", "l", "ingenieur"]),
        ("R&D C++17 ASP.NET", ["r&d", "c++", "17", "asp.net"]),
    ],
)
def test_how_a_text_is_cut(content: str, cut: list[str]) -> None:
    assert words(content) == cut
