"""A board, a Slack and a Telegram to run on loopback, for those who write plug-ins and tests.

    with Board() as board, SlackServer() as slack:
        board.greenhouse("contoso", [greenhouse_job(1, "Engineer")])
        slack.fail(Fault.drop_after_accept(), when="chat.postMessage")
        ...                                     # base_url: board.url, api_url: slack.url
        assert len(slack.messages) == 1

Nothing here needs the network, and all of it is the standard library alone.
"""

from alertbot.testing.board import Board
from alertbot.testing.exchange import Answer, Asked, Call, Exchange
from alertbot.testing.fault import Fault
from alertbot.testing.hooks import EventServer, SlackHookServer
from alertbot.testing.inspected import opening_from_json, posting_from_json
from alertbot.testing.postings import (
    greenhouse_job,
    greenhouse_jobs,
    lever_posting,
    lever_postings,
)
from alertbot.testing.server import Server
from alertbot.testing.slack import SlackServer
from alertbot.testing.slack_message import SlackMessage
from alertbot.testing.telegram import TelegramServer
from alertbot.testing.telegram_message import TelegramMessage

__all__ = [
    "Answer",
    "Asked",
    "Board",
    "Call",
    "EventServer",
    "Exchange",
    "Fault",
    "Server",
    "SlackHookServer",
    "SlackMessage",
    "SlackServer",
    "TelegramMessage",
    "TelegramServer",
    "greenhouse_job",
    "greenhouse_jobs",
    "lever_posting",
    "lever_postings",
    "opening_from_json",
    "posting_from_json",
]
