"""The value between composing and formats: everything a format needs, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field

from publish.fonts.scripts import Script
from publish.model.article import Image, Metadata
from publish.model.publication import FontFace

__all__ = ["Asset", "FontFace", "Look", "Page", "Stamp", "Withheld"]

PAPER = "pdf"
"""The stylesheet that lays out paper: the PDF's, whose ``@page`` rules Word takes, too."""
LOGO = "brand-logo.svg"
"""The name of a brand's logo; no picture of an article gets it."""


@dataclass(frozen=True)
class Look:
    """A theme's stylesheets, ready for use: tokens written out, no imports.

    ``style`` serves every format; ``sheets`` are those that some of them add, by name.
    ``specimen`` is a whole Page's markup that holds every element of the
    vocabulary once, from which Word's styles are computed.
    """

    theme: str
    style: str
    sheets: tuple[tuple[str, str], ...] = ()
    specimen: str = ""
    fonts: tuple[FontFace, ...] = ()
    scripts: tuple[Script, ...] = ()
    """Scripts whose own families stand in the stylesheets' stacks, the article's first."""

    @property
    def paper(self) -> str:
        """The stylesheet that lays out paper."""
        return self.sheet(PAPER)

    def sheet(self, name: str) -> str:
        """The stylesheet of that name; empty if the theme has none."""
        return dict(self.sheets).get(name, "")


@dataclass(frozen=True)
class Asset:
    """A picture under the name the markup calls it by, with its credit embedded as XMP."""

    name: str
    media_type: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Withheld:
    """A picture that may not go where the Page goes, without its bytes, and why.

    ``reason`` is an id of ``publish.rights.channels.REASONS``; ``words`` are what the
    placeholder says of it.
    """

    image: Image
    reason: str
    words: str


@dataclass(frozen=True)
class Stamp:
    """What marks every page: ``text`` is a sentence, ``across`` a word for the whole page.

    ``kind`` is ``draft``, ``embargo`` or ``retracted``, which is the notice's class too.
    """

    kind: str
    text: str
    across: str | None = None


@dataclass(frozen=True)
class Page:
    """One article, composed.

    ``markup`` is a whole XHTML document (UTF-8 text, no DOCTYPE needed to parse
    it, no entities beyond XML's five) whose ``body > article`` is in the
    vocabulary that ARCHITECTURE.md lists. It is the only source of text: a
    format lays it out, and adds no words of its own.
    ``cover`` is the ``section.cover`` for formats that have a cover.
    ``images`` are the article's, in the order in which they appear; an image's
    file name in the markup is its ``name``, and ``assets`` holds the bytes. Those
    that are ``withheld`` are not among them: the markup has a placeholder.
    """

    slug: str
    markup: str
    metadata: Metadata
    look: Look
    cover: str = ""
    images: tuple[Image, ...] = ()
    assets: tuple[Asset, ...] = ()
    labels: tuple[tuple[str, str], ...] = ()
    """The theme's words in the article's language, for furniture outside the
    markup: ``contents``, ``cover``, ``landmarks``, ``start``, ``credits``,
    ``colophon``, ``accessibility-summary`` …"""
    withheld: tuple[Withheld, ...] = ()
    logo: Image | None = None
    """The brand's, which is none of the article's pictures; its bytes are among the assets."""
    stamps: tuple[Stamp, ...] = ()
    """What every page of every format must bear; the markup says it once, and the cover."""
    standing: tuple[str, ...] = ()
    """What formats whose pages are changed by others say in their running heads besides: that
    the article was corrected, and when."""

    def label(self, key: str) -> str:
        """The theme's word for ``key``; ``KeyError`` if the theme has none."""
        return dict(self.labels)[key]

    def asset(self, name: str) -> Asset:
        """The picture of that name; ``KeyError`` if the page has none such."""
        for asset in self.assets:
            if asset.name == name:
                return asset
        raise KeyError(name)
