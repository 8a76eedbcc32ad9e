"""DOCX: the Page becomes a native Word document, with named styles computed from the CSS.

The markup is walked once, and its boxes become paragraphs and tables; then these are
written as XML. Nothing is formatted directly: a partner who changes the style "Caption"
changes every caption.

============  ============================================================================
``document``  a Page as the parts of a package; ``specimen``: a theme's styles
``model``     the values in between: blocks, inlines, formats, numbering, roles
``styles``    roles and variants as named styles, the theme's fonts, table styles
``inlines``   the text of a paragraph: runs, links, cross-references
``blocks``    the walk over the markup, and a handler for each kind of block
``parts``     the parts of the package as XML, and the package itself
``xml``       elements of WordprocessingML and formulas
``house``     the house's own Word file, which wins over computed styles and pages
``origins``   the places of blocks in the source, for what partners return
``unsupported``  what a theme's CSS asks for and Word cannot do
============  ============================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from publish.content import Content
from publish.format import Format
from publish.promise import COMMON, Promise

if TYPE_CHECKING:
    from PIL.Image import Image

    from publish.errors import Problem
    from publish.format import Written
    from publish.page import Look, Page


def losses(look: Look) -> tuple[Problem, ...]:
    """Requests of ``look`` that Word cannot meet: hints for the author of a theme.

    They come from the cascade over the specimen. Each names the elements and Word's substitute;
    their rules' ids begin with ``word-``.
    """
    from publish.formats.docx.unsupported.losses import losses as found

    return found(look)


def write(page: Page, *, embed_fonts: bool = True) -> bytes:
    """``page`` as a Word document (ISO 29500-1, Transitional), the theme's fonts embedded.

    The same page gives the same bytes. Pictures are in it to the byte. Raises ``SourceError`` for
    content without a counterpart in Word (an element outside the vocabulary, a link that leads
    nowhere, a kind of picture that Word cannot show), ``ThemeError`` for a stylesheet whose effect
    in Word would lose something: hidden text, unknown list markers.
    """
    from publish.formats.docx.document import document

    return document(page, embed_fonts=embed_fonts).data


def written(page: Page) -> Written:
    """The same, with a note of what came from the house's own file (``page.template``)."""
    from publish.formats.docx.document import document

    return document(page)


def show(data: bytes) -> Iterator[Image]:
    """Every page as a picture, as LibreOffice lays it out."""
    from publish.formats.docx import preview

    return preview.show(data)


def _read(data: bytes) -> Content:
    from publish.proof.readers.docx.document import read_docx

    return read_docx(data)


_WITHOUT_COUNTERPART = (
    "opacity visibility transform translate scale rotate zoom clip clip-path filter contain "
    "mix-blend-mode content-visibility container-type position z-index top right bottom left "
    "overflow-x overflow-y height max-height text-fill-color text-security line-clamp content "
    "box-shadow font-size-adjust outline outline-width outline-offset background-image "
    "background-clip text-decoration-thickness margin-top margin-bottom"
)

FORMAT = Format(
    name="docx",
    suffix=".docx",
    media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    writer=written,
    reader=_read,
    sheets=("pdf", "docx"),
    promise=Promise(
        frozenset({*COMMON, "heading numbers", "visibility", "records", "fields", "origins"}),
        columns=("core", "app", "custom"),
        beside=("custom",),
    ),
    # Partners get it.
    syndicated=True,
    templated=True,
    traced=True,
    ignores=frozenset(_WITHOUT_COUNTERPART.split()),
    show=show,
    losses=losses,
    engines=("python-docx", "weasyprint"),
    order=3,
)
