"""Contrast between every text and its background, by WCAG 2.2.

Success criterion 1.4.3 (AA) asks for 4.5 : 1, and for 3 : 1 where the text is
large: 18 points, or 14 in bold.
"""

from __future__ import annotations

import colorsys
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from publish.cascade import Cascade, luminance, parse
from publish.errors import Problem, Severity
from publish.page import DARK, Look
from publish.values import dataclass

SCREEN = "epub"
"""Name of the stylesheet for screens, which can be dark."""
PAPER = "FFFFFF"
_NORMAL, _LARGE = 4.5, 3.0
_STEPS = 200


@dataclass(frozen=True)
class Pair:
    """A color of text and of its background, as RRGGBB, and the first element with both."""

    text: str
    ground: str
    needed: float
    element: str
    """Its selector: ``p.byline``."""

    @property
    def ratio(self) -> float:
        """From 1 (the same color) to 21 (black on white)."""
        return ratio(self.text, self.ground)

    @property
    def passes(self) -> bool:
        """Whether the contrast is as high as WCAG AA asks."""
        return self.ratio >= self.needed


def pairs(look: Look) -> tuple[Pair, ...]:
    """Every pair of colors that the theme's specimen shows as text on paper, each once."""
    return _pairs(look, (look.style, look.paper), PAPER)


def dark_pairs(look: Look) -> tuple[Pair, ...]:
    """The same on a screen in the dark; none if the theme has no dark scheme."""
    screen = look.sheet(SCREEN)
    if DARK not in screen:
        return ()
    shown = screen.replace(f"@media {DARK} {{", "@media all {")
    return _pairs(look, (look.style, shown), "000000")


def _pairs(look: Look, sheets: tuple[str, ...], paper: str) -> tuple[Pair, ...]:
    cascade = Cascade(parse(look.specimen), sheets)
    found: dict[tuple[str, str, float], Pair] = {}
    for element, ground in _texts(cascade.root, cascade, paper):
        characters = cascade.characters(element)
        large = characters.size >= 18 or (characters.size >= 14 and characters.weight >= 700)
        pair = Pair(characters.color, ground, _LARGE if large else _NORMAL, _named(element))
        found.setdefault((pair.text, pair.ground, pair.needed), pair)
    if paper == PAPER:
        for box in cascade.page("right").boxes.values():
            pair = Pair(box.characters.color, box.box.ground or PAPER, _NORMAL, "@page")
            found.setdefault((pair.text, pair.ground, pair.needed), pair)
    return tuple(found.values())


def problems(look: Look) -> tuple[Problem, ...]:
    """A warning for each pair that does not pass, with the nearest color that would."""
    return tuple(
        _problem(f"{look.theme}{scheme}", pair)
        for scheme, shown in (("", pairs(look)), (", in the dark", dark_pairs(look)))
        for pair in shown
        if not pair.passes
    )


def ratio(one: str, other: str) -> float:
    """The contrast ratio of two colors, RRGGBB (WCAG 2.2, "contrast ratio")."""
    return luminance.ratio(_channels(one), _channels(other))


def nearest(text: str, ground: str, needed: float) -> str:
    """The color closest to ``text``, with its hue, whose contrast with ``ground`` passes.

    Black or white if no shade of it passes.
    """
    hue, lightness, saturation = colorsys.rgb_to_hls(*_channels(text))
    for step in range(_STEPS + 1):
        for shade in (lightness - step / _STEPS, lightness + step / _STEPS):
            if 0 <= shade <= 1:
                color = _written(colorsys.hls_to_rgb(hue, shade, saturation))
                if ratio(color, ground) >= needed:
                    return color
    return max("000000", "FFFFFF", key=lambda extreme: ratio(extreme, ground))


def _texts(element: Element, cascade: Cascade, ground: str) -> Iterator[tuple[Element, str]]:
    """Every element with text of its own, and the color of its background."""
    ground = cascade.box(element).ground or ground
    if (element.text or "").strip():
        yield element, ground
    for child in element:
        if child.tag not in ("head", "title"):
            yield from _texts(child, cascade, ground)


def _problem(theme: str, pair: Pair) -> Problem:
    better = nearest(pair.text, pair.ground, pair.needed)
    return Problem(
        "theme-contrast",
        f"{theme}: {pair.element}: #{pair.text.lower()} on #{pair.ground.lower()} has a contrast "
        f"of {pair.ratio:.2f} : 1, and {pair.needed} : 1 is needed (WCAG 2.2 AA)",
        f"#{better.lower()} is the nearest color that passes.",
        severity=Severity.WARNING,
    )


def _named(element: Element) -> str:
    return ".".join([element.tag, *(element.get("class") or "").split()])


def _channels(color: str) -> tuple[float, float, float]:
    red, green, blue = (int(color[n : n + 2], 16) / 255 for n in (0, 2, 4))
    return red, green, blue


def _written(channels: tuple[float, float, float]) -> str:
    return "".join(f"{round(255 * c):02X}" for c in channels)
