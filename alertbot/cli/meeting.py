"""From nothing to a chat that alerts can go to: the way to a token, and to who wrote to the bot."""

from __future__ import annotations

import asyncio
import os
import re
from collections.abc import AsyncGenerator, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from alertbot.cli import drawing
from alertbot.cli.drafting import ChannelDraft
from alertbot.config.secrets import LARGEST
from alertbot.config.writing import quoted
from alertbot.errors import UsageError

if TYPE_CHECKING:
    from alertbot.channels._chats import Bot, Chat
    from alertbot.cli.asking import Dialogue
    from alertbot.model import Secret

KINDS = ("telegram", "slack", "terminal")
VARIABLES = {"telegram": "TELEGRAM_TOKEN", "slack": "SLACK_BOT_TOKEN"}
API_URLS = {"telegram": "https://api.telegram.org", "slack": "https://slack.com"}
NAMES = {"telegram": "me", "slack": "team", "terminal": "screen"}

_PAUSE = 5.0
"""Seconds between two looks whether a Slack channel has the bot in it."""
_NUMBER = "docs/telegram.md says how to look it up. A person's is positive, a group's negative."
_HOW = {
    "telegram": (
        "In Telegram, open https://t.me/BotFather and send him /newbot. He asks for a name (any), "
        "and for a user name that ends in bot. Then he gives you the token: a number, a colon and "
        "letters, like 123456789:AbC-dEf."
    ),
    "slack": (
        "On https://api.slack.com/apps choose Create New App, From a manifest, your workspace, and "
        "paste what stands in docs/slack.md (or these lines):\n"
        "display_information: {name: alertbot}\n"
        "features:\n"
        "  bot_user: {display_name: alertbot}\n"
        "oauth_config:\n"
        "  scopes:\n"
        "    bot: [chat:write, chat:write.public,\n"
        "      channels:read, channels:history,\n"
        "      groups:read, groups:history,\n"
        "      im:write, im:history]\n"
        "Then Install to Workspace, and copy the Bot User OAuth Token: it begins with xoxb-. "
        "Where you may not install apps, paste the address of an incoming webhook instead."
    ),
}


@dataclass(frozen=True, slots=True)
class Token:
    """A token and how the configuration names it. `file`: one that is still to be made."""

    secret: Secret
    yaml: str
    file: tuple[str, str] | None = None


def channel(dialogue: Dialogue, kind: str, folder: Path, api_url: str, to: str) -> ChannelDraft:
    """Asks for all that it takes. `to`: the chat, where that is known already."""
    from alertbot.channels._chats import Chat

    if kind == "terminal":
        return ChannelDraft(NAMES[kind], "console", about="The terminal that alertbot runs in.")
    dialogue.say(_HOW[kind])
    while True:
        token = _token(dialogue, kind, folder)
        if _is_webhook(token.secret.reveal()):
            options = (("webhook", token.yaml),)
            return ChannelDraft(NAMES[kind], kind, options, "By webhook.", token.file)
        bot = _bot(dialogue, kind, token.secret, api_url)
        if bot is not None:
            break
    where = f" in {bot.home}" if bot.home else ""
    dialogue.say(f"That is {_at(bot)}{where}.")
    if to:
        chosen = Chat(to, to)
    else:
        meet = _telegram_chat if kind == "telegram" else _slack_chat
        chosen = meet(dialogue, token.secret, bot, api_url)
    return draft(kind, token, chosen, bot, api_url)


def draft(kind: str, token: Token, chat: Chat, bot: Bot | None, api_url: str) -> ChannelDraft:
    """The channel of a chat."""
    number = chat.to.lstrip("-").isdecimal()
    options = [("token", token.yaml), ("to", chat.to if number else quoted(chat.to))]
    if api_url:
        options.append(("api_url", quoted(api_url)))
    about = f"{chat.name}{f', as {_at(bot)}' if bot else ''}" if chat.name != chat.to else ""
    return ChannelDraft(NAMES[kind], kind, tuple(options), drawing.safe(about), token.file)


