"""A Slack on loopback: the Web API's methods that a bot needs which posts, edits and looks back.

Answers are shaped like the real ones: HTTP 200 with {"ok": false, "error": ...} for what Slack
refuses. Names are good for posting and for nothing else; the history wants ids.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from alertbot.testing.exchange import Answer, Asked, Call, TooFast
from alertbot.testing.fault import Fault
from alertbot.testing.server import Clock, Server, wall_clock
from alertbot.testing.slack_message import Refused, SlackMessage, microseconds, read, shown
from alertbot.testing.slack_pages import is_true, page_of, span_of

_CHANNELS = {"#job-alerts": "C0JOBALERT1"}
_EPOCH = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
_MICROSECOND = timedelta(microseconds=1)


class SlackServer(Server):
    """`channels`: ids by name. `users`: ids of people who can be written to.

    `deduplicate`: a second message with a client_msg_id gives back the first (Slack half
    promises it). `pace`: the least time between two messages in a channel, else 429.
    `page_size`: the most that one page of a list or history holds, whatever is asked.
    `edit_window`: how old a message may be that is edited, as a workspace can set it. Not
    `deletes`: its compliance exports keep every message.
    """

    def __init__(
        self,
        token: str = "xoxb-testing",  # noqa: S107 - not a secret: the double's own
        channels: Mapping[str, str] | None = None,
        users: Iterable[str] = (),
        *,
        clock: Clock = wall_clock,
        host: str = "127.0.0.1",
        port: int = 0,
        deduplicate: bool = False,
        pace: timedelta | None = None,
        page_size: int = 999,
        edit_window: timedelta | None = None,
        deletes: bool = True,
    ) -> None:
        super().__init__(clock=clock, host=host, port=port)
        self.token = token
        self.deduplicate = deduplicate
        self.pace = pace
        self.page_size = page_size
        self.edit_window = edit_window
        self.deletes = deletes
        names = _CHANNELS if channels is None else channels
        self._names = {name.lstrip("#"): channel for name, channel in names.items()}
        self._dms = {user: f"D{user[1:]}" for user in users}
        self._archived: set[str] = set()
        self._messages: list[SlackMessage] = []
        self._calls: list[Call] = []
        self._tick = 0

    # -- what a test asks and changes ---------------------------------------------------------

    @property
    def messages(self) -> tuple[SlackMessage, ...]:
        """The messages taken and not deleted, in order, each as it reads now."""
        with self.lock:
            return tuple(self._messages)

    @property
    def calls(self) -> tuple[Call, ...]:
        """The calls that reached the service, in order: not those that a fault kept from it."""
        with self.lock:
            return tuple(self._calls)

    def archive(self, channel: str) -> None:
        """Archive a channel: nothing can be posted or edited there."""
        with self.lock:
            self._archived.add(self._posting_channel(channel))

    def revoke(self) -> None:
        """Make every call fail as with a token that has been revoked."""
        self.fail(Fault.slack_error("token_revoked"), times=None)

    # -- answering --------------------------------------------------------------------------

    def throttled(self, seconds: int) -> Answer:
        """429, Retry-After, and the error in the body."""
        refusal = {"ok": False, "error": "ratelimited"}
        return Answer.json(refusal, 429, {"Retry-After": str(seconds)})

    def answer(self, asked: Asked) -> Answer:
        """Call the method that the path names."""
        prefix, _, method = asked.path.rpartition("/")
        if prefix != "/api":
            return super().answer(asked)
        try:
            arguments = asked.arguments()
        except ValueError:
            return Answer.json({"ok": False, "error": "invalid_json"})
        done: dict[str, object]
        try:
            self._authorise(asked, arguments)
            done = {"ok": True, **self._call(method, arguments)}
        except Refused as refused:
            done = {"ok": False, "error": refused.code, **refused.more}
        except TooFast as fast:
            self._calls.append(Call(method, arguments, False, self.now()))
            return self.throttled(fast.seconds)
        self._calls.append(Call(method, arguments, bool(done["ok"]), self.now()))
        return Answer.json(done)

    def _authorise(self, asked: Asked, arguments: dict[str, object]) -> None:
        scheme, _, token = asked.header("authorization").partition(" ")
        given = token.strip() if scheme.lower() == "bearer" else ""
        in_json = "json" in asked.header("content-type")
        body_token = arguments.pop("token", "")
        given = given or ("" if in_json else str(body_token))
        if not given:
            raise Refused("not_authed")
        if given != self.token:
            raise Refused("invalid_auth")

    def _call(self, method: str, arguments: dict[str, object]) -> dict[str, object]:
        match method:
            case "chat.postMessage":
                return self._post(arguments)
            case "chat.update":
                return self._update(arguments)
            case "chat.delete":
                return self._delete(arguments)
            case "conversations.history":
                return self._history(arguments)
            case "conversations.list":
                return self._list(arguments)
            case "conversations.open":
                return self._open(arguments)
            case "auth.test":
                return {
                    "url": "https://contoso.slack.com/",
                    "team": "Contoso",
                    "user": "alertbot",
                    "team_id": "T0CONTOSO1",
                    "user_id": "U0ALERTBOT",
                    "bot_id": "B0ALERTBOT",
                    "is_enterprise_install": False,
                }
            case "api.test":
                return {"args": arguments}
            case _:
                raise Refused("unknown_method", {"req_method": method})

    # -- chat -------------------------------------------------------------------------------

    def _post(self, arguments: dict[str, object]) -> dict[str, object]:
        channel = self._posting_channel(str(arguments.get("channel", "")))
        if channel in self._archived:
            raise Refused("is_archived")
        message = read(arguments, SlackMessage(channel, "", ""))
        if self.deduplicate and message.client_msg_id:
            for earlier in self._messages:
                same = earlier.client_msg_id == message.client_msg_id
                if same and earlier.channel == channel:
                    return {**self._posted(earlier), "is_duplicate": True}
        self._keep_pace(channel)
        message = replace(message, ts=self._next_ts())
        self._messages.append(message)
        return self._posted(message)

    def _posted(self, message: SlackMessage) -> dict[str, object]:
        said = shown(message, with_metadata=False)
        return {"channel": message.channel, "ts": message.ts, "message": said}

    def _update(self, arguments: dict[str, object]) -> dict[str, object]:
        index = self._index(arguments)
        before = self._messages[index]
        if before.channel in self._archived:
            raise Refused("is_inactive")
        age = self.now().timestamp() - float(before.ts)
        if self.edit_window is not None and age > self.edit_window.total_seconds():
            raise Refused("edit_window_closed")
        edited = replace(read(arguments, before), edited=True)
        self._messages[index] = edited
        said = shown(edited, with_metadata=False)
        return {"channel": edited.channel, "ts": edited.ts, "text": edited.text, "message": said}

    def _delete(self, arguments: dict[str, object]) -> dict[str, object]:
        index = self._index(arguments)
        if not self.deletes:
            raise Refused("compliance_exports_prevent_deletion")
        message = self._messages.pop(index)
        return {"channel": message.channel, "ts": message.ts}

    def _index(self, arguments: dict[str, object]) -> int:
        """Which of the messages is meant. Ids alone are good for this, and no names."""
        channel = self._channel_id(str(arguments.get("channel", "")))
        for index, message in enumerate(self._messages):
            if (message.channel, message.ts) == (channel, arguments.get("ts")):
                return index
        raise Refused("message_not_found")

    def _posting_channel(self, given: str) -> str:
        """The id of what a message can be addressed to: an id, a name, or a user."""
        name = given.lstrip("#")
        if name in self._names:
            return self._names[name]
        return self._dms[given] if given in self._dms else self._channel_id(given)

    def _channel_id(self, given: str) -> str:
        if given in self._names.values() or given in self._dms.values():
            return given
        raise Refused("channel_not_found")

    def _keep_pace(self, channel: str) -> None:
        if not self.pace:
            return
        last = max((float(one.ts) for one in self._messages if one.channel == channel), default=0.0)
        wait = last + self.pace.total_seconds() - self.now().timestamp()
        if wait > 0:
            raise TooFast(int(wait) + 1)

    def _next_ts(self) -> str:
        """The moment it is, in microseconds, and always later than the one before."""
        self._tick = max(self._tick + 100, (self.now() - _EPOCH) // _MICROSECOND)
        return f"{self._tick // 1_000_000}.{self._tick % 1_000_000:06}"

    # -- conversations ------------------------------------------------------------------------

    def _history(self, arguments: dict[str, object]) -> dict[str, object]:
        channel = self._channel_id(str(arguments.get("channel", "")))
        oldest, latest = span_of(arguments)
        within = [
            message
            for message in reversed(self._messages)
            if message.channel == channel and oldest < microseconds(message.ts) < latest
        ]
        page, cursor = page_of(within, arguments, self.page_size)
        with_metadata = is_true(arguments.get("include_all_metadata"))
        said = [shown(message, with_metadata=with_metadata) for message in page]
        answer: dict[str, object] = {"messages": said, "has_more": bool(cursor), "pin_count": 0}
        if cursor:
            answer["response_metadata"] = {"next_cursor": cursor}
        return answer

    def _list(self, arguments: dict[str, object]) -> dict[str, object]:
        channels = [
            {
                "id": channel,
                "name": name,
                "name_normalized": name,
                "is_channel": True,
                "is_private": False,
                "is_archived": channel in self._archived,
                "is_member": True,
            }
            for name, channel in self._names.items()
            if not (is_true(arguments.get("exclude_archived")) and channel in self._archived)
        ]
        wanted = str(arguments.get("types") or "public_channel").split(",")
        listed = channels if "public_channel" in wanted else []
        page, cursor = page_of(listed, arguments, self.page_size)
        return {"channels": page, "response_metadata": {"next_cursor": cursor}}

    def _open(self, arguments: dict[str, object]) -> dict[str, object]:
        if channel := str(arguments.get("channel") or ""):
            return {"channel": {"id": self._channel_id(channel)}}
        users = arguments.get("users") or ""
        user = ",".join(map(str, users)) if isinstance(users, list) else str(users)
        if not user:
            raise Refused("users_list_not_supplied")
        if user not in self._dms:
            raise Refused("user_not_found")
        return {"channel": {"id": self._dms[user]}, "no_op": False, "already_open": False}
