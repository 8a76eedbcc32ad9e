"""The records that the cascade is told in: plain frozen values, lengths in points.

Nothing here knows WeasyPrint, nor any output format.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar
from xml.etree.ElementTree import Element

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
    """A length that may depend on another: ``points`` + ``share`` × the whole."""

    points: float = 0.0
    share: float = 0.0

    def of(self, whole: float) -> float:
        """The used length in points, where ``whole`` points are 100 %."""
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
    """A visible line: width in points, color as RRGGBB, style as CSS names it."""

    width: float
    color: str
    style: str = "solid"


@dataclass(frozen=True)
class Columns:
    """The columns that a box lays its content out in (CSS Multi-column Layout 1).

    ``count`` and ``width`` (points) are ``None`` where they are ``auto``.
    """

    count: int | None
    width: float | None
    gap: Length
    rule: Border | None = None
    balanced: bool = True

    def fitting(self, measure: float) -> int:
        """How many columns there are in ``measure`` points (§3.4 there)."""
        if self.width is None:
            return max(1, self.count or 1)
        gap = self.gap.of(measure)
        most = max(1, int((measure + gap) / max(1.0, self.width + gap)))
        return most if self.count is None else min(self.count, most)


@dataclass(frozen=True)
class CharacterLook:
    """How the characters of an element look.

    ``families`` is the whole CSS font stack; ``ground`` is the element's own
    background, if it has one; ``shift`` is 1 for a superior, -1 for an
    inferior, else 0. Colors are RRGGBB, ``size`` and ``spacing`` points.
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
    """The box of an element: everything about it that is not its characters.

    ``None`` stands for ``auto`` in margins and sizes, for "no limit" in
    ``max_width`` and ``max_height``, and for ``normal`` in ``line_height``, which
    is else in points.
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
    """White space stays as it is (``pre``, ``pre-wrap``)."""
    tab_size: float
    """Columns from one tab stop to the next."""
    hyphenate: bool
    list_style: str
    list_text: str | None
    """The marker itself, where the style sheet gives a string for it."""
    caption_side: str
    border_spacing: tuple[float, float]
    """Horizontal and vertical, in points; zero where borders collapse."""
    rtl: bool
    floating: bool = False
    """Does it stand at a side, the text beside it?"""
    columns: Columns | None = None
    spanning: bool = False
    """Does it reach across the columns of the box around it?"""


@dataclass(frozen=True)
class Marker:
    """The marker of a list item: its characters, and its text where the CSS says one."""

    characters: CharacterLook
    text: str | None


@dataclass(frozen=True)
class Initial:
    """The first letter of a block, where the style sheet sets it otherwise than the rest."""

    characters: CharacterLook
    box: BoxLook


@dataclass(frozen=True)
class Part:
    """One piece of generated content: a text, a counter's name or a string's name.

    ``style`` is how a counter is shown (``decimal``, ``upper-roman`` …).
    """

    kind: Literal["text", "counter", "string"]
    value: str
    style: str = "decimal"


@dataclass(frozen=True)
class Generated:
    """What ``::before`` or ``::after`` puts into an element.

    ``content`` is ``None`` where there is more in it than texts and counters.
    """

    content: tuple[Part, ...] | None
    characters: CharacterLook
    box: BoxLook


@dataclass(frozen=True)
class Counting:
    """What an element does to counters: by how much it moves them, where it sets them back."""

    increments: Mapping[str, int]
    resets: Mapping[str, int]


@dataclass(frozen=True)
class MarginBox:
    """What stands in one place of the page's margin, such as ``top-left``."""

    content: tuple[Part, ...]
    characters: CharacterLook
    box: BoxLook


@dataclass(frozen=True)
class PageLook:
    """A kind of page: its size, its margins and what stands in them. All in points."""

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
    """A value given to a CSS named string (GCPM §1.1.1), and the element that gave it."""

    text: str
    element: Element = field(compare=False)
