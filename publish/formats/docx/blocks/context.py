"""Where the walk through the markup is, and what has gathered around it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from publish.formats.docx.blocks.lists import Marker
from publish.formats.docx.model import roles
from publish.formats.docx.model.blocks import ONE, Columns, Level
from publish.formats.docx.model.boxes import OPEN, Band, Edge
from publish.formats.docx.model.formatting import twips


@dataclass(frozen=True)
class Context:
    """What a block inherits from those around it. Points.

    ``left`` counts from the edge of the frame, which is ``frame`` wide: the text
    area, or the cell that paragraphs are indented in. ``place`` is what a plain
    paragraph is called here, ``path`` the places around, outermost first.
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
    boxed: bool = False
    """Is the frame the cell of a box?"""
    unbreakable: bool = False
    follow: bool = False
    """Must what comes next stand on the same page?"""
    precede: bool = False
    """Must what came before?"""
    text_columns: Columns = ONE
    divided: Element | None = None
    """What has the columns: of its children some may reach across."""
    outermost: bool = True
    """Is the frame the page's, and no cell?"""

    @property
    def right(self) -> float:
        """The distance to the frame's other edge."""
        return self.frame - self.left - self.measure

    @property
    def is_text_area(self) -> bool:
        """Does what stands here have the whole width of the page's text, and that to itself?"""
        free = self.outermost and self.band is None and self.text_columns == ONE
        return free and not twips(self.left) and not twips(self.right)

    @property
    def waiting(self) -> Marker | None:
        """The marker of a list item that no paragraph has taken yet."""
        return self.marker if self.marker is not None and not self.marker.taken else None

    def child(self, first: bool, last: bool) -> Context:
        """The context of one child: only the outermost two touch the edges of the box."""
        return replace(
            self,
            top=self.top if first else OPEN,
            bottom=self.bottom if last else OPEN,
            first=self.first and first,
            last=self.last and last,
            follow=self.follow if last else self.unbreakable,
            precede=self.precede and first,
        )

    def named(self, place: str) -> Context:
        """The context inside something that has a name of its own."""
        return replace(self, place=place, path=(*self.path, place), first=True, last=True)

    def framed(self, width: float) -> Context:
        """The context in a cell, ``width`` points wide: nothing around reaches into it."""
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
            text_columns=ONE,
            divided=None,
            outermost=False,
        )

    def in_columns(self, element: Element, columns: Columns) -> Context:
        """The context in one of the columns that ``element`` divides the text area into.

        What must not be broken is the whole, between pages: its columns may break
        (CSS Fragmentation 3 §3.2).
        """
        width = (self.measure - (columns.count - 1) * columns.gap / 20) / columns.count
        width = max(1.0, width)
        return replace(
            self,
            frame=width,
            measure=width,
            text_columns=columns,
            divided=element,
            unbreakable=False,
        )

    def across(self) -> Context:
        """The context of what reaches across the columns."""
        columns = self.text_columns
        width = self.frame * columns.count + (columns.count - 1) * columns.gap / 20
        return replace(self, frame=width, measure=width, text_columns=ONE, divided=None)

    def turned(self, measure: float) -> Context:
        """The context on a page turned sideways, whose text is ``measure`` points wide."""
        return replace(
            self,
            frame=measure,
            measure=measure,
            left=0.0,
            top=OPEN,
            bottom=OPEN,
            text_columns=Columns(turned=True),
            divided=None,
        )

    @property
    def position(self) -> str:
        """The place among its siblings, where that is at an edge of something named."""
        if self.first:
            return "Only" if self.last else "First"
        return "Last" if self.last else ""

    def inside(self, role: str) -> str:
        """In what a paragraph of ``role`` stands that it is not itself."""
        own = role.split(" ")[0]
        for n, place in enumerate(reversed(self.path)):
            if n or place.split(" ")[0] != own:
                return place
        return "Box" if self.boxed else ""
