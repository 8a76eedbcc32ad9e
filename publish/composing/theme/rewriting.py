"""A theme's stylesheet, rewritten for the article's language.

Themes are designed for pages from left to right, in Latin letters. :func:`mirrored`
exchanges left and right; :func:`loosened` increases line heights for scripts that are
taller than Latin; :func:`numbered` counts pages in the language's own numerals. All
formats get the rewritten sheet, so none has to mirror.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import tinycss2
from tinycss2.ast import (
    AtRule,
    Declaration,
    DimensionToken,
    FunctionBlock,
    IdentToken,
    LiteralToken,
    Node,
    NumberToken,
    PercentageToken,
    QualifiedRule,
    WhitespaceToken,
)

Change = Callable[[Declaration, bool], Declaration]
"""Rewrites a declaration; the flag says whether it is in a page's margin box."""

_SIDES = {"left": "right", "right": "left"}
_SWAPPED = re.compile(
    r"^((?:margin|padding|border|scroll-margin|scroll-padding)-)?(left|right)"
    r"(-(?:width|style|color))?$"
)
_FOUR = frozenset(
    {"margin", "padding", "border-width", "border-style", "border-color", "inset"} | {"page-margin"}
)
_KEYWORDS = frozenset({"float", "clear", "object-position", "background-position"})
_BOX = re.compile(r"(top|bottom)-(left|right)(-corner)?|(left|right)-(top|middle|bottom)")
_GROUPS = frozenset({"media", "supports"})
_LISTING = re.compile(r"(?<![\w-])(?:pre|\.code|\.linenos)(?![\w-])")
"""In the selectors of listings, which run from left to right in every language."""


def mirrored(css: str) -> str:
    """``css`` for pages from right to left.

    Exchanges left and right in boxes, floats, page margins and pairs of pages, but not in
    listings. Text aligned left is aligned to the start of its line; text aligned right, such
    as figures in a column, stays there.
    """
    return _rewritten(css, _mirror, swap=True)


def loosened(css: str, share: float) -> str:
    """``css`` with every line height multiplied by ``share``."""

    def change(declaration: Declaration, _: bool) -> Declaration:
        return _spread(declaration, share)

    return _rewritten(css, change, swap=False)


def numbered(css: str, style: str) -> str:
    """``css`` with page numbers in ``style``, where it sets no other style."""

    def change(declaration: Declaration, _: bool) -> Declaration:
        for node in declaration.value:
            if isinstance(node, FunctionBlock) and node.lower_name in ("counter", "target-counter"):
                words = [
                    _word(n) for n in node.arguments if n.type not in ("whitespace", "comment")
                ]
                # The counter is the last argument: no style follows it.
                if words[-1:] in (["page"], ["pages"]):
                    comma = LiteralToken(0, 0, ",")
                    node.arguments += [comma, WhitespaceToken(0, 0, " "), IdentToken(0, 0, style)]
        return declaration

    return _rewritten(css, change, swap=False)


def _rewritten(css: str, change: Change, *, swap: bool) -> str:
    nodes = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    if any(node.type == "error" for node in nodes):
        return css  # The formats report the error and its place.
    return "\n".join(_rule(node, change, swap) for node in nodes)


def _rule(node: Node, change: Change, swap: bool) -> str:
    if isinstance(node, QualifiedRule):
        if swap and all(map(_LISTING.search, _text(node.prelude).split(","))):
            return _serialized(node)
        body = _block(node.content, change, swap, margin=False)
        return _serialized(node) if body is None else f"{_text(node.prelude)} {{ {body} }}"
    if isinstance(node, AtRule) and node.content is not None:
        keyword = node.lower_at_keyword
        if keyword in _GROUPS:
            inner = tinycss2.parse_rule_list(node.content, True, True)
            if not any(n.type == "error" for n in inner):
                body = "\n".join(_rule(one, change, swap) for one in inner)
                return f"@{keyword} {_text(node.prelude)} {{\n{body}\n}}"
        elif keyword == "page":
            body = _block(node.content, change, swap, margin=False)
            if body is not None:
                return f"@page {_pages(node.prelude, swap)} {{ {body} }}"
    return _serialized(node)


