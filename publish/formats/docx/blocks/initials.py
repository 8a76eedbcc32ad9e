"""First letters that are set otherwise: drop caps, and larger letters in the line.

Word's drop cap is a paragraph of its own in a frame, anchored to the one that
follows it (ISO 29500-1 §17.3.1.11). The letter's look is a character style, since
LibreOffice takes it from nowhere else; how far it is lowered is the paragraph
style's, since there LibreOffice leaves it, which fits drop caps by itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from publish.cascade import Cascade
from publish.cascade.looks import BoxLook, CharacterLook, Initial
from publish.formats.docx.blocks.inlines import Node
from publish.formats.docx.model import boxes, roles
from publish.formats.docx.model.blocks import Frame, Inline, Paragraph, Run
from publish.formats.docx.model.formatting import Line, ParagraphFormat, twips
from publish.formats.docx.styles.fonts import FontBook

_LETTER = re.compile(r"[^\w\s]*\w[^\w\s]*")
"""A letter and the punctuation around it (CSS Pseudo-Elements 4 §2.2)."""
_MOST = 10
"""Lines that a drop cap may take (§17.3.1.11)."""
_ABOVE = 0.8
"""The share of a line of exact height that lies above its baseline."""


@dataclass(frozen=True)
class Opening:
    """How a paragraph begins: ``letters`` of it look otherwise than the rest."""

    letters: str
    initial: Initial
    name: str


class Initials:
    """Finds and makes first letters."""

    def __init__(self, cascade: Cascade, book: FontBook) -> None:
        self.cascade = cascade
        self.book = book

    def opened(self, element: Element, nodes: Sequence[Node], paragraph: Paragraph) -> Paragraph:
        """The paragraph, its first letter set as the style sheet has it.

        ``nodes`` are what ``element`` has in this paragraph. A letter is only
        dropped in running text: not in a box or an item of a list.
        """
        opening = self._opening(element, nodes, paragraph.content)
        if opening is None:
            return paragraph
        first, *others = paragraph.content
        assert isinstance(first, Run)
        look = self.cascade.characters(element)
        font = self.book.format(opening.initial.characters, look)
        letters = replace(first, text=opening.letters, font=font, names=(opening.name,))
        rest = replace(first, text=first.text[len(opening.letters) :])
        content = (*((rest,) if rest.text else ()), *others)
        if not opening.initial.box.floating:
            return replace(paragraph, content=(letters, *content))
        cap = self._cap(element, letters, opening.initial, paragraph) if content else None
        # What cannot drop stays as it is: a letter so large would tear the lines apart.
        return replace(paragraph, content=content, cap=cap) if cap else paragraph

    def _opening(
        self, element: Element, nodes: Sequence[Node], content: Sequence[Inline]
    ) -> Opening | None:
        first = content[0] if content else None
        if not isinstance(first, Run) or first.rtl:
            return None
        node = next((n for n in nodes if isinstance(n, Element) or n.strip()), None)
        if isinstance(node, Element) and self.cascade.box(node).floating:
            initial = Initial(self.cascade.characters(node), self.cascade.box(node))
            letters = " ".join("".join(node.itertext()).split())
            name = roles.phrase(node) or "Initial"
            return Opening(letters, initial, name) if first.text == letters else None
        own = self.cascade.initial(element)
        whole = first.text and node is not None and _is_first(node, element)
        found = _LETTER.match(first.text) if own and whole else None
        return Opening(found[0], own, "Initial") if own and found else None

    def _cap(
        self, element: Element, letters: Run, initial: Initial, paragraph: Paragraph
    ) -> Paragraph | None:
        box, format = self.cascade.box(element), paragraph.format
        bare = paragraph.item is None and paragraph.group is None and not box.rtl
        height = self._height(box, self.cascade.characters(element))
        lines = round(self._outer(initial) / height)
        if not bare or not 2 <= lines <= _MOST:
            return None
        room = lines * height
        lift = round(2 * (_ABOVE * room - self._baseline(initial)))
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
            content=(replace(letters, font=replace(letters.font, lift=lift)),),
            marks=(),
            frame=Frame(lines, gap),
        )

    def _height(self, box: BoxLook, look: CharacterLook) -> float:
        return max(1.0, box.line_height or look.size * (self.book.face(look).line or 1.2))

    def _above(self, initial: Initial) -> float:
        return boxes.length(initial.box.margin.top, 0.0) + initial.box.padding.top.of(0.0)

    def _outer(self, initial: Initial) -> float:
        below = initial.box.padding.bottom.of(0.0) + boxes.length(initial.box.margin.bottom, 0.0)
        return self._above(initial) + self._height(initial.box, initial.characters) + below

    def _baseline(self, initial: Initial) -> float:
        """Points from the top of the text to the letter's baseline (CSS Inline 3 §5.2)."""
        face, size = self.book.face(initial.characters), initial.characters.size
        natural = (face.line or 1.2) * size
        leading = self._height(initial.box, initial.characters) - natural
        return self._above(initial) + leading / 2 + natural - face.descent * size


def _is_first(node: Node, element: Element) -> bool:
    """Does the paragraph begin where its element does?"""
    if isinstance(node, Element):
        return node is next(iter(element), None) and not (element.text or "").strip()
    return node is element.text
