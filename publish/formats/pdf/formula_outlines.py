"""Lays out MathML with ziamath and STIX Two Math, as glyph outlines.

STIX Two Math comes with ziamath under the SIL Open Font License 1.1. The result
depends only on the MathML, so it is cached: articles repeat the same letters.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any
from xml.etree import ElementTree

from publish import xml_parsing
from publish.errors import Problem, SourceError
from publish.formulas import MATHML
from publish.values import dataclass

UNITS = 1000
"""Outline units per font size."""

_NS = f"{{{MATHML}}}"
_APPLY = "\N{FUNCTION APPLICATION}"
_COMMANDS = re.compile(r"([MLQCZ])([^MLQCZ]*)")
_BLANKS = frozenset(" \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
_SVG_ATTRIBUTES = {"path": {"d", "fill"}, "rect": {"x", "y", "width", "height", "fill"}}
_STRETCHY = {"‾": "―", "_": "―", "^": "\u0302", "~": "\u0303"}
"""Stretchy accents, as ziamath and the font expect them."""
_LONG_ARROWS = {"→": "⟶", "←": "⟵", "↔": "⟷", "⇒": "⟹", "⇐": "⟸", "⇔": "⟺", "↦": "⟼"}
"""Long forms of arrows with text, which ziamath does not stretch."""
_RIGHT_SPACE = 40
"""Space at the right, in units, so that italics do not touch the next word."""


@dataclass(frozen=True)
class Outlines:
    """PDF path operators, y downwards from the baseline; sizes in :data:`UNITS`."""

    content: bytes
    left: float
    width: float
    height: float
    """Above the baseline."""
    depth: float
    """Below it."""


@lru_cache(maxsize=1024)
def outlines(mathml: str) -> Outlines:
    """Return the outlines of a ``math`` element.

    Raises ``SourceError`` (formula-glyph) for a character without a glyph.
    """
    from ziamath.config import config
    from ziamath.zmath import Math

    math = _for_ziamath(xml_parsing.parse_plain(mathml))
    _check_glyphs(math, mathml)
    config.svg2 = False
    config.precision = 1
    svg = Math(math, size=UNITS, margin=0).svgxml()
    left, top, width, height = map(float, svg.attrib["viewBox"].split())
    content = "\n".join(
        _operators(element) for element in svg.iter() if element.tag in _SVG_ATTRIBUTES
    )
    unknown = {e.tag for e in svg.iter()} - {"svg", "g", *_SVG_ATTRIBUTES}
    unknown |= {
        k for e in svg.iter() for k in e.attrib if k not in _SVG_ATTRIBUTES.get(e.tag, e.attrib)
    }
    unknown |= {"transform" for e in svg.iter() if "transform" in e.attrib}
    assert not unknown, unknown
    right, left = left + width + _RIGHT_SPACE, min(left, 0.0)
    return Outlines(content.encode() + b"\nf", left, right - left, -top, top + height)


def _for_ziamath(math: ElementTree.Element) -> ElementTree.Element:
    """Simplify MathML to what ziamath supports, without annotations."""
    semantics = math.find(f"{_NS}semantics")
    simple = ElementTree.Element("math", {"display": math.get("display", "inline")})
    simple.append(semantics[0] if semantics is not None else math[0])
    for element in simple.iter():
        element.tag = element.tag.removeprefix(_NS)
        element.attrib.pop("class", None)
        if element.tag == "mi" and len(element.text or "") > 1:
            # ziamath adds space around functions; the formula has that space already.
            element.tag = "mtext"
    for name in ("mover", "munder", "munderover"):
        for element in simple.iter(name):
            _adapt_stretchy(element)
    for parent in list(simple.iter()):
        for child in list(parent):
            if child.tag == "mo" and child.text == _APPLY:
                parent.remove(child)
    return simple


def _adapt_stretchy(element: ElementTree.Element) -> None:
    """Replace stretchy lines and arrows by those that ziamath supports."""
    base, mark = element[0], element[1]
    if mark.tag == "mo" and mark.get("stretchy") == "true":
        mark.text = _STRETCHY.get(mark.text or "", mark.text)
    if base.tag == "mo" and base.get("stretchy") == "true":
        base.text = _LONG_ARROWS.get(base.text or "", base.text)


def _check_glyphs(math: ElementTree.Element, mathml: str) -> None:
    known = _characters()
    text = "".join(e.text or "" for e in math.iter() if not len(e))
    missing = sorted({c for c in text if ord(c) not in known and c not in _BLANKS})
    if missing:
        codes = ", ".join(f"{c} (U+{ord(c):04X})" for c in missing[:8])
        latex = xml_parsing.parse_plain(mathml).get("alttext", "")
        message = f"the font for formulas has no glyph for {codes}, in {latex[:80]}"
        fix = "Move the words to the text beside the formula."
        raise SourceError(Problem("formula-glyph", message, fix, about=latex))


@cache
def _characters() -> frozenset[int]:
    """Return the characters that STIX Two Math has glyphs for."""
    from fontTools.ttLib import TTFont
    from ziamath.zmath import loadedfonts

    font: Any = TTFont(loadedfonts["default"].info.filename)
    return frozenset(font.getBestCmap())


def _operators(element: ElementTree.Element) -> str:
    """Convert a path or rectangle to PDF operators (ISO 32000-1 §8.5.2), curves to cubic."""
    if element.tag == "rect":
        sides = (float(element.attrib[key]) for key in ("x", "y", "width", "height"))
        return f"{' '.join(map(_number, sides))} re"
    out: list[str] = []
    x = y = 0.0
    for letter, text in _COMMANDS.findall(element.attrib["d"]):
        values = list(map(float, text.split()))
        match letter:
            case "Z":
                out.append("h")
                continue
            case "M" | "L":
                out.append(f"{' '.join(map(_number, values))} {letter.lower()}")
            case "Q":
                a, b, c, d = values
                first = (x + 2 / 3 * (a - x), y + 2 / 3 * (b - y))
                second = (c + 2 / 3 * (a - c), d + 2 / 3 * (b - d))
                out.append(f"{' '.join(map(_number, (*first, *second, c, d)))} c")
            case "C":
                out.append(f"{' '.join(map(_number, values))} c")
        x, y = values[-2:]
    return "\n".join(out)


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
