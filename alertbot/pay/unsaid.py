"""Amounts that no word calls pay: where they may be pay all the same."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from alertbot.model import Period
from alertbot.pay import plausible, vocabulary
from alertbot.pay.context import EMPTY, FILLERS, Context
from alertbot.pay.grammar import Range
from alertbot.pay.lexing import Kind
from alertbot.pay.setting import Setting
from alertbot.pay.vocabulary import words

_WIDEST: Final = Decimal("3.5")
"""How many times its bottom the top of a range may be that no word calls pay."""
_SALARY: Final = 12_000
"""About so many euros are a year's pay, in a title too."""
_BY_TIME: Final = frozenset({Period.HOUR, Period.DAY, Period.WEEK})
_OFFERS: Final = words(
    "offer offers offering offered make making receive get bieten bietet erhaltst erhalten "
    "bekommst bekommen zahlen zahlt proposons propose offrons offre percevez percevrez toucherez "
    "gagnerez gagnez ofrecemos ofrece ofrecen pagamos oferecemos oferece offriamo bieden krijg "
    "oferujemy salaried hiring hired estimate transparency "
    # Those who are paid.
    "position stelle poste puesto vaga role candidate candidates internship praktikum tatigkeit "
    "werkstudententatigkeit stage alternance practicas"
)
"""Words for giving pay and for whom it is given: only with one is a whole sentence about pay."""


def is_pay(
    found: Range, context: Context, size: plausible.Size, period: Period | None, setting: Setting
) -> bool:
    """Whether an amount is pay that no word near it calls so: "Remote | $120-150k | Rust"."""
    apart = _stands_apart(context)
    alone = setting.short and _is_alone(context, apart=apart)
    offered = apart or _is_offered(context, title=setting.brief)
    if not (alone or offered or setting.another or period in _BY_TIME):
        # "Clients spend $20,000 to $60,000": a sentence about something else.
        return False
    if found.high > found.low * _WIDEST and not alone:
        return False
    enough = plausible.ample(size, period)
    if not found.single:
        return enough or alone
    sole = alone or (setting.brief and offered and size.low >= _SALARY)
    return enough and (sole or (period is not None and context.period_is_near()))


def _stands_apart(context: Context) -> bool:
    """Whether it begins its phrase, as after "Head of Sales, up to"."""
    for token in reversed(context.before):
        if not (token.word in FILLERS or context.bounds(token)):
            return token.kind in EMPTY or token.kind in (Kind.COMMA, Kind.NUMBER)
    return True


def _is_offered(context: Context, *, title: bool) -> bool:
    """Whether it is what "we offer", or what a role comes with in a title."""
    known = _OFFERS | vocabulary.ROLES if title else _OFFERS
    return any(token.word in known for token in context.before)


def _is_alone(context: Context, *, apart: bool) -> bool:
    """Whether the line holds hardly more than the amount."""
    telling = [
        token
        for token in (*context.before, *context.after)
        if token.kind in (Kind.WORD, Kind.NUMBER) and len(token.word) > 2
    ]
    return len(telling) <= (3 if apart else 1)
