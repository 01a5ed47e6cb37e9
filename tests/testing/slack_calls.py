"""What the tests of the Slack double have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest
from slack_sdk.errors import SlackApiError

JOBS = "C0000JOBS1"
MARK = {"event_type": "alertbot_delivery", "event_payload": {"key": "d-17", "try": 2, "x": True}}


def refusal(call: Callable[[], object]) -> Mapping[str, Any]:
    """Slack's answer to a call that it refuses."""
    with pytest.raises(SlackApiError) as refused:
        call()
    data: Mapping[str, Any] = refused.value.response.data
    return data


def section(text: str, kind: str = "mrkdwn") -> dict[str, object]:
    """A block."""
    return {"type": "section", "text": {"type": kind, "text": text}}
