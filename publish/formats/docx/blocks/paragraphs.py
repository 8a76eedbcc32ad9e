"""The format of a paragraph, from the box it stands in and the context around that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from math import ceil
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.latex_text import shown
from publish.cascade.looks import BoxLook, PageLook
from publish.formats.docx.blocks.context import Context
from publish.formats.docx.blocks.heading_numbers import Outline
from publish.formats.docx.blocks.inlines import address
from publish.formats.docx.blocks.pictures import sized
from publish.formats.docx.model import boxes, roles
from publish.formats.docx.model.blocks import Formula, Inline, Picture, Run, runs
from publish.formats.docx.model.formatting import HAIR, SINGLE, Line, ParagraphFormat, Rule, twips
from publish.formats.docx.styles.fonts import FontBook

_ALIGNED = {
    "start": "left",
    "left": "left",
    "right": "right",
    "end": "right",
    "center": "center",
    "justify": "both",
}
_STOPS = 8
"""Tab stops in a listing: what is indented deeper goes on in Word's own steps."""


class Setter:
    """Sets paragraphs and pictures."""

    def __init__(self, cascade: Cascade, book: FontBook, page: PageLook, outline: Outline) -> None:
        self.cascade = cascade
        self.book = book
        self.page = page
        self.outline = outline
        self._figures = {c: f for f in cascade.root.iter("figure") for c in f.iter("img")}
        self._links = {
            img: address(a.get("href", ""))
            for a in cascade.root.iter("a")
            for img in a.findall("img")
        }

    def paragraph(
        self, element: Element, content: tuple[Inline, ...], context: Context
    ) -> ParagraphFormat:
        """The format of the paragraph that ``content`` makes in the box of ``element``."""
        box, band = self.cascade.box(element), context.band
        format = ParagraphFormat(
            first=twips(box.indent.of(context.measure)),
            before=twips(context.top.total),
            after=twips(context.bottom.total),
            line=self.line(element, content),
            align=_aligned(box),
            top=context.top.rule or (band.top if band else None),
            left_rule=band.left if band else None,
            bottom=context.bottom.rule or (band.bottom if band else None),
            right_rule=band.right if band else None,
            shading=band.shading if band else None,
            keep_next=context.follow,
            keep_lines=context.unbreakable,
            page_break=box.break_before == "page",
            widow_control=box.widows > 1,
            hyphenate=box.hyphenate,
            outline=roles.outline(element),
            numbered=self.outline.numbers(self.cascade, element),
            tabs=self._tabs(element, box, content, context),
        )
        return _indented(format, context.left, context.right, box.rtl)

    def line(self, element: Element, content: tuple[Inline, ...]) -> Line:
        """The line spacing of a paragraph in the box of ``element``."""
        box, look = self.cascade.box(element), self.cascade.characters(element)
        alone = any(isinstance(piece, Formula) and piece.display for piece in content)
        if box.line_height is None or alone or any(isinstance(p, Picture) for p in content):
            return SINGLE
        natural = self.book.line(look)
        line = Line.of(box.line_height, natural and natural * look.size)
        if any(isinstance(piece, Formula) for piece in content):
            return replace(line, rule="atLeast")
        if any(run.font.size > ceil(look.size * 2) for run in runs(content)):
            # A larger word has a line as high as it needs, where CSS gives it one.
            return replace(line, rule="atLeast")
        return line

    def _tabs(
        self, element: Element, box: BoxLook, content: Iterable[Inline], context: Context
    ) -> tuple[tuple[str, int], ...]:
        """Stops where a listing's tabs lead to, if it has any."""
        tabbed = (isinstance(piece, Run) and "\t" in piece.text for piece in content)
        if not box.preserve or not any(tabbed):
            return ()
        step = box.tab_size * self.book.width(" ", self.cascade.characters(element))
        return tuple(("left", twips(context.left + n * step)) for n in range(1, _STOPS + 1))

    def rule(self, element: Element, context: Context) -> ParagraphFormat:
        """The format of a thematic break: an empty paragraph with a border."""
        box = self.cascade.box(element)
        borders = (box.border.top, box.border.bottom)
        line = next((border for border in borders if border), None)
        offset, width = boxes.placed(box, context.measure)
        left = context.left + offset
        top = context.top.margin(boxes.length(box.margin.top, context.measure))
        bottom = context.bottom.margin(boxes.length(box.margin.bottom, context.measure))
        format = ParagraphFormat(
            before=twips(top.total),
            after=max(0, twips(bottom.total) - HAIR.value),
            line=HAIR,
            top=boxes.rule(line) if line else None,
            keep_next=context.follow,
        )
        return _indented(format, left, context.frame - left - width, box.rtl)

    def page_break(self, context: Context) -> ParagraphFormat:
        """The format of an empty line that begins a page, for what follows to stand at its top."""
        format = ParagraphFormat(line=HAIR, page_break=True, keep_next=True)
        return _indented(format, context.left, context.right, False)

    def spacer(self, rule: Rule | None, context: Context) -> ParagraphFormat:
        """The format of an empty line that shows a border no paragraph can."""
        format = ParagraphFormat(line=HAIR, top=rule)
        return _indented(format, context.left, context.right, False)

    # -- pictures ----------------------------------------------------------------------------

    def figure(self, element: Element, context: Context) -> tuple[Picture, ParagraphFormat]:
        """A picture on a line of its own."""
        box = self.cascade.box(element)
        picture = self._sized(element, context.measure, self._below(element, context.measure))
        slack = context.measure - picture.width
        left, right = box.margin.left, box.margin.right
        offset = slack / (2 if right is None else 1) if left is None else left.of(context.measure)
        moved = replace(context, left=context.left + offset, measure=context.measure - offset)
        return picture, replace(self.paragraph(element, (picture,), moved), align="left")

    def picture(self, element: Element, measure: float) -> Picture:
        """A picture in a line of text."""
        return self._sized(element, measure, 0.0)

    def _sized(self, element: Element, measure: float, below: float) -> Picture:
        box = self.cascade.box(element)
        picture = sized(element, box, measure, self.page.depth - below)
        return replace(picture, link=self._links.get(element, ""))

    def _below(self, picture: Element, measure: float) -> float:
        """About how high a picture's caption is: it is to stand on the same page."""
        figure = self._figures.get(picture)
        caption = None if figure is None else figure.find("figcaption")
        if caption is None:
            return 0.0
        box, look = self.cascade.box(caption), self.cascade.characters(caption)
        parts = list(caption) or [caption]
        widths = (self.book.width(shown(part), look) for part in parts)
        lines = sum(ceil(width / measure) for width in widths) + 1
        return lines * (box.line_height or look.size * 1.4) + box.padding.top.of(measure)


def _indented(format: ParagraphFormat, left: float, right: float, rtl: bool) -> ParagraphFormat:
    """Word's left indent is the one where lines begin, wherever that is (§17.3.1.12)."""
    start, end = (right, left) if rtl else (left, right)
    return replace(format, left=twips(start), right=twips(end), rtl=rtl)


def _aligned(box: BoxLook) -> str:
    """And its left alignment too (§17.3.1.13)."""
    aligned = _ALIGNED[box.align]
    if box.rtl and box.align in ("left", "right"):
        return "right" if box.align == "left" else "left"
    return aligned
