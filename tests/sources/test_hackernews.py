"""The Hacker News kind: the thread of the month, each top-level comment one posting."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alertbot.errors import ParseError
from alertbot.model import RawPlace, RawPosting, Request, Skipped
from alertbot.sources import hackernews, kinds
from alertbot.testing.conformance import page, walked

FIXTURES = Path(__file__).parent / "fixtures" / "hackernews"
OPTIONS = hackernews.Options()
KIND = kinds()["hackernews"]
SEARCH = "https://hn.algolia.com/api/v1/search_by_date?tags=story,author_whoishiring&hitsPerPage=50"


def thread() -> bytes:
    return (FIXTURES / "thread.json").read_bytes()


def stories(*titles: str) -> bytes:
    hits = [
        {"objectID": str(48000000 - number), "title": title, "author": "whoishiring"}
        for number, title in enumerate(titles)
    ]
    return json.dumps({"hits": hits, "nbHits": len(hits), "nbPages": 1}).encode()


def read(body: bytes) -> list[RawPosting]:
    found = hackernews.parse(OPTIONS, page(body))
    return [one for one in found if isinstance(one, RawPosting)]


def ids(body: bytes) -> list[str]:
    return [posting.external_id for posting in read(body)]


MONTH = (
    "Ask HN: Who wants to be hired? (June 2026)",
    "Ask HN: Freelancer? Seeking freelancer? (June 2026)",
    "Ask HN: Who is hiring? (June 2026)",
    "Ask HN: Who wants to be hired? (May 2026)",
    "Ask HN: Who is hiring? (May 2026)",
)


@pytest.mark.parametrize(("threads", "numbers"), [(1, [47999998]), (2, [47999998, 47999996])])
def test_the_newest_threads_that_hire_are_read(threads: int, numbers: list[int]) -> None:
    asked: list[str] = []

    def answer(request: Request) -> bytes:
        asked.append(request.url)
        if request.url == SEARCH:
            return stories(*MONTH)
        number = int(request.url.rpartition("/")[2])
        return thread().replace(b"48000000", str(number).encode())

    harvest = walked(KIND, hackernews.Options(threads=threads), answer)
    base = "https://hn.algolia.com/api/v1/items"
    assert asked == [SEARCH, *(f"{base}/{number}" for number in numbers)]
    assert len(harvest.postings) == 3
    assert not harvest.skipped


def test_one_thread_may_be_named() -> None:
    (asked,) = hackernews.requests(hackernews.Options(thread=123))
    assert asked.url == "https://hn.algolia.com/api/v1/items/123"


def test_a_search_without_such_a_thread_is_an_error() -> None:
    with pytest.raises(ParseError, match="no thread 'Who is hiring\\?' among 2 stories"):
        walked(KIND, OPTIONS, lambda _: stories(*MONTH[:2]))
    with pytest.raises(ParseError, match="among 0 stories"):
        walked(KIND, OPTIONS, lambda _: stories())


def test_a_thread_is_its_top_level_comments_less_those_deleted() -> None:
    found = list(hackernews.parse(OPTIONS, page(thread())))
    assert not any(isinstance(one, Skipped) for one in found)
    assert ids(thread()) == ["48000001", "48000002", "48000003"]


def test_a_comment_is_one_posting() -> None:
    engineer, machinist, gardener = read(thread())
    assert engineer.url == "https://news.ycombinator.com/item?id=48000001"
    assert engineer.title == "Senior Tile Engineer (Rust)"
    assert engineer.company == "Contoso Maps"
    assert engineer.places == (RawPlace(text="Lyon, France or REMOTE (EU)"),)
    assert engineer.workplace == "remote"
    assert engineer.pay_text == "€70k/€90k"
    assert engineer.employment_type == "Full-time"
    assert engineer.posted == "2026-06-01T15:10:00.000Z"
    assert "#cartography" in engineer.description
    assert (machinist.title, machinist.company) == ("Machinist", "Fabrikam")
    assert machinist.places == (RawPlace(text="Graz, Austria"),)
    assert machinist.workplace == "onsite"
    assert gardener.company == "Litware"
    assert gardener.title.startswith("Litware is hiring two gardeners")


def test_comments_of_a_search_are_told_from_replies_by_their_parent() -> None:
    comments = (FIXTURES / "comments.json").read_bytes()
    assert ids(comments) == ["48000001", "48000002"]
    hits = json.loads(comments)["hits"]
    assert ids(json.dumps(hits).encode()) == ["48000001", "48000002"], "as a bare list"
    for hit in hits:
        hit["story_id"] = None
    assert ids(json.dumps({"hits": hits}).encode()) == ["48000001", "48000002"], "by their tags"


def test_comments_of_another_thread_are_none() -> None:
    body = (FIXTURES / "comments.json").read_bytes()
    other = body.replace(b"Who is hiring?", b"Who wants to be hired?")
    assert not hackernews.recognise(page(other))
    assert ids(other) == []


def test_items_of_the_sites_own_api_are_understood() -> None:
    (posting,) = read((FIXTURES / "item.json").read_bytes())
    assert (posting.external_id, posting.posted) == ("48000001", "1780326600")
    story = {"id": 7, "type": "story", "by": "whoishiring", "kids": [8], "title": MONTH[2]}
    (asked,) = hackernews.parse(OPTIONS, page(json.dumps(story).encode()))
    assert isinstance(asked, Request)
    assert asked.url == "https://hn.algolia.com/api/v1/items/7"
    comment = json.loads((FIXTURES / "item.json").read_bytes())
    reply = {**comment, "id": 9, "parent": comment["id"]}
    dead = {**comment, "id": 10, "dead": True}
    assert ids(json.dumps([comment, reply, dead]).encode()) == ["48000001"]


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ({"title": MONTH[0], "type": "story", "children": []}, "none of 'Who is hiring"),
        ({"title": MONTH[2], "type": "story", "children": None}, "'children' is null"),
        ({"type": "comment", "children": [], "text": None, "author": None}, "deleted"),
        (
            {"type": "comment", "children": [], "text": "x", "parent_id": 2, "story_id": 1},
            "a reply",
        ),
    ],
)
def test_an_item_that_is_no_hiring_thread_is_an_error(item: dict[str, object], why: str) -> None:
    with pytest.raises(ParseError, match=why):
        list(hackernews.parse(OPTIONS, page(json.dumps({"id": 1, **item}).encode())))


SHOWN = """<html><head><title>Ask HN: Who is hiring? (June 2026) | Hacker News</title></head><body>
<table class='comment-tree'>
<tr class='athing comtr' id='1'><td class='ind' indent='0'><img src="s.gif" height="1" width="0">
</td><td><span class="age" title="2026-06-01T15:10:00 1780326600"><a>1 day ago</a></span>
<div class="commtext c00">Contoso | Keeper | Oslo | ONSITE<p>Keep it.</div>
<div class='reply'></div></td></tr>
<tr class="athing comtr" id="2"><td class='ind' indent='1'><img src="s.gif" width="40"></td>
<td><div class="commtext c00">May I apply?</div></td></tr>
<tr class='athing comtr ' id='3'><td class='ind'><img src="s.gif" height="1" width="0"></td>
<td><span class="age"><a href="item?id=3">4 months ago</a></span>
<span class="commtext c00">Fabrikam | Turner | REMOTE</span><div class='reply'></div></td></tr>
<tr class='athing comtr' id='4'><td class='ind' indent='0'></td><td><div class="comment">
[flagged]</div></td></tr>
</table>"""


def test_the_sites_own_page_of_a_thread_is_understood() -> None:
    keeper, turner = read(SHOWN.encode())
    assert hackernews.recognise(page(SHOWN.encode(), "text/html"))
    assert (keeper.external_id, keeper.title, keeper.company) == ("1", "Keeper", "Contoso")
    assert keeper.description == "Contoso | Keeper | Oslo | ONSITE<p>Keep it."
    assert keeper.posted == "2026-06-01T15:10:00"
    assert (turner.external_id, turner.posted) == ("3", "4 months ago")
    other = SHOWN.replace("Who is hiring?", "What do you read?")
    assert not hackernews.recognise(page(other.encode()))
    with pytest.raises(ParseError, match="What do you read"):
        read(other.encode())


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://news.ycombinator.com/item?id=48000000", [{"thread": 48000000}]),
        ("https://hn.algolia.com/api/v1/items/48000000", [{"thread": 48000000}]),
        ("https://news.ycombinator.com/submitted?id=whoishiring", [{}]),
        ("<a href='https://news.ycombinator.com/item?id=1'>discuss</a>", []),
    ],
)
def test_it_is_located_by_its_own_address_alone(text: str, found: list[object]) -> None:
    assert list(hackernews.locate(text)) == found


def test_comments_that_do_not_say_of_which_thread_are_recognised() -> None:
    comment = {"objectID": "41000002", "parent_id": 41000001, "story_id": 41000001}
    comment |= {"author": "a", "comment_text": "Contoso | Diver | Berlin"}
    bare = json.dumps({"hits": [comment]}).encode()
    assert hackernews.recognise(page(bare))
    about = {"story_title": "Ask HN: Who is hiring? (June 2026)", "hits": [comment]}
    assert hackernews.recognise(page(json.dumps(about).encode()))
    other = {"story_title": "Show HN: A lighthouse", "hits": [comment]}
    assert not hackernews.recognise(page(json.dumps(other).encode()))
    assert ids(bare) == ["41000002"]
