"""The language of templates, and the meter that is built into them.

A template is parsed to Jinja's tree, and checked before a line of it runs. Then
every construct that can multiply becomes a call of an operation in
:mod:`operations`, which pays for it first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import field
from typing import Any, NamedTuple

from jinja2 import nodes

from publish.composing.theme.templating.allowance import Refused
from publish.suggest import did_you_mean
from publish.values import dataclass

DEEPEST = 50
"""The depth of nested tags and expressions; Jinja and Python recurse over them."""
GREATEST = 10**9
"""The largest number in a template."""

ALLOWED = frozenset(
    {
        *(nodes.Template, nodes.Output, nodes.TemplateData),
        *(nodes.If, nodes.For, nodes.Assign, nodes.AssignBlock, nodes.With, nodes.FilterBlock),
        *(nodes.Include, nodes.Extends, nodes.Block, nodes.Import, nodes.FromImport),
        *(nodes.Macro, nodes.CallBlock, nodes.Call, nodes.Keyword),
        *(nodes.Name, nodes.Const, nodes.List, nodes.Tuple, nodes.Dict, nodes.Pair),
        *(nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Filter, nodes.Test, nodes.CondExpr),
        *(nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Concat),
        *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Pos),
    }
)
"""Jinja's constructs that a theme may use; others are refused."""

_INSTEAD = {
    nodes.Scope: ("{% autoescape %}", "Everything that is printed is escaped; leave it out."),
    nodes.Pow: ("**", "Write the number."),
    nodes.NSRef: ("an attribute of a namespace", "Use {% set %} with a plain name."),
}

_OPERATORS = {
    nodes.Add: "add",
    nodes.Sub: "subtract",
    nodes.Mul: "multiply",
    nodes.Div: "divide",
    nodes.FloorDiv: "floor",
    nodes.Mod: "remainder",
}


class Reference(NamedTuple):
    """A reference to another template: the first of ``names`` that exists."""

    names: tuple[str, ...]
    line: int
    optional: bool = False


@dataclass
class Cost:
    """The cost of running a part once: steps, and characters of plain text."""

    steps: int = 0
    printed: int = 0


@dataclass
class Metered:
    """A template with a meter.

    ``cost`` is that of the template itself; its loops, macros and blocks pay for
    themselves.
    """

    references: list[Reference] = field(default_factory=list)
    cost: Cost = field(default_factory=Cost)


def metered(tree: nodes.Template, filters: Collection[str], tests: Collection[str]) -> Metered:
    """Check ``tree`` and build the meter into it.

    Raises :class:`Refused` for whatever is not in the language of themes.
    """
    result = Metered()
    known = {nodes.Filter: filters, nodes.Test: tests}
    found: list[tuple[nodes.Node, _Site, Cost]] = []
    waiting: list[tuple[nodes.Node, _Site, int, Cost]] = [
        (tree, _Site(tree, "body", None), 0, result.cost)
    ]
    while waiting:
        node, site, depth, cost = waiting.pop()
        if depth > DEEPEST:
            raise too_deep(node.lineno)
        _check(node, known)
        cost.steps += 1
        if isinstance(node, nodes.TemplateData):
            cost.printed += len(node.data)
        elif isinstance(node, _REFERRING):
            result.references.append(_reference(node))
        own = Cost() if isinstance(node, _REPEATED) else cost
        if type(node) in _CHANGES:
            found.append((node, site, own))
        for place, child in _children(node):
            mine = own if place.field in ("body", "test") else cost
            waiting.append((child, place, depth + 1, mine))
    # From the leaves to the root, so that what is put around a part holds the changed part.
    for node, site, cost in reversed(found):
        _CHANGES[type(node)](node, site, cost)
    return result


# -- the check ------------------------------------------------------------------------------

_LISTED = {
    nodes.Filter: ("theme-template-filter", "filter"),
    nodes.Test: ("theme-template-test", "test"),
}
_REFERRING = (nodes.Include, nodes.Extends, nodes.Import, nodes.FromImport)
_CALLING = (nodes.Call, nodes.Filter, nodes.Test)


def _check(node: Any, known: dict[type[Any], Collection[str]]) -> None:
    kind = type(node)
    if kind not in ALLOWED:
        what, fix = _INSTEAD.get(kind, (kind.__name__, "Leave it out."))
        raise _unknown(what, fix, node)
    if kind in known:
        _check_name(node, known[kind])
    if kind is nodes.Const:
        check_number(node.value, node.lineno)
    elif kind is nodes.For and node.recursive:
        raise _unknown("recursive loops", "Write a loop in a loop.", node)
    elif kind is nodes.Include and not node.with_context:
        raise _unknown("`without context`", "Leave these two words out.", node)
    elif kind in _CALLING and (node.dyn_args or node.dyn_kwargs):
        raise _unknown("* and ** in a call", "Give the arguments one by one.", node)
    elif kind is nodes.Pair and not isinstance(node.key, nodes.Const):
        raise _unknown("computed keys", "Write the key between quotes.", node)


