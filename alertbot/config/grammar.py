"""What the YAML reader stumbled over, in words for the person who wrote the file."""

from __future__ import annotations

import re

from ruamel.yaml.error import MarkedYAMLError

from alertbot.config.mistakes import listed

_TAB = "a tab; YAML is indented with spaces"
_SWALLOWED = re.compile(r"[:,\[] +(#[\w-]+)[^#\n]*[\]}]")
"""A comment that looks like a channel's name, and holds the bracket that is missed."""
_QUOTE = "put text that holds such signs in 'single quotes'"
_NO_COLON = "a key without its colon, or text that goes on at a wrong indentation"
_BEFORE = ("", " ", "\n", "[", "{", ",")
"""What may stand before a quote that opens."""
_NO_BLANK = re.compile(r"\s*(?:- )?([A-Za-z_][\w.-]*)(?::(?=[^\s/])| +([\[{]))")


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
    if found := _of_an_earlier_line(at, text):
        return found
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
        return _without_a_colon(opened, text)
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
        return _blank_missing(at, text) or (at, _does_not_fit(at, text))
    return at, f"not YAML that can be read here: look at indentation and colons, and {_QUOTE}"


def _behind_a_quote(blank: bool) -> str:
    if blank:
        return "text goes on after its closing quote; put the whole of it in 'single quotes'"
    return "the quotes end before this: inside 'single quotes' a ' is written twice, ''"


def _colon(at: int, text: str) -> tuple[int, str]:
    """A colon that YAML did not expect: a blank or a colon is missing, or it is set in too far."""
    if missing := _blank_missing(at, text):
        return missing
    begins = text.rfind("\n", 0, at) + 1
    line = text[begins:at]
    above = text[:begins].rstrip()
    upper = above[above.rfind("\n") + 1 :]
    if upper and _margin(line) == _margin(upper):
        begins_above = len(above) - len(upper)
        if missing := _blank_missing(len(above), text):
            return missing
        if re.fullmatch(r" *[\w.-]+(?: [^:#]*)?", upper):
            return begins_above + _margin(upper), _NO_COLON
    if re.fullmatch(r"\s*[\w.-]+", upper) and _margin(line) > _margin(upper):
        word = upper.strip()
        return len(above) - len(word), f"a colon has to stand behind '{word}', as in '{word}:'"
    if re.match(r"\s*[\w.-]+: +[^\s#|>&*{[]", upper) and _margin(line) > _margin(upper):
        what = "this is indented further than the line above, whose value is said already"
        return begins + _margin(line), what
    return at, f"a colon that does not belong here, or a wrong indentation; {_QUOTE}"


def _without_a_colon(at: int, text: str) -> tuple[int, str]:
    """A line that is no key: a blank is missing in it, or the colon."""
    if re.compile(r"-[^\s-]").match(text, at):
        return at, "a blank has to stand behind the - of a list"
    return _blank_missing(at + 1, text) or (at, _NO_COLON)


def _blank_missing(at: int, text: str) -> tuple[int, str] | None:
    """Where the line of a place begins with a key that has no colon, or none with a blank."""
    begins, ends = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    found = _NO_BLANK.match(text, begins, ends if ends >= 0 else len(text))
    if found is None:
        return None
    if bracket := found[2]:
        what = f"a colon has to stand behind '{found[1]}', as in '{found[1]}: {bracket}'"
        return found.end(1), what
    return found.end(), f"a blank has to stand behind the colon of '{found[1]}:'"


def _does_not_fit(at: int, text: str) -> str:
    """What is said of a line that is no part of what stands above it."""
    line = text[text.rfind("\n", 0, at) + 1 : at]
    if closing := re.search(r"[]}] *$", line):
        return f"text goes on behind the closing {closing[0][0]}: a comma or a new line is missing"
    if line.strip(" "):
        return f"this does not fit what is above: look at the indentation, and {_QUOTE}"
    levels = _levels(text[: at - len(line)])
    near = [max((it for it in levels if it < len(line)), default=None)]
    near.append(min((it for it in levels if it > len(line)), default=None))
    words = [f"{it} (line {levels[it]})" for it in near if it is not None]
    return f"an indentation of {len(line)}, where what is above has {listed(words)}: line it up"


