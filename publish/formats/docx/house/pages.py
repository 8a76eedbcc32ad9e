"""The page of a house's file: size, margins, headers and footers with their pictures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field, replace
from typing import Any

from lxml import etree

from publish.formats.docx.house.reference import Reference, number, value
from publish.formats.docx.parts.package import Package
from publish.formats.docx.specimen import HOUSE
from publish.formats.docx.xml.elements import Element, qn
from publish.page import Look
from publish.values import dataclass

_RELATION = f"{{{etree.QName(qn('r:id')).namespace}}}"
_PICTURES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "svg": "image/svg+xml",
    "emf": "image/x-emf",
    "wmf": "image/x-wmf",
    "bmp": "image/bmp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
}
_LEFT_OUT = ("numPr", "bookmarkStart", "bookmarkEnd", "dataBinding", "pPrChange", "rPrChange")
"""Elements that refer to parts that are not taken, or clash with the article's own."""
_KINDS = ("default", "first", "even")
_STYLED = ("pStyle", "rStyle", "tblStyle")
_EDGES = {"header": "headerReference", "footer": "footerReference"}


@dataclass
class HousePages:
    """The page of a house's file, and its headers and footers as parts of a document."""

    reference: Reference
    package: Package
    even: bool = False
    mirrored: bool = False
    titled: bool = False
    distances: dict[str, int] = field(default_factory=dict)
    """Of headers and footers from the paper's edge (twips), by ``header`` and ``footer``."""
    _paper: tuple[int, int] | None = None
    _margins: dict[str, int] = field(default_factory=dict)
    _targets: dict[tuple[str, str], str] = field(default_factory=dict)
    _parts: dict[tuple[str, str], tuple[Any, str, Element]] = field(default_factory=dict)
    _stamps: dict[tuple[str, str], tuple[Element, ...]] = field(default_factory=dict)
    _media: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        sections = [*self.reference.xml(self.reference.main).iter(qn("sectPr"))]
        settings = self.reference.near("settings")
        options = self.reference.xml(settings) if settings else None
        self.even, self.mirrored = (
            _is_on(options, "evenAndOddHeaders"),
            _is_on(options, "mirrorMargins"),
        )
        for section in sections:
            self._read(section)

    def _read(self, section: Element) -> None:
        """Take a section's page; what it leaves open it has from the one before (§17.10.5)."""
        self.titled = _is_on(section, "titlePg")
        size, margins = section.find(qn("pgSz")), section.find(qn("pgMar"))
        width, height = number(size, "w"), number(size, "h")
        if width and height and 2000 < width < 40000 and 2000 < height < 40000:
            self._paper = width, height
        for name in ("top", "right", "bottom", "left", "gutter"):
            if (found := number(margins, name)) is not None:
                self._margins[name] = abs(found)
        for edge in _EDGES:
            if (found := number(margins, edge)) is not None:
                self.distances[edge] = max(0, found)
        for edge, tag in _EDGES.items():
            for one in section.iterchildren(qn(tag)):
                target = self.reference.near_by_id(one.get(qn("r:id")) or "")
                if target:
                    self._targets[edge, one.get(qn("type")) or "default"] = target

    def has(self, edge: str) -> bool:
        """Does the house have headers, or footers?"""
        return any((edge, kind) in self._targets for kind in self._live())

    @property
    def has_any(self) -> bool:
        """Does it have either?"""
        return self.has("header") or self.has("footer")

    def _live(self) -> tuple[str, ...]:
        """The kinds of pages that differ."""
        live = {"default": True, "first": self.titled, "even": self.even}
        return tuple(kind for kind in _KINDS if live[kind])

    def is_live(self, kind: str) -> bool:
        """Do pages of that kind differ from others?"""
        return kind in self._live()

    @property
    def has_page(self) -> bool:
        """Does it say how large the page is, and its margins?"""
        return (
            self._paper is not None and {"top", "right", "bottom", "left"} <= self._margins.keys()
        )

    def look(self, look: Look) -> Look:
        """``look`` with the page of the house, so that all that fits a page fits this one."""
        if not self.has_page or self._paper is None:
            return look
        m = self._margins
        sides = (m["top"], m["right"], m["bottom"], m["left"] + m.get("gutter", 0))
        facing = (sides[0], sides[3], sides[2], sides[1]) if self.mirrored else sides
        css = "".join(
            f"@page{kind} {{ size: {_points(*self._paper)} !important; "
            f"margin: {_points(*margins)} !important }}\n"
            for kind, margins in (
                ("", sides),
                (" :right", sides),
                (" :first", sides),
                (" :left", facing),
            )
        )
        return replace(look, sheets=(*look.sheets, (HOUSE, css)))

    # -- headers and footers ------------------------------------------------------------------

    def root(self, edge: str, kind: str) -> tuple[Element, str] | None:
        """The root of a header or a footer, and its relationship; None if the house has none.

        The part is written by :meth:`write`, when styles are known.
        """
        key = edge, kind
        target = self._targets.get(key)
        if target is None:
            return None
        if key not in self._parts:
            root = self.reference.xml(target)
            name = f"/word/house-{edge}-{kind}.xml"
            part, relation = self.package.add(edge, name, b"")
            self._relate(root, target, part)
            self._parts[key] = part, relation, root
        _, relation, root = self._parts[key]
        return root, relation

    def stamp(self, edge: str, kind: str, lines: tuple[Element, ...]) -> None:
        """Put ``lines`` of ours before what the house has; their styles are ours."""
        self._stamps[edge, kind] = lines

    def write(self, style: Callable[[str], str | None]) -> None:
        """Write the parts; ``style`` gives the id in the document of one in the house's file."""
        for key, (part, _, root) in self._parts.items():
            _clean(root)
            for one in [e for tag in _STYLED for e in root.iter(qn(tag))]:
                id = style(one.get(qn("val")) or "")
                if id:
                    one.set(qn("val"), id)
                elif (parent := one.getparent()) is not None:
                    parent.remove(one)
            for line in reversed(self._stamps.get(key, ())):
                root.insert(0, line)
            data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
            self.package.replace(part, data)

    def _relate(self, root: Element, target: str, part: Any) -> None:
        """Bring along what a header refers to: pictures and addresses, and nothing else."""
        relations = self.reference.relations(target)
        for element in root.iter("*"):
            for key in [k for k in element.attrib if str(k).startswith(_RELATION)]:
                relation = relations.get(element.get(key) or "")
                if relation is None:
                    del element.attrib[key]
                elif relation.kind == "hyperlink" and relation.external:
                    element.set(key, self.package.address(relation.target, part))
                elif relation.kind == "image" and not relation.external:
                    element.set(key, self._picture(relation.target, part))
                else:
                    what = "a linked file" if relation.external else f"a part “{relation.kind}”"
                    fix = "Take it out of the header or the footer; pictures and links can stay."
                    raise self.reference.refused(f"has {what} in {target}", fix)

    def _picture(self, target: str, part: Any) -> str:
        suffix = target.rpartition(".")[2].lower()
        media_type = _PICTURES.get(suffix)
        if media_type is None:
            fix = "Take a PNG, JPEG or SVG for it."
            raise self.reference.refused(f"has a picture that Word may not show: {target}", fix)
        if target not in self._media:
            name = f"/word/media/house{len(self._media) + 1}.{suffix}"
            data = self.reference.read(target)
            self._media[target] = self.package.loose(name, media_type, data)
        return self.package.relate(part, "image", self._media[target])


def _clean(root: Element) -> None:
    for tag in _LEFT_OUT:
        for one in [*root.iter(qn(tag))]:
            if (parent := one.getparent()) is not None:
                parent.remove(one)


def _is_on(element: Element | None, name: str) -> bool:
    found = None if element is None else element.find(qn(name))
    return found is not None and value(element, name) not in ("0", "false", "off")


def _points(*twips: int) -> str:
    return " ".join(f"{n / 20:g}pt" for n in twips)
