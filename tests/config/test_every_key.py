"""Every key of the schema changes something that can be seen: none is read and forgotten.

What is seen of a source is what it asks for, how, and what it makes of what comes; of a channel
what it writes and where, its pace and its audience; of the rest what was loaded.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from alertbot import channels, sources
from alertbot.config import Config, load, schema
from alertbot.doubt import doubt
from alertbot.errors import ConfigError, ParseError
from alertbot.model import Address, Page, Request, Secret
from alertbot.samples import NOW, SAMPLES
from alertbot.testing.exchange import Answer, Asked
from alertbot.testing.server import Server
from alertbot.traversal import Harvest, Traversal
from tests.config import every_key
from tests.config.every_key import NONE, REFUSED

KINDS, SERVICES = sources.kinds(), channels.kinds()
OPTIONS = {name: kind.Options for name, kind in KINDS.items()}
CHATS = {name: kind.Options for name, kind in SERVICES.items()}
FLOORS = {name: (kind.MANNERS.every, kind.MANNERS.floor) for name, kind in KINDS.items()}
SCHEMA = schema(OPTIONS, CHATS)
FIXTURES = Path(__file__).parents[1] / "sources" / "fixtures"
BASE: dict[str, Any] = {
    "sources": {
        "contoso": {"kind": "greenhouse", "board": "contoso"},
        "other": {"kind": "greenhouse", "board": "other"},
    },
    "channels": {"screen": {"kind": "console"}, "other": {"kind": "console"}},
    "searches": {"a": {"where": "sre k8s pay>=100k remote", "to": "screen"}},
}


def properties(part: Mapping[str, Any]) -> dict[str, Any]:
    """The keys that may stand under a part of the schema, whatever it may be besides."""
    if "$ref" in part:
        return properties(SCHEMA["$defs"][part["$ref"].removeprefix("#/$defs/")])
    found = dict(part.get("properties", {}))
    for choice in part.get("anyOf", ()):
        found |= properties(choice)
    return found


def leaves(part: Mapping[str, Any], path: str = "") -> Iterator[str]:
    """The keys below a part of the schema, by their dotted paths."""
    for key, value in properties(part).items():
        inside = properties(value)
        if set(inside) >= {"any", "all", "none"}:
            yield f"{path}{key}"
            yield from (f"{path}{key}.{more}" for more in inside)
        elif inside and not set(inside) <= {"env", "file"}:
            takes_more = "anyOf" in value or "properties" not in value
            yield from [f"{path}{key}"] if takes_more else []
            yield from leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}"


def put(under: dict[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy of a mapping with a value more in it."""
    key, _, rest = path.partition(".")
    if not rest:
        kept = {name: it for name, it in under.items() if name != key}
        return kept if value is NONE else {**kept, key: value}
    inner = under.get(key)
    return {**under, key: put(inner if isinstance(inner, dict) else {}, rest, value)}


def config(folder: Path, content: Mapping[str, Any]) -> Config:
    path = folder / "alertbot.yaml"
    path.write_text(json.dumps(content), encoding="utf-8")
    return load(path, sources=OPTIONS, channels=CHATS, floors=FLOORS, env={}).config


def shown(found: Config) -> str:
    """All that was loaded, but where from."""
    return f"{found.database} {found!r}"


# -- the head of the file, and searches ----------------------------------------------------------

TOP = {"properties": {k: it for k, it in SCHEMA["properties"].items() if k not in BASE}}


@pytest.mark.parametrize("path", [*leaves(TOP)])
def test_a_key_of_the_head(path: str, tmp_path: Path) -> None:
    (tmp_path / "more.yaml").write_text("currency: EUR\n", encoding="utf-8")
    base = {**BASE, **every_key.BESIDE.get(path, {})}
    one, two = (shown(config(tmp_path, put(base, path, it))) for it in every_key.GENERAL[path])
    assert one != two


