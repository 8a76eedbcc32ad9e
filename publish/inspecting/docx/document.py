"""Reads any DOCX: every picture in every part (ISO 29500-1 §11, §20).

Parts, relationships and styles are found by type, in transitional and strict files.
VML, grouped shapes, text boxes, charts, headers and footnotes need no special case:
a picture is whatever refers to an image relationship.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from functools import cached_property

from lxml import etree

from publish.inspecting.archive import Archive, resolve
from publish.inspecting.docx.credit_records import Record, records
from publish.inspecting.docx.paragraphs import Styles, is_hidden, local, paragraph_text
from publish.inspecting.findings import Findings, unreadable
from publish.inspecting.places import Place, RawPicture, ShownText
from publish.metadata.beside import custom_name
from publish.values import dataclass

_CORE = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
}
_PICTURE_ATTRIBUTES = frozenset({"embed", "link", "id", "pict", "href", "relid"})
"""Attributes that name a picture's relationship (``r:embed``, ``r:id``, ``o:relid`` …)."""
_CREDIT, _CAPTION = "credit", "caption"
_CREDIT_PROPERTY = re.compile(r"Image \d+ credit")
"""Names of our custom properties, for files whose custom XML part is gone."""
_Columns = dict[str, dict[str, tuple[str, ...]]]


@dataclass(frozen=True)
class Relation:
    """A relationship: the last word of its type, and its target part or address."""

    type: str
    target: str
    external: bool


def relations(archive: Archive, part: str) -> Mapping[str, Relation]:
    """Return the relationships of a part by id; ``""`` is the package."""
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels".lstrip("/")
    root = archive.xml(path) if path in archive else None
    found: dict[str, Relation] = {}
    for element in () if root is None else root.iter("*"):
        if local(element) != "Relationship":
            continue
        target, external = element.get("Target") or "", element.get("TargetMode") == "External"
        kind = (element.get("Type") or "").rpartition("/")[2]
        place = target if external else resolve(part, target)
        found[element.get("Id") or ""] = Relation(kind, place, external)
    return found


def read_docx(archive: Archive, findings: Findings) -> tuple[_Columns, list[RawPicture]]:
    """Return the document's metadata, and its pictures with their statements.

    Raises ``Unreadable`` if there is no main document.
    """
    package = relations(archive, "")
    main = next((r.target for r in package.values() if r.type == "officeDocument"), None)
    if main is None or archive.xml(main) is None:
        raise unreadable(findings, "it has no main document")
    reader = _Reader(archive, findings, main)
    reader.read()
    columns = _properties(archive, package)
    pictures = list({id(picture): picture for picture in reader.pictures.values()}.values())
    known = dict(records(archive, [r.target for r in _custom_xml(archive, main)]))
    lines = columns["custom"]
    for part, image in known.items():
        reader.add_record(part, image, lines.get(custom_name(image.number), ()))
    if not known:
        listed = (
            text
            for name, texts in lines.items()
            if _CREDIT_PROPERTY.fullmatch(name)
            for text in texts
        )
        lines["Image credits"] = tuple(listed)
    return columns, pictures


