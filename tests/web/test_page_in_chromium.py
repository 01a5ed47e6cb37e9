"""The status page in a real browser: on a phone, in the dark, for people who cannot see it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.browser import CHROMIUM, Tab, tab
from tests.web import axe, month
from tests.web.pictures import trouble
from tests.web.site import site

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine"),
]

LOOKS = [(320, False), (360, True), (1100, False), (1100, True)]
MANY = (*month.BOARDS, "a-name-as-long-as-a-name-may-be-which-is-sixty-four-letters-long", "日本")

_OPEN = "document.querySelectorAll('details').forEach(one => { one.open = true })"
# What stands beyond the edge, but for what is there for those alone who do not see.
_WIDE = """
[...document.body.querySelectorAll('*:not(caption)')]
  .filter(el => el.getClientRects().length && !el.closest('svg'))
  .map(el => [el.tagName + '.' + el.className, el.getBoundingClientRect()])
  .filter(([, box]) => box.left < -.5 || box.right > WIDTH + .5)
  .map(([name]) => name)
"""


@pytest.fixture(scope="module")
def script() -> str:
    try:
        return axe.script()
    except axe.Missing as error:
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    with tab(tmp_path_factory.mktemp("profile"), within=240) as one:
        yield one


def looked(folder: Path, look: Callable[[str], None], *, troubled: bool = True) -> None:
    """Looks at the page of a service that is not well, in a thread of its own."""

    async def story() -> None:
        async with site(folder, boards=MANY) as one:
            if troubled:
                one.change(*trouble())
            await asyncio.to_thread(look, f"{one.url}/")

    asyncio.run(story())


@pytest.mark.parametrize(("width", "dark"), LOOKS)
def test_it_fits_and_loads_nothing_else_and_axe_finds_nothing(
    tmp_path: Path, browser: Tab, script: str, width: int, dark: bool
) -> None:
    def look(url: str) -> None:
        browser.requests.clear()
        browser.said.clear()
        browser.show(url, width=width, dark=dark)
        browser.run(_OPEN)
        assert browser.run(_WIDE.replace("WIDTH", str(width))) == []
        assert browser.run("document.documentElement.scrollWidth") <= width
        assert browser.run("document.querySelectorAll('script, [style]').length") == 0
        assert browser.said == []
        assert set(browser.requests) - {"data:,"} == {url, f"{url}style.css"}
        assert axe.violations(browser, script) == []

    looked(tmp_path, look)


def test_it_says_what_is_amiss_first_and_draws_both_charts(tmp_path: Path, browser: Tab) -> None:
    def look(url: str) -> None:
        browser.show(url, width=1100)
        assert browser.run("document.querySelector('h2').textContent") == "4 to look at"
        assert browser.run("document.querySelectorAll('svg.bars').length") == 2
        assert browser.run("document.querySelectorAll('svg.bars rect').length") > 20
        high = "document.querySelector('svg.bars rect').getBoundingClientRect().height"
        assert browser.run(high) > 1
        assert browser.run("document.querySelectorAll('.slack, .telegram').length") >= 2

    looked(tmp_path, look)


def test_dark_is_dark(tmp_path: Path, browser: Tab) -> None:
    def look(url: str) -> None:
        seen = []
        for dark in (False, True):
            browser.show(url, width=1100, dark=dark)
            seen.append(browser.run("getComputedStyle(document.body).backgroundColor"))
        assert seen[0] != seen[1]

    looked(tmp_path, look, troubled=False)


def test_axe_would_notice(tmp_path: Path, browser: Tab, script: str) -> None:
    """A check that finds nothing proves nothing."""
    bad = tmp_path / "bad.html"
    bad.write_text("<p style='color:#999'>faint</p><img src='data:,'>", encoding="utf-8")
    browser.show(bad, width=360)
    rules = {one.partition(":")[0] for one in axe.violations(browser, script)}
    assert {"color-contrast", "image-alt", "html-has-lang", "document-title"} <= rules
