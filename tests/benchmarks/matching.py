"""Matching one posting against N saved searches, beside trying them one after another.

The searches are mixed as people mix them, and are parsed from texts: a word or phrase of a title,
mostly with a place, some with pay, a level, remote work, an exclusion, a hashtag, an age; three in
a hundred have a regular expression, and one has no word at all. About one in a thousand
fits a posting. All times are CPU, of the better of several rounds. The bytes of an index are those
that Python counts; a search's own Filter, which the index does not keep, stands in a row beside.

ALERTBOT_SEARCHES=10,1000 measures other numbers than these.
"""

from __future__ import annotations

import gc
import os
import random
import tracemalloc
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from time import process_time

from alertbot import query
from alertbot.matching import Index, matches
from alertbot.model import Opening
from alertbot.query import And, Condition, Filter, Settings
from alertbot.testing import opening_from_json
from tests.benchmarks.board import Row

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
HOME = Settings(home="Berlin, DE")
COUNTS = tuple(map(int, os.environ.get("ALERTBOT_SEARCHES", "10,1000,100000,1000000").split(",")))
GOALS = {10: "", 1_000: "", 100_000: "70 us, 700 x", 1_000_000: "500 us"}
OPENINGS = 300
SAMPLE = 2_000
"""Filters that the plain loop is measured on; its time for all of them is so many times that."""
BODY_WORDS = 60_000

_FIRST = (
    "Backend", "Frontend", "Platform", "Data", "Security", "Cloud", "Network", "Mobile",
    "Embedded", "Machine", "Product", "Sales", "Account", "Support", "Quality", "Release",
    "Site", "Systems", "Storage", "Payments", "Search", "Ranking", "Fraud", "Risk", "Privacy",
    "Growth", "Marketing", "Content", "Design", "Research", "Hardware", "Firmware", "Robotics",
    "Vision", "Speech", "Compiler", "Kernel", "Database", "Analytics", "Billing", "Identity",
    "Supply", "Logistics", "Clinical", "Finance", "Legal",
)  # fmt: skip
_SECOND = (
    "Engineer", "Developer", "Architect", "Analyst", "Scientist", "Manager", "Designer",
    "Administrator", "Consultant", "Specialist", "Technician", "Writer", "Researcher",
    "Planner", "Recruiter", "Accountant", "Nurse", "Electrician",
)  # fmt: skip
_SKILLS = (
    "Rust", "Go", "Java", "Kotlin", "Scala", "Python", "Ruby", "Elixir", "Haskell", "Swift",
    "Erlang", "Clojure", "TypeScript", "Kafka", "Spark", "Flink", "Postgres", "Oracle", "Redis",
    "Kubernetes", "Terraform", "Ansible", "Linux", "Windows", "Azure", "Salesforce", "SAP",
    "Tableau", "Figma", "Unity", "Unreal", "CUDA", "FPGA", "Verilog", "ROS", "Matlab",
    "Solidity", "COBOL", "Fortran", "Ada",
)  # fmt: skip
_RANKS = ("", "", "", "Senior", "Sr.", "Junior", "Staff", "Principal", "Lead")
CITIES = (
    ("Berlin", "DE-BE", "DE"), ("Munich", "DE-BY", "DE"), ("Hamburg", "DE-HH", "DE"),
    ("Paris", "FR-IDF", "FR"), ("London", "GB-ENG", "GB"), ("Dublin", "IE-L", "IE"),
    ("Amsterdam", "NL-NH", "NL"), ("Madrid", "ES-MD", "ES"), ("Warsaw", "PL-14", "PL"),
    ("Seattle", "US-WA", "US"), ("Redmond", "US-WA", "US"), ("New York", "US-NY", "US"),
    ("Austin", "US-TX", "US"), ("Boston", "US-MA", "US"), ("Denver", "US-CO", "US"),
    ("Chicago", "US-IL", "US"), ("San Francisco", "US-CA", "US"), ("Atlanta", "US-GA", "US"),
    ("Toronto", "CA-ON", "CA"), ("Vancouver", "CA-BC", "CA"), ("Bengaluru", "IN-KA", "IN"),
    ("Singapore", None, "SG"), ("Sydney", "AU-NSW", "AU"), ("Tokyo", "JP-13", "JP"),
)  # fmt: skip
_AREAS = (
    *(city for city, _, _ in CITIES for _ in range(4)),
    *("germany", "uk", "france", "us", "canada", "eu", "emea", "washington", "texas", "california"),
)
_TAGS = tuple(word.lower() for word in (*_SKILLS, *_FIRST))


