"""What Slack's refusals mean: error codes as of slack-ruby/slack-api-ref, 2026-08."""

from __future__ import annotations

from slack_sdk.errors import SlackApiError

from alertbot.channels import _wire
from alertbot.model import CannotLook, Failed, Look, Rejected, Scope, Throttled, Unknown

_DESTINATION = frozenset(
    {
        "channel_not_found",
        "not_in_channel",
        "is_archived",
        "channel_is_archived",
        "messages_tab_disabled",
        "ekm_access_denied",
        "no_permission",
        "cannot_reply_to_message",
        "user_not_found",
        "users_not_found",
        "user_disabled",
        "user_not_visible",
        "cannot_dm_bot",
        "access_denied",
        "posting_to_channel_denied",
        "is_inactive",
    }
)
_CREDENTIAL = frozenset(
    {
        "invalid_auth",
        "token_revoked",
        "token_expired",
        "account_inactive",
        "not_authed",
        "missing_scope",
        "not_allowed_token_type",
        "two_factor_setup_required",
        "app_access_restricted",
        "accesslimited",
        "message_limit_exceeded",
        "team_access_not_granted",
        "enterprise_is_restricted",
        "invalid_token",
        "user_removed_from_team",
        "team_disabled",
    }
)
_MESSAGE = frozenset(
    {
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "metadata_too_large",
        "metadata_must_be_sent_from_app",
        "markdown_text_conflict",
        "too_many_attachments",
        "invalid_arguments",
        "invalid_arg_name",
        "invalid_array_arg",
        "invalid_json",
        "json_not_object",
        "invalid_charset",
        "attachment_payload_limit_exceeded",
        # Of an edit or a deletion: it is gone, too old, or not ours to change.
        "message_not_found",
        "cant_update_message",
        "edit_window_closed",
        "update_failed",
        "block_mismatch",
        "streaming_state_conflict",
        "invalid_attachments",
        "slack_connect_file_link_sharing_blocked",
        "team_not_found",
        "cant_delete_message",
        "compliance_exports_prevent_deletion",
    }
)
_FOR_NOW = frozenset({"team_added_to_org", "org_login_required", "external_channel_migrating"})
_UNREADABLE = frozenset(
    {
        "missing_scope",
        "not_in_channel",
        "channel_not_found",
        "not_allowed_token_type",
        "unknown_method",
        "access_denied",
        "no_permission",
        "ekm_access_denied",
    }
)


class Refused(Exception):
    """Slack, or the way to it, did not do what was asked."""

    def __init__(self, outcome: Throttled | Failed | Rejected | Unknown, code: str = "") -> None:
        super().__init__(code)
        self.outcome = outcome
        self.code = code

    @property
    def of_the_message(self) -> bool:
        """Whether it is this message alone that Slack will not do this to."""
        return isinstance(self.outcome, Rejected) and self.outcome.scope is Scope.MESSAGE

    @property
    def gone(self) -> bool:
        """Whether the message is there no longer."""
        return self.code == "message_not_found"


def refused(error: SlackApiError, token: str) -> Refused:
    """What an answer that is no success says."""
    answer = error.response
    code = str(answer.get("error") or "")
    if answer.status_code == 429 or code in ("ratelimited", "rate_limited"):
        wait = {name.lower(): value for name, value in answer.headers.items()}
        return Refused(_wire.throttled(wait.get("retry-after")), code)
    if answer.status_code >= 500 or not code:
        return Refused(Unknown(f"HTTP {answer.status_code}, {code or 'no error named'}"), code)
    reason = _wire.said("; ".join((code, *_details(answer.data))), token)
    return Refused(_meaning(code, reason), code)


def _details(data: object) -> list[str]:
    """Where in the message Slack found what it does not like, or which scope it wants."""
    if not isinstance(data, dict):
        return []
    more = data.get("response_metadata")
    messages = more.get("messages") if isinstance(more, dict) else None
    named = [str(one) for one in messages[:3]] if isinstance(messages, list) else []
    return [*named, f"needs {data['needed']}"] if isinstance(data.get("needed"), str) else named


def _meaning(code: str, reason: str) -> Failed | Rejected | Unknown:
    """What an error code of Slack's says about the message (slack-ruby/slack-api-ref)."""
    if code in _FOR_NOW:
        return Failed(reason)
    if code in _DESTINATION or code.startswith("restricted_action"):
        return Rejected(reason, Scope.DESTINATION)
    if code in _CREDENTIAL:
        return Rejected(reason, Scope.CREDENTIAL)
    if code in _MESSAGE or code.startswith("invalid_metadata"):
        return Rejected(reason, Scope.MESSAGE)
    # fatal_error and internal_error may have posted all the same; who knows of a new one.
    return Unknown(reason)


def unseen(refused: Refused) -> Look:
    """What a refusal means for a look back."""
    outcome = refused.outcome
    if isinstance(outcome, Throttled):
        return outcome
    if refused.code in _UNREADABLE:
        return CannotLook(outcome.reason)
    return Failed(outcome.reason)
