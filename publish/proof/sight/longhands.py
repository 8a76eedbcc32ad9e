"""Shorthands as the longhands that matter to whoever looks (CSS 2.2 and later modules)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from tinycss2.ast import IdentToken, Node

from publish.proof.sight.values import paint, word

Pairs = Iterator[tuple[str, list[Node]]]
_SIDES = ("top", "right", "bottom", "left")
_SPREAD = {1: (0, 0, 0, 0), 2: (0, 1, 0, 1), 3: (0, 1, 2, 1), 4: (0, 1, 2, 3)}
GLOBAL = frozenset({"inherit", "initial", "unset", "revert", "revert-layer"})
"""Keywords that every property takes (CSS Cascade 5 §7.3)."""
_FONT_SIZES = frozenset(
    {"xx-small", "x-small", "small", "medium", "large"}
    | {"x-large", "xx-large", "xxx-large", "smaller", "larger"}
)
_LINES = frozenset({"none", "underline", "overline", "line-through", "blink"})
_FLOWING = {
    "block-size": "height",
    "inline-size": "width",
    "max-block-size": "max-height",
    "max-inline-size": "max-width",
    "overflow-block": "overflow-y",
    "overflow-inline": "overflow-x",
    **{f"{of}-inline-start": f"{of}-left" for of in ("margin", "padding")},
    **{f"{of}-inline-end": f"{of}-right" for of in ("margin", "padding")},
    **{f"{of}-block-start": f"{of}-top" for of in ("margin", "padding")},
    **{f"{of}-block-end": f"{of}-bottom" for of in ("margin", "padding")},
    "inset-inline-start": "left",
    "inset-inline-end": "right",
    "inset-block-start": "top",
    "inset-block-end": "bottom",
}
"""Names that follow the direction of the text, as if that ran from left to right."""


def longhands(name: str, value: list[Node]) -> Pairs:
    """A declaration as longhands, each with its nodes, without white space."""
    if name in _FLOWING:
        yield _FLOWING[name], value
    elif (expand := _SHORTHANDS.get(name)) is None:
        yield name, value
    elif word(value) in GLOBAL:
        yield from ((longhand, value) for longhand in dict.fromkeys(_NAMES[name]))
    else:
        yield from expand(name, value)


def _four(name: str, value: list[Node]) -> Pairs:
    names = _NAMES[name]
    for longhand, index in zip(names, _SPREAD.get(len(value), ()), strict=False):
        yield longhand, [value[index]]


def _two(name: str, value: list[Node]) -> Pairs:
    first, second = _NAMES[name]
    yield first, value[:1]
    yield second, value[1:2] or value[:1]


def _font(name: str, value: list[Node]) -> Pairs:
    """The first length, or word for a size, is the size; the line height follows ``/``."""
    for n, node in enumerate(value):
        size = node.type in ("dimension", "percentage") or (
            node.type == "function" or word([node]) in _FONT_SIZES
        )
        if size or (node.type == "number" and node.value == 0):
            yield "font-size", [node]
            spaced = n + 2 < len(value) and value[n + 1] == "/"
            yield "line-height", [value[n + 2] if spaced else IdentToken(0, 0, "normal")]
            return


def _background(name: str, value: list[Node]) -> Pairs:
    """Its color, its pictures, and whether it is clipped to the text."""
    color = next((node for node in value if paint([node]) is not None), None)
    yield "background-color", [color or IdentToken(0, 0, "transparent")]
    pictures = [n for n in value if n.type in ("function", "url") and paint([n]) is None]
    yield "background-image", pictures or [IdentToken(0, 0, "none")]
    clip = "text" if any(word([node]) == "text" for node in value) else "border-box"
    yield "background-clip", [IdentToken(0, 0, clip)]


def _decoration(name: str, value: list[Node]) -> Pairs:
    yield "text-decoration-line", [n for n in value if word([n]) in _LINES] or value[:1]
    thick = [n for n in value if n.type in ("dimension", "percentage", "function")]
    yield (
        "text-decoration-thickness",
        [n for n in thick if paint([n]) is None][:1] or [IdentToken(0, 0, "auto")],
    )


def _white_space(name: str, value: list[Node]) -> Pairs:
    yield "white-space", value


_NAMES: Mapping[str, tuple[str, ...]] = {
    "margin": tuple(f"margin-{side}" for side in _SIDES),
    "padding": tuple(f"padding-{side}" for side in _SIDES),
    "inset": _SIDES,
    "margin-block": ("margin-top", "margin-bottom"),
    "margin-inline": ("margin-left", "margin-right"),
    "padding-block": ("padding-top", "padding-bottom"),
    "padding-inline": ("padding-left", "padding-right"),
    "inset-block": ("top", "bottom"),
    "inset-inline": ("left", "right"),
    "overflow": ("overflow-x", "overflow-y"),
    "font": ("font-size", "line-height"),
    "background": ("background-color", "background-image", "background-clip"),
    "text-decoration": ("text-decoration-line", "text-decoration-thickness"),
    "text-wrap": ("white-space",),
    "text-wrap-mode": ("white-space",),
}
_SHORTHANDS: Mapping[str, Callable[[str, list[Node]], Pairs]] = {
    **dict.fromkeys(("margin", "padding", "inset"), _four),
    **dict.fromkeys((n for n in _NAMES if n.endswith(("-block", "-inline"))), _two),
    "overflow": _two,
    "font": _font,
    "background": _background,
    "text-decoration": _decoration,
    "text-wrap": _white_space,
    "text-wrap-mode": _white_space,
}
