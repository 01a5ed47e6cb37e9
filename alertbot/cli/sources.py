"""`alertbot sources`: how the boards are, and which source reads a careers page."""

from __future__ import annotations

import asyncio
import json
import sys
from contextlib import closing
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from alertbot.cli import adding, configuration
from alertbot.cli.completion import SOURCES
from alertbot.cli.exits import FAILED
from alertbot.errors import UsageError

if TYPE_CHECKING:
    from alertbot.finder import Offer
    from alertbot.model import Page
    from alertbot.store.bursts import Ending, Held

app = typer.Typer(help="See how the boards are; find the source for a careers page.")
app.command("add")(adding.source)


@app.callback(invoke_without_command=True)
def list_(
    context: typer.Context,
    config: configuration.Option = configuration.DEFAULT,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the sources, and how each was at its last poll."""
    if context.invoked_subcommand:
        return
    from alertbot.store import existing

    url = configuration.loaded(config, secrets=False).config.database
    with closing(existing(url)) as store:
        health = store.register.health()
        held = {burst.source: burst for burst in store.hand.held()}
    now = datetime.now(UTC)
    for one in health:
        if as_json:
            moments = {"polled_at", "succeeded_at", "next_poll_at", "since"}
            fields = {
                name: value.isoformat() if name in moments and value else value
                for name, value in asdict(one).items()
            }
            fields |= {"state": one.state, "held": 0, "held_until": None}
            if burst := held.get(one.name):
                fields |= {"held": burst.openings, "held_until": burst.ends_at.isoformat()}
            print(json.dumps(fields, ensure_ascii=False))
            continue
        read = f"read {_ago(now, one.succeeded_at)}" if one.succeeded_at else "never read"
        print(f"{one.name:<24} {one.state:<10} {one.open:>6} open  {read}{_why(one.detail)}")
        if burst := held.get(one.name):
            print(f"{'':<24} {_holds(burst)}")
    if not health and not as_json:
        print("no sources yet: `alertbot run` reads them")


@app.command()
def release(
    name: Annotated[
        str, typer.Argument(help="The source that holds a burst.", autocompletion=SOURCES)
    ],
    config: configuration.Option = configuration.DEFAULT,
    summary: Annotated[bool, typer.Option("--summary", help="In one message.")] = False,
    drop: Annotated[bool, typer.Option("--drop", help="Tell nobody.")] = False,
) -> None:
    """Let go what a burst holds: an alert for each opening, or one summary, or nothing."""
    from alertbot.searches import Searches
    from alertbot.store import existing

    if summary and drop:
        raise UsageError("name --summary or --drop, not both")
    its = configuration.loaded(config, secrets=False).config
    ending: Ending = "summary" if summary else "dropped" if drop else "alerts"
    with closing(existing(its.database)) as store:
        count = store.hand.release(name, ending, Searches(its.searches.values()), datetime.now(UTC))
    how = {
        "alerts": "an alert for each that a search finds",
        "summary": "one summary of those that a search finds",
        "dropped": "nobody is told of them",
    }
    print(f"{name}: {_openings(count)} released, {how[ending]}")


def _openings(count: int) -> str:
    return "1 opening" if count == 1 else f"{count} openings"


def _holds(burst: Held) -> str:
    until = burst.ends_at.strftime("%Y-%m-%d %H:%M UTC")
    return (
        f"holds {_openings(burst.openings)} of a burst until {until}: "
        f"`alertbot sources release {burst.source}`"
    )


def _why(detail: str) -> str:
    return f"  {detail}" if detail else ""


def _ago(now: datetime, then: datetime) -> str:
    minutes = max(0, int((now - then).total_seconds() // 60))
    if minutes < 120:
        return f"{minutes} min ago"
    return f"{minutes // 60} h ago" if minutes < 48 * 60 else f"{minutes // 1440} days ago"


@app.command()
def find(
    address: Annotated[str, typer.Argument(help="A careers page or board, or a saved page.")],
    url: Annotated[str, typer.Option(help="Where a saved page came from.")] = "",
    base_url: Annotated[
        str, typer.Option(help="What stands in for the services' own hosts: a proxy, a test.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Find the kind and options for a careers page, try them, and print YAML to paste."""
    saved = _saved(address, url)
    if saved is None and "://" not in address:
        address = f"https://{address}"
    if saved is None and not address.startswith(("http://", "https://")):
        raise UsageError(f"{address}: an address begins with https://")
    offers = asyncio.run(_find(url if saved else address, saved, base_url))
    good = [offer for offer in offers if not offer.problem]
    for offer in good if as_json else ():
        print(json.dumps(asdict(offer), ensure_ascii=False))
    if good and not as_json:
        _show(good)
    if good:
        return
    named = [offer for offer in offers if offer.kind not in ("page", "rss")]
    if named and not as_json:
        print("# named there, and not read:")
        _show(named)
    for offer in offers:
        print(f"alertbot: as {offer.kind}: {offer.problem}", file=sys.stderr)
    print(f"alertbot: nothing that could be read was found at {address}", file=sys.stderr)
    raise typer.Exit(FAILED)


def _saved(path: str, url: str) -> Page | None:
    """The page in a file, or None where there is no such file."""
    from alertbot.model import Page

    if path.startswith(("http://", "https://")) or not Path(path).is_file():
        return None
    return Page(
        url or Path(path).absolute().as_uri(), Path(path).read_bytes(), "", datetime.now(UTC)
    )


async def _find(address: str, page: Page | None, base_url: str) -> list[Offer]:
    from alertbot import sources
    from alertbot.fetcher import Fetcher
    from alertbot.finder import Finder

    async with Fetcher(clock=lambda: datetime.now(UTC)) as fetcher:
        # Whoever types an address means it: it may be on their own network.
        finder = Finder(fetcher, sources.kinds(), private=True, base_url=base_url or None)
        return await finder.find(address, page)


def _show(offers: list[Offer]) -> None:
    """The best as YAML, the others as comments below it."""
    from alertbot.finder import as_yaml

    print("sources:")
    for place, offer in enumerate(offers):
        count = "1 posting" if offer.total == 1 else f"{offer.total:,} postings"
        titles = ", ".join(f'"{title}"' for title in offer.titles)
        said = offer.problem or f"{count}{': ' if titles else ', an empty board'}{titles}"
        line = as_yaml(offer)
        print(f"  # {said}" if place == 0 else f"  # or, {said}")
        print(line if place == 0 else f"  #{line[1:]}")
