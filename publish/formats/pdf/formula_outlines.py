"""A formula drawn: MathML laid out by ziamath with STIX Two Math, as outlines of glyphs.

STIX Two Math comes with ziamath, under the SIL Open Font License 1.1. What is drawn
depends on the MathML alone, so it is kept: an article says the same letter often.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any
from xml.etree import ElementTree

from publish import xml_parsing
from publish.errors import Problem, SourceError
from publish.formulas import MATHML

UNITS = 1000
"""Units of an outline to the size of the type."""

_NS = f"{{{MATHML}}}"
_APPLY = "\N{FUNCTION APPLICATION}"
_PIECES = re.compile(r"([MLQCZ])([^MLQCZ]*)")
_BLANKS = frozenset(" \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}")
_DRAWN = {"path": {"d", "fill"}, "rect": {"x", "y", "width", "height", "fill"}}
_GROWING = {"‾": "―", "_": "―", "^": "\u0302", "~": "\u0303"}
"""What grows with what it stands on, as ziamath and the font know it."""
_LONG = {"→": "⟶", "←": "⟵", "↔": "⟷", "⇒": "⟹", "⇐": "⟸", "⇔": "⟺", "↦": "⟼"}
"""Arrows with words on them, which ziamath does not stretch."""
_SIDE = 40
"""Units at the right, so that what leans does not touch the word behind it."""


@dataclass(frozen=True)
class Drawing:
    """Outlines in PDF's operators, y downwards from the baseline; sizes in :data:`UNITS`."""

    content: bytes
    left: float
    width: float
    height: float
    """Above the baseline."""
    depth: float
    """Below it."""


@lru_cache(maxsize=1024)
def drawing(mathml: str) -> Drawing:
    """The outlines of a ``math`` element.

    Raises ``SourceError`` for a character that STIX Two Math has no glyph for.
    """
    from ziamath.config import config
    from ziamath.zmath import Math

    math = _simple(xml_parsing.parse_plain(mathml))
    _refuse_missing(math, mathml)
    config.svg2 = False
    config.precision = 1
    svg = Math(math, size=UNITS, margin=0).svgxml()
    left, top, width, height = map(float, svg.attrib["viewBox"].split())
    content = "\n".join(_operators(element) for element in svg.iter() if element.tag in _DRAWN)
    strange = {e.tag for e in svg.iter()} - {"svg", "g", *_DRAWN}
    strange |= {k for e in svg.iter() for k in e.attrib if k not in _DRAWN.get(e.tag, e.attrib)}
    strange |= {"transform" for e in svg.iter() if "transform" in e.attrib}
    assert not strange, strange
    right, left = left + width + _SIDE, min(left, 0.0)
    return Drawing(content.encode() + b"\nf", left, right - left, -top, top + height)


def _simple(math: ElementTree.Element) -> ElementTree.Element:
    """The formula without annotations, as ziamath takes it."""
    semantics = math.find(f"{_NS}semantics")
    simple = ElementTree.Element("math", {"display": math.get("display", "inline")})
    simple.append(semantics[0] if semantics is not None else math[0])
    for element in simple.iter():
        element.tag = element.tag.removeprefix(_NS)
        element.attrib.pop("class", None)
        if element.tag == "mi" and len(element.text or "") > 1:
            # ziamath has a table of functions, and gives them space; that is in the formula.
            element.tag = "mtext"
    for name in ("mover", "munder", "munderover"):
        for element in simple.iter(name):
            _adapt(element)
    for parent in list(simple.iter()):
        for child in list(parent):
            if child.tag == "mo" and child.text == _APPLY:
                parent.remove(child)
    return simple


def _adapt(element: ElementTree.Element) -> None:
    """Lines and long arrows, in ziamath's way."""
    base, mark = element[0], element[1]
    if mark.tag == "mo" and mark.get("stretchy") == "true":
        mark.text = _GROWING.get(mark.text or "", mark.text)
    if base.tag == "mo" and base.get("stretchy") == "true":
        base.text = _LONG.get(base.text or "", base.text)


def _refuse_missing(math: ElementTree.Element, mathml: str) -> None:
    known = _characters()
    text = "".join(e.text or "" for e in math.iter() if not len(e))
    missing = sorted({c for c in text if ord(c) not in known and c not in _BLANKS})
    if missing:
        codes = ", ".join(f"{c} (U+{ord(c):04X})" for c in missing[:8])
        latex = xml_parsing.parse_plain(mathml).get("alttext", "")
        message = f"the font for formulas has no glyph for {codes}, in {latex[:80]}"
        fix = "Put the words beside the formula, into the text."
        raise SourceError(Problem("formula-glyph", message, fix))


@cache
def _characters() -> frozenset[int]:
    """What STIX Two Math has glyphs for."""
    from fontTools.ttLib import TTFont
    from ziamath.zmath import loadedfonts

    font: Any = TTFont(loadedfonts["default"].info.filename)
    return frozenset(font.getBestCmap())


def _operators(element: ElementTree.Element) -> str:
    """A path or a rectangle as PDF has it (ISO 32000-1 §8.5.2); quadratic curves made cubic."""
    if element.tag == "rect":
        sides = (float(element.attrib[key]) for key in ("x", "y", "width", "height"))
        return f"{' '.join(map(_number, sides))} re"
    out: list[str] = []
    x = y = 0.0
    for letter, text in _PIECES.findall(element.attrib["d"]):
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
