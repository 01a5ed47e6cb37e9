"""A filter in plain English, so that whoever wrote it sees what it was taken for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from alertbot.model import Period
from alertbot.places import gazetteer
from alertbot.query.facts import Employment, FromSource, Seniority, Written
from alertbot.query.life import Is, Story
from alertbot.query.money import PayLimit
from alertbot.query.near import Near
from alertbot.query.sought import Sought
from alertbot.query.tree import And, Condition, Demand, Filter, Leaf, Not, Or
from alertbot.query.when import Closes, Limit, Posted
from alertbot.query.where import At, In, Remote
from alertbot.query.words import Hashtag, Pattern, Scope, Words
from alertbot.text import language

_LOOKED_IN = {
    Scope.ANY: "the title, the company or a hashtag",
    Scope.TITLE: "the title",
    Scope.COMPANY: "the company's name",
    Scope.TEXT: "the title, the company, a hashtag or the description",
}
_THAN = {"<": "less than {}", "<=": "{} at most", ">": "more than {}", ">=": "{} or more"}
_DAY = {"<": "before {}", "<=": "on {} or before", ">": "after {}", ">=": "on {} or later"}
_MEASURED = {"max": "at the top of its range", "min": "from the start", "mid": "on average"}
_HAPPENED = {
    Story.NEW: "new, neither changed nor listed anew",
    Story.REPOSTED: "taken down and listed anew",
    Story.CHANGED: "changed since it was first seen",
}


def told(filter_: Filter) -> tuple[str, ...]:
    """What has to hold, all of it: a phrase each."""
    return tuple(map(_said, _parts(filter_.condition)))


def _parts(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, And) else (condition,)


def _said(condition: Condition) -> str:
    match condition:
        case And(parts):
            return " and ".join(_inside(part, Or) for part in parts)
        case Or(parts):
            return ", or ".join(_alternatives(parts))
        case Not(Leaf() as leaf):
            return _phrase(leaf, holds=False)
        case Not(part):
            return f"this is not so: {_said(part)}"
        case Demand(part):
            return f"{_said(part)}, and it says so"
        case _:
            return _phrase(condition, holds=True)


def _inside(condition: Condition, kind: type[Condition]) -> str:
    """In brackets where it is of this kind, so that "and" and "or" cannot be read two ways."""
    said = _said(condition)
    return f"({said})" if isinstance(condition, kind) else said


def _alternatives(parts: Iterable[Condition]) -> Iterator[str]:
    """Words that are looked for in one place stand together: "a" or "b" is in the title."""
    words: dict[str, list[str]] = {}
    others = []
    for part in parts:
        if isinstance(part, Words):
            words.setdefault(_LOOKED_IN[part.scope], []).append(_quoted(part))
        else:
            others.append(_inside(part, And))
    for where, several in words.items():
        yield f"{' or '.join(several)} is in {where}"
    yield from others


def _phrase(leaf: Leaf, *, holds: bool) -> str:
    """One condition as a sentence about the opening."""
    is_ = "is" if holds else "is not"
    match leaf:
        case Words():
            return f"{_quoted(leaf)} {is_} in {_LOOKED_IN[leaf.scope]}"
        case Pattern():
            fits = "fits" if holds else "does not fit"
            return f"/{leaf.pattern}/ {fits} {_LOOKED_IN[leaf.scope]}"
        case Hashtag():
            star = " (or begins so)" if leaf.prefix else ""
            return f"{'it has' if holds else 'it does not have'} the hashtag #{leaf.tag}{star}"
        case In():
            return f"it {is_} in {' or '.join(dict.fromkeys(map(_place, leaf.readings)))}"
        case Near():
            centres = " or ".join(
                f"{one.name}, {gazetteer.name_of(one.country)}" for one in leaf.centres
            )
            return f"it {is_} within {str(leaf.radius)[1:]} of {centres}"
        case Remote():
            return f"it {is_} remote{_open_to(leaf)}"
        case At():
            return f"it {is_} {'on site' if leaf.kind == 'onsite' else leaf.kind}"
        case PayLimit():
            return f"it {'pays' if holds else 'does not pay'} {_pay(leaf)}"
        case _:
            return _fact(leaf, is_)


def _fact(leaf: Leaf, is_: str) -> str:
    match leaf:
        case Posted():
            return f"it {_was(is_)} posted {_ago(leaf.comparison, leaf.limit, 'ago')}"
        case Closes():
            ahead = _ago(leaf.comparison, leaf.limit, "ahead")
            return f"its last day to apply {is_} {ahead}"
        case Employment():
            return f"it {is_} {leaf.kind.value.replace('_', ' ').lower()}"
        case Seniority(lowest, highest):
            level = lowest if lowest is highest else f"between {lowest} and {highest}"
            return f"its level {is_} {level}"
        case Written():
            return f"it {is_} written in {language.NAMES[leaf.language][0].capitalize()}"
        case FromSource():
            return f"it {is_} from the source {leaf.name}"
        case Is():
            return f"it {_was(is_)} {_HAPPENED[leaf.story]}"
        case _:
            return str(leaf) if is_ == "is" else f"-{leaf}"


def _was(is_: str) -> str:
    return "was" if is_ == "is" else "was not"


def _quoted(leaf: Words) -> str:
    return f'"{leaf.content}{"..." if leaf.prefix else ""}"'


def _place(sought: Sought) -> str:
    """A reading of a place, with what it lies in: Berlin, Germany."""
    if sought.spot is not None:
        state = sought.spot.region if sought.spot.country in ("US", "CA") else None
        inside = gazetteer.name_of(state or sought.spot.country)
        about = f" and {sought.km} km around" if sought.km else ""
        return f"{sought.spot.name}, {inside}{about}"
    if sought.region and len(sought.countries) == 1:
        country = gazetteer.name_of(next(iter(sought.countries)))
        return f"{gazetteer.name_of(sought.region)}, {country}"
    if len(sought.countries) == 1:
        return gazetteer.name_of(next(iter(sought.countries)))
    return sought.name.upper() if len(sought.name) <= 4 else sought.name.title()


def _open_to(leaf: Remote) -> str:
    if leaf.is_anywhere:
        return " and open to everybody"
    if len(leaf.countries) == 1:
        return f" and open to {gazetteer.name_of(next(iter(leaf.countries)))}"
    place = leaf.place or leaf.settings.home
    return f" and open to {place}" if place else ""


def _pay(leaf: PayLimit) -> str:
    limit = leaf.limit
    currency = limit.currency or leaf.settings.currency
    each = "an hour" if limit.period is Period.HOUR else f"a {limit.period}"
    amount = _THAN[leaf.comparison].format(f"{limit.value:,f} {currency} {each}")
    return f"{amount}, {_MEASURED[leaf.measure]}"


def _ago(comparison: str, limit: Limit, way: str) -> str:
    if isinstance(limit, date):
        return _DAY[comparison].format(limit.isoformat())
    days, hours = divmod(limit, 24)
    count, unit = (limit, "hour") if hours or not days else (days, "day")
    return f"{_THAN[comparison].format(f'{count} {unit}' + ('s' if count != 1 else ''))} {way}"
