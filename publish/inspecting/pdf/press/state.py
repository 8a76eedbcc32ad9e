"""The graphics state of a content stream (ISO 32000-1 §8.4), as far as print asks for it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pikepdf import Dictionary, Name

from publish.inspecting.pdf.press.matrices import IDENTITY, Matrix, numbers
from publish.inspecting.pdf.press.spaces import GRAY, Space, space_of
from publish.values import dataclass

Color = tuple[float, ...]

_DEVICE = {
    "g": ("/DeviceGray", False),
    "G": ("/DeviceGray", True),
    "rg": ("/DeviceRGB", False),
    "RG": ("/DeviceRGB", True),
    "k": ("/DeviceCMYK", False),
    "K": ("/DeviceCMYK", True),
}
_COLORS = {"sc": False, "scn": False, "SC": True, "SCN": True}


@dataclass(frozen=True)
class State:
    """The graphics state."""

    matrix: Matrix = IDENTITY
    space: Space = GRAY
    color: Color = (0.0,)
    stroke_space: Space = GRAY
    stroke_color: Color = (0.0,)
    pattern: str = ""
    """The name of a pattern that fills, if one does."""
    width: float = 1
    font: str = ""
    size: float = 0
    mode: int = 0
    """The rendering mode of text."""


def with_color(state: State, operator: str, operands: Any, resources: Any) -> State | None:
    """``state`` after an operator of color; None if it is none."""
    if operator in _DEVICE:
        name, stroke = _DEVICE[operator]
        color = tuple(numbers(operands))
        return _colored(state, space_of(Name(name), resources), color, stroke=stroke)
    if operator in ("cs", "CS") and operands:
        space = space_of(operands[0], resources)
        return _colored(state, space, space.initial, stroke=operator == "CS")
    if operator in _COLORS:
        pattern = str(operands[-1]) if operands and isinstance(operands[-1], Name) else ""
        values = tuple(numbers(o for o in operands if not isinstance(o, Name)))
        if _COLORS[operator]:
            return replace(state, stroke_color=values)
        return replace(state, color=values, pattern=pattern)
    return None


def _colored(state: State, space: Space, color: Color, *, stroke: bool) -> State:
    if stroke:
        return replace(state, stroke_space=space, stroke_color=color)
    return replace(state, space=space, color=color, pattern="")


def with_external(state: State, external: Any) -> State:
    """``state`` after ``gs``."""
    if not isinstance(external, Dictionary):
        return state
    if "/LW" in external:
        state = replace(state, width=numbers([external.LW])[0])
    font = external.get("/Font")
    if font is not None and len(font) == 2:
        state = replace(state, size=numbers([font[1]])[0])
    return state


def ink(space: Space, color: Color) -> float:
    """The ink of a color in percent; 0 where the space does not say it."""
    first = space.names[0] if space.names else ""
    if first in ("DeviceCMYK", "ICCBased CMYK", "Separation", "DeviceN"):
        if space.spots == ("All",):
            return 0  # marks of the printer, outside the page
        return 100 * sum(min(max(part, 0), 1) for part in color)
    if first == "DeviceGray" and color:
        return 100 * (1 - min(max(color[0], 0), 1))
    return 0


def is_white(space: Space, color: Color) -> bool:
    """Whether a color leaves the paper bare."""
    first = space.names[0] if space.names else ""
    if not color:
        return False
    if first in ("DeviceCMYK", "ICCBased CMYK", "Separation", "DeviceN"):
        return max(color) <= 0.001
    return first.endswith(("RGB", "Gray")) and min(color) >= 0.999
