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
        found = words(self.company)
        name = found[0] if found and len(found[0]) >= _LONG_WORD else "".join(found)
        if len(name) >= _SHORT_NAME:
            return name in other.letters
        written = " ".join(found)
        whole = rf"\b{re.escape(written)}\b"
        return bool(found) and re.search(whole, other.text, re.IGNORECASE) is not None

    def is_agency(self) -> bool:
        """Whether it looks like somebody who fills other companies' openings."""
        name = " ".join(words(self.company))
        return bool(_AGENCY.search(name)) or bool(_CLIENT.search(self.letters))


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
