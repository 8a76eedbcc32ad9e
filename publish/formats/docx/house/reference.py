"""A house's Word file, opened with limits: whoever made it is a stranger to this program."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from publish.errors import Problem, SourceError
from publish.formats.docx.xml.elements import Element, qn
from publish.model.publication import Template
from publish.values import dataclass
from publish.xml_parsing import BadXML, has_doctype, parse
from publish.zip_parts import BadZip, ZipParts, resolve

_MOST_UNPACKED = 64 * 2**20
_MOST_PARTS = 2_000
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_MAIN = (f"{_WORD}document.main+xml", f"{_WORD}template.main+xml")
_SAVE = "In Word or LibreOffice, save it as .docx or .dotx without macros, and name that file."


@dataclass(frozen=True)
class Relation:
    """A relationship of a part: its kind (the last word of its type), and where it leads."""

    kind: str
    target: str
    external: bool


class Reference:
    """The parts of a house's Word file. Raises ``SourceError`` (reference-file)."""

    def __init__(self, template: Template) -> None:
        self.template = template
        try:
            self._zip = ZipParts(template.data)
        except BadZip:
            raise self.refused("is no Word file", _SAVE) from None
        sizes = self._zip.sizes()
        self._names = {name.lower(): name for name in sizes}
        if sum(sizes.values()) > _MOST_UNPACKED or len(sizes) > _MOST_PARTS:
            raise self.refused("unpacks to more than a template can need", _SAVE)
        self.main = self._main()
        self._near = self.relations(self.main)

    def refused(self, why: str, fix: str) -> SourceError:
        """The error that the file cannot be used."""
        template = self.template
        message = f"the reference {template.name} {why}"
        return SourceError(Problem("reference-file", message, fix, template.where))

    def read(self, part: str) -> bytes:
        """The bytes of a part."""
        try:
            return self._zip.read(self._names[part.lower()])
        except (BadZip, KeyError):
            raise self.refused(f"is broken: its part {part} cannot be read", _SAVE) from None

    def xml(self, part: str) -> Element:
        """The root of a part."""
        try:
            root = parse(self.read(part), bare=True)
        except BadXML as error:
            raise self.refused(f"is broken: {part} is not XML ({error.reason})", _SAVE) from None
        if has_doctype(root):
            raise self.refused(f"has a DOCTYPE in {part}, which no Word file may have", _SAVE)
        return root

    def near(self, kind: str) -> str | None:
        """The part of that kind that belongs to the main document."""
        found = (r.target for r in self._near.values() if r.kind == kind and not r.external)
        return next(found, None)

    def near_by_id(self, id: str) -> str | None:
        """The part that the main document knows by an id."""
        relation = self._near.get(id)
        return relation.target if relation and not relation.external else None

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part, by their ids."""
        folder, _, name = part.rpartition("/")
        rels = f"{folder}/_rels/{name}.rels".lstrip("/")
        if rels.lower() not in self._names:
            return {}
        found: dict[str, Relation] = {}
        for one in self.xml(rels).iterchildren("{*}Relationship"):
            external = one.get("TargetMode") == "External"
            target = one.get("Target") or ""
            found[one.get("Id") or ""] = Relation(
                (one.get("Type") or "").rpartition("/")[2],
                target if external else resolve(part, target),
                external,
            )
        return found

    def _main(self) -> str:
        found = (r.target for r in self.relations("").values() if r.kind == "officeDocument")
        main = next(found, None)
        if main is None or "[content_types].xml" not in self._names:
            raise self.refused("is no Word file", _SAVE)
        types = {
            (one.get("PartName") or "").lstrip("/").lower(): one.get("ContentType") or ""
            for one in self.xml("[Content_Types].xml").iterchildren("{*}Override")
        }
        kind = types.get(main.lower(), "")
        if "macroEnabled" in kind or any(name.endswith("vbaproject.bin") for name in self._names):
            raise self.refused("has macros, which are never passed on", _SAVE)
        if kind not in _MAIN:
            raise self.refused("is no Word file", _SAVE)
        return main


@lru_cache(maxsize=2)
def reference(template: Template) -> Reference:
    """A house's file, opened once for all articles."""
    return Reference(template)


def value(element: Element | None, child: str) -> str:
    """The ``w:val`` of a child; "" if there is none."""
    found = None if element is None else element.find(qn(child))
    return "" if found is None else found.get(qn("val")) or ""


def number(element: Element | None, name: str) -> int | None:
    """A whole number in an attribute."""
    text = "" if element is None else element.get(qn(name)) or ""
    try:
        return round(float(text))
    except (ValueError, OverflowError):
        return None


def without_foreign(element: Element) -> Element:
    """``element`` without what is outside Word's own namespace, tracked changes and ids of saves.

    Newer versions mark such things as to be ignored at the root of the part, which is another here.
    """
    own = f"{{{etree.QName(qn('p')).namespace}}}"
    for inner in [*element.iter("*")]:
        name = str(inner.tag)
        parent = inner.getparent()
        if parent is not None and (not name.startswith(own) or name.endswith("Change")):
            parent.remove(inner)
            continue
        for key in [k for k in inner.attrib if not str(k).startswith(own) or "}rsid" in str(k)]:
            del inner.attrib[key]
    return element
