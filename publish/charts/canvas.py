"""A sheet to draw on, which becomes an SVG; for languages from right to left, in a mirror."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from publish.charts.look import Fill, Look, Stroke

SIZE, SMALL = 8.0, 7.5
"""Points of type."""
LEADING = 9.6
PIXELS = 96 / 72
"""CSS pixels in a point."""
_WIDER = 1.16
"""A reading system shows an SVG in a font of its own: Noto Sans is that much wider than ours."""
_HATCH = 3.2
"""Points between the lines of a hatching."""
_ANCHORS = {"start": "end", "middle": "middle", "end": "start"}


class Canvas:
    """Takes marks from the top left, in points, as if lines ran from the left."""

    def __init__(self, look: Look, *, mirrored: bool) -> None:
        self.look = look
        self._mirrored = mirrored
        self._parts: list[str] = []

    def svg(self, height: float) -> bytes:
        """The drawing, with its size in CSS pixels, as SVG has it."""
        across, down = (round(side * PIXELS) for side in (self.look.width, height))
        size = f'width="{across}" height="{down}"'
        box = f'viewBox="0 0 {_n(self.look.width)} {_n(height)}"'
        family = f'"{escape(self.look.family)}"'
        opening = f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} font-family={family}>'
        ground = f'<rect width="100%" height="100%" fill="{self.look.background}"/>'
        return "\n".join((opening, ground, *self._parts, "</svg>")).encode()

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: str = "start",
        color: str = "",
        size: float = SIZE,
        bold: bool = False,
    ) -> None:
        """Write ``words`` in one line, from, around or up to ``x``."""
        if self._mirrored:
            anchor = _ANCHORS[anchor]
        weight = ' font-weight="600"' if bold else ""
        said = escape(words, quote=False)
        self._parts.append(
            f'<text x="{_n(self._x(x))}" y="{_n(y)}" font-size="{_n(size)}"{weight} '
            f'fill="{color or self.look.text}" text-anchor="{anchor}">{said}</text>'
        )

    def line(
        self, x1: float, y1: float, x2: float, y2: float, color: str, width: float = 0.5
    ) -> None:
        """Draw a straight line."""
        ends = (self._x(x1), y1, self._x(x2), y2)
        names = zip(("x1", "y1", "x2", "y2"), map(_n, ends), strict=True)
        at = " ".join(f'{name}="{value}"' for name, value in names)
        self._parts.append(f'<line {at} stroke="{color}" stroke-width="{_n(width)}"/>')

    def path(self, points: Sequence[tuple[float, float]], stroke: Stroke) -> None:
        """Draw a line through ``points``."""
        way = " ".join(
            f"{'L' if n else 'M'}{_n(self._x(x))} {_n(y)}" for n, (x, y) in enumerate(points)
        )
        dash = f' stroke-dasharray="{stroke.dash}"' if stroke.dash else ""
        self._parts.append(
            f'<path d="{way}" fill="none" stroke="{stroke.color}" stroke-width="1.6"'
            f' stroke-linejoin="round"{dash}/>'
        )

    def bar(self, x: float, y: float, width: float, height: float, fill: Fill) -> None:
        """Draw a bar; one of no length is a line."""
        if self._mirrored:
            x = self.look.width - x - width
        shape = f'x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}"'
        self._parts.append(f'<rect {shape} fill="{fill.color}"/>')
        if fill.hatch:
            ways = _hatching(x, y, width, height)
            if fill.crossed:
                ways += [(x1, 2 * y + height - y1, x2, 2 * y + height - y2)
                         for x1, y1, x2, y2 in ways]  # fmt: skip
            way = " ".join(f"M{_n(a)} {_n(b)}L{_n(c)} {_n(d)}" for a, b, c, d in ways)
            self._parts.append(f'<path d="{way}" stroke="{fill.hatch}" stroke-width="0.7"/>')
        self._parts.append(f'<rect {shape} fill="none" stroke="{fill.line}" stroke-width="0.6"/>')

    def mark(self, x: float, y: float, stroke: Stroke, radius: float = 2.4) -> None:
        """Draw the mark of a point."""
        x, r = self._x(x), radius
        paint = f'fill="{stroke.color}" stroke="{self.look.background}" stroke-width="0.6"'
        if stroke.mark == "circle":
            self._parts.append(f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r)}" {paint}/>')
            return
        ways = {
            "square": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
            "triangle": ((0, -1.25), (1.15, 0.85), (-1.15, 0.85)),
            "diamond": ((0, -1.35), (1.2, 0), (0, 1.35), (-1.2, 0)),
        }
        points = " ".join(f"{_n(x + a * r)},{_n(y + b * r)}" for a, b in ways[stroke.mark])
        self._parts.append(f'<polygon points="{points}" {paint}/>')

    def width(self, words: str, size: float = SIZE, *, bold: bool = False) -> float:
        """The room that ``words`` need, in points, in the theme's font or a wider one."""
        return self.look.measure(words, bold) * size * _WIDER

    def wrapped(self, words: str, width: float, size: float = SIZE) -> list[str]:
        """``words`` in lines of at most ``width`` points; a word alone can be wider."""
        lines: list[str] = []
        for word in words.split():
            if lines and self.width(f"{lines[-1]} {word}", size) <= width:
                lines[-1] += f" {word}"
            else:
                lines.append(word)
        return lines or [""]

    def _x(self, x: float) -> float:
        return self.look.width - x if self._mirrored else x


def _n(value: float) -> str:
    """A number in the drawing: two decimals at most, and no zeros behind."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _hatching(
    x: float, y: float, width: float, height: float
) -> list[tuple[float, float, float, float]]:
    """Lines at 45 degrees in a rectangle, each as its two ends."""
    ways: list[tuple[float, float, float, float]] = []
    at = _HATCH
    while at < width + height:
        begin = (x + max(0.0, at - height), y + min(at, height))
        end = (x + min(at, width), y + max(0.0, at - width))
        ways.append((*begin, *end))
        at += _HATCH
    return ways
