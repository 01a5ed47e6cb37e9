"""Hacker News' monthly thread "Who is hiring?", by the search of Algolia's copy of it.

Each top-level comment is one posting, whatever roles it names. docs/sources.md has the quirks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import partial
from typing import Annotated
from urllib.parse import quote

from pydantic import Field

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import Page, RawPlace, RawPosting, Request, Skipped, Whole
from alertbot.sources import (
    Manners,
    Parsed,
    SourceOptions,
    _board,
    _charset,
    _hiring_header,
    _hiring_page,
    _json,
)

MANNERS = Manners(
    every=timedelta(minutes=30),
    floor=timedelta(minutes=10),
    whole_board=False,
    redistribute="attribution",
    credit="Hacker News",
)

_HOST = "https://hn.algolia.com"


class Options(SourceOptions):
    """`threads`: how many of the newest months are read; `thread`: one by its number instead."""

    threads: Annotated[int, Field(ge=1, le=12)] = 1
    thread: Annotated[int, Field(ge=1)] | None = None


def requests(options: Options) -> Iterable[Request]:
    """The threads that the account which opens them has opened, or the one that is named."""
    if options.thread:
        yield Request(_thread(options, str(options.thread)))
        return
    base = options.base_url or _HOST
    yield Request(f"{base}/api/v1/search_by_date?tags=story,author_whoishiring&hitsPerPage=50")


def _thread(options: Options, id: str) -> str:
    return f"{options.base_url or _HOST}/api/v1/items/{id}"


def parse(options: Options, page: Page) -> Iterator[Parsed]:
    """The threads to read, or the postings of one. Raises ParseError.

    Understood are Algolia's searches and trees, the items of Hacker News' own API, and the
    thread as its site shows it.
    """
    if html := _shown(page):
        yield from _postings(options, _hiring_page.comments(html))
        return
    payload = _json.load(page)
    envelope = _json.obj(payload)
    if "hits" not in envelope and _is_item(envelope):
        yield from _item(options, envelope)
        return
    entries = _listed(payload)
    comments = [entry for entry in entries if not _title(_json.obj(entry))]
    threads = [entry for entry in map(_json.obj, entries) if _is_hiring(_title(entry))]
    for id in _newest(threads)[: options.threads]:
        yield Request(_thread(options, id), purpose="page", cursor=id)
    asked = page.request.url if page.request else ""
    if not threads and not comments and (entries or "author_whoishiring" in asked):
        raise ParseError(f"no thread 'Who is hiring?' among {len(entries)} stories")
    yield from _postings(options, _top_level(comments))


def recognise(page: Page) -> bool:
    """Whether the page is a hiring thread, comments of one, or a search for such threads."""
    try:
        if _shown(page):
            return True
        payload = _json.load(page)
        envelope = _json.obj(payload)
        if "hits" not in envelope and _is_item(envelope):
            return not _title(envelope) or _is_hiring(_title(envelope))
        entries = [_json.obj(entry) for entry in _listed(payload)]
    except ParseError:
        return False
    about = _json.text(envelope.get("story_title"))
    return any(_is_of_thread(entry, about) or _is_plain(entry) for entry in entries)


_ITEM = re.compile(
    r"(?:https?://)?(?:news\.ycombinator\.com/item\?id=|hn\.algolia\.com/api/v1/items/"
    r"|hacker-news\.firebaseio\.com/v0/item/)(?P<thread>[0-9]{1,12})(?:\D\S*)?",
    re.IGNORECASE | re.ASCII,
)
_ADDRESS = re.compile(
    r"(?:https?://)?(?:news\.ycombinator\.com|hn\.algolia\.com|(?:www\.)?hnhiring\.com)(?:[/?#]\S*)?",
    re.IGNORECASE,
)


def locate(text: str) -> Iterator[Mapping[str, object]]:
    """The thread that an address names, else the newest one, by the site's own address alone."""
    address = text.strip()
    if found := _ITEM.fullmatch(address):
        yield {"thread": int(found["thread"])}
    elif _ADDRESS.fullmatch(address):
        yield {}


def _is_of_thread(entry: Mapping[str, object], about: str) -> bool:
    """Whether it is a hiring thread or a comment of one; a comment alone may not say of which."""
    title = _title(entry) or _json.text(entry.get("story_title")) or about
    return _is_hiring(title) if title else "objectID" in entry and bool(_text(entry))


# -- threads --------------------------------------------------------------------------------

_HIRING = re.compile(r"\bwho(?:\s+is|['’]s)\s+hiring\b", re.IGNORECASE)


def _is_hiring(title: str) -> bool:
    """The account opens "Freelancer?" and "Who wants to be hired?" too, which are others' posts."""
    return bool(_HIRING.search(title))


def _shown(page: Page) -> str:
    """The thread's page as the site shows it; empty for any other page. Raises ParseError."""
    if b"comtr" not in page.body:
        return ""
    html = _charset.decode(page)
    if not html.lstrip("\ufeff \t\r\n").startswith("<") or not _hiring_page.is_thread(html):
        return ""
    title = _hiring_page.title(html)
    if not _is_hiring(title):
        raise ParseError(f"the thread is '{_short(title)}', and none of 'Who is hiring?'")
    return html


