"""The Page: the contract between composing, formats and proof."""

from __future__ import annotations

from dataclasses import field, replace

from publish.errors import Problem, Where
from publish.fonts.scripts import Script
from publish.keeping.kept import NOTHING, KeptWork
from publish.model.article import Image, Metadata
from publish.model.edition import FOR_READERS, SCREEN, Edition
from publish.model.press import Ink
from publish.model.publication import FontFace, Template
from publish.model.source_texts import SourceTexts
from publish.model.variants import Data
from publish.values import dataclass

__all__ = ["Asset", "FontFace", "Look", "Page", "Stamp", "Withheld"]

PAPER = "pdf"
"""Name of the stylesheet for paper: the PDF's, whose ``@page`` rules Word uses, too."""
DARK = "(prefers-color-scheme: dark)"
"""The media feature of readers who prefer the dark."""
LOGO = "brand-logo.svg"
"""File name of a brand's logo, reserved."""
BADGE, ORCID, QR_CODE = "license-badge.svg", "orcid-icon.svg", "qr-code.svg"
"""File names of drawings that composing makes, reserved."""
GRAPH = "credits.json"
"""File name of the credits as linked data."""
COVER = "cover.jpg"
"""The cover of an EPUB, whose own bytes alone state the credit of what it shows."""
RESERVED = frozenset({COVER, LOGO, BADGE, ORCID, QR_CODE})


@dataclass(frozen=True)
class Look:
    """A theme's stylesheets, with tokens resolved and without imports.

    ``style`` applies to every format; ``sheets`` are additional ones by name.
    ``specimen`` is a Page's markup with every element of the vocabulary, from which
    Word's styles are computed.
    """

    theme: str
    style: str
    sheets: tuple[tuple[str, str], ...] = ()
    specimen: str = ""
    fonts: tuple[FontFace, ...] = ()
    scripts: tuple[Script, ...] = ()
    """Scripts whose families were added to the font stacks, the article's first."""
    own: tuple[str, ...] = ()
    """Lines of ``style`` that are about the article's pictures alone, none of a specimen's."""
    kept: KeptWork = field(default=NOTHING, compare=False, repr=False)
    """Work that earlier processes did for the theme."""

    @property
    def general(self) -> Look:
        """The look that all articles of the theme share, whatever their pictures are."""
        lines = (line for line in self.style.split("\n") if line not in self.own)
        return replace(self, style="\n".join(lines), own=()) if self.own else self

    @property
    def paper(self) -> str:
        """The stylesheet for paper."""
        return self.sheet(PAPER)

    def sheet(self, name: str) -> str:
        """Return the stylesheet of that name; empty if the theme has none."""
        return dict(self.sheets).get(name, "")


@dataclass(frozen=True)
class Asset:
    """A picture under its name in the markup, with its credit embedded as XMP."""

    name: str
    media_type: str
    data: Data = Data()  # a descriptor
    """Its bytes. Given as a variant of the article's own picture, they are put together whenever
    they are asked for: nobody holds both."""

    def __repr__(self) -> str:
        return f"Asset(name={self.name!r}, media_type={self.media_type!r})"


@dataclass(frozen=True)
class Withheld:
    """A picture that may not be published in the Page's channel, without its bytes.

    ``reason`` is an id of ``publish.rights.channels.REASONS``; ``words`` is the text of
    the placeholder.
    """

    image: Image
    reason: str
    words: str


@dataclass(frozen=True)
class Stamp:
    """A mark on every page: ``text`` is a sentence, ``across`` a word across the page.

    ``kind`` is ``draft``, ``embargo`` or ``retracted``, also the notice's class.
    """

    kind: str
    text: str
    across: str | None = None


@dataclass(frozen=True)
class Attached:
    """A file in a file."""

    name: str
    data: bytes = field(repr=False)
    media_type: str
    relationship: str
    """Its relation to the file that holds it: a name of ISO 32000-2 table 43."""
    about: str


@dataclass(frozen=True)
class Page:
    """A composed article.

    ``markup`` is an XHTML document (UTF-8, only XML's five entities) whose
    ``body > article`` follows the vocabulary in ARCHITECTURE.md. It is the only source
    of text: a format lays it out and adds no words. ``cover`` is the ``section.cover``
    for formats with a cover. ``images`` are the article's, in order; an image's file
    name in the markup is its ``name``, and ``assets`` has its bytes. The markup has a
    placeholder for each ``withheld`` picture, which is not in ``images``.
    """

    slug: str
    markup: str
    metadata: Metadata
    look: Look
    cover: str = ""
    images: tuple[Image, ...] = ()
    assets: tuple[Asset, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    """The theme's labels in the article's language for what is outside the markup:
    ``contents``, ``cover``, ``landmarks``, ``start``, ``credits``, ``colophon``,
    ``accessibility-summary`` …"""
    withheld: tuple[Withheld, ...] = ()
    drawings: tuple[Image, ...] = ()
    """The brand's logos, and badges, icons and codes, none of ``images``; their bytes are in
    ``assets``."""
    stamps: tuple[Stamp, ...] = ()
    """Marks on every page of every format; markup and cover have them once."""
    borrowed: tuple[str, ...] = ()
    """Keys of labels that the theme lacks in the article's language: they are in
    ``locale.FALLBACK``."""
    standing: tuple[str, ...] = ()
    """Extra header text for formats that others edit: that and when the article was corrected."""
    inks: tuple[Ink, ...] = ()
    """Colors of the theme with device values for a press, declared by the brand."""
    graph: bytes = field(default=b"", repr=False)
    """The credits of its pictures as linked data (JSON-LD)."""
    edition: Edition = SCREEN
    """The settings of the file, for the format that has editions; others ignore it."""
    template: Template | None = None
    """The house's own file, for the format that takes one; others ignore it."""
    texts: SourceTexts = field(default=SourceTexts(), compare=False, repr=False)
    """The texts that the article was made from. Nothing of them is in any file."""

    @property
    def attached(self) -> tuple[Attached, ...]:
        """The files that are in the file of its edition, by name.

        The source is the markup, from which the file is set: it has all that is published and
        nothing else, neither evidence nor comments nor a picture that is withheld.
        """
        if not self.edition.attachments or self.edition.standard not in FOR_READERS:
            return ()
        credits = dict(self.labels).get("credits", GRAPH)
        source, name = self.markup.encode(), f"{self.slug}.xhtml"
        found = (
            Attached(GRAPH, self.graph, "application/ld+json", "Data", credits),
            Attached(name, source, "application/xhtml+xml", "Source", self.metadata.title),
        )
        return tuple(sorted(found, key=lambda file: file.name))

    def label(self, key: str) -> str:
        """Return the theme's label for ``key``. Raises ``KeyError``."""
        return dict(self.labels)[key]

    def asset(self, name: str) -> Asset:
        """Return the picture of that name. Raises ``KeyError``."""
        for asset in self.assets:
            if asset.name == name:
                return asset
        raise KeyError(name)

    def place(self, words: str, around: str = "") -> Where | None:
        """The file and line of the source with ``words``, or of the picture of that name."""
        known = (image.where for image in self.images if image.name == words)
        return next(filter(None, known), None) or self.texts.find(words, around)

    def located(self, problem: Problem, *, of_article: bool = True) -> Problem:
        """A Problem with the place of what it is about.

        Where that is not found, it is the beginning of the article, or none for a Problem
        that may not be one ``of_article``.
        """
        if problem.where:
            return problem
        where = self.place(problem.about) if problem.about else None
        return replace(problem, where=where or (self.texts.start if of_article else None))
