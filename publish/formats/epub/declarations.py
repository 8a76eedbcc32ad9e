"""Converts a theme's declarations for reading systems.

Readers choose size, typeface, colors and background. So sizes become relative to the
reader's, and the root's text color and background are dropped; a theme's accents,
tints and rules stay.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field

import tinycss2
from tinycss2.ast import (
    Declaration,
    DimensionToken,
    FunctionBlock,
    IdentToken,
    Node,
    WhitespaceToken,
)
from tinycss2.color4 import parse_color

from publish.css_units import POINTS
from publish.formats.epub import font_shorthand, print_only
from publish.values import dataclass

_UNSCALED = ("border", "outline", "column-rule", "box-shadow", "text-shadow", "text-decoration")
"""Prefixes of properties whose lengths stay absolute: a rule does not grow with the text."""

_SCALED = frozenset({"border-spacing"})

_READERS_OWN = frozenset({"font-size", "color", "background", "background-color"})
"""Properties of the root that the reader chooses."""

_PAIR = _READERS_OWN - {"font-size"}

_BREAKS = {
    "auto": "auto",
    "avoid": "avoid",
    "avoid-page": "avoid",
    "always": "always",
    "page": "always",
    "left": "left",
    "right": "right",
    "verso": "left",
    "recto": "right",
}

_OLDER_NAMES: Mapping[str, tuple[tuple[str, Mapping[str, str] | None], ...]] = {
    "hyphens": (("-webkit-hyphens", None), ("-epub-hyphens", None)),
    "break-before": (("page-break-before", _BREAKS),),
    "break-after": (("page-break-after", _BREAKS),),
    "break-inside": (("page-break-inside", _BREAKS),),
}
"""Names of properties in older reading systems, and keywords that differ."""

_INITIAL = {"font-style": "normal", "font-weight": "normal"}


@dataclass(frozen=True)
class RootStyle:
    """The theme's root style, to which declarations are relative.

    ``base`` is the body's font size in points, ``ink`` its text color; ``names`` maps
    the theme's families to their names in the EPUB.
    """

    base: float = 12.0
    ink: tuple[Node, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    paired: bool = False
    """The rules name the root's color and background together, for one scheme: both stay."""

    dark: RootStyle | None = None
    """The root for readers who prefer the dark."""

    def is_ink(self, value: Iterable[Node]) -> bool:
        """Return whether ``value`` is the color of the theme's body text."""
        return bool(self.ink) and _color(value) == _color(self.ink) is not None


def convert(found: Iterable[Declaration], root: RootStyle, *, on_root: bool) -> Iterator[str]:
    """Yield the declarations of one rule as text; ``on_root`` if it styles html or body."""
    kept = [declaration for declaration in found if not is_print_only(declaration)]
    for declaration in kept:
        own = on_root and not (root.paired and declaration.lower_name in _PAIR)
        for one in _without_readers_own(declaration) if own else (declaration,):
            yield from _serialize_declaration(one, root, on_root=on_root)
    names = {declaration.lower_name for declaration in kept}
    if not on_root and "color" not in names and any(map(_has_background, kept)) and root.ink:
        # Text on a background without a color would get the color of the reader's theme.
        yield f"color: {tinycss2.serialize(root.ink)}"


def is_print_only(declaration: Declaration) -> bool:
    """Return whether the declaration has no meaning on screen or is forbidden in an EPUB."""
    name: str = declaration.lower_name
    if name in print_only.PROPERTIES or name.startswith(("--", *print_only.PROPERTY_PREFIXES)):
        return True
    unwanted = print_only.VALUES.get(name, frozenset())
    return any(
        isinstance(node, IdentToken) and node.lower_value in unwanted for node in declaration.value
    ) or _calls(declaration.value, print_only.FUNCTIONS)


def _calls(value: Iterable[Node], names: frozenset[str]) -> bool:
    return any(
        isinstance(node, FunctionBlock)
        and (node.lower_name in names or _calls(node.arguments, names))
        for node in value
    )


