"""The look of charts: colors and fonts of a theme, and the marks that tell series apart.

Color is never alone: bars differ in lightness and hatching, lines in dashes and marks, so that
a print in one ink and an eye that sees no red show the same.
"""

from __future__ import annotations

from collections.abc import Callable

from publish.values import dataclass

Measure = Callable[[str, bool], float]
"""The width of a text in ems, regular or bold."""


@dataclass(frozen=True)
class Fill:
    """The inside of a bar, and its outline; ``hatch`` is its color, if it has one."""

    color: str
    line: str
    hatch: str | None = None
    crossed: bool = False


@dataclass(frozen=True)
class Stroke:
    """A line of a chart: its color, its dashes, and the mark at its points."""

    color: str
    dash: str
    mark: str


@dataclass(frozen=True)
class Look:
    """A theme's colors, as ``#rrggbb``, and its font, for charts ``width`` points wide."""

    width: float
    text: str
    quiet: str
    rule: str
    accent: str
    background: str
    family: str
    measure: Measure

    def fill(self, number: int) -> Fill:
        """The fill of a series, by its place from 0."""
        accent, ground = self.accent, self.background
        tint, gray = mixed(accent, ground, 0.72), mixed(self.text, ground, 0.45)
        return (
            Fill(accent, accent),
            Fill(tint, accent),
            Fill(ground, accent, accent),
            Fill(gray, gray),
            Fill(ground, gray, gray, crossed=True),
            Fill(ground, self.text),
        )[number]

    def stroke(self, number: int) -> Stroke:
        """The line of a series, by its place from 0."""
        gray = mixed(self.text, self.background, 0.4)
        return (
            Stroke(self.accent, "", "circle"),
            Stroke(gray, "", "square"),
            Stroke(self.accent, "5 2.5", "triangle"),
            Stroke(gray, "1.5 2", "diamond"),
            Stroke(self.text, "7 2 1.5 2", "circle"),
            Stroke(self.text, "3 1.5", "square"),
        )[number]

    def name_color(self, number: int) -> str:
        """The color of a series' name, which is read as text is: darker than its line."""
        color = self.stroke(number).color
        return color if color in (self.accent, self.text) else self.quiet


def mixed(color: str, other: str, share: float) -> str:
    """``color`` with a share of ``other`` in it."""
    pairs = ((int(color[n : n + 2], 16), int(other[n : n + 2], 16)) for n in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
