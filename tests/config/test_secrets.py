"""Where secrets come from, and that no message tells one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from alertbot.config import ChannelConfig
from alertbot.config.document import Mapping as Keys
from alertbot.config.document import compose
from alertbot.config.mistakes import Findings
from alertbot.config.secrets import Secrets
from alertbot.errors import ConfigError
from tests.config.configuring import ENV, HEAD, SEARCH, loaded, mistakes

REST = f"sources: {{contoso: {{kind: board, board: contoso}}}}\n{SEARCH}"
CANARY = "c4nary-in-a-coal-mine"


def _chat(folder: Path, token: str, env: dict[str, str] | None = None) -> ChannelConfig:
    text = f"{REST}channels: {{team: {{kind: chat, token: {token}}}}}\n"
    return loaded(folder, text, ENV if env is None else env).config.channels["team"]


@pytest.mark.parametrize(
    ("token", "secret"),
    [
        ('"${TOKEN}"', "tok-from-the-environment"),
        ("{env: TOKEN}", "tok-from-the-environment"),
        ("{file: beside}", "tok-beside"),
        ("{file: sub/below}", "tok-below"),
        ('{file: "${FOLDER}/below"}', "tok-below"),
        ("tok-literal", "tok-literal"),
        ('"tok-$$x"', "tok-$x"),
        ('"tok-${PORT}"', "tok-8"),
    ],
)
def test_the_forms(tmp_path: Path, token: str, secret: str) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("beside", "sub/below"):
        file = tmp_path / name
        file.write_text(f"tok-{file.name}\n", encoding="utf-8")
        file.chmod(0o600)
    env = {**ENV, "FOLDER": str(tmp_path / "sub")}
    assert _chat(tmp_path, token, env).options.token.reveal() == secret


def test_a_bare_name_is_a_credential_then_a_container_secret_then_a_neighbour(
    tmp_path: Path,
) -> None:
    folders = [tmp_path / name for name in ("credentials", "run", "beside")]
    source = "{file: token}"
    for folder in folders:
        folder.mkdir()
    for folder in reversed(folders):
        (folder / "token").write_text(f"from {folder.name}\r\n", encoding="utf-8")
        (folder / "token").chmod(0o444)
        findings = Findings("f", source)
        node = compose(source, findings)
        assert isinstance(node, Keys)
        env = {"CREDENTIALS_DIRECTORY": str(folders[0])}
        secrets = Secrets(source, findings, env, folders[2], container=folders[1])
        found = secrets.read(node, "token", "chat")
        assert found is not None
        assert found.reveal() == f"from {folder.name}"
        # systemd and container runtimes mind who may read theirs; nobody does for the neighbour.
        assert [it.severity for it in findings.mistakes()] == ["warning"] * (
            folder.name == "beside"
        )


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b"\n", "is empty"),
        (b"\xff\xfe", "cannot be read"),
        (b"tok-a\ntok-b\n", "has several lines: a secret is one"),
        (b"# the token\r\ntok-a", "has several lines"),
        (b"x" * 70_000, "size"),
    ],
)
def test_files_that_hold_no_secret(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "token").write_bytes(content)
    (tmp_path / "token").chmod(0o600)
    with pytest.raises(ConfigError, match=words):
        _chat(tmp_path, "{file: token}")


@pytest.mark.parametrize(
    ("name", "env", "places"),
    [
        ("nope", {}, "$CREDENTIALS_DIRECTORY (not set), /run/secrets or {folder}"),
        ("nope", {"CREDENTIALS_DIRECTORY": "/c"}, "/c, /run/secrets or {folder}"),
        ("sub/nope", {}, "{folder}/sub"),
        ("/etc/nope", {}, "/etc"),
    ],
)
def test_a_missing_one_is_told_with_where_was_looked(
    tmp_path: Path, name: str, env: dict[str, str], places: str
) -> None:
    words = f"no secret's file 'nope' in {places.format(folder=tmp_path)}"
    with pytest.raises(ConfigError, match=f"{re.escape(words)}$"):
        _chat(tmp_path, f"{{file: {name}}}", env)


def test_a_variable_that_is_misspelt_is_told_with_the_one_that_is_set(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"'CHAT_TOKN' is not set, did you mean 'CHAT_TOKEN'\?"):
        _chat(tmp_path, '"${CHAT_TOKN}"', {"CHAT_TOKEN": CANARY})


def test_one_that_may_not_be_read_is_told_with_its_name(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(ConfigError, match=r"/loop' cannot be read: Too many levels"):
        _chat(tmp_path, "{file: loop}", {})


def test_a_folder_is_no_secret(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="is not a file"):
        _chat(tmp_path, "{file: ..}")


def test_a_literal_token_is_a_warning_that_says_what_to_use(tmp_path: Path) -> None:
    text = f"{REST}channels: {{team: {{kind: chat, token: tok-literal}}}}\n"
    [warning] = loaded(tmp_path, text).warnings
    assert (warning.line, warning.column) == (3, 38)
    assert "use ${CHAT_BOT_TOKEN}" in warning.message


def test_models_inside_models_lists_and_unions(tmp_path: Path) -> None:
    text = """\
