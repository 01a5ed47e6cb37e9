"""Whether a text under two companies' names is one opening that is passed on, or a form of both's.

Forms are common: a service offers its customers a text for "Accountant", and franchises share one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from alertbot.identity.employers import words

_AGENCY = re.compile(
    r"staffing|recruit|headhunt|manpower|personal(?!i)|zeitarbeit|vermittlung|talent|resourcing|"
    r"employment|interim|executive search|search partners|jobs?\b|careers?\b|hiring"
)
_CLIENT = re.compile(
    "ourclient(?!s)|myclient|unserkunde(?!n)|unserenkunden|unseremkunden|unseremandant|"
    "unserenmandant|notreclient(?!s)|nuestrocliente(?!s)|onzeopdrachtgever|confidentialcompany"
)
_LONG_WORD = 6
_SHORT_NAME = 5


@dataclass(frozen=True, slots=True)
class Advertiser:
    """A company beside the text that stands under its name. `letters`: the text, squashed."""

    company: str
    text: str
    letters: str

    def is_named_in(self, other: Advertiser) -> bool:
        """Whether a text names this company."""
        if len(_name(self.company)) >= _SHORT_NAME:
            return is_named(self.company, other.letters)
        written = " ".join(words(self.company))
        whole = rf"\b{re.escape(written)}\b"
        return bool(written) and re.search(whole, other.text, re.IGNORECASE) is not None

    def is_agency(self) -> bool:
        """Whether it looks like somebody who fills other companies' openings."""
        name = " ".join(words(self.company))
        return bool(_AGENCY.search(name)) or bool(_CLIENT.search(self.letters))


def is_named(company: str, letters: str) -> bool:
    """Whether a squashed text has a company's name in it, or the letters of a short one."""
    name = _name(company)
    return bool(name) and name in letters


def _name(company: str) -> str:
    """The name as texts have it: of a long one its first word."""
    found = words(company)
    return found[0] if found and len(found[0]) >= _LONG_WORD else "".join(found)


def passed_on(a: Advertiser, b: Advertiser) -> bool | None:
    """Whether one company's text is passed on under another's name.

    False where each text names its own company and not the other's, as a form does; None where
    neither is named, so that nobody can tell.
    """
    if a.is_named_in(b) or b.is_named_in(a):
        return True
    if a.is_agency() or b.is_agency():
        return True
    return False if a.is_named_in(a) and b.is_named_in(b) else None
