"""Initial letters: drop caps, and larger letters in the line.

Word's drop cap is a paragraph of its own in a frame, anchored to the next paragraph
(ISO 29500-1 §17.3.1.11). The letter's format is a character style, since LibreOffice
takes it from nowhere else. Its position is the paragraph style's: LibreOffice, which
places drop caps by itself, ignores it there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.looks import BoxLook, CharacterLook, Initial
from publish.cascade.nodes import Node
from publish.formats.docx.model import boxes, roles
from publish.formats.docx.model.blocks import Frame, Paragraph
from publish.formats.docx.model.formatting import Line, ParagraphFormat, twips
from publish.formats.docx.model.inlines import Inline, Run
from publish.formats.docx.styles.fonts import FontBook
from publish.values import dataclass

_LETTER = re.compile(r"[^\w\s]*\w[^\w\s]*")
"""A letter and the punctuation around it (CSS Pseudo-Elements 4 §2.2)."""
_MOST = 10
"""Lines that a drop cap may take (§17.3.1.11)."""
_CAPITALS = 0.66
"""The height of capitals, as a share of the size of the type."""
_ASCENT = 0.8
"""The share of a line of exact height above its baseline."""


@dataclass(frozen=True)
class Opening:
    """The first letters of a paragraph, and the look that CSS gives them."""

    letters: str
    initial: Initial
    name: str
    marks: str = ""
    """Quotation marks before it, which keep the size of the text."""


class Initials:
    """Finds and makes initial letters."""

    def __init__(self, cascade: Cascade, book: FontBook) -> None:
        self.cascade = cascade
        self.book = book

    def opened(self, element: Element, nodes: Sequence[Node], paragraph: Paragraph) -> Paragraph:
        """The paragraph with its initial letter as CSS has it; itself if it has none.

        ``nodes`` are the children of ``element`` in this paragraph. Only running text
        gets a drop cap, not a box or a list item.
        """
        opening = self._opening(element, nodes, paragraph.content)
        if opening is None:
            return paragraph
        marks = paragraph.content[:1] if opening.marks else ()
        first, *others = paragraph.content[len(marks) :]
        assert isinstance(first, Run)
        look = self.cascade.characters(element)
        font = self.book.format(opening.initial.characters, look)
        letters = replace(first, text=opening.letters, font=font, names=(opening.name,))
        rest = replace(first, text=first.text[len(opening.letters) :])
        content = (*((rest,) if rest.text else ()), *others)
        if not opening.initial.box.floating:
            return replace(paragraph, content=(letters, *content))
        cap = (*marks, letters)
        drop_cap = self._drop_cap(element, cap, opening.initial, paragraph) if content else None
        # Without a drop cap the letter stays as it is: so large a one would tear the lines apart.
        return replace(paragraph, content=content, drop_cap=drop_cap) if drop_cap else paragraph

    def _opening(
        self, element: Element, nodes: Sequence[Node], content: Sequence[Inline]
    ) -> Opening | None:
        first = content[0] if content else None
        if not isinstance(first, Run) or first.rtl:
            return None
        node, after = (*(n for n in nodes if isinstance(n, Element) or n.strip()), None, None)[:2]
        if isinstance(node, Element) and self.cascade.box(node).floating:
            marks, follows = "".join(node.itertext()), content[1] if len(content) > 1 else None
            if any(map(str.isalnum, marks)) or first.text != marks:
                return self._floating(node, first)
            if not isinstance(after, Element) or not isinstance(follows, Run):
                return None
            opening = self._floating(after, follows) if self.cascade.box(after).floating else None
            return replace(opening, marks=marks) if opening else None
        initial = self.cascade.initial(element)
        at_start = first.text and node is not None and _is_first(node, element)
        found = _LETTER.match(first.text) if initial and at_start else None
        return Opening(found[0], initial, "Initial") if initial and found else None

    def _floating(self, element: Element, run: Run) -> Opening | None:
        floating = Initial(self.cascade.characters(element), self.cascade.box(element))
        letters = " ".join("".join(element.itertext()).split())
        name = roles.character_style(element) or "Initial"
        return Opening(letters, floating, name) if run.text == letters else None

    def _drop_cap(
        self, element: Element, letters: Sequence[Inline], initial: Initial, paragraph: Paragraph
    ) -> Paragraph | None:
        box, format = self.cascade.box(element), paragraph.format
        is_plain = paragraph.item is None and paragraph.group is None and not box.rtl
        height = self._line_height(box, self.cascade.characters(element))
        lines = round(self._outer_height(initial) / height)
        if not is_plain or not 2 <= lines <= _MOST:
            return None
        room = lines * height
        lift = round(2 * (_ASCENT * room - self._baseline(initial)))
        cap = ParagraphFormat(
            left=format.left,
            right=format.right,
            before=format.before,
            line=Line("exact", twips(room)),
            keep_next=True,
            page_break=format.page_break,
        )
        gap = twips(boxes.length(initial.box.margin.right, 0.0) + initial.box.padding.right.of(0.0))
        return replace(
            paragraph,
            role=f"{paragraph.role} Drop Cap",
            format=cap,
            font=replace(paragraph.font, lift=lift),
            content=tuple(self._lifted(run, lift, initial) for run in letters),
            bookmarks=(),
            frame=Frame(lines, gap),
        )

    def _lifted(self, run: Inline, lift: int, initial: Initial) -> Inline:
        """A run of the drop cap at its height; marks before the letter are at its top."""
        if not isinstance(run, Run):
            return run
        higher = max(0.0, initial.characters.size - run.font.size / 2) * _CAPITALS
        return replace(run, font=replace(run.font, lift=lift + round(2 * higher)))

    def _line_height(self, box: BoxLook, look: CharacterLook) -> float:
        return max(1.0, box.line_height or look.size * (self.book.face(look).line or 1.2))

    def _space_above(self, initial: Initial) -> float:
        return boxes.length(initial.box.margin.top, 0.0) + initial.box.padding.top.of(0.0)

    def _outer_height(self, initial: Initial) -> float:
        below = initial.box.padding.bottom.of(0.0) + boxes.length(initial.box.margin.bottom, 0.0)
        return (
            self._space_above(initial) + self._line_height(initial.box, initial.characters) + below
        )

    def _baseline(self, initial: Initial) -> float:
        """Points from the top of the text to the letter's baseline (CSS Inline 3 §5.2)."""
        face, size = self.book.face(initial.characters), initial.characters.size
        natural = (face.line or 1.2) * size
        leading = self._line_height(initial.box, initial.characters) - natural
        return self._space_above(initial) + leading / 2 + natural - face.descent * size


def _is_first(node: Node, element: Element) -> bool:
    """Does the paragraph begin where its element does?"""
    if isinstance(node, Element):
        return node is next(iter(element), None) and not (element.text or "").strip()
    return node is element.text
