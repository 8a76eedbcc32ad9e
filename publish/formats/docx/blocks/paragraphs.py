"""The format of paragraphs, from the box they are in and the context around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import ceil
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.looks import BoxLook
from publish.formats.docx.blocks.context import Context
from publish.formats.docx.blocks.heading_numbers import HeadingNumbers
from publish.formats.docx.model import boxes, roles
from publish.formats.docx.model.formatting import HAIR, SINGLE, Line, ParagraphFormat, Rule, twips
from publish.formats.docx.model.inlines import Formula, Inline, Picture, Run, runs
from publish.formats.docx.styles.fonts import FontBook

_ALIGNMENTS = {
    "start": "left",
    "left": "left",
    "right": "right",
    "end": "right",
    "center": "center",
    "justify": "both",
}
_WORD = re.compile(r"(?<![^\s(„“\"'«»-])[^\W\d_]{12,}+(?![\w./@:-]*[\w/@])")
"""A word that is long enough to be hyphenated, and no part of an address."""
_TAB_STOPS = 8
"""Tab stops in a listing; deeper indents go on in Word's own steps."""


class ParagraphFormats:
    """Works out the format of paragraphs."""

    def __init__(self, cascade: Cascade, book: FontBook, heading_numbers: HeadingNumbers) -> None:
        self.cascade = cascade
        self.book = book
        self.heading_numbers = heading_numbers

    def of(
        self, element: Element, content: tuple[Inline, ...], context: Context
    ) -> ParagraphFormat:
        """The format of the paragraph that ``content`` makes in the box of ``element``."""
        box, band = self.cascade.box(element), context.band
        format = ParagraphFormat(
            first=twips(box.indent.of(context.measure)),
            before=twips(context.top.total),
            after=twips(context.bottom.total),
            line=self.line_spacing(element, content),
            align=_alignment(box),
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
            numbered=self.heading_numbers.is_numbered(self.cascade, element),
            tabs=self._tab_stops(element, content, context),
        )
        return _indented(format, context.left, context.right, box.rtl)

    def has_a_wider_word(self, element: Element, content: Sequence[Inline], width: float) -> bool:
        """Whether a word is wider than ``width`` points, so that Word would break it anywhere.

        Only words of letters count: a hyphen in an address would be read as a part of it.
        """
        box, look = self.cascade.box(element), self.cascade.characters(element)
        if box.preserve:
            return False
        words = _WORD.findall("".join(run.text for run in runs(content)))
        return any(self.book.width(word, look) > width for word in words)

    def line_spacing(self, element: Element, content: Sequence[Inline]) -> Line:
        """The line spacing of a paragraph in the box of ``element``."""
        box, look = self.cascade.box(element), self.cascade.characters(element)
        formulas = [inline for inline in content if isinstance(inline, Formula)]
        on_own_line = any(formula.display for formula in formulas)
        if (
            box.line_height is None
            or on_own_line
            or any(isinstance(inline, Picture) for inline in content)
        ):
            return SINGLE
        natural = self.book.line(look)
        line = Line.of(box.line_height, natural and natural * look.size)
        # A larger word has a line as high as it needs, as in CSS.
        larger = any(run.font.size > ceil(look.size * 2) for run in runs(content))
        return replace(line, rule="atLeast") if formulas or larger else line

    def _tab_stops(
        self, element: Element, content: Sequence[Inline], context: Context
    ) -> tuple[tuple[str, int], ...]:
        """The stops that a listing's tabs lead to, if it has any."""
        box = self.cascade.box(element)
        has_tabs = any(isinstance(inline, Run) and "\t" in inline.text for inline in content)
        if not box.preserve or not has_tabs:
            return ()
        step = box.tab_size * self.book.width(" ", self.cascade.characters(element))
        return tuple(("left", twips(context.left + n * step)) for n in range(1, _TAB_STOPS + 1))

    def rule(self, element: Element, context: Context) -> ParagraphFormat:
        """The format of a thematic break: an empty paragraph with a border."""
        box = self.cascade.box(element)
        border = box.border.top or box.border.bottom
        offset, width = boxes.placed(box, context.measure)
        left = context.left + offset
        format = ParagraphFormat(
            before=twips(context.edge("top", box).total),
            after=max(0, twips(context.edge("bottom", box).total) - HAIR.value),
            line=HAIR,
            top=boxes.rule(border) if border else None,
            keep_next=context.follow,
        )
        return _indented(format, left, context.frame - left - width, box.rtl)

    def page_break(self, context: Context) -> ParagraphFormat:
        """The format of an empty line that begins a page, so that the next block is at its top."""
        format = ParagraphFormat(line=HAIR, page_break=True, keep_next=True)
        return _indented(format, context.left, context.right, False)

    def spacer(self, rule: Rule | None, context: Context) -> ParagraphFormat:
        """The format of an empty line that shows a border which no paragraph can."""
        format = ParagraphFormat(line=HAIR, top=rule)
        return _indented(format, context.left, context.right, False)


def _indented(format: ParagraphFormat, left: float, right: float, rtl: bool) -> ParagraphFormat:
    """Word's left indent is on the side where lines begin, whichever that is (§17.3.1.12)."""
    start, end = (right, left) if rtl else (left, right)
    return replace(format, left=twips(start), right=twips(end), rtl=rtl)


def _alignment(box: BoxLook) -> str:
    """Word's left alignment is at that side too (§17.3.1.13)."""
    alignment = _ALIGNMENTS[box.align]
    if box.rtl and box.align in ("left", "right"):
        return "right" if box.align == "left" else "left"
    return alignment