# -- what is searched -----------------------------------------------------------------------


def _texts(dice: random.Random) -> list[str]:
    """The conditions of one search, each as a query writes it."""
    words, is_broad = _words(dice)
    parts = [words] if words else []
    if is_broad or dice.random() < 0.7:
        parts.append(f'in:"{dice.choice(_AREAS)}"')
    if dice.random() < 0.15:
        parts.append(dice.choice(("remote", "remote:us", "remote:de", "hybrid", "onsite")))
    if not words or dice.random() < 0.4:
        parts.append(f"pay>={dice.randrange(40, 260, 5)}k")
    if not words or dice.random() < 0.2:
        parts.append(dice.choice(("level:senior", "level:senior..staff", "level:junior..mid")))
    excluded = dice.choice(("intern", "manager", "sales", "lead", "senior", "staff"))
    if dice.random() < 0.25 and excluded not in words.lower():
        parts.append(f"-{excluded}")
    if dice.random() < 0.1:
        parts.append(f"posted<{dice.choice((1, 2, 3, 7, 14, 30))}d")
    if dice.random() < 0.1:
        parts.append(f'-company:"Company {dice.randrange(200)}"')
    return parts


def _words(dice: random.Random) -> tuple[str, bool]:
    """What the title has to say, "" for nothing; and whether that alone fits much."""
    first, second, skill = dice.choice(_FIRST), dice.choice(_SECOND), dice.choice(_SKILLS)
    turn = dice.random()
    if turn < 0.01:
        return "", True
    if turn < 0.04:
        return f"/{first.lower()[:4]}\\w* ?{second.lower()}/", False
    if turn < 0.12:
        return f"#{dice.choice(_TAGS)}", True
    if turn < 0.17:
        return f"({skill.lower()} OR {dice.choice(_SKILLS).lower()})", True
    if turn < 0.25:
        return f'("{first} {second}" OR {skill.lower()})', True
    if turn < 0.45:
        return f'title:"{first} {second}"', False
    return f'"{first} {second}"' if turn < 0.75 else f"{skill.lower()} {second.lower()}", False