def _check_name(node: Any, known: Collection[str]) -> None:
    if node.name in known:
        return
    rule, kind = _LISTED[type(node)]
    words = (name for name in sorted(known) if name.isalpha())
    fix = did_you_mean(node.name, known, f"There are: {', '.join(words)}.")
    raise Refused(rule, f"themes have no {kind} {node.name!r}", fix, line=node.lineno)


def check_number(value: object, line: int = 0) -> None:
    """Refuse numbers above :data:`GREATEST`, and floats that are not numbers."""
    if isinstance(value, (int, float)) and not -GREATEST <= value <= GREATEST:
        raise Refused(
            "theme-template-number",
            f"a number beyond {GREATEST}",
            "Nothing on a page is counted so high; write a smaller one.",
            line=line,
        )


def too_deep(line: int = 0) -> Refused:
    """The error for templates that nest deeper than a parser can follow."""
    return Refused(
        "theme-template-depth",
        f"tags or expressions nest more than {DEEPEST} deep",
        "Name parts of it with {% set %}, or move them into a template of their own.",
        line=line,
    )


def _unknown(what: str, fix: str, node: nodes.Node) -> Refused:
    return Refused("theme-template", f"themes cannot use {what}", fix, line=node.lineno)


def _reference(node: Any) -> Reference:
    template = node.template
    items: Sequence[nodes.Node] = (
        template.items if isinstance(template, (nodes.List, nodes.Tuple)) else (template,)
    )
    names = [item.value for item in items if isinstance(item, nodes.Const)]
    texts = tuple(name for name in names if isinstance(name, str))
    if len(texts) != len(items):
        raise _unknown("a template whose name is computed", "Write its name between quotes.", node)
    return Reference(texts, node.lineno, bool(getattr(node, "ignore_missing", False)))


# -- the meter ------------------------------------------------------------------------------

_REPEATED = (nodes.For, nodes.Macro, nodes.CallBlock, nodes.Block)
"""Constructs that may run more than once; each pays for its own body."""


class _Site(NamedTuple):
    """The place of a node in the tree."""

    parent: Any
    field: str
    place: int | None

    def put(self, node: nodes.Node) -> None:
        if self.place is None:
            setattr(self.parent, self.field, node)
        else:
            getattr(self.parent, self.field)[self.place] = node


def _children(node: nodes.Node) -> Iterator[tuple[_Site, nodes.Node]]:
    for name in node.fields:
        value = getattr(node, name, None)
        if isinstance(value, nodes.Node):
            yield _Site(node, name, None), value
        elif isinstance(value, list):
            for index, item in enumerate(value):
                if isinstance(item, nodes.Node):
                    yield _Site(node, name, index), item


def _operation(name: str, value: nodes.Node, *arguments: nodes.Node) -> nodes.Filter:
    """A call of an operation: a filter with a name that no template can write."""
    return nodes.Filter(value, f" {name}", list(arguments), [], None, None, lineno=value.lineno)


def _loop(node: Any, site: _Site, cost: Cost) -> None:
    node.iter = _operation("each", node.iter, nodes.Const(cost.steps), nodes.Const(cost.printed))


def _called(node: Any, site: _Site, cost: Cost) -> None:
    steps = nodes.Const(cost.steps, lineno=node.lineno)
    paid = _operation("step", steps, nodes.Const(cost.printed))
    node.body.insert(0, nodes.ExprStmt(paid, lineno=node.lineno))


def _joined(node: Any, site: _Site, cost: Cost) -> None:
    site.put(_operation("concatenate", nodes.List(node.nodes, lineno=node.lineno)))


def _calculated(node: Any, site: _Site, cost: Cost) -> None:
    site.put(_operation(_OPERATORS[type(node)], node.left, node.right))


def _compared(node: Any, site: _Site, cost: Cost) -> None:
    for side in (node, *node.ops):
        if not isinstance(side.expr, nodes.Const):
            side.expr = _operation("weigh", side.expr)


def _item(node: Any, site: _Site, cost: Cost) -> None:
    if isinstance(node.arg, nodes.Slice):
        ends = (node.arg.start, node.arg.stop, node.arg.step)
        site.put(_operation("cut", node.node, *(end or nodes.Const(None) for end in ends)))


_CHANGES: dict[type[nodes.Node], Callable[[Any, _Site, Cost], None]] = {
    nodes.For: _loop,
    nodes.Macro: _called,
    nodes.CallBlock: _called,
    nodes.Block: _called,
    nodes.Concat: _joined,
    nodes.Compare: _compared,
    nodes.Getitem: _item,
    **dict.fromkeys(_OPERATORS, _calculated),
}
