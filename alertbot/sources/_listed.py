"""Postings of a page that a configuration's selectors point at, or that the page links to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from alertbot import text as words
from alertbot.errors import ParseError
from alertbot.model import RawPlace, RawPosting, Request, Skipped
from alertbot.sources import _dates, _json, _links, _looks, _selectors
from alertbot.sources._schema_org import canonical


@dataclass(frozen=True, slots=True)
class Selectors:
    """What a configuration points at; None where it leaves the finding to us."""

    links: str | None = None
    posting: str | None = None
    next: str | None = None
    title: str | None = None
    place: str | None = None
    pay: str | None = None
    date: str | None = None
    description: str | None = None

    def fields(self) -> dict[str, str]:
        """The selectors of a posting's parts, by the names of their options."""
        named = {
            "title": self.title, "place": self.place, "pay": self.pay, "date": self.date,
            "description": self.description,
        }  # fmt: skip
        return {name: selector for name, selector in named.items() if selector}


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds a list: its address, its employer, its language."""

    url: str
    company: str
    language: str = ""


def by_links(
    tree: LexborHTMLParser, selector: str, around: Around
) -> Iterator[RawPosting | Skipped]:
    """A posting for each link that a selector finds, or for the link in what it finds."""
    found = _selectors.all_of(tree, selector, "links")
    chosen = [link for node in found for link in _anchors(node)]
    for number, link in enumerate(chosen, 1):
        url = _json.link(link.attributes.get("href"), around.url) if link else ""
        title, lines = _links.titled(link) if link else ("", ())
        if not url or not words.squash(title):
            yield Skipped(f"link {number} of `links:` has no {'title' if url else 'address'}")
            continue
        yield linked(_links.Link(url, title, lines), around)


_HOLDS_ROWS = {"ul", "ol", "dl", "table", "tbody", "nav"}


def _anchors(node: LexborNode) -> list[LexborNode | None]:
    """The link of an element; all links of one that holds a row for each posting."""
    if node.tag in _HOLDS_ROWS and not node.attributes.get("href"):
        rows = [row for row in node.css("li, tr, dd, dt") if row.css("a[href]")]
        return [*(rows and map(_anchor, rows))] or [*node.css("a[href]")] or [None]
    return [_anchor(node)]


def _anchor(node: LexborNode) -> LexborNode | None:
    """The link that an element is, holds, or lies in."""
    if node.attributes.get("href"):
        return node
    if inside := node.css("a[href]"):
        return inside[0]
    above = node.parent
    for _ in range(5):
        if above is None or above.attributes.get("href"):
            return above
        above = above.parent
    return None


def linked(link: _links.Link, around: Around) -> RawPosting:
    """The posting at the other end of a link, as far as the list tells of it."""
    facts: dict[str, str] = {}
    for line in link.lines:
        for name, value in _looks.parts(line, around.language):
            facts.setdefault(name, value)
    return RawPosting(
        external_id=canonical(link.url),
        url=link.url,
        title=link.title,
        company=around.company,
        places=_place(facts.get("place", "")),
        workplace=facts.get("workplace", ""),
        pay_text=facts.get("pay", ""),
        employment_type=facts.get("employment", ""),
        posted=facts.get("posted", ""),
        markup="text",
        detail=Request(link.url, purpose="detail"),
    )


def by_postings(
    tree: LexborHTMLParser, selectors: Selectors, around: Around
) -> Iterator[RawPosting | Skipped]:
    """A posting for each element that `posting:` finds. Raises ParseError for what finds nothing.

    One that lacks what the others have does without; one without a title is passed over.
    """
    nodes = _selectors.all_of(tree, selectors.posting or "", "posting")
    rows = [_row(node, selectors.fields()) for node in nodes]
    links = [_link_of(node, selectors, around) for node in nodes]
    for name, selector in selectors.fields().items():
        elsewhere = name == "description" and any(links)  # it is in the postings' own pages
        if not elsewhere and not any(name in row for row in rows):
            raise ParseError(f"`{name}: {selector}` finds nothing in any posting of the page")
    for number, (node, row, url) in enumerate(zip(nodes, rows, links, strict=True), 1):
        title = row.get("title", "") if selectors.title else _title(node)
        if not words.squash(title):
            yield Skipped(f"posting {number} has no title")
            continue
        own = node.attributes.get("id") or words.squash(f"{title}{row.get('place', '')}")
        found = RawPosting(
            external_id=canonical(url) if url else f"{canonical(around.url)}#{own}",
            url=url or around.url,
            title=title,
            company=around.company,
            detail=Request(url, purpose="detail") if url and "description" not in row else None,
        )
        yield with_fields(found, row, around.language)


def on_page(tree: LexborHTMLParser, fields: dict[str, str]) -> dict[str, str]:
    """What the selectors of a posting's own page find. Raises ParseError for one that does not."""
    for name, selector in fields.items():
        _selectors.all_of(tree, selector, name)
    root = tree.root
    return _row(root, fields) if root is not None else {}


def with_fields(found: RawPosting, said: dict[str, str], language: str) -> RawPosting:
    """A posting with what selectors found, which goes before all else."""
    if title := said.get("title"):
        found = replace(found, title=title)
    if place := said.get("place"):
        found = replace(found, places=_place(place))
    if pay := said.get("pay"):
        found = replace(found, pay=(), pay_text=pay)
    if day := said.get("date"):
        found = replace(found, posted=_dates.read(day, language) or day)
    if description := said.get("description"):
        found = replace(found, description=description, markup="html")
    return found


def next_page(tree: LexborHTMLParser, selector: str | None, base: str) -> str:
    """The address of the next page of the list; empty where there is none."""
    for node in tree.css(selector or 'a[rel~="next"], link[rel~="next"]')[:5]:
        link = node if node.attributes.get("href") else next(iter(node.css("a[href]")), None)
        url = _json.link(link.attributes.get("href"), base) if link else ""
        if url and url.partition("#")[0] != base.partition("#")[0]:
            return url.partition("#")[0]
    return ""


def _row(node: LexborNode, fields: dict[str, str]) -> dict[str, str]:
    said: dict[str, str] = {}
    for name, selector in fields.items():
        texts: list[str] = []
        for found in node.css(selector)[:20]:
            text = found.html or "" if name == "description" else _selectors.text(found)
            if words.squash(text):
                texts.append(text)
        if texts and name == "description":
            said[name] = "\n".join(texts)
        elif texts:
            one = " | ".join(dict.fromkeys(texts)) if name == "place" else texts[0]
            said[name] = words.one_line(one)[:500].rstrip()
    return said


def _link_of(node: LexborNode, selectors: Selectors, around: Around) -> str:
    """Where a posting's own page is; empty for one that is whole on the list."""
    found = node.css(selectors.links)[:1] if selectors.links else []
    if not found:
        found = [node] if node.tag == "a" else node.css("a[href]")[:20]
    urls = [_json.link(one.attributes.get("href"), around.url) for one in found]
    here = around.url.partition("#")[0]
    ours = [url for url in urls if url and url.partition("#")[0] != here]
    return next(filter(_links.looks_like_posting, ours), next(iter(ours), ""))


def _title(node: LexborNode) -> str:
    for one in node.css("h1,h2,h3,h4,h5,h6")[:1]:
        if title := _selectors.text(one):
            return words.one_line(title)[:300].rstrip()
    titles = (_links.titled(one)[0] for one in (*node.css("a[href]")[:3], node))
    return next(filter(None, titles), "")


def _place(said: str) -> tuple[RawPlace, ...]:
    return (RawPlace(text=said),) if said else ()
