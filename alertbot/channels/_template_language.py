"""What of Jinja2 a template may use, and every word of it that there is. Pure.

The parsed template is gone through before it is compiled: only what `_NODES` names is let in, which
leaves out all that could call, import, include or calculate. Each mistake has its line.

Only a template that is configured imports this, and with it Jinja2.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping

import jinja2
from jinja2 import nodes

from alertbot.channels._template_markup import TAG, TAGS
from alertbot.channels._template_sandbox import BUDGET, FIELDS, LOOP, METHODS, Budget, Sandbox
from alertbot.channels._template_words import NAMES
from alertbot.channels._words import safe_link
from alertbot.config.mistakes import listed, meant, shown

FAILURES = (
    jinja2.TemplateError,
    ArithmeticError,
    AttributeError,
    LookupError,
    NameError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What a template may raise when it is rendered."""

_NODES = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.For,
    nodes.If,
    nodes.Assign,
    nodes.Name,
    nodes.Const,
    nodes.List,
    nodes.Tuple,
    nodes.CondExpr,
    nodes.Filter,
    nodes.Test,
    nodes.Call,
    nodes.Keyword,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Slice,
    nodes.Concat,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Neg,
)
_ONE_FILE = "a template is one file, and takes in no other"
_INSTEAD: Mapping[type[nodes.Node], str] = {
    nodes.Include: _ONE_FILE,
    nodes.Import: _ONE_FILE,
    nodes.FromImport: _ONE_FILE,
    nodes.Extends: _ONE_FILE,
    nodes.BinExpr: "a template does not calculate; texts are joined with ~",
}
_OPENING_LINK = re.compile(r"<a\s+href=[\"'][^\"'<>]*$", re.IGNORECASE)


class Fault(Exception):
    """A mistake in a template, and the line it is in, from 1."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def compiled(source: str) -> tuple[jinja2.Template, dict[str, str]]:
    """The template, and the links in it, each with the address as it may be linked.

    Raises Fault.
    """
    sandbox = Sandbox()
    try:
        tree = sandbox.parse(source)
        addresses = dict(_checked(sandbox, tree))
        _bound(tree)
        tree.set_environment(sandbox)
        code = sandbox.compile(tree)
        made = jinja2.Template.from_code(sandbox, code, sandbox.make_globals(None))
    except jinja2.TemplateSyntaxError as error:
        raise Fault(error.lineno, " ".join((error.message or "").split())) from None
    except (SyntaxError, RecursionError, MemoryError):  # the first is Python's own compiler's
        raise Fault(1, "it is nested too deeply") from None
    except ValueError as error:  # a number of thousands of digits
        raise Fault(1, f"it cannot be read: {error}") from None
    return made, addresses


def rendered(template: jinja2.Template, values: Mapping[str, object]) -> str:
    """What the template makes of the values. Raises one of FAILURES."""
    return template.render({**values, BUDGET: Budget()})


def line_of(error: BaseException) -> int:
    """The line of the template in which it was raised, 0 where that is not known."""
    line, trace = 0, error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            line = trace.tb_lineno
        trace = trace.tb_next
    return line


def _checked(sandbox: Sandbox, tree: nodes.Template) -> Iterator[tuple[str, str]]:
    """The links that stand in the template itself. Raises Fault at what is not there."""
    own = {it.name for it in tree.find_all(nodes.Name) if it.ctx != "load"}
    for node in _nodes(tree):
        if not isinstance(node, _NODES):
            told = next((it for kind, it in _INSTEAD.items() if isinstance(node, kind)), "")
            raise Fault(node.lineno, told or f"'{type(node).__name__.lower()}' is not there")
        if isinstance(node, nodes.TemplateData):
            yield from _literal(node)
        elif fault := _fault(sandbox, node, own):
            raise Fault(node.lineno, fault)


def _fault(sandbox: Sandbox, node: nodes.Node, own: set[str]) -> str:
    """What is wrong with an expression or statement; empty where nothing is.

    `own`: the template's variables.
    """
    match node:
        case nodes.Name(name=name) if name.startswith("_") or name not in {*NAMES, *own, "loop"}:
            return _unknown("word", name, NAMES)
        case nodes.Name(name=name, ctx="store") if name in NAMES:
            return f"{shown(name)} is a word of the alert: call the variable something else"
        case nodes.Filter(name=name) if name not in sandbox.filters or name.startswith("_"):
            return _unknown("filter", name, [it for it in sandbox.filters if it[0] != "_"])
        case nodes.Test(name=name) if name not in sandbox.tests:
            return _unknown("test", name, sandbox.tests)
        case nodes.Getattr(attr=name) if name not in METHODS | LOOP | FIELDS:
            return _unknown("word", f".{name}", [f".{it}" for it in sorted(FIELDS | LOOP)])
        case nodes.Call(node=nodes.Getattr(attr=name)) if name in METHODS:
            return ""
        case nodes.Call():
            return "nothing is called in a template; a filter is written title|upper"
        case nodes.For(recursive=True):
            return "a loop cannot be recursive here"
        case _:
            return ""


def _nodes(tree: nodes.Node) -> Iterator[nodes.Node]:
    yield tree
    for child in tree.iter_child_nodes():
        yield from _nodes(child)


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    near = meant(name, known) or f"; there is {listed(known, 'and')}"
    return f"unknown {what} {shown(name)}{near}"


def _literal(node: nodes.TemplateData) -> Iterator[tuple[str, str]]:
    """What a stretch of the template itself links to: as it is written, and as it may be linked.

    Raises Fault for odd tags.
    """
    for found in re.finditer("<", node.data):
        line = node.lineno + node.data.count("\n", 0, found.start())
        tag = TAG.match(node.data, found.start())
        if tag is None:
            if not _OPENING_LINK.match(node.data, found.start()):
                raise Fault(line, "a < that begins no tag that there is; as a sign it is &lt;")
            continue
        name = (tag["closed"] or tag["name"]).lower()
        if name not in TAGS:
            raise Fault(line, _unknown("tag", f"<{name}>", [f"<{one}>" for one in TAGS]))
        if tag["href"] is not None:
            address = html.unescape(tag["href"]).strip()
            if name != "a" or not (link := safe_link(address)).url:
                raise Fault(line, "a link leads to an address with https:// or http://")
            yield address, link.url


def _bound(tree: nodes.Template) -> None:
    """Has all that is looped over or kept looked at, and puts our join in the place of ~."""
    for node in tuple(_nodes(tree)):
        for name, value in node.iter_fields():
            if isinstance(value, list):
                value[:] = [_joined(one) for one in value]
            elif isinstance(value, nodes.Concat):
                setattr(node, name, _joined(value))
        if isinstance(node, nodes.For):
            node.iter = _filter("_looped", node.iter, nodes.Const(sum(1 for _ in _nodes(node))))
        elif isinstance(node, nodes.Assign):
            node.node = _filter("_held", node.node)


def _joined(value: object) -> object:
    if not isinstance(value, nodes.Concat):
        return value
    return _filter("join", nodes.List(value.nodes, lineno=value.lineno))


def _filter(name: str, node: nodes.Node, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, name, [*arguments], [], None, None, lineno=node.lineno)
