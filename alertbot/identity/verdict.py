"""Whether two postings are one opening: what speaks for it, what against, and which outweighs.

The order is the argument: what excludes comes before what is alike, and a wrong "same" loses
somebody an opening, while a wrong "unsure" costs a second alert. docs/identity.md has the table.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from alertbot.identity import agencies, requisitions, spelling, texts, titles, vetoes, whereabouts
from alertbot.identity.employers import Employers, relation
from alertbot.identity.texts import Overlap, Text
from alertbot.model import Posting

Answer = Literal["same", "different", "unsure"]
NO_ALIASES = Employers()

# Letters of a text, squashed.
_TELLING = 80
"""Fewer are no evidence: boards that show only a title would make one opening of every one."""
_LONG = 250
"""So many have to be shared where the company differs, or is not known."""

# Shares of a text.
_REWORDED = 0.135
"""What may differ between two texts of one opening: a paragraph of ten, and some slips."""
_LOCAL = 0.08
"""What may differ between the texts for two places: the places' names, and what goes with them."""
_KEPT = 0.05
"""What a text may lack of one that stands within it, at one source: no more than slips."""
_COPIED = 0.15
"""What somebody may change who passes an opening on."""
_REWRITTEN = 0.25
"""What an agency may, which leaves out what the company says of itself, at the same place."""
_ADDED = 0.35
"""What one of them may have more, at one source."""
_ANOTHER = 0.35
"""Where more differs the openings are two, since so much of a text is boilerplate."""
_TEMPLATE = 0.06
"""Texts that differ in less are one form filled in twice, if what differs is numbers."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether two postings are one opening. `because` is a phrase for people."""

    answer: Answer
    because: str


def same_opening(a: Posting, b: Posting, employers: Employers = NO_ALIASES) -> Verdict:
    """Whether two postings advertise one opening. Symmetric; hard evidence outranks likeness."""
    if a.key == b.key:
        return Verdict("same", "the same advertisement")
    pair = _Pair(a, b, employers) if a.key < b.key else _Pair(b, a, employers)
    return pair.excluded() or pair.alike()


def _different(because: str) -> Verdict:
    return Verdict("different", because)


def _unsure(because: str) -> Verdict:
    return Verdict("unsure", because)


