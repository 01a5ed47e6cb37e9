"""The JSON Schema says what the loader says, and the file in config/ is what it is today."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from alertbot import channels, sources
from alertbot.cli import main
from alertbot.config import keeping, loading, schema, searches
from alertbot.config.document import compose, plain
from alertbot.config.mistakes import Findings
from alertbot.errors import ConfigError
from tests.config.broken import BROKEN
from tests.config.configuring import CHANNELS, GOOD, HEAD, SEARCH, SOURCES, loaded
from tests.config.json_schema import fits

FILE = Path(__file__).parents[2] / "config" / "alertbot.schema.json"
SCHEMA = schema(SOURCES, CHANNELS)
CHATS = HEAD.partition("\n")[2] + SEARCH
BOARDS = HEAD.partition("\n")[0] + "\n" + SEARCH

ACCEPTED = [
    GOOD,
    f"{GOOD}timezone: Europe/Berlin\ncurrency: eur\nhome: Berlin\noperator: screen\n",
    f"{GOOD}database: sqlite:////srv/a.db\n",
    f"{GOOD}currency: ${{CUR}}\n",
    f"{HEAD}searches: {{a: {{where: sre, from: contoso, to: [screen]}}}}\n",
    f"{HEAD}searches: {{a: {{where: sre, again: [pay_raised, reopened, reposted, reopened]}}}}\n",
    f"{HEAD}searches: {{a: {{where: sre, again: reposted}}}}\n",
    f'{HEAD}searches: {{a: {{where: sre, digest: 8:30, quiet: "22:00-07:00"}}}}\n',
    f"{HEAD}searches: {{a: {{where: sre, digest: [8:30, 17:00], max_per_day: 5}}}}\n",
    f"{HEAD}searches: {{a: {{where: sre, digest: {{at: 08:30, days: Mon-Fri}}}}}}\n",
    f"{HEAD}searches: {{a: {{where: sre, digest: {{at: [8:30], days: [sat-mon, wed]}}}}}}\n",
    f"{HEAD}searches: {{a: {{where: sre, per_company: '${{PORT}}', quiet: 23:00 – 6:30}}}}\n",
    f"{GOOD}keep: {{}}\naliases: {{}}\n",
    f"{GOOD}keep: {{descriptions: 7d, closed: 2w, ids: 90d, attempts: 24h, polls: '${{KEPT}}'}}\n",
    f"{GOOD}keep: {{alerts: 1w 12h}}\naliases: {{company: {{}}}}\n",
    f"{GOOD}aliases: {{company: {{Contoso: [Cloud Nine, 9, ノース], 7: [yes]}}}}\n",
    f"{GOOD}heartbeat: monday 09:00\n",
    f"{GOOD}heartbeat: Mon-Fri, sunday 8:30\n",
    f"{GOOD}heartbeat: 09:00\n",
    f"{GOOD}heartbeat: friday\n",
    f"{GOOD}heartbeat: {{days: [mon, thu-sat], at: 7:15, ping: {{env: PING}}, every: 1m}}\n",
    f"{GOOD}heartbeat: {{ping: '${{PING}}'}}\n",
    f"{GOOD}synonyms: off\n",
    f"{GOOD}synonyms: {{}}\n",
    f"{GOOD}synonyms: {{sre: [site reliability engineer], k8s: kubernetes, builtin: false}}\n",
    f"{HEAD}searches: {{a: {{match: {{title: sre}}}}}}\n",
    f"{HEAD}searches: {{a: {{match: {{title: [sre, 2], pay: 150k, posted: <7d}}}}}}\n",
    f"{HEAD}searches: {{a: {{match: {{title: {{any: [sre], none: x}}, pay: {{floor: 1}}}}}}}}\n",
    f"{HEAD}searches: {{a: {{match: {{remote: true, query: 'sre'}}}}}}\n",
    f"sources: {{ü.1_-: {{kind: board, board: b, every: 1h 30m, depth: 3}}}}\n{CHATS}",
    f"sources: {{7: {{kind: board, board: b, private: true, tags: [a]}}}}\n{CHATS}",
    f"sources: {{a: {{kind: board, board: b, depth: '${{PORT}}'}}}}\n{CHATS}",
    f"sources: {{a: {{kind: board, board: b, every: '${{AGE}}'}}}}\n{CHATS}",
    f"sources: {{a: {{kind: board, board: b, limit: [1]}}}}\n{CHATS}",
    f"sources: {{a: {{kind: board, board: b, company: }}}}\n{CHATS}",
    f"channels: {{a: {{kind: chat, token: {{env: TOKEN}}, to: 5}}}}\n{BOARDS}",
    f"channels: {{a: {{kind: chat, token: tok-a, to: '#a'}}}}\n{BOARDS}",
]
ENV = {
    "KEPT": "30d",
    "CUR": "EUR",
    "PORT": "8",
    "AGE": "1h",
    "TOKEN": "tok-x",
    "PING": "https://up.example/p/1",
}

BEYOND = {
    # What a schema cannot say: names that others define, the world, and the query language.
    *("another driver", "a password as it is", "a slash in a password", "no database"),
    *(
        "a port of letters",
        "mysql",
        "two slashes",
        "in memory",
        "database options",
        "home of the shell",
    ),
    *("not a database", "time zone", "time zone folder", "time zone outside", "operator"),
    *("long duration", "no duration", "unset", "unset inside", "set to nothing", "secret unset"),
    *("variable not closed", "variable with a default", "secret from no variable"),
    *("secret from no file", "secret without braces", "match values", "match query", "match unset"),
    *("from unknown", "to unknown", "to nowhere", "keys twice", "another YAML"),
    *("keep unset", "keep too short", "keep too long", "keep a part longer"),
    *(
        "keep more than the ids",
        "ping nowhere",
        "ping to no address",
        "ping too often",
        "every without a ping",
        "alias of signs",
        "alias of anybody",
        "alias unset",
        "alias of two",
    ),
    *("one employer twice", "digest too often"),
    *("a synonym of nothing", "a long synonym", "a synonym of itself", "a synonym twice"),
    "a synonym of no variable",
}


def _data(text: str) -> Any:
    findings = Findings("f", text)
    node = compose(text, findings)
    return plain(node) if node and not findings.broken() else None


@pytest.mark.parametrize("text", ACCEPTED)
def test_what_is_accepted_fits(text: str, tmp_path: Path) -> None:
    loaded(tmp_path, text, ENV)
    assert fits(_data(text), SCHEMA, SCHEMA)


def _whole(text: str) -> str:
    """The document with the sections that it lacks, so that only its mistake is one."""
    for section in ("sources", "channels", "searches"):
        if f"{section}:" not in text:
            text += next(line for line in GOOD.splitlines() if line.startswith(section)) + "\n"
    return text


@pytest.mark.parametrize(
    "name", [it for it in BROKEN if it not in BEYOND and not it.startswith("query ")]
)
def test_what_is_refused_does_not_fit(name: str, tmp_path: Path) -> None:
    marked, words = BROKEN[name]
    text = marked.replace("▸", "")
    unfinished = words[0].startswith(("empty", "holds keys", "there are no"))
    text = text if unfinished else _whole(text)
    with pytest.raises(ConfigError):
        loaded(tmp_path, text)
    assert not fits(_data(text), SCHEMA, SCHEMA)


def _described(part: Any, path: str = "") -> Iterator[tuple[str, bool]]:
    """Every key that the schema knows, and whether it is described."""
    if isinstance(part, list):
        for item in part:
            yield from _described(item, path)
    elif isinstance(part, dict):
        for name, value in part.items():
            if name == "properties":
                for key, it in value.items():
                    yield f"{path}/{key}", bool(it.get("description"))
            yield from _described(value, f"{path}/{name}")


def test_every_key_has_a_description_and_no_other_is_allowed() -> None:
    keys = list(_described(schema(*_kinds())))
    assert len(keys) > 60
    assert [path for path, described in keys if not described] == []


def test_the_schema_and_the_loader_know_the_same_keys() -> None:
    assert set(SCHEMA["properties"]) == set(loading.KEYS)
    assert set(SCHEMA["$defs"]["search"]["properties"]) == set(searches.KEYS)
    assert set(SCHEMA["properties"]["keep"]["properties"]) == set(keeping.KEYS)


def test_no_sources_and_no_channels_still_make_a_schema() -> None:
    empty = schema({}, {})
    assert not fits(_data(GOOD), empty, empty)


def _kinds() -> tuple[dict[str, Any], dict[str, Any]]:
    return (
        {name: kind.Options for name, kind in sources.kinds().items()},
        {name: kind.Options for name, kind in channels.kinds().items()},
    )


def test_the_file_is_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    """If not, write `alertbot schema` into it."""
    with pytest.raises(SystemExit, match="0"):
        main(["schema"])
    assert FILE.read_text(encoding="utf-8") == capsys.readouterr().out
