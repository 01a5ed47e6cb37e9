"""The Bot API as core.telegram.org/bots/api has it: the calls that send, change and delete."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from tests.faults import telegram_rules as rules
from tests.faults.service import Call, Message, Reply, Service

_SERVED = {"sendMessage", "editMessageText", "deleteMessage", "getMe", "getChat"}


def error(code: int, description: str, **parameters: object) -> Reply:
    """Telegram's no: the status, and the same in the body with a description."""
    body: dict[str, object] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        body["parameters"] = parameters
    return Reply(code, body)


def throttled(seconds: int) -> Reply:
    """429, and for how long: in the body and in a header."""
    words = f"Too Many Requests: retry after {seconds}"
    content = error(429, words, retry_after=seconds).content
    return Reply(429, content, (("Retry-After", str(seconds)),))


class TelegramService(Service):
    """`chats`: the ids that the bot may write to. `moved`: to which id a group has moved."""

    def __init__(
        self, token: str, chats: Iterable[int], clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__()
        self.token = token
        self.chats = set(chats)
        self.moved: dict[int, int] = {}
        self.refusals: dict[int, Reply] = {}
        self.picky: Callable[[str], bool] = lambda text: False
        self._clock = clock

    def reply(self, call: Call) -> Reply:
        """What the Bot API answers."""
        if call.path.split("/")[1] != f"bot{self.token}":
            return error(401, "Unauthorized")
        if call.method not in _SERVED:
            return error(404, "Not Found")
        if strange := set(call.arguments) - rules.ARGUMENTS[call.method]:
            # The Bot API passes over what it does not know; a sender that is right sends none.
            self.broken_rules.append(f"{call.method} has unknown arguments {sorted(strange)}")
        if call.method == "getMe":
            me = {"id": 1, "is_bot": True, "first_name": "alertbot", "username": "alert_bot"}
            return Reply(200, {"ok": True, "result": me})
        return self._in_chat(call)

    def _in_chat(self, call: Call) -> Reply:
        try:
            chat = int(str(call.arguments.get("chat_id")))
        except ValueError:
            return error(400, "Bad Request: chat not found")
        if chat in self.refusals:
            return self.refusals[chat]
        if chat in self.moved:
            words = "Bad Request: group chat was upgraded to a supergroup chat"
            return error(400, words, migrate_to_chat_id=self.moved[chat])
        if chat not in self.chats:
            return error(400, "Bad Request: chat not found")
        match call.method:
            case "sendMessage":
                return self._send(call, chat)
            case "editMessageText":
                return self._edit(call, chat)
            case _:
                return Reply(200, {"ok": True, "result": True})

    def _send(self, call: Call, chat: int) -> Reply:
        shown = self._read(call)
        if isinstance(shown, Reply):
            return shown
        number = len(self.messages) + 1
        self.messages.append(Message(str(number), str(chat), shown, call.at))
        return self._answer(number, chat, shown)

    def _edit(self, call: Call, chat: int) -> Reply:
        number = str(call.arguments.get("message_id"))
        shown = self._read(call)
        if isinstance(shown, Reply):
            return shown
        if not any((one.id, one.channel) == (number, str(chat)) for one in self.messages):
            return error(400, "Bad Request: message to edit not found")
        return self._answer(int(number), chat, shown)

    def _answer(self, number: int, chat: int, shown: str) -> Reply:
        kind = "private" if chat > 0 else "supergroup" if chat < -(10**12) else "group"
        about = {"id": chat, "type": kind}
        result = {"message_id": number, "date": int(self._clock()), "chat": about, "text": shown}
        return Reply(200, {"ok": True, "result": result})

    def _read(self, call: Call) -> str | Reply:
        """The text as the chat shows it, or why not."""
        text = str(call.arguments.get("text") or "")
        if not text.strip():
            return error(400, "Bad Request: message text is empty")
        if len(text.encode("utf-8", "replace")) > 32_768:
            self.broken_rules.append("a text of more than 32,768 bytes")
            return error(400, "Bad Request: text is too long")
        if self.picky(text):
            return error(400, "Bad Request: can't parse entities: as this test has it")
        shown, links = text, list[str]()
        if call.arguments.get("parse_mode"):
            try:
                shown, links = (rules.real if rules.REAL else rules.parsed)(text)
            except rules.Unparsable as why:
                self.broken_rules.append(f"{why}: {text[:80]!r}")
                return error(400, f"Bad Request: {why}")
        if len(shown.encode("utf-16-le")) // 2 > rules.MOST:
            self.broken_rules.append(f"{len(shown)} characters")
            return error(400, "Bad Request: message is too long")
        strange = [link for link in links if not link.startswith(("http://", "https://"))]
        if strange or (rules.REAL and rules.live(shown)):
            self.broken_rules.append(f"something live in {shown[:80]!r} {strange[:1]}")
        return shown
