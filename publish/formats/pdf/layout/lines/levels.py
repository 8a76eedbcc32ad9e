"""Gives every text of a paragraph its bidirectional levels, before the lines are broken.

UAX #9 resolves levels over a whole paragraph, with an isolate for each element that has a direction
of its own (CSS Writing Modes 3, 2.4; HTML, 15.3.5); WeasyPrint 70 lets Pango resolve them in each
text by itself. The texts keep their levels while WeasyPrint breaks them into lines, and nothing is
split here, so lines break where they did.
"""

from __future__ import annotations

from dataclasses import field
from typing import Any

from weasyprint.formatting_structure import boxes

from publish.languages.bidi import ISOLATES, PDI, levels_between_breaks, may_run_left
from publish.values import dataclass

_LEVELS, _START, _TURNS = "publish_levels", "publish_start", "publish_turns"
_HIDDEN = "publish_hidden_direction"
_OBJECT, _SEPARATOR, _NOTHING = "\ufffc", "\t", "\u200b"


def is_parent(box: Any) -> bool:
    """Whether a box of a line holds others that are put in order one by one."""
    return isinstance(box, (boxes.LineBox, boxes.InlineBox)) and not box.is_leader


def turns(linebox: Any) -> bool:
    """Whether anything in a paragraph runs against its direction."""
    return bool(getattr(linebox, _TURNS, False))


def is_known(linebox: Any) -> bool:
    """Whether a paragraph's texts have their levels already."""
    return _TURNS in vars(linebox)


def resolve(linebox: Any) -> None:
    """Give the texts in a whole paragraph their levels."""
    paragraph = _Paragraph()
    leftward = linebox.style["direction"] == "rtl"
    paragraph.add(linebox, linebox.style["direction"])
    found: list[int] = []
    if leftward or paragraph.isolates or may_run_left(paragraph.text):
        found = levels_between_breaks(paragraph.text, leftward=leftward)
    setattr(linebox, _TURNS, paragraph.isolates or any(n % 2 != leftward for n in found))
    at = 0
    for box, text in paragraph.pieces:
        if box is not None:
            setattr(box, _LEVELS, found[at : at + len(text)])
        at += len(text)


def keep_start(part: Any, box: Any, skip: int | None) -> None:
    """Remember where in ``box`` the text of ``part`` starts, after ``skip`` bytes."""
    before = len(box.text.encode()[:skip].decode()) if skip else 0
    setattr(part, _START, getattr(box, _START, 0) + before)


def hide_direction(box: Any) -> None:
    """Note that the glyphs of a text do not show in which direction they are read."""
    setattr(box, _HIDDEN, True)


def has_hidden_direction(box: Any) -> bool:
    """Whether a text between words that run the other way must say how it is read."""
    return bool(getattr(box, _HIDDEN, False))


def levels_of(box: Any) -> list[int]:
    """The levels of a text on its line, character by character; of other boxes, one or none.

    A hyphen that the break adds has the level of the letter before it.
    """
    known: list[int] = getattr(box, _LEVELS, [])
    if not known or not isinstance(box, boxes.TextBox):
        return known[:1]
    start = min(getattr(box, _START, 0), len(known) - 1)
    found = known[start : start + len(box.text)]
    return found + found[-1:] * (len(box.text) - len(found))


@dataclass
class _Paragraph:
    """The text of a paragraph, with isolates, and the boxes that it comes from."""

    pieces: list[tuple[Any, str]] = field(default_factory=list)
    isolates: bool = False
    """Whether any element has a direction of its own."""

    @property
    def text(self) -> str:
        return "".join(text for _, text in self.pieces)

    def add(self, parent: Any, direction: str) -> None:
        """Add the content of a box; ``direction`` is its own."""
        for child in parent.children:
            if not child.is_in_normal_flow():
                continue
            if isinstance(child, boxes.TextBox):
                self.pieces.append((child, child.text))
            elif not is_parent(child):
                is_leader = isinstance(child, boxes.InlineBox)
                self.pieces.append((child, _SEPARATOR if is_leader else _OBJECT))
            elif not child.children:
                self.pieces.append((child, _NOTHING))
            elif own := _isolated(child, direction):
                self.isolates = True
                self.pieces.append((child, ISOLATES[own]))
                self.add(child, child.style["direction"])
                self.pieces.append((None, PDI))
            else:
                self.add(child, direction)


def _isolated(box: Any, around: str) -> str:
    """The direction of an element that has one of its own, or nothing."""
    if box.style["direction"] != around:
        return str(box.style["direction"])
    element = box.element
    if element is None or box.element_tag != element.tag:
        return ""  # generated content
    direction = (element.get("dir") or ("auto" if element.tag == "bdi" else "")).lower()
    return direction if direction in ISOLATES else ""
