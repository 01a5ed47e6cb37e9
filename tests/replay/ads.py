"""Postings of companies that nobody has, long and alike as real ones are.

Two openings of one company share 60 to 80 % of their words: what the company says of itself, of
what it offers and of the law. The rest is drawn from the opening's own number, the same each time.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime

Ranges = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Ad:
    """One posting as a board shows it.

    `number` is the board's id of it; `vacancy` the truth: which opening it is for. `pay`: ranges in
    dollars a year. `specific` is what the posting says of its opening, a paragraph each, and
    `house` what it says of its company. `requisition` is empty where it has none. `query` is
    appended to its address.
    """

    number: int
    vacancy: str
    title: str
    company: str
    places: tuple[str, ...]
    specific: tuple[str, ...]
    house: tuple[str, ...]
    pay: Ranges
    requisition: str
    posted: datetime
    query: str = ""

    @property
    def text(self) -> tuple[str, ...]:
        """All paragraphs, in the order of the page."""
        return (*self.house[:2], *self.specific, *self.house[2:])


ROLES = (
    "Software Engineer", "Site Reliability Engineer", "Data Engineer", "Backend Developer",
    "Product Designer", "Product Manager", "Security Engineer", "Data Scientist",
    "Technical Writer", "Account Executive", "Support Specialist", "Quality Engineer",
    "Supply Planner",
)  # fmt: skip
TEAMS = (
    "Payments Ledger", "Route Planning", "Cold Storage", "Cargo Tracking", "Crew Scheduling",
    "Fraud Signals", "Search Ranking", "Warehouse Robotics", "Customs Filing", "Energy Metering",
    "Fleet Telemetry",
)  # fmt: skip
PLACES = (
    "Austin, TX", "Portland, OR", "Denver, CO", "Chicago, IL", "Boston, MA", "Atlanta, GA",
    "Seattle, WA", "Columbus, OH", "Phoenix, AZ", "Raleigh, NC", "Nashville, TN", "Detroit, MI",
    "Tampa, FL", "Omaha, NE", "Boise, ID", "Tucson, AZ", "Memphis, TN", "Dallas, TX",
    "Houston, TX", "Miami, FL", "Sacramento, CA", "San Diego, CA", "Baltimore, MD", "Buffalo, NY",
    "Cleveland, OH", "Madison, WI", "Richmond, VA", "Spokane, WA", "Tulsa, OK", "Wichita, KS",
    "Albuquerque, NM", "Charlotte, NC",
)  # fmt: skip
_DUTIES = (
    "design {thing} that {users} rely on every working day, and keep it boring on purpose",
    "break a year's ambition for {thing} into steps that ship within a fortnight each",
    "sit with {users} twice a month and watch where {thing} gets in their way",
    "write down what was decided about {thing}, and why, so that the next person need not ask",
    "bring the cost of {thing} down by a third without anybody noticing",
    "carry the pager for {thing} one week in eight, with a day off after it",
    "replace the spreadsheet with which {users} still work around {thing}",
    "measure how {thing} behaves on the worst day of the quarter and plan for twice that",
    "review the work of two juniors who joined {thing} this spring",
    "agree with the auditors on what {thing} has to keep, and for how long",
)
_THINGS = (
    "the ledger service", "the planning board", "our sensor network", "the tracking pipeline",
    "the roster engine", "the scoring models", "the ranking layer", "the picking cells",
    "the declaration forms", "the meter gateway", "the telemetry lake", "the partner interface",
    "the pricing rules", "the returns desk", "the loading docks", "the mobile client",
)  # fmt: skip
_USERS = (
    "dispatchers", "warehouse leads", "drivers", "customs brokers", "night crews", "accountants",
    "harbour masters", "shop owners", "field technicians", "planners", "analysts", "nurses",
)  # fmt: skip
_BRING = (
    "{years} years of work on systems where a lost record is a phone call from a customer",
    "a habit of asking what may be left out, shown in {years} finished projects",
    "clear writing; {years} documents of yours that others still use",
    "patience with software older than {years} years, and with the people who wrote it",
    "a way of disagreeing in public that leaves {users} better informed",
    "curiosity for how {users} spend their day, and {years} stories to prove it",
)


def specific(seed: str, role: str, team: str) -> tuple[str, ...]:
    """Four paragraphs on one opening, drawn from the seed."""
    dice = random.Random(seed)
    thing, users = dice.choice(_THINGS), dice.choice(_USERS)
    duties = [one.format(thing=thing, users=users) for one in dice.sample(_DUTIES, 4)]
    bring = [
        one.format(users=dice.choice(_USERS), years=dice.randint(2, 9))
        for one in dice.sample(_BRING, 3)
    ]
    size = dice.randint(4, 14)
    return (
        f"The {team} team is {size} people, and looks for a {role.lower()} for {thing}.",
        f"In your first months you will {duties[0]}, and {duties[1]}.",
        f"Later you will {duties[2]}. You will also {duties[3]}.",
        f"You bring {bring[0]}; {bring[1]}; and {bring[2]}.",
    )


_HOUSE = """
About {company}: founded in {year}, we move goods, money and the papers between them for customers
in {countries} countries. {count} colleagues at {sites} sites take pride in work that is only
noticed when it stops.

We are careful people who like to ship. We prefer plain words to slide decks, and we give teams
whole problems rather than tickets. Whoever finds a mistake is thanked in public.

Benefits include medical, dental and vision insurance, a retirement plan with a match of five
percent, twenty-five days of paid leave, parental leave for every parent, and a yearly stipend for
courses, books and conferences of your own choice.

{company} is an equal opportunity employer. We consider all qualified applicants without regard to
race, colour, religion, sex, national origin, age, disability, veteran status or any other
characteristic that the law protects. If you need an accommodation at any point of the process, let
your recruiter know and we will arrange it.

The range given is what we reasonably expect to pay on the day of posting. Where you fall in it
depends on experience, skill and location, and it may be revised. We never ask candidates for money
or bank details, and we only write from our own domain.
"""
_HOUSE_REWORDED = """
Since {year} people have trusted {company} with what must arrive. Today {count} of us work at
{sites} sites to make that look easy.

How we work: in the open, in small steps, and with an eye on the clock that our customers look at.
We hire for judgement, and we teach the rest.

What you get from us: a pension from the first day, six weeks of leave, a budget for learning that
nobody asks you to justify, and a bicycle if you want one.

{company} gives everybody the same chance. Tell us what you need for a fair interview, be it time,
an interpreter or a quiet room, and you will have it.

A note to recruiters: we do not take unsolicited profiles, and owe nothing for them.
"""


def house(company: str, *, reworded: bool = False) -> tuple[str, ...]:
    """What every posting of a company says, a paragraph each."""
    dice = random.Random(company)
    said = (_HOUSE_REWORDED if reworded else _HOUSE).format(
        company=company,
        year=dice.randint(1961, 2015),
        count=dice.randint(200, 9000),
        sites=dice.randint(3, 40),
        countries=dice.randint(9, 60),
    )
    return tuple(" ".join(paragraph.split()) for paragraph in said.strip().split("\n\n"))