def given(kind: str, to: str, token_file: Path | None, folder: Path, api_url: str) -> ChannelDraft:
    """The same from flags alone. Raises UsageError."""
    from alertbot.channels._chats import Chat
    from alertbot.model import Secret

    if kind == "terminal":
        return ChannelDraft(NAMES[kind], "console", about="The terminal that alertbot runs in.")
    if not to:
        example = "123456789" if kind == "telegram" else "'#job-alerts'"
        raise UsageError(f"alertbot: --to: say which chat, such as --to {example}")
    if token_file is not None:
        beside = token_file.absolute().parent == folder.absolute()
        name = token_file.name if beside else str(token_file.absolute())
        token = Token(Secret(_read(token_file)), f"{{file: {quoted(name)}}}")
    else:
        variable = VARIABLES[kind]
        if not os.environ.get(variable):
            raise UsageError(f"alertbot: put the token into ${variable}, or name --token-file")
        token = Token(Secret(os.environ[variable]), f'"${{{variable}}}"')
    return draft(kind, token, Chat(to, to), None, api_url)


# -- the token ------------------------------------------------------------------------------


def _token(dialogue: Dialogue, kind: str, folder: Path) -> Token:
    from alertbot.model import Secret

    variable = VARIABLES[kind]
    if os.environ.get(variable) and dialogue.yes(f"${variable} is set. Use it?"):
        return Token(Secret(os.environ[variable]), f'"${{{variable}}}"')
    file = folder / f"{kind}-token"
    if file.is_file() and dialogue.yes(f"There is a file {file.name} already. Use it?"):
        return Token(Secret(_read(file)), f"{{file: {file.name}}}")
    words = dialogue.ask(
        "Paste the token (it stays hidden):",
        _HOW[kind],
        lambda words: _word(kind, words),
        hidden=True,
    )
    name = _free(folder, f"{kind}-{'webhook' if _is_webhook(words) else 'token'}")
    return Token(Secret(words), f"{{file: {name}}}", (name, words))


def _word(kind: str, words: str) -> str:
    """A token, or for Slack a webhook's address, by how it looks."""
    if kind == "telegram" and not re.fullmatch(r"\d+:[\w-]+", words, re.ASCII):
        raise UsageError("that is no token of Telegram's: a number, a colon, letters; ? says more")
    if kind == "slack" and not re.fullmatch(r"(xoxb-|https?://[^/]+/)[!-~]+", words):
        raise UsageError("that is no bot token of Slack's: it begins with xoxb-; ? says more")
    return words


def _is_webhook(words: str) -> bool:
    return words.startswith(("https://", "http://"))


def _free(folder: Path, name: str) -> str:
    """A name that no file of the folder has: nothing is written over."""
    number, free = 1, name
    while (folder / free).exists():
        number += 1
        free = f"{name}-{number}"
    return free


def _read(file: Path) -> str:
    try:
        content = file.read_bytes()
        words = content.decode("utf-8-sig").strip() if len(content) <= LARGEST else ""
    except OSError as error:
        raise UsageError(f"alertbot: {file}: {error.strerror}") from None
    except UnicodeDecodeError:
        words = ""
    if not words:
        raise UsageError(f"alertbot: {file}: there is no token in it")
    return words


def _bot(dialogue: Dialogue, kind: str, token: Secret, api_url: str) -> Bot | None:
    """Whose token it is; None, with that said, where it is nobody's and another one is needed."""
    from alertbot.channels import _slack_chats, _telegram_chats
    from alertbot.channels._chats import NotTold

    ask = _telegram_chats.bot if kind == "telegram" else _slack_chats.bot
    while True:
        try:
            with dialogue.busy("asking whose token it is ..."):
                return asyncio.run(ask(token, api_url or API_URLS[kind]))
        except NotTold as why:
            dialogue.say(f"{why}.")
            if why.is_token or not dialogue.yes("Try once more?"):
                return None


# -- the chat -------------------------------------------------------------------------------


