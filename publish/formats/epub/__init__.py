"""EPUB 3.3: the Page becomes XHTML documents in a package that ebooklib writes.

==================  ======================================================================
``book``            assembles documents, pictures, fonts and stylesheet
``documents``       article as XHTML content documents
``cover``           the cover as one picture, from the theme's template
``navigation``      table of contents and landmarks, for nav document and NCX
``accessibility``   accessibility metadata, computed from the content
``pictures``        pictures and their names in the package
``stylesheet``      the theme's CSS for reading systems, after ``base.css``;
                    ``declarations``, ``font_shorthand`` and ``print_only`` are its parts
``typeface_usage``  the characters set in each typeface
``fonts``           subsets of the theme's fonts
``formula_font``    the font of formulas
``labels``          the theme's labels for cover, contents and landmarks
``package_writer``  the package document, through ebooklib
``container``       the ZIP container
==================  ======================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from publish.content import Content
from publish.format import Format
from publish.promise import COMMON, Promise

if TYPE_CHECKING:
    from PIL.Image import Image

    from publish.page import Page


def write(page: Page) -> bytes:
    """Write ``page`` as an accessible EPUB 3.3 with subsets of the theme's fonts.

    The same page gives the same bytes. Raises ``ThemeError`` if the theme's stylesheet
    is broken or a label is missing, ``SourceError`` if a picture is of a kind that EPUB
    does not allow.
    """
    from publish.formats.epub.book import write_book

    return write_book(page)


def show(data: bytes) -> Iterator[Image]:
    """The top of every document as a picture, as Chromium shows it on a phone."""
    from publish.formats.epub import preview

    return preview.show(data)


def _read(data: bytes) -> Content:
    from publish.proof.readers.epub import read_epub

    return read_epub(data)


FORMAT = Format(
    name="epub",
    suffix=".epub",
    media_type="application/epub+zip",
    writer=write,
    reader=_read,
    sheets=("epub", "cover"),
    promise=Promise(
        frozenset({*COMMON, "cover", "heading numbers", "visibility"}),
        columns=("opf",),
        beside=("opf",),
    ),
    reader_owned=True,
    show=show,
    engines=("ebooklib", "uharfbuzz", "weasyprint", "pypdfium2"),
    order=2,
)
