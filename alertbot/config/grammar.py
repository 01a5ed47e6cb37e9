"""What the YAML reader stumbled over, in words for the person who wrote the file."""

from __future__ import annotations

import re

from ruamel.yaml.error import MarkedYAMLError

_TAB = "a tab; YAML is indented with spaces"
_SWALLOWED = re.compile(r"[:,\[] +(#[\w-]+)[^#\n]*[\]}]")
"""A comment that looks like a channel's name, and holds the bracket that is missed."""
_QUOTE = "put text that holds such signs in 'single quotes'"


def in_plain_words(error: MarkedYAMLError, text: str) -> tuple[int, str]:
    """Where the mistake is, as an offset, and what to do about it."""
    problem, context = error.problem or "", error.context or ""
    at = min(_index(error.problem_mark, len(text)), len(text))
    opened = _index(error.context_mark, at)
    if found := _of_two_versions(opened, text) or _of_two_versions(at, text):
        return found
    if text[at : at + 1] == "\t" or "\\t" in problem:
        return at, _TAB
    if "quoted scalar" in context and ("end of stream" in problem or "document" in problem):
        return opened, "a quote is opened here and never closed"
    if "flow" in context:
        return _unclosed(at, opened, text)
    return _in_a_line(at, opened, problem, context, text)


def _in_a_line(at: int, opened: int, problem: str, context: str, text: str) -> tuple[int, str]:
    if "escape" in problem or "hexadecimal" in problem:
        return at, "not an escape that YAML knows; in 'single quotes' a \\ is just a \\"
    if "block scalar" in context:
        return at, "after | or > only an indentation or + or - may follow; the text goes below"
    if "mapping values are not allowed" in problem:
        return _colon(at, text)
    if "could not find expected ':'" in problem:
        return opened, "a key without its colon, or text that goes on at a wrong indentation"
    if "cannot start any token" in problem:
        return at, f"a value cannot start with {text[at : at + 1]!r}; {_QUOTE}"
    if "anchor" in context or "alias" in context:
        return at, f"& and * name and repeat values in YAML; {_QUOTE}"
    if "document start" in problem:
        return _behind_the_end(at, text)
    if "tag" in context or "directive" in context:
        return at, f"! and % mean something in YAML; {_QUOTE}"
    if text[:at].rstrip(" ")[-1:] in ("'", '"'):
        return at, _behind_a_quote(text[at - 1 : at] == " ")
    if "block mapping" in context or "block collection" in context:
        return at, f"this does not fit what is above: look at the indentation, and {_QUOTE}"
    return at, f"not YAML that can be read here: look at indentation and colons, and {_QUOTE}"


def _behind_a_quote(blank: bool) -> str:
    if blank:
        return "text goes on after its closing quote; put the whole of it in 'single quotes'"
    return "the quotes end before this: inside 'single quotes' a ' is written twice, ''"


def _colon(at: int, text: str) -> tuple[int, str]:
    """A colon that YAML did not expect: a blank or a colon is missing, or it is set in too far."""
    begins = text.rfind("\n", 0, at) + 1
    line = text[begins:at]
    if found := re.match(r"\s*(?:- )?([\w.-]+):(?=[^\s/])", line):
        return begins + found.end(), f"a blank has to stand behind the colon of '{found[1]}:'"
    above = text[:begins].rstrip()
    upper = above[above.rfind("\n") + 1 :]
    if re.fullmatch(r"\s*[\w.-]+", upper) and _margin(line) > _margin(upper):
        word = upper.strip()
        return len(above) - len(word), f"a colon has to stand behind '{word}', as in '{word}:'"
    if re.match(r"\s*[\w.-]+: +[^\s#|>&*{[]", upper) and _margin(line) > _margin(upper):
        what = "this is indented further than the line above, whose value is said already"
        return begins + _margin(line), what
    return at, f"a colon that does not belong here, or a wrong indentation; {_QUOTE}"


def _behind_the_end(at: int, text: str) -> tuple[int, str]:
    first = re.match(r"\s*(?:#.*\s+)*(\[[^\]\n]*\])\s*\n", text)
    if first:
        what = "[sections] are of another kind of file; in YAML it is 'sources:', and what is in it"
        return first.start(1), f"{what} stands below, indented"
    return at, f"this does not fit what is above, which is a whole already; {_QUOTE}"


def _of_two_versions(at: int, text: str) -> tuple[int, str] | None:
    """Where a line is left over from a merge of two versions."""
    begins = text.rfind("\n", 0, at) + 1
    found = re.compile(r"<{7}|={7}|>{7}").match(text, begins)
    what = "this line is left over from a merge: keep one of the two versions"
    return (begins, what) if found else None


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _unclosed(at: int, opened: int, text: str) -> tuple[int, str]:
    bracket = text[opened : opened + 1]
    before = text[text.rfind("\n", 0, at) + 1 : at]
    if text[at - 1 : at + 1] == "${" or "${" in before.replace("'${", "").replace('"${', ""):
        return text.rfind("${", 0, at + 1), "inside brackets ${NAME} needs quotes: '${NAME}'"
    above = text.rfind("\n", 0, len(text[:at].rstrip())) + 1
    if found := _SWALLOWED.search(text, min(opened, above), at):
        what = "# begins a comment in YAML, so put it in quotes"
        return found.start(1), f"{what}, '{found[1]}'"
    wanted = {"[": "]", "{": "}"}.get(bracket)
    if wanted is None:
        return at, f"this does not fit inside brackets; {_QUOTE}"
    if at >= len(text.rstrip()):
        return opened, f"{bracket} is opened here and never closed by {wanted}"
    line = text.count("\n", 0, opened) + 1
    return at, f"a comma or {wanted} is missing before this ({bracket} is opened in line {line})"


def _index(mark: object, default: int) -> int:
    index = getattr(mark, "index", None)
    return index if isinstance(index, int) else default
