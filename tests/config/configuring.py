"""Small kinds of source and channel, and a way to load a text with them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from alertbot.channels import ChannelOptions
from alertbot.config import Loaded, load
from alertbot.config.values import SecretValue
from alertbot.errors import ConfigError, Mistake
from alertbot.model import Secret
from alertbot.sources import SourceOptions


class Board(SourceOptions):
    board: str
    depth: int = 1
    order: Literal["newest", "oldest"] = "newest"
    pages: Annotated[int, Field(ge=1, le=9)] = 1
    tags: tuple[str, ...] = ()
    limit: int | list[int] | None = None


class Basic(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
    user: str
    password: SecretValue


class Bearer(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True)
    bearer: SecretValue


class Api(SourceOptions):
    auth: Basic | Bearer | None = None
    headers: dict[str, str | SecretValue] = {}  # noqa: RUF012 - pydantic copies a field's default
    keys: list[SecretValue] = []  # noqa: RUF012 - pydantic copies a field's default


class Chat(ChannelOptions):
    token: SecretValue

    @field_validator("token")
    @classmethod
    def _word(cls, token: Secret) -> Secret:
        if not token.reveal().startswith("tok-"):
            raise ValueError(f"a token begins with tok-, and {token.reveal()} does not")
        return token


class Screen(ChannelOptions):
    color: bool | None = None


SOURCES: Mapping[str, type[SourceOptions]] = {"board": Board, "api": Api}
CHANNELS: Mapping[str, type[ChannelOptions]] = {"chat": Chat, "screen": Screen}
FLOORS = {"board": (timedelta(minutes=15), timedelta(minutes=5))}
ENV = {
    "TOKEN": "tok-from-the-environment",
    "EMPTY": "",
    "MIN": "150k",
    "PORT": "8",
    "PING_URL": "https://up.example/p/canary",
    "BAD": "b@d-c4nary",
}

HEAD = """\
sources: {contoso: {kind: board, board: contoso}}
channels: {screen: {kind: screen}}
"""
SEARCH = "searches: {sre: {where: sre}}\n"
GOOD = HEAD + SEARCH


def written(folder: Path, text: str | bytes) -> Path:
    """The text as a file."""
    path = folder / "alertbot.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def loaded(
    folder: Path, text: str | bytes, env: Mapping[str, str] = ENV, *, secrets: bool = True
) -> Loaded:
    """What the text is as a configuration. Raises ConfigError."""
    return of(written(folder, text), env, secrets=secrets)


def of(path: Path, env: Mapping[str, str] = ENV, *, secrets: bool = True) -> Loaded:
    """What a file is as a configuration. Raises ConfigError."""
    return load(
        path,
        sources=SOURCES,
        channels=CHANNELS,
        floors=FLOORS,
        env=env,
        secrets=secrets,
    )


def mistakes(folder: Path, text: str | bytes, env: Mapping[str, str] = ENV) -> tuple[Mistake, ...]:
    """What is wrong with the text; warnings alone if it can be used."""
    try:
        return loaded(folder, text, env).warnings
    except ConfigError as error:
        return error.mistakes
