"""`alertbot send-test`: a word to a chat, to see that alerts will arrive."""

from __future__ import annotations

import asyncio
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from alertbot.cli import configuration, drawing
from alertbot.cli.completion import CHANNELS
from alertbot.cli.exits import FAILED
from alertbot.errors import UsageError

if TYPE_CHECKING:
    from alertbot.config import ChannelConfig
    from alertbot.model import Outcome

WORDS = "This is a test: alertbot can write here, and its alerts will arrive in this chat."


def send_test(
    channel: Annotated[
        str,
        typer.Argument(
            help="The channel; may be left out where there is one.", autocompletion=CHANNELS
        ),
    ] = "",
    config: configuration.Option = configuration.DEFAULT,
) -> None:
    """Send a test message to a channel, and say what came of it."""
    from alertbot.config.mistakes import listed, meant, shown

    channels = configuration.loaded(config).config.channels
    if not channel and len(channels) > 1:
        raise UsageError(f"alertbot: say which channel: {listed(channels)}")
    name = channel or next(iter(channels))
    if name not in channels:
        near = meant(name, channels) or f"; there is {listed(channels, 'and')}"
        raise UsageError(f"alertbot: unknown channel {shown(name)}{near}")
    arrived, words = told(channels[name])
    if not arrived:
        typer.echo(f"alertbot: {words}", err=True)
        raise typer.Exit(FAILED)
    print(words)


def told(channel: ChannelConfig) -> tuple[bool, str]:
    """Sends the test. Answers whether it arrived, and that in a line."""
    from alertbot.model import Delivered

    outcome = asyncio.run(_sent(channel))
    return isinstance(outcome, Delivered), drawing.safe(f"channel {channel.name}: {_said(outcome)}")


async def _sent(channel: ChannelConfig) -> Outcome:
    from alertbot import channels
    from alertbot.model import Address, Context, Notice

    kind = channels.kinds()[channel.kind]
    message = kind.render(Notice(WORDS), Context(datetime.now(UTC)))
    async with kind.connect(channel.options) as sender:
        return await sender.send(Address(channel.options.to), message, f"test-{uuid.uuid4()}")


def _said(outcome: Outcome) -> str:
    """What became of it, and what to do next."""
    from alertbot.model import Delivered, Failed, Rejected, Scope, Throttled, Unknown

    match outcome:
        case Delivered():
            return "the test was sent; look into the chat"
        case Throttled(wait):
            return f"the service wants a pause of {drawing.span(wait)}; try again after that"
        case Failed(reason):
            return f"nothing was sent: {reason}; try again"
        case Unknown(reason):
            return f"it may have arrived or not: {reason}; look into the chat"
        case Rejected(reason, Scope.CREDENTIAL):
            return f"the token is not taken: {reason}; look whether it is whole, or make a new one"
        case Rejected(reason, _, moved_to) if moved_to:
            return f"the chat has moved: write 'to: {moved_to}' ({reason})"
        case Rejected(reason, Scope.DESTINATION):
            return (
                f"the chat does not take it: {reason}; look at 'to:', and that the bot was let "
                "into the chat"
            )
        case Rejected(reason):
            return f"the message is refused: {reason}; please report it"
