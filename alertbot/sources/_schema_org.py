"""schema.org's JobPosting, as pages fill it in, to a posting: docs/sources.md has the traps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from alertbot import text as words
from alertbot.model import RawPlace, RawPosting, Skipped
from alertbot.sources import _json, _salary, _schema_places
from alertbot.sources._jsonld import PLACEHOLDERS, Node, folded, is_odd, line, lines, member


@dataclass(frozen=True, slots=True)
class Setting:
    """What the page around a posting says: its address, its employer, and nodes by their @id."""

    url: str
    company: str
    nodes: Mapping[str, Node]
    alone: bool
    """Whether the page shows this posting and no other."""


_BESIDE = ("responsibilities", "qualifications", "experienceRequirements", "jobBenefits")
_NAMES = {
    name.lower(): name
    for name in (
        "title", "name", "url", "sameAs", "mainEntityOfPage", "@id", "identifier",
        "hiringOrganization", "jobLocation", "jobLocationType", "applicantLocationRequirements",
        "employmentType", "employmentUnit", "datePosted", "validThrough", "description",
        "baseSalary", "salaryCurrency", "estimatedSalary", *_BESIDE,
    )
}  # fmt: skip
_SMALL = frozenset(small for small, name in _NAMES.items() if small != name)


def posting(node: Node, setting: Setting) -> RawPosting | Skipped:
    """The posting that a JobPosting node describes."""
    node = _spelt(node)
    title = line(_first(node, "title", "name"))
    if not words.squash(title):
        return Skipped("a JobPosting has no title")
    url = _url(node, setting)
    company = line(_resolved(setting, node.get("hiringOrganization"))) or setting.company
    resolve = partial(_resolved, setting)
    places = tuple(_schema_places.read(node.get("jobLocation"), company, resolve))
    text, markup = _description(node)
    pay, pay_text = _salary.read(node)
    return RawPosting(
        external_id=_identifier(node) or _by_address(url, title, places, setting),
        url=url,
        title=title,
        company=company,
        places=places,
        workplace=_workplace(node.get("jobLocationType")),
        remote_in=_schema_places.remote_in(node.get("applicantLocationRequirements")),
        pay=pay,
        pay_text=pay_text,
        employment_type=", ".join(_distinct_lines(node.get("employmentType"))),
        department=line(node.get("employmentUnit")),
        posted=line(node.get("datePosted")),
        valid_through=_valid_through(node.get("validThrough")),
        description=text,
        markup="html" if markup else "text",
    )


def _spelt(node: Node) -> Node:
    """The node with the keys that are asked for as schema.org spells them."""
    if not is_odd(node) and _SMALL.isdisjoint(node):
        return node
    found = dict(node)
    for key, value in node.items():
        if (name := _NAMES.get(folded(key))) is not None:
            found.setdefault(name, value)
    return found


def refers(node: Node) -> bool:
    """Whether a JobPosting only names its employer or place by an @id."""
    stated = (member(node, name) for name in ("hiringOrganization", "jobLocation"))
    return any(
        _is_reference(one)
        for value in stated
        for one in (value if isinstance(value, list) else [value])
    )


def _first(node: Node, *names: str) -> object:
    return next((node[name] for name in names if name in node), None)


def _distinct_lines(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return (said,) if (said := line(value)) else ()
    return () if value is None else tuple(dict.fromkeys(lines(value)))


# -- identity and address -------------------------------------------------------------------

_TRACKING = re.compile(
    r"utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|gh_src|lever-(?:source|origin)\w*|referrer|trk|refid"
    r"|tracking\w*|_ga|_gl|igshid|iisn?|jsessionid|phpsessid",
    re.IGNORECASE,
)
# These name where a reader came from, unless a number tells that they name the posting.
_MAYBE_TRACKING = re.compile(r"source|src|ref", re.IGNORECASE)


# An address that has nothing to lose.
_CANONICAL = re.compile(r"https?://[a-z0-9.-]{1,250}/[A-Za-z0-9./_~=&+%-]{0,3000}")


def canonical(url: str) -> str:
    """An address without tracking and fragment, the host in lower case: fit to be an id."""
    if _CANONICAL.fullmatch(url):
        return url
    try:
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return url.partition("#")[0]
    query = urlencode([(key, value) for key, value in pairs if not _tracks(key, value)])
    # An address of a page made by script lives in the fragment.
    fragment = parts.fragment if parts.fragment[:1] in ("/", "!") else ""
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, query, fragment))


def _tracks(key: str, value: str) -> bool:
    if _MAYBE_TRACKING.fullmatch(key):
        return not any(character.isdigit() for character in value)
    return _TRACKING.fullmatch(key) is not None


def _url(node: Node, setting: Setting) -> str:
    """The posting's own address; the page's where the node gives none, or the site's alone."""
    stated = _first(node, "url", "sameAs", "mainEntityOfPage", "@id")
    if stated is None:
        return setting.url
    if isinstance(stated, list) and stated:
        stated = stated[0]
    if _json.is_object(stated):
        stated = member(stated, "@id", "url")
    own = _json.link(stated, setting.url) if _json.text(stated)[:1] not in ("#", "_") else ""
    if setting.alone and setting.url and own and urlsplit(own).path in ("", "/"):
        return setting.url
    return own or setting.url


