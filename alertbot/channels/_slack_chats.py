"""Who a Slack bot is, and which channels it was invited to. docs.slack.dev/reference/methods."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from alertbot.channels import _wire
from alertbot.channels._chats import Bot, Chat, NotThere, NotTold
from alertbot.channels._slack import _cursor, _dicts
from alertbot.channels._slack_api import Api
from alertbot.channels._slack_errors import Refused
from alertbot.model import Rejected, Scope, Secret, Throttled

_WITHIN = timedelta(seconds=15)
_PAGES = 10
_PAGE = 500
_KINDS = "public_channel,private_channel"


async def bot(token: Secret, api_url: str) -> Bot:
    """Whose token it is. Raises NotTold."""
    async with _api(token, api_url) as api:
        try:
            answer = await api.ask("auth.test", _wire.begin(_WITHIN))
        except Refused as refused:
            raise _not_told(refused) from None
    return Bot(str(answer.get("user") or "the bot"), str(answer.get("team") or ""))


async def chat(token: Secret, api_url: str, to: str) -> Chat:
    """The channel that a configuration names; of a person no more than the name. Raises NotTold."""
    name = to.removeprefix("#")
    if re.fullmatch(r"@.+|[DUW][A-Z0-9]{5,}", to):
        return Chat(to, to)
    async with _api(token, api_url) as api:
        for one in await _all(api):
            if name in (one.get("name"), one.get("id")):
                return Chat(to, f"#{one.get('name')}")
    raise NotThere(
        f"Slack shows this bot no channel {to}: look at 'to:'; into a private one it has to be "
        "invited (/invite), and an archived one takes nothing"
    )


async def chats(token: Secret, api_url: str) -> list[Chat]:
    """The channels that the bot is a member of. Raises NotTold."""
    async with _api(token, api_url) as api:
        return [
            # A private channel is posted to by its id alone.
            Chat(one["id"] if one.get("is_private") else f"#{one['name']}", f"#{one['name']}")
            for one in await _all(api)
            if one.get("is_member") is True
        ]


async def _all(api: Api) -> list[dict[str, Any]]:
    """The channels that the bot can see, those of a name and an id. Raises NotTold."""
    try:
        return await _listed(api, _KINDS)
    except Refused as refused:
        if refused.code != "missing_scope":
            raise _not_told(refused) from None
    try:  # without groups:read it sees public ones
        return await _listed(api, "public_channel")
    except Refused as refused:
        raise _not_told(refused) from None


async def _listed(api: Api, kinds: str) -> list[dict[str, Any]]:
    asked: dict[str, object] = {"limit": _PAGE, "exclude_archived": True, "types": kinds}
    found: list[dict[str, Any]] = []
    call = _wire.begin(_WITHIN)
    for _ in range(_PAGES):
        answer = await api.ask("conversations.list", call, **asked)
        found += (
            one
            for one in _dicts(answer.get("channels"))
            if isinstance(one.get("name"), str) and isinstance(one.get("id"), str)
        )
        if not (cursor := _cursor(answer)):
            break
        asked["cursor"] = cursor
    return found


def _not_told(refused: Refused) -> NotTold:
    match refused.outcome:
        case Throttled(wait):
            what = f"Slack wants to be left alone for {wait.total_seconds():.0f} s"
            return NotTold(what, passing=True)
        case Rejected(reason, Scope.CREDENTIAL) if refused.code == "missing_scope":
            return NotTold(f"this token may not list channels ({reason})")
        case Rejected(reason, Scope.CREDENTIAL):
            what = f"Slack does not take this token ({reason})"
            return NotTold(f"{what}: copy the Bot User OAuth Token, xoxb-...", is_token=True)
        case outcome:
            return NotTold(f"Slack: {outcome.reason}", passing=True)


@asynccontextmanager
async def _api(token: Secret, api_url: str) -> AsyncIterator[Api]:
    threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="slack")
    try:
        async with _wire.opened(_WITHIN) as wire:
            yield Api(wire, threads, token.reveal(), f"{api_url}/api/")
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
