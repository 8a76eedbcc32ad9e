"""What a DOCX says: its main document, as zip and XML alone (ISO 29500-1 §17).

Headers and footers, numbers of lists and the instructions of fields are no
text; the results of fields are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from publish.content import Content, Figure, Picture, Statements, Table, unreadable
from publish.proof.readers.citations import of_docx
from publish.proof.readers.docx.fields import Led, Trail, is_call
from publish.proof.readers.docx.languages import language
from publish.proof.readers.docx.numbers import Counting
from publish.proof.readers.docx.styles import Style, W, is_hidden, outline_of, read_styles, value
from publish.proof.readers.docx.tables import is_table, read_table
from publish.proof.readers.formulas import OMML, of_omml
from publish.proof.readers.package import Package, resolve
from publish.proof.readers.recorder import Transcript, all_numbers, all_tongues, folded
from publish.proof.readers.xhtml import divided
from publish.proof.readers.xmp import read_picture

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_R = f"{{{_OFFICE}}}"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONSHIP = f"{{{_PACKAGE}/relationships}}Relationship"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_PLACED = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}"
_ADEC = "{http://schemas.microsoft.com/office/drawing/2017/decorative}"
_HYPERLINK = re.compile(r'^\s*HYPERLINK\s+"([^"]*)"')
_OF_PICTURE = re.compile(r"Image ([1-9]\d{0,4}) credit")
_NOTEREF = re.compile(r"^\s*NOTEREF\s+(\S+)")
_PREFIXES = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    f"{_PACKAGE}/metadata/core-properties": "cp",
}
_WRITTEN: Mapping[str, str] = {
    f"{W}tab": " ",
    f"{W}ptab": " ",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
_UNSEEN = frozenset(
    f"{W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr", "sectPr")
) | {f"{_MC}Fallback"}


def read_docx(data: bytes) -> Content:
    """The content of a DOCX.

    Raises ``ProofError`` (proof-unreadable) if the file or one of the parts it
    needs is broken or missing.
    """
    package = Package("docx", data)
    relations = _relations(package, "")
    main = next((p for kind, p, _ in relations.values() if kind.endswith("/officeDocument")), None)
    if main is None:
        raise unreadable("docx", "_rels/.rels names no main document")
    body = package.xml(main).find(f"{W}body")
    if body is None:
        raise unreadable("docx", f"{main} has no body")
    near = _relations(package, main)
    styles = next((p for kind, p, _ in near.values() if kind.endswith("/styles")), "")
    numbering = next((p for kind, p, _ in near.values() if kind.endswith("/numbering")), "")
    looks = package.xml_if(styles)
    counting = Counting(package.xml_if(numbering), looks)
    walk = _Walk(package, near, read_styles(looks), counting)
    walk.blocks(body)
    metadata = _metadata(package, relations)
    notes = list(_notes(package, near, walk))
    led = Led(walk.out, walk.trail, walk.references, walk.notes)
    walks = (walk, *notes)
    figures, decorations = divided(walk.figures)
    return Content(
        format="docx",
        text=walk.out.text,
        headings=tuple(walk.out.headings),
        figures=figures,
        decorations=decorations,
        credits=tuple(walk.credits),
        links=walk.out.links + tuple(link for note in notes for link in note.out.links),
        notes=tuple(note.out.text for note in notes),
        calls=walk.out.calls(tuple(walk.notes)),
        numbers=all_numbers(w.out for w in walks),
        tongues=all_tongues(w.out for w in walks),
        tables=(*walk.tables, *(table for note in notes for table in note.tables)),
        formulas=walk.out.formulas + tuple(f for note in notes for f in note.out.formulas),
        outline=tuple(walk.out.outline),
        references=tuple(r for each in walks for r in led.references(each.out)),
        stale=tuple(s for each in walks for s in led.stale(each.out, each.trail)),
        entries=of_docx(body, _footnotes(package, near), walk.styles),
        metadata=metadata,
        records=tuple(_records(package, near)),
        beside={"custom": tuple(_beside(metadata["custom"]))},
    )


def _notes(package: Package, near: _Relations, walk: _Walk) -> Iterator[_Walk]:
    """The notes that the text refers to, in the order of the references (§17.11)."""
    part = next((p for kind, p, _ in near.values() if kind.endswith("/footnotes")), "")
    root = _footnotes(package, near)
    written = {} if root is None else {e.get(f"{W}id"): e for e in root.iter(f"{W}footnote")}
    for id in walk.notes:
        note = _Walk(package, _relations(package, part), walk.styles, walk.counting)
        if id in written:
            note.blocks(written[id])
        yield note


def _footnotes(package: Package, near: _Relations) -> etree._Element | None:
    part = next((p for kind, p, _ in near.values() if kind.endswith("/footnotes")), "")
    return package.xml_if(part)


_Relations = Mapping[str, tuple[str, str, bool]]
"""Type, part or address, and whether it lies outside of the package, by id."""


def _relations(package: Package, part: str) -> _Relations:
    folder, _, name = part.rpartition("/")
    root = package.xml_if(f"{folder}/_rels/{name}.rels".lstrip("/"))
    found: dict[str, tuple[str, str, bool]] = {}
    for relation in () if root is None else root.iter(_RELATIONSHIP):
        target, outside = relation.get("Target") or "", relation.get("TargetMode") == "External"
        place = target if outside else resolve(part, target)
        found[relation.get("Id") or ""] = (relation.get("Type") or "", place, outside)
    return found


@dataclass
class _Field:
    """A complex field (§17.16.18): an instruction, and what it resulted in."""

    instruction: str = ""
    mark: int | None = None


@dataclass
class _Walk:
    """The main document, walked in order."""

    package: Package
    relations: _Relations
    styles: Mapping[str, Style]
    counting: Counting
    out: Transcript = field(default_factory=Transcript)
    trail: Trail = field(default_factory=Trail)
    figures: list[Figure] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """The ids of the notes, in the order in which they are referred to."""
    references: dict[str, str] = field(default_factory=dict)
    """The notes that are referred to inside of bookmarks, by these."""
    _bookmarks: dict[str, str] = field(default_factory=dict)
    """The bookmarks that are open, by their ids."""
    _fields: list[_Field] = field(default_factory=list)
    _linked: bool = False
    """Whether all this is in a link already."""
    _open: bool = False
    """Whether a caption or credit would belong to the last figure."""
    _begun: int | None = None
    """Where the paragraph to come has begun already, with a drop cap."""
    _numbered: etree._Element | None = None
    """The run that holds the number of the present heading."""

    def blocks(self, element: etree._Element) -> None:
        """Paragraphs and tables, and whatever else is in ``element``."""
        for child in element.iterchildren("*"):
            if child.tag == f"{W}p":
                self._paragraph(child)
            elif child.tag == f"{W}tbl":
                self._open = False
                if is_table(child, self.styles):
                    self.tables.append(read_table(child, self.styles, self._cell))
                else:
                    self.blocks(child)
                self._open = False
            elif child.tag not in _UNSEEN:
                self.blocks(child)

    def _cell(self, element: etree._Element) -> str:
        mark = self.out.mark()
        self.blocks(element)
        return self.out.since(mark)

    def _paragraph(self, element: etree._Element) -> None:
        properties = element.find(f"{W}pPr")
        style = self._style("" if properties is None else value(properties, "pStyle"))
        own = outline_of(element)
        if own is not None:
            style = replace(style, outline=own)
        if self._begun is None:
            self.out.divide()
        mark = self.out.mark() if self._begun is None else self._begun
        figures = len(self.figures)
        bare, number = self.counting.number(element)
        # A listing's lines are numbered beside the text, as no list is.
        if style.level is None and "source code" not in style.names:
            self.out.numbers += filter(None, [bare])
        if not style.hidden:
            number = number or self._written_number(style, element)
            self._inside(element)
        self._begun = mark if _is_drop_cap(properties) else None
        if self._begun is not None:
            return
        text = self.out.since(mark)
        if style.level is not None:
            self.out.heading(style.level, mark, number)
        self.trail.number(mark, number)
        self.out.divide()
        if text and "credits" in style.names:
            self.credits.append(text)
        if self._open and figures == len(self.figures):
            self._legend(style, text)
        self._open = self._open or figures < len(self.figures)

    def _written_number(self, style: Style, element: etree._Element) -> str:
        """The number that a heading begins with, in digits that Word cannot count in."""
        runs = (run for run in element.iterchildren(f"{W}r")) if style.level is not None else ()
        first = next(iter(runs), None)
        if first is None or not self._styled(first, "number"):
            return ""
        self._numbered = first
        return folded("".join(text.text or "" for text in first.iterchildren(f"{W}t")))

    def _styled(self, run: etree._Element, name: str) -> bool:
        properties = run.find(f"{W}rPr")
        key = "" if properties is None else value(properties, "rStyle")
        return any(name == said.split(" in ")[0] for said in self._style(key).names if key)

    def _style(self, key: str) -> Style:
        return self.styles.get(key) or self.styles.get("") or Style()

    def _legend(self, style: Style, text: str) -> None:
        """A caption or a credit under a figure; anything else ends what belongs to it."""
        figure = self.figures[-1]
        if "caption" in style.names:
            caption = f"{figure.caption or ''} {text}".strip()
            figure = replace(figure, caption=caption)
        elif "credit" in style.names:
            figure = replace(figure, credits=(*figure.credits, text))
        else:
            self._open = False
            return
        self.figures[-1] = replace(figure, legend=f"{figure.legend} {text}".strip())

    def _inside(self, element: etree._Element) -> None:
        for child in element.iterchildren("*"):
            self._piece(child)

    def _piece(self, element: etree._Element) -> None:
        tag = str(element.tag)
        if tag in _WRITTEN:
            self.out.write(_WRITTEN[tag])
        elif tag == f"{W}t":
            self.out.write(element.text or "")
        elif tag == f"{W}instrText" and self._fields:
            self._fields[-1].instruction += element.text or ""
        elif tag == f"{W}footnoteReference":
            self._refer(element.get(f"{W}id") or "")
        elif tag == f"{W}bookmarkStart":
            name = element.get(f"{W}name") or ""
            self._bookmarks[element.get(f"{W}id") or ""] = name
            self.trail.begin(name, self.out.mark())
        elif tag == f"{W}bookmarkEnd":
            self._end(self._bookmarks.pop(element.get(f"{W}id") or "", ""))
        elif tag == f"{W}fldChar":
            self._field(element.get(f"{W}fldCharType") or "")
        elif tag in (f"{W}hyperlink", f"{W}fldSimple"):
            mark, around = self.out.mark(), self._linked
            anchor = element.get(f"{W}anchor") or ""
            self._linked = around or bool(anchor)
            self._inside(element)
            self._linked = around
            self.out.link(self._target(element), mark)
            if anchor:
                self.out.refer(anchor, mark)
        elif tag == f"{OMML}oMath":
            self.out.formula(of_omml(element))
        elif tag == f"{W}drawing":
            self._drawing(element)
        elif tag == f"{W}p":
            self._paragraph(element)
        elif tag == f"{W}r" and element is self._numbered:
            return
        elif tag == f"{W}r" and not self._hidden(element):
            self.out.tongue = language(element)
            self._inside(element)
            self.out.tongue = ""
        elif tag in _UNSEEN or (tag == f"{W}r" and self._hidden(element)):
            return
        else:
            self._inside(element)

    def _end(self, bookmark: str) -> None:
        self.trail.end(bookmark, self.out.mark())
        # Around words that call a note it is the place of these, not of the call.
        if self.out.between(*self.trail.places.get(bookmark, (0, 0))):
            self.references.pop(bookmark, None)

    def _refer(self, id: str) -> None:
        if id not in self.notes:
            self.notes.append(id)
        self.out.call(id)
        self.references.update(dict.fromkeys(self._bookmarks.values(), id))

    def _hidden(self, element: etree._Element) -> bool:
        properties = element.find(f"{W}rPr")
        key = "" if properties is None else value(properties, "rStyle")
        return is_hidden(element) or (key in self.styles and self.styles[key].hidden)

    def _target(self, element: etree._Element) -> str:
        """Where a hyperlink leads; "" if it stays in the document."""
        if instruction := _HYPERLINK.match(element.get(f"{W}instr") or ""):
            return instruction[1]
        _, address, outside = self.relations.get(element.get(f"{_R}id") or "", ("", "", False))
        return address if outside else ""

    def _field(self, part: str) -> None:
        match part:
            case "begin":
                self._fields.append(_Field())
            case "separate" if self._fields:
                self._fields[-1].mark = self.out.mark()
            case "end" if self._fields:
                done = self._fields.pop()
                if done.mark is not None and not is_call(done.instruction):
                    self._computed(done.instruction, done.mark)
                elif done.mark is not None and (again := _NOTEREF.match(done.instruction)):
                    # The result is a number, which no text has.
                    self.out.forget(done.mark)
                    self.out.call(self.references.get(again[1], ""))
                if done.mark is not None and (link := _HYPERLINK.match(done.instruction)):
                    self.out.link(link[1], done.mark)

    def _computed(self, instruction: str, mark: int) -> None:
        """A field whose result is a part of the text."""
        target = self.trail.field(instruction, mark, self.out.mark())
        if target and not self._linked:
            self.out.refer(target, mark)

    def _drawing(self, element: etree._Element) -> None:
        """A picture, or a shape with text in it."""
        blip = next(element.iter(f"{_DRAWING}blip"), None)
        if blip is None:
            self._inside(element)
            return
        described = next(element.iter(f"{_PLACED}docPr"), None)
        alt = "" if described is None else described.get("descr") or ""
        said = [data for data in self._pictured(blip) if data]
        stated = [read_picture(data) for data in said]
        mark = self.out.mark()
        self.figures.append(
            Figure(
                alt=" ".join(alt.split()),
                caption="",
                picture=Picture(said[-1]) if said else None,
                # What a drawing says, its pixels must say as well: either may be all one sees.
                embedded={
                    name: values
                    for name, values in (stated[0] if stated else {}).items()
                    if all(other.get(name) == values for other in stated)
                },
                decorative=described is not None and _is_decorative(described),
            )
        )
        for link in described.iter(f"{_DRAWING}hlinkClick") if described is not None else ():
            self.out.link(self._target(link), mark)

    def _pictured(self, blip: etree._Element) -> Iterator[bytes | None]:
        """The pixels of a picture, and the drawing that they are made of, if there is one."""
        for element in (blip, *blip.iter(f"{_SVG_BLIP}svgBlip")):
            _, part, outside = self.relations.get(element.get(f"{_R}embed") or "", ("", "", True))
            yield None if outside else self.package.get(part)


def _is_decorative(described: etree._Element) -> bool:
    """Whether a picture is marked as one that says nothing ([MS-ODRAWXML] §2.5.1)."""
    marks = described.iter(f"{_ADEC}decorative")
    return any(mark.get("val") in ("1", "true", None) for mark in marks)


def _is_drop_cap(properties: etree._Element | None) -> bool:
    """Is it the first letter of the paragraph that follows (§17.3.1.11)?"""
    frame = None if properties is None else properties.find(f"{W}framePr")
    return frame is not None and frame.get(f"{W}dropCap", "none") != "none"


def _metadata(package: Package, relations: _Relations) -> Mapping[str, Statements]:
    """The three parts of document properties (ISO 29500-2 §11, ISO 29500-1 §22.2 and §22.3)."""
    readers: Mapping[str, tuple[str, Callable[[etree._Element], Statements]]] = {
        "core": ("/core-properties", _core),
        "app": ("/extended-properties", _app),
        "custom": ("/custom-properties", _custom),
    }
    found: dict[str, Statements] = {}
    for column, (ending, read) in readers.items():
        part = next((p for kind, p, _ in relations.values() if kind.endswith(ending)), "")
        root = package.xml_if(part)
        found[column] = {} if root is None else read(root)
    return found


def _core(root: etree._Element) -> Statements:
    found = {}
    for element in root.iterchildren("*"):
        name = etree.QName(element)
        prefix = _PREFIXES.get(name.namespace or "", name.namespace or "")
        found[f"{prefix}:{name.localname}"] = (element.text or "",)
    return found


def _app(root: etree._Element) -> Statements:
    return {etree.QName(e).localname: (e.text or "",) for e in root.iterchildren("*")}


def _custom(root: etree._Element) -> Statements:
    return {
        element.get("name") or "": ("".join(str(text) for text in element.itertext()),)
        for element in root.iterchildren("*")
    }


def _beside(custom: Statements) -> Iterator[Statements]:
    """What the custom properties say of each picture, by its number."""
    lines = {int(m[1]): v for name, v in custom.items() if (m := _OF_PICTURE.fullmatch(name))}
    for n in range(1, max(lines, default=0) + 1):
        yield {"credit": lines[n]} if n in lines else {}


def _records(package: Package, relations: _Relations) -> list[str]:
    """Every element with text in the custom XML parts (§15.2.5), as ``name: text``."""
    found = []
    for kind, part, _ in relations.values():
        root = package.xml_if(part) if kind.endswith("/customXml") else None
        for element in () if root is None else root.iter("*"):
            if text := folded(element.text or ""):
                found.append(f"{etree.QName(element).localname}: {text}")
    return found
