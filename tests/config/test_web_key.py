"""`web:` of a configuration: off if left out, and behind a token where others can reach it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from alertbot.config import Web, schema
from alertbot.config.document import compose, plain
from alertbot.config.mistakes import Findings
from alertbot.config.web import KEYS, SHORTEST, is_loopback
from alertbot.model import Secret
from tests.config.configuring import CHANNELS, GOOD, SOURCES, loaded, mistakes
from tests.config.json_schema import fits

TOKEN = "t" * SHORTEST


def web(folder: Path, words: str) -> Web | None:
    return loaded(folder, f"{GOOD}web: {words}\n").config.web


def test_left_out_there_is_none(tmp_path: Path) -> None:
    assert loaded(tmp_path, GOOD).config.web is None


@pytest.mark.parametrize(
    ("words", "host", "port"),
    [
        ("", "127.0.0.1", 8585),
        ("{}", "127.0.0.1", 8585),
        ("{listen: 9000}", "127.0.0.1", 9000),
        ("{listen: localhost}", "localhost", 8585),
        ("{listen: 127.0.0.2:0}", "127.0.0.2", 0),
        ('{listen: "[::1]:80"}', "::1", 80),
        ('{listen: "[::1]"}', "::1", 8585),
        (f'{{listen: "0.0.0.0:80", token: {TOKEN}}}', "0.0.0.0", 80),
        (f"{{listen: bot.example:80, token: {TOKEN}}}", "bot.example", 80),
    ],
)
def test_it_listens_where_the_file_says(tmp_path: Path, words: str, host: str, port: int) -> None:
    found = web(tmp_path, words)
    assert found is not None
    assert (found.host, found.port) == (host, port)
    assert found.token == (Secret(TOKEN) if "token" in words else None)


@pytest.mark.parametrize("form", ["${WEB}", "{env: WEB}", "{file: web-token}"])
def test_the_token_is_a_secret(tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "web-token"
    secret.write_text(TOKEN)
    secret.chmod(0o600)
    text = f"{GOOD}web: {{token: {json.dumps(form) if '$' in form else form}}}\n"
    found = loaded(tmp_path, text, env={"WEB": TOKEN})
    assert found.warnings == ()
    assert found.config.web == Web(token=Secret(TOKEN))
    assert TOKEN not in repr(found.config)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("on", "'web' holds keys"),
        ("[]", "'web' holds keys"),
        ("{listen: }", "'web.listen' is an address and a port"),
        ("{listen: [80]}", "'web.listen' is an address and a port"),
        ("{listen: 127.0.0.1:70000}", "'web.listen' is an address and a port"),
        ("{listen: 127.0.0.300}", "'web.listen' is an address and a port"),
        ('{listen: "::1:80"}', "'web.listen' is an address and a port"),
        ('{listen: "[::g]:80"}', "'web.listen' is an address and a port"),
        ('{listen: "http://localhost:80"}', "'web.listen' is an address and a port"),
        ("{listen: 0.0.0.0}", "'0.0.0.0' can be reached from elsewhere, so 'web' needs a 'token'"),
        ('{listen: "[::]:80"}', "can be reached from elsewhere"),
        ("{listen: bot.example:80}", "can be reached from elsewhere"),
        ("{tokn: x}", "unknown key 'tokn', did you mean 'token'"),
        ("{token: short}", f"'web.token' has at least {SHORTEST} letters"),
        ("{token: }", "'token' is empty"),
    ],
)
def test_what_is_wrong_is_said(tmp_path: Path, words: str, said: str) -> None:
    text = f"{GOOD}web: {words}\n"
    found = [one for one in mistakes(tmp_path, text) if one.severity == "error"]
    assert len(found) == 1
    assert said in found[0].message
    assert found[0].line == len(text.splitlines())


def test_without_secrets_the_token_is_not_looked_at(tmp_path: Path) -> None:
    text = f"{GOOD}web: {{listen: 0.0.0.0, token: {{env: NOT_SET}}}}\n"
    assert loaded(tmp_path, text, secrets=False).config.web is not None


@pytest.mark.parametrize(
    ("host", "inside"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("LocalHost", True),
        ("0.0.0.0", False),
        ("::", False),
        ("10.0.0.1", False),
        ("localhost.example", False),
    ],
)
def test_what_only_this_machine_can_reach(host: str, inside: bool) -> None:
    assert is_loopback(host) is inside


@pytest.mark.parametrize(
    ("words", "good"),
    [
        ("", True),
        ("{}", True),
        ("{listen: 80, token: {file: x}}", True),
        ("{listen: localhost, token: '${X}'}", True),
        ("on", False),
        ("{port: 80}", False),
        ("{token: {path: x}}", False),
    ],
)
def test_the_schema_says_the_same(words: str, good: bool) -> None:
    text = f"{GOOD}web: {words}\n"
    root = compose(text, Findings("x", text))
    assert root is not None
    whole = schema(SOURCES, CHANNELS)
    assert fits(plain(root), whole, whole) is good
    assert set(whole["properties"]["web"]["properties"]) == set(KEYS)
