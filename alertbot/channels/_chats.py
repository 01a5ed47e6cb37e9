"""Who a bot is, and which chats have let it in: what a person need not look up by hand."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bot:
    """Whom a token belongs to. `name` as people call it there; `home`: its workspace, if any."""

    name: str
    home: str = ""


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat that the bot may write to. `to` is how the configuration names it.

    `name` is for people; `by`: who let it in, where that is known.
    """

    to: str
    name: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Met:
    """A bot and the chat that it writes to. `doubt`: what it cannot do there, if anything."""

    bot: Bot
    chat: Chat
    doubt: str = ""


class NotTold(Exception):
    """The service did not say it: one line that says why, and what to do.

    `is_token`: it does not know the token. `passing`: it may say it when asked again.
    """

    def __init__(self, message: str, *, is_token: bool = False, passing: bool = False) -> None:
        super().__init__(message)
        self.is_token = is_token
        self.passing = passing


class NotThere(NotTold):
    """The service was asked for a chat, and shows the bot none of this name."""
