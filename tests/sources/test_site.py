"""Boards that are a host: by a name on the service, or by the employer's own host."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from alertbot.sources import _site

SITE: TypeAdapter[str] = TypeAdapter(_site.Site)


def test_a_name_or_a_whole_host_and_nothing_else() -> None:
    assert SITE.validate_python(" Contoso-Labs ") == "contoso-labs"
    assert SITE.validate_python("jobs.contoso.com") == "jobs.contoso.com"
    with pytest.raises(ValidationError, match=r"its host alone: jobs\.contoso\.com"):
        SITE.validate_python("https://jobs.contoso.com/o/engineer")
    for wrong in ("", "a b", "a..b", "a/b", ".a", "a:8080"):
        with pytest.raises(ValidationError):
            SITE.validate_python(wrong)


def test_the_host_of_a_site() -> None:
    assert _site.host("contoso", "board.example") == "contoso.board.example"
    assert _site.host("jobs.contoso.com", "board.example") == "jobs.contoso.com"
    assert _site.host("", "board.example", "https://a.board.example/x") == "a.board.example"
    assert _site.host("", "board.example", "https://board.example.evil/x") == ""
    assert _site.host("", "board.example", "https://[bad") == ""


@pytest.mark.parametrize(
    ("site", "url", "name"),
    [
        ("contoso-labs", "", "Contoso Labs"),
        ("jobs.contoso.com", "", "Contoso"),
        ("karriere.contoso.co.uk", "", "Contoso"),
        ("contoso.com", "", "Contoso"),
        ("", "https://contoso.board.example/o/1", "Contoso"),
        ("", "https://jobs.contoso.de/o/1", "Contoso"),
        ("", "", ""),
        ("localhost", "", "Localhost"),
    ],
)
def test_an_employer_by_its_host(site: str, url: str, name: str) -> None:
    assert _site.employer(site, "board.example", url) == name