def values_of(path: str) -> tuple[Any, Any]:
    """The two values of a key of a search; those of groups are made from those of their key."""
    key, _, group = path.rpartition(".")
    if group not in ("any", "all", "none") or key.count(".") != 1:
        return every_key.SEARCH[path]
    one, two = every_key.SEARCH[key]
    return ([one], [two]) if group != "none" else (NONE, [two])


@pytest.mark.parametrize("path", [*leaves(SCHEMA["$defs"]["search"])])
def test_a_key_of_a_search(path: str, tmp_path: Path) -> None:
    base: dict[str, Any] = {"where": "sre", "to": "screen"}
    if path.startswith("match"):
        base = {"match": {"words": "engineer"}, "to": "screen"}
        key, _, group = path.rpartition(".")
        if path == "match.words":
            base = {"to": "screen"}
        if group in ("none", "radius"):
            base = put(base, f"{key}.any", [every_key.SEARCH[key][0]])
        if path == "match.location.radius":
            base = put(base, f"{key}.any", ["berlin"])
    if path == "digest.days":
        base = put(base, "digest.at", "08:30")
    found = []
    for value in values_of(path):
        whole = {**BASE, "searches": {"a": put(base, path, value)}}
        search = config(tmp_path, whole).searches["a"]
        found.append(f"{search.filter} {search!r}")
    assert found[0] != found[1]


# -- sources ---------------------------------------------------------------------------------


class Walk:
    """What a source asks for, and what it makes of its kind's own samples, or of `answers`."""

    def __init__(self, kind: str, options: Any, answers: list[bytes]) -> None:
        self._kind, self._options, self._answers = KINDS[kind], options, answers
        self.seen: list[str] = []
        walk = Traversal(self._kind, options)
        while (request := walk.next()) is not None and len(self.seen) < 12:
            keys = [(name, secret.reveal()) for name, secret in request.keys]
            headers = [(name, _open(value)) for name, value in request.headers]
            self.seen.append(f"{request.url} {keys} {headers} {request.body!r}")
            try:
                walk.take(self._page(request))
            except ParseError as error:
                walk.lose(request, str(error))
        harvest = walk.harvest
        self.seen += [repr(harvest.posting(id)) for id in harvest.listed]

    def _page(self, request: Request) -> Page:
        """The fullest page for a list, and for a detail the one of a single posting."""
        pages = [Page(request.url, it, "", NOW, request=request) for it in self._answers]
        counted = [(self._count(page), number) for number, page in enumerate(pages)]
        good = [it for it in counted if it[0]]
        if not good:
            raise ParseError("no sample of this")
        return pages[(min(good) if request.purpose == "detail" else max(good))[1]]

    def _count(self, page: Page) -> int:
        try:
            return len(list(self._kind.parse(self._options, page)))
        except ParseError:
            return 0


def samples(kind: str) -> list[bytes]:
    files = sorted((FIXTURES / kind).iterdir())
    return [it.read_bytes() for it in files if it.name != "options.json"]


@dataclass(frozen=True)
class Known:
    """A board of which nothing is known yet."""

    listed: frozenset[str] = frozenset()
    employer: str = ""
    postings: Mapping[str, object] = field(default_factory=dict)
    doubts: int = 0
    doubted_at: datetime | None = None


def _open(value: Any) -> Any:
    return value.reveal() if isinstance(value, Secret) else value


def keys_of(what: str) -> list[tuple[str, str]]:
    return [
        (name.partition(".")[2], path)
        for name, part in SCHEMA["$defs"].items()
        if name.startswith(f"{what}.") and "kind" in part.get("properties", {})
        for path in leaves({"properties": part["properties"]})
        if path != "kind"
    ]


