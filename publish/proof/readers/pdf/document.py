"""The content of a PDF, by its structure tree: the text for a screen reader.

pikepdf walks the tree in logical order (ISO 32000-1 §14.7, §14.8); the text comes from
:mod:`publish.proof.readers.pdf.marked_content`. So the tags are proved with the words: text that
the tree does not reach is stray.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from dataclasses import replace

import pikepdf

from publish.content import (
    Content,
    Setting,
    unreadable,
)
from publish.model.edition import WITHOUT
from publish.proof.readers.bidi import language_runs_left
from publish.proof.readers.pdf.facts import (
    attached,
    claimed,
    pictures_stated,
    statements_of,
)
from publish.proof.readers.pdf.marked_content import MarkedContent, read_marked_content
from publish.proof.readers.pdf.places import Places
from publish.proof.readers.pdf.sight import PdfSight
from publish.proof.readers.pdf.walk import Walk
from publish.proof.readers.recorder import (
    all_elements,
    all_languages,
    all_numbers,
)


def read_pdf(data: bytes) -> Content:
    """The content of a tagged PDF.

    Raises ``ProofError`` (proof-unreadable) for a file that is broken, encrypted
    or not tagged.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if pdf.is_encrypted:
                raise unreadable("pdf", "the file is encrypted")
            tree = pdf.Root.get("/StructTreeRoot")
            if tree is None:
                raise unreadable("pdf", "the file has no structure tree: it is not tagged")
            leftward = language_runs_left(str(pdf.Root.get("/Lang", "")))
            content = _quietly(read_marked_content, data)
            walk = Walk(data, pdf, tree, content, Places(pdf), leftward)
            walk.below(tree, None)
            return replace(_content_of(pdf, walk), sight=PdfSight.of(data, pdf, walk.pieces))
    except pikepdf.PasswordError:
        raise unreadable("pdf", "the file is encrypted") from None
    except pikepdf.PdfError as error:
        raise unreadable("pdf", f"the file is broken: {error}") from None


def _quietly(read: Callable[[bytes], MarkedContent], data: bytes) -> MarkedContent:
    """Read without pdfminer's warnings: the comparison finds whatever it skipped."""
    logger = logging.getLogger("pdfminer")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        return read(data)
    finally:
        logger.setLevel(before)


def _content_of(pdf: pikepdf.Pdf, walk: Walk) -> Content:
    metadata = statements_of(pdf)
    standard = claimed(metadata["xmp"])
    return Content(
        format="pdf",
        text=walk.out.text,
        headings=tuple(walk.out.headings),
        figures=tuple(walk.figures),
        decorations=tuple(walk.decorations()),
        credits=tuple(walk.items),
        links=walk.links(),
        notes=tuple(note.text for note in walk.notes.values()),
        calls=walk.out.calls(tuple(walk.notes)),
        numbers=all_numbers((walk.out, *walk.notes.values())),
        languages=all_languages((walk.out, *walk.notes.values())),
        structure=all_elements((walk.out, *walk.notes.values())),
        tables=(*walk.tables, *walk.tables_in_notes),
        formulas=walk.formulas(),
        outline=tuple(walk.out.outline),
        references=tuple(walk.references()),
        entries=walk.inner.entries(),
        metadata=metadata,
        standard=standard,
        attached=attached(pdf),
        without=WITHOUT.get(standard, frozenset()),
        stray=tuple(walk.stray()),
        boxes=tuple(sorted(walk.content.boxes)),
        overruns=tuple(walk.overruns()),
        lines=walk.lines(),
        mute=walk.content.mute,
        beside={"xmp": tuple(pictures_stated(metadata["xmp"]))},
        hung=True,
        setting=Setting.BOTH_WAYS if walk.content.holds_leftward else Setting.LINES,
    )
