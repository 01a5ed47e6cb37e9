"""Openings that nobody has: invented, varied, and the same for the same number each time."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

Item = TypeVar("Item")

_LEVELS = ("", "Senior ", "Sr. ", "Staff ", "Principal ", "Junior ", "Lead ", "")
_ROLES = (
    ("Software Engineer", "Engineering"),
    ("Site Reliability Engineer", "Infrastructure"),
    ("Data Engineer", "Data"),
    ("Backend Developer", "Engineering"),
    ("Product Designer", "Design"),
    ("Product Manager", "Product"),
    ("Security Engineer", "Security"),
    ("Data Scientist", "Data"),
    ("Technical Writer", "Documentation"),
    ("Account Executive", "Sales"),
    ("Support Specialist", "Customer Care"),
    ("QA Engineer", "Engineering"),
    ("Warehouse Planner", "Operations"),
)
_TEAMS = (
    ("Distributed Systems", ("pubsub", "messaging")),
    ("Event Delivery", ("eventgrid", "pubsub")),
    ("Payments", ("fintech", "java")),
    ("Search", ("rust", "ranking")),
    ("Developer Tools", ("python", "opensource")),
    ("Warehouse Robotics", ("robotics", "cpp")),
    ("Growth", ("experiments",)),
    ("Identity", ("security", "oauth")),
    ("Maps", ("geo",)),
    ("Accessibility", ("a11y", "frontend")),
    ("Streaming", ("kafka", "golang")),
)
_PLACES = (
    ("Redmond, WA", "US"),
    ("New York, NY", "US"),
    ("Austin, TX", "US"),
    ("Remote - US", "US"),
    ("Toronto, Ontario, Canada", "CA"),
    ("London, United Kingdom", "GB"),
    ("Berlin, Germany", "DE"),
    ("Remote, Germany", "DE"),
    ("Dublin, Ireland", "IE"),
    ("Bengaluru, India", "IN"),
    ("Sydney, Australia", "AU"),
)
_CURRENCY = {
    "US": ("${low:,} - ${high:,} USD per year", "USD"),
    "CA": ("CA${low:,} to CA${high:,} annually", "CAD"),
    "GB": ("£{low:,} – £{high:,} a year", "GBP"),
    "DE": ("€{low:,} to €{high:,} gross per year", "EUR"),
    "IE": ("€{low:,} - €{high:,} per annum", "EUR"),
}
_PAY = (
    "The base pay range for this position is {pay}.",
    "Depending on experience we pay {pay}, plus benefits.",
    "Compensation: {pay}. Other factors may apply.",
)
_DUTIES = (
    "Design and run the services that our customers never think about",
    "Write code that the next person enjoys reading",
    "Take part in an on-call rota of six people, with time off after it",
    "Plan the year's work with the teams beside yours",
    "Measure before and after, and say what you found",
    "Talk with the people who use what you make",
    "Keep the cost of every request in view",
    "Teach, and be taught",
)
_SKILLS = (
    "Five years with systems that must not lose a message",
    "Good judgement about what to leave out",
    "Experience with C#, Go, Python or Rust",
    "Clear writing in English; a second language is welcome",
    "Experience with PostgreSQL & SQLite at more than toy size",
    "Patience with old code",
)


@dataclass(frozen=True, slots=True)
class Invented:
    """An opening. `pay` is None where none is said, `pay_text` empty."""

    title: str
    department: str
    team: str
    place: str
    country: str
    pay: tuple[int, int] | None
    currency: str
    pay_text: str
    hashtags: tuple[str, ...]
    duties: tuple[str, ...]
    skills: tuple[str, ...]

    @property
    def remote(self) -> bool:
        return self.place.startswith("Remote")


def invent(number: int) -> Invented:
    """The opening of a number. Neighbouring numbers differ in title, team and place."""
    role, department = _ROLES[number % len(_ROLES)]
    team, hashtags = _TEAMS[number % len(_TEAMS)]
    place, country = _PLACES[(number * 7 + number // 11) % len(_PLACES)]
    level = _pick(_LEVELS, number, "level")
    form, currency = _CURRENCY.get(country, ("", ""))
    low = 40_000 + 500 * (_draw(number, "pay") % 240)
    high = low + 10_000 + 500 * (_draw(number, "spread") % 120)
    said = bool(form) and _draw(number, "said") % 5 > 0
    pay_text = _pick(_PAY, number, "words").format(pay=form.format(low=low, high=high))
    return Invented(
        title=f"{level}{role} - {team}",
        department=department,
        team=team,
        place=place,
        country=country,
        pay=(low, high) if said else None,
        currency=currency,
        pay_text=pay_text if said else "",
        hashtags=hashtags if _draw(number, "tags") % 4 else (),
        duties=_some(_DUTIES, number, "duties"),
        skills=_some(_SKILLS, number, "skills"),
    )


def _draw(number: int, what: str) -> int:
    """A large number, the same each time for the same question."""
    return int.from_bytes(hashlib.sha256(f"{number}:{what}".encode()).digest()[:8])


def _pick(items: Sequence[Item], number: int, what: str) -> Item:
    return items[_draw(number, what) % len(items)]


def _some(items: Sequence[Item], number: int, what: str) -> tuple[Item, ...]:
    """Three or four of the items, in an order of the number's own."""
    ranked = sorted(range(len(items)), key=lambda index: _draw(number, f"{what}{index}"))
    return tuple(items[index] for index in ranked[: 3 + _draw(number, what) % 2])
