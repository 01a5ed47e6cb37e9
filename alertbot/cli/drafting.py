"""The text of a new configuration, with comments for whoever changes it. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from alertbot.config.writing import quoted

_HEAD = """\
# What alertbot watches, and whom it tells. Made by `alertbot init`; change it as you like.
#
#     alertbot check       says every mistake, with its line
#     alertbot run         watches, until it is stopped
#     alertbot sources add ADDRESS            adds a board here
#     alertbot searches add NAME 'QUERY'      adds a search here

"""
_OF_A_SEARCH = """\
    # digest: "08:30"          # together once a day; left out, each as soon as it is seen
    # quiet: "22:00-07:00"     # none at night; they come together in the morning
"""


@dataclass(frozen=True, slots=True)
class ChannelDraft:
    """Where alerts go. `options`: YAML by key. `about`: for the comment above it.

    `secret`: the name of a file that is to be made, and what stands in it.
    """

    name: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()
    about: str = ""
    secret: tuple[str, str] | None = field(default=None, repr=False)

    @property
    def value(self) -> str:
        """Its YAML, on one line."""
        pairs = (("kind", self.kind), *self.options)
        return f"{{{', '.join(f'{key}: {value}' for key, value in pairs)}}}"


@dataclass(frozen=True, slots=True)
class Draft:
    """A configuration in the making. `sources`: names, their YAML, and what stands there now."""

    channel: ChannelDraft
    sources: Sequence[tuple[str, str, str]]
    searches: Sequence[tuple[str, str]]
    home: str = ""
    currency: str = ""
    timezone: str = ""

    def text(self) -> str:
        """All of it."""
        return "\n".join(
            (f"{_HEAD}{self._general()}", self._boards(), self._chat(), self._wanted())
        )

    def _general(self) -> str:
        zone = _line("timezone", self.timezone, "that of digests and quiet hours; UTC if left out")
        home = _line("home", self.home and quoted(self.home), "where remote work has to be open to")
        currency = _line("currency", self.currency, "what pay>=75k means; USD if left out", "EUR")
        return f"{zone}{home}{currency}"

    def _boards(self) -> str:
        lines = [f"  {name}: {value}{_comment(said)}" for name, value, said in self.sources]
        return "\n".join(("# The boards that are read.", "sources:", *lines, ""))

    def _chat(self) -> str:
        one = self.channel
        lines = ["# Where alerts go. Secrets are not written here: their files are named."]
        lines += ["channels:"]
        lines += [f"  # {_shown(one.about)}"] if one.about else []
        return "\n".join((*lines, f"  {one.name}: {one.value}", ""))

    def _wanted(self) -> str:
        lines = ["# What is looked for. Single quotes keep the signs in it as they are."]
        lines += ["searches:"]
        for name, where in self.searches:
            lines += [f"  {name}:", f"    where: {quoted(where)}", f"    to: {self.channel.name}"]
        return "\n".join((*lines, _OF_A_SEARCH))


def named(where: str, taken: Sequence[str] = ()) -> str:
    """A name for a search, made of the first words that it looks for."""
    wanted = re.sub(r"(?<!\S)-(\w+:)?(\"[^\"]*\"|\S+)", " ", where.lower())
    words = re.findall(r"[a-z][a-z0-9]+", re.sub(r"\w+:|\bor\b|\band\b", " ", wanted))
    name = "-".join(words[:3])[:40] or "search"
    names = (name if number == 1 else f"{name}-{number}" for number in range(1, len(taken) + 2))
    return next(one for one in names if one not in taken)


def _line(key: str, value: str, about: str, example: str = "") -> str:
    """A key and what it is for; commented out where there is no value."""
    said = f"{key}: {value}" if value else f"# {key}: {example or '...'}"
    return f"{said:<32} # {about}\n"


def _comment(words: str) -> str:
    return f"   # {_shown(words)}" if words else ""


def _shown(words: str) -> str:
    """Words that may be anybody's, fit for a comment: one line, nothing that is no letter."""
    return "".join(letter if letter.isprintable() else " " for letter in words)[:100]
