"""EPUB 3.3: the Page becomes XHTML documents in a package that ebooklib writes.

==================  ======================================================================
``book``            the whole: documents, pictures, fonts and stylesheet into one file
``documents``       the article and its cover as XHTML content documents
``navigation``      contents and landmarks, for the nav document and the NCX
``accessibility``   what the content can be read with, computed from the content
``pictures``        the pictures under the names they have in the package
``stylesheet``      the theme's CSS for reading systems; ``base.css`` comes before it,
                    ``declarations``, ``shorthand`` and ``print_only`` are its parts
``cascade``         which characters are set in which typeface
``fonts``           subsets of the theme's fonts
``labels``          the theme's words for cover, contents and landmarks
``package_writer``  the package document, through ebooklib
``archive``         the ZIP container
==================  ======================================================================
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from publish.content import ASPECTS, Content, Promise
from publish.format import Format

if TYPE_CHECKING:
    from PIL.Image import Image

    from publish.page import Page


def write(page: Page) -> bytes:
    """``page`` as an EPUB 3.3, accessible, with the theme's fonts embedded as subsets.

    The same page gives the same bytes. Raises ``ThemeError`` where the theme's
    stylesheet is broken or a label is missing, ``SourceError`` where a picture
    is of a kind that no EPUB may hold.
    """
    from publish.formats.epub.book import publication

    return publication(page)


def show(data: bytes) -> Iterator[Image]:
    """The top of every document as a picture, as Chromium shows it on a phone."""
    from publish.formats.epub import showing

    return showing.show(data)


def _read(data: bytes) -> Content:
    from publish.proof.readers.epub import read_epub

    return read_epub(data)


FORMAT = Format(
    name="epub",
    suffix=".epub",
    media_type="application/epub+zip",
    writer=write,
    reader=_read,
    promise=Promise(
        frozenset({*ASPECTS, "cover", "heading numbers"}), columns=("opf",), beside=("opf",)
    ),
    show=show,
    engines=("ebooklib",),
    order=2,
)
