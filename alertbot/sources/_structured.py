"""The postings that a page describes for machines: JSON-LD, microdata, RDFa Lite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from alertbot import text as words
from alertbot.model import RawPosting, Request, Skipped
from alertbot.sources import _json, _jsonld, _microdata, _schema_places, _tree
from alertbot.sources._schema_org import Setting, canonical, posting, refers


def in_json(text: str) -> list[_jsonld.Node]:
    """The JobPostings in a text of JSON."""
    roots = [_jsonld.decode(text)] if _may_be_one(text) else []
    return list(_jsonld.nodes(roots, "JobPosting"))


def read(text: str, url: str, company: str) -> list[RawPosting | Skipped]:
    """The postings of a page in its order; several with pages of their own ask for these."""
    if not _may_be_one(text):
        return []
    blocks = (block for block in _jsonld.blocks(text) if _may_be_one(block) or "@id" in block)
    roots = [_jsonld.decode(block) for block in blocks]
    nodes = list(_jsonld.nodes(roots, "JobPosting"))
    if not nodes and _microdata.is_there(text):
        nodes = _microdata.job_postings(_tree.tree(text))
    if all(node == nodes[0] for node in nodes[1:]):
        nodes = nodes[:1]  # as a theme and a plugin give it that know nothing of each other
    setting = Setting(
        url=url,
        company=company,
        nodes=_named(roots) if any(map(refers, nodes)) else {},
        alone=len(nodes) == 1,
    )
    found = list(distinct([_from_afar(posting(node, setting)) for node in nodes]))
    return found if len(found) < 2 else [_with_detail(one, url) for one in found]


def _from_afar(one: RawPosting | Skipped) -> RawPosting | Skipped:
    """A posting whose city is "Remote" is remote, and has no city."""
    if isinstance(one, Skipped) or not any(map(_schema_places.far, one.places)):
        return one
    places = tuple(_schema_places.far(place) or place for place in one.places)
    return replace(one, places=places, workplace=one.workplace or "remote")


def distinct(found: Iterable[RawPosting | Skipped]) -> Iterator[RawPosting | Skipped]:
    """Each posting once: pages repeat a block, and give several postings one identifier."""
    seen: dict[str, RawPosting] = {}
    for one in found:
        if isinstance(one, RawPosting) and (known := seen.get(one.external_id)):
            if words.squash(known.title) == words.squash(one.title) and known.places == one.places:
                continue
            where = "-".join(place.text or place.city for place in one.places[:3])
            one = replace(one, external_id=f"{one.external_id}#{words.squash(one.title + where)}")
            if one.external_id in seen:
                yield Skipped(f"id {one.external_id} occurs twice")
                continue
        if isinstance(one, RawPosting):
            seen[one.external_id] = one
        yield one


def the_one(found: list[RawPosting | Skipped], url: str) -> list[RawPosting | Skipped]:
    """Of the postings on a posting's own page the one that it is about, less similar ones."""
    postings = [one for one in found if isinstance(one, RawPosting)]
    here = [one for one in postings if canonical(one.url) == canonical(url)]
    return [*(here or postings)[:1]] or found


def _with_detail(one: RawPosting | Skipped, url: str) -> RawPosting | Skipped:
    """A posting of a list: what its description leaves out stands on its own page."""
    if isinstance(one, Skipped) or one.description or canonical(one.url) == canonical(url):
        return one
    return replace(one, detail=Request(one.url, purpose="detail")) if one.url else one


def _may_be_one(block: str) -> bool:
    return "obPosting" in block or "obposting" in block or "OBPOSTING" in block


_REFERRED_TO = ("Organization", "Corporation", "Place", "LocalBusiness", "PostalAddress")


def _named(roots: list[object]) -> dict[str, _jsonld.Node]:
    """The organisations and places of a page by their @id."""
    return {
        _json.text(node.get("@id")): node
        for kind in _REFERRED_TO
        for node in _jsonld.nodes(roots, kind)
        if _json.text(node.get("@id"))
    }
