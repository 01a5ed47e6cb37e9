"""Postings that are poison, among others that are sound: the sound ones arrive."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from alertbot.testing import greenhouse_job
from tests.faults.kills import Row
from tests.faults.stage import BOARDS, ME, TEAM, Stage, stage
from tests.faults.world import word_of

BOARD = BOARDS[0]
ATTEMPTS = 3
"""By which a message that its service refuses is given up."""

_MANY = 100_000
TITLES: dict[str, str] = {
    "a title of a megabyte": "Engineer {word} " + "and engineer " * 80_000,
    "NUL": "Engineer\0 {word}\0",
    "a lone surrogate": "Engineer \ud800 {word} \udfff",
    "right-to-left override": "Engineer \u202e {word} \u2066\u2067",
    "a ping": "Engineer <!channel> <!here> @channel @everyone {word} <@U12345> &lt;!channel&gt;",
    "markup": "Engineer </b></a><a href='tg://user?id=1'>{word}</a> *_~`<script>",
    "tags in thousands": "Engineer {word}",
    "refused however it is sent": "Engineer {word}",
}


def spell(folder: Path, sound: int = 42) -> Row:
    """All of the poison on one board, and so many sound postings on others."""
    began = time.monotonic()
    with stage(folder, TEAM, ME) as place:
        place.seed()
        words = {name: word_of(900 + number) for number, name in enumerate(TITLES)}
        refused = words["refused however it is sent"]
        place.slack.picky = lambda given: "invalid_blocks" if refused in given["text"] else ""
        place.telegram.picky = lambda text: refused in text
        place.spoilt = set(words.values())
        place.advertise(sound)
        jobs = [one.job() for one in place.advertised if one.token == BOARD]
        jobs += [_job(number, name, words[name]) for number, name in enumerate(TITLES)]
        body = json.dumps({"jobs": jobs, "meta": {"total": len(jobs)}}).encode()
        place.board.serve(f"/v1/boards/{BOARD}/jobs", body)
        place.finish(180)
        _check(place, words)
        return Row("poison among the sound", len(TITLES), 1, place.judged(), _since(began))


def _check(place: Stage, words: Mapping[str, str]) -> None:
    """Each has arrived once in each chat, or been given up in time; only one is refused."""
    rows = place.rows()
    dead = [row for row in rows if row["state"] == "dead"]
    for row in dead:
        if row["attempts"] > ATTEMPTS:
            place.note(f"given up after {row['attempts']} attempts: {row['reason']}")
    for name, word in words.items():
        for chat in place.chats:
            heard = [one for one in place.heard() if one.channel == chat.name and word in one.text]
            given_up = [row for row in dead if row["channel"] == chat.name and word in row["title"]]
            if len(heard) + len(given_up) != 1:
                place.note(f"{chat.name}: {name}: {len(heard)} told, {len(given_up)} given up")
            if given_up and not name.startswith("refused"):
                place.note(f"{chat.name}: {name} was given up: {given_up[0]['reason']}")


def _job(number: int, name: str, word: str) -> dict[str, Any]:
    """The posting: its poison is in its title, or in its text."""
    text = f"The {word} group looks for somebody who takes care of what others rely on."
    job = greenhouse_job(
        9900 + number,
        TITLES[name].format(word=word),
        company=BOARD.capitalize(),
        token=BOARD,
        text=text,
    )
    if name == "tags in thousands":
        job["content"] = "&lt;b&gt;" * _MANY + f"The {word} group." + "&lt;i&gt;" * _MANY
    return job


def _since(began: float) -> float:
    return time.monotonic() - began