@pytest.mark.parametrize(("kind", "path"), keys_of("source"))
def test_a_key_of_a_source(kind: str, path: str, tmp_path: Path) -> None:
    values = every_key.SOURCE.get(f"{kind}.{path}") or every_key.SOURCE[path]
    base = json.loads((FIXTURES / kind / "options.json").read_text(encoding="utf-8"))
    base = every_key.BASES.get(f"{kind}.{path}", base)
    own = every_key.ANSWERS.get(f"{kind}.{path}")
    answers = [own.encode()] if own else samples(kind)
    says = Harvest(employers=[every_key.SOURCE["company"][0]], seen={"1"})
    found = []
    for value in values:
        options = {"kind": kind, **put(base, path, value)}
        source = config(tmp_path, {**BASE, "sources": {"contoso": options}}).sources["contoso"]
        asked = (source.every, source.options.private, source.options.timeout)
        whose = doubt(says, Known(), source.options.company)
        found.append(f"{asked} {whose} {Walk(kind, source.options, answers).seen}")
    assert found[0] != found[1]


# -- channels --------------------------------------------------------------------------------


class Recorder(Server):
    """A chat service that takes whatever it is sent."""

    def answer(self, asked: Asked) -> Answer:
        message = {"message_id": 1, "chat": {"id": 1, "type": "private"}, "date": 1}
        return Answer.json({"ok": True, "ts": "1.2", "channel": "C1", "result": message})


BASES: dict[str, dict[str, Any]] = {
    "console": {},
    "slack": {"token": "xoxb-1", "to": "#a", "api_url": ""},
    "telegram": {"token": "123456:one", "to": 1, "api_url": ""},
    "webhook": {"url": "", "secret": every_key.CHANNEL["webhook.secret"][0]},
    "apprise": {"url": "json://127.0.0.1/a"},
}
ADDRESSES = ("api_url", "url", "webhook")


async def sent(kind: str, options: Any) -> None:
    """Sends one alert."""
    alert, context = SAMPLES["plain"]
    its = SERVICES[kind]
    message = options.rendered(its.render, alert, context)
    async with its.connect(options) as sender:
        await sender.send(Address(options.to), message, "key")


def at(server: Recorder, options: dict[str, Any]) -> dict[str, Any]:
    """The options, their paths made addresses of this server."""
    return {
        key: f"{server.url}{it}" if key in ADDRESSES and ":" not in str(it) else it
        for key, it in options.items()
    }


@pytest.mark.parametrize(("kind", "path"), keys_of("channel"))
def test_a_key_of_a_channel(
    kind: str, path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "alert.j2").write_text("{{ title }}: another wording", encoding="utf-8")
    values = every_key.CHANNEL.get(f"{kind}.{path}") or every_key.CHANNEL[path]
    base = BASES[kind]
    if path == "webhook":
        base = {}
    found = []
    for value in values:
        with Recorder() as server:
            options = {"kind": kind, **at(server, put(base, path, value))}
            content = {**BASE, "channels": {"screen": options}}
            if why := REFUSED.get(f"{kind}.{path}"):
                with pytest.raises(ConfigError, match=why):
                    config(tmp_path, put(content, f"channels.screen.{path}", values[1]))
                return
            channel = config(tmp_path, content).channels["screen"]
            if kind != "apprise":
                asyncio.run(sent(kind, channel.options))
            limits = (channel.public, channel.options.timeout, channel.options.max_per_day)
            alert, context = SAMPLES["plain"]
            worded = channel.options.rendered(SERVICES[kind].render, alert, context)
            seen = (channel.options.credential, worded, said(server), capsys.readouterr())
            found.append(f"{limits} {seen}")
    assert found[0] != found[1]


VOLATILE = re.compile(r"webhook-(?:timestamp|signature)|host|content-length|date")


def said(server: Recorder) -> list[str]:
    """What the service was asked; of a signature no more than by how many secrets."""
    return [
        f"{it.path} {it.query} {it.body!r} "
        f"{sorted((k, v) for k, v in it.headers.items() if not VOLATILE.fullmatch(k))} "
        f"{len(it.header('webhook-signature').split())}"
        for it in server.requests
    ]
