"""Nested boxes: the blocks and lines in an element, and how its box meets theirs."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.looks import BoxLook, Sides
from publish.cascade.nodes import Node, child_nodes
from publish.formats.docx.blocks.context import Context
from publish.formats.docx.model import boxes
from publish.formats.docx.model.boxes import Edge
from publish.formats.docx.model.formatting import Rule
from publish.formats.docx.model.roles import INLINE_ELEMENTS
from publish.values import dataclass

Segments = list[Element | tuple[Node, ...]]

_PLAIN = frozenset(
    {
        "p",
        "div",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "footer",
        "section",
        "figcaption",
        "span",
        "code",
    }
)
"""Elements that can be in a box of paragraphs without breaking it up."""
_WHOLE_PAGE = frozenset({"body", "main", "article"})
"""Elements as large as the page: their ground and border are the page's, not a paragraph's."""
_SOLID = frozenset({"table", "img", "hr"})
"""Elements at which no border of a paragraph can be drawn."""
_BLANK = " \t\n\r\f"


@dataclass(frozen=True)
class Entered:
    """The context inside a box, and the borders above and below that no paragraph can show."""

    context: Context
    above: Rule | None = None
    below: Rule | None = None


class NestedBoxes:
    """Answers how boxes are nested."""

    def __init__(self, cascade: Cascade) -> None:
        self.cascade = cascade
        self._groups = count(1)

    def group(self) -> int:
        """A new number for paragraphs that share one box."""
        return next(self._groups)

    def box(self, element: Element) -> BoxLook:
        """The box of ``element``; a box as large as the page shows nothing."""
        box = self.cascade.box(element)
        if element.tag in _WHOLE_PAGE:
            return replace(box, ground=None, border=Sides(None, None, None, None))
        return box

    def segments(self, element: Element) -> Segments:
        """The blocks in an element, and the inline content between them."""
        found: Segments = []
        line: list[Node] = []

        def end_line() -> None:
            if any(not isinstance(node, str) or node.strip(_BLANK) for node in line):
                found.append(tuple(line))
            line.clear()

        for node in child_nodes(element):
            if isinstance(node, Element) and not self._is_inline(node):
                end_line()
                found.append(node)
            else:
                line.append(node)
        end_line()
        return found

    def _is_inline(self, element: Element) -> bool:
        """Is it part of a line of text? A floating letter is."""
        box = self.cascade.box(element)
        floats = box.floating and element.tag in INLINE_ELEMENTS and element.tag != "img"
        return box.display == "inline" or floats

    def needs_table(self, element: Element, measure: float) -> bool:
        """Does the box show at its sides, with more in it than paragraphs of one indent?"""
        box = self.box(element)
        return boxes.is_sided(box) and not self._has_one_indent(element, box, measure)

    def _has_one_indent(self, element: Element, box: BoxLook, measure: float) -> bool:
        if not boxes.fits_a_band(box, measure):
            return False
        for segment in self.segments(element):
            if not isinstance(segment, Element):
                continue
            inner = self.cascade.box(segment)
            if (
                segment.tag not in _PLAIN
                or boxes.is_visible(inner)
                or boxes.is_inset(inner)
                or not self._has_one_indent(segment, inner, measure)
            ):
                return False
        return True

    def inner_gap(
        self, element: Element, side: str, width: float, *, flush: bool = True
    ) -> float | None:
        """The gap that the content of ``element`` makes at its edge.

        ``None`` where no paragraph can show that edge instead: there is a table,
        another box, or (if it must be ``flush``) something indented.
        """
        chain = self._edge_boxes(element, side, flush)
        return None if chain is None else boxes.inner_edge(chain, side, width)

    def _edge_boxes(self, element: Element, side: str, flush: bool) -> list[BoxLook] | None:
        """The boxes of the first (last) child, its first (last) child, and so on."""
        found: list[BoxLook] = []
        while segments := self.segments(element):
            edge = segments[0 if side == "top" else -1]
            if not isinstance(edge, Element):
                break
            box = self.cascade.box(edge)
            inset = flush and boxes.is_inset(box)
            if boxes.is_visible(box) or inset or edge.tag in _SOLID:
                return None
            found.append(box)
            element = edge
        return found

    def enter(self, element: Element, context: Context) -> Entered:
        """Enter the box of ``element``, whose content must show the box."""
        box = self.box(element)
        offset, width = boxes.placed(box, context.measure)
        sided = boxes.is_sided(box)
        edges: dict[str, Edge] = {}
        spare: dict[str, Rule | None] = {}
        inside: dict[str, float] = {"top": 0.0, "bottom": 0.0}
        for side in ("top", "bottom"):
            edge = context.edge(side, box)
            padding, border = box.padding[side].of(context.measure), box.border[side]
            gap = self.inner_gap(element, side, width)
            if sided and (border or padding):
                inside[side] = gap or 0.0
                edges[side] = edge.seal(None)
            elif border and gap is not None:
                edges[side] = edge.seal(boxes.rule(border, padding + gap))
            elif border:
                spare[side] = boxes.rule(border)
                edges[side] = Edge(padding)
            else:
                edges[side] = edge.padding(padding)
        inner = replace(
            context,
            left=context.left + offset,
            measure=width,
            top=edges["top"],
            bottom=edges["bottom"],
        )
        if sided:
            gaps = (inside["top"], inside["bottom"])
            inner = replace(inner, band=boxes.band(box, context.measure, gaps, self.group()))
        return Entered(inner, spare.get("top"), spare.get("bottom"))
