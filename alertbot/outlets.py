"""Connected channels: what each may send, and how fast."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from alertbot.channels import ChannelKind, ChannelOptions, Sender
from alertbot.model import Alert, Context, Message
from alertbot.searches import public
from alertbot.store.pacing import Allowance

_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Outlet:
    """A connected channel. `timeout`: the longest that one call of its sender takes; `pace`: the
    least time between two messages to its destination; `rate`: messages a second that its
    credential may send in all. `kept`: the sources whose postings may not be shown there, which has
    readers beyond one's own. `options` may have a wording of their own."""

    kind: ChannelKind
    sender: Sender
    timeout: timedelta
    pace: timedelta
    kept: frozenset[str] = frozenset()
    credential: str = ""
    rate: int | None = None
    options: ChannelOptions = field(default_factory=ChannelOptions)

    def render(self, alert: Alert, context: Context) -> Message:
        """The alert as it is said there."""
        return self.options.rendered(self.kind.render, public(alert, self.kept), context)

    @property
    def most(self) -> float:
        """Messages a second that its destination may be sent."""
        return _SECOND / self.pace if self.pace else float("inf")


def allowances(outlets: Mapping[str, Outlet]) -> Iterator[Allowance]:
    """What credentials may send in all whose destinations could be sent more than that together."""
    for credential in dict.fromkeys(outlet.credential for outlet in outlets.values()):
        own = {name: one for name, one in outlets.items() if one.credential == credential}
        rates = [one.rate for one in own.values() if one.rate is not None]
        if rates and sum(one.most for one in own.values()) > min(rates):
            yield Allowance(credential, min(rates), frozenset(own))
