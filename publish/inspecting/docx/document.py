"""A DOCX, anybody's: every picture of every part, whatever drew it there (ISO 29500-1 §11, §20).

Parts, relationships and styles are found by what they say they are, in the
transitional and the strict form alike. VML, grouped shapes, text boxes, charts,
headers and footnotes need no rules of their own: a picture is whatever refers to
a relationship of that type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from publish.inspecting.archive import Archive, resolve
from publish.inspecting.docx.credit_records import Record, records
from publish.inspecting.docx.paragraphs import Styles, is_unseen, local, paragraph_text
from publish.inspecting.findings import Findings, broken
from publish.inspecting.places import Place, Shown, Sighting
from publish.metadata.beside import custom_name

_CORE = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
}
_DRAWN = frozenset({"embed", "link", "id", "pict", "href", "relid"})
"""The attributes that name a picture's relationship (``r:embed``, ``r:id``, ``o:relid`` …)."""
_CREDIT, _CAPTION = "credit", "caption"
_LINE = re.compile(r"Image \d+ credit")
"""Our own custom properties, where the record that says whose they are is gone."""
_Columns = dict[str, dict[str, tuple[str, ...]]]


@dataclass(frozen=True)
class Relation:
    """A relationship: its type's last word, and the part or address that it leads to."""

    type: str
    target: str
    external: bool


def relations(archive: Archive, part: str) -> Mapping[str, Relation]:
    """The relationships of a part by id; of the package itself for ``""``."""
    folder, _, name = part.rpartition("/")
    path = f"{folder}/_rels/{name}.rels".lstrip("/")
    root = archive.xml(path) if path in archive else None
    found: dict[str, Relation] = {}
    for element in () if root is None else root.iter("*"):
        if local(element) != "Relationship":
            continue
        target, outside = element.get("Target") or "", element.get("TargetMode") == "External"
        kind = (element.get("Type") or "").rpartition("/")[2]
        place = target if outside else resolve(part, target)
        found[element.get("Id") or ""] = Relation(kind, place, outside)
    return found


def read_docx(archive: Archive, findings: Findings) -> tuple[_Columns, list[Sighting]]:
    """The document's metadata, and its pictures with everything said of them.

    Raises ``Unreadable`` where there is no main document.
    """
    package = relations(archive, "")
    main = next((r.target for r in package.values() if r.type == "officeDocument"), None)
    if main is None or archive.xml(main) is None:
        raise broken(findings, "it has no main document")
    reader = _Reader(archive, findings, main)
    reader.read()
    columns = _properties(archive, package)
    sightings = list({id(picture): picture for picture in reader.pictures.values()}.values())
    told = dict(records(archive, [r.target for r in _custom_xml(archive, main)]))
    lines = columns["custom"]
    for part, image in told.items():
        reader.recorded(part, image, lines.get(custom_name(image.number), ()))
    if not told:
        listed = (text for name, texts in lines.items() if _LINE.fullmatch(name) for text in texts)
        lines["Image credits"] = tuple(listed)
    return columns, sightings


