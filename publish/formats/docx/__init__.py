"""DOCX: the Page becomes native Word structures, its look named styles computed from the CSS.

The markup is walked once, its boxes folded into paragraphs and tables; then those
are written as XML. Nothing is formatted directly: a partner who changes the style
"Caption" changes every caption.

==================  ======================================================================
``document``        the whole: a Page into the parts of a package
``walk``            markup into blocks; ``context`` is where it is, ``phrases`` the inlines,
                    ``lists`` markers and numbers
``grid``            tables; ``columns`` their widths, ``ruling`` their borders and grounds;
                    ``boxing`` makes tables of boxes that paragraphs cannot show
``nesting``         boxes in boxes, told as what paragraphs can carry (``boxes``)
``setting``         the format of a paragraph; ``pictures`` how large they are;
                    ``initials`` first letters and drop caps
``neighbors``       what depends on the block before and after
``flow``            the values in between: paragraphs, runs, tables
``formatting``      what a style can say, in Word's units, and its XML
``roles``           what things are called, in the vocabulary and in Word
``styles``          roles and variants as named styles; ``stylesheet`` writes them
``numbering``       list definitions and their restarts; ``outlines`` the numbers of headings
``fonts``           Word's names, metrics and files of the theme's fonts
``body``            document.xml; ``runs`` its text and fields
``notes``           footnotes.xml: numbers, references, separators
``furniture``       headers and footers, from CSS's page margin boxes
``watermark``       the word across every page of a draft
``sections``        columns of text, and what reaches across them
``settings``        settings.xml and the font table
``properties``      core, app and custom properties, from the one table of metadata
``records``         every picture's credit as a custom XML part
``parts``           the package, through python-docx, with fixed bytes
``limits``          what a theme's CSS says and Word cannot do; ``questions`` that find it
``xml``             elements of WordprocessingML
==================  ======================================================================
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.content import ASPECTS, Content, Promise
from publish.format import Format

if TYPE_CHECKING:
    from publish.errors import Problem
    from publish.page import Look, Page


def losses(look: Look) -> tuple[Problem, ...]:
    """What ``look`` asks for and Word cannot do, or does otherwise: hints, for a theme's author.

    Computed from the cascade over the specimen. Every one names the elements and
    what Word does instead; their rules' ids begin with ``word-``.
    """
    from publish.formats.docx.limits import findings

    return findings.losses(look)


def write(page: Page, *, embed_fonts: bool = True) -> bytes:
    """``page`` as a Word document (ISO 29500-1, Transitional), the theme's fonts embedded.

    The same page gives the same bytes. Pictures are in it to the byte. Raises
    ``SourceError`` for what has no counterpart in Word (an element outside the
    vocabulary, a link that leads nowhere, a kind of picture that Word cannot
    show), ``ThemeError`` for a stylesheet that asks for what Word cannot do where
    that would lose something: hidden text, unknown list markers.
    """
    from publish.formats.docx.document import document

    return document(page, embed_fonts=embed_fonts)


def _read(data: bytes) -> Content:
    from publish.proof.readers.docx.document import read_docx

    return read_docx(data)


FORMAT = Format(
    name="docx",
    suffix=".docx",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    writer=write,
    reader=_read,
    promise=Promise(
        frozenset({*ASPECTS, "heading numbers", "records", "fields"}),
        columns=("core", "app", "custom"),
        beside=("custom",),
    ),
    # Partners get it.
    syndicated=True,
    engines=("python-docx", "weasyprint"),
    order=3,
)
