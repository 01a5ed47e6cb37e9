"""The little HTML that a template is written in, and what a message of it says. Pure.

Whatever a posting holds has been escaped before it comes here, so a tag is always the template's
own, and a link leads only where its caller allows. No service's markup is known here: each
channel writes the lines in its own, with nothing in their words live.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from alertbot import text

Kind = Literal["text", "header", "small", "quote"]

NOTHING = "\x1f"
"""What stands for a value that is empty. It counts as white space, and is in no cleaned text."""

TAGS = ("a", "b", "blockquote", "h1", "i", "s", "small")
_MARKS = {"b": "bold", "i": "italic", "s": "struck"}
_KINDS: dict[str, Kind] = {"h1": "header", "small": "small", "blockquote": "quote"}
TAG = re.compile(
    r"<(?:(?P<end>/)(?P<closed>[a-zA-Z][a-zA-Z0-9]*)"
    r"|(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?:\s+href=(?P<mark>[\"'])(?P<href>[^\"'<>]*)(?P=mark))?)\s*>"
)


class Malformed(ValueError):
    """Text that is not of the form a message has to have; says why in words for people."""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words that looks alike. `link` is where it leads; empty: nowhere."""

    text: str
    bold: bool = False
    italic: bool = False
    struck: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a message; without runs it is blank."""

    kind: Kind
    runs: tuple[Run, ...] = ()

    @property
    def words(self) -> str:
        """Its text, without the addresses that stand there in full."""
        return "".join(run.text for run in self.runs if run.text != run.link).strip()

    @property
    def links(self) -> tuple[str, ...]:
        """Where it leads to, each address once."""
        return tuple(dict.fromkeys(run.link for run in self.runs if run.link))

    @property
    def heavy(self) -> bool:
        """Whether all of it is bold."""
        return self.kind == "header" or all(run.bold for run in self.runs)


Lines = tuple[Line, ...]


def read(rendered: str, addresses: Mapping[str, str]) -> Lines:
    """The lines of a rendered template. Raises Malformed.

    `addresses`: where links may lead, by what stands in the template for it.

    A line whose values are all empty is left out. Of several blank lines one is kept, and none at
    either end.
    """
    reader = _Reader(addresses)
    reader.feed(rendered)
    lines: list[Line] = []
    for line in map(_whole, reader.lines):
        if line is not None and (line.runs or (lines and lines[-1].runs)):
            lines.append(line)
    while lines and not lines[-1].runs:
        lines.pop()
    if not lines:
        raise Malformed("it says nothing at all")
    return tuple(lines)


def plain(
    lines: Lines, *, quote: Callable[[str], str] = str, address: Callable[[str], str] = str
) -> str:
    """The lines as text: `quote` is applied to words, `address` to links, each said once."""
    said: list[str] = []
    for line, fresh in addressed(lines):
        said += [quote(line.words)] if line.words or not line.runs else []
        said += map(address, fresh)
    return "\n".join(said)


def addressed(lines: Lines) -> Iterator[tuple[Line, tuple[str, ...]]]:
    """Each line with those of its addresses that no line before it has."""
    known: set[str] = set()
    for line in lines:
        yield line, tuple(one for one in line.links if one not in known)
        known.update(line.links)


def stilled(runs: Sequence[Run], live: re.Pattern[str]) -> Iterator[Run]:
    """The runs with a word joiner behind each live sign, also where a run ends with it."""
    ends = [found.end() for found in live.finditer("".join(run.text for run in runs))]
    start = 0
    for run in runs:
        cuts = [end - start for end in ends if start < end <= start + len(run.text)]
        parts = (run.text[a:b] for a, b in zip([0, *cuts], [*cuts, None], strict=True))
        yield replace(run, text="\u2060".join(parts))
        start += len(run.text)


def woven(
    runs: Iterable[Run], quote: Callable[[str], str], wraps: dict[str, Callable[[str, str], str]]
) -> str:
    """The runs in a service's markup: `wraps` has a function for each attribute, outermost first.

    Such a function gets the attribute's value (a link's address) and what is to be wrapped.
    """
    if not wraps:
        return "".join(quote(run.text) for run in runs)
    (name, wrap), *inner = wraps.items()
    parts = []
    for value, group in groupby(runs, key=lambda run: getattr(run, name)):
        words = woven(group, quote, dict(inner))
        parts.append(wrap(str(value), words) if value and words else words)
    return "".join(parts)


class _Reader:
    """Goes through the text from tag to tag."""

    def __init__(self, addresses: Mapping[str, str]) -> None:
        self._addresses = addresses
        self._open: list[str] = []
        self._look = [Run("")]
        self._kind: Kind = "text"
        self.lines: list[tuple[Kind, list[Run]]] = [("text", [])]

    def feed(self, rendered: str) -> None:
        at = 0
        for tag in TAG.finditer(rendered):
            self._words(rendered[at : tag.start()])
            at = tag.end()
            if tag["end"]:
                self._close(tag["closed"].lower())
            else:
                self._begin(tag["name"].lower(), tag["href"])
            self.lines[-1][1].append(Run(NOTHING))  # a line of tags alone is none
        self._words(rendered[at:])
        if self._open:
            raise Malformed(f"<{self._open[-1]}> is not closed")

    def _begin(self, name: str, href: str | None) -> None:
        look = self._look[-1]
        if name not in TAGS or (href is None) == (name == "a"):
            raise Malformed(f"<{name}> is not understood")
        if name in self._open or (name in _KINDS and self._kind != "text"):
            raise Malformed(f"<{name}> stands inside <{self._open[-1]}>")
        if name == "a":
            look = replace(look, link=self._address(href or ""))
        elif name in _KINDS:
            self._kind = _KINDS[name]
            self._kinds()
        else:
            look = Run(
                "",
                look.bold or name == "b",
                look.italic or name == "i",
                look.struck or name == "s",
                look.link,
            )
        self._open.append(name)
        self._look.append(look)

    def _close(self, name: str) -> None:
        if not self._open or self._open[-1] != name:
            inside = f", but <{self._open[-1]}> is open" if self._open else ""
            raise Malformed(f"</{name}> closes nothing{inside}")
        self._open.pop()
        self._look.pop()
        if name in _KINDS:
            self._kind = "text"

    def _kinds(self) -> None:
        """A block begins: what stands before it on its line is a line of its own."""
        if any(run.text.strip() for run in self.lines[-1][1]):
            self.lines.append((self._kind, []))
        else:
            self.lines[-1] = (self._kind, self.lines[-1][1])

    def _address(self, href: str) -> str:
        url = html.unescape(href).strip()  # which takes NOTHING away, too
        if url and url not in self._addresses:
            raise Malformed("a link leads to {{ link }}, a credit's .link or a whole address")
        return self._addresses[url] if url else ""

    def _words(self, raw: str) -> None:
        if "<" in raw:
            raise Malformed("a < that begins no tag: write &lt;")
        for place, words in enumerate(html.unescape(raw).split("\n")):
            if place:
                self.lines.append((self._kind, []))
            kind, runs = self.lines[-1]
            if words.strip(" \t") and kind != self._kind:  # what follows a block on its line
                self.lines.append((self._kind, []))
                runs = self.lines[-1][1]
            runs += self._runs(words)

    def _runs(self, words: str) -> Iterator[Run]:
        """The words as they look; an address that may be linked is, where it stands by itself."""
        look, said = self._look[-1], text.clean(words)
        bare = any(url in said for url in self._addresses) and not look.link
        for part in re.split(r"(\S+)", said) if bare else (said,):
            link = self._addresses.get(part, "") if bare else look.link
            yield Run(part, look.bold, look.italic, look.struck, link)
        if NOTHING in words:
            yield Run(NOTHING)


def _whole(line: tuple[Kind, list[Run]]) -> Line | None:
    """The line with like runs joined and no space at its ends; None where its values are empty."""
    kind, found = line
    runs = list(_joined(found))
    if not any(run.text.strip() for run in runs):
        if any(run.text == NOTHING for run in found):
            return None
        return Line("quote" if kind == "quote" else "text")
    runs[0] = replace(runs[0], text=runs[0].text.lstrip())
    runs[-1] = replace(runs[-1], text=runs[-1].text.rstrip())
    return Line(kind, tuple(run for run in runs if run.text))


def _joined(runs: Iterable[Run]) -> Iterator[Run]:
    some = (run for run in runs if run.text != NOTHING)
    for look, group in groupby(some, lambda run: (run.bold, run.italic, run.struck, run.link)):
        if words := "".join(run.text for run in group):
            yield Run(words, *look)
