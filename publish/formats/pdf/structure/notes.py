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
from math import ceil
from typing import Any
from xml.etree.ElementTree import Element

import pikepdf
import weasyprint
from pikepdf import Array, Dictionary, Name, String

from publish.cascade import Cascade, parse
from publish.cascade.latex_text import shown
from publish.errors import EnvironmentFault, Problem
from publish.formats.pdf.structure.tree import elements, kids
from publish.page import Page

REFERENCE, LABEL = "note-reference", "note-label"
"""Elements put around calls and numbers, so that tags can be chosen for them."""
FOOTNOTE_CALL = "footnote-call"
"""WeasyPrint's pseudo-element at the place where a note was taken from the text."""
_LINES = frozenset({"p", "li", "pre", "td", "th", "dt", "dd"})
"""What begins a line of its own."""
_LETTER, _LEADING = 0.55, 1.4
"""The width of a letter and the height of a line, by the size of the type; rather too large."""
_SHARE = 0.6
"""Of the height of a page: more would leave no room for the text that calls the note."""
_WIDE = 1000.0
"""Points: more than any page is wide, so that columns are counted however they are asked for."""
_BLOCKS = frozenset(
    {"p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "div", "section", "hr"}
    | {"table", "thead", "tbody", "tfoot", "tr", "td", "th"}
)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
PLACE = "NotePlace"
"""The tag of that place, until the note has come home."""


IN_PLACE = '[role="doc-footnote"] { float: none !important }'
"""The rule for pages whose notes do not float, whatever the theme says."""


def float_at_calls(page: Page) -> bool:
    """Whether notes float to the foot of the page; else they stay at the end of the text.

    The theme's sheets say so, unless a note is called in columns, which WeasyPrint lays
    out several times, with the notes of a try that failed too; or is so long that no
    page holds it, since WeasyPrint never breaks one.
    """
    if 'role="doc-footnote"' not in page.markup:
        return False
    root = parse(page.markup)
    cascade = Cascade(root, (page.look.style, page.look.paper))
    parents = _parents(root)
    for call in _of(root, "a", "doc-noteref"):
        for element in _around(call, parents):
            columns = cascade.box(element).columns
            if columns is not None and columns.fitting(_WIDE) > 1:
                return False
    notes = list(_of(root, "aside", "doc-footnote"))
    if any(_is_long(note, cascade) for note in notes):
        return False
    return any(cascade.stated(note, "float") == "footnote" for note in notes)


def _is_long(note: Element, cascade: Cascade) -> bool:
    """Does a note take, by a careful guess, more of a page than can be kept for it?"""
    page = cascade.page("right")
    height = 0.0
    for block in note.iter():
        if block.tag in _LINES:
            size = cascade.characters(block).size
            line = cascade.box(block).line_height or size * _LEADING
            letters = len(shown(block))
            height += line * (ceil(letters * size * _LETTER / page.measure) + 1)
    return height > page.depth * _SHARE


def prepare(html: weasyprint.HTML, floating: bool) -> None:
    """Name calls and numbers in the tree; if notes are ``floating``, move them to their calls.

    They look as they do where they stand in the markup: at its call a note would
    take on the slant of a quotation, and the size of a caption.
    """
    root: Element = html.etree_element
    parents = _parents(root)
    calls = [
        (call, _wrap(call, parents[call], REFERENCE))
        for call in list(_of(root, "a", "doc-noteref"))
    ]
    for back in list(_of(root, "a", "doc-backlink")):
        if "way-back" not in (back.get("class") or "").split():
            _wrap(back, parents[back], LABEL)
    if not floating:
        return
    html.wrapper_element = _Styled(html.wrapper_element)
    parents = _parents(root)
    notes = {f"#{aside.get('id')}": aside for aside in _of(root, "aside", "doc-footnote")}
    for call, reference in calls:
        target = call.get("href", "")
        if target in notes:
            note = notes.pop(target)
            parents[note].remove(note)
            _fold(note)
            _place(note, reference, parents)
    for section in list(_of(root, "section", "doc-endnotes")):
        if not len(section):
            parents[section].remove(section)


class _Styled:
    """The tree as CSS sees it: as it was, while its elements are moved for layout."""

    def __init__(self, wrapper: Any) -> None:
        self._elements = list(wrapper.iter_subtree())

    def iter_subtree(self) -> Iterator[Any]:
        return iter(self._elements)

    def query_all(self, *_: str) -> Iterator[Any]:
        """Style sheets in the markup: a Page has none."""
        return iter(())


def _place(note: Element, reference: Element, parents: dict[Element, Element]) -> None:
    """Put a note behind the call; for one in the head of a table, into the first cell below.

    That head is said again on every page; the note must not be.
    """
    head = next((e for e in _around(reference, parents) if e.tag == "thead"), None)
    if head is not None:
        cell = next((c for c in parents[head].iter("td") if head not in _around(c, parents)), None)
        if cell is not None:
            # Behind those of the head that are there already, before all that the cell says.
            before = [child for child in cell if child.tag == "aside"]
            if before:
                note.tail, before[-1].tail = before[-1].tail, None
            else:
                note.tail, cell.text = cell.text, None
            cell.insert(len(before), note)
            return
    parent = parents[reference]
    note.tail, reference.tail = reference.tail, None
    parent.insert(list(parent).index(reference) + 1, note)


def bring_home(pdf: pikepdf.Pdf) -> None:
    """Put every Note behind its Reference, the parts of one in one, its number first.

    ISO 32000-1 §14.8.4.4.1 has a note as a child of what refers to it;
    ISO 14289-1 7.9 wants an id of its own for each.
    """
    tree = pdf.Root.StructTreeRoot
    everything = list(elements(tree))
    places = [element for element, _ in everything if str(element.S) == f"/{PLACE}"]
    notes: list[Dictionary] = []
    for note in (e for e, around in everything if e.S == Name.Note and Name.Note not in around):
        if notes and not _is_numbered(note):
            _join(notes[-1], note)
        else:
            notes.append(note)
    for element in (e for e, _ in everything if e.S in (Name.Reference, Name.Lbl)):
        for annotation, number in _links(element):
            # ISO 14289-1 7.18.5: what a link says of itself; WeasyPrint gives its bare target.
            annotation.Contents = String(number)
    for note in notes:
        note.ID = String(f"note-{_number(note)}")
        _number_first(note)
        for part, _ in reversed(list(elements(note))):
            # The boxes of WeasyPrint's own marker say nothing.
            if part.S in (Name.Note, Name.NonStruct) and not len(part.K):
                _detach(part)
            elif part.S == Name.Note:
                part.S = Name.NonStruct
    if places and len(places) != len(notes):
        message = f"{len(notes)} notes cannot be told apart by {len(places)} calls in the PDF"
        fix = "pip install -c constraints.txt weasyprint  # another version lays out as ours did"
        raise EnvironmentFault(Problem("pdf-notes", message, fix))
    # Places stand in the order of the text; at the foot of a page WeasyPrint may change it.
    notes.sort(key=_number)
    for place, note in zip(places, notes, strict=False):
        _detach(note)
        parent = place.P
        note.P = parent
        at = _index(parent, place)
        parent.K[at] = note


def _number(note: Dictionary) -> int:
    """The number of a note, from the link that leads back from it: to ``fnref-N``."""
    labels = (element for element, _ in elements(note) if element.S == Name.Lbl)
    return next((int(number) for label in labels for _, number in _links(label)), 0)


def _links(element: Dictionary) -> Iterator[tuple[Any, str]]:
    """The link annotations of a Reference or a number, and what number they show."""
    for link in kids(element):
        for kid in link.K if isinstance(link.K, Array) else ():
            if isinstance(kid, Dictionary) and kid.get("/Type") == Name.OBJR:
                target = str(kid.Obj.get("/Dest", ""))
                if target.startswith(("fn-", "fnref-")):
                    yield kid.Obj, target.split("-")[1]


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
    parent: Any = element.P
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
    if any(child.tag in _BLOCKS for child in element):
        element.text = element.text.lstrip(" ")
        for child in element:
            if child.tag in _BLOCKS:
                child.tail = (child.tail or "").lstrip(" ")
    elif element.tag in _BLOCKS and not len(element):
        element.text = element.text.strip(" ")


def _wrap(element: Element, parent: Element, name: str) -> Element:
    """``element`` in a new one that takes its place, and the text behind it."""
    at = list(parent).index(element)
    wrapper = Element(name)
    wrapper.tail, element.tail = element.tail, None
    parent.remove(element)
    parent.insert(at, wrapper)
    wrapper.append(element)
    return wrapper


def _around(element: Element, parents: dict[Element, Element]) -> Iterator[Element]:
    """Every element around ``element``, the nearest first."""
    while element in parents:
        element = parents[element]
        yield element


def _parents(root: Element) -> dict[Element, Element]:
    return {child: parent for parent in root.iter() for child in parent}
