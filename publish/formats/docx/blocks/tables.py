"""Tables: their cells in a grid, their columns as wide as in CSS."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from publish.cascade.content_widths import content_widths
from publish.cascade.formula_text import texts
from publish.cascade.looks import BoxLook
from publish.cascade.nodes import classes
from publish.cascade.table_cells import Placed, placed
from publish.formats.docx.blocks import column_widths
from publish.formats.docx.blocks.adjacency import kept_with_next
from publish.formats.docx.blocks.context import Context
from publish.formats.docx.model import boxes, roles
from publish.formats.docx.model.blocks import Block, Cell, Row, Table
from publish.formats.docx.model.boxes import OPEN, Edge
from publish.formats.docx.model.formatting import NO_RULE, twips
from publish.formats.docx.styles.tables import Group, Margins, table_format, vertical_alignment

if TYPE_CHECKING:
    from publish.formats.docx.blocks.walk import Walk

_FEW_LETTERS = 2.6
"""Ems of a cell whose words break, as in base.css."""
_GROUPS = ("thead", "tbody", "tfoot")


def add_table(walk: Walk, element: Element, context: Context) -> None:
    """Add a table, its caption as a paragraph above it or below."""
    box = walk.cascade.box(element)
    offset, width = boxes.placed(box, context.measure)
    before, after = (context.edge(side, box).total for side in ("top", "bottom"))
    around = replace(context, left=context.left + offset, measure=width, levels=(), marker=None)
    captions = [child for child in element if child.tag == "caption"]
    below = bool(captions) and walk.cascade.box(captions[0]).caption_side == "bottom"
    grid = Grid(walk, element, box, around)
    if captions and not below:
        for number, caption in enumerate(captions):
            top = OPEN if number else Edge(before)
            walk.block(caption, replace(around, top=top, bottom=OPEN, follow=True))
        before = 0.0
    walk.add(
        replace(
            grid.table(),
            before=twips(before),
            after=twips(0.0 if below else after),
            title=" ".join("".join(part for c in captions for part in texts(c)).split()),
            description=element.get("aria-label", "") or element.get("title", ""),
            container=context.path[-1] if context.path else "",
            keep_with_previous=context.precede and not captions,
            columns=context.columns,
        )
    )
    for number, caption in enumerate(captions if below else (), 1):
        bottom = Edge(after) if number == len(captions) else OPEN
        walk.block(caption, replace(around, top=OPEN, bottom=bottom))


class Grid:
    """The cells of one table."""

    def __init__(self, walk: Walk, element: Element, box: BoxLook, context: Context) -> None:
        self.walk = walk
        self.box = box
        self.context = context
        self.rows = list(_rows(element))
        self.cells = list(placed([row for row, _ in self.rows]))
        self.count = max((cell.column + cell.across for cell in self.cells), default=1)
        self.shares = _shares(walk, element)

    @cached_property
    def margins(self) -> Margins:
        """The padding that most cells of the body have: a table style has only one."""
        cells = [c.element for c in self.cells]
        boxes = map(self.walk.cascade.box, [cell for cell in cells if cell.tag == "td"] or cells)
        found = Counter(
            (one.top.of(0), one.left.of(0), one.bottom.of(0), one.right.of(0))
            for one in (box.padding for box in boxes)
        )
        # Of two that are equally common, the narrower one is nobody's exception.
        return min(found, key=lambda one: (-found[one], one), default=(0.0, 0.0, 0.0, 0.0))

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """The widths of the columns, in twips."""
        spans = [self._span(cell) for cell in self.cells]
        spans += (
            column_widths.Span(n, 1, 0.0, 0.0, share)
            for n, share in enumerate(self.shares[: self.count])
            if share
        )
        full = self.box.width is not None
        wide = column_widths.widths(spans, self.count, self.context.measure, full)
        return tuple(twips(width) for width in wide)

    def _span(self, cell: Placed) -> column_widths.Span:
        least, most = content_widths(self.walk.cascade, self.walk.book.width, cell.element)
        if "broken" in classes(cell.element):
            # Its words break, so that the columns of numbers and names stay whole.
            size = self.walk.cascade.characters(cell.element).size
            least = min(least, _FEW_LETTERS * size)
        extra = self.margins[1] + self._right(cell)
        given = self.walk.cascade.box(cell.element).width
        share = given.share if given else 0.0
        fixed = given.points + extra if given and not given.share else None
        return column_widths.Span(
            cell.column, cell.across, least + extra, most + extra, share, fixed
        )

    def _right(self, cell: Placed) -> float:
        """The padding at the right of a cell; a theme may have none at the table's edge."""
        if self.box.rtl:
            return self.margins[3]
        return self.walk.cascade.box(cell.element).padding.right.of(0)

    def table(self) -> Table:
        """The table with its cells, without its caption and gaps."""
        context, rtl = self.context, self.box.rtl
        indent = twips(context.right if rtl else context.left)
        slack = twips(context.measure) - sum(self.widths)
        if self.box.width is None and slack > 0 and self.box.margin.left is None:
            indent += slack // (2 if self.box.margin.right is None else 1)
        heads = [c for c in self.cells if c.column == 0 and self.rows[c.row][1] == "tbody"]
        head, body, foot = (self._group(name) for name in _GROUPS)
        return Table(
            "Table",
            table_format(self.walk.cascade.box, self.box, head, body, foot, self.margins),
            self.widths,
            tuple(self._rows()),
            indent=indent,
            rtl=rtl,
            row_heads=bool(heads) and all(c.element.tag == "th" for c in heads),
        )

    def _group(self, name: str) -> Group:
        rows = [row for row, group in self.rows if group == name]
        cells = [cell.element for cell in self.cells if self.rows[cell.row][1] == name]
        return Group(rows, cells)

    def _rows(self) -> Iterator[Row]:
        # In reading order, since lists and bookmarks continue from cell to cell.
        filled = {(c.row, c.column): self._cell(c) for c in self.cells}
        spanning = {(c.row + j, c.column): c for c in self.cells for j in range(1, c.down)}
        # A table style formats only one row of the head (ISO 29500-1 §17.7.6.7).
        deep = sum(group == "thead" for _, group in self.rows) > 1
        filled_by = {(c.row, c.column): c for c in self.cells}
        for y, (_, group) in enumerate(self.rows):
            cells: list[Cell] = []
            x = 0
            while x < self.count:
                if (y, x) in filled:
                    cells.append(filled[y, x])
                elif (y, x) in spanning:
                    cells.append(Cell(self._empty(), spanning[y, x].across, "continue"))
                else:
                    cells.append(Cell(self._empty()))
                if deep and group == "thead":
                    at = filled_by.get((y, x)) or spanning.get((y, x))
                    cells[-1] = self._with_own_format(cells[-1], at, y)
                x += cells[-1].span
            yield Row(tuple(cells), group == "thead", group == "tfoot")

    def _with_own_format(self, cell: Cell, placed: Placed | None, row: int) -> Cell:
        """A cell in a head of several rows, with its own borders and shading."""
        if placed is None:
            return cell
        box = self.walk.cascade.box(placed.element)
        ends = row == placed.row + placed.down - 1
        line = box.border.bottom if ends else None
        return replace(
            cell,
            bottom=boxes.rule(line) if line else NO_RULE,
            shading=box.ground,
            vertical=vertical_alignment(box),
        )

    def _empty(self) -> tuple[Block, ...]:
        return self.walk.collect(lambda: None)

    def _cell(self, cell: Placed) -> Cell:
        width = sum(self.widths[cell.column : cell.column + cell.across]) / 20
        inner = self.context.in_cell(width - self.margins[1] - self._right(cell))
        # A head stays on one page with the next row.
        head = self.rows[cell.row][1] == "thead"
        inner = replace(inner, unbreakable=False, in_box=False, follow=head)
        blocks = self.walk.collect(lambda: self.walk.cell(cell.element, inner))
        if self.context.unbreakable and cell.row + cell.down < len(self.rows):
            # Rows stay on one page if the paragraphs of all but the last keep with the next.
            blocks = tuple(map(kept_with_next, blocks))
        own = self._right(cell)
        right = None if own == self.margins[3] else twips(own)
        return Cell(blocks, cell.across, "restart" if cell.down > 1 else None, right=right)


