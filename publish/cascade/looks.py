"""The results of the cascade: frozen records, lengths in points.

They depend neither on WeasyPrint nor on an output format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Generic, Literal, TypeVar
from xml.etree.ElementTree import Element

from publish.values import dataclass

T = TypeVar("T")

Display = Literal[
    "none", "inline", "block", "list-item", "table", "row-group", "header-group", "footer-group",
    "row", "cell", "caption", "column",
]  # fmt: skip
Break = Literal["auto", "avoid", "page"]
Align = Literal["start", "end", "left", "right", "center", "justify"]
SIDES = ("top", "right", "bottom", "left")


@dataclass(frozen=True)
class Length:
    """A length: ``points`` + ``share`` × the whole, for percentages."""

    points: float = 0.0
    share: float = 0.0

    def of(self, whole: float) -> float:
        """Return the used length in points, where ``whole`` points are 100 %."""
        return self.points + self.share * whole


@dataclass(frozen=True)
class Sides(Generic[T]):
    """One value per side of a box."""

    top: T
    right: T
    bottom: T
    left: T

    def __getitem__(self, side: str) -> T:
        value: T = getattr(self, side)
        return value


@dataclass(frozen=True)
class Border:
    """A visible border: width in points, color RRGGBB, CSS style."""

    width: float
    color: str
    style: str = "solid"


@dataclass(frozen=True)
class Columns:
    """The columns of a box (CSS Multi-column Layout 1).

    ``count`` and ``width`` (points) are None for ``auto``.
    """

    count: int | None
    width: float | None
    gap: Length
    rule: Border | None = None
    balanced: bool = True

    def fitting(self, measure: float) -> int:
        """Count the columns in ``measure`` points (§3.4 there)."""
        if self.width is None:
            return max(1, self.count or 1)
        gap = self.gap.of(measure)
        most = max(1, int((measure + gap) / max(1.0, self.width + gap)))
        return most if self.count is None else min(self.count, most)


@dataclass(frozen=True)
class CharacterLook:
    """The text style of an element.

    ``families`` is the whole font stack; ``ground`` the element's own background;
    ``shift`` is 1 for superscript, -1 for subscript, else 0. Colors are RRGGBB,
    ``size`` and ``spacing`` points.
    """

    families: tuple[str, ...]
    weight: int
    italic: bool
    size: float
    color: str
    ground: str | None = None
    caps: bool = False
    small_caps: bool = False
    spacing: float = 0.0
    underline: bool = False
    strike: bool = False
    shift: int = 0
    numerals: frozenset[str] = frozenset()
    kerning: bool = True
    rtl: bool = False


@dataclass(frozen=True)
class BoxLook:
    """The box of an element: all of its style except text style.

    None means ``auto`` in margins and sizes, no limit in ``max_width`` and
    ``max_height``, and ``normal`` in ``line_height``, which otherwise is in points.
    """

    display: Display
    width: Length | None
    height: Length | None
    max_width: Length | None
    max_height: Length | None
    margin: Sides[Length | None]
    padding: Sides[Length]
    border: Sides[Border | None]
    ground: str | None
    border_box: bool
    align: Align
    indent: Length
    line_height: float | None
    vertical: str
    break_before: Break
    break_after: Break
    break_inside: Break
    widows: int
    orphans: int
    preserve: bool
    """White space is preserved (``pre``, ``pre-wrap``)."""
    tab_size: float
    """Characters between tab stops."""
    hyphenate: bool
    list_style: str
    list_text: str | None
    """The marker, if the stylesheet gives a string."""
    caption_side: str
    border_spacing: tuple[float, float]
    """Horizontal and vertical, in points; zero for collapsed borders."""
    rtl: bool
    floating: bool = False
    """True if it floats left or right."""
    columns: Columns | None = None
    spanning: bool = False
    """True if it spans all columns."""


@dataclass(frozen=True)
class Marker:
    """The marker of a list item: text style, and text if the CSS gives one."""

    characters: CharacterLook
    text: str | None


@dataclass(frozen=True)
class Initial:
    """The first letter of a block, if the stylesheet styles it."""

    characters: CharacterLook
    box: BoxLook


@dataclass(frozen=True)
class Part:
    """A piece of generated content: a text, a counter's name or a string's name.

    ``style`` is a counter's style (``decimal``, ``upper-roman`` …).
    """

    kind: Literal["text", "counter", "string"]
    value: str
    style: str = "decimal"


@dataclass(frozen=True)
class Generated:
    """The content of ``::before`` or ``::after``.

    ``content`` is None if it has more than texts and counters.
    """

    content: tuple[Part, ...] | None
    characters: CharacterLook
    box: BoxLook


@dataclass(frozen=True)
class Counting:
    """An element's counter increments and resets."""

    increments: Mapping[str, int]
    resets: Mapping[str, int]


@dataclass(frozen=True)
class MarginBox:
    """A box in the page's margin, such as ``top-left``."""

    content: tuple[Part, ...]
    characters: CharacterLook
    box: BoxLook


@dataclass(frozen=True)
class PageLook:
    """A kind of page: its size, margins and margin boxes. All in points."""

    width: float
    height: float
    margin: Sides[float]
    boxes: Mapping[str, MarginBox] = field(default_factory=dict)

    @property
    def measure(self) -> float:
        """The width of the text area."""
        return self.width - self.margin.left - self.margin.right

    @property
    def depth(self) -> float:
        """The height of the text area."""
        return self.height - self.margin.top - self.margin.bottom


@dataclass(frozen=True)
class NamedString:
    """A value of a CSS named string (GCPM §1.1.1), and the element that set it."""

    text: str
    element: Element = field(compare=False)
