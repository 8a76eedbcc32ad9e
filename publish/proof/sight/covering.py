"""Elements that a stylesheet lays over others: nobody can know what is below them on a screen."""

from __future__ import annotations

from collections.abc import Iterator

from publish.proof.sight.cascade import Cascade, Cause, State, Style
from publish.proof.sight.properties import QUESTIONS
from publish.proof.sight.stylesheets import Declared, Sheets
from publish.proof.sight.values import WIDTH, Paint, paint, points, word

_FAR = 24.0
_THICK = 12.0
"""Points of an outline, which is drawn over whatever is beside it."""
_PLACED = frozenset({"absolute", "fixed", "sticky"})
_OFFSETS = ("top", "right", "bottom", "left")
_MOVING = ("transform", "translate", "scale", "zoom")
_OUTLINES = ("outline", "outline-width", "outline-offset")
_NAMES = frozenset({"position", *_MOVING, *_OUTLINES, "margin-top", "margin-bottom"})
_PICTURES = frozenset({"img", "svg"})


def covers(cascade: Cascade, state: State) -> Iterator[Cause]:
    """Everything in the document that may lie over something else, and hides what it lies on."""
    for element in cascade.wrapped:
        if not any(one.name in _NAMES for *_, rule in cascade.matches(element)
                   for one in rule.declared):  # fmt: skip
            continue
        style = cascade.style(element, state)
        pictured = style.tag in _PICTURES or any(
            str(part.tag).rpartition("}")[2] in _PICTURES for part in element.iter()
        )
        yield from _cause(style, pictured)
        for part in cascade.generated(element, state):
            if part.said("content"):
                yield from _cause(part, pictured=False)


def may_cover(sheets: Sheets) -> bool:
    """Whether anything in the stylesheets lays one thing over another."""
    return any(_moves(one, 12.0) for rule in sheets.rules for one in rule.declared)


def _cause(style: Style, pictured: bool) -> Iterator[Cause]:
    moved = (one for one in style.own.values() if _moves(one, style.size))
    said = next((o for o in moved if word(o.value) != "relative" or _offset(style)), None)
    if said is None:
        return
    if said.name in _OUTLINES or pictured or _opaque(style):
        yield Cause(f"{said.written}, it may lie over what must be seen", style.name, said)


def _moves(said: Declared, size: float) -> bool:
    if said.name == "position":
        return word(said.value) in _PLACED or word(said.value) == "relative"
    if said.name in _OUTLINES:
        found = (points([node], size) for node in said.value)
        return any(length is not None and length > _THICK for length in found)
    if said.name in _MOVING:
        return bool(QUESTIONS[said.name](said.value, size))
    if said.name in ("margin-top", "margin-bottom"):
        margin = points(said.value, size, WIDTH)
        return margin is not None and margin < -_FAR
    return False


def _offset(style: Style) -> bool:
    found = (style.length(side, WIDTH) for side in _OFFSETS)
    return any(length is not None and abs(length) > _FAR for length in found)


def _opaque(style: Style) -> bool:
    """Whether it has a ground, a gradient or thick borders."""
    ground = paint(style.value("background-color"))
    if isinstance(ground, Paint) and ground.alpha > 0.2:
        return True
    if word(style.value("background-image")) not in ("", "none") or any(
        node.type == "function" for node in style.value("background-image")
    ):
        return True
    return any(
        (points([node], style.size) or 0) > _THICK
        for name, said in style.own.items()
        if name.startswith(("border", "box-shadow"))
        for node in said.value
    )