@dataclass
class _Reader:
    """The parts that are reached from the main document, one after the other."""

    archive: Archive
    findings: Findings
    main: str
    pictures: dict[str, Sighting] = field(default_factory=dict)

    @cached_property
    def styles(self) -> Styles:
        near = relations(self.archive, self.main).values()
        part = next((r.target for r in near if r.type == "styles" and not r.external), "")
        return Styles(self.archive.xml(part) if part else None)

    def read(self) -> None:
        """The main document first, then what it refers to, and what that refers to."""
        waiting, known = [self.main], {self.main}
        while waiting:
            part = waiting.pop(0)
            beside = relations(self.archive, part)
            images = {key: r for key, r in beside.items() if r.type == "image"}
            root = self.archive.xml(part) if images else None
            if root is not None:
                self._part(part, root, images)
            for relation in images.values():
                self._picture(relation)  # what nothing refers to is in the file all the same
            for relation in beside.values():
                target = relation.target
                if not relation.external and relation.type != "image" and target not in known:
                    known.add(target)
                    waiting.append(target)

    def recorded(self, part: str, image: Record, lines: Sequence[str]) -> None:
        """What the custom XML part says of a picture, by its place in the package.

        ``lines`` are what its custom property says, if it has one.
        """
        picture = self.pictures.get(part.lstrip("/").lower())
        if picture is None:
            message = f"the custom XML part has a credit for {part or 'a picture'}, which is gone"
            self.findings.hint("inspect-record-orphan", message)
            return
        picture.name = image.name or picture.name
        picture.stated.append(image.stated)
        picture.shown += (Shown(Place.DOCX_PROPERTIES, line) for line in lines)

    def _part(self, part: str, root: etree._Element, images: Mapping[str, Relation]) -> None:
        self._join(root, images)
        near: list[Sighting] = []
        here: etree._Element | None = None
        for element in root.iter("*"):
            if local(element) == "p" and not is_unseen(element):
                here = element
                near = self._paragraph(element, images, near)
            for relation in _refers(element, images):
                picture = self._picture(relation)
                picture.used(part)
                picture.alts += [text for text in _alternatives(element) if text]
                if here is not None and picture not in near:
                    near.append(picture)

    def _join(self, root: etree._Element, images: Mapping[str, Relation]) -> None:
        """A drawing and the pixels that stand for it in older Words are one picture.

        It is told as the drawing that it is; what either says of itself counts.
        """
        for blip in (e for e in root.iter("*") if local(e) == "blip"):
            pixels = list(_refers(blip, images))
            vectors = [e for e in blip.iter("*") if local(e) == "svgBlip"]
            for relation in (r for vector in vectors for r in _refers(vector, images)):
                drawing = None if relation.external else self.archive.get(relation.target)
                if not pixels or drawing is None or relation.target.lower() in self.pictures:
                    continue
                picture = self._picture(pixels[0])
                picture.others += [picture.data] if picture.data is not None else []
                picture.data = drawing
                self.pictures[relation.target.lower()] = picture

    def _paragraph(
        self, element: etree._Element, images: Mapping[str, Relation], near: list[Sighting]
    ) -> list[Sighting]:
        """A paragraph: a legend of the pictures before it, or the end of what belongs to them."""
        text = paragraph_text(element)
        style = self.styles.role(element)
        relations = [r for part in element.iter("*") for r in _refers(part, images)]
        if relations:
            fresh = list({id(p): p for p in map(self._picture, relations)}.values())
            if text:
                # After a line break, say: a caption in the same paragraph.
                self._legend(fresh, text, style)
            return fresh
        if not text:
            return near
        if near and style in (_CREDIT, _CAPTION):
            self._legend(near, text, style)
            return near
        return []

    def _legend(self, pictures: list[Sighting], text: str, style: str) -> None:
        marked = style == _CREDIT
        place = Place.DOCX_CREDIT if marked else Place.DOCX_CAPTION
        for picture in pictures:
            picture.shown.append(Shown(place, text, marked))
            if style == _CAPTION:
                picture.captions.append(text)

    def _picture(self, relation: Relation) -> Sighting:
        """The picture of a relationship; one picture however often it is shown."""
        key = relation.target if relation.external else relation.target.lower()
        if key in self.pictures:
            return self.pictures[key]
        name = relation.target.rpartition("/")[2] or relation.target
        picture = self.pictures[key] = Sighting(name)
        if relation.external:
            picture.external = relation.target
        elif relation.target in self.archive:
            picture.data = self.archive.get(relation.target)
        else:
            message = f"{relation.target} is referred to, and is not in the file"
            self.findings.warn("inspect-image-missing", message)
        return picture


def _refers(element: etree._Element, images: Mapping[str, Relation]) -> Iterator[Relation]:
    """The pictures that an element's attributes refer to."""
    for name, value in element.attrib.items():
        if str(value) in images and etree.QName(name).localname in _DRAWN and "}" in str(name):
            yield images[str(value)]


def _alternatives(element: etree._Element) -> Iterator[str]:
    """Texts that stand for a picture: of the drawing around it, or of the VML shape."""
    for around in element.iterancestors("*"):
        name = local(around)
        if name in ("inline", "anchor"):
            described = next((e for e in around.iterchildren("*") if local(e) == "docPr"), None)
            if described is not None:
                yield _described(described)
        elif name == "pic":
            own = next((e for e in around.iter("*") if local(e) == "cNvPr"), None)
            if own is not None:
                yield _described(own)
        elif name in ("shape", "rect") and around.get("alt"):
            yield " ".join((around.get("alt") or "").split())
        if name == "p":
            return


def _described(element: etree._Element) -> str:
    return " ".join((element.get("descr") or "").split())


def _custom_xml(archive: Archive, main: str) -> list[Relation]:
    return [r for r in relations(archive, main).values() if r.type == "customXml"]


def _properties(archive: Archive, package: Mapping[str, Relation]) -> _Columns:
    """The three parts of document properties (ISO 29500-2 §11, ISO 29500-1 §22.2 and §22.3)."""
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
