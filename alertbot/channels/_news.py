"""What became of an opening that its reader may know already. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from alertbot.channels import _words as words
from alertbot.model import Difference, Occasion, OpeningAlert

_MOST = 4
_NAMES = {
    "remote_in": "Remote area",
    "employment_type": "Employment",
    "closes": "Closing date",
}


def of(alert: OpeningAlert, limit: int) -> Iterable[str]:
    """Whether it is gone, why it is told of again, what changed: a line each.

    What it was and what it is now are each cut at `limit` characters.
    """
    opening, changed = alert.opening, alert.differences
    if opening.closed_at is not None:
        yield f"No longer listed since {words.day(opening.closed_at)}"
    elif alert.occasion is Occasion.REOPENED:
        yield "Open again"
    if alert.occasion is Occasion.REPOSTED:
        yield f"Reposted, {words.first_listed(opening)}"
    if alert.occasion is Occasion.PAY_RAISED:
        pay = [it for it in changed if it.field == "pay" and it.before and it.after]
        yield _raised(pay[0], limit) if pay else "Pay raised"
        changed = tuple(it for it in changed if it.field != "pay")
    yield from (_changed(it, limit) for it in changed[:_MOST])


def _raised(it: Difference, limit: int) -> str:
    return f"Pay raised from {words.cut(it.before, limit)} to {words.cut(it.after, limit)}"


def _changed(it: Difference, limit: int) -> str:
    name = _NAMES.get(it.field) or words.cut(it.field, 40).capitalize()
    before, after = (words.cut(said, limit) for said in (it.before, it.after))
    if not before:
        return f"{name} now stated: {after}"
    if not after:
        return f"{name} no longer stated, before: {before}"
    return f"{name} changed from “{before}” to “{after}”"