_IDENTIFIER = re.compile(
    r"[\w.:/+=@#-]{1,200}|(?=(?:\D*\d){3})[\w.:/+=@#-]{1,20}(?: [\w.:/+=@#-]{1,20}){1,2}"
)
_DIGIT = re.compile(r"\d")
# Base64 goes up and down between capitals and small letters; a name like LinkedIn does so once.
_HUMPS = re.compile(r"[a-z][A-Z]")


def _identifier(node: Node) -> str:
    """The identifier's value if it looks like one: pages also put the employer's name there."""
    stated = node.get("identifier")
    for one in stated if isinstance(stated, list) else [stated]:
        value = member(one, "value", "@value", "@id") if _json.is_object(one) else one
        said = _json.identifier(value)
        if said.startswith(("http://", "https://")):
            return canonical(said)
        if said == "0" or not _IDENTIFIER.fullmatch(said):
            continue
        if _DIGIT.search(said) or len(_HUMPS.findall(said)) > 1:
            return said
    return ""


def _by_address(url: str, title: str, places: tuple[RawPlace, ...], setting: Setting) -> str:
    """The address; on a page of many postings, one without its own address adds its title."""
    address = canonical(url)
    if setting.alone or (url and canonical(setting.url) != address):
        return address or words.squash(title)
    where = "-".join(place.text or f"{place.city}-{place.region}" for place in places[:3])
    return f"{address}#{words.squash(title)}-{words.squash(where)}".rstrip("-")


# -- who, where -----------------------------------------------------------------------------


def _resolved(setting: Setting, value: object) -> object:
    """A node that is only named by its @id, as @graph allows."""
    if isinstance(value, list):
        value = value[0] if value else None
    if setting.nodes and _json.is_object(value) and _is_reference(value):
        return setting.nodes.get(_json.text(value.get("@id")), value)
    return value


def _is_reference(value: object) -> bool:
    return _json.is_object(value) and "@id" in value and value.keys() <= {"@id", "@type"}


def _workplace(value: object) -> str:
    stated = " ".join(_distinct_lines(value)).upper()
    if "TELECOMMUTE" in stated or "REMOTE" in stated:
        return "remote"
    return stated.lower()


# -- text and dates -------------------------------------------------------------------------

_TWICE = re.compile(
    r"&amp;(?=#x?[0-9a-f]{1,6};|(?:nbsp|[mn]dash|[lr][sd]quo|bull|hellip|amp);)", re.IGNORECASE
)


def _description(node: Node) -> tuple[str, bool]:
    """The text and whether it is HTML: with it what some pages hold in fields beside it."""
    first = _text(node.get("description"))
    beside = [more for name in _BESIDE if name in node and len(more := _text(node[name])) > 40]
    if not beside:
        markup = words.is_html(first) or "&nbsp;" in first
        return (f"<div>{first}</div>", True) if markup else (words.decode_entities(first), False)
    known = words.squash(first)
    parts = [first, *(more for more in beside if words.squash(more[:60]) not in known)]
    filled = [(part, words.is_html(part)) for part in parts if part]
    if not any(markup or "&nbsp;" in part for part, markup in filled):
        return words.decode_entities("\n\n".join(part for part, _ in filled)), False
    blocks = (part if markup else part.replace("\n", "<br>") for part, markup in filled)
    return "\n".join(f"<div>{block}</div>" for block in blocks), True


def _text(value: object) -> str:
    if isinstance(value, list):
        return "\n".join(filter(None, map(_text, value[:50])))
    if _json.is_object(value):
        value = member(value, "@value", "description", "name")
    said = words.unescape(_json.text(value))
    if "&amp;" in said:
        said = _TWICE.sub("&", said)
    return "" if len(said) < 40 and said.lower() in PLACEHOLDERS else said


def _valid_through(value: object) -> str:
    """The last day; the beginning of Unix's time stands for none."""
    stated = line(value)
    return "" if stated.startswith(("1970-", "0001-", "1969-")) or stated == "0" else stated