def _levels(above: str) -> dict[int, int]:
    """How far that is indented which a next line may belong to, and in which line it stands."""
    levels: dict[int, int] = {}
    lines = above.splitlines()
    for number in range(len(lines), 0, -1):
        line = lines[number - 1]
        margin = _margin(line)
        if line.strip() and line[margin] != "#" and margin < min(levels, default=margin + 1):
            levels[margin] = number
            if found := re.match(r" *- +(?=\S)", line):
                levels[found.end()] = number
    return levels


def _behind_the_end(at: int, text: str) -> tuple[int, str]:
    first = re.match(r"\s*(?:#.*\n\s*)*(\[[^\]\n]*\])\s*\n", text)
    if first:
        what = "[sections] are of another kind of file; in YAML it is 'sources:', and what is in it"
        return first.start(1), f"{what} stands below, indented"
    begins = re.compile(r"(?: *(?:#.*)?\n)*").match(text)
    start = begins.end() if begins else 0
    if margin := _margin(text[start : at + 1]):
        above = text[:at].split("\n")
        there = f"line {len(above)} has {len(above[-1])}"
        return start, f"an indentation of {margin}, where {there}: line it up"
    if text[start : start + 1] == "%":
        return start, f"! and % mean something in YAML; {_QUOTE}"
    return at, f"this does not fit what is above, which is a whole already; {_QUOTE}"


def _of_two_versions(at: int, text: str) -> tuple[int, str] | None:
    """Where a line is left over from a merge of two versions."""
    begins = text.rfind("\n", 0, at) + 1
    found = re.compile(r"<{7}|={7}|>{7}").match(text, begins)
    what = "this line is left over from a merge: keep one of the two versions"
    return (begins, what) if found else None


def _of_an_earlier_line(at: int, text: str) -> tuple[int, str] | None:
    """Where a quote has swallowed lines: it ends at the next one, and there text goes on."""
    before = text[:at].rstrip(" ")
    quote = before[-1:]
    if quote not in ("'", '"') or "\n" in text[len(before) : at]:
        return None
    pairs = r"\\\\|\\\"" if quote == '"' else "''"
    opened = re.sub(pairs, "..", before[:-1]).rfind(quote)
    if opened < 0 or "\n" not in before[opened:] or before[opened - 1 : opened] not in _BEFORE:
        return None
    line = text.count("\n", 0, at) + 1
    return opened, f"a quote is opened here and not closed before line {line}"


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _unclosed(at: int, opened: int, text: str) -> tuple[int, str]:
    if at >= len(text.rstrip()):
        opened = _last_open(text)
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
    if at >= len(text.rstrip()) or _is_left(opened, at, text):
        return opened, f"{bracket} is opened here and never closed by {wanted}"
    line = text.count("\n", 0, opened) + 1
    return at, f"a comma or {wanted} is missing before this ({bracket} is opened in line {line})"


def _last_open(text: str) -> int:
    """Where the last bracket opens that nothing closes."""
    closed = 0
    for at in range(len(text) - 1, -1, -1):
        closed += (text[at] in "]}") - (text[at] in "[{")
        if closed < 0:
            return at
    return len(text)


def _is_left(opened: int, at: int, text: str) -> bool:
    """Whether a line up to a place is indented no further than the one in which a bracket opens."""
    begins = text.rfind("\n", 0, opened) + 1
    margin = _margin(text[begins:opened])
    least = margin if begins + margin < opened else margin - 1
    return any(
        _margin(line) <= least
        for line in text[opened : at + 1].split("\n")[1:]
        if line.strip() and line.strip()[0] not in "]}#"
    )


def _index(mark: object, default: int) -> int:
    index = getattr(mark, "index", None)
    return index if isinstance(index, int) else default
