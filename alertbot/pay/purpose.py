"""What an amount is for, where it is not what the work pays: funding, a benefit, a budget."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from alertbot.model import Period
from alertbot.pay import vocabulary
from alertbot.pay.context import BASES, TARGETS, Context
from alertbot.pay.grammar import Range
from alertbot.pay.lexing import Kind, Token
from alertbot.pay.vocabulary import words

_UNITS = words(
    "word words mile visit session article page case user seat night person unit task video "
    "project lesson class student mot artikel nacht persona km stuck piece order call shift"
)
_EACH = words("each every")
_SALARY = words("salary salaire gehalt")
_NEXT = words(
    "guaranteed contract contracts company home life people sales teams business industry clients "
    "policy share shares options"
)
"""After a period these begin the next thing: "per month (contract of employment)"."""
_ADDED = words(
    "bonus commission commissions variable equity benefits prime primes provision incentive "
    "incentives comisiones tip tips"
)
_PAID_FOR = words("transport transportation travel relocation referral")
_PAYERS = words("customers clients users companies businesses students patients who")
_TIMES = words("x times fois")
"""Before pay these make a multiple of it: an insurance of "2x base salary"."""
_SURE_OF = 4
"""A verb such as "earn" has to be so near to an amount to speak of it."""
_WEAK = words("rate rates paid earn earning earns pay pays paying payment income")
_OF_WORK = words("benefits perks diem precio")
"""Words that what is paid by the hour may stand under as well."""
_DETERMINERS = words(
    "a the our your first year their its this that these those all any most some each line total "
    "cash der den dem die das base linea busta funzione full addition exchange return"
)
_SACRIFICES = words("packaging sacrifice continuance continuation flexible")
"""Of a salary these are tax schemes and insurances."""
_NEGATIONS = words("no non not nicht part parte")
_OF_PAY = words("salarial salariale salary pay")
_AMBIGUOUS = words("head charge chef partner lead intern")
"""Words for who does the work that mean much else beside it."""
_TITLES = vocabulary.ROLES - _AMBIGUOUS
_STAGES = words("series seed backed funded")
_ADJECTIVES = words("annual yearly monthly weekly daily hourly")
_LABEL: Final = 5
"""A heading of fewer words may be all that says what an amount is."""
_LED: Final = 2
"""So many words after a range that a word for pay leads to can still say what else it is."""


def is_other(found: Range, context: Context, *, large: bool, title: bool = False) -> bool:
    """Whether the amount is said to be funding, a benefit, a budget or the like.

    `large`: the range has a salary's size, so that "Bonus" after it begins the next thing.
    `title`: the text is hardly more than a title: "Head of Fundraising, £65,000".
    """
    if _is_base(context.after):
        return False
    if context.adds() or _is_in_kind(context.after):
        return True
    led = context.says_pay_closely(by_period=False)
    if _is_said_after(context, found, large=large and not found.single, led=led):
        return True
    if title and large and _is_after_a_title(context.before):
        return False
    return _is_said_before(context, found, large=large and not found.single)


def _is_base(after: Sequence[Token]) -> bool:
    """Whether "basic", "base salary" or the like follows, and no "basic insurance"."""
    first, second = after[:1], after[1:2]
    if not any(token.word in BASES or token.word in _SALARY for token in first):
        return False
    return not second or second[0].kind is not Kind.WORD or vocabulary.is_pay(second[0].word)


def _is_said_after(context: Context, found: Range, *, large: bool, led: bool) -> bool:
    timed = ended = False
    depth, after = 0, context.after
    for place, token in enumerate(context.follows(6)):
        depth += (token.kind is Kind.OPEN) - (token.kind is Kind.CLOSE)
        left = depth < 0 or token.kind is Kind.COMMA
        if left or (token.kind is Kind.NUMBER and place > 0):
            return False
        if led and not found.single and (place >= _LED or _ends(token)):
            return False
        if token.kind is Kind.PERIOD:
            timed, ended = True, ended or not token.alone
            if large and not token.alone:
                return False
        if timed and token.word in ("for", "to", "pour", "para", "per", "fur"):
            return False
        follows = after[place + 1] if place + 1 < len(after) else None
        if vocabulary.is_other_after(token.word):
            light = (large or led) and token.word in vocabulary.LIGHT and not found.single
            light = light or (ended and (token.word in _NEXT or (led and token.capital)))
            based = follows is not None and follows.kind is Kind.JOINT
            if not (light or based):
                return not (follows and follows.kind is Kind.COLON)
        if vocabulary.is_pay(token.word) and token.word not in _WEAK:
            return follows is not None and follows.word in _SACRIFICES
        is_per = token.word in ("per", "pro", "par", "/") and not timed
        if is_per and not _is_rate(token, follows):
            return True
        if token.word == "for" and follows is not None and follows.word in _EACH:
            return True
    return False


def _is_in_kind(after: Sequence[Token]) -> bool:
    """Whether it is so much "in equity" or "in adoption assistance", and not "in our office"."""
    if not after or after[0].word != "in":
        return False
    named = after[1:4]
    plain = bool(named) and named[0].kind is Kind.WORD and not named[0].capital
    return (
        plain
        and named[0].word not in _DETERMINERS
        and not any(vocabulary.is_pay(token.word) or token.word in BASES for token in named)
    )


def _ends(token: Token) -> bool:
    """Whether a period ends what is said of an amount: "annual" may belong to a bonus."""
    return token.kind is Kind.PERIOD and (token.capital or token.word not in _ADJECTIVES)


def _is_rate(token: Token, follows: Token | None) -> bool:
    """Whether "per", "pro" or "/" leads to a period and not to a word or a visit."""
    if token.word == "/":
        return follows is None or follows.word not in _UNITS
    return follows is not None and (
        follows.kind is Kind.PERIOD or follows.word in ("rata", "-", "calendar")
    )


def _is_said_before(context: Context, found: Range, *, large: bool) -> bool:
    """The nearest telling word decides: "bonus, and a base salary of"."""
    before, aside = context.before, False
    hourly = _is_by_the_hour(context, found)
    for distance, token in enumerate(reversed(before)):
        place = len(before) - 1 - distance
        if token.kind in (Kind.OPEN, Kind.CLOSE):
            aside = token.kind is Kind.CLOSE
        if vocabulary.is_pay(token.word) or token.word in TARGETS or token.word in BASES:
            of_other = _is_of_other(before, place)
            if of_other or token.word not in _WEAK or distance < _SURE_OF:
                return of_other
        if vocabulary.is_other_before(token.word) and distance < 9 and not aside:
            if hourly and token.word in _OF_WORK:
                continue
            if token.word.startswith("indemnite") and _is_of_a_trainee(before[place + 1 :]):
                continue
            if _is_of_a_title(before[place + 1 :]) or (large and _is_a_stage(before[place:])):
                continue
            return not (_is_added(before, place) or context.belongs_to_last(place))
    if any(token.kind is Kind.WORD for token in before[-3:]):
        return False
    return _heads(context.heading, large=large)


def _is_after_a_title(before: Sequence[Token]) -> bool:
    """Whether only a comma, a dash or a bracket parts the amount from a title."""
    parted = before[-1:] and before[-1].kind in (Kind.COMMA, Kind.JOINT, Kind.OPEN)
    return bool(parted) and any(token.word in vocabulary.ROLES for token in before)


def _is_of_a_title(after: Sequence[Token]) -> bool:
    """Whether the word is a part of a title: "Insurance Agent", "Fund Accountant"."""
    return any(token.word in _TITLES for token in after[:2])


def _is_of_a_trainee(after: Sequence[Token]) -> bool:
    """Whether it is what a trainee is paid in France: "indemnité de stage"."""
    return any(token.word in ("stage", "stagiaire") for token in after[:2])


def _is_a_stage(tokens: Sequence[Token]) -> bool:
    """Whether "Series B" and the like only says how old the company is: "Series B, $150k"."""
    ended = any(token.kind in (Kind.COMMA, Kind.CLOSE) for token in tokens[1:3])
    return tokens[0].word in _STAGES and ended


def _heads(heading: Sequence[Token], *, large: bool) -> bool:
    """Whether the heading is of something else than pay.

    `large`: over a range of a salary's size only a label counts, no sentence and no list's end.
    """
    label = sum(token.kind is Kind.WORD for token in heading) < _LABEL
    if large and not (label and heading[-1:] and heading[-1].kind is not Kind.BREAK):
        return False
    for token in reversed(heading):
        if vocabulary.is_pay(token.word):
            return False
        if vocabulary.is_other_before(token.word):
            return True
    return False


def _is_by_the_hour(context: Context, found: Range) -> bool:
    """Whether it is paid by the hour, and enough for a wage."""
    follows = next((token for token in context.after[:2] if token.kind is Kind.PERIOD), None)
    return follows is not None and follows.period is Period.HOUR and 8 <= found.low <= 400


def _is_of_other(before: Sequence[Token], place: int) -> bool:
    """ "Transport compensation", "customers pay", "twice the pay": pay for or of something else."""
    lead, word = before[place - 1].word if place else "", before[place].word
    after = before[place + 1].word if place + 1 < len(before) else ""
    if after in _SACRIFICES or (lead in _NEGATIONS and word in _OF_PAY):
        return True
    if any(token.word in _TIMES for token in before[max(place - 2, 0) : place]):
        return True
    if word in ("compensation", "pay", "payment", "package") and lead in _PAID_FOR:
        return True
    if lead in ("we", "they") and word == "pay" and after in ("for", "our"):
        return True
    return word in ("pay", "paying", "paid") and lead in _PAYERS


def _is_added(before: Sequence[Token], place: int) -> bool:
    """Whether the word at a place is one part of the pay: "Base + commission: $50,000"."""
    if before[place].word not in _ADDED:
        return False
    leads = any(token.kind is Kind.COLON for token in before[place:])
    leads = leads or before[-1].kind in (Kind.OPEN, Kind.JOINT)
    leads = leads or (place > 0 and place + 1 == len(before) and before[place - 1].word in "+&")
    joined = before[max(place - 3, 0) : place]
    return leads and any(vocabulary.is_pay(token.word) or token.word in BASES for token in joined)
