"""The page of the preview in a real browser: on a phone, in the dark, without a network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alertbot.samples import SAMPLES
from tests.bot import bot
from tests.browser import CHROMIUM, Tab, tab

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(CHROMIUM is None, reason="there is no chromium on this machine"),
]

_LOOKS = [(360, False), (360, True), (1100, False), (1100, True)]

# Every text with its contrast against what is painted behind it, by WCAG 2.2's formula.
_FAINT = """
(() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const colour = css => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = css; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map(c => c / 255)
    .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
    .reduce((sum, c, i) => sum + c * [.2126, .7152, .0722][i], 0);
  const behind = el => {
    for (; el; el = el.parentElement) {
      const back = colour(getComputedStyle(el).backgroundColor);
      if (back[3] === 255) return back;
    }
    return [255, 255, 255];
  };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; node = walk.nextNode();) {
    if (!node.textContent.trim()) continue;
    const el = node.parentElement;
    const [a, b] = [light(colour(getComputedStyle(el).color)), light(behind(el))];
    const ratio = (Math.max(a, b) + .05) / (Math.min(a, b) + .05);
    if (ratio < 4.5) found.push([node.textContent.slice(0, 40), el.className, ratio.toFixed(2)]);
    if (parseFloat(getComputedStyle(el).fontSize) < 9) found.push([el.className, 'too small']);
  }
  return found;
})()
"""
# What stands beyond the edge. The window's own width is no measure: a phone's grows with the page.
_WIDE = """
[...document.body.querySelectorAll('*')]
  .filter(el => el.getClientRects().length)
  .map(el => [el.tagName + '.' + el.className, el.getBoundingClientRect()])
  .filter(([, box]) => box.left < -.5 || box.right > WIDTH + .5)
  .map(([name]) => name)
"""
_UNFIT = """
(() => {
  const found = [], all = s => [...document.querySelectorAll(s)];
  const ids = all('[id]').map(el => el.id);
  if (new Set(ids).size !== ids.length) found.push('an id twice');
  for (const el of all('[aria-labelledby]'))
    if (!document.getElementById(el.getAttribute('aria-labelledby'))) found.push('no label');
  if (document.documentElement.lang !== 'en') found.push('no language');
  if (!document.title.trim()) found.push('no title');
  for (const [s, count] of [['main', 1], ['h1', 1], ['header', 1]])
    if (all(s).length !== count) found.push(s + ': ' + all(s).length);
  if (!all('meta[name=viewport]').every(el => !/user-scalable|maximum/.test(el.content)))
    found.push('cannot be enlarged');
  for (const el of all('a')) {
    if (!el.textContent.trim()) found.push('a link without words');
    const to = el.getAttribute('href');
    const there = !to.startsWith('#') || document.getElementById(to.slice(1));
    if (!there) found.push('a link to nothing');
  }
  for (const el of all('details'))
    if (el.firstElementChild.tagName !== 'SUMMARY') found.push('details without a summary');
  for (const el of all('img, svg, iframe, script, form, object, embed')) found.push(el.tagName);
  let level = 1;
  for (const el of all('h1, h2, h3, h4')) {
    if (+el.tagName[1] > level + 1) found.push('a heading skipped');
    level = +el.tagName[1];
  }
  return found;
})()
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every sample."""
    folder = tmp_path_factory.mktemp("page")
    with bot(folder) as one:
        assert one.run("preview", "--sample", "--html", "all.html").returncode == 0
    return folder / "all.html"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    with tab(tmp_path_factory.mktemp("profile")) as one:
        yield one


@pytest.mark.parametrize(("width", "dark"), _LOOKS)
def test_it_can_be_read(page: Path, browser: Tab, width: int, dark: bool) -> None:
    browser.show(page, width=width, dark=dark)
    assert browser.run("document.querySelectorAll('h2').length") == len(SAMPLES)
    assert browser.run(_FAINT) == []
    assert browser.run(_WIDE.replace("WIDTH", str(width))) == []
    assert browser.run("document.documentElement.scrollWidth") <= width
    assert browser.run(_UNFIT) == []
    assert browser.said == []
    assert set(browser.requests) == {page.as_uri()}


def test_dark_is_dark(page: Path, browser: Tab) -> None:
    seen = []
    for dark in (False, True):
        browser.show(page, width=1100, dark=dark)
        seen.append(browser.run("getComputedStyle(document.body).backgroundColor"))
    assert seen[0] != seen[1]


def test_what_is_folded_away_opens_without_a_script(page: Path, browser: Tab) -> None:
    browser.show(page, width=360)
    quote = "document.querySelector('.quote')"

    def high() -> Any:
        return browser.run(f"{quote}.getBoundingClientRect().height")

    folded = high()
    browser.run(f"{quote}.querySelector('summary').click()")
    assert high() > folded


def test_words_stand_as_they_were_sent(page: Path, browser: Tab) -> None:
    """Also those that look like markup: the browser shows them, and makes nothing of them."""
    browser.show(page, width=1100)
    words = browser.run(
        "[...document.querySelectorAll('section')]"
        ".find(s => s.querySelector('h2').textContent === 'hostile').innerText"
    )
    assert "href='tg://user?id=1'>x</a>" in words.replace("\u2060", "")
    assert "<script>alert(1)</script>" in words.replace("\u2060", "")


def test_the_tests_would_notice(tmp_path: Path) -> None:
    """A check that finds nothing proves nothing."""
    bad = tmp_path / "bad.html"
    bad.write_text(
        "<p style='color:#999;width:900px'>x</p><a href='#y'></a><img src='http://127.0.0.1:1/x'>"
        "<script>undefined.x</script>",
        encoding="utf-8",
    )
    with tab(tmp_path / "profile") as one:
        one.show(bad, width=360)
        assert one.run(_FAINT)
        assert one.run(_WIDE.replace("WIDTH", "360"))
        assert {"no language", "a link to nothing", "IMG", "main: 0"} <= set(one.run(_UNFIT))
        assert any("undefined" in said for said in one.said)
        assert "http://127.0.0.1:1/x" in one.requests
