"""The context of a block in the walk: what it inherits from the blocks around it."""

from __future__ import annotations

from dataclasses import replace
from xml.etree.ElementTree import Element

from publish.cascade.looks import BoxLook
from publish.formats.docx.blocks.list_markers import Marker
from publish.formats.docx.model import boxes, roles
from publish.formats.docx.model.blocks import ONE, Columns
from publish.formats.docx.model.boxes import OPEN, Band, Edge
from publish.formats.docx.model.formatting import twips
from publish.formats.docx.model.numbering import Level
from publish.values import dataclass


@dataclass(frozen=True)
class Context:
    """The context of a block, inherited from the blocks around it. Lengths in points.

    ``left`` counts from the edge of the frame, which is ``frame`` wide: the text
    area, or the cell that paragraphs are indented in. ``place`` is the style of a plain
    paragraph here, ``path`` the places around, outer first.
    """

    frame: float
    measure: float
    left: float
    lang: str
    place: str = roles.BODY
    path: tuple[str, ...] = ()
    top: Edge = OPEN
    bottom: Edge = OPEN
    band: Band | None = None
    levels: tuple[Level, ...] = ()
    marker: Marker | None = None
    first: bool = False
    last: bool = False
    in_box: bool = False
    """Is the frame the cell of a box?"""
    unbreakable: bool = False
    follow: bool = False
    """Must the next block be on the same page?"""
    precede: bool = False
    """Must the block before?"""
    columns: Columns = ONE
    multicol: Element | None = None
    """The element that has the columns; some of its children may span them."""
    outermost: bool = True
    """Is the frame the page's, not a cell?"""

    @property
    def right(self) -> float:
        """The distance to the frame's other edge."""
        return self.frame - self.left - self.measure

    @property
    def is_text_area(self) -> bool:
        """Does the block have the whole width of the page's text to itself?"""
        free = self.outermost and self.band is None and self.columns == ONE
        return free and not twips(self.left) and not twips(self.right)

    def edge(self, side: str, box: BoxLook) -> Edge:
        """The gap at the ``top`` or the ``bottom`` with the margin of ``box``."""
        edge = self.top if side == "top" else self.bottom
        return edge.margin(boxes.length(box.margin[side], self.measure))

    @property
    def waiting(self) -> Marker | None:
        """The marker of a list item that no paragraph has taken yet."""
        return self.marker if self.marker is not None and not self.marker.taken else None

    @property
    def position(self) -> str:
        """The place among its siblings, where that is at an edge of a named place."""
        if self.first:
            return "Only" if self.last else "First"
        return "Last" if self.last else ""

    def container(self, role: str) -> str:
        """The place that a paragraph of ``role`` is in, other than its own."""
        own = role.split(" ")[0]
        for n, place in enumerate(reversed(self.path)):
            if n or place.split(" ")[0] != own:
                return place
        return "Box" if self.in_box else ""

    def child(self, first: bool, last: bool) -> Context:
        """The context of one child: only the first and last touch the edges of the box."""
        return replace(
            self,
            top=self.top if first else OPEN,
            bottom=self.bottom if last else OPEN,
            first=self.first and first,
            last=self.last and last,
            follow=self.follow if last else self.unbreakable,
            precede=self.precede and first,
        )

    def within(self, element: Element) -> Context:
        """The context in ``element``, which may be a place of its own."""
        place = roles.place(element)
        return self.named(place) if place else self

    def named(self, place: str) -> Context:
        """The context in a place of its own."""
        return replace(self, place=place, path=(*self.path, place), first=True, last=True)

    def in_cell(self, width: float) -> Context:
        """The context in a cell, ``width`` points wide, independent of the blocks around it."""
        width = max(1.0, width)
        return replace(
            self,
            frame=width,
            measure=width,
            left=0.0,
            top=OPEN,
            bottom=OPEN,
            band=None,
            levels=(),
            marker=None,
            follow=False,
            precede=False,
            columns=ONE,
            multicol=None,
            outermost=False,
        )

    def in_columns(self, element: Element, columns: Columns) -> Context:
        """The context in one of the columns that ``element`` divides the text area into.

        A box that must not break must not break between pages; its columns may
        (CSS Fragmentation 3 §3.2).
        """
        width = (self.measure - (columns.count - 1) * columns.gap / 20) / columns.count
        width = max(1.0, width)
        return replace(
            self,
            frame=width,
            measure=width,
            columns=columns,
            multicol=element,
            unbreakable=False,
        )

    def spanning(self) -> Context:
        """The context of a block that spans the columns."""
        columns = self.columns
        width = self.frame * columns.count + (columns.count - 1) * columns.gap / 20
        return replace(self, frame=width, measure=width, columns=ONE, multicol=None)

    def on_landscape(self, measure: float) -> Context:
        """The context on a page turned sideways, whose text is ``measure`` points wide."""
        return replace(
            self,
            frame=measure,
            measure=measure,
            left=0.0,
            top=OPEN,
            bottom=OPEN,
            columns=Columns(landscape=True),
            multicol=None,
        )
