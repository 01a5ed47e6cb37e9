"""Chat services. A kind of channel is one module in this folder, and its name is the module's.

`ChannelKind` below says what such a module offers. `render` is pure; `connect` yields a Sender,
which classifies what the service answers into the five outcomes and decides nothing.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from importlib.metadata import entry_points
from typing import ClassVar, Literal, Protocol, cast, runtime_checkable

from pydantic import BaseModel, ConfigDict, field_validator

from alertbot.channels._chats import Met
from alertbot.config.values import ChatAddress, Duration, MostAlerts
from alertbot.model import Address, Alert, Context, Look, Message, Outcome

Render = Callable[[Alert, Context], Message]

LONGEST_CALL = timedelta(seconds=30)
"""A delivery is leased for a minute, and looking back and sending have to fit in."""


class ChannelOptions(BaseModel):
    """What every kind of channel takes. `timeout` is the total for one call to the service.

    `audience` says whether the chat is open to the public: what a service's terms keep from being
    passed on is not sent there. `max_per_day`: alerts a day; what is over comes as one digest.
    """

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True
    )

    to: ChatAddress = ""
    audience: Literal["private", "public"] = "private"
    timeout: Duration = timedelta(seconds=15)
    max_per_day: MostAlerts = 30

    @field_validator("timeout")
    @classmethod
    def _inside_the_lease(cls, timeout: timedelta) -> timedelta:
        if timeout > LONGEST_CALL:
            raise ValueError("a call to a chat service may take 30s at most")
        return timeout

    @property
    def credential(self) -> str:
        """A name for what the channel signs in with, the same for two channels that share it.

        Not the secret: a digest of it, fit to be stored. Empty where there is none.
        """
        return ""

    def rendered(self, render: Render, alert: Alert, context: Context) -> Message:
        """The alert as this channel words it; `render` is its kind's own way."""
        return render(alert, context)

    @property
    def pace(self) -> timedelta:
        """The least time between two messages to this chat."""
        return timedelta(seconds=1)

    @property
    def rate(self) -> int | None:
        """Messages a second that the credential may send in all, None where nobody counts."""
        return None

    @property
    def edits(self) -> bool:
        """Whether what was sent can be edited and taken back: the Sender is then an Editor."""
        return False

    @property
    def cautions(self) -> tuple[str, ...]:
        """What whoever chose these options should know: `alertbot check` says it as a warning."""
        return ()


class Sender(Protocol):
    """A connection to one service with one credential."""

    async def send(self, address: Address, message: Message, key: str) -> Outcome:
        """Offer a message once. `key` names the delivery, the same at each attempt."""

    async def look(self, address: Address, key: str, age: timedelta) -> Look:
        """Whether a message has arrived that was sent with `key` in the last `age`, by our clock,
        which may be wrong and may have been set."""


@runtime_checkable
class Editor(Sender, Protocol):
    """A Sender that can change what it has sent. Both calls may be repeated without harm.

    `ref` is what Delivered said of the message, `key` the one that it was sent with. Where the
    message is gone, too old or not ours to change: Rejected, with Scope.MESSAGE.
    """

    async def edit(self, address: Address, ref: str, message: Message, key: str) -> Outcome:
        """Put `message` in the place of what was sent. Delivered too if nothing is different."""

    async def retract(self, address: Address, ref: str, message: Message, key: str) -> Outcome:
        """Delete what was sent, or edit it into `message` where the service will not delete.

        Delivered too if it is gone already.
        """


class ChannelKind(Protocol):
    """What a module of this folder offers."""

    Options: type[ChannelOptions]

    @staticmethod
    def render(alert: Alert, context: Context) -> Message:
        """The alert in the service's own form, inside its limits, nothing in it live."""

    @staticmethod
    def connect(options: ChannelOptions) -> AbstractAsyncContextManager[Sender]:
        """A Sender for as long as the context is open. Opens the secret."""


@runtime_checkable
class Meeting(Protocol):
    """A kind whose channels can be asked whether they would take a message, without sending one."""

    @staticmethod
    async def meet(options: ChannelOptions) -> Met | None:
        """Whom the token belongs to, and the chat. None where these options name nobody to ask.

        Raises NotTold.
        """


def kinds() -> Mapping[str, ChannelKind]:
    """Every kind of channel there is, by name, those of other packages included."""
    return dict(_found())


def _found() -> Iterator[tuple[str, ChannelKind]]:
    for entry in entry_points(group="alertbot.channels"):
        yield entry.name, cast(ChannelKind, entry.load())
    for module in pkgutil.iter_modules(__path__):
        if module.name.startswith("_"):  # what the kinds share is none
            continue
        yield module.name, cast(ChannelKind, importlib.import_module(f"{__name__}.{module.name}"))
