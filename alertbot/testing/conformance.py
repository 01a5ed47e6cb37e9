"""What every kind of source is held to, whatever its service, ours and other packages' alike.

Each check takes a kind, its options and sample pages, and raises AssertionError.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta

from alertbot.errors import ParseError
from alertbot.model import Page, RawPay, RawPlace, RawPosting, Request, Skipped
from alertbot.sources import Parsed, SourceKind, SourceOptions
from alertbot.traversal import Harvest, Traversal

MOMENT = datetime(2026, 7, 1, 12, tzinfo=UTC)

# Answers that are no board, in whatever form they come; each has to be a ParseError.
BROKEN: dict[str, bytes] = {
    "empty": b"",
    "white space": b" \n\t" * 1000,
    "NULs": b"\0" * 1000,
    "null": b"null",
    "empty object": b"{}",
    "a number": b"17",
    "jobs is null": b'{"jobs": null}',
    "an error in JSON": b'{"ok": false, "error": "Document not found"}',
    "half of JSON": b'{"jobs": [{"id": 1, "title": "Engin',
    "deep nesting": b"[" * 100_000,
    "deep objects": b'{"a":' * 100_000,
    "a huge number": b'{"jobs": [{"id": ' + b"9" * 10_000 + b"}]}",
    "error page": b"<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>",
    "not found": b"<html><title>Page not found</title><h1>404</h1><p>We looked everywhere.</p>",
    "sign-in": b"<title>Sign in</title><form><input name=user><input type=password></form>",
    "challenge": b"<title>Just a moment...</title><p>Verifying you are human. Wait.</p>",
    "no script, no page": b"<title>Contoso</title><div id=root></div><script src=app.js></script>",
    "many tags": b"<html><body>" + b"<div class=location>" * 20_000,
    "many formats": b"<p>" + b"<b id=x>" * 3000 + b"</p>" + b"<p>x" * 3000,
}


def page(body: bytes, content_type: str = "", url: str = "https://board.example/jobs/1") -> Page:
    """A page as the fetcher would hand it over."""
    return Page(url=url, body=body, content_type=content_type, fetched_at=MOMENT)


def declares_manners(kind: SourceKind) -> None:
    """The intervals make sense, and the kind says whether it shows the whole board."""
    manners = kind.MANNERS
    assert timedelta(minutes=1) <= manners.floor <= manners.every <= timedelta(days=1)
    assert timedelta(0) <= manners.pause <= timedelta(seconds=30)
    assert manners.credit or manners.redistribute == "yes", "whom the alert has to name"
    assert issubclass(kind.Options, SourceOptions)


def asks_politely(kind: SourceKind, options: SourceOptions) -> None:
    """One or more requests, https unless told otherwise, to base_url where there is one."""
    asked = list(kind.requests(options))
    assert asked
    assert all(request.url.startswith("https://") for request in asked)
    other = options.model_copy(update={"base_url": "http://127.0.0.1:8080/below"})
    assert all(
        request.url.startswith("http://127.0.0.1:8080/below/") for request in kind.requests(other)
    )


def refuses_the_broken(kind: SourceKind, options: SourceOptions) -> None:
    """What is no board is a ParseError of one plain line, never an empty board."""
    for name, body in BROKEN.items():
        for content_type in ("application/json", "text/html", ""):
            said = outcome(kind, options, page(body, content_type))
            assert isinstance(said, str), f"{name} as {content_type} gave {said!r:.200}"
            assert said.strip(), name
            assert "\n" not in said, name
            assert len(said) < 300, name


def outcome(kind: SourceKind, options: SourceOptions, given: Page) -> list[Parsed] | str:
    """What a page gives: what was found, or the words of the ParseError."""
    try:
        return list(kind.parse(options, given))
    except ParseError as error:
        return str(error)


def reads(kind: SourceKind, options: SourceOptions, sample: Page) -> list[RawPosting]:
    """A sample gives postings, the same each time, and is recognised."""
    first = list(kind.parse(options, sample))
    assert first == list(kind.parse(options, sample))
    assert kind.recognise(sample)
    postings = [found for found in first if isinstance(found, RawPosting)]
    assert postings
    assert sound(first)
    return postings


def sound(found: list[Parsed]) -> bool:
    """Ids are there and unique, titles are there, and all text can be stored and sent."""
    postings = [one for one in found if isinstance(one, RawPosting)]
    ids = [posting.external_id for posting in postings]
    assert len(ids) == len(set(ids)), "an id twice"
    for posting in postings:
        assert posting.external_id
        assert posting.title.strip() == posting.title
        assert posting.title
        assert posting.url == "" or posting.url.startswith(("http://", "https://"))
        assert posting.markup in ("html", "text")
        for text in _texts(posting):
            assert "\0" not in text
            text.encode("utf-8")
        for pay in posting.pay:
            for amount in (pay.min, pay.max):
                assert amount is None or (amount.is_finite() and amount > 0)
    for one in found:
        if isinstance(one, Skipped):
            assert one.reason
            assert "\n" not in one.reason
    return True


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, (RawPosting, RawPay, RawPlace)):
        for each in fields(value):
            yield from _texts(getattr(value, each.name))


def survives(kind: SourceKind, options: SourceOptions, body: bytes, content_type: str) -> None:
    """Any bytes at all give sound postings or a ParseError, and never another exception."""
    candidate = page(body, content_type)
    kind.recognise(candidate)
    found = outcome(kind, options, candidate)
    assert found if isinstance(found, str) else sound(found)


def ignores_the_charset_header(kind: SourceKind, options: SourceOptions, sample: Page) -> None:
    """A charset that nobody knows does no harm."""
    for charset in ("", "utf-8", "no-such-charset", "rot13", "\ud800"):
        assert list(kind.parse(options, replace(sample, charset=charset)))


def is_never_half_believed(kind: SourceKind, options: SourceOptions, sample: Page) -> None:
    """A payload that breaks off is an error, or says that something of it was passed over."""
    for share in (0.3, 0.5, 0.9):
        half = replace(sample, body=sample.body[: int(len(sample.body) * share)])
        found = outcome(kind, options, half)
        assert isinstance(found, str) or any(isinstance(one, Skipped) for one in found), share


def ends_where_pages_repeat(kind: SourceKind, options: SourceOptions, sample: Page) -> None:
    """A service that answers every page with the first ends the walk, and proves no absence."""
    asked = []

    def answer(request: Request) -> bytes | None:
        if request.purpose == "detail":
            return None
        asked.append(request)
        assert len(asked) < 50, "it asks on and on"
        return sample.body

    harvest = walked(kind, options, answer)
    assert harvest.seen
    assert not any(request.purpose == "page" for request in asked) or not harvest.complete


def does_without_details(kind: SourceKind, options: SourceOptions, sample: Page) -> None:
    """Details that fail, or are no details, cost no posting."""
    found = kind.parse(options, sample)
    listed = {one.external_id for one in found if isinstance(one, RawPosting)}
    for broken in (None, *BROKEN.values()):
        answers = {"list": sample.body, "page": None, "detail": broken}
        harvest = walked(kind, options, _answering(answers))
        assert harvest.seen == listed
        assert all(posting.title for posting in harvest.postings.values())


def _answering(by_purpose: Mapping[str, bytes | None]) -> Callable[[Request], bytes | None]:
    return lambda asked: by_purpose[asked.purpose]


def walked(
    kind: SourceKind, options: SourceOptions, answer: Callable[[Request], bytes | None]
) -> Harvest:
    """A whole poll against canned answers, details included; None is a request that fails."""
    walk = Traversal(kind, options)
    while (request := walk.next()) is not None:
        body = answer(request)
        if body is None:
            walk.lose(request, "no answer")
            continue
        came = replace(page(body, url=request.url), request=request)
        try:
            walk.take(came)
        except ParseError as error:
            if request.purpose == "list":
                raise
            walk.lose(request, str(error))
    return walk.harvest