@dataclass
class _Reader:
    """Reads the main document and all parts reachable from it."""

    archive: Archive
    findings: Findings
    main: str
    pictures: dict[str, RawPicture] = field(default_factory=dict)

    @cached_property
    def styles(self) -> Styles:
        recent = relations(self.archive, self.main).values()
        part = next((r.target for r in recent if r.type == "styles" and not r.external), "")
        return Styles(self.archive.xml(part) if part else None)

    def read(self) -> None:
        """Read the main document first, then the parts that it refers to, and so on."""
        waiting, known = [self.main], {self.main}
        while waiting:
            part = waiting.pop(0)
            beside = relations(self.archive, part)
            images = {key: r for key, r in beside.items() if r.type == "image"}
            root = self.archive.xml(part) if images else None
            if root is not None:
                self._read_part(part, root, images)
            for relation in images.values():
                self._picture(relation)  # unused pictures are in the file, too
            for relation in beside.values():
                target = relation.target
                if not relation.external and relation.type != "image" and target not in known:
                    known.add(target)
                    waiting.append(target)

    def add_record(self, part: str, image: Record, lines: Sequence[str]) -> None:
        """Add a record of the custom XML part to the picture in ``part``.

        ``lines`` are the values of the picture's custom property.
        """
        picture = self.pictures.get(part.lstrip("/").lower())
        if picture is None:
            message = f"the custom XML part credits {part or 'a picture'}, which is not in the file"
            self.findings.hint("inspect-record-orphan", message)
            return
        picture.name = image.name or picture.name
        picture.stated.append(image.stated)
        picture.shown += (ShownText(Place.DOCX_PROPERTIES, line) for line in lines)

    def _read_part(self, part: str, root: etree._Element, images: Mapping[str, Relation]) -> None:
        self._merge_svg_fallbacks(root, images)
        recent: list[RawPicture] = []
        paragraph: etree._Element | None = None
        for element in root.iter("*"):
            if local(element) == "p" and not is_hidden(element):
                paragraph = element
                recent = self._read_paragraph(element, images, recent)
            for relation in _picture_relations(element, images):
                picture = self._picture(relation)
                picture.add_use(part)
                picture.alts += [text for text in _alt_texts(element) if text]
                if paragraph is not None and picture not in recent:
                    recent.append(picture)

    def _merge_svg_fallbacks(self, root: etree._Element, images: Mapping[str, Relation]) -> None:
        """Merge an SVG and its pixel fallback for older Words into one picture.

        It is reported as the SVG; the metadata of both count.
        """
        for blip in (e for e in root.iter("*") if local(e) == "blip"):
            pixels = list(_picture_relations(blip, images))
            vectors = [e for e in blip.iter("*") if local(e) == "svgBlip"]
            for relation in (r for vector in vectors for r in _picture_relations(vector, images)):
                svg = None if relation.external else self.archive.get(relation.target)
                if not pixels or svg is None or relation.target.lower() in self.pictures:
                    continue
                picture = self._picture(pixels[0])
                picture.others += [picture.data] if picture.data is not None else []
                picture.data = svg
                self.pictures[relation.target.lower()] = picture

    def _read_paragraph(
        self, element: etree._Element, images: Mapping[str, Relation], recent: list[RawPicture]
    ) -> list[RawPicture]:
        """Read a paragraph: a caption of the pictures before it, or the end of their captions.

        Returns the pictures that the next paragraph may caption.
        """
        text = paragraph_text(element)
        style = self.styles.role(element)
        relations = [r for part in element.iter("*") for r in _picture_relations(part, images)]
        if relations:
            fresh = list({id(p): p for p in map(self._picture, relations)}.values())
            if text:
                # A caption in the picture's own paragraph, for example after a line break.
                self._add_caption(fresh, text, style)
            return fresh
        if not text:
            return recent
        if recent and style in (_CREDIT, _CAPTION):
            self._add_caption(recent, text, style)
            return recent
        return []

    def _add_caption(self, pictures: list[RawPicture], text: str, style: str) -> None:
        marked = style == _CREDIT
        place = Place.DOCX_CREDIT if marked else Place.DOCX_CAPTION
        for picture in pictures:
            picture.shown.append(ShownText(place, text, marked))
            if style == _CAPTION:
                picture.captions.append(text)

    def _picture(self, relation: Relation) -> RawPicture:
        """Return the picture of a relationship; one picture however often it is shown."""
        key = relation.target if relation.external else relation.target.lower()
        if key in self.pictures:
            return self.pictures[key]
        name = relation.target.rpartition("/")[2] or relation.target
        picture = self.pictures[key] = RawPicture(name)
        if relation.external:
            picture.external = relation.target
        elif relation.target in self.archive:
            picture.data = self.archive.get(relation.target)
        else:
            message = f"{relation.target} is missing from the file"
            self.findings.warn("inspect-image-missing", message)
        return picture


def _picture_relations(
    element: etree._Element, images: Mapping[str, Relation]
) -> Iterator[Relation]:
    """Yield the picture relationships that an element's attributes name."""
    for name, value in element.attrib.items():
        if (
            str(value) in images
            and etree.QName(name).localname in _PICTURE_ATTRIBUTES
            and "}" in str(name)
        ):
            yield images[str(value)]


def _alt_texts(element: etree._Element) -> Iterator[str]:
    """Yield alternative texts of the drawing or VML shape around a picture."""
    for around in element.iterancestors("*"):
        name = local(around)
        if name in ("inline", "anchor"):
            described = next((e for e in around.iterchildren("*") if local(e) == "docPr"), None)
            if described is not None:
                yield _description(described)
        elif name == "pic":
            own = next((e for e in around.iter("*") if local(e) == "cNvPr"), None)
            if own is not None:
                yield _description(own)
        elif name in ("shape", "rect") and around.get("alt"):
            yield " ".join((around.get("alt") or "").split())
        if name == "p":
            return


def _description(element: etree._Element) -> str:
    return " ".join((element.get("descr") or "").split())


def _custom_xml(archive: Archive, main: str) -> list[Relation]:
    return [r for r in relations(archive, main).values() if r.type == "customXml"]


def _properties(archive: Archive, package: Mapping[str, Relation]) -> _Columns:
    """Read core, extended and custom properties (ISO 29500-2 §11, ISO 29500-1 §22.2, §22.3)."""
    columns: dict[str, dict[str, tuple[str, ...]]] = {"core": {}, "app": {}, "custom": {}}
    kinds = {
        "core-properties": "core",
        "extended-properties": "app",
        "extendedProperties": "app",
        "custom-properties": "custom",
        "customProperties": "custom",
    }
    for relation in package.values():
        column = kinds.get(relation.type, "")
        root = archive.xml(relation.target) if column else None
        for element in () if root is None else root.iterchildren("*"):
            name = _property(column, element)
            text = "".join(str(part) for part in element.itertext())
            columns[column][name] = (*columns[column].get(name, ()), text)
    return columns


def _property(column: str, element: etree._Element) -> str:
    if column == "custom":
        return element.get("name") or ""
    tag = etree.QName(element)
    prefix = f"{_CORE.get(tag.namespace or '', 'cp')}:" if column == "core" else ""
    return f"{prefix}{tag.localname}"
