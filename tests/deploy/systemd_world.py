"""Runs inside the booted machine: a board, a Slack and a Telegram on loopback.

    python systemd_world.py FOLDER

The board shows as many openings as FOLDER/wanted says. Each message that a service takes becomes a
line of FOLDER/told, which outlives the machine's restarts.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from alertbot.testing import Board, SlackServer, TelegramServer, greenhouse_job

BOARD, SLACK, TELEGRAM = 8101, 8102, 8103
SLACK_TOKEN = "xoxb-1234-of-the-booted-slack"
TELEGRAM_TOKEN = "123456789:AAofTheBootedTelegramThatIsLongEnough"
CHAT = 123456789
LOOK = 0.05


def main(folder: Path) -> None:
    """Serves until it is killed."""
    with (
        Board(port=BOARD) as board,
        SlackServer(SLACK_TOKEN, port=SLACK) as slack,
        TelegramServer(TELEGRAM_TOKEN, {CHAT: "private"}, port=TELEGRAM) as telegram,
    ):
        board.greenhouse("contoso", [])
        shown, known = 0, {"slack": 0, "telegram": 0}
        while True:
            wanted = int((folder / "wanted").read_text() or 0)
            for number in range(shown + 1, wanted + 1):
                board.add_greenhouse("contoso", opening(number))
            shown = max(shown, wanted)
            said = {
                "slack": [f"{one.text} {json.dumps(one.blocks)}" for one in slack.messages],
                "telegram": [one.text for one in telegram.messages],
            }
            with (folder / "told").open("a", encoding="utf-8") as told:
                for service, texts in said.items():
                    for text in texts[known[service] :]:
                        told.write(json.dumps({"service": service, "text": text}) + "\n")
                    known[service] = len(texts)
            time.sleep(LOOK)


def opening(number: int) -> dict[str, object]:
    """One that cannot be taken for another."""
    return greenhouse_job(number, f"Engineer, Area {number}", requisition=f"R-{number:05}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