sources:
  one: {kind: api, auth: {user: "${PORT}", password: {env: TOKEN}}, keys: ["${TOKEN}", {env: BAD}]}
  two:
    kind: api
    auth: {bearer: "${TOKEN}"}
    headers: {accept: text, x: "a ${TOKEN}", y: {env: BAD}}
channels: {screen: {kind: screen}}
searches: {sre: {where: sre}}
"""
    found = loaded(tmp_path, text)
    one, two = (source.options for source in found.config.sources.values())
    assert found.warnings == ()
    assert (one.auth.user, one.auth.password.reveal()) == ("8", ENV["TOKEN"])
    assert [key.reveal() for key in one.keys] == [ENV["TOKEN"], ENV["BAD"]]
    assert two.auth.bearer.reveal() == ENV["TOKEN"]
    assert two.headers["accept"] == "text"
    assert two.headers["x"].reveal() == f"a {ENV['TOKEN']}"
    assert two.headers["y"].reveal() == ENV["BAD"]
    assert ENV["TOKEN"] not in repr(found)


@pytest.mark.parametrize(
    "document",
    [
        f"channels: {{a: {{kind: chat, token: {CANARY}}}}}\n",
        'channels: {a: {kind: chat, token: "${CANARY}"}}\n',
        'channels: {a: {kind: chat, token: "x${CANARY}"}}\n',
        "channels: {a: {kind: chat, token: {env: CANARY}}}\n",
        "channels: {a: {kind: chat, token: {file: canary}}}\n",
        f"channels: {{a: {{kind: chat, token: [{CANARY}]}}}}\n",
        f"channels: {{a: {{kind: chat, token: {{value: {CANARY}}}}}}}\n",
        f"channels: {{a: {{kind: chat, token: {{env: [{CANARY}]}}}}}}\n",
        'sources: {a: {kind: board, board: b, base_url: "${CANARY}"}}\n',
        'sources: {a: {kind: board, board: b, every: "${CANARY}"}}\n',
        'sources: {a: {kind: board, board: b, order: "${CANARY}"}}\n',
        f"sources: {{a: {{kind: api, auth: {{user: 1, password: {CANARY}}}}}}}\n",
        f"sources: {{a: {{kind: api, auth: {{bearer: {CANARY}, user: x}}}}}}\n",
        f"sources: {{a: {{kind: api, keys: {CANARY}}}}}\n",
        'database: "mysql://me:${CANARY}@db"\n',
        'database: "postgresql://me:${CANARY}@db"\n',
        f"database: postgresql://me:{CANARY}@db/a?host=${{NONE}}\n",
        f"database: postgresql://me:{CANARY}@@db/a\n",
        f"database: postgresql://me@db:x/a?password={CANARY}\n",
        f"database: mysql://me:{CANARY}@db\n",
        f"database: {CANARY}\n",
        f"database: sqlite://{CANARY}@db\n",
        'timezone: "${CANARY}"\n',
        'currency: "${CANARY}"\n',
        'home: "${CANARY}"\n',
        f'{HEAD}searches: {{a: {{where: "in:${{CANARY}} level:${{CANARY}}"}}}}\n',
        f'{HEAD}searches: {{a: {{match: {{level: "${{CANARY}}"}}}}}}\n',
    ],
)
def test_no_message_tells_a_secret(document: str, tmp_path: Path) -> None:
    (tmp_path / "canary").write_text(CANARY, encoding="utf-8")
    found = mistakes(tmp_path, document, {"CANARY": CANARY})
    assert found
    assert CANARY not in "".join(map(str, found))


def test_an_error_leads_to_no_secret(tmp_path: Path) -> None:
    """Not by its causes either: a traceback prints them."""
    with pytest.raises(ConfigError) as caught:
        _chat(tmp_path, "{env: CANARY}", {"CANARY": CANARY})
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_left_out_secrets_are_not_looked_for(tmp_path: Path) -> None:
    text = """\
sources:
  one: {kind: api, auth: {user: me, password: "${NOPE}"}, keys: [{file: nope}]}
channels:
  a: {kind: chat, token: "${NOPE}", to: 5}
  b: {kind: chat, token: {file: nope}}
searches: {sre: {where: sre, to: [a, b]}}
"""
    config = loaded(tmp_path, text, {}, secrets=False).config
    options = config.channels["a"].options
    assert (options.token.reveal(), options.to) == ("", "5")
    assert config.sources["one"].options.auth.password.reveal() == ""
    with pytest.raises(ConfigError, match="colour"):
        loaded(tmp_path, text.replace("to: 5", "colour: 5"), {}, secrets=False)
    with pytest.raises(ConfigError, match="did you mean 'env'"):
        loaded(tmp_path, text.replace("{file: nope}}\ns", "{enw: nope}}\ns"), {}, secrets=False)
