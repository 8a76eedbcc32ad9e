"""Stylesheets as rules: selectors, declarations in longhands, and what they depend on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

import cssselect2
import tinycss2
from cssselect2.parser import SelectorError
from lxml import etree
from tinycss2.ast import Declaration, Node, QualifiedRule

from publish.proof.sight.longhands import longhands
from publish.proof.sight.properties import matters
from publish.proof.sight.values import bare
from publish.values import dataclass

_PLAIN = frozenset({"charset", "color-profile", "font-face", "import", "namespace", "page"})
"""At-rules that style no element. All others hold rules that apply at times."""
_PREFIXES = ("-webkit-", "-epub-", "-moz-", "-ms-", "-o-")
_NO_PREFIX = frozenset({"-webkit-text-fill-color", "-webkit-text-stroke"})


@dataclass(frozen=True)
class Declared:
    """A longhand property with its value, and the place in a stylesheet that gives it."""

    name: str
    value: tuple[Node, ...] = field(repr=False)
    source: Declaration = field(repr=False)
    prelude: tuple[Node, ...] = field(repr=False, default=())
    sheet: str = ""

    @property
    def important(self) -> bool:
        """Whether it is ``!important``."""
        return bool(self.source.important)

    @property
    def line(self) -> int:
        """Its line in the stylesheet."""
        return int(self.source.source_line)

    @property
    def written(self) -> str:
        """As it is in the stylesheet: ``opacity: 0``."""
        return f"{self.source.lower_name}: {_text(self.source.value)}"

    @property
    def selector(self) -> str:
        """The selector of its rule."""
        return _text(self.prelude)


@dataclass(frozen=True)
class Rule:
    """The declarations of one rule, and the conditions around it (``@media …``)."""

    declared: tuple[Declared, ...]
    conditions: tuple[str, ...] = ()


Match = tuple[tuple[int, int, int], int, str | None, Rule]
"""A selector's specificity, its place, its pseudo-element, and its rule."""


class Sheets:
    """Several stylesheets, the later after the earlier, ready to match elements.

    ``sheets`` maps a name, for messages, to the text; properties that are ``ignored`` do nothing.
    Given the ``names`` of all elements (see :func:`names`), it leaves out rules for others.
    """

    def __init__(
        self,
        sheets: Mapping[str, str],
        ignored: frozenset[str] = frozenset(),
        names: frozenset[str] | None = None,
    ) -> None:
        self._ignored = ignored
        self._names = names
        self._matcher = cssselect2.Matcher()
        self.rules: list[Rule] = []
        self.conditions: dict[tuple[str, ...], None] = {}
        for name, text in sheets.items():
            nodes = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
            for node, conditions in _flat(nodes, ()):
                self._add(name, node, conditions)

    def matches(self, element: Any) -> list[Match]:
        """The rules for an element and its pseudo-elements, the strongest last."""
        found: list[Match] = self._matcher.match(element)
        return found

    def _add(self, sheet: str, node: QualifiedRule, conditions: tuple[str, ...]) -> None:
        parts = [part for part in _split(node.prelude) if self._can_match(part)]
        if not parts:
            return
        contents = tinycss2.parse_blocks_contents(node.content, True, True)
        own = (part for part in contents if isinstance(part, Declaration))
        prelude = tuple(node.prelude)
        longhand = (one for part in own for one in declared(part, prelude, sheet))
        rule = Rule(tuple(one for one in longhand if one.name not in self._ignored), conditions)
        if not rule.declared:
            return
        self.rules.append(rule)
        if conditions:
            self.conditions[conditions] = None
        for part in parts:
            for compiled in _compiled(part):
                self._matcher.add_selector(compiled, rule)

    def _can_match(self, selector: Sequence[Node]) -> bool:
        return self._names is None or self._names.issuperset(_required(selector))


def names(roots: Iterable[Any]) -> frozenset[str]:
    """Names by which selectors find elements: types in small letters, ``.class`` and ``#id``."""
    found = set()
    for element in (element for root in roots for element in root.iter(etree.Element)):
        found.add(etree.QName(element).localname.lower())
        found.update(f".{name}" for name in (element.get("class") or "").split())
        found.add(f"#{element.get('id')}")
    return frozenset(found)


def _required(selector: Sequence[Node]) -> Iterator[str]:
    """Names that some elements must have for a selector to match (Selectors 4 §6; not ``:is()``).

    A type selector with a namespace requires nothing here.
    """
    before: Node | None = None
    for node, after in zip(selector, (*selector[1:], None), strict=True):
        if node.type == "hash":
            yield f"#{node.value}"
        elif node.type == "ident" and before == ".":
            yield f".{node.value}"
        elif node.type == "ident" and before not in (":", "|") and after != "|":
            yield node.lower_value
        before = node


def declared(
    source: Declaration, prelude: tuple[Node, ...] = (), sheet: str = ""
) -> Iterator[Declared]:
    """A declaration as longhands, its older names as today's; those that hide nothing left out."""
    name = plain_name(source.lower_name)
    for longhand, value in longhands(name, bare(source.value)):
        if matters(longhand):
            yield Declared(longhand, tuple(value), source, prelude, sheet)


def inline(style: str) -> Iterator[Declared]:
    """The declarations of a ``style`` attribute."""
    for part in tinycss2.parse_blocks_contents(style, True, True):
        if isinstance(part, Declaration):
            yield from declared(part)


def plain_name(name: str) -> str:
    """A property's name without a maker's prefix."""
    if name in _NO_PREFIX:
        return name.removeprefix("-webkit-")
    return next((name[len(p) :] for p in _PREFIXES if name.startswith(p)), name)


def _flat(
    nodes: Iterable[Node], conditions: tuple[str, ...]
) -> Iterator[tuple[QualifiedRule, tuple[str, ...]]]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield node, conditions
        elif node.type == "at-rule" and node.content and node.lower_at_keyword not in _PLAIN:
            inner = tinycss2.parse_rule_list(node.content, True, True)
            condition = f"@{node.lower_at_keyword} {_text(node.prelude)}".strip()
            yield from _flat(inner, (*conditions, condition))


def _compiled(nodes: list[Node]) -> Sequence[Any]:
    """A selector, compiled; what nobody knows of it is left out, so that it matches more."""
    for shorter in _shortened(nodes):
        try:
            return list(cssselect2.compile_selector_list(shorter))
        except (SelectorError, RecursionError):
            continue
    return ()


def _shortened(nodes: list[Node]) -> Iterator[list[Node]]:
    yield nodes
    while colons := [n for n, node in enumerate(nodes[:-1]) if node == ":"]:
        last = colons[-1]
        first = last - 1 if last and nodes[last - 1] == ":" else last
        nodes = [*nodes[:first], *nodes[last + 2 :]]
        yield nodes if bare(nodes) else list(tinycss2.parse_component_value_list("*"))


def _split(nodes: Iterable[Node]) -> list[list[Node]]:
    parts: list[list[Node]] = [[]]
    for node in nodes:
        if node == ",":
            parts.append([])
        else:
            parts[-1].append(node)
    return parts


def _text(nodes: Iterable[Node]) -> str:
    return " ".join(str(tinycss2.serialize(nodes)).split())