def _rows(element: Element) -> Iterator[tuple[Element, str]]:
    """The rows of a table with their group, the head first, the foot last."""
    _refuse_text(element)
    for child in element:
        if child.tag not in (*_GROUPS, "caption", "tr", "colgroup", "col"):
            raise roles.unknown(child, "a table")
    order = {"thead": 0, "tfoot": 2}
    for group in sorted(element, key=lambda child: order.get(child.tag, 1)):
        for row in [group] if group.tag == "tr" else group if group.tag in _GROUPS else ():
            if row.tag != "tr":
                raise roles.unknown(row, "a table")
            _refuse_text(row)
            for cell in row:
                if cell.tag not in ("td", "th"):
                    raise roles.unknown(cell, "a row of a table")
            yield row, "tbody" if group.tag == "tr" else group.tag
        if group.tag in _GROUPS:
            _refuse_text(group)


def _shares(walk: Walk, element: Element) -> list[float]:
    """The share of the table that each ``col`` asks for; 0 for none."""
    boxes_of = (walk.cascade.box(col) for col in element.iterfind("colgroup/col"))
    return [box.width.share if box.width else 0.0 for box in boxes_of]


def _refuse_text(element: Element) -> None:
    """Raise an error for text between cells, which would be lost."""
    if any(text and text.strip() for text in (element.text, *(c.tail for c in element))):
        raise roles.unknown(element, "a table, with text outside its cells,")
