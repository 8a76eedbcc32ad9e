"""The content of a DOCX, read as zip and XML only."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from publish.content import Content, unreadable
from publish.proof.readers.docx.bibliography import read_entries
from publish.proof.readers.docx.fields import Targets
from publish.proof.readers.docx.numbers import ListNumbers
from publish.proof.readers.docx.origins import read_astray
from publish.proof.readers.docx.properties import picture_credits, read_properties, read_records
from publish.proof.readers.docx.relationships import Relationships
from publish.proof.readers.docx.sight import DocxSight
from publish.proof.readers.docx.styles import W, read_styles
from publish.proof.readers.docx.walk import Walk
from publish.proof.readers.package import Package
from publish.proof.readers.recorder import all_languages, all_numbers
from publish.proof.readers.xhtml import divided


def read_docx(data: bytes) -> Content:
    """The content of a DOCX.

    Raises ``ProofError`` (proof-unreadable) if the file or one of the parts it
    needs is broken or missing.
    """
    package = Package("docx", data)
    whole = Relationships.of(package, "")
    main = whole.part("/officeDocument")
    if not main:
        raise unreadable("docx", "_rels/.rels names no main document")
    whole_text = package.xml(main)
    body = whole_text.find(f"{W}body")
    if body is None:
        raise unreadable("docx", f"{main} has no body")
    near = Relationships.of(package, main)
    footnotes = near.xml("/footnotes")
    styles = near.xml("/styles")
    text = Walk(near, read_styles(styles), ListNumbers(near.xml("/numbering"), styles))
    text.blocks(body)
    properties = read_properties(whole)
    notes = list(_notes(text, footnotes))
    walks = (text, *notes)
    targets = Targets(text.transcript, text.positions, text.note_bookmarks, text.notes)
    figures, decorations = divided(text.figures)
    return Content(
        format="docx",
        text=text.transcript.text,
        headings=tuple(text.transcript.headings),
        figures=figures,
        decorations=decorations,
        credits=tuple(text.credits),
        links=tuple(link for walk in walks for link in walk.transcript.links),
        notes=tuple(note.transcript.text for note in notes),
        calls=text.transcript.calls(tuple(text.notes)),
        numbers=all_numbers(walk.transcript for walk in walks),
        languages=all_languages(walk.transcript for walk in walks),
        tables=tuple(table for walk in walks for table in walk.tables),
        formulas=tuple(formula for walk in walks for formula in walk.transcript.formulas),
        outline=tuple(text.transcript.outline),
        references=tuple(r for walk in walks for r in targets.references(walk.transcript)),
        stale=tuple(s for walk in walks for s in targets.stale(walk.transcript, walk.positions)),
        astray=tuple(read_astray(near, [body, *([] if footnotes is None else [footnotes])])),
        entries=read_entries(body, footnotes, text.styles),
        metadata=properties,
        records=tuple(read_records(near)),
        beside={"custom": tuple(picture_credits(properties["custom"]))},
        sight=DocxSight(near, whole_text, styles),
    )


def _notes(text: Walk, footnotes: etree._Element | None) -> Iterator[Walk]:
    """The notes that the text refers to, in the order of the references (§17.11)."""
    near = Relationships.of(text.relationships.package, text.relationships.part("/footnotes"))
    elements = () if footnotes is None else footnotes.iter(f"{W}footnote")
    by_id = {element.get(f"{W}id"): element for element in elements}
    for id in text.notes:
        note = Walk(near, text.styles, text.list_numbers)
        if id in by_id:
            note.blocks(by_id[id])
        yield note
