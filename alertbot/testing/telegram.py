"""A Telegram on loopback: the Bot API's methods that a bot which sends and edits needs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from alertbot.testing.exchange import Answer, Asked, Call, TooFast
from alertbot.testing.fault import telegram_refusal
from alertbot.testing.server import Clock, Server, wall_clock
from alertbot.testing.telegram_message import No, TelegramMessage, content_of

_TOKEN = "123456:testing"  # noqa: S105 - not a secret: the double's own
_CHATS = {123456789: "private"}
_UNMODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the "
    "same as a current content and reply markup of the message"
)
_DELETABLE = timedelta(hours=48)


class TelegramServer(Server):
    """`chats`: private, group, supergroup or channel, by id.

    `names`: ids of public chats by "@name". `topics`: the threads of a chat; a chat that is not
    named there has any. `pace`: the least time between two messages in a chat, else 429.
    """

    def __init__(
        self,
        token: str = _TOKEN,
        chats: Mapping[int, str] | None = None,
        *,
        names: Mapping[str, int] | None = None,
        topics: Mapping[int, frozenset[int]] | None = None,
        clock: Clock = wall_clock,
        host: str = "127.0.0.1",
        port: int = 0,
        pace: timedelta | None = None,
    ) -> None:
        super().__init__(clock=clock, host=host, port=port)
        self.token = token
        self.pace = pace
        self._chats = dict(_CHATS if chats is None else chats)
        self._names = dict(names or {})
        self._topics = dict(topics or {})
        self._moved: dict[int, int] = {}
        self._blocked: dict[int, str] = {}
        self._messages: list[TelegramMessage] = []
        self._calls: list[Call] = []
        self._counts = Counter[int]()
        self._updates: list[dict[str, object]] = []
        self._told = 0

    # -- what a test asks and changes ---------------------------------------------------------

    @property
    def messages(self) -> tuple[TelegramMessage, ...]:
        """The messages taken and not deleted, in order, each as it reads now."""
        with self.lock:
            return tuple(self._messages)

    @property
    def calls(self) -> tuple[Call, ...]:
        """The calls that reached the service, in order: not those that a fault kept from it."""
        with self.lock:
            return tuple(self._calls)

    def migrate(self, old: int, new: int) -> None:
        """Make a group a supergroup: it has a new id, and the old one tells so."""
        with self.lock:
            self._moved[old] = new
            self._chats[new] = "supergroup"

    def block(self, chat: int, why: str = "bot was blocked by the user") -> None:
        """Let a chat refuse the bot; `why` is Telegram's wording after "Forbidden: "."""
        with self.lock:
            self._blocked[chat] = why

    def unblock(self, chat: int) -> None:
        """Let the bot in again."""
        with self.lock:
            del self._blocked[chat]

    def hear(self, chat: int, words: str = "/start", *, first_name: str = "Robin") -> None:
        """Let a person write to the bot in a chat."""
        sender = {"id": abs(chat), "is_bot": False, "first_name": first_name}
        with self.lock:
            kind = self._chats.setdefault(chat, "private")
            name = {"first_name": first_name} if kind == "private" else {"title": "Job alerts"}
            shown = {"id": chat, "type": kind, **name}
            date = int(self.now().timestamp())
            message = {"message_id": 1, "from": sender, "chat": shown, "date": date, "text": words}
            self._update("message", message)

    def admit(self, chat: int, title: str = "Job alerts", status: str = "member") -> None:
        """Let the bot into a group, or with the status "left" or "kicked" put it out again."""
        with self.lock:
            self._chats.setdefault(chat, "supergroup")
            member = {"status": status, "user": self._bot()}
            shown = {"id": chat, "type": self._chats[chat], "title": title}
            self._update("my_chat_member", {"chat": shown, "new_chat_member": member})

    # -- answering --------------------------------------------------------------------------

    def throttled(self, seconds: int) -> Answer:
        """429, Retry-After, and the same in the parameters."""
        why = f"Too Many Requests: retry after {seconds}"
        refusal = telegram_refusal(429, why, {"retry_after": seconds})
        return replace(refusal, headers=(("Retry-After", str(seconds)),))

    def answer(self, asked: Asked) -> Answer:
        """Call the method that the path names."""
        found = re.fullmatch(r"/bot(\d{1,20}:[A-Za-z0-9_-]+)/(\w{1,64})", asked.path)
        if not found:
            return telegram_refusal(404, "Not Found")
        try:
            arguments = asked.arguments()
        except ValueError:
            return telegram_refusal(400, "Bad Request: can't parse request body")
        try:
            if found[1] != self.token:
                raise No(401, "Unauthorized")
            answer = Answer.json({"ok": True, "result": self._call(found[2], arguments)})
        except No as no:
            answer = no.answer
        except TooFast as fast:
            answer = self.throttled(fast.seconds)
        ok = answer.status == 200
        self._calls.append(Call(found[2], arguments, ok, self.now()))
        return replace(answer, content_type="application/json")

    def _call(self, method: str, arguments: Mapping[str, object]) -> object:
        match method.lower():
            case "sendmessage":
                return self._send(arguments)
            case "editmessagetext":
                return self._edit(arguments)
            case "deletemessage":
                return self._delete(arguments)
            case "getme":
                return {
                    **self._bot(),
                    "can_join_groups": True,
                    "can_read_all_group_messages": False,
                    "supports_inline_queries": False,
                }
            case "getchat":
                return self._described(self._chat(arguments))
            case "getupdates":
                return self._unconfirmed(arguments)
            case _:
                raise No(404, "Not Found: method not found")

    # -- messages ---------------------------------------------------------------------------

    def _send(self, arguments: Mapping[str, object]) -> dict[str, object]:
        chat = self._chat(arguments)
        text, source, entities = content_of(arguments)
        given = str(arguments.get("message_thread_id") or 0)
        if not given.isdecimal():
            raise No(400, "Bad Request: invalid message thread identifier specified")
        thread = int(given) or None
        if thread and chat in self._topics and thread not in self._topics[chat]:
            raise No(400, "Bad Request: message thread not found")
        self._keep_pace(chat)
        message = TelegramMessage(
            chat,
            self._next_id(chat),
            text,
            source,
            entities,
            self.now(),
            thread,
            False,
            dict(arguments),
        )
        self._messages.append(message)
        return self._shown(message)

    def _update(self, kind: str, event: Mapping[str, object]) -> None:
        self._told += 1
        self._updates.append({"update_id": self._told, kind: event})

    def _unconfirmed(self, arguments: Mapping[str, object]) -> list[dict[str, object]]:
        """What was not confirmed by a higher `offset`. It answers at once, unlike Telegram."""
        given = str(arguments.get("offset") or 0)
        if not given.isdecimal():
            raise No(400, "Bad Request: invalid offset specified")
        self._updates = [one for one in self._updates if int(str(one["update_id"])) >= int(given)]
        return list(self._updates)

    def _next_id(self, chat: int) -> int:
        """Counted in each supergroup and channel, and together in all other chats of the bot."""
        apart = self._chats[chat] in ("supergroup", "channel")
        counted = chat if apart else 0
        self._counts[counted] += 1
        return self._counts[counted]

    def _edit(self, arguments: Mapping[str, object]) -> dict[str, object]:
        index = self._index(arguments, "edit")
        before = self._messages[index]
        text, source, entities = content_of(arguments)
        markup = arguments.get("reply_markup")
        same_markup = markup == before.arguments.get("reply_markup")
        if (text, entities) == (before.text, before.entities) and same_markup:
            raise No(400, f"Bad Request: {_UNMODIFIED}")
        self._messages[index] = replace(
            before,
            text=text,
            source=source,
            entities=entities,
            edited=True,
            arguments=dict(arguments),
        )
        return self._shown(self._messages[index])

    def _delete(self, arguments: Mapping[str, object]) -> bool:
        index = self._index(arguments, "delete")
        if self.now() - self._messages[index].date >= _DELETABLE:
            raise No(400, "Bad Request: message can't be deleted for everyone")
        del self._messages[index]
        return True

    def _index(self, arguments: Mapping[str, object], purpose: str) -> int:
        chat = self._chat(arguments)
        number = str(arguments.get("message_id") or "0")
        if not number.isdecimal() or not int(number):
            raise No(400, "Bad Request: message identifier is not specified")
        for index, message in enumerate(self._messages):
            if (message.chat, message.id) == (chat, int(number)):
                return index
        raise No(400, f"Bad Request: message to {purpose} not found")

    def _chat(self, arguments: Mapping[str, object]) -> int:
        given = str(arguments.get("chat_id", ""))
        if not given:
            raise No(400, "Bad Request: chat_id is empty")
        by_name = self._names.get(given, 0)
        chat = int(given) if re.fullmatch(r"-?\d{1,20}", given) else by_name
        if chat in self._moved:
            why = "Bad Request: group chat was upgraded to a supergroup chat"
            raise No(400, why, {"migrate_to_chat_id": self._moved[chat]})
        if chat in self._blocked:
            raise No(403, f"Forbidden: {self._blocked[chat]}")
        if chat not in self._chats:
            raise No(400, "Bad Request: chat not found")
        return chat

    def _keep_pace(self, chat: int) -> None:
        sent = [message.date for message in self._messages if message.chat == chat]
        if self.pace and sent:
            wait = (sent[-1] + self.pace - self.now()).total_seconds()
            if wait > 0:
                raise TooFast(int(wait) + 1)

    def _bot(self) -> dict[str, object]:
        number = int(self.token.partition(":")[0])
        return {"id": number, "is_bot": True, "first_name": "alertbot", "username": "alertbot_bot"}

    def _described(self, chat: int) -> dict[str, object]:
        kind = self._chats[chat]
        name = {"first_name": "Robin"} if kind == "private" else {"title": "Job alerts"}
        return {"id": chat, "type": kind, **name}

    def _shown(self, message: TelegramMessage) -> dict[str, object]:
        shown: dict[str, object] = {
            "message_id": message.id,
            "from": self._bot(),
            "chat": self._described(message.chat),
            "date": int(message.date.timestamp()),
            "text": message.text,
        }
        if message.entities:
            shown["entities"] = [entity.shown() for entity in message.entities]
        if message.thread:
            shown |= {"message_thread_id": message.thread, "is_topic_message": True}
        if message.edited:
            shown["edit_date"] = int(self.now().timestamp())
        return shown
