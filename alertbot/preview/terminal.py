"""Messages on a terminal, and as plain text in a pipe."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from alertbot.preview.shown import Part, Run, Shown

_BARS = {"header": "┃", "text": "│", "small": "│", "quote": "▌"}
_ASCII_BAR = "|"
_LEAST = 30
_PLAIN = str.maketrans("–—·•…’‘“”", "---*.''\"\"")


def show(console: Console, shown: Shown) -> None:
    """The message, a bar beside it; on a terminal in lines that fit, in a pipe in its own."""
    for place, part in enumerate(shown.parts):
        if place and shown.service == "slack":
            console.print(_bar(console, "text"))  # Slack leaves room between blocks
        for line in _lines(console, part):
            console.print(_bar(console, part.kind).append_text(line), soft_wrap=True)


def _bar(console: Console, kind: str) -> Text:
    utf8 = console.encoding.lower().startswith("utf")
    return Text().append(f"{_BARS[kind] if utf8 else _ASCII_BAR} ", "blue")  # and no more than it


def _lines(console: Console, part: Part) -> Iterator[Text]:
    text = Text()
    for run in part.runs:
        text.append_text(_run(run, part, live=console.is_terminal))
    text = _printable(console, text)
    for line in text.split("\n", allow_blank=True):
        if console.is_terminal:
            yield from line.wrap(console, max(console.width - 2, _LEAST)) or [line]
        else:
            yield line


def _run(run: Run, part: Part, *, live: bool) -> Text:
    """A run as the terminal draws it. In a pipe nothing can be clicked: the address is written."""
    said = run.text.replace("\u2060", "")  # what keeps a sign from being live is not for copying
    if run.link and not live and run.link != said:
        said = f"{said} <{run.link}>"
    styles = (
        ("bold", run.bold or part.kind == "header"),
        ("italic", run.italic),
        ("strike", run.struck),
        ("dim", part.kind == "small"),
        ("underline", bool(run.link)),
        (f"link {run.link}", bool(run.link) and live),
    )
    return Text(said, style=" ".join(name for name, wanted in styles if wanted))


def _printable(console: Console, text: Text) -> Text:
    """With something plain for each letter that the terminal has not, the length as it was."""
    encoding = console.encoding

    def plain(sign: str) -> str:
        if sign.encode(encoding, "ignore"):
            return sign
        return sign.translate(_PLAIN).encode(encoding, "replace").decode(encoding)

    text.plain = "".join(map(plain, text.plain))
    return text
