"""Which reader a channel's body wants."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from alertbot.model import Message
from alertbot.preview import blocks, markup
from alertbot.preview.shown import Part, Run, Shown

_READERS: Mapping[str, Callable[[str, str], Shown]] = {
    "slack": blocks.read,
    "telegram": markup.read,
}


def shown(kind: str, message: Message) -> Shown:
    """The message as a channel of this kind shows it: of any other, the text that it would send."""
    if kind in _READERS and message.body:
        return _READERS[kind](message.body, message.text)
    return Shown("text", (Part("text", (Run(message.text),)),), message.text)