def _block(content: list[Node], change: Change, swap: bool, *, margin: bool) -> str | None:
    """The declarations of a rule, and a page's margin boxes; None if any is broken."""
    nodes = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    words: list[str] = []
    for node in nodes:
        if isinstance(node, Declaration):
            words.append(_declared(change(node, margin)) + ";")
        elif isinstance(node, AtRule) and node.content is not None:
            inner = _block(node.content, change, swap, margin=True)
            if inner is None:
                return None
            name = _box(node.lower_at_keyword) if swap else node.at_keyword
            words.append(f"@{name} {{ {inner} }}")
        else:
            return None
    return " ".join(words)


def _declared(declaration: Declaration) -> str:
    important = " !important" if declaration.important else ""
    return f"{declaration.name}: {_text(declaration.value)}{important}"


def _box(name: str) -> str:
    if not _BOX.fullmatch(name):
        return name
    return "-".join(_SIDES.get(part, part) for part in name.split("-"))


def _pages(prelude: list[Node], swap: bool) -> str:
    """The selector of pages: in a book from right to left, the left page of a pair is first."""
    nodes = [_swapped(n) if swap and isinstance(n, IdentToken) else n for n in prelude]
    return _text(nodes)


def _mirror(declaration: Declaration, margin: bool) -> Declaration:
    name: str = declaration.lower_name
    value = [node for node in declaration.value if node.type not in ("whitespace", "comment")]
    if match := _SWAPPED.match(name):
        new = f"{match[1] or ''}{_SIDES[match[2]]}{match[3] or ''}"
        return _declaration(new, list(declaration.value), declaration)
    if name in _FOUR and len(value) == 4:
        top, right, bottom, left = value
        return _declaration(name, _spaced([top, left, bottom, right]), declaration)
    if name in _KEYWORDS or (margin and name == "text-align"):
        return _declaration(name, [_swapped(node) for node in declaration.value], declaration)
    if name == "text-align" and [_word(node) for node in value] == ["left"]:
        start = IdentToken(0, 0, "start")
        return _declaration(name, [start], declaration)
    return declaration


def _word(node: Node) -> str:
    return node.lower_value if isinstance(node, IdentToken) else ""


def _swapped(node: Node) -> Node:
    return IdentToken(0, 0, _SIDES[_word(node)]) if _word(node) in _SIDES else node


def _spread(declaration: Declaration, share: float) -> Declaration:
    name: str = declaration.lower_name
    if name == "line-height":
        value = [_times(node, share) for node in declaration.value]
        return _declaration(name, value, declaration)
    if name == "font":
        return _declaration(name, list(_in_font(declaration.value, share)), declaration)
    return declaration


def _in_font(value: Iterable[Node], share: float) -> Iterator[Node]:
    """Rewrites the line height after the slash in ``font``."""
    after = False
    for node in value:
        if after and node.type != "whitespace":
            node, after = _times(node, share), False
        elif isinstance(node, LiteralToken) and node.value == "/":
            after = True
        yield node


def _times(node: Node, share: float) -> Node:
    if not isinstance(node, (NumberToken, PercentageToken, DimensionToken)) or not node.value:
        return node
    if isinstance(node, NumberToken) and node.value == 1:
        return node  # a line of its own height: a numeral, an initial
    value = round(node.value * share, 3)
    figure = f"{value:.3f}".rstrip("0").rstrip(".")
    if isinstance(node, DimensionToken):
        return DimensionToken(0, 0, value, None, figure, node.unit)
    return type(node)(0, 0, value, None, figure)


def _spaced(nodes: list[Node]) -> list[Node]:
    return [part for node in nodes for part in (WhitespaceToken(0, 0, " "), node)][1:]


def _declaration(name: str, value: list[Node], like: Declaration) -> Declaration:
    return Declaration(0, 0, name, name, value, like.important)


def _text(nodes: Iterable[Node]) -> str:
    return str(tinycss2.serialize(nodes)).strip()


def _serialized(node: Node) -> str:
    return str(node.serialize()).strip()
