"""Moves footnotes to their calls before layout.

In the markup, notes follow the text, as an ``aside`` in a ``p`` would close the
paragraph when HTML is parsed. In the parsed tree a note can be at its call, where
CSS floats it to the foot of the page (CSS GCPM 3 §2).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import ceil
from typing import Any
from xml.etree.ElementTree import Element

import weasyprint

from publish.cascade import Cascade
from publish.cascade.formula_text import shown_text
from publish.cascade.looks import PageLook
from publish.cascade.nodes import classes
from publish.cascade.on_paper import on_paper
from publish.page import Page
from publish.values import dataclass

REFERENCE, LABEL = "note-reference", "note-label"
"""Elements wrapped around calls and numbers, which select their tags."""
FOOTNOTE_CALL = "footnote-call"
"""WeasyPrint's pseudo-element at the call of a note."""
_LINES = frozenset({"p", "li", "pre", "td", "th", "dt", "dd"})
"""Elements that start a new line."""
_LETTER, _LEADING = 0.55, 1.4
"""Generous estimates of letter width and line height, as a share of the font size."""
_SHARE = 0.6
"""Largest share of a page for a note; more would leave no room for the text that calls it."""
_WIDE = 1000.0
"""Width in points at which columns are counted, wider than any page."""
_BLOCKS = frozenset(
    {"p", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "div", "section", "hr"}
    | {"table", "thead", "tbody", "tfoot", "tr", "td", "th"}
)
_BLANKS = re.compile(r"[ \t\n\r\f]+")
_WHOLES = frozenset({"article", "main", "body"})
"""Elements whose blocks the notes of columns follow."""
PLACE = "NotePlace"
"""Temporary tag of that place, until the note's tags move there."""


_SIDE = "side"
"""The class of notes that a theme may have in the margin."""
_NEAR = "near"
"""The class of notes that are after their block."""


@dataclass(frozen=True)
class Places:
    """Where the notes of a page are; without any of these, they follow the text."""

    foot: bool = False
    """At the foot of the page of their calls."""
    margin: bool = False
    """Side notes float beside their calls."""
    near: bool = False
    """In columns: after the block that calls them."""

    @property
    def rules(self) -> str:
        """Rules for notes that do not float, whatever the theme states."""
        if self.foot:
            return ""
        others = f":not(.{_SIDE})" if self.margin else ""
        return f'[role="doc-footnote"]{others} {{ float: none !important }}'


def places(page: Page) -> Places:
    """Where the notes of ``page`` are.

    The theme decides (``float: footnote``, and for side notes ``left`` or ``right``), with two
    exceptions: notes called in columns, which WeasyPrint lays out several times and then repeats
    notes; and notes longer than a page, which WeasyPrint never breaks.
    """
    if 'role="doc-footnote"' not in page.markup:
        return Places()
    cascade = on_paper(page)
    root = cascade.root
    notes = list(_with_role(root, "aside", "doc-footnote"))
    sides = [note for note in notes if _SIDE in classes(note)]
    others = [note for note in notes if note not in sides]
    margin = any(cascade.non_default(note, "float") in ("left", "right") for note in sides)
    foot = any(cascade.non_default(note, "float") == "footnote" for note in others or sides)
    parents = _parents(root)
    for call in _with_role(root, "a", "doc-noteref"):
        for element in _ancestors(call, parents):
            columns = cascade.box(element).columns
            if columns is not None and columns.fitting(_WIDE) > 1:
                return Places(near=foot or margin)
    sheet = cascade.page("right")
    if any(_is_too_long(note, cascade, sheet) for note in notes):
        return Places()
    return Places(foot or (margin and not others), margin)


def _is_too_long(note: Element, cascade: Cascade, page: PageLook) -> bool:
    """Estimate whether a note exceeds its share of a page."""
    height = 0.0
    for block in note.iter():
        if block.tag in _LINES:
            size = cascade.characters(block).size
            line = cascade.box(block).line_height or size * _LEADING
            letters = len(shown_text(block))
            height += line * (ceil(letters * size * _LETTER / page.measure) + 1)
    return height > page.depth * _SHARE


def prepare(html: weasyprint.HTML, where: Places) -> None:
    """Wrap calls and numbers; move the notes to the places ``where`` they are.

    CSS still sees the notes at their old place: at its call a note would inherit the
    italics of a quotation or the size of a caption.
    """
    root: Element = html.etree_element
    parents = _parents(root)
    calls = [
        (call, _wrap(call, parents[call], REFERENCE))
        for call in list(_with_role(root, "a", "doc-noteref"))
    ]
    for back in list(_with_role(root, "a", "doc-backlink")):
        if "way-back" not in classes(back):
            _wrap(back, parents[back], LABEL)
    if where == Places():
        return
    notes = {f"#{aside.get('id')}": aside for aside in _with_role(root, "aside", "doc-footnote")}
    beside = _paragraphs(calls, notes, _parents(root)) if where.margin else {}
    html.wrapper_element = _Styled(html.wrapper_element)
    parents = _parents(root)
    for call, reference in calls:
        target = call.get("href", "")
        if target not in notes or not (where.foot or where.near or target in beside):
            continue
        note = notes.pop(target)
        parents[note].remove(note)
        _collapse_white_space(note)
        if target in beside:
            _insert_before(note, beside[target], parents)
        elif where.near:
            _insert_after(note, reference, parents)
        else:
            _insert_note(note, reference, parents)
    for section in list(_with_role(root, "section", "doc-endnotes")):
        if not len(section):
            parents[section].remove(section)


