"""The payloads as a page that looks like Slack and Telegram, to be judged by eye.

    python -m tests.channels.lookalike FOLDER    # writes slack-NAME.html and telegram-NAME.html

Drawn from the actual payloads; it is no test, and nothing of it is in the package.
"""

from __future__ import annotations

import html
import json
import re
import sys
from pathlib import Path
from typing import Any

from alertbot.channels import slack, telegram
from tests.channels.examples import ALERTS

_SLACK = """
body{margin:0;padding:18px;background:#fff;font:15px/1.46 Lato,Arial,"DejaVu Sans",sans-serif;
color:#1d1c1d;width:600px}
.m{display:flex;gap:10px}.a{width:36px;height:36px;border-radius:6px;background:#0b4c5f;color:#fff;
font-weight:700;display:grid;place-items:center;flex:none}.n{font-weight:900}.t{color:#616061;
font-size:12px}.p{background:#ddd;border-radius:2px;font-size:10px;font-weight:700;padding:1px 3px;
color:#616061}.s{margin:4px 0 8px;white-space:pre-wrap}.c{margin:4px 0 8px;font-size:13px;
color:#616061;white-space:pre-wrap}h3{margin:8px 0;font-size:18px}a{color:#1264a3;
text-decoration:none}
"""
_TELEGRAM = """
body{margin:0;padding:18px;background:#8fae7e;font:15px/1.38 Roboto,Arial,"DejaVu Sans",sans-serif;
color:#000;width:500px}.b{background:#fff;border-radius:12px 12px 12px 4px;padding:8px 11px;
white-space:pre-wrap;box-shadow:0 1px 1px #0003}.w{color:#3a7fb5;font-weight:600}
a{color:#168acd;text-decoration:none}blockquote{margin:0 0 6px;border-left:3px solid #3a9fe0;
background:#3a9fe014;border-radius:4px;padding:4px 8px;max-height:4em;overflow:hidden}
.t{text-align:right;color:#888;font-size:12px}
"""


def slack_page(body: str) -> str:
    """Blocks as Slack draws them, more or less."""
    drawn = "".join(_block(block) for block in json.loads(body))
    return (
        f"<meta charset=utf-8><style>{_SLACK}</style><div class=m><div class=a>a</div><div>"
        "<span class=n>alertbot</span> <span class=p>APP</span> <span class=t>9:30 AM</span>"
        f"{drawn}</div></div>"
    )


def telegram_page(body: str) -> str:
    """HTML as Telegram draws it, more or less."""
    body = body.replace("</blockquote>\n", "</blockquote>")  # a block of its own ends its line
    return (
        f"<meta charset=utf-8><style>{_TELEGRAM}</style><div class=b>"
        f"<span class=w>alertbot</span>\n{body}<div class=t>9:30</div></div>"
    )


def _block(block: dict[str, Any]) -> str:
    if block["type"] == "header":
        return f"<h3>{html.escape(block['text']['text'])}</h3>"
    parts = block.get("elements") or [block["text"]]
    kind = {"section": "s", "context": "c"}[block["type"]]
    return "".join(f"<div class={kind}>{_drawn(part)}</div>" for part in parts)


def _drawn(part: dict[str, Any]) -> str:
    if part["type"] == "plain_text":
        return html.escape(part["text"])
    linked = re.sub(r"<(http[^|>]+)\|([^>]+)>", r'<a href="\1">\2</a>', part["text"])
    return re.sub(r"\*([^*\n]+)\*", r"<b>\1</b>", linked)


def main() -> None:
    """Write a page for each example."""
    folder = Path(sys.argv[1])
    for name, (alert, context) in ALERTS.items():
        pages = (
            ("slack", slack_page(slack.render(alert, context).body)),
            ("telegram", telegram_page(telegram.render(alert, context).body)),
        )
        for service, page in pages:
            (folder / f"{service}-{name}.html").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
