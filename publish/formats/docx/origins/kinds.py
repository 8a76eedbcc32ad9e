"""The kind of every block: ``paragraph``, ``caption of ships.svg``, ``table r3c2``.

A block is generated where no single place in the source says it: the byline, lists of credits,
the colophon, contents.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from xml.etree.ElementTree import Element

from publish.cascade.nodes import Node, classes
from publish.cascade.table_cells import placed
from publish.formats.docx.model import roles
from publish.formats.docx.xml.mathml import MATH
from publish.values import dataclass

PREFIX = "_p"
"""How the names of the bookmarks begin; Word hides those that begin with a line (§17.13.6.2)."""
_DIGITS = 12
_HEAD = "title block"
"""The frame of title and byline: generated, but for the texts in it that an author writes."""
_KINDS = {
    **{name: name for name in ("title", "subtitle", "standfirst", "category", "attribution")},
    "key-points": "key point",
    "abstract": "abstract",
    "corrections": "correction",
    "correction-notice": "correction",
    "updates": "update",
    "update-notice": "update",
    "acknowledgements": "acknowledgements",
    "funding": "funding",
    "competing-interests": "competing interests",
    "data-availability": "data availability",
    "note-title": "title of box",
    "pullquote": "pull quote",
    "equation": "equation",
    "lines": "line",
    "figure-value": "figure",
    "figure-source": "source of figure",
    "addressee": "addressee",
    "table-source": "source of table",
    "chart-data": "data of chart",
    "code": "line of listing",
}
"""The kinds of texts that an author writes, by their classes."""
_GENERATED = {
    **{name: name for name in ("brand", "draft", "embargo", "retracted", "byline", "dateline")},
    **{name: name for name in ("affiliation", "correspondence", "disclosure", "contributions")},
    "credit": "credit",
    "author-notes": "notes on authors",
    "contributor-roles": "roles of authors",
    "versions": "version",
    "references": "references",
    "credits": "credits",
    "colophon": "colophon",
    "chart-link": "link to data",
    "license-of-pictures": "credits",
    "withheld": "placeholder",
}
"""The kinds of texts that composing makes, by their classes."""
_TAGS = {
    "blockquote": "quotation",
    "dt": "term",
    "dd": "definition",
    "h1": "title",
    "li": "list item",
}
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_MARKS = frozenset(
    {"em", "strong", "b", "i", "u", "code", "kbd", "samp", "s", "del", "ins", "sub", "sup", "small"}
    | {"mark", "cite", "abbr", "bdi", "time", "wbr", "br", "span"}
)
"""Inline elements whose marks in the source have no letters."""
_ATOMS = frozenset({"number", "xref", "citation", "equation-number", "checkbox"})
"""Classes of inline elements whose words are not those of the source."""


@dataclass(frozen=True)
class Origin:
    """The kind of a block, and its words as the source has them, in pieces between all others."""

    kind: str
    generated: bool = False
    pieces: tuple[str, ...] = ()
    row: str = ""
    """The words of its whole row, for a cell of a table."""
    picture: str = ""
    """The name in the markup, for a picture."""


@dataclass
class Origins:
    """The origin of each block of a document, by the name of its bookmark, in reading order."""

    root: Element
    pictures: Mapping[str, str]
    """The names of pictures in the source, by those in the markup."""
    found: dict[str, Origin] = field(default_factory=dict)
    _kinds: dict[Element, Origin] = field(default_factory=dict)
    _same: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self._enter(self.root, Origin("paragraph"), "")

    def mark(self, element: Element, nodes: Sequence[Node]) -> str:
        """The name of the bookmark of a block that ``nodes`` in ``element`` make.

        It depends on the kind and the words alone, so a block that nobody edits keeps its name.
        """
        origin = self._kinds.get(element, Origin("paragraph"))
        origin = replace(origin, pieces=tuple(_pieces(nodes)))
        plain = f"{origin.kind}\0{' '.join(origin.pieces)}"
        self._same[plain] += 1
        whole = f"{plain}\0{self._same[plain]}".encode()
        name = PREFIX + hashlib.sha256(whole).hexdigest()[:_DIGITS]
        self.found[name] = origin
        return name

    def _enter(self, element: Element, around: Origin, figure: str) -> None:
        """Note the kind of ``element`` and of all in it; ``figure`` is the picture around."""
        figure = self._picture(element) or figure
        own = self._kind(element, around, figure)
        self._kinds[element] = own
        if element.tag == "table":
            self._enter_cells(element)
        for child in element:
            if child not in self._kinds:
                self._enter(child, own, figure)

    def _kind(self, element: Element, around: Origin, figure: str) -> Origin:
        names = classes(element)
        if around.generated and around.kind != _HEAD:
            return around
        if "title-block" in names:
            return Origin(_HEAD, generated=True)
        for name in names:
            if name in _GENERATED:
                of = f" of {figure}" if name == "credit" and figure else ""
                return Origin(_GENERATED[name] + of, generated=True)
        if element.tag == "nav":
            return Origin("contents" if element.get("role") == "doc-toc" else "list", True)
        if element.tag in _HEADINGS:
            # Sections around the text have headings of the theme's.
            return Origin("heading", around.kind != "paragraph")
        if element.tag == "caption":
            return Origin("caption of table")
        if element.tag == "figcaption" or "caption" in names:
            return Origin(f"caption of {figure}" if figure else "caption")
        if element.tag in ("img", "figure") and figure:
            return Origin(f"picture {figure}", picture=element.get("src", ""))
        if element.get("role") == roles.NOTE:
            return Origin("note")
        kind = next((_KINDS[name] for name in names if name in _KINDS), None)
        if kind is None and around.kind in ("paragraph", "list item", "quotation"):
            kind = _TAGS.get(element.tag)
        return Origin(kind) if kind else replace(around, pieces=())

    def _picture(self, element: Element) -> str:
        """The name in the source of the one picture in a figure."""
        if element.tag not in ("figure", "img"):
            return ""
        names = {image.get("src", "") for image in element.iter("img")}
        return self.pictures.get(min(names), "") if len(names) == 1 else ""

    def _enter_cells(self, table: Element) -> None:
        rows = list(table.iter("tr"))
        words = [" ".join(p for cell in row for p in _pieces([cell])) for row in rows]
        for cell in placed(rows):
            origin = Origin(f"table r{cell.row + 1}c{cell.column + 1}", row=words[cell.row])
            for element in cell.element.iter():
                self._kinds[element] = origin


def _pieces(nodes: Sequence[Node]) -> Iterator[str]:
    """The words of ``nodes`` in pieces, each as the source has it."""
    pieces = [""]
    for text in _texts(nodes):
        if text is None:
            pieces.append("")
        else:
            pieces[-1] += text
    yield from (piece for p in pieces if (piece := " ".join(p.split())))


def _texts(nodes: Sequence[Node]) -> Iterator[str | None]:
    """Texts in order; None is for a place where the source can have something else."""
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif node.tag == MATH:
            yield from (None, node.get("alttext", ""), None)
        elif _is_atom(node):
            yield None
        else:
            apart = node.tag not in _MARKS or bool(node.get("lang") or node.get("dir"))
            yield from (None,) * apart
            yield node.text or ""
            for child in node:
                yield from _texts([child])
                yield child.tail or ""
            yield from (None,) * apart


def _is_atom(element: Element) -> bool:
    """Does it show words that are not those of the source?"""
    marks = element.get("role") in (roles.CALL, roles.BACK)
    return marks or not _ATOMS.isdisjoint(classes(element))
