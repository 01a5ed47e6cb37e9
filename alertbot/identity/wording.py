"""The words of titles: which are two spellings of one, and which say nothing of the opening."""

from __future__ import annotations

import re


def each(words: str) -> frozenset[str]:
    """The words of a list that is written as text."""
    return frozenset(words.split())


SHORT = {
    "sr": "senior", "snr": "senior", "jr": "junior", "jnr": "junior", "eng": "engineer",
    "engr": "engineer", "mgr": "manager", "mgmt": "management", "dev": "developer",
    "asst": "assistant", "assoc": "associate", "dir": "director", "rep": "representative",
    "coord": "coordinator", "tech": "technical", "admin": "administrator", "sw": "software",
    "ops": "operations", "acct": "account", "svp": "senior vice president",
    "vp": "vice president", "qa": "quality assurance", "ml": "machine learning",
    "ai": "artificial intelligence", "hr": "human resources", "ux": "user experience",
    "sre": "site reliability engineer", "cust": "customer", "svc": "service",
    "svcs": "services", "intl": "international", "natl": "national", "dept": "department",
    "spec": "specialist", "prin": "principal", "exec": "executive", "rn": "registered nurse",
    "lpn": "licensed practical nurse", "cna": "certified nursing assistant",
    "internship": "intern", "advisor": "adviser", "programme": "program", "centre": "center",
    "counsellor": "counselor", "organisation": "organization", "analyser": "analyzer",
    "i": "1", "ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6",
}  # fmt: skip
"""What is written short, or on one side of an ocean alone, as it is written out."""

FILLING = each("a an the and und et y e of de la le for fur pour")
"""Words whose coming and going changes no title."""

JOINED: dict[tuple[str, ...], str] = {
    ("front", "end"): "frontend", ("back", "end"): "backend", ("full", "stack"): "fullstack",
    ("dev", "ops"): "devops", ("data", "base"): "database", ("e", "commerce"): "ecommerce",
    ("health", "care"): "healthcare", ("on", "call"): "oncall", ("on", "site"): "onsite",
    ("in", "house"): "inhouse", ("pre", "sales"): "presales", ("co", "op"): "coop",
    ("home", "office"): "homeoffice", ("work", "from", "home"): "homeoffice",
    ("go", "to", "market"): "gtm", ("mid", "level"): "midlevel", ("entry", "level"): "entrylevel",
    ("start", "up"): "startup", ("ware", "house"): "warehouse", ("after", "sales"): "aftersales",
    ("cyber", "security"): "cybersecurity", ("block", "chain"): "blockchain",
    ("multi", "media"): "multimedia", ("web", "site"): "website", ("real", "time"): "realtime",
    ("low", "code"): "lowcode", ("no", "code"): "nocode", ("new", "grad"): "newgrad",
}  # fmt: skip
"""What is written as one word, as two, or with a hyphen."""
FIRST_OF_JOINED = frozenset(words[0] for words in JOINED)

WORKPLACES = each(
    """
    remote remotely hybrid onsite homeoffice wfh telework telecommute anywhere worldwide
    nationwide bundesweit teletravail distanciel teletrabajo remoto hibrido flexible flex
    """
)
"""Words that alone in a part of a title say where the work is done."""

WHERE = WORKPLACES | each(
    """
    office based only area greater metro region or and in within near at from the work working
    fully first friendly possible optional ok eligible location locations multiple various
    oder vor ort days week per day 100
    """
)
"""Words that beside a place say where an opening is, and not which."""

AREAS = {
    "us": "US", "usa": "US", "uk": "GB", "uae": "AE", "eu": "Europe", "europe": "Europe",
    "emea": "EMEA",
}  # fmt: skip
"""Countries and larger areas as titles name them. Others are what is sold to, and words."""

CODES = frozenset(AREAS) | each("nyc sf dc")
"""Short names of places that are no words."""

PAID = each("bonus salary gehalt hour hr hourly annum year yr pa k")
"""Words by which a part of a title is about pay."""

PAYING = PAID | each("sign signing on up to from ab bis zu usd eur gbp per an plus and")
"""What beside those, and beside numbers, is about pay as well."""

ASKING = each("wanted needed required gesucht hiring urgent urgently reposted now")
"""Words at the ends of a title that ask for somebody."""

DECORATION = each(
    """
    urgent urgently new hot hiring now immediate immediately start starter asap apply today job
    opening vacancy open position positions opportunity wanted needed required joiner joiners
    featured great amazing exciting gesucht ab sofort neu we are looking for reposted actively
    cdi festanstellung unbefristet
    """
)
"""Words that, standing by themselves in a part of a title, praise it."""

_GENDERS = re.compile(
    r"[(\[]?(?<![a-z0-9])(?:[mwfdxhgvk]|div|gn)(?: ?[/|*,.] ?(?:[mwfdxhivk]|div(?:ers)?|gn)){1,3}"
    r"(?![a-z0-9])\.?[)\]]?"
    r"|[(\[]? ?(?:all|alle) (?:genders?|geschlechter)(?: welcome)? ?[)\]]?"
    r"|[(\[] ?(?:gn|mwd|mfd|wmd|fmd|mfx|hf|fh) ?[)\]]"
)
_ENDINGS = re.compile(
    r"(?<=[a-z]{3})(?:[:*_](?:-?in(?:nen)?|r)|/-?(?:in(?:nen)?|r|frau|euse|trice|ere)|·?e·?s?(?<=·s)"
    r"|·(?:se|ne|euse|trice|rice|ere)|\((?:in|innen|e|ne|se|r|rice|euse|ere|a)\))(?![a-z0-9])"
)
_SUM = re.compile(
    r"(?:(?<![a-z])(?:up to|from|ab|bis zu|starting at) )?[$€£] ?[0-9][0-9.,]*k?"
    r"(?: ?(?:-|to|bis) ?[$€£]? ?[0-9][0-9.,]*k?)?"
    r"(?: ?(?:/|(?:per|an?|pro) ) ?(?:hour|hr|h|year|yr|annum|month|week|day|stunde|monat|jahr))?"
    r"(?![a-z0-9+])"
)
_SIGNS = re.compile(r"[(\[/|*:._]|gender|geschl")  # most titles have none, and the rest is dear
_TIMES = re.compile("time|zeit|temps")
_HOURS = re.compile(
    r"(?<![a-z0-9])(?:(?P<full>full[ -]?time|vollzeit|temps plein)"
    r"|(?P<part>part[ -]?time|teilzeit|temps partiel))(?![a-z0-9])"
)


def without_genders(title: str) -> str:
    """A folded title without (m/w/d), :in and the like."""
    if title.isascii() and not _SIGNS.search(title):
        return title
    return _ENDINGS.sub("", _GENDERS.sub(" ", title))


def without_sums(title: str) -> str:
    """A folded title without what is paid: a sum with its currency's sign, and its period."""
    return _SUM.sub(" , ", title) if any(sign in title for sign in "$€£") else title


def hours(title: str) -> tuple[str, str]:
    """A folded title without its words for full and part time, and "full", "part" or ""."""
    if not _TIMES.search(title):
        return title, ""
    found = {name for each in _HOURS.finditer(title) if (name := each.lastgroup)}
    said = found.pop() if len(found) == 1 else ""
    return _HOURS.sub(" ", title), said
