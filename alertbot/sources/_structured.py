"""The postings that a page describes for machines: JSON-LD, microdata, RDFa Lite."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from alertbot import text as words
from alertbot.model import RawPosting, Request, Skipped
from alertbot.sources import _json, _jsonld, _microdata, _tree
from alertbot.sources._schema_org import Setting, canonical, posting


def in_json(text: str) -> list[_jsonld.Node]:
    """The JobPostings in a text of JSON."""
    return _job_postings([text])


def read(text: str, url: str, company: str) -> list[RawPosting | Skipped]:
    """The postings of a page in its order; several with pages of their own ask for these."""
    if not _may_be_one(text):
        return []
    blocks = list(_jsonld.blocks(text))
    nodes = _job_postings(blocks)
    if not nodes and _microdata.is_there(text):
        nodes = _microdata.job_postings(_tree.tree(text))
    setting = Setting(
        url=url,
        company=company,
        nodes=_named(blocks) if nodes else {},
        alone=len(nodes) == 1,
    )
    found = list(distinct(posting(node, setting) for node in nodes))
    return found if len(found) < 2 else [_with_detail(one, url) for one in found]


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


def _job_postings(blocks: Iterable[str]) -> list[_jsonld.Node]:
    roots = [_jsonld.decode(block) for block in blocks if _may_be_one(block)]
    return list(_jsonld.nodes(roots, "JobPosting"))


def _may_be_one(block: str) -> bool:
    return "obPosting" in block or "obposting" in block.lower()


def _named(blocks: list[str]) -> dict[str, _jsonld.Node]:
    """The organisations and places of a page by their @id."""
    roots = [_jsonld.decode(block) for block in blocks if "@id" in block]
    if not roots:
        return {}
    kinds = ("Organization", "Corporation", "Place", "LocalBusiness", "PostalAddress")
    return {
        _json.text(node.get("@id")): node
        for kind in kinds
        for node in _jsonld.nodes(roots, kind)
        if _json.text(node.get("@id"))
    }
