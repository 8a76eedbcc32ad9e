"""Reads a Word file into a document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from publish.errors import Problem, UsageError, Where
from publish.intake.docx.blocks import read_blocks
from publish.intake.docx.facts import language, read_facts
from publish.intake.docx.formulas import found_in, in_latex
from publish.intake.docx.markup import attribute, child, is_on, name, within
from publish.intake.docx.numbering import Numbering
from publish.intake.docx.package import Package
from publish.intake.docx.records import credits_of, is_ours
from publish.intake.docx.shelf import Shelf
from publish.intake.docx.story import ACCEPT, Reading, Story
from publish.intake.docx.styles import Styles
from publish.intake.docx.words import margins, texts_of
from publish.intake.journal import Journal
from publish.intake.model import COMMENTS, MARGINS, NOTES, Block, Document, Place

STOP = "stop"
_CHANGES = frozenset({"w:ins", "w:del", "w:moveFrom", "w:moveTo"})


def read_document(package: Package, changes: str, file: str) -> Document:
    """The document in a Word file.

    ``changes``: tracked changes are accepted, rejected, or (``stop``) raise ``UsageError``.
    """
    changes = _asked(package, changes, file)
    reading = _reading(package, changes)
    blocks = tuple(read_blocks(package.body, Story(reading, package.main)))
    notes = tuple(_notes(reading))
    _note_uncalled(reading)
    _note_margins(reading)
    facts = read_facts(package)
    facts = replace(facts, lang=facts.lang or language(reading.lang))
    return Document(
        blocks,
        notes,
        tuple(reading.shelf.pictures),
        facts,
        tuple(reading.journal.left_out),
        tuple(reading.journal.changed),
        reading.formulas,
        reading.contents,
        is_ours(package),
    )


def _reading(package: Package, changes: str) -> Reading:
    styles = Styles(package.root("styles"))
    numbering = Numbering(package.root("numbering"), styles)
    formulas = [f for root in _roots(package) for f in found_in(root)]
    reading = Reading(
        package,
        styles,
        numbering,
        Shelf(credits_of(package)),
        Journal(),
        changes,
        latex=in_latex(formulas),
    )
    own = styles.rtl_lang if is_from_right(package) else styles.lang
    stated = read_facts(package).lang
    reading.lang = stated or own or _usual_language(package)
    reading.comments = package.notes("comments")
    for root in _roots(package):
        _mark_calls(root, reading)
    return reading


def _roots(package: Package) -> Iterator[etree._Element]:
    yield package.body
    for kind in ("footnotes", "endnotes"):
        yield from package.notes(kind).values()


def _usual_language(package: Package) -> str:
    """The language that most runs have."""
    said = Counter(
        tag
        for run in within(package.body, "w:lang")
        if (tag := attribute(run, "w:val")) and language(tag)
    )
    return said.most_common(1)[0][0] if said else ""


def _mark_calls(root: etree._Element, reading: Reading) -> None:
    """Keep the bookmarks right around calls of notes."""
    open_marks: list[str] = []
    for element in root.iter("*"):
        kind = name(element)
        if kind == "w:bookmarkStart":
            open_marks.append(attribute(element, "w:name"))
        elif kind in ("w:footnoteReference", "w:endnoteReference"):
            which = "footnotes" if kind == "w:footnoteReference" else "endnotes"
            for mark in open_marks:
                reading.note_bookmarks[mark] = (which, attribute(element, "w:id"))
        elif kind in ("w:bookmarkEnd", "w:t", "w:p"):
            open_marks.clear()


def _notes(reading: Reading) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """The notes that are called, with those that they call."""
    done: set[tuple[str, str]] = set()
    while waiting := [key for key in reading.notes if key not in done]:
        for key in waiting:
            done.add(key)
            kind, id = key
            note = reading.package.notes(kind).get(id)
            part = next((part for part, _ in reading.package.parts(kind)), "")
            if note is not None:
                story = Story(reading, part, NOTES, depth=1)
                yield reading.notes[key], tuple(read_blocks(note, story))
            else:
                yield reading.notes[key], ()


def _note_uncalled(reading: Reading) -> None:
    for kind in ("footnotes", "endnotes"):
        for id, note in reading.package.notes(kind).items():
            words = " ".join(texts_of(note, reading.changes, boxes=True))
            if (kind, id) not in reading.notes and words:
                reading.journal.leave("a note that nothing calls", Place(NOTES), words)
    for id, comment in reading.comments.items():
        words = " ".join(texts_of(comment, reading.changes))
        if words and id not in reading.told:
            who = attribute(comment, "w:author") or "somebody"
            reading.journal.leave("a comment", Place(COMMENTS), words, who=who)


def _note_margins(reading: Reading) -> None:
    for kind, text in margins(reading.package, reading.changes):
        reading.journal.leave(f"a {kind} of pages", Place(MARGINS), text)


def _asked(package: Package, changes: str, file: str) -> str:
    """The wish for tracked changes; raises if it is to stop at them."""
    found = [
        e
        for root in _roots(package)
        for e in root.iter("*")
        if name(e) in _CHANGES and attribute(e, "w:author") + attribute(e, "w:id")
    ]
    if changes != STOP:
        return changes
    if not found:
        return ACCEPT
    who = ", ".join(sorted({attribute(e, "w:author") or "somebody" for e in found})[:5])
    count = f"{len(found)} tracked change{'s' if len(found) > 1 else ''}"
    raise UsageError(
        Problem(
            "import-changes",
            f"the file has {count}, by {who}",
            "Give --changes accept or --changes reject; or settle them in Word first.",
            Where(file),
        )
    )


def is_from_right(package: Package) -> bool:
    """Whether most paragraphs run from right to left."""
    paragraphs = [
        p for p in within(package.body, "w:p") if next(within(p, "w:t"), None) is not None
    ]
    turned = [p for p in paragraphs if is_on(child(p, "w:pPr", "w:bidi"))]
    return len(turned) * 2 > len(paragraphs)
