"""The walk through the markup: every block becomes paragraphs and tables, as CSS formats it.

What a kind of element becomes is decided by its handler; ``handlers`` lists them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.landscape import as_landscape
from publish.cascade.looks import PageLook
from publish.cascade.nodes import Node, classes
from publish.formats.docx.blocks import contents, listings, sections
from publish.formats.docx.blocks.adjacency import adjust_adjacent, hyphenated
from publish.formats.docx.blocks.box_tables import box_table
from publish.formats.docx.blocks.context import Context
from publish.formats.docx.blocks.heading_numbers import HeadingNumbers
from publish.formats.docx.blocks.initials import Initials
from publish.formats.docx.blocks.list_markers import ListMarkers
from publish.formats.docx.blocks.nested_boxes import NestedBoxes, Segments
from publish.formats.docx.blocks.paragraphs import ParagraphFormats
from publish.formats.docx.blocks.pictures import Pictures
from publish.formats.docx.inlines.content import Inlines, hidden
from publish.formats.docx.inlines.cross_references import Numbers
from publish.formats.docx.model import boxes, roles
from publish.formats.docx.model.blocks import Block, Columns, Note, Paragraph
from publish.formats.docx.model.boxes import OPEN
from publish.formats.docx.model.formatting import ParagraphFormat, Rule, RunFormat, twips
from publish.formats.docx.model.inlines import Inline
from publish.formats.docx.model.numbering import Item
from publish.formats.docx.origins.kinds import Origins
from publish.formats.docx.styles.fonts import FontBook
from publish.values import dataclass


@dataclass(frozen=True)
class Handler:
    """Adds the blocks that an element becomes.

    With ``when``, it handles only the elements that it is true of.
    """

    add: Callable[[Walk, Element, Context], None]
    when: Callable[[Walk, Element, Context], bool] | None = None
    marker_above: bool = False
    """Does the marker of a list item that begins with it get a line of its own?"""


Handlers = Mapping[str, Sequence[Handler]]
"""The handlers of elements by their tag; the first that fits is taken."""


@dataclass
class Honored:
    """The elements that got what their CSS asks for, among what Word cannot always do."""

    columns: set[Element] = field(default_factory=set)
    spanning: set[Element] = field(default_factory=set)
    floats: set[Element] = field(default_factory=set)
    initials: set[Element] = field(default_factory=set)
    hanging_boxes: set[Element] = field(default_factory=set)
    """The check boxes of tasks that hang beside their text."""


class Walk:
    """Turns the markup of one document into blocks."""

    def __init__(
        self,
        cascade: Cascade,
        book: FontBook,
        page: PageLook,
        lang: str,
        heading_numbers: HeadingNumbers,
        handlers: Handlers,
        origins: Origins | None = None,
    ) -> None:
        self.cascade = cascade
        self.origins = origins
        self.book = book
        self.boxes = NestedBoxes(cascade)
        self.numbers = Numbers.of(cascade.root)
        self.markers = ListMarkers(cascade, book)
        self.formats = ParagraphFormats(cascade, book, heading_numbers)
        self.pictures = Pictures(cascade, book, page)
        self.honored = Honored()
        self.smallest = replace(book.format(cascade.characters(cascade.root)), size=2)
        """The smallest characters, for lines that must be no higher than what is in them."""
        self._handlers = handlers
        self._top = Context(page.measure, page.measure, 0.0, lang)
        self._landscape_measure = as_landscape(page).measure
        self._listings = listings.Listings(cascade, book)
        self._initials = Initials(cascade, book)
        self._inlines = Inlines(
            cascade, book, lang, self.pictures.inline, self.numbers, self.honored.hanging_boxes
        )
        self._blocks: list[Block] = []
        self._bookmarks: list[str] = []
        """The ids of elements that no paragraph has taken yet."""
        self._notes: list[Element] = []
        self._page_due = False
        """Whether the next block begins a page, as a box around it or before it asks."""

    def body(self) -> tuple[Block, ...]:
        """The blocks of the whole body."""
        body = self.cascade.root.find("body")
        if body is None:
            raise roles.unknown(self.cascade.root, "the page")
        *blocks, last = self.collect(lambda: self.flow(body, self._top))
        if isinstance(last, Paragraph):
            # The id of an element that shows nothing is still a place.
            last = replace(last, bookmarks=(*last.bookmarks, *self._bookmarks))
        return (*blocks, last)

    def notes(self) -> tuple[Note, ...]:
        """The notes of the body, after it has been walked."""
        return tuple(self._note(aside) for aside in self._notes)

    def _note(self, aside: Element) -> Note:
        context = replace(self._top, lang=aside.get("lang", self._top.lang)).within(aside)
        return Note(aside.get("id", ""), self.collect(lambda: self.flow(aside, context)))

    def _note_elements(self, element: Element) -> Iterator[Element]:
        for segment in self.boxes.segments(element):
            if not isinstance(segment, Element) or segment.get("role") != roles.NOTE:
                raise roles.unknown(element, "the notes")
            yield segment

    # -- blocks ------------------------------------------------------------------------------

    def collect(self, fill: Callable[[], None]) -> tuple[Block, ...]:
        """The blocks that ``fill`` adds, as the content of a body or a cell."""
        return adjust_adjacent(self.capture(fill), self.smallest)

    def capture(self, fill: Callable[[], None]) -> list[Block]:
        """The blocks that ``fill`` adds, not yet adjusted to each other."""
        outer, self._blocks = self._blocks, []
        fill()
        inner, self._blocks = self._blocks, outer
        return inner

    def add(self, *blocks: Block) -> None:
        """Add blocks after those so far."""
        self._blocks.extend(blocks)

    def block(self, element: Element, context: Context) -> None:
        """Add the blocks of one block-level element."""
        box = self.cascade.box(element)
        if box.display == "none":
            if "".join(element.itertext()).strip():
                raise hidden(element)
            return
        if element.tag not in roles.BLOCK_ELEMENTS | roles.INLINE_ELEMENTS:
            raise roles.unknown(element, "the text")
        if element.get("role") == roles.NOTES:
            self._notes.extend(self._note_elements(element))
            return
        if element.get("id"):
            self._bookmarks.append(element.get("id", ""))
        context = replace(
            context,
            lang=element.get("lang", context.lang),
            unbreakable=context.unbreakable or box.break_inside == "avoid",
            follow=context.follow or box.break_after == "avoid",
            precede=context.precede or box.break_before == "avoid",
        )
        if "wide" in classes(element) and context.outermost and context.band is None:
            context = context.on_landscape(self._landscape_measure)
        self._page_due |= box.break_before == "page" and context.outermost
        self._add_block(element, context)
        self._page_due |= box.break_after == "page" and context.outermost

    def _add_block(self, element: Element, context: Context) -> None:
        is_table = element.tag == "table" or self.boxes.needs_table(element, context.measure)
        if self._page_due and is_table:
            self.add_page_break(element, context)
        for handler in self._handlers.get(element.tag, ()):
            if handler.when is None or handler.when(self, element, context):
                if handler.marker_above:
                    self._give_marker_a_line(context)
                handler.add(self, element, context)
                return
        self.flow(element, context.within(element))

    def flow(self, element: Element, context: Context) -> None:
        """Add the children of a block, in its box."""
        segments = self.boxes.segments(element)
        if not segments and (context.waiting or listings.is_line(element)):
            segments = [()]
        columns = sections.columns(self.boxes.box(element), context)
        if columns is None:
            self.add_box(element, context, lambda inner: self._fill(element, segments, inner))
        else:
            self._add_columns(element, segments, context, columns)

    def _fill(self, element: Element, segments: Segments, context: Context) -> None:
        for number, segment in enumerate(segments):
            inner = context.child(number == 0, number == len(segments) - 1)
            if isinstance(segment, Element):
                if context.multicol is element and self.cascade.box(segment).spanning:
                    self.honored.spanning.add(segment)
                    inner = inner.spanning()
                self.block(segment, inner)
            else:
                self.line(element, segment, inner)

    def cell(self, element: Element, context: Context) -> None:
        """Add the content of a table's cell; its own box belongs to the table style."""
        if element.get("id"):
            self._bookmarks.append(element.get("id", ""))
        context = replace(context, lang=element.get("lang", context.lang)).within(element)
        segments = self.boxes.segments(element)
        if segments:
            self._fill(element, segments, context)
        else:
            role = roles.role(element, context.place)
            self.add_paragraph(element, role, self.formats.of(element, (), context), (), context)

    # -- boxes -------------------------------------------------------------------------------

    def add_box(self, element: Element, context: Context, fill: Callable[[Context], None]) -> None:
        """Add a box with what ``fill`` adds: paragraphs that show it, or a table of one cell."""
        if self.boxes.needs_table(element, context.measure):
            self._give_marker_a_line(context)
            table = box_table(
                self.boxes, element, context, lambda inner: self.collect(lambda: fill(inner))
            )
            self.add(table)
            return
        box = self.boxes.box(element)
        entered = self.boxes.enter(element, context)
        if entered.above:
            gap = twips(context.edge("top", box).total)
            self._add_spacer(element, context, entered.above, before=gap, keep_next=True)
        fill(entered.context)
        if entered.below:
            gap = twips(context.edge("bottom", box).total)
            self._add_spacer(element, context, entered.below, after=gap)

    def _add_columns(
        self, element: Element, segments: Segments, context: Context, columns: Columns
    ) -> None:
        """Add a box whose content is in columns; its borders span these."""
        self.honored.columns.add(element)
        box = self.boxes.box(element)
        edges = {side: context.edge(side, box) for side in ("top", "bottom")}
        gaps: dict[str, tuple[float, float]] = {}
        for side, edge in edges.items():
            padding = box.padding[side].of(context.measure)
            if box.border[side] or padding:
                gaps[side] = edge.total, padding
                edges[side] = OPEN
        borders = {side: boxes.rule(b) if (b := box.border[side]) else None for side in gaps}
        if "top" in gaps:
            outside, inside = map(twips, gaps["top"])
            self._add_spacer(element, context, borders["top"], outside, inside, keep_next=True)
        inner = replace(context, top=edges["top"], bottom=edges["bottom"])
        self._fill(element, segments, inner.in_columns(element, columns))
        if "bottom" in gaps:
            outside, inside = map(twips, gaps["bottom"])
            self._add_spacer(element, context, borders["bottom"], inside, outside)

    def _add_spacer(
        self,
        element: Element,
        context: Context,
        border: Rule | None,
        before: int = 0,
        after: int = 0,
        *,
        keep_next: bool = False,
    ) -> None:
        format = self.formats.spacer(border, context)
        format = replace(format, before=before, after=after, keep_next=keep_next)
        self.add_paragraph(element, "Spacer", format, (), context, font=self.smallest)

    def add_page_break(self, element: Element, context: Context) -> None:
        """Add an empty line that begins a page."""
        format = self.formats.page_break(context)
        self.add_paragraph(element, "Page Break", format, (), context, font=self.smallest)

    def _give_marker_a_line(self, context: Context) -> None:
        """Show the marker of an item that begins with a table or a list above that."""
        marker = context.waiting
        if marker is not None:
            self.line(marker.element, (), replace(context, bottom=OPEN, follow=True))

    # -- paragraphs --------------------------------------------------------------------------

    def line(self, element: Element, nodes: Sequence[Node], context: Context) -> None:
        """Add the paragraph that ``nodes`` in ``element`` make, if it shows anything."""
        self._inlines.measure = context.measure
        if self.formats.heading_numbers.in_markup(element):
            # Word counts them itself.
            nodes = [node for node in nodes if not roles.is_number(node)]
        content = self._inlines.of(element, nodes, context.lang)
        role = roles.role(element, context.place)
        is_entry = roles.is_entry(role)
        content = contents.with_page(content) if is_entry else content
        format = self.formats.of(element, content, context)
        format = contents.with_page_tab(format, context.measure) if is_entry else format
        item = None
        if context.waiting:
            item = self.markers.item(context.waiting, format.left or 0)
        elif listings.is_line(element):
            item, format = self._listings.numbered(element, format)
        elif context.marker and role == context.place and role.startswith("List "):
            role = roles.leveled("List Continue", len(context.levels))
        if not content and item is None and not listings.is_line(element):
            return
        if item is not None and role.startswith("List "):
            # The numbering indents it.
            format = replace(format, left=None, first=None)
        self.add_paragraph(element, role, format, content, context, item, nodes=nodes)

    def add_paragraph(
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
        """Add a paragraph of ``element``; ``nodes`` are what its content was made from."""
        bookmarks, self._bookmarks = tuple(self._bookmarks), []
        if self._page_due and context.outermost:
            self._page_due = False
            format = replace(format, page_break=True)
        group = context.band.group if context.band else None
        if group is None and any(format.rules().values()):
            group = self.boxes.group()
        paragraph = Paragraph(
            role,
            format,
            font or self.book.format(self.cascade.characters(element)),
            content,
            item,
            bookmarks,
            container=context.container(role),
            position=context.position,
            css_class=next(iter(classes(element)), ""),
            group=group,
            pull=twips(context.top.pull),
            keep_with_previous=context.precede,
            columns=context.columns,
            mark=self.origins.mark(element, nodes) if self.origins and content else "",
        )
        room = context.frame - ((format.left or 0) + (format.right or 0)) / 20
        if not format.hyphenate and self.formats.has_a_wider_word(element, content, room):
            paragraph = hyphenated(paragraph)
        self.add(self._with_initial(element, nodes, paragraph))

    def _with_initial(
        self, element: Element, nodes: Sequence[Node], paragraph: Paragraph
    ) -> Paragraph:
        """The paragraph with its first letter as CSS has it."""
        opened = self._initials.opened(element, nodes, paragraph)
        if opened is paragraph:
            return paragraph
        self.honored.initials.add(element)
        if opened.drop_cap is not None:
            self.honored.floats.update(n for n in nodes[:2] if isinstance(n, Element))
        line = self.formats.line_spacing(element, opened.content)
        return replace(opened, format=replace(opened.format, line=line))
