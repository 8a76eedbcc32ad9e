"""The slug line as outlines: text beyond the page that is neither a font's nor a reader's."""

from __future__ import annotations

from dataclasses import field
from typing import Any

from publish.page import Page
from publish.values import dataclass


class Lettering:
    """Lines of text, drawn in one of a page's fonts."""

    def __init__(self, page: Page) -> None:
        self._font, self._units = _font(page)
        self._known: dict[str, tuple[str, float]] = {}

    def line(self, text: str, x: float, y: float, size: float) -> tuple[bytes, float]:
        """The operators that draw ``text`` from a point on its baseline, and its width."""
        if self._font is None:
            return b"", 0
        scale = size / self._units
        parts: list[str] = []
        width = 0.0
        for letter in text:
            outline, advance = self._letter(letter)
            if outline:
                parts.append(f"q {scale:.6f} 0 0 {scale:.6f} {x + width:.3f} {y:.3f} cm")
                parts.append(f"{outline} f Q")
            width += advance * scale
        return "\n".join(parts).encode(), width

    def _letter(self, letter: str) -> tuple[str, float]:
        if letter not in self._known:
            self._known[letter] = self._drawn(letter)
        return self._known[letter]

    def _drawn(self, letter: str) -> tuple[str, float]:
        glyph = self._font.get_nominal_glyph(ord(letter))
        if glyph is None:
            return "", self._units / 4
        pen = _Pen()
        self._font.draw_glyph_with_pen(glyph, pen)
        return " ".join(pen.parts), float(self._font.get_glyph_h_advance(glyph))


def _font(page: Page) -> tuple[Any, int]:
    """HarfBuzz's font for the plainest sans serif of a page, and its units of an em."""
    import uharfbuzz

    def rank(face: Any) -> tuple[bool, bool, int]:
        plain = face.weight == 400 and face.style == "normal"
        return not plain, "Sans" not in face.family, face.number

    for face in sorted(page.look.fonts, key=rank):
        loaded = uharfbuzz.Face(face.data, face.number)
        if loaded.glyph_count:
            return uharfbuzz.Font(loaded), loaded.upem
    return None, 1


@dataclass
class _Pen:
    """A pen of fontTools' protocol that writes operators (ISO 32000-1 §8.5.2)."""

    parts: list[str] = field(default_factory=list)
    _at: tuple[float, float] = (0, 0)

    def moveTo(self, point: Any) -> None:  # noqa: N802
        self._add("m", point)

    def lineTo(self, point: Any) -> None:  # noqa: N802
        self._add("l", point)

    def curveTo(self, first: Any, second: Any, end: Any) -> None:  # noqa: N802
        self._add("c", first, second, end)

    def qCurveTo(self, control: Any, end: Any) -> None:  # noqa: N802
        x, y = self._at
        first = x + (control[0] - x) * 2 / 3, y + (control[1] - y) * 2 / 3
        second = end[0] + (control[0] - end[0]) * 2 / 3, end[1] + (control[1] - end[1]) * 2 / 3
        self._add("c", first, second, end)

    def closePath(self) -> None:  # noqa: N802
        self.parts.append("h")

    def endPath(self) -> None:  # noqa: N802
        """A path that stays open."""

    def _add(self, operator: str, *points: Any) -> None:
        self.parts.append(" ".join([*(f"{x:g} {y:g}" for x, y in points), operator]))
        self._at = points[-1]
