"""`alertbot init`: from nothing to the first alert, by a few questions, or by flags."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from alertbot.cli import asking, configuration
from alertbot.cli.exits import FAILED, STOPPED
from alertbot.errors import UsageError

if TYPE_CHECKING:
    from alertbot.cli.drafting import Draft
    from alertbot.cli.interview import Wishes
    from alertbot.config import Loaded


def init(
    config: configuration.Option = configuration.DEFAULT,
    board: Annotated[
        list[str] | None,
        typer.Option(metavar="<address>", help="The address of a board; may be given again."),
    ] = None,
    search: Annotated[
        list[str] | None,
        typer.Option(metavar="<query>", help="What to look for; may be given again."),
    ] = None,
    channel: Annotated[
        str, typer.Option(metavar="<kind>", help="telegram, slack or terminal.")
    ] = "",
    to: Annotated[
        str, typer.Option(metavar="<chat>", help="The chat: a Telegram id, a Slack channel.")
    ] = "",
    token_file: Annotated[
        Path | None,
        typer.Option(help="Where the token stands; else $TELEGRAM_TOKEN or $SLACK_BOT_TOKEN."),
    ] = None,
    home: Annotated[
        str, typer.Option(metavar="<place>", help="Where you live, for remote work: 'Berlin, DE'.")
    ] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: for scripts.")] = False,
    test: Annotated[
        bool, typer.Option("--test/--no-test", help="Send a test message at the end.")
    ] = True,
    base_url: Annotated[
        str,
        typer.Option(
            metavar="<url>", help="What stands in for the boards' own hosts: a proxy, a test."
        ),
    ] = "",
    api_url: Annotated[
        str,
        typer.Option(metavar="<url>", help="What stands in for api.telegram.org or slack.com."),
    ] = "",
) -> None:
    """Ask a few questions, write a configuration, and send a test message."""
    from alertbot.cli.interview import Wishes, home_of, kind_of

    wishes = Wishes(
        config,
        tuple(board or ()),
        tuple(search or ()),
        kind_of(channel) if channel else "",
        to,
        token_file,
        home_of(home),
        base_url,
        api_url,
    )
    asks = not yes and asking.is_possible()
    if not config.absolute().parent.is_dir():
        raise UsageError(f"alertbot: {config}: there is no folder {config.parent}: make it first")
    written: list[str] = []
    try:
        if config.exists() or config.is_symlink():
            _add_instead(wishes, asks=asks)
            return
        if not yes and not asks:
            raise UsageError(
                "alertbot: init asks questions, and this is no terminal: say --yes --board ADDRESS "
                "--search QUERY --channel telegram --to CHAT, with the token in $TELEGRAM_TOKEN"
            )
        loaded = _by_flags(wishes, written) if yes else _by_asking(wishes, written)
        if loaded is not None:
            _finish(loaded, config, test=test)
    except (KeyboardInterrupt, EOFError):
        kept = f"{' and '.join(written)} stays" if written else "nothing was written"
        print(f"\nstopped: {kept}", file=sys.stderr)
        raise typer.Exit(STOPPED) from None


def _add_instead(wishes: Wishes, *, asks: bool) -> None:
    """Nothing is written over: a board may be added to what is there."""
    from alertbot.cli import adding, boards

    config, which = wishes.config, _which(wishes.config)
    said = (
        f"{config} is there already and is left as it is: add to it with `alertbot sources add "
        f"ADDRESS{which}` and `alertbot searches add NAME QUERY{which}`, or name another file with "
        "-c"
    )
    if not asks:
        raise UsageError(f"alertbot: {said}")
    dialogue = asking.Dialogue()
    dialogue.say(f"{said}.")
    address = dialogue.ask(
        "Add a board to it now? Its address, or Enter to stop:",
        "The address of a job board or of a careers page, as it stands in the browser.",
        lambda words: boards.address_of(words) if words else "",
        default="",
    )
    if address:
        adding.source(address, config=config, base_url=wishes.base_url)
    else:
        dialogue.say("Nothing was written.")


def _which(config: Path) -> str:
    """How a command is told of a configuration that is not at the usual place."""
    return "" if config == configuration.DEFAULT else f" -c {shlex.quote(str(config))}"


def _itself() -> str:
    """How the command is typed here: a shell does not find one that is in a folder of its own."""
    typed = sys.argv[0]
    is_found = Path(typed).name != "alertbot" or shutil.which("alertbot")
    return "alertbot" if is_found else shlex.quote(typed)


def _by_flags(wishes: Wishes, written: list[str]) -> Loaded:
    from alertbot.cli.interview import by_flags

    loaded = _write(wishes, by_flags(wishes), written)
    print(f"written: {' and '.join(written)}")
    return loaded


def _by_asking(wishes: Wishes, written: list[str]) -> Loaded | None:
    from alertbot.cli.interview import asked

    dialogue = asking.Dialogue()
    draft = asked(dialogue, wishes)
    dialogue.heading(f"4. This goes into {wishes.config}")
    dialogue.say()
    dialogue.text(draft.text())
    secret = f", and the token into {draft.channel.secret[0]}" if draft.channel.secret else ""
    if not dialogue.yes(f"Write it{secret}?"):
        dialogue.say("Nothing was written.")
        return None
    return _write(wishes, draft, written)


def _write(wishes: Wishes, draft: Draft, written: list[str]) -> Loaded:
    """Makes the files, or none of them. `written` is told each."""
    from alertbot.config.writing import save, save_secret

    made: list[Path] = []
    done = False
    try:
        if draft.channel.secret is not None:
            name, value = draft.channel.secret
            save_secret(wishes.folder / name, value)
            made.append(wishes.folder / name)
        loaded = save(
            wishes.config,
            draft.text(),
            lambda beside: configuration.loaded(wishes.config, instead={wishes.config: beside}),
            over=None,
        )
        done = True
    finally:
        for file in made if not done else ():
            file.unlink(missing_ok=True)
    written += [str(wishes.config), *(file.name for file in made)]
    return loaded


def _finish(loaded: Loaded, config: Path, *, test: bool) -> None:
    """Sends the test, and says what comes next."""
    from alertbot.cli import send_test

    alertbot, which = _itself(), _which(config)
    arrived = True
    if test:
        [channel] = loaded.config.channels.values()
        arrived, said = send_test.told(channel)
        print(said if arrived else f"alertbot: {said}", file=sys.stdout if arrived else sys.stderr)
    if not arrived:
        print(f"alertbot: put it right, then: {alertbot} send-test{which}", file=sys.stderr)
    print(f"Now start it: {alertbot} run{which}")
    print("First it sends one summary of what is there; after that, what is new, as it comes.")
    if not arrived:
        raise typer.Exit(FAILED)
