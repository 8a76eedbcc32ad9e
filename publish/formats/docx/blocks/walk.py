"""The markup, walked: every block becomes paragraphs and tables, with the look CSS gives it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.landscape import turned
from publish.cascade.looks import PageLook
from publish.formats.docx.blocks import (
    contents,
    equations,
    figure_groups,
    listings,
    sections,
    tables,
)
from publish.formats.docx.blocks.box_tables import boxed
from publish.formats.docx.blocks.context import Context
from publish.formats.docx.blocks.cross_references import Numbers
from publish.formats.docx.blocks.heading_numbers import Outline
from publish.formats.docx.blocks.initials import Initials
from publish.formats.docx.blocks.inlines import Node, Phrases, hidden
from publish.formats.docx.blocks.lists import Lists, Series, series_of
from publish.formats.docx.blocks.neighbors import settled
from publish.formats.docx.blocks.nesting import Nesting, Segments
from publish.formats.docx.blocks.paragraphs import Setter
from publish.formats.docx.model import boxes, roles
from publish.formats.docx.model.blocks import Block, Columns, Inline, Item, Note, Paragraph
from publish.formats.docx.model.boxes import OPEN
from publish.formats.docx.model.formatting import ParagraphFormat, RunFormat, twips
from publish.formats.docx.styles.fonts import FontBook


@dataclass
class Honored:
    """The elements that got what they asked for, of what Word cannot always give."""

    columns: set[Element] = field(default_factory=set)
    spanning: set[Element] = field(default_factory=set)
    floats: set[Element] = field(default_factory=set)
    initials: set[Element] = field(default_factory=set)
    hung: set[Element] = field(default_factory=set)
    """The boxes of tasks, beside which a tab keeps the text."""


class Walk:
    """Turns the markup of one document into blocks."""

    def __init__(
        self, cascade: Cascade, book: FontBook, page: PageLook, lang: str, outline: Outline
    ) -> None:
        self.cascade = cascade
        self.book = book
        self.nesting = Nesting(cascade)
        self._measure = page.measure
        self._turned = turned(page).measure
        self._lang = lang
        self._lists = Lists(cascade, book)
        self._listings = listings.Listings(cascade, book)
        self._setter = Setter(cascade, book, page, outline)
        self._initials = Initials(cascade, book)
        self._numbers = Numbers.of(cascade.root)
        self.honored = Honored()
        self._phrases = Phrases(
            cascade, book, lang, self._setter.picture, self._numbers, self.honored.hung
        )
        self._thin = replace(book.format(cascade.characters(cascade.root)), size=2)
        """The smallest characters, where a line must be no higher than what it holds."""
        self._out: list[Block] = []
        self._marks: list[str] = []
        self._asides: list[Element] = []
        """The notes, which stand apart from all blocks."""

    def blocks(self) -> tuple[Block, ...]:
        """The whole body."""
        body = self.cascade.root.find("body")
        if body is None:
            raise roles.unknown(self.cascade.root, "the page")
        context = Context(self._measure, self._measure, 0.0, self._lang)
        *blocks, last = self.apart(lambda: self._flow(body, context))
        if isinstance(last, Paragraph):
            # An id on what shows nothing is still a place.
            last = replace(last, marks=(*last.marks, *self._marks))
        return (*blocks, last)

    def notes(self) -> tuple[Note, ...]:
        """The notes of the body, once that has been walked."""
        context = Context(self._measure, self._measure, 0.0, self._lang)
        return tuple(self._note(aside, context) for aside in self._asides)

    def _note(self, aside: Element, context: Context) -> Note:
        context = self._called(aside, replace(context, lang=aside.get("lang", context.lang)))
        return Note(aside.get("id", ""), self.apart(lambda: self._flow(aside, context)))

    def apart(self, fill: Callable[[], None]) -> tuple[Block, ...]:
        """The blocks that ``fill`` puts out, as a sequence of their own: a body or a cell."""
        outer, self._out = self._out, []
        fill()
        inner, self._out = self._out, outer
        return settled(inner, self._thin)

    def put(self, block: Block) -> None:
        """Put out one block."""
        self._out.append(block)

    # -- blocks ------------------------------------------------------------------------------

    def block(self, element: Element, context: Context) -> None:
        """Walk one block-level element."""
        box = self.cascade.box(element)
        if box.display == "none":
            if "".join(element.itertext()).strip():
                raise hidden(element)
            return
        if element.tag not in roles.CONTAINERS | roles.PHRASES:
            raise roles.unknown(element, "the text")
        if element.get("role") == roles.NOTES:
            self._asides.extend(self._only_notes(element))
            return
        if element.get("id"):
            self._marks.append(element.get("id", ""))
        context = replace(
            context,
            lang=element.get("lang", context.lang),
            unbreakable=context.unbreakable or box.break_inside == "avoid",
            follow=context.follow or box.break_after == "avoid",
            precede=context.precede or box.break_before == "avoid",
        )
        if "wide" in roles.classes(element) and context.outermost and context.band is None:
            context = context.turned(self._turned)
        match element.tag:
            case "table":
                self._give_marker_a_line(context)
                tables.table(self, element, context)
            case "ul" | "ol":
                self._give_marker_a_line(context)
                self._list(element, replace(context, marker=None))
            case "hr" if roles.PAGE_BREAK in roles.classes(element):
                format = self._setter.page_break(context)
                self._put(element, "Page Break", format, (), context, font=self._thin)
            case "hr":
                format = self._setter.rule(element, context)
                self._put(element, "Horizontal Rule", format, (), context)
            case "img":
                self._figure(element, context)
            case _ if (told := equations.number(element)) is not None:
                self._give_marker_a_line(context)
                equations.numbered(self, element, told, context)
            case "nav":
                begin = len(self._out)
                self._flow(element, self._called(element, context))
                self._out[begin:] = contents.held(self._out[begin:], element, self._numbers)
            case "figure" if figure_groups.is_group(element):
                self._give_marker_a_line(context)
                figure_groups.group(self, element, context)
            case "figure" if figure_groups.is_beside(self, element, context):
                figure_groups.beside(self, element, context)
            case _:
                self._flow(element, self._called(element, context))

    def line(self, element: Element, nodes: Sequence[Node], context: Context) -> None:
        """A paragraph of ``nodes``, which stand in ``element``."""
        self._paragraph(element, nodes, context)

    def _only_notes(self, element: Element) -> Iterator[Element]:
        for segment in self.nesting.segments(element):
            if not isinstance(segment, Element) or segment.get("role") != roles.NOTE:
                raise roles.unknown(element, "the notes")
            yield segment

    def _called(self, element: Element, context: Context) -> Context:
        place = roles.place(element)
        return context.named(place) if place else context

    def _flow(self, element: Element, context: Context) -> None:
        """The children of a block, in its box."""
        segments = self.nesting.segments(element)
        if not segments and (context.waiting or listings.is_line(element)):
            segments = [()]
        columns = sections.asked(self.nesting.box(element), context)
        if columns is None:
            self._in_box(element, context, lambda inner: self._fill(element, segments, inner))
        else:
            self._in_columns(element, segments, context, columns)

    def _fill(self, element: Element, segments: Segments, context: Context) -> None:
        for number, segment in enumerate(segments):
            inner = context.child(number == 0, number == len(segments) - 1)
            if isinstance(segment, Element):
                if context.divided is element and self.cascade.box(segment).spanning:
                    self.honored.spanning.add(segment)
                    inner = inner.across()
                self.block(segment, inner)
            else:
                self._paragraph(element, segment, inner)

    def cell(self, element: Element, context: Context) -> None:
        """The inside of a table's cell, whose own box is the table style's affair."""
        if element.get("id"):
            self._marks.append(element.get("id", ""))
        context = self._called(element, replace(context, lang=element.get("lang", context.lang)))
        segments = self.nesting.segments(element)
        if segments:
            self._fill(element, segments, context)
        else:
            role = roles.role(element, context.place)
            self._put(element, role, self._setter.paragraph(element, (), context), (), context)

    def _in_box(self, element: Element, context: Context, fill: Callable[[Context], None]) -> None:
        """Walk the inside of a box: as paragraphs that carry it, or in a table of one cell."""
        if self.nesting.needs_table(element, context.measure):
            self._give_marker_a_line(context)
            boxed(self, element, context, fill)
            return
        box = self.nesting.box(element)
        entered = self.nesting.entered(element, context)
        if entered.above:
            gap = context.top.margin(boxes.length(box.margin.top, context.measure)).total
            format = self._setter.spacer(entered.above, context)
            format = replace(format, before=twips(gap), keep_next=True)
            self._put(element, "Spacer", format, (), context, font=self._thin)
        fill(entered.context)
        if entered.below:
            gap = context.bottom.margin(boxes.length(box.margin.bottom, context.measure)).total
            format = self._setter.spacer(entered.below, context)
            format = replace(format, after=twips(gap))
            self._put(element, "Spacer", format, (), context, font=self._thin)

    def _in_columns(
        self, element: Element, segments: Segments, context: Context, columns: Columns
    ) -> None:
        """Walk the inside of a box in columns; its edges reach across these."""
        self.honored.columns.add(element)
        box = self.nesting.box(element)
        inner = context
        edges: dict[str, ParagraphFormat] = {}
        for side, edge in (("top", context.top), ("bottom", context.bottom)):
            edge = edge.margin(boxes.length(box.margin[side], context.measure))
            border, padding = box.border[side], box.padding[side].of(context.measure)
            if border or padding:
                drawn = self._setter.spacer(boxes.rule(border) if border else None, context)
                gaps = (edge.total, padding) if side == "top" else (padding, edge.total)
                edges[side] = replace(drawn, before=twips(gaps[0]), after=twips(gaps[1]))
                edge = OPEN
            inner = replace(inner, top=edge) if side == "top" else replace(inner, bottom=edge)
        if "top" in edges:
            format = replace(edges["top"], keep_next=True)
            self._put(element, "Spacer", format, (), context, font=self._thin)
        self._fill(element, segments, inner.in_columns(element, columns))
        if "bottom" in edges:
            self._put(element, "Spacer", edges["bottom"], (), context, font=self._thin)

    # -- lists -------------------------------------------------------------------------------

    def _list(self, element: Element, context: Context) -> None:
        if (element.text or "").strip() or any((item.tail or "").strip() for item in element):
            raise roles.unknown(element, "a list, outside its items,")
        items = list(element)
        series = series_of(element)
        if not context.levels:
            context = replace(context, first=True, last=True)

        def fill(inner: Context) -> None:
            for number, item in enumerate(items):
                if item.tag != "li":
                    raise roles.unknown(item, "a list")
                self._item(item, series, inner.child(number == 0, number == len(items) - 1))

        self._in_box(element, context, fill)

    def _item(self, item: Element, series: Series | None, context: Context) -> None:
        if not self._lists.is_marked(item):
            kept = (*roles.SECTIONS.values(), roles.CONTENTS, roles.LISTS)
            place = context.place if context.place in kept else "List"
            self.block(item, replace(context, place=place))
            return
        marker = self._lists.marker(item, context.levels, self._start(item, context), series)
        kind = "Bullet" if series is None else "Number"
        place = roles.leveled(f"List {kind}", len(marker.levels))
        self.block(item, replace(context, place=place, marker=marker, levels=marker.levels))

    def _start(self, item: Element, context: Context) -> float:
        """Where the lines of an item begin, from the side where lines do."""
        box = self.cascade.box(item)
        offset, width = boxes.placed(box, context.measure)
        inner = replace(context, left=context.left + offset, measure=width)
        return inner.right if box.rtl else inner.left

    def _give_marker_a_line(self, context: Context) -> None:
        """An item that begins with a table or a list shows its marker above that."""
        marker = context.waiting
        if marker is not None:
            self._paragraph(marker.element, (), replace(context, bottom=OPEN, follow=True))

    # -- paragraphs --------------------------------------------------------------------------

    def _paragraph(self, element: Element, nodes: Sequence[Node], context: Context) -> None:
        self._phrases.measure = context.measure
        if self._setter.outline.states(element):
            # Word counts them itself.
            nodes = [node for node in nodes if not roles.is_number(node)]
        content = self._phrases.of(element, nodes, context.lang)
        role = roles.role(element, context.place)
        listed = roles.is_entry(role)
        content = contents.entry(content) if listed else content
        format = self._setter.paragraph(element, content, context)
        format = contents.at_edge(format, context.measure) if listed else format
        item = None
        if context.waiting:
            item = self._lists.item(context.waiting, format.left or 0)
        elif listings.is_line(element):
            item, format = self._listings.numbered(element, format)
        elif context.marker and role == context.place and role.startswith("List "):
            role = roles.leveled("List Continue", len(context.levels))
        if not content and item is None and not listings.is_line(element):
            return
        if item is not None and role.startswith("List "):
            # The numbering indents it.
            format = replace(format, left=None, first=None)
        self._put(element, role, format, content, context, item, nodes=nodes)

    def _figure(self, element: Element, context: Context) -> None:
        picture, format = self._setter.figure(element, context)
        waiting = context.waiting
        item = self._lists.item(waiting, format.left or 0) if waiting else None
        self._put(element, "Figure", format, (picture,), context, item, self._thin)

    def _put(
        self,
        element: Element,
        role: str,
        format: ParagraphFormat,
        content: tuple[Inline, ...],
        context: Context,
        item: Item | None = None,
        font: RunFormat | None = None,
        nodes: Sequence[Node] = (),
    ) -> None:
        bordered = any(format.rules().values())
        marks, self._marks = tuple(self._marks), []
        paragraph = Paragraph(
            role,
            format,
            font or self.book.format(self.cascade.characters(element)),
            content,
            item,
            marks,
            inside=context.inside(role),
            position=context.position,
            kind=next(iter(roles.classes(element)), ""),
            group=context.band.group
            if context.band
            else self.nesting.group()
            if bordered
            else None,
            pull=twips(context.top.pull),
            keep_with_previous=context.precede,
            text_columns=context.text_columns,
        )
        opened = self._initials.opened(element, nodes, paragraph)
        if opened is not paragraph:
            self.honored.initials.add(element)
            if opened.cap is not None:
                self.honored.floats.update(n for n in nodes[:1] if isinstance(n, Element))
            line = self._setter.line(element, opened.content)
            opened = replace(opened, format=replace(opened.format, line=line))
        self.put(opened)
