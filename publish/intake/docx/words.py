"""The words of a Word file by its stories, by a walk of its own: the import is measured by them.

It knows nothing of styles, lists or looks, and shares no code with the reader but names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from publish.intake.docx.markup import attribute, child, elements, name, within
from publish.intake.docx.package import Package
from publish.intake.docx.symbols import letter
from publish.intake.model import BODY, BOXES, COMMENTS, MARGINS, NOTES

_SPACES = frozenset({"w:tab", "w:ptab", "w:br", "w:cr"})
_NEW = frozenset({"w:ins", "w:moveTo"})
_OLD = frozenset({"w:del", "w:moveFrom"})


def words_of(package: Package, changes: str) -> Mapping[str, tuple[str, ...]]:
    """The texts of the paragraphs of each story. ``changes`` are accepted or rejected."""
    body = list(texts_of(package.body, changes))
    boxes = [text for box in _boxes(package.body) for text in texts_of(box, changes)]
    notes: list[str] = []
    for kind in ("footnotes", "endnotes"):
        for note in package.notes(kind).values():
            notes += texts_of(note, changes)
            notes += (text for box in _boxes(note) for text in texts_of(box, changes))
    comments = [t for c in package.notes("comments").values() for t in texts_of(c, changes)]
    return {
        BODY: tuple(body),
        BOXES: tuple(boxes),
        NOTES: tuple(notes),
        COMMENTS: tuple(comments),
        MARGINS: tuple(text for _, text in margins(package, changes)),
    }


def margins(package: Package, changes: str) -> Iterator[tuple[str, str]]:
    """The texts of headers and footers, each with its kind; page numbers are fields."""
    for kind in ("header", "footer"):
        for _, root in package.parts(kind):
            for text in texts_of(root, changes, boxes=True):
                yield kind, text


def texts_of(root: etree._Element, changes: str, *, boxes: bool = False) -> Iterator[str]:
    """The texts of the paragraphs in an element; with ``boxes``, those of text boxes too."""
    letters: list[str] = []
    _walk(root, _OLD if changes == "accept" else _NEW, letters, boxes)
    for text in "".join(letters).split("\n"):
        if text.strip():
            yield " ".join(text.split())


def _walk(element: etree._Element, gone: frozenset[str], letters: list[str], boxes: bool) -> None:
    for part in elements(element):
        kind = name(part)
        if kind in gone or kind in ("m:oMath", "mc:Fallback", "w:rPr", "w:pPr"):
            continue
        if kind == "w:txbxContent" and not boxes:
            continue
        if kind == "w:sdt" and _is_tick(part):
            continue
        if kind == "mc:AlternateContent":
            choice = child(part, "mc:Choice")
            _walk(choice if choice is not None else _fallback(part), gone, letters, boxes)
            continue
        if kind in ("w:t", "w:delText"):
            letters.append(part.text or "")
        elif kind in _SPACES:
            letters.append(" ")
        elif kind == "w:noBreakHyphen":
            letters.append("\u2011")
        elif kind == "w:sym":
            letters.append(letter(attribute(part, "w:font"), attribute(part, "w:char")))
        _walk(part, gone, letters, boxes)
        if kind == "w:p":
            letters.append("\n")


def _is_tick(control: etree._Element) -> bool:
    """Whether a control is a box to tick, whose sign is no word."""
    ticked = next(within(control, "w14:checkbox"), None) is not None
    return ticked and next(within(control, "w:p"), None) is None


def _fallback(element: etree._Element) -> etree._Element:
    found = child(element, "mc:Fallback")
    return found if found is not None else element


def _boxes(root: etree._Element) -> Iterator[etree._Element]:
    """The text boxes in an element, but not their fallbacks; those in boxes on their own."""
    for box in within(root, "w:txbxContent"):
        around = [e for e in box.iterancestors("*") if name(e) == "mc:Fallback"]
        if all(child(e.getparent(), "mc:Choice") is None for e in around):
            yield box
