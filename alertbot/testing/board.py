"""Job boards on loopback: Greenhouse, Lever, job pages, and any payload as it was recorded."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

from alertbot.testing.exchange import HTML, JSON, Answer, Asked
from alertbot.testing.server import Clock, Server, wall_clock

_DETAILS = ("content", "departments", "offices")


@dataclass(frozen=True, slots=True)
class _Seen:
    """A page's present contents, by their hash, and since when they are so."""

    digest: str
    since: datetime


class Board(Server):
    """Serves job boards. What they hold can be changed while it runs.

    `conditional`, `etags`, `last_modified` and `compress` switch off what some boards do not do:
    answering 304 at all, sending each of the validators, gzip.
    """

    def __init__(
        self,
        *,
        clock: Clock = wall_clock,
        host: str = "127.0.0.1",
        port: int = 0,
        etags: bool = True,
        last_modified: bool = True,
        conditional: bool = True,
        compress: bool = True,
    ) -> None:
        super().__init__(clock=clock, host=host, port=port)
        self.etags = etags
        self.last_modified = last_modified
        self.conditional = conditional
        self.compress = compress
        self._greenhouse: dict[str, list[Mapping[str, object]]] = {}
        self._lever: dict[str, list[Mapping[str, object]]] = {}
        self._served: dict[str, Answer] = {}
        self._seen: dict[str, _Seen] = {}

    # -- what is there ----------------------------------------------------------------------

    def greenhouse(self, token: str, jobs: Iterable[Mapping[str, object]]) -> None:
        """Serve, or replace, a Greenhouse board at /v1/boards/{token}/jobs."""
        with self.lock:
            self._greenhouse[token] = list(jobs)

    def add_greenhouse(self, token: str, job: Mapping[str, object]) -> None:
        """Put one more job on a Greenhouse board, in place of one with its id if there is."""
        with self.lock:
            rest = [one for one in self._greenhouse.get(token, []) if one["id"] != job["id"]]
            self._greenhouse[token] = [*rest, job]

    def remove_greenhouse(self, token: str, number: int) -> None:
        """Take a job off a Greenhouse board."""
        with self.lock:
            jobs = self._greenhouse[token]
            self._greenhouse[token] = [job for job in jobs if job["id"] != number]

    def lever(self, site: str, postings: Iterable[Mapping[str, object]]) -> None:
        """Serve, or replace, a Lever board at /v0/postings/{site}."""
        with self.lock:
            self._lever[site] = list(postings)

    def add_lever(self, site: str, posting: Mapping[str, object]) -> None:
        """Put one more posting on a Lever board, in place of one with its id if there is."""
        with self.lock:
            rest = [one for one in self._lever.get(site, []) if one["id"] != posting["id"]]
            self._lever[site] = [*rest, posting]

    def remove_lever(self, site: str, name: str) -> None:
        """Take a posting off a Lever board."""
        with self.lock:
            self._lever[site] = [one for one in self._lever[site] if one["id"] != name]

    def page(self, path: str, body: str | bytes, content_type: str = HTML) -> None:
        """Serve, or replace, a page. Text is sent as UTF-8."""
        self.serve(path, body.encode() if isinstance(body, str) else body, content_type)

    def serve(
        self,
        path: str,
        body: bytes,
        content_type: str = JSON,
        headers: Mapping[str, str] | None = None,
        status: int = 200,
    ) -> None:
        """Serve bytes as they are, whatever the query, unless `path` holds one."""
        with self.lock:
            answer = Answer(status, body, content_type, tuple((headers or {}).items()))
            self._served[path] = answer

    def remove(self, path: str) -> None:
        """Take a page away: 404 from now on."""
        with self.lock:
            del self._served[path]

    # -- answering --------------------------------------------------------------------------

    def answer(self, asked: Asked) -> Answer:
        """The page that is asked for, whole or as 304."""
        found = self._find(asked)
        return found if found.status != 200 else self._conditional(asked, found)

    def _find(self, asked: Asked) -> Answer:
        served = self._served.get(f"{asked.path}?{asked.query}") or self._served.get(asked.path)
        if served:
            return served
        match asked.path.strip("/").split("/"):
            case ["v1", "boards", token, *rest]:
                return self._from_greenhouse(asked, token, rest)
            case ["v0", "postings", site, *rest]:
                return self._from_lever(asked, site, rest)
            case _:
                return Answer(404, b"<!doctype html><title>404</title><h1>Not found</h1>", HTML)

    def _from_greenhouse(self, asked: Asked, token: str, rest: list[str]) -> Answer:
        jobs = self._greenhouse.get(token)
        query = asked.arguments()
        if jobs is None:
            return Answer.json({"status": 404, "error": "Board not found"}, 404)
        match rest:
            case []:
                return Answer.json({"name": token.capitalize(), "content": ""})
            case ["jobs"]:
                left_out = set() if query.get("content") == "true" else set(_DETAILS)
                if query.get("pay_transparency") != "true":
                    left_out.add("pay_input_ranges")
                shown = [_without(job, left_out) for job in jobs]
                return Answer.json({"jobs": shown, "meta": {"total": len(shown)}})
            case ["jobs", number]:
                unsaid = set() if query.get("pay_transparency") == "true" else {"pay_input_ranges"}
                for job in jobs:
                    if str(job["id"]) == number:
                        return Answer.json(_without(job, unsaid))
            case _:
                pass
        return Answer.json({"status": 404, "error": "Job not found"}, 404)

    def _from_lever(self, asked: Asked, site: str, rest: list[str]) -> Answer:
        postings = self._lever.get(site)
        query = asked.arguments()
        if query.get("mode") != "json" and "application/json" not in asked.header("accept"):
            return Answer(200, b"<!doctype html><title>Jobs</title><h1>Jobs</h1>", HTML)
        if rest and postings:
            for posting in postings:
                if posting["id"] == rest[0]:
                    return Answer.json(posting)
        if rest or postings is None:
            return Answer.json({"ok": False, "error": "Document not found"}, 404)
        skip, limit = _number(query, "skip", 0), _number(query, "limit", len(postings))
        return Answer.json(postings[skip : skip + limit])

    def _conditional(self, asked: Asked, found: Answer) -> Answer:
        """304 if the client has this already, else the page, with validators, perhaps packed."""
        digest = hashlib.sha256(found.body).hexdigest()[:32]
        since = self._since(f"{asked.path}?{asked.query}", digest)
        given = {name.lower() for name, _ in found.headers}
        headers = [*found.headers]
        if self.etags and "etag" not in given:
            headers.append(("ETag", f'"{digest}"'))
        if self.last_modified and "last-modified" not in given:
            headers.append(("Last-Modified", format_datetime(since, usegmt=True)))
        if self.conditional and _unchanged(asked, headers):
            return Answer(304, b"", found.content_type, tuple(headers))
        if self.compress and "content-encoding" not in given and "gzip" in _accepted(asked):
            packed = gzip.compress(found.body, 1, mtime=0)
            headers += [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
            return replace(found, body=packed, headers=tuple(headers))
        return replace(found, headers=tuple(headers))

    def _since(self, address: str, digest: str) -> datetime:
        """When an address's contents last changed, in whole seconds, and later at each change."""
        before = self._seen.get(address)
        if before and before.digest == digest:
            return before.since
        now = self.now().astimezone(UTC).replace(microsecond=0)
        since = max(now, before.since + timedelta(seconds=1)) if before else now
        self._seen[address] = _Seen(digest, since)
        return since


def _without(job: Mapping[str, object], left_out: set[str]) -> dict[str, object]:
    return {key: value for key, value in job.items() if key not in left_out}


def _number(query: Mapping[str, object], name: str, default: int) -> int:
    given = str(query.get(name, ""))
    return int(given) if given.isdecimal() else default


def _accepted(asked: Asked) -> set[str]:
    return {part.partition(";")[0].strip() for part in asked.header("accept-encoding").split(",")}


def _unchanged(asked: Asked, headers: list[tuple[str, str]]) -> bool:
    """Whether the client's validators hold. An ETag decides alone where it is sent (RFC 9110)."""
    ours = {name.lower(): value for name, value in headers}
    if tags := asked.header("if-none-match"):
        known = {tag.strip().removeprefix("W/") for tag in tags.split(",")}
        return "*" in known or ours.get("etag", "").removeprefix("W/") in known
    if since := asked.header("if-modified-since"):
        try:
            return parsedate_to_datetime(ours["last-modified"]) <= parsedate_to_datetime(since)
        except (KeyError, ValueError):
            return False
    return False
