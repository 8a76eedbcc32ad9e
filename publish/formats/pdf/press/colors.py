"""Colors of type and vectors as inks: declared values, pure black, or by the profile."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field
from functools import cached_property
from typing import Any

from publish.formats.pdf.press.condition import Condition
from publish.model.press import Ink
from publish.values import dataclass

Color = tuple[int, int, int]
"""Red, green and blue, from 0 to 255."""
Inks = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black, from 0 to 1."""

_NEUTRAL = 8.0
"""Chroma in CIE Lab under which a color is a gray: fine type in it is printed with black alone,
since four plates that do not register exactly would blur it."""
_BLACK = 20.0
"""Lightness under which a gray is black."""
_LUMA = (0.2126, 0.7152, 0.0722)


@dataclass(frozen=True)
class Device:
    """A color for the press: a spot color with its tint, or the inks of the process."""

    inks: Inks
    spot: str = ""

    @property
    def is_black(self) -> bool:
        """Whether it is the full black plate, and no other."""
        return not self.spot and self.inks == (0, 0, 0, 1)

    @property
    def is_paper(self) -> bool:
        """Whether it leaves the paper bare."""
        return not self.spot and not any(self.inks)


PAPER, BLACK = Device((0, 0, 0, 0)), Device((0, 0, 0, 1))


@dataclass
class Colors:
    """The inks of every color that a file asks for."""

    condition: Condition
    declared: tuple[Ink, ...] = ()
    known: dict[Color, Device] = field(default_factory=dict)

    def of(self, parts: Iterable[float]) -> Device:
        """The inks of a color whose red, green and blue are from 0 to 1."""
        red, green, blue = (round(255 * min(max(part, 0), 1)) for part in parts)
        color = (red, green, blue)
        if color not in self.known:
            self.known[color] = self._found(color)
        return self.known[color]

    def gray(self, light: float) -> Device:
        """The inks of a gray: black alone."""
        return Device((0, 0, 0, round(1 - min(max(light, 0), 1), 4)))

    def spots(self) -> dict[str, Ink]:
        """The spot colors that are used, by name."""
        used = {device.spot for device in self.known.values()}
        return {ink.spot: ink for ink in self.declared if ink.spot in used and ink.spot}

    def _found(self, color: Color) -> Device:
        name = "#{:02x}{:02x}{:02x}".format(*color)
        for ink in self.declared:
            if ink.color == name:
                cyan, magenta, yellow, black = (round(part / 100, 4) for part in ink.cmyk)
                return Device((cyan, magenta, yellow, black), ink.spot)
        if color == (255, 255, 255):
            return PAPER
        light, chroma = lightness_and_chroma(color)
        if chroma < _NEUTRAL:
            luma = sum(share * part / 255 for share, part in zip(_LUMA, color, strict=True))
            return BLACK if light < _BLACK else self.gray(luma)
        return self._converted(color)

    def _converted(self, color: Color) -> Device:
        from PIL import Image, ImageCms

        pixel = ImageCms.applyTransform(Image.new("RGB", (1, 1), color), self._change)
        found: Any = pixel.getpixel((0, 0)) if pixel else (0, 0, 0, 255)
        cyan, magenta, yellow, black = (round(part / 255, 3) for part in found)
        return Device((cyan, magenta, yellow, black))

    @cached_property
    def _change(self) -> Any:
        return self.condition.change("RGB")


def lightness_and_chroma(color: Color) -> tuple[float, float]:
    """L* and C* of a color of sRGB (IEC 61966-2-1, CIE 15), for the white of D65."""
    red, green, blue = (
        part / 3294.6 if part <= 10.31 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in color
    )
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.089
    fx, fy, fz = (
        part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z)
    )
    a, b = 500 * (fx - fy), 200 * (fy - fz)
    return 116 * fy - 16, (a * a + b * b) ** 0.5
