"""The table of boxes, which are written between ``:::name`` and ``:::``.

Reading, messages, Word's styles and the specimen use it. Themes style ``.box``.
"""

from __future__ import annotations

from collections.abc import Mapping

from publish.values import dataclass

FRAME = "box"
"""The class that framed boxes share."""
LINES = "lines"
REFERENCES = "references"
ACKNOWLEDGEMENTS = "acknowledgements"
FIGURE_OF = "figure-of"
RECOMMENDATIONS = "recommendations"
CHART = "chart"
TIMELINE = "timeline"
RELATED = "related"


@dataclass(frozen=True)
class Box:
    """A box, and the element that it becomes."""

    name: str
    """The word after ``:::``, and its class."""
    framed: bool = False
    """It is set apart from the text, and can have a title after its name."""
    plain: bool = False
    """It is text in another shape. Such a box, or a framed one, takes an id, a language and a
    direction in braces."""
    quoted: bool = False
    """It is a quotation, whose last paragraph can be its attribution."""
    argued: bool = False
    """Another pass reads the words after its name."""
    made: bool = False
    """It has a shape of its own, which the specimen shows."""
    tag: str = "div"
    role: str | None = None

    @property
    def classes(self) -> str:
        """Its ``class`` in the markup."""
        return f"{FRAME} {self.name}" if self.framed else self.name

    @property
    def style(self) -> str:
        """The name of its paragraphs' style in Word."""
        return self.name.replace("-", " ").title()


BOXES: Mapping[str, Box] = {
    box.name: box
    for box in (
        Box("note", framed=True),
        Box("warning", framed=True),
        Box("summary", framed=True),
        Box("pullquote", plain=True, quoted=True),
        Box(FIGURE_OF, plain=True),
        Box(RECOMMENDATIONS, framed=True, made=True),
        Box(TIMELINE, framed=True, made=True),
        Box(RELATED, framed=True, made=True),
        Box(LINES, plain=True),
        Box("table", argued=True),
        Box("figures", tag="figure"),
        Box(CHART, argued=True),
        Box(REFERENCES, tag="section", role="doc-bibliography"),
        Box(ACKNOWLEDGEMENTS),
    )
}
"""Every box by its name, in the order in which messages list them."""
