"""What Telegram's answers mean. core.telegram.org/bots/api, and the words of its own server."""

from __future__ import annotations

import json
from typing import Any

from alertbot.channels import _wire
from alertbot.channels._wire import Answer
from alertbot.model import Failed, Outcome, Rejected, Scope, Unknown

# Of what Telegram words as a Bad Request, what is wrong with the chat. The rest is the message.
_ABOUT_THE_CHAT = (
    "chat not found",
    "chat_id is empty",
    "message thread not found",
    "not enough rights",
    "have no rights",
    "need administrator rights",
    "chat_admin_required",
    "chat_write_forbidden",
    "chat_restricted",
    "chat_send_plain_forbidden",
    "channel_private",
    "topic_closed",
    "topic_deleted",
    "peer_id_invalid",
    "user not found",
    "user is deactivated",
    "user_is_blocked",
    "user_is_bot",
    "input_user_deactivated",
    "group is deactivated",
    "group chat was deactivated",
    "upgraded to a supergroup",
    "bot was kicked",
    "bot is not a member",
)
_UNCHANGED = ("message is not modified", "message_not_modified")
_GONE = (
    "message to edit not found",
    "message to delete not found",
    "message not found",
    "message identifier is not specified",
    "message_id_invalid",
)


def object_of(answer: Answer) -> dict[str, Any] | None:
    """The answer's JSON object, None for anything that is not how Telegram answers."""
    try:
        data = json.loads(answer.body)
    except (ValueError, RecursionError):
        return None
    return data if isinstance(data, dict) and isinstance(data.get("ok"), bool) else None


def meaning(answer: Answer, data: dict[str, Any] | None, token: str) -> Outcome:
    """What an answer that is no success says about the message."""
    parameters = (data or {}).get("parameters")
    parameters = parameters if isinstance(parameters, dict) else {}
    status = answer.status
    if data is not None and status < 300 and isinstance(data.get("error_code"), int):
        status = data["error_code"]
    if status in (420, 429):
        return _wire.throttled(parameters.get("retry_after") or answer.headers.get("retry-after"))
    if data is None:
        reason = f"HTTP {status}, and not Telegram's answer"
        return Failed(reason) if 300 <= status < 500 else Unknown(reason)
    reason = _wire.said(str(data.get("description") or f"HTTP {status}"), token)
    moved_to = parameters.get("migrate_to_chat_id")
    if isinstance(moved_to, int):
        return Rejected(reason, Scope.DESTINATION, str(moved_to))
    match status:
        case 401 | 404:
            return Rejected(reason, Scope.CREDENTIAL)
        case 403:
            return Rejected(reason, Scope.DESTINATION)
        case 400 | 413:
            about_chat = any(words in reason.lower() for words in _ABOUT_THE_CHAT)
            return Rejected(reason, Scope.DESTINATION if about_chat else Scope.MESSAGE)
        case _:
            return Unknown(reason)


def of_the_message(outcome: Outcome) -> bool:
    """Whether it is this message alone that Telegram will not do this to."""
    return isinstance(outcome, Rejected) and outcome.scope is Scope.MESSAGE


def unchanged(outcome: Outcome) -> bool:
    """Whether an edit was refused because the message reads so already."""
    return _says(outcome, _UNCHANGED)


def gone(outcome: Outcome) -> bool:
    """Whether the message is there no longer."""
    return _says(outcome, _GONE)


def _says(outcome: Outcome, words: tuple[str, ...]) -> bool:
    return isinstance(outcome, Rejected) and any(one in outcome.reason.lower() for one in words)
