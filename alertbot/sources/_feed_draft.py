"""A posting in the making: what the fields say, which the feed's dialect then puts right."""

from __future__ import annotations

from dataclasses import dataclass

from alertbot.model import RawPay, RawPlace, RawPosting
from alertbot.sources import _feed_fields as fields
from alertbot.sources._feed import Record
from alertbot.sources._feed_identity import Identity
from alertbot.sources._feed_places import places


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
    draft.places = places(item)
    draft.posted = fields.posted(item)
    said = fields.facts(item)
    if "company" in said or item.groups:
        draft.company = fields.company(item)
    if not said:
        return draft
    if "workplace" in said:
        draft.workplace = fields.workplace(item)
    if "employment" in said:
        draft.employment_type = fields.employment(item)
    if "pay" in said:
        draft.pay = fields.pay(item)
    if "pay text" in said:
        draft.pay_text = fields.pay_text(item)
    if "level" in said:
        draft.level = fields.level(item)
    if "requisition" in said:
        draft.requisition = fields.requisition(item)
    if "department" in said:
        draft.department = fields.department(item)
    if "until" in said:
        draft.valid_through = fields.until(item)
    return draft
