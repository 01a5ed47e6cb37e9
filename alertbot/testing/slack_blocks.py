"""Slack's rules for Block Kit, as far as messages need them, and as strict as Slack.

A fault is worded as Slack words it, with a JSON pointer to the place:
"must be less than 3001 characters [json-pointer:/blocks/0/text/text]". Limits: PLATFORMS of the
project, which has them from the TSDoc of @slack/types.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Faults = Iterator[str]
Check = Callable[[object, str], Faults]
_URL = re.compile(r"(?:https?://[^\s/<>|]+|mailto:)[^\s<>|]*", re.IGNORECASE)


def faults_in(blocks: Sequence[object]) -> list[str]:
    """What Slack would not take in these blocks."""
    faults = [
        fault for index, block in enumerate(blocks) for fault in _block(block, f"/blocks/{index}")
    ]
    ids = [block["block_id"] for block in blocks if isinstance(block, dict) and "block_id" in block]
    if len(ids) != len(set(map(str, ids))):
        faults.append(_at("block_id must be unique", "/blocks"))
    return faults


@dataclass(frozen=True, slots=True)
class _Shape:
    """An object's keys, each with its check, and those that must be there."""

    keys: Mapping[str, Check]
    required: tuple[str, ...] = ()
    either: tuple[str, ...] = ()

    def faults(self, value: Mapping[str, object], place: str) -> Faults:
        for key in self.required:
            if key not in value:
                yield _at(f"missing required field: {key}", place)
        if self.either and not any(key in value for key in self.either):
            yield _at(f"missing required field: {self.either[0]}", place)
        for key, one in value.items():
            if key == "type":
                continue
            if key not in self.keys:
                yield _at(f"invalid additional property: {key}", place)
            else:
                yield from self.keys[key](one, f"{place}/{key}")


def _at(what: str, place: str) -> str:
    return f"{what} [json-pointer:{place}]"


def _string(most: int, least: int = 1) -> Check:
    def check(value: object, place: str) -> Faults:
        if not isinstance(value, str):
            yield _at("must be a string", place)
        elif len(value) < least:
            yield _at(f"must be more than {least - 1} characters", place)
        elif len(value) > most:
            yield _at(f"must be less than {most + 1} characters", place)

    return check


def _boolean(value: object, place: str) -> Faults:
    if not isinstance(value, bool):
        yield _at("must be a boolean", place)


def _anything(_value: object, _place: str) -> Faults:
    yield from ()


def _one_of(*words: str) -> Check:
    def check(value: object, place: str) -> Faults:
        if value not in words:
            yield _at(f"must be one of: {', '.join(words)}", place)

    return check


def _url(value: object, place: str) -> Faults:
    yield from _string(3000)(value, place)
    if isinstance(value, str) and not _URL.fullmatch(value):
        yield _at("invalid url", place)


def _list(each: Check, most: int) -> Check:
    def check(value: object, place: str) -> Faults:
        if not isinstance(value, list):
            yield _at("must be an array", place)
            return
        if not value:
            yield _at("no fewer than 1 items allowed", place)
        if len(value) > most:
            yield _at(f"no more than {most} items allowed", place)
        for index, one in enumerate(value):
            yield from each(one, f"{place}/{index}")

    return check


def _text(most: int, *kinds: str) -> Check:
    """A text object of one of the kinds."""

    def check(value: object, place: str) -> Faults:
        if not isinstance(value, dict):
            yield _at("must be an object", place)
            return
        kind = value.get("type")
        if kind not in kinds:
            yield _at(f"unsupported type: {kind}", f"{place}/type")
            return
        more = {"verbatim": _boolean} if kind == "mrkdwn" else {"emoji": _boolean}
        yield from _Shape({"text": _string(most), **more}, ("text",)).faults(value, place)

    return check


def _typed(shapes: Mapping[str, _Shape]) -> Check:
    """An object whose `type` says which of the shapes it has."""

    def check(value: object, place: str) -> Faults:
        if not isinstance(value, dict):
            yield _at("must be an object", place)
            return
        shape = shapes.get(str(value.get("type")))
        if shape is None:
            yield _at(f"unsupported type: {value.get('type')}", f"{place}/type")
        else:
            yield from shape.faults(value, place)

    return check


