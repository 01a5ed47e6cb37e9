"""What the YAML reader stumbled over, in words for the person who wrote the file."""

from __future__ import annotations

from ruamel.yaml.error import MarkedYAMLError

_TAB = "a tab; YAML is indented with spaces"
_QUOTE = "put text that holds such signs in 'single quotes'"


def in_plain_words(error: MarkedYAMLError, text: str) -> tuple[int, str]:
    """Where the mistake is, as an offset, and what to do about it."""
    problem, context = error.problem or "", error.context or ""
    at = min(_index(error.problem_mark, len(text)), len(text))
    opened = _index(error.context_mark, at)
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
        return at, f"a colon that does not belong here, or a wrong indentation; {_QUOTE}"
    if "could not find expected ':'" in problem:
        return opened, "a key without its colon, or text that goes on at a wrong indentation"
    if "cannot start any token" in problem:
        return at, f"a value cannot start with {text[at : at + 1]!r}; {_QUOTE}"
    if "anchor" in context or "alias" in context:
        return at, f"& and * name and repeat values in YAML; {_QUOTE}"
    if "tag" in context or "directive" in context or "document start" in problem:
        return at, f"! and % mean something in YAML; {_QUOTE}"
    if text[:at].rstrip(" ")[-1:] in ("'", '"') and text[:at].rstrip(" ") != text[:at]:
        return at, "text goes on after its closing quote; put the whole of it in 'single quotes'"
    if "block mapping" in context or "block collection" in context:
        return at, f"this does not fit what is above: look at the indentation, and {_QUOTE}"
    return at, f"not YAML that can be read here: look at indentation and colons, and {_QUOTE}"


def _unclosed(at: int, opened: int, text: str) -> tuple[int, str]:
    bracket = text[opened : opened + 1]
    before = text[text.rfind("\n", 0, at) + 1 : at]
    if text[at - 1 : at + 1] == "${" or "${" in before.replace("'${", "").replace('"${', ""):
        return text.rfind("${", 0, at + 1), "inside brackets ${NAME} needs quotes: '${NAME}'"
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
