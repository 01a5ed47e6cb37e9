"""schema.org's JobPosting, as pages fill it in, to a posting: docs/sources.md has the traps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from alertbot import text as words
from alertbot.model import RawPlace, RawPosting, Skipped
from alertbot.sources import _json, _salary
from alertbot.sources._jsonld import PLACEHOLDERS, Node, line, lines, member


@dataclass(frozen=True, slots=True)
class Setting:
    """What the page around a posting says: its address, its employer, and nodes by their @id."""

    url: str
    company: str
    nodes: dict[str, Node]
    alone: bool
    """Whether the page shows this posting and no other."""


def posting(node: Node, setting: Setting) -> RawPosting | Skipped:
    """The posting that a JobPosting node describes."""
    title = line(member(node, "title", "name"))
    if not words.squash(title):
        return Skipped("a JobPosting has no title")
    url = _url(node, setting)
    company = _company(node, setting) or setting.company
    places = tuple(_places(member(node, "jobLocation"), company, setting))
    text, markup = _description(node)
    pay, pay_text = _salary.read(node)
    return RawPosting(
        external_id=_identifier(node) or _by_address(url, title, places, setting),
        url=url,
        title=title,
        company=company,
        places=places,
        workplace=_workplace(node),
        remote_in=tuple(dict.fromkeys(lines(member(node, "applicantLocationRequirements")))),
        pay=pay,
        pay_text=pay_text,
        employment_type=", ".join(lines(member(node, "employmentType"))),
        department=line(member(node, "employmentUnit")),
        posted=line(member(node, "datePosted")),
        valid_through=_valid_through(node),
        description=text,
        markup="html" if markup else "text",
    )


# -- identity and address -------------------------------------------------------------------

_TRACKING = re.compile(
    r"utm_\w+|gclid|fbclid|msclkid|mc_[ce]id|gh_src|lever-(?:source|origin)\w*|referrer|trk|refid"
    r"|tracking\w*|_ga|_gl|igshid|iisn?|jsessionid|phpsessid",
    re.IGNORECASE,
)
# These name where a reader came from, unless a number tells that they name the posting.
_MAYBE_TRACKING = re.compile(r"source|src|ref", re.IGNORECASE)


def canonical(url: str) -> str:
    """An address without tracking and fragment, the host in lower case: fit to be an id."""
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
    stated = member(node, "url", "sameAs", "mainEntityOfPage", "@id")
    if isinstance(stated, list) and stated:
        stated = stated[0]
    if _json.is_object(stated):
        stated = member(stated, "@id", "url")
    own = _json.link(stated, setting.url) if _json.text(stated)[:1] not in ("#", "_") else ""
    if setting.alone and setting.url and own and urlsplit(own).path in ("", "/"):
        return setting.url
    return own or setting.url


_IDENTIFIER = re.compile(r"[\w.:/+=@#-]{1,200}")
_DIGIT = re.compile(r"\d")
# Base64 goes up and down between capitals and small letters; a name like LinkedIn does so once.
_HUMPS = re.compile(r"[a-z][A-Z]")


def _identifier(node: Node) -> str:
    """The identifier's value if it looks like one: pages also put the employer's name there."""
    stated = member(node, "identifier")
    for one in stated if isinstance(stated, list) else [stated]:
        value = member(one, "value", "@value", "@id") if _json.is_object(one) else one
        said = _json.identifier(value)
        if said.startswith(("http://", "https://")):
            return canonical(said)
        if _IDENTIFIER.fullmatch(said) and (_DIGIT.search(said) or len(_HUMPS.findall(said)) > 1):
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


def _company(node: Node, setting: Setting) -> str:
    stated = member(node, "hiringOrganization")
    return line(_resolved(stated, setting))


def _resolved(value: object, setting: Setting) -> object:
    """A node that is only named by its @id, as @graph allows."""
    if isinstance(value, list):
        value = value[0] if value else None
    if _json.is_object(value) and set(value) <= {"@id", "@type"}:
        return setting.nodes.get(_json.text(value.get("@id")), value)
    return value


def _places(stated: object, company: str, setting: Setting) -> Iterator[RawPlace]:
    """The places, each once. StackOverflow lists 251 for a remote posting: the first 300 count."""
    nodes = stated if isinstance(stated, list) else [stated]
    found = [_place(_resolved(node, setting)) for node in nodes[:300]]
    named = [words.cut(line(node), 100) if _json.is_object(node) else "" for node in nodes[:300]]
    # A template that repeats one address for all, with the right names beside it.
    if len(found) > 1 and len(set(found)) == 1 and len(set(named)) == len(named) and all(named):
        found = [RawPlace(text=name) for name in named]
    # Some name the place after the employer.
    nowhere = (RawPlace(), RawPlace(text=company))
    yield from dict.fromkeys(place for place in found if place not in nowhere)


def _place(node: object) -> RawPlace:
    if not _json.is_object(node):
        return RawPlace(text=line(node) if isinstance(node, str) else "")
    address = member(node, "address")
    if isinstance(address, list):
        address = address[0] if address else None
    if not _json.is_object(address):
        if said := line(address):
            return RawPlace(text=said)
        address = node
    city, region, country = (
        line(member(address, name))
        for name in ("addressLocality", "addressRegion", "addressCountry")
    )
    if city or region or country:
        return RawPlace(city=city, region=region, country=country)
    return RawPlace(text=line(member(address, "streetAddress")) or line(member(node, "name")))


def _workplace(node: Node) -> str:
    stated = " ".join(lines(member(node, "jobLocationType"))).upper()
    if "TELECOMMUTE" in stated or "REMOTE" in stated:
        return "remote"
    return stated.lower()


# -- text and dates -------------------------------------------------------------------------

_TWICE = re.compile(
    r"&amp;(?=#x?[0-9a-f]{1,6};|(?:nbsp|[mn]dash|[lr][sd]quo|bull|hellip|amp);)", re.IGNORECASE
)
_BESIDE = ("responsibilities", "qualifications", "experienceRequirements", "jobBenefits")


def _description(node: Node) -> tuple[str, bool]:
    """The text and whether it is HTML: with it what some pages hold in fields beside it."""
    first = _text(member(node, "description"))
    beside = [more for name in _BESIDE if len(more := _text(member(node, name))) > 40]
    known = words.squash(first) if beside else ""
    parts = [first, *(more for more in beside if words.squash(more[:60]) not in known)]
    markup = any(words.is_html(part) for part in parts) or "&nbsp;" in "".join(parts)
    filled = [part for part in parts if part]
    if not markup:
        return words.decode_entities("\n\n".join(filled)), False
    blocks = (part if words.is_html(part) else part.replace("\n", "<br>") for part in filled)
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


def _valid_through(node: Node) -> str:
    """The last day; the beginning of Unix's time stands for none."""
    stated = line(member(node, "validThrough"))
    return "" if stated.startswith(("1970-", "0001-", "1969-")) or stated == "0" else stated
