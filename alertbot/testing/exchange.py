"""One request and its answer, as a service sees them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from urllib.parse import parse_qsl

JSON = "application/json; charset=utf-8"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came in. `path` is without the query; header names are in lower case.

    `status` is what was answered, 0 where nothing was (yet). Headers and body can hold a token
    and are left out of the repr.
    """

    method: str
    path: str
    query: str
    headers: Mapping[str, str] = field(repr=False)
    body: bytes = field(repr=False)
    at: datetime
    status: int = 0

    def header(self, name: str) -> str:
        """A header's value, empty where there is none."""
        return self.headers.get(name.lower(), "")

    def arguments(self) -> dict[str, object]:
        """The arguments in the query and the body, which is form-encoded or a JSON object.

        Raises ValueError for a body that is neither.
        """
        found: dict[str, object] = dict(parse_qsl(self.query, keep_blank_values=True))
        kind = self.header("content-type").partition(";")[0].strip().lower()
        if kind == "application/json":
            given = json.loads(self.body or b"{}")
            if not isinstance(given, dict):
                raise ValueError("the body is not an object")
            found.update(given)
        elif kind == "application/x-www-form-urlencoded":
            found.update(parse_qsl(self.body.decode(), keep_blank_values=True))
        elif kind == "multipart/form-data":
            found.update(_parts(self.body, self.header("content-type")))
        return found


def _parts(body: bytes, content_type: str) -> Iterable[tuple[str, str]]:
    """The plain fields of a multipart form; files are passed over."""
    boundary = re.search(r'boundary="?([^";]+)', content_type)
    if not boundary:
        raise ValueError("a multipart body without a boundary")
    for part in body.split(b"--" + boundary[1].encode())[1:-1]:
        head, _, value = part.partition(b"\r\n\r\n")
        name = re.search(rb'name="([^"]*)"', head)
        if name and b"filename=" not in head:
            yield name[1].decode(), value.removesuffix(b"\r\n").decode()


@dataclass(frozen=True, slots=True)
class Answer:
    """What is sent back. Content-Type and Content-Length are added to `headers`."""

    status: int = 200
    body: bytes = b""
    content_type: str = JSON
    headers: tuple[tuple[str, str], ...] = ()

    @staticmethod
    def json(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Answer:
        """An answer that holds a value as JSON."""
        body = json.dumps(value, ensure_ascii=False).encode()
        return Answer(status, body, JSON, tuple((headers or {}).items()))


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a chat service's method, with its arguments, and whether it was done."""

    method: str
    arguments: Mapping[str, object]
    ok: bool
    at: datetime


class TooFast(Exception):
    """A message came before its chat may have the next one."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Exchange(Protocol):
    """A request in the hands of a fault: what can be done with it."""

    @property
    def asked(self) -> Asked:
        """What is asked."""

    def take(self) -> Answer:
        """Let the service do what it is asked, and have its answer."""

    def throttled(self, seconds: int) -> Answer:
        """How this service says: too many requests."""

    def send(self, answer: Answer) -> None:
        """Send a whole answer."""

    def head(self, answer: Answer, length: int | None) -> None:
        """Send the head alone, promising a body of `length` bytes, or one that ends by closing."""

    def write(self, data: bytes) -> None:
        """Send bytes as they are. Raises ConnectionError where the client has gone."""

    def wait(self, seconds: float) -> bool:
        """Stay silent; False as soon as the client has gone or the server stops."""

    def close(self) -> None:
        """End the connection in the ordinary way once the fault returns."""

    def reset(self) -> None:
        """Break the connection off (RST) once the fault returns."""
