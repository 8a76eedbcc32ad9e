"""The places where a credit can stand, and what each one says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Place(StrEnum):
    """Where a credit was found; the most trusted first, which leads where two differ.

    What is written for programs, to the letter, comes before what is cut to length
    (IPTC-IIM) or meant for readers alone.
    """

    XMP = "image:xmp"
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


WORDS: Mapping[Place, str] = {
    Place.XMP: "XMP in the picture",
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
}
"""What people call them."""


@dataclass(frozen=True)
class Stated:
    """What one place states of one picture: a record for each credit, in its order.

    ``weak`` are fields that only fill a gap, and are no contradiction to any other.
    """

    place: Place
    credits: tuple[Mapping[str, str], ...]
    weak: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Shown:
    """A text that readers see at the picture.

    ``marked``: the file says that it is a credit. Otherwise it is a caption, which
    may hold one.
    """

    place: Place
    text: str
    marked: bool = False


HIDDEN = frozenset({Place.DOCX_PROPERTIES})
"""Places whose text is for readers, but not at the picture."""


@dataclass
class Sighting:
    """A picture, while a file is being read: everything that is met about it, unmerged."""

    name: str
    media_type: str | None = None
    data: bytes | None = field(default=None, repr=False)
    others: list[bytes] = field(default_factory=list, repr=False)
    """The same picture in other forms, as a drawing's pixels."""
    digest: str | None = None
    width: int | None = None
    height: int | None = None
    external: str | None = None
    alts: list[str] = field(default_factory=list)
    captions: list[str] = field(default_factory=list)
    stated: list[Stated] = field(default_factory=list)
    shown: list[Shown] = field(default_factory=list)
    uses: list[str] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)

    def used(self, where: str, page: int | None = None) -> None:
        """It is shown there; every place is told once."""
        if where not in self.uses:
            self.uses.append(where)
        if page is not None and page not in self.pages:
            self.pages.append(page)
