"""The places that can store a credit, and the statements found there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from publish.values import dataclass


class Place(StrEnum):
    """Where a credit was found, the most trusted first: it wins where two differ.

    Exact values for programs come before values cut to length (IPTC-IIM) and texts for
    readers.
    """

    XMP = "image:xmp"
    SIDECAR = "file:xmp"
    SVG = "image:svg"
    PDF_IMAGE = "pdf:image-metadata"
    DOCX_RECORD = "docx:custom-xml"
    PDF_DOCUMENT = "pdf:document-xmp"
    EPUB_PACKAGE = "epub:package"
    DOCX_PROPERTIES = "docx:custom-properties"
    IPTC = "image:iptc"
    EXIF = "image:exif"
    PNG = "image:png-text"
    EPUB_CREDIT = "epub:doc-credit"
    EPUB_CAPTION = "epub:figcaption"
    DOCX_CREDIT = "docx:credit"
    DOCX_CAPTION = "docx:caption"
    PDF_CAPTION = "pdf:caption"
    FILE_CREDIT = "file:credit"
    FILE_CAPTION = "file:caption"


PLACE_NAMES: Mapping[Place, str] = {
    Place.XMP: "XMP in the picture",
    Place.SIDECAR: "XMP beside the picture's file",
    Place.SVG: "metadata in the SVG",
    Place.PDF_IMAGE: "XMP beside the picture",
    Place.DOCX_RECORD: "custom XML part",
    Place.PDF_DOCUMENT: "XMP of the document",
    Place.EPUB_PACKAGE: "package document",
    Place.DOCX_PROPERTIES: "custom properties",
    Place.IPTC: "IPTC in the picture",
    Place.EXIF: "EXIF in the picture",
    Place.PNG: "text in the PNG",
    Place.EPUB_CREDIT: "credit at the picture",
    Place.EPUB_CAPTION: "caption",
    Place.DOCX_CREDIT: "credit at the picture",
    Place.DOCX_CAPTION: "caption",
    Place.PDF_CAPTION: "caption",
    Place.FILE_CREDIT: "credit at the picture",
    Place.FILE_CAPTION: "caption",
}
"""Names of the places for people."""


@dataclass(frozen=True)
class StatedCredits:
    """The credits of one picture in one place, in order.

    ``weak`` names fields that only fill gaps and contradict nothing.
    """

    place: Place
    credits: tuple[Mapping[str, str], ...]
    weak: frozenset[str] = frozenset()


@dataclass(frozen=True)
class ShownText:
    """A text that readers see at the picture.

    ``marked``: the file marks it as a credit. Otherwise it is a caption, which may
    contain one.
    """

    place: Place
    text: str
    marked: bool = False


HIDDEN = frozenset({Place.DOCX_PROPERTIES})
"""Places with text for readers that is not shown at the picture."""


@dataclass
class RawPicture:
    """A picture while its file is read: all findings, not yet merged."""

    name: str
    media_type: str | None = None
    data: bytes | None = field(default=None, repr=False)
    others: list[bytes] = field(default_factory=list, repr=False)
    """The same picture in other forms, for example an SVG as pixels."""
    digest: str | None = None
    width: int | None = None
    height: int | None = None
    external: str | None = None
    alts: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    described: list[tuple[str, Place, bool]] = field(default_factory=list)
    """Captions in metadata, each with its place, and whether it only fills a gap."""
    stated: list[StatedCredits] = field(default_factory=list)
    shown: list[ShownText] = field(default_factory=list)
    uses: list[str] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)

    def add_use(self, where: str, page: int | None = None) -> None:
        """Record a place, and a page, that shows the picture; each once."""
        if where not in self.uses:
            self.uses.append(where)
        if page is not None and page not in self.pages:
            self.pages.append(page)