def _paragraphs(
    calls: list[tuple[Element, Element]], notes: dict[str, Element], parents: dict[Element, Element]
) -> dict[str, Element]:
    """The paragraphs of the article beside which side notes float, by the targets of their calls.

    A place for the tags is left at each call. Side notes that lists or tables call are as others.
    """
    found: dict[str, Element] = {}
    for call, reference in calls:
        target = call.get("href", "")
        note = notes.get(target)
        if note is None or target in found or _SIDE not in classes(note):
            continue
        paragraph = next((e for e in _ancestors(reference, parents) if e.tag == "p"), None)
        if paragraph is None or parents[paragraph].tag != "article":
            note.attrib.pop("class")
            continue
        found[target] = paragraph
        _insert_note(Element(PLACE), reference, parents)
    return found


def _insert_before(note: Element, paragraph: Element, parents: dict[Element, Element]) -> None:
    """Insert a note before the paragraph beside which it floats.

    WeasyPrint loses floats of lines that move to the next page.
    """
    parent = parents[paragraph]
    note.tail = None
    parent.insert(list(parent).index(paragraph), note)
    parents[note] = parent


def _insert_after(note: Element, reference: Element, parents: dict[Element, Element]) -> None:
    """Insert a note after the block of the article that calls it, and after its earlier notes."""
    block = reference
    while parents[block].tag not in _WHOLES:
        block = parents[block]
    parent = parents[block]
    at = list(parent).index(block) + 1
    while at < len(parent) and (
        parent[at].get("role") == "doc-footnote" or "table-source" in classes(parent[at])
    ):
        at += 1
    note.tail = None
    note.set("class", _NEAR)
    parent.insert(at, note)
    parents[note] = parent


class _Styled:
    """The tree for CSS, in its original order."""

    def __init__(self, wrapper: Any) -> None:
        self._elements = list(wrapper.iter_subtree())

    def iter_subtree(self) -> Iterator[Any]:
        return iter(self._elements)

    def query_all(self, *_: str) -> Iterator[Any]:
        """Return stylesheets in the markup: a Page has none."""
        return iter(())


def _insert_note(note: Element, reference: Element, parents: dict[Element, Element]) -> None:
    """Insert a note after its call; for a call in a table head, in the first cell below.

    The head repeats on every page; the note must not.
    """
    head = next((e for e in _ancestors(reference, parents) if e.tag == "thead"), None)
    if head is not None:
        cell = next(
            (c for c in parents[head].iter("td") if head not in _ancestors(c, parents)), None
        )
        if cell is not None:
            # After earlier notes of the head, before the cell's content.
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


def _with_role(root: Element, tag: str, role: str) -> Iterator[Element]:
    return (element for element in root.iter(tag) if element.get("role") == role)


def _collapse_white_space(element: Element) -> None:
    """Collapse white space (CSS Text 3 §4.1.1), which WeasyPrint omits in footnotes."""
    if element.tag == "pre":
        return
    element.text = _BLANKS.sub(" ", element.text or "")
    for child in element:
        _collapse_white_space(child)
        child.tail = _BLANKS.sub(" ", child.tail or "")
    if any(child.tag in _BLOCKS for child in element):
        element.text = element.text.lstrip(" ")
        for child in element:
            if child.tag in _BLOCKS:
                child.tail = (child.tail or "").lstrip(" ")
    elif element.tag in _BLOCKS and not len(element):
        element.text = element.text.strip(" ")


def _wrap(element: Element, parent: Element, name: str) -> Element:
    """Wrap ``element`` in a new element, which takes its place and tail."""
    at = list(parent).index(element)
    wrapper = Element(name)
    wrapper.tail, element.tail = element.tail, None
    parent.remove(element)
    parent.insert(at, wrapper)
    wrapper.append(element)
    return wrapper


def _ancestors(element: Element, parents: dict[Element, Element]) -> Iterator[Element]:
    """Yield the ancestors of ``element``, the nearest first."""
    while element in parents:
        element = parents[element]
        yield element


def _parents(root: Element) -> dict[Element, Element]:
    return {child: parent for parent in root.iter() for child in parent}
