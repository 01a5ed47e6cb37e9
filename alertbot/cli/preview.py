"""`alertbot preview`: an alert as Slack and Telegram will show it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from alertbot.cli import configuration, drawing
from alertbot.cli.completion import CHANNELS
from alertbot.cli.exits import FAILED
from alertbot.errors import FetchError, ParseError, UsageError

if TYPE_CHECKING:
    from alertbot.channels import ChannelOptions
    from alertbot.cli.subjects import Subject
    from alertbot.config import ChannelConfig, Config
    from alertbot.model import Alert, Context, Message
    from alertbot.preview.page import Entry, View
    from alertbot.searches import Searches

ALL = "all"
DEFAULT_KINDS = ("slack", "telegram")
_FILE = "alertbot-preview.html"
_LONGEST_NAME = 120
_OPTIONAL = {"--sample": ALL, "--html": ""}
"""Options that may stand without a value, and what they then mean."""


class Command(TyperCommand):
    """With options whose value may be left out, which Typer has not."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """A value is what follows such an option and is no option itself."""
        given: list[str] = []
        for place, word in enumerate(args):
            following = args[place + 1] if place + 1 < len(args) else "--"
            left_out = following.startswith("-") and following != "-"
            given.append(f"{word}={_OPTIONAL[word]}" if word in _OPTIONAL and left_out else word)
        return super().parse_args(ctx, given)


@dataclass(frozen=True, slots=True)
class _Case:
    """An alert to be shown. `about` says what it is of; a sample's name says it."""

    name: str
    about: str
    alert: Alert
    context: Context


@dataclass(frozen=True, slots=True)
class _Chat:
    """Where it is shown: a channel of the configuration, or any of that kind."""

    kind: str
    channel: ChannelConfig | None = None

    @property
    def label(self) -> str:
        """The service, and the chat where there is one."""
        service = self.kind.capitalize()
        if self.channel is None:
            return service
        to = str(getattr(self.channel.options, "to", ""))
        return f"{service}, {self.channel.name}{f' ({to})' if to else ''}"

    @property
    def note(self) -> str:
        """What cannot be seen of a message."""
        return "Sent without a sound" if getattr(self._options, "silent", False) else ""

    @property
    def _options(self) -> ChannelOptions | None:
        return self.channel.options if self.channel else None

    def render(self, alert: Alert, context: Context) -> Message:
        """The alert as for sending: by the channel's template, if it has one."""
        from alertbot import channels

        render = channels.kinds()[self.kind].render
        if self._options is None:
            return render(alert, context)
        return self._options.rendered(render, alert, context)


def preview(
    context: typer.Context,
    opening: Annotated[
        str,
        typer.Argument(
            help="Its number, a posting's id or address, a file or JSON of `inspect`, or -.",
            show_default=False,
        ),
    ] = "",
    sample: Annotated[
        str,
        typer.Option(
            metavar="[NAME]", help="An invented alert; without a name, all.", show_default=False
        ),
    ] = "",
    channel: Annotated[
        str,
        typer.Option(
            metavar="NAME",
            help="As this channel of the configuration shows it.",
            autocompletion=CHANNELS,
        ),
    ] = "",
    kind: Annotated[
        str, typer.Option(metavar="KIND", help="As this kind does: slack, telegram, console.")
    ] = "",
    page: Annotated[
        str | None,
        typer.Option(
            "--html",
            metavar="[FILE]",
            help=f"Write a page; left out, to a pipe or {_FILE}.",
            show_default=False,
        ),
    ] = None,
    config: configuration.Option = configuration.DEFAULT,
) -> None:
    """Show an alert as Slack and Telegram will show it, from the very body that is sent."""
    if opening and sample:
        raise UsageError("alertbot: name an opening or --sample, not both")
    if channel and kind:
        raise UsageError("alertbot: name --channel or --kind, not both")
    # A sample needs no configuration, and is shown also beside one that has a mistake.
    origin = context.get_parameter_source("config")
    named = bool(channel) or (origin is not None and origin.name == "COMMANDLINE")
    found = _configuration(config, needed=named) if opening or named else None
    chats = _chats(found, channel, kind)
    cases = _stored(opening, found, channel) if opening else _samples(sample or "plain")
    entries = [_entry(case, chats, found) for case in cases]
    if page is not None:
        _write(page, entries)
    else:
        _print(entries)
    if not opening and not sample and page is None:
        print("\nThat is a sample: name an opening, or --sample for all of them.", file=sys.stderr)


def _configuration(path: Path, *, needed: bool) -> Config | None:
    """The configuration; None where there is none, and none is needed."""
    if not needed and path == configuration.DEFAULT and not path.exists():
        return None
    return configuration.loaded(path, secrets=False).config


# -- what is shown --------------------------------------------------------------------------


def _samples(name: str) -> list[_Case]:
    from alertbot.config.mistakes import listed, meant, shown
    from alertbot.samples import SAMPLES

    if name != ALL and name not in SAMPLES:
        near = meant(name, SAMPLES) or f"; there is {listed(SAMPLES, 'and')}"
        raise UsageError(f"alertbot: unknown sample {shown(name)}{near}")
    names = SAMPLES if name == ALL else [name]
    return [_Case(one, "", *SAMPLES[one]) for one in names]


