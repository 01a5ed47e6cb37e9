"""The links of a page that lead to postings: told by their addresses and by what they say."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from alertbot import text as words
from alertbot.sources import _json, _looks, _sitemap, _tree
from alertbot.sources._job_words import is_job
from alertbot.sources._labels import fold
from alertbot.sources._page_words import GENERIC, is_chrome
from alertbot.sources._paths import LIST_WORDS, NO_POSTING
from alertbot.sources._posting_words import SECTIONS
from alertbot.sources._schema_org import canonical

_MOST, _MOST_TIMES = 3000, 4
_MOST_ROW, _MOST_BOXES = 600, 80
_ID = re.compile(r"\d{3,}|(?:^|[-_/])\d+(?:$|[-_/])|[0-9a-f]{8}-[0-9a-f]{4}|^[A-Z0-9]{6,}$")
_ID_KEY = re.compile(
    r"(?:^|&)(?:\w{0,20}(?:job|gh_j|req|vacanc|position|posting|stelle|oferta|offre)\w{0,20}"
    r"|id|jid|pid)=[\w-]",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:apply|learn|read|view|see|show|find|more|details?|info|weiterlesen|mehr|zur|jetzt|bewerben"
    r"|ver|leer|mas|saber|detalles|postuler|voir|en savoir|lire|candidat|scopri|leggi|dettagli"
    r"|bekijk|lees|meer|solliciteer|ansok|las|sog|se|zobacz|aplikuj|saiba|inscrev|here|hier|→|»|>)"
    r".{0,40}"
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link to a posting. `lines`: what stands in its row beside the title."""

    url: str
    title: str
    lines: tuple[str, ...] = ()


def found(tree: LexborHTMLParser, base: str, canonical_url: str = "") -> list[Link]:
    """The links that look like postings of the page's own site, each address once.

    They lie below "jobs" or the like; or, on a page that does so itself, are called like jobs.
    """
    groups: dict[str, list[tuple[str, LexborNode]]] = {}
    known = {canonical(base), canonical(canonical_url)}
    times: Counter[str] = Counter()
    for node, url in _own_links(tree, base, {_site(base), _site(canonical_url)}):
        parts = urlsplit(url)
        head, _, last = parts.path.rstrip("/").rpartition("/")
        paged = parts.path == urlsplit(base).path and not _ID_KEY.search(parts.query)
        if canonical(url) in known or paged or NO_POSTING.fullmatch(fold(last)):
            continue
        key = parts.path if _ID_KEY.search(parts.query) else head
        times[url] += 1
        if times[url] <= _MOST_TIMES:
            groups.setdefault(f"{parts.netloc} {key}", []).append((url, node))
    careers = any(_is_named(urlsplit(url).path) for url in (base, canonical_url) if url)
    chosen: dict[str, Link] = {}
    for key, members in groups.items():
        for one in _postings(key, members, careers=careers):
            before = chosen.get(canonical(one.url).rstrip("/"))
            if before is None or (is_job(fold(one.title)) and not before.lines):
                chosen[canonical(one.url).rstrip("/")] = one
    return list(chosen.values())


def _own_links(
    tree: LexborHTMLParser, base: str, sites: set[str]
) -> Iterator[tuple[LexborNode, str]]:
    """The links within the page's site."""
    for node in tree.css("a[href]")[:_MOST]:
        if "next" in (node.attributes.get("rel") or ""):
            continue
        url = _json.link(node.attributes.get("href"), base)
        if url and _site(url) in sites and len(url) < 1000:
            yield node, url.partition("#")[0]


