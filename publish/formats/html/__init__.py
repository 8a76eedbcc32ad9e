"""A web page: the Page becomes a folder of HTML, pictures, stylesheet and fonts, in a ZIP file.

==============  ======================================================================
``site``        assembles the files of the folder
``document``    the article as an HTML document, and as a fragment for a CMS
``head``        the page's metadata: links, RDFa, Open Graph, schema.org
``pictures``    every picture in several widths, each with its credits
``stylesheet``  the theme's CSS for browsers, after ``base.css``
``fonts``       the subsets of the theme's fonts as WOFF2
==============  ======================================================================

There is no script, and no style in an attribute: the page works under any Content Security Policy
that lets it load its own files (CSP 3).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from publish.content import Content
from publish.format import Format
from publish.promise import COMMON, Promise

if TYPE_CHECKING:
    from publish.page import Page


def write(page: Page) -> bytes:
    """Write ``page`` as a folder for a web server, in a ZIP file.

    The same page gives the same bytes. Raises ``ThemeError`` if the theme's stylesheet is broken,
    ``SourceError`` if a picture is of a kind that browsers do not show.
    """
    from publish.formats.html.site import write_site

    return write_site(page)


def recognizes(data: bytes) -> bool:
    """Whether it is a folder in a ZIP with a page and its fragment."""
    import io
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = [name.partition("/")[2] for name in archive.namelist()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return False
    return {"index.html", "fragment.html"} <= set(names)


def _read(data: bytes) -> Content:
    from publish.proof.readers.html import read_html

    return read_html(data)


FORMAT = Format(
    name="html",
    suffix=".html.zip",
    media_type="application/zip",
    writer=write,
    reader=_read,
    sheets=("epub", "html"),
    promise=Promise(
        frozenset({*COMMON, "heading numbers", "visibility"}),
        columns=("rdfa",),
        beside=("rdfa",),
    ),
    on_demand=True,
    recognizes=recognizes,
    engines=("brotli", "pillow", "uharfbuzz"),
    order=4,
)
