"""Footnotes: each moved to its call before layout, and its tags to the call's after it.

A note stands at the end of the markup, since an ``aside`` in a ``p`` would close
the paragraph when HTML is parsed. In the parsed tree it can stand at its call,
where CSS floats it to the foot of the page (CSS GCPM 3 §2). WeasyPrint tags what
is at a page's foot behind all else of the page; a screen reader is to meet a note
where it is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from publish.composing.page import Page
from publish.formats.pdf.tree import elements, kids

REFERENCE, LABEL = "note-reference", "note-label"
"""Elements put around calls and numbers, so that tags can be chosen for them."""
FOOTNOTE_CALL = "footnote-call"
"""WeasyPrint's pseudo-element at the place where a note was taken from the text."""
_BLANKS = re.compile(r"[ \t\n\r\f]+")
PLACE = "NotePlace"
"""The tag of that place, until the note has come home."""


def float_at_calls(page: Page) -> bool:
    """Whether the theme's sheets float notes to the foot of the page; else they stay at the end."""
    if 'role="doc-footnote"' not in page.markup:
        return False
    from publish.composing.cascade import Cascade, parse

    root = parse(page.markup)
    cascade = Cascade(root, (page.look.style, page.look.pdf))
    return any(
        cascade.stated(aside, "float") == "footnote"
        for aside in root.iter("aside")
        if aside.get("role") == "doc-footnote"
    )


def prepare(root: Element, floating: bool) -> None:
    """Name calls and numbers in WeasyPrint's tree; if notes are ``floating``, move them there."""
    parents = {child: parent for parent in root.iter() for child in parent}
    notes = {f"#{aside.get('id')}": aside for aside in _of(root, "aside", "doc-footnote")}
    for note in notes.values():
        _fold(note)
    for back in list(_of(root, "a", "doc-backlink")):
        _wrap(back, parents[back], LABEL)
    for call in list(_of(root, "a", "doc-noteref")):
        parent = parents[call]
        reference = _wrap(call, parent, REFERENCE)
        target = call.get("href", "")
        if not floating or target not in notes:
            continue
        note = notes.pop(target)
        parents[note].remove(note)
        head = _around(call, parents, "thead")
        if head is not None:
            # The head is said again on every page; the note must not be.
            cell = next((c for b in parents[head].iter("tbody") for c in b.iter("td")), None)
            if cell is not None:
                note.tail, cell.text = cell.text, None
                cell.insert(0, note)
                continue
        note.tail, reference.tail = reference.tail, None
        parent.insert(list(parent).index(reference) + 1, note)
    for section in list(_of(root, "section", "doc-endnotes")):
        if not len(section):
            parents[section].remove(section)


def bring_home(pdf: pikepdf.Pdf) -> None:
    """Put every Note behind its Reference, the parts of one in one, its number first.

    ISO 32000-1 §14.8.4.4.1 has a note as a child of what refers to it;
    ISO 14289-1 7.9 wants an id of its own for each.
    """
    tree = pdf.Root.StructTreeRoot
    everything = list(elements(tree))
    places = [element for element, _ in everything if str(element.S) == f"/{PLACE}"]
    notes: list[Dictionary] = []
    for note in (e for e, _ in everything if e.S == Name.Note):
        if notes and not _is_numbered(note):
            _join(notes[-1], note)
        else:
            notes.append(note)
    for number, note in enumerate(notes, 1):
        note.ID = String(f"note-{number}")
        _number_first(note)
        for kid in kids(note):
            # The box of WeasyPrint's own marker, which says nothing.
            if kid.S == Name.NonStruct and not len(kid.K):
                _detach(kid)
    for place, note in zip(places, notes, strict=bool(places)):
        _detach(note)
        parent = place.P
        note.P = parent
        at = _index(parent, place)
        parent.K[at] = note


def _number_first(note: Dictionary) -> None:
    """The number is the note's, not its first paragraph's."""
    label = next((e for e, _ in elements(note) if e.S == Name.Lbl), None)
    if label is not None:
        _detach(label)
        label.P = note
        note.K.insert(0, label)


def _is_numbered(note: Dictionary) -> bool:
    """Does a note begin here: is there a number that leads back to its call?"""
    return any(
        label.S == Name.Lbl and any(kid.S == Name.Link for kid in kids(label))
        for label, _ in elements(note)
    )


def _join(note: Dictionary, rest: Dictionary) -> None:
    """The part of a note that had to go on to the next page becomes part of the note."""
    for kid in kids(rest):
        kid.P = note
        note.K.append(kid)
    _detach(rest)


def _detach(element: pikepdf.Object) -> None:
    parent = element.P
    del parent.K[_index(parent, element)]
    if parent.S == Name.NonStruct and not len(parent.K):
        _detach(parent)


def _index(parent: pikepdf.Object, element: pikepdf.Object) -> int:
    if not isinstance(parent.K, Array):
        parent.K = Array([parent.K])
    return next(
        n
        for n, kid in enumerate(parent.K)
        if isinstance(kid, Dictionary) and kid.objgen == element.objgen
    )


def _of(root: Element, tag: str, role: str) -> Iterator[Element]:
    return (element for element in root.iter(tag) if element.get("role") == role)


def _fold(element: Element) -> None:
    """White space as CSS folds it (CSS Text 3 §4.1.1): WeasyPrint forgets it in footnotes."""
    if element.tag == "pre":
        return
    element.text = _BLANKS.sub(" ", element.text or "")
    for child in element:
        _fold(child)
        child.tail = _BLANKS.sub(" ", child.tail or "")


def _wrap(element: Element, parent: Element, name: str) -> Element:
    """``element`` in a new one that takes its place, and the text behind it."""
    at = list(parent).index(element)
    wrapper = Element(name)
    wrapper.tail, element.tail = element.tail, None
    parent.remove(element)
    parent.insert(at, wrapper)
    wrapper.append(element)
    return wrapper


def _around(element: Element, parents: dict[Element, Element], tag: str) -> Element | None:
    """The nearest element of that name around ``element``."""
    while element in parents:
        element = parents[element]
        if element.tag == tag:
            return element
    return None