def _title(entry: Mapping[str, object]) -> str:
    return _json.text(entry.get("title"))


def _short(title: str) -> str:
    return words.cut(words.one_line(title), 80)


def _newest(threads: list[Mapping[str, object]]) -> list[str]:
    """The ids of threads, the newest first: ids rise with time."""
    ids = {_id(thread) for thread in threads}
    return sorted((id for id in ids if id.isdecimal()), key=int, reverse=True)


def _is_item(envelope: Mapping[str, object]) -> bool:
    """Whether it is a story or comment, as a tree or alone."""
    if "id" not in envelope:
        return False
    return "children" in envelope or (
        "type" in envelope and ("by" in envelope or "time" in envelope)
    )


def _item(options: Options, item: Mapping[str, object]) -> Iterator[Parsed]:
    title = _title(item)
    if _json.text(item.get("type")) == "comment" or item.get("parent_id") is not None:
        if _is_gone(item):
            raise ParseError("the comment is deleted")
        if not _top_level([item]):
            raise ParseError("a reply to a comment, which is no posting")
        yield from _postings(options, [item])
    elif title and not _is_hiring(title):
        raise ParseError(f"the thread is '{_short(title)}', and none of 'Who is hiring?'")
    elif "children" in item:
        children = item["children"]
        if not isinstance(children, list):
            raise ParseError(f"'children' is {_json.shape(children)} where a list was expected")
        if not children:
            yield Whole(total=0)  # the month's thread, in its first minutes
        yield from _postings(options, children)
    elif title:
        yield Request(_thread(options, _id(item)), purpose="page", cursor=_id(item))
    else:
        raise ParseError("an item that is neither a thread nor a comment")


# -- comments -------------------------------------------------------------------------------


def _listed(payload: object) -> list[object]:
    """The entries of a search, or a bare list of them."""
    envelope = _json.obj(payload)
    if "hits" in envelope:
        return _json.listed(envelope, "hits")
    if isinstance(payload, list) and any(_is_entry(_json.obj(entry)) for entry in payload):
        return payload
    raise _json.not_understood(payload, "Hacker News", "a thread of Hacker News was expected")


def _is_entry(entry: Mapping[str, object]) -> bool:
    return bool({"objectID", "comment_text"} & set(entry)) or _is_plain(entry)


def _is_plain(entry: Mapping[str, object]) -> bool:
    """Whether it is a comment as Hacker News' own API words it, or as a tree holds it."""
    named = "by" in entry or "author" in entry
    return named and entry.get("type") == "comment" and ("parent" in entry or "parent_id" in entry)


def _id(entry: Mapping[str, object]) -> str:
    return _json.identifier(entry.get("objectID")) or _json.identifier(entry.get("id"))


def _top_level(comments: list[object] | list[Mapping[str, object]]) -> list[object]:
    """Those that answer the thread itself; those of another thread are left out."""
    ids = {_id(_json.obj(comment)) for comment in comments}
    return [
        comment
        for comment in comments
        if not _json.is_object(comment) or _answers_thread(comment, ids)
    ]


def _answers_thread(comment: Mapping[str, object], ids: set[str]) -> bool:
    about = _json.text(comment.get("story_title"))
    if about and not _is_hiring(about):
        return False
    parent = _json.identifier(comment.get("parent_id")) or _json.identifier(comment.get("parent"))
    story = _json.identifier(comment.get("story_id")) or _tagged_story(comment)
    if parent and story:
        return parent == story
    return parent not in ids


def _tagged_story(comment: Mapping[str, object]) -> str:
    tags = map(_json.text, _json.items(comment.get("_tags")))
    return next((tag[6:] for tag in tags if tag.startswith("story_")), "")


_GONE = {"[deleted]", "[dead]", "[flagged]", "[removed]"}


def _is_gone(comment: Mapping[str, object]) -> bool:
    """Deleted or dead, which is no loss and not worth a word."""
    if comment.get("deleted") is True or comment.get("dead") is True:
        return True
    text = _text(comment)
    return text.lower() in _GONE or not (text or comment.get("author") or comment.get("by"))


def _text(comment: Mapping[str, object]) -> str:
    return _json.text(comment.get("comment_text")) or _json.text(comment.get("text"))


def _postings(options: Options, comments: Iterable[object]) -> Iterator[RawPosting | Skipped]:
    present = [one for one in comments if not (_json.is_object(one) and _is_gone(one))]
    return _board.postings(present, partial(_posting, options))


def _posting(options: Options, comment: Mapping[str, object]) -> RawPosting | Skipped:
    external_id = _id(comment)
    if not external_id:
        return Skipped("it has no id")
    text = _text(comment)
    header = _hiring_header.read(text)
    if not header.title:
        return Skipped(f"id {external_id} has no text")
    moments = (comment.get(key) for key in ("created_at", "created_at_i", "time"))
    return RawPosting(
        external_id=external_id,
        url=f"https://news.ycombinator.com/item?id={quote(external_id, safe='')}",
        title=header.title,
        company=header.company or options.company or "",
        places=tuple(RawPlace(text=place) for place in header.places),
        workplace=header.workplace,
        pay_text=header.pay_text,
        employment_type=header.employment_type,
        posted=next(filter(None, map(_json.identifier, moments)), ""),
        description=text,
    )
