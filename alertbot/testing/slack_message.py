"""A message as Slack takes it, keeps it and shows it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation

from alertbot.testing.slack_blocks import faults_in

_TEXT_MAX = 40_000  # Slack cuts what is longer
_BLOCKS_MAX = 50
_BLOCKS_TOTAL_MAX = 13_000  # all blocks together, as JSON; a limit that Slack does not write down
_METADATA_MAX = 16_384


class Refused(Exception):
    """Slack says no: its error code, and further keys of the answer."""

    def __init__(self, code: str, more: Mapping[str, object] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.more = dict(more or {})


@dataclass(frozen=True, slots=True)
class SlackMessage:
    """A message that Slack has taken. `channel` is the id; `arguments` is all that was sent."""

    channel: str
    ts: str
    text: str
    blocks: tuple[Mapping[str, object], ...] = ()
    metadata: Mapping[str, object] | None = None
    client_msg_id: str = ""
    thread_ts: str = ""
    edited: bool = False
    arguments: Mapping[str, object] = field(default_factory=dict, repr=False)


def microseconds(ts: str) -> int:
    """A ts such as "1700000000.000100" as a number. Raises ValueError."""
    try:
        return int(Decimal(ts) * 1_000_000)
    except (InvalidOperation, OverflowError) as error:
        raise ValueError(f"not a ts: {ts!r}") from error


def read(arguments: Mapping[str, object], before: SlackMessage) -> SlackMessage:
    """What a call makes of a message; what it leaves out stays. Raises Refused."""
    text = arguments.get("text", before.text)
    if not isinstance(text, str):
        raise Refused("invalid_arguments", _because("text must be a string"))
    blocks = _blocks(arguments["blocks"]) if arguments.get("blocks") else before.blocks
    if arguments.get("blocks") in ([], "[]"):
        blocks = ()
    if not text.strip() and not blocks and not arguments.get("attachments"):
        raise Refused("no_text")
    metadata = _metadata(arguments["metadata"]) if arguments.get("metadata") else before.metadata
    if arguments.get("metadata") in ({}, "{}"):
        metadata = None
    return replace(
        before,
        text=text[:_TEXT_MAX],
        blocks=blocks,
        metadata=metadata,
        client_msg_id=str(arguments.get("client_msg_id") or before.client_msg_id),
        thread_ts=str(arguments.get("thread_ts") or before.thread_ts),
        arguments=dict(arguments),
    )


def shown(message: SlackMessage, *, with_metadata: bool) -> dict[str, object]:
    """A message as an answer holds it."""
    said: dict[str, object] = {
        "type": "message",
        "user": "U0ALERTBOT",
        "bot_id": "B0ALERTBOT",
        "app_id": "A0ALERTBOT",
        "team": "T0CONTOSO1",
        "ts": message.ts,
        "text": message.text,
    }
    if message.blocks:
        said["blocks"] = [
            {"block_id": f"b{index}", **block} for index, block in enumerate(message.blocks)
        ]
    if message.client_msg_id:
        said["client_msg_id"] = message.client_msg_id
    if message.thread_ts:
        said["thread_ts"] = message.thread_ts
    if message.edited:
        said["edited"] = {"user": "B0ALERTBOT", "ts": message.ts}
    if with_metadata and message.metadata:
        said["metadata"] = message.metadata
    return said


def _because(*messages: str) -> dict[str, object]:
    return {
        "errors": list(messages),
        "response_metadata": {"messages": [f"[ERROR] {message}" for message in messages]},
    }


def _blocks(given: object) -> tuple[Mapping[str, object], ...]:
    blocks = _decoded(given, "invalid_blocks_format")
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        raise Refused("invalid_blocks_format")
    if len(blocks) > _BLOCKS_MAX:
        why = f"no more than {_BLOCKS_MAX} items allowed [json-pointer:/blocks]"
        raise Refused("invalid_blocks", _because(why))
    if wrong := faults_in(blocks):
        raise Refused("invalid_blocks", _because(*wrong))
    if len(json.dumps(blocks, ensure_ascii=False, separators=(",", ":"))) > _BLOCKS_TOTAL_MAX:
        raise Refused("msg_blocks_too_long")
    return tuple(blocks)


def _metadata(given: object) -> Mapping[str, object]:
    metadata = _decoded(given, "invalid_metadata_format")
    if not isinstance(metadata, dict):
        raise Refused("invalid_metadata_format")
    kind, payload = metadata.get("event_type"), metadata.get("event_payload")
    known = set(metadata) <= {"event_type", "event_payload", "entities"}
    if not known or not isinstance(kind, str) or not kind or not isinstance(payload, dict):
        raise Refused("invalid_metadata_schema")
    if not all(_flat(value, 2) for value in payload.values()):
        raise Refused("invalid_metadata_schema")
    if len(json.dumps(metadata)) > _METADATA_MAX:
        raise Refused("metadata_too_large")
    return metadata


def _flat(value: object, depth: int) -> bool:
    """A payload's value: string, number, boolean, flat object, or array of flat objects."""
    if isinstance(value, str | int | float):
        return True
    if isinstance(value, dict):
        return all(isinstance(one, str | int | float) for one in value.values())
    return depth > 1 and isinstance(value, list) and all(_flat(one, 1) for one in value)


def _decoded(given: object, code: str) -> object:
    """An argument that is JSON, or JSON in a string, as forms carry it."""
    if not isinstance(given, str):
        return given
    try:
        return json.loads(given)
    except ValueError as error:
        raise Refused(code) from error
