"""The status page, health checks and metrics: `web:` of a configuration. Read-only.

    /           how all of it is, for people
    /healthz    the process lives
    /readyz     it does its work; if not, it says what is wrong
    /metrics    for Prometheus

The libraries that serve them are loaded only where they are wanted.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime

from alertbot.app import App
from alertbot.errors import UsageError


@asynccontextmanager
async def serving(app: App, *, clock: Callable[[], datetime]) -> AsyncIterator[None]:
    """Serves them for as long as the context is open, where the configuration asks for it.

    Raises UsageError where the address cannot be listened on, or the libraries are not there.
    """
    web = app.config.web
    if web is None:
        yield
        return
    try:
        from alertbot.web.server import listening
    except ModuleNotFoundError as error:
        missing = f"'web' of the configuration needs {error.name}"
        raise UsageError(f"alertbot: {missing}: pip install 'alertbot[web]'") from None
    async with listening(web, app, clock=clock):
        yield
