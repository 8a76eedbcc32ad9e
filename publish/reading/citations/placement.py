"""Citations set where they were written, and the bibliography where it belongs.

Numbers, "ibid." and years with letters depend on the order in which a reader meets the citations:
captions are read with their pictures, notes at their calls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from typing import Any

from lxml import etree

from publish import xml_parsing
from publish.errors import Problem, SourceError, Where
from publish.model.article import Image
from publish.reading.citations.clusters import Clusters
from publish.reading.citations.inlines import Unsaid, xhtml
from publish.reading.citations.library import EVERYTHING, Library
from publish.reading.citations.losses import losses
from publish.reading.citations.processor import Decoded, Styled, decoded, styled
from publish.reading.citations.styles import Style
from publish.reading.findings import Findings
from publish.values import dataclass

_UNDATED = ("webpage", "software")
_HEADINGS = frozenset({"h2", "h3", "h4", "h5", "h6"})
_TITLES = frozenset(
    {
        "references", "bibliography", "works cited", "literature", "sources",
        "literatur", "literaturverzeichnis", "quellen",
        "références", "références bibliographiques", "bibliographie", "ouvrages cités",
        "referencias", "bibliografía", "referencias bibliográficas", "obras citadas",
    }
)  # fmt: skip
"""Titles of an empty section: the bibliography goes there."""


@dataclass(frozen=True)
class Cited:
    """The body and the pictures of an article, with styled citations."""

    body: str
    images: tuple[Image, ...]


@dataclass(frozen=True)
class _Place:
    """The place of a citation: the note ``note``, or the text if that is "".

    ``number`` is the number of the note, or of the note that a note style makes of it.
    """

    element: etree._Element
    note: str
    number: int


@dataclass
class _Desk:
    """The parsed texts of an article, with its citations in reading order."""

    body: etree._Element
    captions: dict[str, etree._Element]
    ids: dict[int, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    _count: int = 0

    def ordered(self, hero: str | None) -> list[_Place]:
        """Every place of a citation, in reading order."""
        asides = {aside.get("id", ""): aside for aside in self.body.iter("aside")}
        begin = list(self._below(self.captions[hero], asides)) if hero in self.captions else []
        return begin + list(self._below(self.body, asides))

    def _below(
        self,
        root: etree._Element,
        asides: dict[str, etree._Element],
        note: str = "",
        number: int = 0,
    ) -> Iterator[_Place]:
        """The places in ``root``. A note that is reached is removed from ``asides``."""
        for element in root.iter():
            if element.get("data-cite") is not None:
                if note or not any(above.tag == "aside" for above in element.iterancestors()):
                    self._count += 0 if note else 1
                    yield _Place(element, note, number or self._count)
            elif element.tag == "figure" and (name := element.get("data-image")) in self.captions:
                yield from self._below(self.captions[str(name)], asides)
            elif element.get("role") == "doc-noteref":
                id = element.get("href", "").removeprefix("#")
                if (aside := asides.pop(id, None)) is not None:
                    self._count += 1
                    yield from self._below(aside, asides, id, self._count)


def cite(
    body: str,
    images: tuple[Image, ...],
    hero: str | None,
    clusters: Clusters,
    nocite: Sequence[str],
    library: Library,
    style: Style,
    lang: str,
    ids: frozenset[str],
    findings: Findings,
) -> Cited:
    """``body`` and ``images`` with their citations in ``style``, and the bibliography.

    ``ids`` are those of the body. Raises ``SourceError`` for records that the processor cannot set,
    ``EnvironmentFault`` if it is not installed.
    """
    desk = _Desk(_parsed(body), {i.name: _parsed(i.caption or "") for i in images})
    places = desk.ordered(hero)
    listed = list(library.records) if EVERYTHING in nocite else list(nocite)
    written = [clusters.found[int(place.element.get("data-cite", ""))] for place in places]
    cited = [work.key for cluster in written for work in cluster.works]
    keys = list(dict.fromkeys([*cited, *listed]))
    records = decoded(keys, library, lang)
    _note_problems(keys, records, library, findings)
    if len(records) < len(keys):
        return Cited(body, images)
    desk.ids.update(_ids(keys, ids))
    wanted = [(c, place.number) for c, place in zip(written, places, strict=True)]
    result = styled(wanted, records, dict.fromkeys(listed), style, lang)
    try:
        for place, cluster, words in zip(places, written, result.citations, strict=True):
            _put(desk, place, words, cluster.textual)
        section = _section(desk, result)
    except Unsaid as unsaid:
        message = f"a record holds TeX that cannot be set: {unsaid}"
        where = _place_of(str(unsaid), keys, library) or findings.where()
        raise SourceError(
            Problem("citation-processor", message, "Write the letters themselves.", where)
        ) from None
    _settle(desk, section)
    captions = {name: _inner(root) for name, root in desk.captions.items()}
    return Cited(
        _inner(desk.body),
        tuple(replace(i, caption=captions[i.name] if i.caption else i.caption) for i in images),
    )


def _place_of(tex: str, keys: Sequence[str], library: Library) -> Where | None:
    """The place of the record that holds ``tex``, among the cited ones."""
    for record in (library.records[key] for key in keys):
        if record.bib and any(tex in value for value in record.bib.fields.values()):
            return Where(record.file, record.line)
    return None


def _note_problems(
    keys: Sequence[str], records: Mapping[str, Decoded], library: Library, findings: Findings
) -> None:
    """Note the problems of the cited records, each at its own place."""
    for key in keys:
        place = library.records[key]
        own = Findings(place.file)
        record = records.get(key)
        if record is None:
            message = f"the entry {key!r} cannot be read"
            own.error("bibliography-entry", message, "Simplify its TeX.", place.line)
        elif not record.values.keys() & {"title", "container-title"}:
            message = f"the record {key!r} has no title"
            own.warn("citation-incomplete", message, "Add one.", place.line)
        elif "issued" not in record.values and record.text("type") not in _UNDATED:
            message = f"the record {key!r} has no year"
            fix = "Add one; without it, styles print “n.d.”."
            own.hint("citation-incomplete", message, fix, place.line)
        if record is not None and place.bib is not None:
            for field_name, value in losses(place.bib, record.words):
                message = f"the record {key!r} loses part of its {field_name}: {value[:80]!r}"
                fix = "Write it without TeX, or put braces around the part that must stay as it is."
                own.warn("bibliography-lost", message, fix, place.line)
        if record is not None and record.unreachable:
            message = (
                f"the record {key!r} has an address that is not on the web: {record.unreachable}"
            )
            fix = "It is left out; give the full address, beginning with https://."
            own.warn("bibliography-address", message, fix, place.line)
        for problem in own.problems:
            findings.note(problem)


def _ids(keys: Sequence[str], taken: frozenset[str]) -> Iterator[tuple[int, str]]:
    """An id for each entry, made from its key."""
    used = set(taken)
    for number, key in enumerate(keys):
        name = id = "ref-" + re.sub(r"[^A-Za-z0-9_-]+", "-", key).strip("-")
        n = 2
        while id in used:
            id, n = f"{name}-{n}", n + 1
        used.add(id)
        yield number, id


def _put(desk: _Desk, where: _Place, words: Sequence[Mapping[str, Any]], textual: bool) -> None:
    """Set the words of a citation in its place, or in a new note if the style uses notes."""

    def link(number: int, text: str) -> str:
        return f'<a href="#{desk.ids[number]}" role="doc-biblioref">{text}</a>'

    def aside(text: str) -> str:
        id = f"fn-cited-{len(desk.notes) + 1}"
        desk.notes.append(
            f'<aside id="{id}" role="doc-footnote"><p>'
            f'<span class="citation">{text}</span></p></aside>'
        )
        return f'<a href="#{id}" role="doc-noteref"></a>'

    place = where.element
    text = xhtml(words, link, None if where.note else aside)
    works = [str(work["citationId"]) for work in words[0]["c"][0]]
    named = " ".join(desk.ids[int(id.removeprefix("r"))] for id in works)
    content = _parsed(text)
    if where.note and (place.tail or "").strip():
        _unended(content)
    if text.startswith(('<a href="#fn-cited-', "<sup>")) and not textual:
        _close_up(place)
    del place.attrib["data-cite"]
    if "doc-noteref" in text:
        place.attrib.pop("class")
    else:
        place.set("data-cites", named)
    place.text = content.text
    place.extend(list(content))


def _unended(content: etree._Element) -> None:
    """Remove the period of a citation whose note continues after it."""
    if len(content):
        content[-1].tail = (content[-1].tail or "").removesuffix(".")
    else:
        content.text = (content.text or "").removesuffix(".")


def _close_up(place: etree._Element) -> None:
    """Close the space before the call of a note: it follows the word directly."""
    before, parent = place.getprevious(), place.getparent()
    if before is not None:
        before.tail = (before.tail or "").rstrip()
    elif parent is not None:
        parent.text = (parent.text or "").rstrip()


def _section(desk: _Desk, result: Styled) -> etree._Element | None:
    """The bibliography; None if the style has none."""
    if not result.entries:
        return None

    def link(number: int, text: str) -> str:
        return text

    section = etree.Element("section", role="doc-bibliography")
    numbered = any(entry.label for entry in result.entries)
    section.set("class", "references numbered" if numbered else "references")
    entries = etree.SubElement(section, "ul")
    section.text = entries.text = entries.tail = "\n"
    for entry in result.entries:
        label = xhtml(entry.label, link).strip()
        mark = f'<span class="reference-number">{label}</span> ' if label else ""
        item = _parsed(mark + xhtml(entry.words, link).strip())
        item.tag, item.tail = "li", "\n"
        item.set("id", desk.ids[entry.record])
        entries.append(item)
    return section


def _settle(desk: _Desk, section: etree._Element | None) -> None:
    """Put the bibliography into a box that waits for it, under its heading, or at the end."""
    body = desk.body
    if section is not None and not _into_box(body, section) and not _under_heading(body, section):
        notes = [aside for aside in body if aside.tag == "aside"]
        index = list(body).index(notes[0]) if notes else len(body)
        section.tail = "\n"
        body.insert(index, section)
    for note in desk.notes:
        body.append(_parsed(note)[0])


def _into_box(body: etree._Element, section: etree._Element) -> bool:
    for box in body.iter("section"):
        if box.get("role") == "doc-bibliography" and all(kid.tag in _HEADINGS for kid in box):
            box.set("class", str(section.get("class")))
            box.extend(list(section))
            return True
    return False


def _under_heading(body: etree._Element, section: etree._Element) -> bool:
    blocks = [block for block in body if block.tag != "aside"]
    for n, block in enumerate(blocks):
        title = " ".join("".join(map(str, block.itertext())).split()).casefold()
        follows = blocks[n + 1].tag if n + 1 < len(blocks) else "h2"
        if block.tag in _HEADINGS and title in _TITLES and follows in _HEADINGS:
            index = list(body).index(block)
            section.insert(0, block)
            section.tail = "\n"
            body.insert(index, section)
            return True
    return False


def _parsed(text: str) -> etree._Element:
    return xml_parsing.parse(f"<div>{text}</div>")


def _inner(root: etree._Element) -> str:
    parts = (etree.tostring(kid, encoding="unicode") for kid in root)
    start = etree.tostring(_only_text(root.text), encoding="unicode")
    return start[len("<x>") : -len("</x>")] + "".join(parts)


def _only_text(text: str | None) -> etree._Element:
    element = etree.Element("x")
    element.text = text or ""
    return element
