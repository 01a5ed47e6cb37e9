"""`alertbot run`: the service, one round of it, or a rehearsal."""

from __future__ import annotations

import asyncio
import logging
import os
import random
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from alertbot import logs
from alertbot.cli import configuration
from alertbot.cli.exits import DONE, FAILED, STOPPED, UNAVAILABLE
from alertbot.errors import StoreCorrupt, StoreError, StoreTooNew

if TYPE_CHECKING:
    from alertbot.app import App, Report
    from alertbot.config import Config, Loaded
    from alertbot.model import Message


def run(
    config: configuration.Option = configuration.DEFAULT,
    once: Annotated[
        bool, typer.Option("--once", help="Poll every source once, send what is due, end.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="One round that sends nothing and writes nothing.")
    ] = False,
    wait: Annotated[
        int,
        typer.Option(
            help="With --once: seconds to wait for what will be due by then.", min=0, max=86_400
        ),
    ] = 120,
    verbose: Annotated[bool, typer.Option("-v", "--verbose", help="Log more.")] = False,
    log_format: Annotated[
        logs.Style, typer.Option(envvar="ALERTBOT_LOG_FORMAT", help="How the log is written.")
    ] = logs.Style.TEXT,
    demo: Annotated[bool, typer.Option("--demo", hidden=True)] = False,
) -> None:
    """Watch the boards and send alerts, until stopped."""
    _heed_at_once(STOPPED if once or dry_run else DONE)
    # What a round has to say stands in its report, a line each.
    level = logging.DEBUG if verbose else logging.ERROR if once or dry_run else logging.INFO
    logs.configure(level, style=log_format)
    if demo:
        from alertbot.cli.demo import show

        raise typer.Exit(asyncio.run(show(config)))
    found = configuration.loaded(config)
    if once or dry_run:  # cron would mail the warnings each time; `check` and the service say them
        raise typer.Exit(asyncio.run(_once(found.config, timedelta(seconds=wait), dry_run)))
    for warning in found.warnings:
        if log_format is logs.Style.JSON:
            logging.getLogger(__name__).warning("configuration", extra={"warning": warning})
        else:
            print_error(str(warning))
    try:
        asyncio.run(_serve(found, lambda: configuration.loaded(config)))
    except (StoreCorrupt, StoreTooNew):  # which another start does not mend
        raise
    except StoreError as error:
        logs.last_words(f"alertbot: {error}")
        raise typer.Exit(UNAVAILABLE) from error


def now() -> datetime:
    return datetime.now(UTC)


def _heed_at_once(code: int) -> None:
    """Ends with this code at SIGTERM, until the loop sees to it: all is still to be imported, and
    the first process of a container ignores what nobody asked for."""

    def end(*_: object) -> None:
        raise SystemExit(code)

    signal.signal(signal.SIGTERM, end)


def stop_on_signals() -> asyncio.Event:
    """An event that SIGINT and SIGTERM set."""
    stop = asyncio.Event()
    _on(("SIGINT", "SIGTERM"), stop.set)
    return stop


def reload_on_signal(stop: asyncio.Event) -> asyncio.Event:
    """An event that SIGHUP sets; a terminal that is closed sends it too, and that sets `stop`."""
    asked = asyncio.Event()
    terminals = [one for one in (sys.stdout, sys.stderr) if one.isatty()]

    def hung_up() -> None:
        closed = [one for one in terminals if not one.isatty()]
        for one in closed:  # what it is told from now on must not make the end a failure
            os.dup2(os.open(os.devnull, os.O_WRONLY), one.fileno())
        (stop if closed else asked).set()

    _on(("SIGHUP",), hung_up)
    return asked


def _on(names: Iterable[str], act: Callable[[], None]) -> None:
    """Has it done at these signals, as far as this system has them."""
    loop = asyncio.get_running_loop()
    for number in (getattr(signal, name) for name in names if hasattr(signal, name)):
        try:
            loop.add_signal_handler(number, act)
        except NotImplementedError:  # Windows
            signal.signal(number, lambda *_: loop.call_soon_threadsafe(act))


async def _serve(found: Loaded, load: Callable[[], Loaded]) -> None:
    from alertbot.app import opened
    from alertbot.reloading import Reloader, described
    from alertbot.supervisor import Supervisor
    from alertbot.web import serving

    stop = stop_on_signals()
    asked = reload_on_signal(stop)
    supervisor = Supervisor(os.environ, os.getpid())
    async with (
        opened(found.config, clock=now, chance=random.random) as app,
        serving(app, clock=now),
    ):

        @contextmanager
        def reloading() -> Iterator[None]:
            supervisor.reloading("reads its configuration again")
            try:
                yield
            finally:
                supervisor.ready(app.status)

        reloader = Reloader(found, load, app.change, app.tell, clock=now, reloading=reloading)
        logging.getLogger(__name__).info(
            "alertbot runs", extra={**described(found), "operator": found.config.operator}
        )
        await app.serve(stop, supervisor, partial(reloader.run, asked))


async def _once(config: Config, wait: timedelta, dry_run: bool) -> int:
    from alertbot.app import opened

    # A terminal needs no notice: the line on standard error is the notice.
    operator = config.channels[config.operator].kind != "console"
    shown: list[str] = []

    def show(channel: str, message: Message) -> None:
        shown.append(f"-- would go to {channel}:\n{message.text}\n")

    async with opened(
        config,
        clock=now,
        chance=random.random,
        rehearse=show if dry_run else None,
        operator=operator,
    ) as app:
        report = await _until_stopped(app, wait)
    if report is None:
        print("stopped; what is not sent yet will be at the next run", file=sys.stderr)
        return STOPPED
    if shown:
        print("\n".join(shown))
    elif dry_run and not report.failed:
        print("nothing would be sent now")
    tell(report, print_error)
    return FAILED if report.failed else DONE


async def _until_stopped(app: App, wait: timedelta) -> Report | None:
    stop = asyncio.create_task(stop_on_signals().wait())
    work = asyncio.create_task(app.once(wait))
    await asyncio.wait({stop, work}, return_when=asyncio.FIRST_COMPLETED)
    stop.cancel()
    if work.done():
        return work.result()
    work.cancel()
    await asyncio.gather(work, return_exceptions=True)
    return None


def print_error(line: str) -> None:
    print(line, file=sys.stderr)


def tell(report: Report, say: Callable[[str], None]) -> None:
    """One line for each source and each destination that failed."""
    for poll in report.polls:
        notes = [poll.error, poll.trouble]
        if poll.deferred:
            notes.append(f"{poll.deferred} postings wait for their details")
        if poll.unread:
            notes.append(f"truncated, about {poll.unread} unread")
        if any(notes):
            say(f"alertbot: source {poll.source}: {'; '.join(filter(None, notes))}")
    for channel, reason in report.paused:
        say(
            f"alertbot: channel {channel} is paused: {reason}; its alerts are kept, "
            f"`alertbot outbox resume {channel}` goes on"
        )
    waiting = dict(report.waiting)
    for channel, reason in waiting.items():
        count = sum(name == channel for name, _ in report.waiting)
        what = "1 alert waits" if count == 1 else f"{count} alerts wait"
        say(f"alertbot: channel {channel}: {what} for the next run: {reason or 'not tried yet'}")
    if report.dead:
        what = "1 alert was" if report.dead == 1 else f"{report.dead} alerts were"
        say(f"alertbot: {what} given up: `alertbot outbox list --state dead` says why")
