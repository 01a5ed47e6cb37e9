"""The page kind on pages that were made to hurt."""

from __future__ import annotations

import pytest

from alertbot.errors import ParseError
from tests.sources.pages import read, script

# -- hostile pages: that these end at all is the test, since squares of their size would not --


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000 + "x",
        "<nav class=location>" * 50_000 + "x",
        "<p>" + "".join(f"<b id={n}>" for n in range(5000)) + "</p>" + "<p>x" * 5000,
        "<div " + " ".join(f"a{n}=1" for n in range(100_000)) + ">",
        "<a '\">" * 100_000,
        "<script>" * 10_000 + "x" * 1_000_000,
        "<script type=application/ld+json>" * 10_000,
        script('{"@type": "JobPosting", "title": "' + '"    ' * 50_000),
        "<p>Lorem ipsum dolor sit amet.</p>\n" * 15_000,
        "<ul><li><a href=/x>" * 20_000,
        "<table><tr><td><input>" * 20_000,
        "<script type=application/ld+json '" * 20_000,
    ],
    ids=[
        "div", "nav", "formats", "attributes", "quotes", "scripts", "blocks", "mending", "long",
        "menus", "tables", "tags",
    ],
)  # fmt: skip
def test_a_hostile_page_costs_what_its_size_costs(body: str) -> None:
    with pytest.raises(ParseError):
        read(body)


def test_ten_thousand_blocks_are_read() -> None:
    block = '<script type="application/ld+json">{"@type":"JobPosting","title":"T","url":"/%d"}'
    assert len(read("".join(f"{block % n}</script>" for n in range(3000)))) == 3000