class Parsed:
    """Filters, as parsing gives them: each condition of a text is parsed once."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Condition, ...]] = {}

    def filter(self, texts: Sequence[str]) -> Filter:
        parts: list[Condition] = []
        for text in texts:
            if text not in self._known:
                joined = query.parse(f"zq {text}", HOME).condition
                assert isinstance(joined, And)
                self._known[text] = joined.parts[1:]
            parts.extend(self._known[text])
        return Filter(And(tuple(parts)) if len(parts) > 1 else parts[0])


def searches(count: int) -> Iterator[list[str]]:
    """The conditions of so many searches, the same each time."""
    dice = random.Random(5)
    return (_texts(dice) for _ in range(count))


# -- what is posted -------------------------------------------------------------------------


def openings(count: int, *, described: bool = False) -> list[Opening]:
    """So many openings of invented boards, the same each time."""
    dice = random.Random(7)
    return [opening_from_json(_fields(dice, described)) for _ in range(count)]


def _fields(dice: random.Random, described: bool) -> dict[str, object]:
    city, region, country = dice.choice(CITIES)
    first, second, skill = dice.choice(_FIRST), dice.choice(_SECOND), dice.choice(_SKILLS)
    rank = dice.choice(_RANKS)
    low = dice.randrange(50_000, 200_000, 100)
    pay = {"min": low, "max": low * 3 // 2, "currency": "USD", "period": "year"}
    text = [dice.choice(_SKILLS) for _ in range(20)]
    text += [f"word{int(BODY_WORDS ** dice.random())}" for _ in range(780)]
    return {
        "source": "contoso",
        "title": f"{rank} {first} {second}, {skill}".strip(),
        "company": f"Company {dice.randrange(200)}",
        "places": [
            {"text": f"{city}, {region or country}", "city": city, "region": region,
             "country": country}
        ],
        "workplace": dice.choice(("onsite", "hybrid", "remote", None)),
        "level": dice.choice(("senior", "junior", "staff", None)),
        "hashtags": dice.sample(_TAGS, 2),
        "pay": [pay] if dice.random() < 0.6 else [],
        "posted_at": (NOW - timedelta(days=dice.randrange(40))).isoformat(),
        "description": " ".join(text) if described else "",
    }  # fmt: skip


# -- what is measured -----------------------------------------------------------------------


def rows() -> Iterator[Row]:
    """What is measured here."""
    for count in COUNTS:
        yield from _mixed(count)
    yield from _body()


def cpu(work: Callable[[], object]) -> float:
    """Microseconds of CPU."""
    gc.collect()
    began = process_time()
    work()
    return (process_time() - began) * 1e6


def _mixed(count: int) -> Iterator[Row]:
    seen = openings(OPENINGS)
    index, built, weight = _built(count)
    fitting = [len(index.match(one, now=NOW)) for one in seen]
    took = min(cpu(lambda: _matched(index, seen)) for _ in range(3)) / len(seen)
    plain = _plain(count, seen)
    named = f"{count:,} searches, {sum(fitting) / len(fitting):.0f} fit"
    yield (named, took, "one by one", plain, plain / took, GOALS.get(count, ""))
    if count < 1000:
        return
    goals = ("1 s", "600 B") if count <= 100_000 else ("6 s", "400 B")
    yield (f"{count:,}: build", built, "matching one plainly", plain, plain / built, goals[0])
    own = _weight_of_filters()
    yield (f"{count:,}: bytes a search", weight, "its Filter", own, own / weight, goals[1])
    added, removed = _changed(index)
    yield (f"{count:,}: add one", added, "remove one", removed, removed / added, "20 us each")


def _matched(index: Index, seen: Iterable[Opening]) -> None:
    for one in seen:
        index.match(one, now=NOW)


def _built(count: int) -> tuple[Index, float, float]:
    """(an index of so many searches, microseconds to build it, bytes a search)."""
    parsed = Parsed()
    made = [(f"s{number}", parsed.filter(one)) for number, one in enumerate(searches(count))]
    index = Index()

    def build(index: Index) -> None:
        for key, one in made:
            index.add(key, one)

    took = cpu(lambda: build(index))
    tracemalloc.start()
    build(other := Index())
    weight = tracemalloc.get_traced_memory()[0] / count
    tracemalloc.stop()
    del other
    return index, took, weight


def _plain(count: int, seen: Sequence[Opening]) -> float:
    """Microseconds to try all searches on one opening, measured on some of them."""
    parsed = Parsed()
    some = [parsed.filter(one) for one in searches(min(count, SAMPLE))]
    return plainly(some, seen) * count / len(some)


def plainly(some: Iterable[Filter], seen: Sequence[Opening]) -> float:
    """Microseconds to try these filters on an opening, one after another."""
    few = seen[:10]

    def work() -> None:
        for opening in few:
            for one in some:
                matches(one, opening, now=NOW)

    return cpu(work) / len(few)


def _weight_of_filters() -> float:
    """Bytes of a filter that a query's text was parsed to."""
    texts = [" ".join(one) for one in searches(SAMPLE)]
    tracemalloc.start()
    kept = [query.parse(text, HOME) for text in texts]
    weight = tracemalloc.get_traced_memory()[0] / len(kept)
    tracemalloc.stop()
    return weight


def _changed(index: Index) -> tuple[float, float]:
    """Microseconds to add a search, and to remove one."""
    dice = random.Random(9)
    new = [(f"n{number}", query.parse(" ".join(_texts(dice)), HOME)) for number in range(SAMPLE)]

    def add() -> None:
        for key, one in new:
            index.add(key, one)

    def remove() -> None:
        for key, _ in new:
            index.remove(key)

    return cpu(add) / len(new), cpu(remove) / len(new)


def _body() -> Iterator[Row]:
    """As many searches as there are words, each for one in a place; descriptions of 5 KB."""
    seen = openings(60, described=True)
    dice, parsed, index = random.Random(13), Parsed(), Index()
    some = []
    for number in range(BODY_WORDS):
        made = parsed.filter([f"text:word{number}", f'in:"{dice.choice(_AREAS)}"'])
        index.add(f"s{number}", made)
        if number < SAMPLE:
            some.append(made)
    fitting = sum(len(index.match(one, now=NOW)) for one in seen) / len(seen)
    took = min(cpu(lambda: _matched(index, seen)) for _ in range(3)) / len(seen)
    plain = plainly(some, seen) * BODY_WORDS / SAMPLE
    named = f"{BODY_WORDS:,} words of texts, {fitting:.0f} fit"
    yield (named, took, "one by one", plain, plain / took, "150 us")