_plain = "plain_text"
_mrkdwn = "mrkdwn"
_either = (_plain, _mrkdwn)
_CONFIRM = _Shape(
    {
        "title": _text(100, _plain),
        "text": _text(300, *_either),
        "confirm": _text(30, _plain),
        "deny": _text(30, _plain),
        "style": _one_of("primary", "danger"),
    },
    ("title", "text", "confirm", "deny"),
)


def _confirm(value: object, place: str) -> Faults:
    if isinstance(value, dict):
        yield from _CONFIRM.faults(value, place)
    else:
        yield _at("must be an object", place)


def _option(value: object, place: str) -> Faults:
    shape = _Shape(
        {
            "text": _text(75, *_either),
            "value": _string(75),
            "description": _text(75, *_either),
            "url": _url,
        },
        ("text",),
    )
    if isinstance(value, dict):
        yield from shape.faults(value, place)
    else:
        yield _at("must be an object", place)


_IMAGE = _Shape(
    {"image_url": _url, "slack_file": _anything, "alt_text": _string(2000)},
    ("alt_text",),
    ("image_url", "slack_file"),
)
_BUTTON = _Shape(
    {
        "text": _text(75, _plain),
        "action_id": _string(255),
        "url": _url,
        "value": _string(2000),
        "style": _one_of("primary", "danger"),
        "confirm": _confirm,
        "accessibility_label": _string(75),
    },
    ("text",),
)
_SELECT = _Shape(
    {
        "action_id": _string(255),
        "placeholder": _text(150, _plain),
        "options": _list(_option, 100),
        "initial_option": _option,
        "confirm": _confirm,
        "focus_on_load": _boolean,
    }
)
_OVERFLOW = _Shape(
    {"action_id": _string(255), "options": _list(_option, 5), "confirm": _confirm}, ("options",)
)
_INTERACTIVE = {
    "button": _BUTTON,
    "overflow": _OVERFLOW,
    "static_select": _SELECT,
    "users_select": _SELECT,
    "conversations_select": _SELECT,
    "channels_select": _SELECT,
}
_CONTEXT = {
    "image": _IMAGE,
    _plain: _Shape({"text": _string(3000), "emoji": _boolean}, ("text",)),
    _mrkdwn: _Shape({"text": _string(3000), "verbatim": _boolean}, ("text",)),
}
_actions = _list(_typed(_INTERACTIVE), 25)


def _actions_apart(value: object, place: str) -> Faults:
    """The elements of an actions block: an action_id stands once."""
    yield from _actions(value, place)
    elements = value if isinstance(value, list) else []
    ids = [one["action_id"] for one in elements if isinstance(one, dict) and "action_id" in one]
    if len(ids) != len(set(map(str, ids))):
        yield _at("action_id must be unique", place)


_id: Mapping[str, Check] = {"block_id": _string(255)}
_block = _typed(
    {
        "section": _Shape(
            {
                **_id,
                "text": _text(3000, *_either),
                "fields": _list(_text(2000, *_either), 10),
                "accessory": _typed({**_INTERACTIVE, "image": _IMAGE}),
                "expand": _boolean,
            },
            either=("text", "fields"),
        ),
        "header": _Shape({**_id, "text": _text(150, _plain)}, ("text",)),
        "context": _Shape({**_id, "elements": _list(_typed(_CONTEXT), 10)}, ("elements",)),
        "divider": _Shape(_id),
        "actions": _Shape({**_id, "elements": _actions_apart}, ("elements",)),
        "image": _Shape(
            {**_id, **_IMAGE.keys, "title": _text(2000, _plain)}, ("alt_text",), _IMAGE.either
        ),
        "markdown": _Shape({**_id, "text": _string(12_000)}, ("text",)),
        "rich_text": _Shape({**_id, "elements": _list(_anything, 1000)}, ("elements",)),
    }
)
