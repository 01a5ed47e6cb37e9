"""The four pages, and what each answers."""

from __future__ import annotations

import asyncio
import logging

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from alertbot import __version__
from alertbot.errors import StoreError
from alertbot.web import metrics
from alertbot.web.asking import Asked, Busy
from alertbot.web.page import page, style

log = logging.getLogger(__name__)


def site(asked: Asked) -> Starlette:
    """The pages of a running service."""

    async def index(_request: Request) -> Response:
        status, seen = await asked.status(), await asked.seen()
        amiss = await asked.amiss()
        words = await asyncio.to_thread(page, status, asked.config, amiss, seen, __version__)
        return HTMLResponse(words)

    async def css(_request: Request) -> Response:
        return Response(style(), media_type="text/css")

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok\n")

    async def readyz(_request: Request) -> Response:
        amiss = await asked.amiss()
        if amiss:
            return PlainTextResponse("".join(f"{one}\n" for one in amiss), 503)
        return PlainTextResponse("ready\n")

    async def figures(_request: Request) -> Response:
        families = [*metrics.counted(asked.tally), metrics.ready(await asked.amiss())]
        try:
            status = await asked.status()
        except (StoreError, Busy):
            pass  # what the process itself has counted is there all the same
        else:
            families += metrics.standing(status, asked.config, status.at)
        words = await asyncio.to_thread(metrics.exposition, families)
        return Response(words, media_type=metrics.TYPE)

    pages = {
        "/": index,
        "/style.css": css,
        "/healthz": healthz,
        "/readyz": readyz,
        "/metrics": figures,
    }
    routes = [Route(path, answer, methods=["GET"]) for path, answer in pages.items()]
    refusals = {StoreError: _unanswered, Busy: _unanswered, Exception: _failed}
    found = Starlette(routes=routes, exception_handlers=refusals)
    found.router.redirect_slashes = False
    return found


async def _unanswered(_request: Request, error: Exception) -> Response:
    return PlainTextResponse(f"{error}\n", 503)


async def _failed(request: Request, error: Exception) -> Response:
    """A mistake of ours: the service goes on, and its log has a line."""
    path, what = request.url.path, type(error).__name__
    log.error("status page failed", extra={"path": path, "error": what})
    log.debug("status page failed", exc_info=error)
    return PlainTextResponse("alertbot cannot make this page; please report this\n", 500)
