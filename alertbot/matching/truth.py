"""Whether an opening fits a filter, and because of what: the plain definition of the truth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from alertbot.model import Evidence, Match, Opening, Reasons
from alertbot.query import And, Condition, Demand, Filter, Leaf, Not, Or, View


def matches(filter: Filter, opening: Opening, *, now: datetime) -> Match | None:  # noqa: A002 - the contract's name
    """The match of a filter and an opening, with an empty key; None where it does not fit.

    Unknown passes. `because` has the conditions that made it fit: of an OR the part that held.
    """
    return in_view(filter, View(opening, now))


def reasons(condition: Condition, view: View) -> Reasons:
    """Because of what a condition that passes does so, and what was not said."""
    finding = _judge(condition, view, negated=False)
    return _unique(finding.because), tuple(dict.fromkeys(finding.unknown))


def in_view(filter_: Filter, view: View) -> Match | None:
    """The same for an opening that is cut into words already, for many filters."""
    finding = _judge(filter_.condition, view, negated=False)
    if finding.truth is False:
        return None
    return Match("", _unique(finding.because), tuple(dict.fromkeys(finding.unknown)))


def _unique(because: tuple[Evidence, ...]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(because))


# -- three truths ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Finding:
    """A condition's truth by Kleene's rules, None for unknown, and what it rests on."""

    truth: bool | None
    because: tuple[Evidence, ...] = ()
    unknown: tuple[str, ...] = ()


def _judge(condition: Condition, view: View, *, negated: bool) -> _Finding:
    """The finding on a condition; `negated`: whether it stands under a negation."""
    match condition:
        case And(parts):
            return _together(parts, view, negated=negated, decides=False)
        case Or(parts):
            return _together(parts, view, negated=negated, decides=True)
        case Not(part):
            inner = _judge(part, view, negated=not negated)
            return inner if inner.truth is None else replace(inner, truth=not inner.truth)
        case Demand(part):
            if isinstance(part, Leaf):
                inner = _leaf(part, view, negated=negated, mark="!")
            else:
                inner = _judge(part, view, negated=negated)
            # Unknown does not pass: it is false here, and true where a negation makes that false.
            return _Finding(negated) if inner.truth is None else inner
        case _:
            return _leaf(condition, view, negated=negated)


def _together(parts: Sequence[Condition], view: View, *, negated: bool, decides: bool) -> _Finding:
    """AND and OR at once: one part that is `decides` settles it (False for AND, True for OR)."""
    findings = []
    for part in parts:
        finding = _judge(part, view, negated=negated)
        if finding.truth is decides:
            return finding
        findings.append(finding)
    unsure = [finding for finding in findings if finding.truth is None]
    # Of an AND all parts tell why; of an OR that may hold, those that may.
    telling = unsure if decides and unsure else findings
    return _Finding(
        None if unsure else not decides,
        tuple(evidence for finding in telling for evidence in finding.because),
        tuple(word for finding in unsure for word in finding.unknown),
    )


def _leaf(leaf: Leaf, view: View, *, negated: bool, mark: str = "") -> _Finding:
    verdict = leaf.judge(view)
    if verdict.truth is None:
        return _Finding(None, (), (verdict.text,))
    if verdict.truth is negated or not verdict.text:
        return _Finding(verdict.truth)
    written = f"{'-' if negated else ''}{leaf}{mark}"
    return _Finding(verdict.truth, (Evidence(written, verdict.text),))
