"""Text of the file as it is meant: `${NAME}` from the environment, each letter with its origin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from alertbot.config.document import Scalar
from alertbot.config.mistakes import Findings, meant, shown

NAME = r"[A-Za-z_][A-Za-z0-9_]*"
LONGEST = 65_536
"""Characters of one value, variables filled in."""

_VARIABLE = re.compile(r"\$(?:(\$)|\{([^{}]*)(\})?)")
_NAME = re.compile(NAME)
_ESCAPE = re.compile(r"\\(?:x.{2}|u.{4}|U.{8}|\r?\n[ \t]*|.)", re.DOTALL)
_GAP = re.compile(r"[ \t]*(?:\r\n?|\n)\s*")


@dataclass(frozen=True, slots=True)
class Text:
    """A string, and for each letter and its end the offset in the file that it comes from."""

    value: str
    origins: tuple[int, ...]
    filled: bool = False

    def origin(self, position: int) -> int:
        """The offset in the file of a letter of `value`, or of its end."""
        return self.origins[max(0, min(position, len(self.origins) - 1))]


def located(scalar: Scalar, source: str) -> Text:
    """A scalar's text with the place of each letter: exact on one line, near it on several."""
    walk = _block(scalar, source) if scalar.style in ("|", ">") else _flow(scalar, source)
    origins = [offset for _, offset in zip(scalar.text, walk, strict=False)]
    last = min(origins[-1] + 1, scalar.end) if origins else scalar.start
    origins += [last] * (len(scalar.text) + 1 - len(origins))
    return Text(scalar.text, tuple(origins))


def fill(text: Text, env: Mapping[str, str], findings: Findings) -> Text | None:
    """The text with its variables filled in and `$$` made `$`; None if that cannot be done."""
    if "$" not in text.value:
        return text
    letters: list[str] = []
    origins: list[int] = []
    done, sound, filled = 0, True, False
    for found in _VARIABLE.finditer(text.value):
        at = text.origin(found.start())
        letters += text.value[done : found.start()]
        origins += text.origins[done : found.start()]
        done = found.end()
        value = "$" if found[1] else variable(found[2], found[3] is not None, at, env, findings)
        sound, filled = sound and value is not None, filled or not found[1]
        letters += value or ""
        origins += [at] * len(value or "")
        if len(letters) > LONGEST:
            findings.error(at, f"longer than {LONGEST} characters once the variables are filled in")
            return None
    letters += text.value[done:]
    origins += text.origins[done:]
    return Text("".join(letters), tuple(origins), filled) if sound else None


def variable(
    name: str, closed: bool, at: int, env: Mapping[str, str], findings: Findings
) -> str | None:
    """The value of a variable; None, with the mistake told, where it has none."""
    if not closed:
        findings.error(at, "${ is opened here and never closed by }; a plain ${ is written $${")
        return None
    if not _NAME.fullmatch(name):
        why = "a name of letters, digits and _ belongs there, and nothing else"
        findings.error(at, f"${{{shown(name)[1:-1]}}} is not a variable: {why}")
        return None
    value = env.get(name, "")
    if not value:
        state = "empty" if name in env else f"not set{meant(name, env)}"
        findings.error(at, f"the environment variable {shown(name)} is {state}")
        return None
    findings.hide(value)
    return value


def _flow(scalar: Scalar, source: str) -> Iterator[int]:
    """Where each letter of a plain or quoted scalar comes from."""
    quote = scalar.style if scalar.style in ("'", '"') else ""
    at, letters = scalar.start + len(quote), iter(scalar.text)
    for letter in letters:
        while quote == '"' and (found := re.compile(r"\\\r?\n[ \t]*").match(source, at)):
            at = found.end()
        if letter in " \n" and (gap := _GAP.match(source, at, scalar.end)):
            # A line break was folded: to one space, or to one newline for each line left empty.
            yield at
            for _ in range(max(0, gap[0].count("\n") - 2)):
                if next(letters, None) is not None:
                    yield at
            at = gap.end()
            continue
        yield at
        if quote == '"' and (escape := _ESCAPE.match(source, at)):
            at = escape.end()
        elif quote == "'" and source.startswith("''", at):
            at += 2
        else:
            at += 1


def _block(scalar: Scalar, source: str) -> Iterator[int]:
    """Where each letter of a block scalar comes from: found one after the other."""
    at = source.find("\n", scalar.start, scalar.end) + 1 or scalar.start
    for letter in scalar.text:
        wanted = "\n" if letter == "\n" else letter
        while at < scalar.end and source[at] != wanted and source[at] in " \t\r\n":
            at += 1
        if letter == " " and source[at : at + 1] != " ":
            yield max(scalar.start, at - 1)
            continue
        yield at
        at += 1