def _telegram_chat(dialogue: Dialogue, token: Secret, bot: Bot, api_url: str) -> Chat:
    """The chat that wrote to the bot, and that is said to be the right one."""
    from alertbot.channels import _telegram_chats
    from alertbot.channels._chats import Chat, NotTold

    dialogue.say(
        f"Now open https://t.me/{bot.name} and press Start; for a group, add {_at(bot)} to it; "
        "for a channel, make it an administrator there."
    )
    while True:
        # A runner, and no coroutine around all of it: Ctrl-C has to work while a question waits.
        with asyncio.Runner() as runner:
            chats = _telegram_chats.chats(token, api_url or API_URLS["telegram"])
            try:
                while True:
                    with dialogue.busy("waiting for that (Ctrl-C stops) ..."):
                        chat = runner.run(_next(chats))
                    by = f" (by {chat.by})" if chat.by and chat.by != chat.name else ""
                    if dialogue.yes(f"{drawing.safe(chat.name + by)} is there. Send alerts there?"):
                        return chat
            except NotTold as why:
                dialogue.say(f"{why}.")
            finally:
                runner.run(chats.aclose())
        if not dialogue.yes("Try once more?"):
            number = dialogue.ask("Then the chat's number:", _NUMBER, _chat_number)
            return Chat(number, number)


def _chat_number(words: str) -> str:
    if not re.fullmatch(r"-?\d{1,19}(:\d{1,10})?", words, re.ASCII):
        raise UsageError("a chat's number is like 123456789, or -100123456789 for a group")
    return words


async def _next(chats: AsyncGenerator[Chat, None]) -> Chat:
    return await anext(chats)


def _slack_chat(dialogue: Dialogue, token: Secret, bot: Bot, api_url: str) -> Chat:
    """The channel that is named, or that the bot is invited to."""
    from alertbot.channels._chats import Chat, NotTold

    turned_down: set[str] = set()
    while True:
        name = dialogue.ask(
            "Which channel? Its name, such as #job-alerts, or Enter to invite the bot to one:",
            "A channel that is there already. A public one is written to without an invitation.",
            _channel_name,
            default="",
        )
        if name and _may_be_meant(dialogue, token, api_url, name):
            return Chat(name, name)
        if name:
            continue
        dialogue.say(f"In the channel, write: /invite {_at(bot)}")
        try:
            with dialogue.busy("waiting for that (Ctrl-C stops) ..."):
                chats = asyncio.run(_invited(token, api_url or API_URLS["slack"], turned_down))
        except NotTold as why:
            dialogue.say(f"{why}.")
            continue
        for chat in chats:
            if dialogue.yes(f"The bot is in {drawing.safe(chat.name)}. Send alerts there?"):
                return chat
            turned_down.add(chat.to)


def _may_be_meant(dialogue: Dialogue, token: Secret, api_url: str, name: str) -> bool:
    """Whether Slack shows a channel of this name, or cannot say so; else whoever types decides."""
    from alertbot.channels import _slack_chats
    from alertbot.channels._chats import NotThere, NotTold

    try:
        with dialogue.busy(f"looking for {name} ..."):
            asyncio.run(_slack_chats.chat(token, api_url or API_URLS["slack"], name))
    except NotThere:
        dialogue.say(
            f"Slack shows this bot no {name}; into a private channel it has to be invited."
        )
        return dialogue.yes("Take it all the same?", default=False)
    except NotTold:
        pass
    return True


def _channel_name(words: str) -> str:
    if words and not re.fullmatch(r"#?[^\s#@]{1,80}|[@UWCGD][A-Z0-9]{2,}", words):
        raise UsageError("a channel's name is one word, such as #job-alerts")
    is_id = re.fullmatch(r"[UWCGD][A-Z0-9]{5,}", words)
    return words if not words or is_id or words.startswith("#") else f"#{words}"


async def _invited(token: Secret, api_url: str, but: Collection[str]) -> list[Chat]:
    """Channels that the bot is in, as soon as there is one."""
    from alertbot.channels import _slack_chats

    while True:
        found = [one for one in await _slack_chats.chats(token, api_url) if one.to not in but]
        if found:
            return found
        await asyncio.sleep(_PAUSE)


def _at(bot: Bot) -> str:
    return drawing.safe(f"@{bot.name}")
