"""The slug line as outlines: text beyond the page that is neither a font's nor a reader's."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from publish.page import Page


class Lettering:
    """Lines of text, drawn in one of a page's fonts."""

    def __init__(self, page: Page) -> None:
        self._font = _font(page)
        self._known: dict[str, tuple[str, float]] = {}

    def line(self, text: str, x: float, y: float, size: float) -> tuple[bytes, float]:
        """The operators that draw ``text`` from a point on its baseline, and its width."""
        if self._font is None:
            return b"", 0
        scale = size / self._font["head"].unitsPerEm
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
        font: Any = self._font
        name = font.getBestCmap().get(ord(letter))
        if name is None:
            return "", font["head"].unitsPerEm / 4
        glyphs = font.getGlyphSet()
        return _outline(glyphs, name), float(glyphs[name].width)


def _font(page: Page) -> Any:
    from fontTools.ttLib import TTFont, TTLibError

    def rank(face: Any) -> tuple[bool, bool, int]:
        plain = face.weight == 400 and face.style == "normal"
        return not plain, "Sans" not in face.family, face.number

    for face in sorted(page.look.fonts, key=rank):
        try:
            return TTFont(BytesIO(face.data), fontNumber=face.number, lazy=True)
        except (TTLibError, OSError, ValueError):
            continue
    return None


def _outline(glyphs: Any, name: str) -> str:
    from fontTools.pens.basePen import BasePen

    parts: list[str] = []

    def add(operator: str, points: Iterable[tuple[float, float]]) -> None:
        parts.append(" ".join([*(f"{x:g} {y:g}" for x, y in points), operator]))

    class Pen(BasePen):  # type: ignore[misc]
        def _moveTo(self, point: Any) -> None:  # noqa: N802
            add("m", [point])

        def _lineTo(self, point: Any) -> None:  # noqa: N802
            add("l", [point])

        def _curveToOne(self, first: Any, second: Any, end: Any) -> None:  # noqa: N802
            add("c", [first, second, end])

        def _closePath(self) -> None:  # noqa: N802
            parts.append("h")

    glyphs[name].draw(Pen(glyphs))
    return " ".join(parts)
