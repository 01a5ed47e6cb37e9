"""A channel's template: read beside the configuration, its mistakes told with their places."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from alertbot import channels
from alertbot.channels._template import LARGEST
from alertbot.config import Loaded, load
from alertbot.errors import ConfigError
from alertbot.samples import SAMPLES
from tests.config.configuring import SOURCES

PAGE = Path(__file__).parents[2] / "docs" / "templates.md"
MODELS = {name: kind.Options for name, kind in channels.kinds().items()}
BOARDS = "sources: {contoso: {kind: board, board: contoso}}\n"
ENV = {
    "TELEGRAM_TOKEN": "123456789:AAcanaryOfTelegram",
    "SLACK_BOT_TOKEN": "xoxb-1",
    "APPRISE_URL": "ntfy://topic",
}


def loading(folder: Path, chats: str, to: str = "to: me", *, secrets: bool = True) -> Loaded:
    path = folder / "alertbot.yaml"
    search = f"searches: {{all: {{where: engineer, {to}}}}}\n"
    path.write_text(f"{BOARDS}{search}{chats}", encoding="utf-8")
    return load(path, sources=SOURCES, channels=MODELS, floors={}, env=ENV, secrets=secrets)


def mistake(folder: Path, chats: str, *, secrets: bool = True) -> str:
    with pytest.raises(ConfigError) as caught:
        loading(folder, chats, secrets=secrets)
    (one,) = caught.value.mistakes
    return f"{one.line}:{one.column}: {one.message}"


def screen(name: str) -> str:
    return f"channels: {{me: {{kind: console, template: {name}}}}}\n"


@pytest.mark.parametrize("name", ["alert.j2", "./alert.j2", "words/alert.j2", '"${WORDS}.j2"'])
def test_it_is_read_beside_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "words").mkdir()
    for file in ("alert.j2", "words/alert.j2"):
        (tmp_path / file).write_bytes("\ufeffNew: {{ title }}\r\n".encode())
    monkeypatch.setitem(ENV, "WORDS", "alert")
    monkeypatch.chdir("/")
    options = loading(tmp_path, screen(name)).config.channels["me"].options
    message = options.rendered(channels.kinds()["console"].render, *SAMPLES["plain"])
    assert message.text == "New: Sr. Software Engineer - Distributed Systems"


def test_a_link_to_it_is_the_operators_word(tmp_path: Path) -> None:
    folder = tmp_path / "etc"
    folder.mkdir()
    (tmp_path / "stored.j2").write_text("{{ title }}", encoding="utf-8")
    (folder / "alert.j2").symlink_to(tmp_path / "stored.j2")
    assert loading(folder, screen("alert.j2")).config.channels


@pytest.mark.parametrize("secrets", [True, False])
def test_a_mistake_names_both_places(tmp_path: Path, secrets: bool) -> None:
    (tmp_path / "alert.j2").write_text("{{ title }}\n{{ compny }}", encoding="utf-8")
    said = mistake(
        tmp_path,
        'channels: {me: {kind: telegram, token: "${TELEGRAM_TOKEN}", to: 1, template: alert.j2}}\n',
        secrets=secrets,
    )
    assert said == (
        "3:78: 'template' is not right: "
        "alert.j2, line 2: unknown word 'compny', did you mean 'company'?"
    )


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("missing.j2", "there is no file 'missing.j2' beside the configuration"),
        ("../alert.j2", "a template is a file beside the configuration or in a folder there"),
        ("words/../../alert.j2", "a template is a file beside the configuration or in"),
        ("/etc/passwd", "a template is a file beside the configuration or in a folder there"),
        ("folder", "there is no file 'folder' beside the configuration"),
        ("large.j2", "large.j2 is larger than 16,000 bytes; no template is"),
        ("latin.j2", "latin.j2 is not UTF-8; save it as UTF-8"),
        ("7", "a template is a file beside the configuration, such as alert.j2"),
        ("'  '", "a template is a file beside the configuration, such as alert.j2"),
        ("[a.j2]", "a template is a file beside the configuration, such as alert.j2"),
        ("{opening: a.j2}", "a template is a file beside the configuration, such as alert.j2"),
    ],
)
def test_what_is_no_template(tmp_path: Path, name: str, why: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "large.j2").write_bytes(b"x" * (LARGEST + 1))
    (tmp_path / "latin.j2").write_bytes("Zürich {{ title }}".encode("latin-1"))
    assert f"'template' is not right: {why}" in mistake(tmp_path, screen(name))


def test_a_webhook_has_none(tmp_path: Path) -> None:
    hook = "{kind: webhook, url: 'https://a.example/', secret: '${S}', template: a.j2}"
    with pytest.raises(ConfigError, match="unknown key 'template'"):
        loading(tmp_path, f"channels: {{me: {hook}}}\n", secrets=False)


def test_what_the_page_shows_is_good(tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    (example,) = re.findall(r"^```yaml\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    shown = re.findall(r"^`(\w+\.j2)`:.*?^```jinja\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    for name, source in shown:
        (tmp_path / name).write_text(source, encoding="utf-8")
    assert [name for name, _ in shown] == ["slack.j2", "telegram.j2", "phone.j2", "screen.j2"]
    found = loading(tmp_path, example, "to: [team, me, phone, screen]")
    assert all("template" not in warning.message for warning in found.warnings)
    assert all(it.options.template for it in found.config.channels.values())
