"""What a board puts into an advertisement to catch those who do not read it.

Remote OK ends every text with a word and a tag that applicants are to mention, and who copies its
texts copies that too. It is no word of the employer's and says nothing about the opening. What an
employer asks for ("mention the word tangerine") is left in the text.
"""

from __future__ import annotations

import re

_WORD = r"\*{0,4}\w{2,30}(?: \w{2,30}){0,3}\*{0,4}"
_TAG = r"\**#?[\w+/=.-]{1,100}\**"
# Either the whole first sentence, or as much of it as was left of it where a text was cut.
_TRAP = re.compile(
    rf"(?:please|be sure to) mention the words? (?:{_WORD} (?:and (?:the )?tag {_TAG} )?when "
    r"applying to show (?:that )?you(?:'ve|’ve| have)? read the job post(?:ing)? completely"
    rf"|{_WORD} and tag (?:{_TAG}[ a-z]{{0,60}})? ?(?:…|\.\.\.)?\Z"
    r"|\*\*[A-Z]{0,30}\*{0,2}(?: a(?:nd?)?)?(?: (?:and )?t(?:ag?)?)? ?(?:…|\.\.\.)?\Z)",
    re.IGNORECASE,
)
_TAG_AGAIN = re.compile(r" ?\((?:#[\w+/=.-]{0,100})?(?:\)|\Z)")
_SENTENCES = (
    "This is a beta feature to avoid spam applicants.",
    "Companies can search these words to find applicants that read this and see they're human.",
)
_WHITE = re.compile(r"\s{0,20}")


def without_traps(text: str) -> str:
    """The text without instructions that a board put there to catch those who do not read."""
    if "mention the word" not in text:
        return text
    kept: list[str] = []
    at = 0
    for found in _TRAP.finditer(text):
        if found.start() < at:
            continue
        kept.append(text[at : found.start()].rstrip(" "))
        at = _end(text, found.end())
    kept.append(text[at:])
    return "".join(kept).strip()


def _end(text: str, at: int) -> int:
    """Where the further sentences end that follow the first, as far as they are there."""
    if tag := _TAG_AGAIN.match(text, at):
        at = tag.end()
    at += text.startswith(".", at)
    for sentence in _SENTENCES:
        start = _skipped(text, at)
        there = text[start : start + len(sentence)].replace("’", "'")
        cut = start + len(there) == len(text) and sentence.startswith(there.rstrip("…."))
        if not (there == sentence or cut):
            break
        at = start + len(there)
    return at


def _skipped(text: str, at: int) -> int:
    space = _WHITE.match(text, at)
    return space.end() if space else at