def _site(url: str) -> str:
    """The last two labels of an address's host, near enough to the name of its owner."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return ""
    return host if host.replace(".", "").isdigit() else ".".join(host.split(".")[-2:])


def _is_named(path: str) -> bool:
    return any(LIST_WORDS.fullmatch(part) for part in re.split(r"[/\s]", fold(path)))


def _postings(key: str, members: list[tuple[str, LexborNode]], *, careers: bool) -> list[Link]:
    """Of links that share a path, those that are postings."""
    if not _is_named(key):
        members = [(url, node) for url, node in members if _is_called_job(node)]
        if len({canonical(url) for url, _ in members}) < (2 if careers else 3):
            return []
    links = [link for url, node in members if (link := _link(url, node))]
    jobs = sum(is_job(fold(link.title)) for link in links)
    numbered = sum(looks_numbered(link.url) for link in links)
    enough = jobs * 3 >= len(links) or numbered * 3 >= len(links) * 2
    return links if enough else []


def _is_called_job(node: LexborNode) -> bool:
    """Whether the words of a link, or the heading that it closes the box of, are a job's."""
    said = words.one_line(node.text()[:400])
    if not said or _MORE.fullmatch(fold(said)):
        said = titled(node)[0]
    return is_job(fold(said))


def looks_numbered(url: str) -> bool:
    """Whether the end of an address has an id in it."""
    parts = urlsplit(url)
    last = parts.path.rstrip("/").rpartition("/")[2]
    return bool(_ID.search(last) or _ID_KEY.search(parts.query))


def looks_like_posting(url: str) -> bool:
    """Whether an address alone looks like a posting's: something below "jobs" or the like."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    path = [part for part in fold(parts.path).split("/") if part]
    if not path or NO_POSTING.fullmatch(path[-1]):
        return False
    below = any(LIST_WORDS.fullmatch(part) for part in path[:-1])
    return (below and len(path[-1]) > 3 and not LIST_WORDS.fullmatch(path[-1])) or bool(
        _ID_KEY.search(parts.query) and any(LIST_WORDS.fullmatch(part) for part in path)
    )


def _link(url: str, node: LexborNode) -> Link | None:
    title, lines = titled(node)
    title = title or (_sitemap.title(url) if looks_like_posting(url) else "")
    folded = fold(title)
    if not 3 < len(title) <= 200 or GENERIC.fullmatch(folded) or SECTIONS.fullmatch(folded):
        return None
    return Link(url, title, lines)


def titled(node: LexborNode) -> tuple[str, tuple[str, ...]]:
    """The title that a link gives, and the lines beside it in its row; "" where it has none."""
    row = _row(node)
    lines = _lines(row)
    own = _lines(node)
    heading = next((_lines(one) for one in node.css("h1,h2,h3,h4,h5,h6")[:1]), None) or own
    title = next((line for line in heading if _names(line)), "")
    if not title:
        said = node.attributes.get("aria-label") or node.attributes.get("title") or ""
        near = [line for one in row.css("h1,h2,h3,h4,h5,h6,strong,b")[:3] for line in _lines(one)]
        title = next((line for line in [*near, said, *lines] if _names(line)), "")
    rest = tuple(line for line in lines if line != title and not is_chrome(line))
    return words.one_line(title), rest[:12]


def _names(line: str) -> bool:
    """Whether a line could be a title: neither a button's words nor a fact."""
    folded = fold(line)
    if not words.squash(line) or is_chrome(line):
        return False
    if GENERIC.fullmatch(folded) or SECTIONS.fullmatch(folded):
        return False
    if _MORE.fullmatch(folded) and not is_job(folded):
        return False
    return is_job(folded) or not _looks.is_fact(line)


def _row(node: LexborNode) -> LexborNode:
    """The largest box around a link that leads nowhere else."""
    row, href = node, node.attributes.get("href")
    for _ in range(5):
        parent = row.parent
        if parent is None or parent.tag in ("body", "html", "table", "tbody", "ul", "ol"):
            break
        inside = [one for _, one in itertools.islice(_tree.below(parent), _MOST_BOXES)]
        hrefs = {one.attributes.get("href") for one in inside if one.tag == "a"} - {None}
        if len(inside) == _MOST_BOXES or hrefs - {href} or len(parent.text()) > _MOST_ROW:
            break
        row = parent
    return row


def _lines(node: LexborNode) -> list[str]:
    lines = (words.one_line(line) for line in node.text(separator="\n").split("\n"))
    return [line for line in lines if line][:30]