def _without_readers_own(declaration: Declaration) -> Iterator[Declaration]:
    """Drop what the reader chooses; split ``font``, which cannot omit the size."""
    if declaration.lower_name in _READERS_OWN:
        return
    if declaration.lower_name != "font" or not (font := font_shorthand.font(declaration.value)):
        yield declaration
        return
    parts: dict[str, list[Node]] = {"font-family": list(font.families)}
    if font.line_height is not None:
        parts["line-height"] = [font.line_height]
    for name, keyword in (("font-style", font.style), ("font-weight", font.weight)):
        if keyword not in (_INITIAL[name], "400"):
            parts[name] = tinycss2.parse_component_value_list(keyword)
    for name, value in parts.items():
        yield _declaration(name, value, declaration)


def _declaration(name: str, value: list[Node], like: Declaration) -> Declaration:
    spaced = [part for node in value for part in (node, WhitespaceToken(0, 0, " "))]
    return Declaration(0, 0, name, name, spaced, like.important)


def _serialize_declaration(
    declaration: Declaration, root: RootStyle, *, on_root: bool
) -> Iterator[str]:
    name: str = declaration.lower_name
    value = _value(name, declaration.value, root, on_root=on_root)
    important = " !important" if declaration.important else ""
    for older, keywords in _OLDER_NAMES.get(name, ()):
        if keywords is None or value in keywords:
            yield f"{older}: {keywords[value] if keywords else value}{important}"
    yield f"{name}: {value}{important}"


def _value(name: str, nodes: Iterable[Node], root: RootStyle, *, on_root: bool) -> str:
    nodes = list(nodes)
    if name == "color" and root.is_ink(nodes) and not on_root:
        return "inherit"
    if name in _SCALED or not name.startswith(_UNSCALED):
        nodes = _map_tokens(nodes, lambda node: _relative(node, root.base))
    if name == "font-family":
        return _families(nodes, root.names)
    if name == "font" and (font := font_shorthand.font(nodes)):
        ahead = nodes[: nodes.index(font.families[0])] if font.families else nodes
        return f"{_serialized(ahead)} {_families(font.families, root.names)}"
    return _serialized(nodes)


def _serialized(nodes: Iterable[Node]) -> str:
    return str(tinycss2.serialize(nodes)).strip()


_GENERIC = frozenset(
    {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math", "emoji"}
    | {"ui-serif", "ui-sans-serif", "ui-monospace", "ui-rounded"}
    | {"inherit", "initial", "unset", "revert"}
)
"""Keywords in a list of families, which must not be quoted."""


def _families(nodes: Iterable[Node], names: Mapping[str, str]) -> str:
    found = font_shorthand.families(list(nodes))
    renamed = (names.get(name, name) for name in found)
    return ", ".join(name if name.lower() in _GENERIC else f'"{name}"' for name in renamed)


def _relative(node: Node, base: float) -> Node:
    if not isinstance(node, DimensionToken) or node.lower_unit not in POINTS:
        return node
    rem = round(node.value * POINTS[node.lower_unit] / base, 4)
    figure = f"{rem:.4f}".rstrip("0").rstrip(".")
    line, column = node.source_line, node.source_column
    if not rem:
        return tinycss2.ast.NumberToken(line, column, 0, 0, "0")
    return DimensionToken(line, column, rem, None, figure, "rem")


def _map_tokens(nodes: Iterable[Node], change: Callable[[Node], Node]) -> list[Node]:
    """Apply ``change`` to every token, also within functions and brackets."""
    done = []
    for node in nodes:
        for part in ("arguments", "content"):
            if isinstance(inner := getattr(node, part, None), list):
                setattr(node, part, _map_tokens(inner, change))
        done.append(change(node))
    return done


def _color(value: Iterable[Node]) -> object:
    tokens = [node for node in value if node.type not in ("whitespace", "comment")]
    return parse_color(tokens[0]) if len(tokens) == 1 else None


def _has_background(declaration: Declaration) -> bool:
    """Return whether the declaration sets a background."""
    if declaration.lower_name not in ("background", "background-color"):
        return False
    for node in declaration.value:
        color = parse_color(node) if node.type in ("ident", "hash", "function") else None
        if color == "currentcolor" or (color is not None and color.alpha > 0):
            return True
    return False
