"""An alert as the data of an event. Pure.

Nothing in JSON is live, so words are only cleaned and cut, and links are such as may be followed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from typing import Any, assert_never

from alertbot import model, text
from alertbot.channels import _card, _credits, _digest, _words
from alertbot.channels import _webhook_event as it
from alertbot.channels._words import cut
from alertbot.model import Context, Message

MOST = 200_000
"""Bytes of an event at most: queues take 256 KB."""

_MAX_TEXT = 40_000
"""Bytes of its text at most, which is beside what it says of each opening."""
_MAX_NOTICE = 4_000
_MAX_NAME = 200
_MAX_CODE = 20
_MOST_SECTIONS = 40
_MOST_COUNTRIES = 250
_FEW = 10


@dataclass(frozen=True, slots=True)
class Room:
    """How much of each there may be, in characters and in number. `few`: pay ranges, and sources.

    Twenty openings in the last one stay below MOST, whatever their postings hold.
    """

    words: int
    description: int
    places: int
    searches: int
    evidence: int
    tags: int
    few: int
    best: int

    @property
    def name(self) -> int:
        """Characters of a name."""
        return min(_MAX_NAME, self.words)


_ROOMS = (
    Room(300, 8_000, places=60, searches=50, evidence=10, tags=30, few=10, best=5),
    Room(200, 2_000, places=20, searches=20, evidence=6, tags=20, few=5, best=3),
    Room(100, 0, places=5, searches=10, evidence=3, tags=10, few=3, best=1),
    Room(40, 0, places=1, searches=1, evidence=1, tags=0, few=1, best=0),
)


def render(alert: model.Alert, context: Context) -> Message:
    """The alert as text, and in `body` as an event whose id is left to whoever sends it."""
    said = _text(alert, context)
    body = ""
    for room in _ROOMS:
        body = _event(alert, context, said, room).model_dump_json()
        if len(body.encode()) <= MOST:
            break
    return Message(said, body)


def _text(alert: model.Alert, context: Context) -> str:
    said = ""
    for size in _digest.sizes() if isinstance(alert, model.Digest) else _card.SIZES:
        said = _worded(alert, context, size)
        if len(said.encode()) <= _MAX_TEXT:
            break
    return said


def _worded(alert: model.Alert, context: Context, size: _card.Size) -> str:
    match alert:
        case model.OpeningAlert():
            return _card.plain(_card.card(alert, context, size))
        case model.Summary():
            return _card.plain_overview(_card.overview(alert, context, size))
        case model.Digest():
            return _card.plain_overview(_digest.overview(alert, context, size))
        case model.Notice():
            return "\n".join(_card.notice(alert.text, context, _MAX_NOTICE))
        case _:
            assert_never(alert)


def _event(alert: model.Alert, context: Context, said: str, room: Room) -> it.Event:
    late = None if context.late is None else int(context.late.total_seconds())
    mark: dict[str, Any] = {"text": said, "repeated": context.repeated, "late_seconds": late}
    sent: dict[str, Any] = {"id": "", "time": context.now}
    match alert:
        case model.OpeningAlert():
            about = dict(_alert(alert, context, room))
            subject = f"opening/{alert.opening.id}"
            return it.OpeningEvent(**sent, subject=subject, data=it.OpeningData(**mark, **about))
        case model.Summary():
            sections = [_section(one, context, room) for one in alert.sections[:_MOST_SECTIONS]]
            summary = it.SummaryData(**mark, sections=sections, unread=alert.unread)
            return it.SummaryEvent(**sent, data=summary)
        case model.Digest():
            parts = [_part(one, context, room) for one in alert.parts]
            digest = it.DigestData(**mark, why=alert.why, total=alert.total, parts=parts)
            return it.DigestEvent(**sent, data=digest)
        case model.Notice():
            return it.NoticeEvent(**sent, data=it.NoticeData(**mark))
        case _:
            assert_never(alert)


def _part(part: model.Part, context: Context, room: Room) -> it.Part:
    brief = replace(room, description=0, places=min(room.places, _FEW))
    alerts = [_alert(alert, context, brief) for alert in part.alerts]
    return it.Part(search=cut(part.search, _MAX_NAME), alerts=alerts)


def _section(section: model.Section, context: Context, room: Room) -> it.Section:
    brief = replace(room, description=0, places=min(room.places, _FEW))
    return it.Section(
        search=cut(section.search, _MAX_NAME),
        total=section.total,
        known=section.known,
        source=cut(section.source, _MAX_NAME),
        best=[_opening(opening, context, brief) for opening in section.best[: room.best]],
    )


def _alert(alert: model.OpeningAlert, context: Context, room: Room) -> it.Alert:
    return it.Alert(
        occasion=alert.occasion,
        changes=[
            it.Change(
                field=cut(one.field, room.name),
                before=cut(one.before, room.words),
                after=cut(one.after, room.words),
            )
            for one in alert.differences[: room.evidence]
        ],
        searches=[_search(match, room) for match in alert.matches[: room.searches]],
        opening=_opening(alert.opening, context, room),
    )


def _search(match: model.Match, room: Room) -> it.Search:
    because = [
        it.Evidence(condition=cut(one.condition, room.words), text=cut(one.text, room.words))
        for one in match.because[: room.evidence]
    ]
    unknown = [cut(one, room.words) for one in match.unknown[: room.evidence]]
    return it.Search(name=cut(match.key, _MAX_NAME), because=because, unknown=unknown)


def _opening(opening: model.Opening, context: Context, room: Room) -> it.Opening:
    lead, places = opening.lead, opening.places
    listing = dict.fromkeys(posting.source for posting in opening.listed)
    return it.Opening(
        id=opening.id,
        title=cut(opening.title, room.words) or "Untitled opening",
        company=_maybe(opening.company, room.name),
        url=_words.safe_link(lead.url).url,
        sources=[cut(source, _MAX_NAME) for source in islice(listing, room.few)],
        copies=opening.copies,
        places=[_place(place, room) for place in places[: room.places]],
        more_places=max(0, len(places) - room.places),
        workplace=opening.workplace,
        remote_in=_countries(opening.remote_in),
        pay=[_pay(pay, room) for pay in opening.pay[: room.few]],
        hashtags=list(_words.hashtags(opening.hashtags, room.tags)),
        employment_type=opening.employment_type,
        level=opening.level,
        posted_at=opening.posted_at,
        valid_through=lead.valid_through,
        first_seen=opening.first_seen,
        closed_at=opening.closed_at,
        reposted_at=opening.reposted_at,
        description=_paragraphs(opening.description, room.description),
        credits=[
            it.Credit(service=one.service, url=one.link.url)
            for one in _credits.of(opening, context)
        ],
    )


def _place(place: model.Place, room: Room) -> it.Place:
    return it.Place(
        text=cut(place.text, room.name),
        city=_maybe(place.city, room.name),
        region=_maybe(place.region, _MAX_CODE),
        country=_maybe(place.country, _MAX_CODE),
        lat=place.lat,
        lon=place.lon,
    )


def _pay(pay: model.Pay, room: Room) -> it.Pay:
    return it.Pay(
        min=_number(pay.min),
        max=_number(pay.max),
        currency=_maybe(pay.currency, _MAX_CODE),
        period=pay.period,
        where=_maybe(pay.where, room.words),
        basis=pay.basis,
        text=" ".join(_words.pay_lines((pay,), room.words)),
    )


def _number(amount: Decimal | None) -> int | float | None:
    if amount is None:
        return None
    return int(amount) if amount == amount.to_integral_value() else float(amount)


def _countries(codes: Sequence[str] | None) -> list[str] | None:
    if codes is None:
        return None
    return [cut(code, _MAX_CODE) for code in codes[:_MOST_COUNTRIES]]


def _maybe(words: str | None, limit: int) -> str | None:
    return cut(words, limit) or None if words is not None else None


def _paragraphs(words: str, limit: int) -> str:
    return text.cut(text.clean(words[: 2 * limit]).strip(), limit) if limit else ""