class _Pair:
    """Two postings, and how their parts compare. Most are told apart by their titles: places and
    texts are compared where that is not so."""

    def __init__(self, a: Posting, b: Posting, employers: Employers) -> None:
        self.a, self.b = a, b
        self.at_one_source = a.source == b.source
        self.employer = relation(a.company or "", b.company or "", employers)
        if self.employer == "unsaid" and self.at_one_source and not (a.company or b.company):
            self.employer = "same"
        self.titles = _titles(a, b)
        self.title = spelling.likeness(*self.titles, lambda: texts.letters(a, b))
        self.requisitions = tuple(map(requisitions.requisition, (a, b), self.titles))
        self.requisition = requisitions.compare(
            *self.requisitions, at_one_source=self.at_one_source
        )

    @cached_property
    def where(self) -> whereabouts.Relation:
        return whereabouts.compare(self.a, self.b)

    @cached_property
    def texts(self) -> tuple[Text, Text]:
        return texts.read(self.a.description), texts.read(self.b.description)

    def excluded(self) -> Verdict | None:
        """The verdict where something makes two openings of them, whatever else is alike."""
        a, b = self.a, self.b
        one_employer = self.employer == "same" or self.at_one_source
        if self.requisition == "different" and one_employer:
            numbers = " and ".join(each.text for each in self.requisitions if each)
            return _different(f"requisitions {numbers}")
        if self.employer == "sisters":
            return _different(f"{a.company} and {b.company} are two companies")
        if self.title == "other":
            return _different(f"{a.title!r} and {b.title!r} are two titles")
        if vetoes.employment((a, self.titles[0]), (b, self.titles[1])):
            return _different("full time, part time or a contract")
        if vetoes.levels(a, b):
            return _different(f"levels {a.level} and {b.level}")
        if self.are_for_two_territories():
            return _unsure("their titles are for two territories")
        pays = vetoes.pays(a, b)
        if pays == "apart" or (pays == "another" and self.where == "same"):
            return _different("another pay range")
        return _unsure("another pay range") if pays == "another" and self.is_vague() else None

    def are_for_two_territories(self) -> bool:
        """Whether the titles name two countries that are not where the work is: one sells there."""
        first, second = (title.territories for title in self.titles)
        if not first or not second or first & second:
            return False
        countries = [
            {spot[2] for spot in whereabouts.spots(each)} | set(each.remote_in or ())
            for each in (self.a, self.b)
        ]
        return not (first <= countries[0] and second <= countries[1])

    def is_vague(self) -> bool:
        return self.where in ("near", "unsaid")

    def alike(self) -> Verdict:
        """The verdict where nothing excludes: by what speaks for it."""
        letters = min(len(text.letters) for text in self.texts)
        if self.employer == "other":
            return self.passed_on(letters)
        if self.requisition == "same" and self.employer == "same" and self.title != "doubtful":
            return Verdict("same", "the same requisition and title")
        if letters < _TELLING:
            return self.bare()
        overlap = texts.overlap(*self.texts)
        found = self.by_text(overlap, letters)
        return (self.late_veto(overlap) or found) if found.answer == "same" else found

    def bare(self) -> Verdict:
        """Where there is no text to speak of: company, title and place have to be the same."""
        if self.employer == "same" and self.title == "same" and self.where == "same":
            return Verdict("same", "the same company, title and place")
        return _unsure("too little text to tell")

    def by_text(self, overlap: Overlap, letters: int) -> Verdict:
        """Where the company is one, or not said: by how much of the texts they share."""
        elsewhere = self.where == "elsewhere"
        if overlap.more and vetoes.departments(self.a, self.b):
            return _unsure(f"departments {self.a.department} and {self.b.department}")
        if self.employer == "unsaid" and letters < _LONG:
            return _unsure("the company is not said, and too little text to tell")
        if self.title != "same" and (overlap.fewer > _TEMPLATE or elsewhere):
            return _unsure("alike titles, and other texts or places")
        if self.title == "doubtful":
            return _unsure(f"{self.a.title!r} may be mistyped, or another title")
        if overlap.more <= (_LOCAL if elsewhere else _REWORDED):
            return Verdict("same", "the same company, title and text")
        kept = _KEPT if self.at_one_source else _COPIED
        if (overlap.is_head or overlap.fewer <= kept) and not elsewhere:
            if not self.at_one_source or overlap.more <= _ADDED:
                return Verdict("same", "the same company and title, and one text within the other")
            return _unsure("one text is within the other, at one source")
        if self.is_told_alike():
            return Verdict("same", "the same company and title, and what is said of the opening")
        if overlap.fewer <= _ANOTHER or self.in_two_languages():
            return _unsure("the same company and title, and texts that are alike in part")
        return _different("other texts")

    def is_told_alike(self) -> bool:
        """Whether only what the company says of itself has been worded anew, on its own board.

        What names the company is of the company: two openings have that in common as well.
        """
        at_one_place = self.where == "same" or self.a.places == self.b.places
        if not self.at_one_source or self.title != "same" or not at_one_place:
            return False
        core = texts.middle(*self.texts)
        return bool(core) and not agencies.is_named(self.a.company or "", core)

    def in_two_languages(self) -> bool:
        first, second = (texts.language(each.description) for each in (self.a, self.b))
        return bool(first and second) and first != second

    def passed_on(self, letters: int) -> Verdict:
        """Where the companies are two: whether one passes the other's opening on."""
        overlap = texts.overlap(*self.texts)
        first, second = (
            agencies.Advertiser(each.company or "", each.description, text.letters)
            for each, text in zip((self.a, self.b), self.texts, strict=True)
        )
        copied = overlap.is_head or overlap.fewer <= _COPIED
        if not copied and overlap.fewer <= _REWRITTEN and self.where == "same":
            copied = first.is_agency() or second.is_agency()
        if letters < _TELLING or not copied:
            return _different("other companies and texts")
        told = agencies.passed_on(first, second)
        if told is False:
            return _different("one form, filled in by two companies")
        if told is None or letters < _LONG or self.title != "same" or self.where == "elsewhere":
            return _unsure("the same text at two companies")
        return self.late_veto(overlap) or Verdict("same", "another company's copy of the same text")

    def late_veto(self, overlap: Overlap) -> Verdict | None:
        """What excludes, and takes the texts to be read again."""
        first, second = (text.letters for text in self.texts)
        if first == second:
            return None
        if kind := vetoes.words(first, second):
            return _unsure(f"the texts name other {kind}")
        if self.employer == "other":
            return None
        numbers = [requisitions.in_text(each.description) for each in (self.a, self.b)]
        if all(numbers) and not numbers[0] & numbers[1] and self.at_one_source:
            return _different("the texts name two requisitions")
        alike = overlap.more <= _TEMPLATE and self.where == "same"
        if alike and vetoes.numbers(first, second):
            return _unsure("one form, filled in with other numbers")
        return None


def _titles(a: Posting, b: Posting) -> tuple[titles.Title, titles.Title]:
    """Both titles understood: by its own places, else, where they differ, by those of both."""
    here, there = whereabouts.names(a), whereabouts.names(b)
    first, second = titles.of(a, here), titles.of(b, there)
    if first.words == second.words or here == there:
        return first, second
    return titles.of(a, here | there), titles.of(b, here | there)
