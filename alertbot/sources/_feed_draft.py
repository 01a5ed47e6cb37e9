"""A posting in the making: what the fields say, which the feed's dialect then puts right."""

from __future__ import annotations

from dataclasses import dataclass

from alertbot.model import RawPay, RawPlace, RawPosting
from alertbot.sources import _feed_fields as fields
from alertbot.sources import _feed_pay
from alertbot.sources._feed import Record
from alertbot.sources._feed_identity import Identity
from alertbot.sources._feed_places import PLACES, places


@dataclass(slots=True)
class Draft:
    """The fields of a RawPosting, and the item that they are of."""

    item: Record
    external_id: str
    url: str
    title: str
    description: str
    company: str = ""
    places: tuple[RawPlace, ...] = ()
    workplace: str = ""
    remote_in: tuple[str, ...] = ()
    pay: tuple[RawPay, ...] = ()
    pay_text: str = ""
    employment_type: str = ""
    level: str = ""
    requisition: str = ""
    department: str = ""
    posted: str = ""
    valid_through: str = ""

    def posting(self) -> RawPosting:
        """The posting as it is now."""
        return RawPosting(
            external_id=self.external_id,
            url=self.url,
            title=self.title,
            company=self.company,
            places=self.places,
            workplace=self.workplace,
            remote_in=self.remote_in,
            pay=self.pay,
            pay_text=self.pay_text,
            employment_type=self.employment_type,
            level=self.level,
            requisition=self.requisition,
            department=self.department,
            posted=self.posted,
            valid_through=self.valid_through,
            description=self.description,
        )


def drafted(item: Record, identity: Identity, title: str) -> Draft:
    """What the fields of an item say by their names alone."""
    draft = Draft(item, identity.id, identity.url, title, fields.description(item))
    draft.posted = fields.posted(item)
    if item.groups or fields.there(item, _PLACE_AND_COMPANY):
        draft.places = places(item)
        draft.company = fields.company(item)
    if fields.there(item, _WORK):
        draft.workplace = fields.workplace(item)
        draft.employment_type = fields.employment(item)
        draft.level = fields.level(item)
    if fields.there(item, _feed_pay.PAY):
        draft.pay = _feed_pay.pay(item)
        draft.pay_text = _feed_pay.pay_text(item)
    if fields.there(item, _REST):
        draft.requisition = fields.requisition(item)
        draft.department = fields.department(item)
        draft.valid_through = fields.until(item)
    return draft


# An item that has none of a group is not asked for each of them: most items have few.
_PLACE_AND_COMPANY = fields.names(*PLACES.order, *fields.COMPANY.order)
_WORK = fields.names(*fields.WORKPLACE.order, *fields.EMPLOYED.order, *fields.LEVEL.order)
_REST = fields.names(*fields.REQUISITION.order, *fields.DEPARTMENT.order, *fields.UNTIL.order)