def _stored(word: str, config: Config | None, channel: str) -> list[_Case]:
    """The openings that a word names, each with the searches that it fits.

    Those of a channel alone, where one is named: the alert is what that channel would get.
    """
    from alertbot.cli.subjects import named
    from alertbot.model import Context
    from alertbot.searches import Searches
    from alertbot.sources import kinds
    from alertbot.watch import credited

    try:
        subjects = named(word, config.database if config else None)
    except (FetchError, ParseError, OSError) as error:
        reason = error.strerror if isinstance(error, OSError) else error
        print(f"alertbot: {word[:200]}: {reason}", file=sys.stderr)
        raise typer.Exit(FAILED) from None
    some = config.searches.values() if config else ()
    searches = Searches(one for one in some if not channel or channel in one.to)
    now = datetime.now(UTC)
    context = Context(now, credits=credited(config, kinds()) if config else {})
    return [_case(one, searches, context) for one in subjects]


def _case(subject: Subject, searches: Searches, context: Context) -> _Case:
    from alertbot import text
    from alertbot.model import OpeningAlert

    opening = subject.opening
    matches = tuple(searches.match(opening, now=context.now, gone=True))
    fits = ", ".join(match.key for match in matches)
    about = f"{subject.name}, " + (f"found by {fits}" if fits else "which no search finds")
    alert = OpeningAlert(opening, matches)
    title = text.cut(text.one_line(opening.title), _LONGEST_NAME) or "Untitled opening"
    return _Case(title, text.one_line(about), alert, context)


# -- where it is shown ----------------------------------------------------------------------


def _chats(config: Config | None, channel: str, kind: str) -> list[_Chat]:
    from alertbot import channels
    from alertbot.config.mistakes import listed, meant, shown

    if channel:
        there = config.channels if config else {}
        if channel not in there:
            near = meant(channel, there) or f"; there is {listed(there, 'and')}"
            raise UsageError(f"alertbot: unknown channel {shown(channel)}{near}")
        return [_Chat(there[channel].kind, there[channel])]
    kinds = channels.kinds()
    if kind and kind not in kinds:
        near = meant(kind, kinds) or f"; there is {listed(kinds, 'and')}"
        raise UsageError(f"alertbot: unknown kind of channel {shown(kind)}{near}")
    if kind:
        return [_Chat(kind)]
    own = [_Chat(it.kind, it) for it in config.channels.values() if _worded(it)] if config else []
    plain = (one for one in DEFAULT_KINDS if all(chat.kind != one for chat in own))
    return [*map(_Chat, plain), *own]


def _worded(channel: ChannelConfig) -> bool:
    """Whether it words alerts by a template of its own."""
    return getattr(channel.options, "template", None) is not None


def _entry(case: _Case, chats: Iterable[_Chat], config: Config | None) -> Entry:
    from alertbot.preview.page import Entry

    zone = config.timezone if config else UTC
    time = f"{case.context.now.astimezone(zone):%H:%M}"
    views = tuple(_view(case, chat, config) for chat in chats)
    return Entry(case.name, case.about, time, views)


def _view(case: _Case, chat: _Chat, config: Config | None) -> View:
    """The alert rendered as for sending, and read back from what would be sent."""
    from alertbot import sources
    from alertbot.preview import shown
    from alertbot.preview.page import View
    from alertbot.searches import public
    from alertbot.watch import kept

    alert = case.alert
    if config and chat.channel and chat.channel.public:
        alert = public(alert, kept(config, sources.kinds()))
    return View(chat.label, shown(chat.kind, chat.render(alert, case.context)), chat.note)


# -- how it is shown ------------------------------------------------------------------------


def _print(entries: Iterable[Entry]) -> None:
    from rich.console import Console

    from alertbot.preview.terminal import show

    console = Console(highlight=False)
    for place, entry in enumerate(entries):
        if place:
            console.print()
        title = ": ".join(filter(None, (entry.name, entry.about)))
        console.print(drawing.safe(title), style="bold", markup=False, soft_wrap=True)
        for view in entry.views:
            said = ", ".join(filter(None, (view.shown.used, view.note.lower())))
            head = drawing.safe(f"{view.label}{f': {said}' if said else ''}")
            console.print(f"\n{head}", style="dim", markup=False, soft_wrap=True)
            show(console, view.shown)


def _write(path: str, entries: Sequence[Entry]) -> None:
    """To the file; where none is named, to the pipe, or to a file beside where one is."""
    from alertbot.preview.page import page

    one = entries[0] if len(entries) == 1 else None
    title = f"Preview: {one.name}" if one else "Preview of alerts"
    words = page(title, "Drawn from the messages that alertbot would send.", entries)
    if path == "-" or (not path and not sys.stdout.isatty()):
        encoding = sys.stdout.encoding or "utf-8"
        print(words.encode(encoding, "xmlcharrefreplace").decode(encoding), end="")
        return
    target = Path(path or _FILE)
    try:
        target.write_text(words, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"alertbot: {target}: {error.strerror}: name another file") from None
    print(f"written: {target}: open it in a browser", file=sys.stderr)
