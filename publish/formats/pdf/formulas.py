"""Draws formulas on the baseline of the text, in its size and color.

WeasyPrint does not support MathML. Its table of replaced elements (private, so under a
test) gets ``math`` added, drawn as an image from
:class:`publish.formats.pdf.formula_outlines.Outlines`.
"""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import weasyprint
from weasyprint import html as elements

from publish.errors import Problem, SourceError
from publish.formats.pdf.formula_outlines import UNITS, Outlines, outlines
from publish.formulas import MATHML

MATH = f"{{{MATHML}}}math"
_MATHML, _LABEL = "data-mathml", "data-label"
_DECLARED = "{http://www.w3.org/2000/xmlns/}xmlns"
"""How an HTML parser stores the namespace declaration; XML has no such attribute."""
_HEADINGS = tuple(f"h{n}" for n in range(1, 7))
STYLES = f"""
math {{ max-width: 100% !important; object-fit: fill; object-position: 0 0 }}
{", ".join(f"{name}[{_LABEL}]" for name in _HEADINGS)} {{ bookmark-label: attr({_LABEL}) }}
"""
"""Rules for every theme: no formula exceeds its column, and a heading's formulas are words in
the bookmarks."""

SMALLEST = 0.7
"""Smallest scale at which a formula may be shrunk to fit its line; less is hard to read."""


def prepare(html: weasyprint.HTML) -> None:
    """Store each formula's MathML in an attribute, and set bookmark labels of headings."""
    for element in list(html.etree_element.iter()):
        if element.tag in _HEADINGS and element.find(f".//{MATH}") is not None:
            element.set(_LABEL, " ".join("".join(_texts(element)).split()))
    for math in list(html.etree_element.iter(MATH)):
        tail, math.tail = math.tail, None
        math.attrib.pop(_DECLARED, None)
        math.set(_MATHML, ElementTree.tostring(math, encoding="unicode"))
        math.set("alt", math.get("alttext", ""))
        for child in list(math):
            math.remove(child)
        math.tail = tail


def _texts(element: ElementTree.Element) -> list[str]:
    if element.tag == MATH:
        return [element.get("alttext", "")]
    inner = [part for child in element for part in (*_texts(child), child.tail or "")]
    return [element.text or "", *inner]


def install() -> None:
    """Register ``math`` with WeasyPrint; may be called again."""
    elements.HTML_HANDLERS[MATH] = _make_box


def _make_box(element: Any, box: Any, get_image: object, base_url: object) -> list[Any]:
    """Make the box of a formula, on the baseline."""
    found = outlines(element.get(_MATHML))
    size = box.style["font_size"]
    box.style = box.style.copy()
    if box.style["vertical_align"] == "baseline":
        box.style["vertical_align"] = -found.depth / UNITS * size
    image = _Image(found, size, element.get("alt", ""))
    return [elements.make_replaced_box(element, box, image)]


class _Image:
    """WeasyPrint's interface of an image."""

    def __init__(self, found: Outlines, size: float, latex: str) -> None:
        self.found = found
        self.size = size
        self.latex = latex

    def get_intrinsic_size(self, resolution: object, font_size: object) -> tuple[float, ...]:
        """Return width, height (CSS pixels) and their ratio."""
        scale = self.size / UNITS
        width = max(self.found.width, 1.0) * scale
        height = max(self.found.height + self.found.depth, 1.0) * scale
        return width, height, width / height

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        """Paint the outlines from the upper left corner.

        Raises ``SourceError`` (formula-wide) if they would shrink below :data:`SMALLEST`.
        """
        natural = self.get_intrinsic_size(None, None)[0]
        if width < natural * SMALLEST:
            raise _too_wide_error(self.latex, natural / width)
        scale = self.size / UNITS * min(1.0, width / natural)
        stream.set_color(style["color"])
        stream.transform(a=scale, d=scale, e=-self.found.left * scale, f=self.found.height * scale)
        stream.stream.append(self.found.content)


def _too_wide_error(latex: str, ratio: float) -> SourceError:
    return SourceError(
        Problem(
            "formula-wide",
            f"a formula is {ratio:.1f} times as wide as its line: {latex[:80]}",
            "Split it into lines: \\begin{aligned} a &= b \\\\ &\\quad + c \\end{aligned}.",
            about=latex,
        )
    )
