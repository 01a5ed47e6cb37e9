"""The last alerts as they looked: rendered anew by their channel, and read as it shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from alertbot import channels, sources
from alertbot.config import ChannelConfig, Config
from alertbot.model import Alert, Context
from alertbot.preview import Shown, shown
from alertbot.searches import public
from alertbot.store.status import Said
from alertbot.watch import credited, kept


@dataclass(frozen=True, slots=True)
class Seen:
    """An alert as its chat shows it; `shown` is None where it cannot be drawn any more."""

    channel: str
    at: datetime
    shown: Shown | None


def seen(said: Iterable[Said], config: Config) -> Iterator[Seen]:
    """Each as it would be said once more: an opening that changed since is shown as it is now."""
    kinds = sources.kinds()
    held_back, named = kept(config, kinds), credited(config, kinds)
    for one in said:
        channel = config.channels.get(one.channel)
        drawn = None
        if channel is not None and one.alert is not None:
            alert = public(one.alert, held_back) if channel.public else one.alert
            drawn = _drawn(channel, alert, Context(one.at, credits=named))
        yield Seen(one.channel, one.at, drawn)


def _drawn(channel: ChannelConfig, alert: Alert, context: Context) -> Shown | None:
    """What cannot be rendered any more is left out: the page is not to fail by it."""
    render = channels.kinds()[channel.kind].render
    try:
        return shown(channel.kind, channel.options.rendered(render, alert, context))
    except (ValueError, TypeError, LookupError, ArithmeticError):
        return None
