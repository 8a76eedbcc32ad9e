"""Formulas on the page: outlines on the baseline of the text, in its size and its color.

WeasyPrint knows no MathML. Its table of elements that are drawn as one thing (private
to it, and so under a test) gets ``math`` added: what it asks of a picture is answered
from a :class:`publish.formats.pdf.formula_outlines.Drawing`.
"""

from __future__ import annotations

from typing import Any
from xml.etree import ElementTree

import weasyprint
from weasyprint import html as elements

from publish.errors import Problem, SourceError
from publish.formats.pdf.formula_outlines import UNITS, Drawing, drawing
from publish.formulas import MATHML

MATH = f"{{{MATHML}}}math"
_SOURCE, _LABEL = "data-mathml", "data-label"
_DECLARED = "{http://www.w3.org/2000/xmlns/}xmlns"
"""How an HTML parser keeps the declaration of a namespace, which XML has no attribute for."""
_HEADINGS = tuple(f"h{n}" for n in range(1, 7))
NEEDED = f"""
math {{ max-width: 100% !important; object-fit: fill; object-position: 0 0 }}
{", ".join(f"{name}[{_LABEL}]" for name in _HEADINGS)} {{ bookmark-label: attr({_LABEL}) }}
"""
"""What no theme may forget: no formula is wider than its column, and every word of a heading
is in the outline."""

SMALLEST = 0.7
"""How much a formula may shrink to fit its line; smaller would be hard to read."""


def prepare(html: weasyprint.HTML) -> None:
    """Let every formula in the tree hold its MathML as one value; headings say it in words."""
    for element in list(html.etree_element.iter()):
        if element.tag in _HEADINGS and element.find(f".//{MATH}") is not None:
            element.set(_LABEL, " ".join("".join(_words(element)).split()))
    for math in list(html.etree_element.iter(MATH)):
        tail, math.tail = math.tail, None
        math.attrib.pop(_DECLARED, None)
        math.set(_SOURCE, ElementTree.tostring(math, encoding="unicode"))
        math.set("alt", math.get("alttext", ""))
        for child in list(math):
            math.remove(child)
        math.tail = tail


def _words(element: ElementTree.Element) -> list[str]:
    if element.tag == MATH:
        return [element.get("alttext", "")]
    inner = [part for child in element for part in (*_words(child), child.tail or "")]
    return [element.text or "", *inner]


def install() -> None:
    """Let WeasyPrint draw ``math``; harmless when done twice."""
    elements.HTML_HANDLERS[MATH] = _replaced


def _replaced(element: Any, box: Any, get_image: object, base_url: object) -> list[Any]:
    """The box of a formula, on the baseline."""
    found = drawing(element.get(_SOURCE))
    size = box.style["font_size"]
    box.style = box.style.copy()
    if box.style["vertical_align"] == "baseline":
        box.style["vertical_align"] = -found.depth / UNITS * size
    image = _Image(found, size, element.get("alt", ""))
    return [elements.make_replaced_box(element, box, image)]


class _Image:
    """What WeasyPrint asks of a picture."""

    def __init__(self, found: Drawing, size: float, latex: str) -> None:
        self.found = found
        self.size = size
        self.latex = latex

    def get_intrinsic_size(self, resolution: object, font_size: object) -> tuple[float, ...]:
        """Width, height and their ratio, in CSS pixels."""
        scale = self.size / UNITS
        width = max(self.found.width, 1.0) * scale
        height = max(self.found.height + self.found.depth, 1.0) * scale
        return width, height, width / height

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        """Paint the outlines, the origin at their left upper corner.

        Raises ``SourceError`` (formula-wide) if they would have to be too small.
        """
        natural = self.get_intrinsic_size(None, None)[0]
        if width < natural * SMALLEST:
            raise _too_wide(self.latex, natural / width)
        scale = self.size / UNITS * min(1.0, width / natural)
        stream.set_color(style["color"])
        stream.transform(a=scale, d=scale, e=-self.found.left * scale, f=self.found.height * scale)
        stream.stream.append(self.found.content)


def _too_wide(latex: str, ratio: float) -> SourceError:
    return SourceError(
        Problem(
            "formula-wide",
            f"a formula is {ratio:.1f} times as wide as its line: {latex[:80]}",
            "Break it into lines: \\begin{aligned} a &= b \\\\ &\\quad + c \\end{aligned}.",
        )
    )
