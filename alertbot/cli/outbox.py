"""`alertbot outbox`: what waits, what was given up, and what to do about it."""

from __future__ import annotations

import json
from contextlib import closing
from datetime import UTC, datetime
from typing import Annotated

import typer

from alertbot.cli import configuration
from alertbot.cli.completion import CHANNELS
from alertbot.cli.exits import FAILED
from alertbot.delivery import State
from alertbot.model import OpeningId

app = typer.Typer(no_args_is_help=True, help="See and steer the alerts that wait.")

_DIGEST = typer.Option(help="Only what goes with this digest.", min=1, max=2**63 - 1)
_IDS = typer.Argument(help="Their ids, as `outbox list` shows them.", min=1, max=2**63 - 1)

_OPENING = typer.Argument(help="Its id, as `openings show` lists it.", min=1, max=2**63 - 1)


@app.command("list")
def list_(
    config: configuration.Option = configuration.DEFAULT,
    state: Annotated[State | None, typer.Option(help="Only those in this state.")] = None,
    digest: Annotated[int | None, _DIGEST] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List the alerts that wait, were given up or were delivered, the oldest first."""
    with closing(configuration.store(config)) as store:
        rows, paused = store.outbox.listed(state, digest), store.destinations.paused()
    for row in rows:
        if as_json:
            print(json.dumps(row, ensure_ascii=False))
        else:
            what = row["title"] or row["kind"]
            reason = f"  {row['reason']}" if row["reason"] else ""
            print(f"{row['id']:>6}  {row['state']:<9}  {row['channel']}  {what}{reason}")
    if as_json:
        return
    if not rows:
        print("nothing" if state is None else f"nothing {state.value}")
    for channel, reason in paused:
        print(f"{channel} is paused: {reason}. To go on: alertbot outbox resume {channel}")


@app.command()
def resume(
    destinations: Annotated[
        list[str] | None,
        typer.Argument(help="Channels, as the configuration names them.", autocompletion=CHANNELS),
    ] = None,
    config: configuration.Option = configuration.DEFAULT,
) -> None:
    """End the pause of a destination, of all if none is named; its alerts go out again."""
    with closing(configuration.store(config)) as store:
        ended = store.destinations.resume(destinations or [], datetime.now(UTC))
    for name in destinations or []:
        if name not in ended:
            print(f"{name} is not paused")
    print(f"resumed: {', '.join(ended) or 'none was paused'}")


@app.command()
def retry(
    ids: Annotated[list[int] | None, _IDS] = None,
    config: configuration.Option = configuration.DEFAULT,
) -> None:
    """Send dead letters again, all if none is named."""
    with closing(configuration.store(config)) as store:
        count = store.outbox.retry(ids or [], datetime.now(UTC))
    _say(count, len(ids or []), "will be sent again")


@app.command()
def drop(
    ids: Annotated[list[int], _IDS],
    config: configuration.Option = configuration.DEFAULT,
) -> None:
    """Forget dead letters for good."""
    with closing(configuration.store(config)) as store:
        count = store.outbox.drop(ids)
    _say(count, len(ids), "dropped")


@app.command()
def retract(
    opening: Annotated[int, _OPENING],
    config: configuration.Option = configuration.DEFAULT,
) -> None:
    """Take back every alert about an opening: delete it, or edit it where that cannot be."""
    with closing(configuration.store(config)) as store:
        done = store.outbox.retract(OpeningId(opening), datetime.now(UTC))
    if done.deleted:
        messages = "1 message is" if done.deleted == 1 else f"{done.deleted} messages are"
        print(f"{messages} taken back as soon as `alertbot run` goes on")
    if done.edited:
        those = "1 digest or summary" if done.edited == 1 else f"{done.edited} digests or summaries"
        print(f"the opening is taken out of {those} as soon as `alertbot run` goes on")
    if done.unsent:
        waited = "alert that waited is" if done.unsent == 1 else "alerts that waited are"
        print(f"{done.unsent} {waited} not sent")
    for channel, count in done.stays.items():
        print(f"{channel} keeps {count}: what was sent there cannot be taken back")
    if not (done.deleted or done.edited or done.unsent or done.stays):
        print(f"nobody was told of opening {opening}")
    if done.stays:
        raise typer.Exit(FAILED)


def _say(count: int, asked: int, done: str) -> None:
    print(f"{count} {'dead letter' if count == 1 else 'dead letters'} {done}")
    if count < asked:
        print(
            f"{asked - count} of those named {'is' if asked - count == 1 else 'are'} no dead letter"
        )
        raise typer.Exit(FAILED)
