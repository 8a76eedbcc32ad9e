"""The state in which a content stream draws, and what the walk finds that a printer asks about."""

from __future__ import annotations

from dataclasses import field
from typing import Protocol

from publish.formats.pdf.press.colors import BLACK, Colors, Device
from publish.formats.pdf.press.geometry import EVERYWHERE, IDENTITY, Box, Matrix
from publish.values import dataclass


class File(Protocol):
    """A file that is rewritten, as its resources know it."""

    colors: Colors
    spaces: dict[str, str]
    """Kinds of the color spaces that are removed, by name."""


@dataclass(frozen=True)
class State:
    """The graphics state. A color that is None is a pattern."""

    matrix: Matrix = IDENTITY
    clip: Box = EVERYWHERE
    fill: Device | None = BLACK
    stroke: Device | None = BLACK
    space: str = ""
    """The kind of color space that ``scn`` gives values for."""
    stroke_space: str = ""
    alpha: float = 1
    stroke_alpha: float = 1
    width: float = 1
    size: float = 0
    overprints: bool = False


@dataclass(frozen=True)
class Mark:
    """A mark that is hard to print, with its size in points."""

    page: int
    size: float


@dataclass
class Found:
    """Findings of the walk over a file."""

    hairlines: list[Mark] = field(default_factory=list)
    reversed: list[Mark] = field(default_factory=list)
    """White type that is small."""
    sizes: dict[tuple[int, int], tuple[int, float, float]] = field(default_factory=dict)
    """The page and the largest size, in points, of each picture by its object's number."""
    opaque: dict[tuple[int, int], Device | None] = field(default_factory=dict)
    """The color beneath each picture; None where it is not one."""
    stuck: dict[str, int] = field(default_factory=dict)
    """Transparency that cannot be taken out, with its first page."""
    clear: set[int] = field(default_factory=set)
    """Pages with live transparency."""
    painted: list[tuple[Box, Device | None]] = field(default_factory=list)
    """The areas of the page that is walked over; None where they have no single color."""
