"""A walk over a source's pages, without any I/O."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from alertbot.errors import ParseError
from alertbot.model import Contents, Page, RawPosting, Request, Skipped, Validators, Whole
from alertbot.sources import Manners, Parsed, SourceKind, SourceOptions
from alertbot.traversal import MAX_PAGES, Harvest, News, Traversal, completed

NOW = datetime(2026, 7, 1, tzinfo=UTC)
LIST = Request("https://b.example/1")


def page_of(number: int) -> Request:
    return Request(f"https://b.example/{number}", purpose="page")


def detail_of(id: str) -> Request:
    return Request(f"https://b.example/detail/{id}", purpose="detail")


def listed(id: str, *, detail: bool = False) -> RawPosting:
    return RawPosting(id, "", f"Engineer {id}", detail=detail_of(id) if detail else None)


def kind(pages: Mapping[str, list[Parsed]]) -> SourceKind:
    """A kind whose pages are given as what they parse to."""

    class Made:
        Options = SourceOptions
        MANNERS = Manners(every=timedelta(hours=1), floor=timedelta(minutes=5))

        @staticmethod
        def requests(options: SourceOptions) -> Iterable[Request]:
            yield LIST

        @staticmethod
        def parse(options: SourceOptions, page: Page) -> Iterable[Parsed]:
            return pages[page.url]

        @staticmethod
        def recognise(page: Page) -> bool:
            return False

        @staticmethod
        def locate(text: str) -> Iterable[Mapping[str, object]]:
            return ()

    return Made()


def came(request: Request, body: bytes = b"") -> Page:
    return Page(
        request.url, body, "", NOW, request=request, validators=Validators(etag=request.url)
    )


def walk(
    pages: Mapping[str, list[Parsed]],
    *,
    fails: str = "",
    news: News = list,
    remembered: Mapping[str, tuple[Validators, Contents]] | None = None,
    details: int = 300,
) -> tuple[Traversal, list[str]]:
    """The finished walk, and the addresses that it asked for."""
    made = Traversal(
        kind(pages), SourceOptions(), news=news, remembered=remembered, details=details
    )
    asked = []
    while (request := made.next()) is not None:
        asked.append(request.url.removeprefix("https://b.example/"))
        if fails and fails in request.url:
            made.lose(request, "500")
        elif request.key in (remembered or {}):
            made.unchanged(request)
        else:
            made.take(came(request))
    return made, asked


TWO_PAGES: dict[str, list[Parsed]] = {
    "https://b.example/1": [listed("a"), page_of(2), Whole("Contoso", 3)],
    "https://b.example/2": [listed("b"), listed("c")],
}


def test_pages_are_followed_and_counted() -> None:
    made, asked = walk(TWO_PAGES)
    assert asked == ["1", "2"]
    assert made.harvest.seen == {"a", "b", "c"}
    assert made.harvest.employers == ["Contoso"]
    assert made.harvest.complete


def test_a_page_that_leads_back_to_itself_ends_there() -> None:
    pages: dict[str, list[Parsed]] = {
        **TWO_PAGES,
        "https://b.example/2": [listed("b"), listed("c"), page_of(2), page_of(2)],
    }
    made, asked = walk(pages)
    assert asked == ["1", "2"]
    assert made.harvest.complete


def test_a_page_equal_to_the_first_ends_the_walk_and_proves_nothing() -> None:
    pages: dict[str, list[Parsed]] = {
        f"https://b.example/{n}": [listed("a"), listed("b"), page_of(n + 1)] for n in range(1, 9)
    }
    made, asked = walk(pages)
    assert asked == ["1", "2"]
    assert not made.harvest.complete
    assert made.harvest.holes == ["page 2 repeats what others showed"]


def test_a_board_without_end_is_cut_off() -> None:
    pages: dict[str, list[Parsed]] = {
        f"https://b.example/{n}": [listed(str(n)), page_of(n + 1)] for n in range(1, 999)
    }
    made, asked = walk(pages)
    assert len(asked) == MAX_PAGES
    assert not made.harvest.complete


def test_a_board_over_its_cap_says_how_many_are_unread() -> None:
    made, _ = walk({"https://b.example/1": [listed("a"), Skipped("no id"), Whole(total=2500)]})
    assert made.harvest.unread == 2498
    assert not made.harvest.complete


def test_a_page_that_fails_is_a_hole() -> None:
    made, _ = walk(TWO_PAGES, fails="/2")
    assert made.harvest.seen == {"a"}
    assert made.harvest.holes == ["page 2 was not read: 500"]
    assert not made.harvest.complete


def test_pages_that_keep_failing_are_given_up() -> None:
    all_at_once: list[Parsed] = [
        listed("a", detail=True),
        *(page_of(n) for n in range(2, 400)),
    ]
    made = Traversal(kind({**DETAILED, "https://b.example/1": all_at_once}), SourceOptions())
    first = made.next()
    assert first is not None
    made.take(came(first))
    asked = []
    while (request := made.next()) is not None:
        asked.append(request.url.removeprefix("https://b.example/"))
        if request.purpose == "page":
            made.lose(request, "500")
        else:
            made.take(came(request))
    assert asked == ["2", "3", "4", "detail/a"]
    assert made.harvest.holes[-1] == "395 further pages were not asked for"
    assert made.harvest.lost == 3


def test_a_service_that_throttles_a_page_is_asked_for_nothing_more() -> None:
    rows: list[Parsed] = [listed("a", detail=True), page_of(2), page_of(3)]
    made = Traversal(kind({**DETAILED, "https://b.example/1": rows}), SourceOptions())
    for _ in range(2):
        request = made.next()
        assert request is not None
        if request.purpose == "page":
            made.lose(request, "429", last=True)
        else:
            made.take(came(request))
    assert made.next() is None
    assert made.harvest.unasked == {"a"}
    assert made.harvest.deferred == set()


DETAILED: dict[str, list[Parsed]] = {
    "https://b.example/1": [listed(id, detail=True) for id in "abcdefgh"],
    **{
        f"https://b.example/detail/{id}": [
            RawPosting(f"other-{id}", "", f"Engineer {id}", description="All of it.", markup="text")
        ]
        for id in "abcdefgh"
    },
}


def test_details_are_asked_for_after_the_list_and_only_where_new() -> None:
    made, asked = walk(DETAILED, news=lambda prints: [id for id in prints if id in "bc"])
    assert asked == ["1", "detail/b", "detail/c"]
    assert made.harvest.postings["b"].description == "All of it."
    assert made.harvest.postings["b"].external_id == "b", "known by the list's id"
    assert made.harvest.postings["a"].description == ""


def test_details_are_bounded_and_the_rest_is_for_the_next_walk() -> None:
    made, asked = walk(DETAILED, details=3)
    assert asked == ["1", "detail/a", "detail/b", "detail/c"]
    assert made.harvest.deferred == set("defgh")


def test_a_detail_that_fails_leaves_the_list_to_speak() -> None:
    made, _ = walk(DETAILED, fails="detail/b")
    assert made.harvest.undetailed == {"b"}
    assert made.harvest.postings["b"].title == "Engineer b"
    assert made.harvest.complete, "every posting was seen"


def test_details_that_keep_failing_are_given_up() -> None:
    made, asked = walk(DETAILED, fails="detail/")
    assert asked == ["1", "detail/a", "detail/b", "detail/c"]
    assert made.harvest.undetailed == set("abcdefgh")


def test_a_service_that_wants_to_be_left_alone_is_left_alone() -> None:
    made = Traversal(kind(DETAILED), SourceOptions())
    first = made.next()
    assert first is not None
    made.take(came(first))
    detail = made.next()
    assert detail is not None
    made.lose(detail, "429", last=True)
    assert made.next() is None
    assert made.harvest.undetailed == set(), "being throttled is no try"
    assert made.harvest.unasked == set("abcdefgh")
    assert made.harvest.deferred == set(), "the list speaks for them at once"


def test_details_that_have_failed_before_are_asked_for_last_and_hold_nothing_up() -> None:
    made = Traversal(
        kind(DETAILED), SourceOptions(), tries=lambda id: {"a": 2, "b": 1}.get(id, 0), details=7
    )
    asked = []
    while (request := made.next()) is not None:
        asked.append(request.url.removeprefix("https://b.example/"))
        made.take(came(request))
    assert asked == ["1", *(f"detail/{id}" for id in "cdefghb")]
    assert made.harvest.unasked == {"a"}
    assert made.harvest.deferred == set()


def test_what_is_postponed_waits_for_the_next_walk() -> None:
    made = Traversal(kind(DETAILED), SourceOptions(), tries=lambda id: {"a": 1}.get(id, 0))
    for _ in range(3):
        request = made.next()
        assert request is not None
        made.take(came(request))
    made.postpone()
    assert made.next() is None
    assert set(made.harvest.details) == {"b", "c"}
    assert made.harvest.deferred == set("defgh")
    assert made.harvest.unasked == {"a"}


def test_pages_are_not_remembered_while_details_wait() -> None:
    made, _ = walk(DETAILED, details=7)
    assert made.pages == {}, "an unchanged page would hide the eighth"
    made, _ = walk(DETAILED, details=8)
    assert set(made.pages) == {LIST.key}


def test_a_detail_is_never_conditional() -> None:
    held = {LIST.key: (Validators(etag="1"), Contents())}
    made = Traversal(kind({}), SourceOptions(), remembered=held)
    assert made.known(replace(LIST, purpose="detail")) == Validators()


def test_the_detail_of_another_posting_is_an_error() -> None:
    pages: dict[str, list[Parsed]] = {**DETAILED, "https://b.example/detail/a": [listed("b")]}
    made = Traversal(kind(pages), SourceOptions())
    for _ in range(2):
        request = made.next()
        assert request is not None
        if request.purpose == "list":
            made.take(came(request))
    assert request is not None
    with pytest.raises(ParseError, match="another posting"):
        made.take(came(request))


def test_a_board_that_weighs_too_much_is_cut_off() -> None:
    pages: dict[str, list[Parsed]] = {
        f"https://b.example/{n}": [listed(str(n)), page_of(n + 1)] for n in range(1, 99)
    }
    made = Traversal(kind(pages), SourceOptions())
    body = bytes(10 * 2**20)
    asked = 0
    while (request := made.next()) is not None:
        made.take(came(request, body))
        asked += 1
    assert asked == 26
    assert "26 pages, 260 MB" in made.harvest.holes[0]
    assert not made.harvest.complete


def test_a_detail_of_no_posting_or_of_several_is_an_error() -> None:
    made = Traversal(kind({**DETAILED, "https://b.example/detail/a": []}), SourceOptions())
    first = made.next()
    assert first is not None
    made.take(came(first))
    detail = made.next()
    assert detail is not None
    with pytest.raises(ParseError, match="0 postings where the detail of one"):
        made.take(came(detail))


def test_unchanged_pages_show_what_they_showed() -> None:
    before, _ = walk(TWO_PAGES)
    made, asked = walk(TWO_PAGES, remembered=before.pages)
    assert asked == ["1", "2"]
    assert made.harvest.seen == {"a", "b", "c"}
    assert made.harvest.listed == {}
    assert made.harvest.unchanged == made.harvest.pages == 2
    assert made.harvest.complete
    assert made.pages == before.pages


def test_an_unchanged_page_keeps_what_was_wrong_with_it() -> None:
    held = Contents(ids=("a",), skipped=("no id",), total=9)
    made, _ = walk(TWO_PAGES, remembered={LIST.key: (Validators(etag="1"), held)})
    assert made.known(LIST) == Validators(etag="1")
    assert made.harvest.skipped == ["no id"]
    assert made.harvest.unread == 7


def test_what_the_detail_does_not_say_the_list_has_said() -> None:
    one = replace(listed("a"), department="Ships", markup="html", description="<p>short</p>")
    two = RawPosting("x", "https://b.example/a", "Engineer (m/w/d)", markup="text")
    both = completed(one, two)
    assert both.external_id == "a"
    assert both.title == "Engineer (m/w/d)"
    assert both.department == "Ships"
    assert (both.description, both.markup) == ("<p>short</p>", "html")


def test_an_empty_walk_is_complete() -> None:
    assert Harvest().complete
