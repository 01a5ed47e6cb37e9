"""What a source's pages held when they were last read, for when they come back unchanged. Each
function works inside its caller's transaction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from alertbot.model import Contents, Request, Secret, Validators
from alertbot.store.tables import validators
from alertbot.text.contacts import without_contacts

_LOGIN = re.compile(r"[a-z]{1,9}://[^/?#]*@", re.IGNORECASE)

_FORGET = validators.delete().where(validators.c.source == sa.bindparam("its"))
_ADD = validators.insert()

Pages = Mapping[str, tuple[Validators, Contents]]


def load(rows: Iterable[sa.Row[Any]]) -> Pages:
    """The pages of a source, by the key of their request. `rows`: of validators, or empty."""
    return {
        row.request: (
            Validators(row.etag, row.last_modified, row.body_hash),
            _from_json(row.shown),
        )
        for row in rows
        if row.request is not None
    }


def replace(connection: sa.Connection, source: str, pages: Pages) -> None:
    """Puts these in the place of what was known.

    A page whose address has a password in it, or that leads on by a secret, is left out.
    """
    connection.execute(_FORGET, {"its": source})
    for key, (known, held) in pages.items():
        if _LOGIN.match(key) or any(_has_secret(request) for request in held.more):
            continue
        connection.execute(
            _ADD,
            {
                "source": source,
                "request": key,
                "etag": known.etag,
                "last_modified": known.last_modified,
                "body_hash": known.body_hash,
                "shown": _to_json(held),
            },
        )


def _has_secret(request: Request) -> bool:
    secret = any(isinstance(value, Secret) for _, value in request.headers)
    return secret or bool(request.keys) or bool(_LOGIN.match(request.url))


def _to_json(held: Contents) -> dict[str, Any]:
    more = [
        {
            "url": request.url,
            "method": request.method,
            "body": request.body.decode(),
            "headers": request.headers,
            "purpose": request.purpose,
            "cursor": request.cursor,
        }
        for request in held.more
    ]
    skipped = [without_contacts(reason) for reason in held.skipped]
    return {"ids": held.ids, "more": more, "skipped": skipped, "total": held.total}


def _from_json(shown: Mapping[str, Any]) -> Contents:
    more = tuple(
        Request(
            url=request["url"],
            method=request["method"],
            body=request["body"].encode(),
            headers=tuple((name, value) for name, value in request["headers"]),
            purpose=request["purpose"],
            cursor=request["cursor"],
        )
        for request in shown["more"]
    )
    return Contents(tuple(shown["ids"]), more, tuple(shown["skipped"]), shown["total"])
