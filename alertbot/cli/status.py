"""`alertbot status`: how all of it is, on one screen; and what a search saw, dropped and told."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from alertbot.cli import configuration, drawing, queries, searched, standing

if TYPE_CHECKING:
    from alertbot.config import Config, Search
    from alertbot.store.answers import Answers
    from alertbot.store.status import Status

_SINCE = "30d"


def status(
    search: Annotated[
        list[str] | None,
        typer.Argument(help="Searches to count in full.", show_default=False),
    ] = None,
    config: configuration.Option = configuration.DEFAULT,
    searches: Annotated[
        bool, typer.Option("--searches", help="Count all searches in full.")
    ] = False,
    since: Annotated[
        str,
        typer.Option(help="Count since then: 12h, 30d, 8w, or a date.", show_default=_SINCE),
    ] = "",
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Show how all of it is, or what a search saw, dropped and told."""
    from alertbot.store.answers import opened

    now = datetime.now(UTC)
    asked = since or _SINCE
    moment = queries.since(asked, now)
    its = configuration.loaded(config, secrets=False).config
    named = [queries.named(name, its) for name in dict.fromkeys(search or ())] or list(
        its.searches.values()
    )
    with opened(its.database) as answers:
        if not as_json and (search or searches or since):
            window, lines = _lines(answers, named, moment, now)
            _print(searched.said(window, asked), window, lines)
            return
        found = _status(answers, its, now)
        if not as_json:
            for line in standing.screen(found, its):
                print(line)
            return
        window, lines = _lines(answers, named, moment, now)
    whole = (
        standing.sources_json(found.sources),
        standing.outbox_json(found, its),
        standing.days_json(found, its),
    )
    for each in (*whole, *(searched.as_json(line, window) for line in lines)):
        print(json.dumps(each, ensure_ascii=False))


def _status(answers: Answers, its: Config, now: datetime) -> Status:
    from alertbot.store.status import counted_days

    return answers.status(counted_days(now, its.timezone, its.keep), now)


def _lines(
    answers: Answers, searches: Collection[Search], moment: datetime, now: datetime
) -> tuple[searched.Window, list[searched.Line]]:
    window, counts = searched.counted(answers, searches, moment, now)
    alerts, ever = answers.alerts(window.since), answers.alerts()
    lines = [searched.line(one, counts[one.name], alerts, ever, window) for one in searches]
    return window, lines


def _print(head: Iterable[str], window: searched.Window, lines: Collection[searched.Line]) -> None:
    for text in head:
        print(text)
    for line in lines:
        print()
        for text in searched.shown(line, window):
            print(searched.cut(text, drawing.width()))
