"""A theme's specimen: every element of the vocabulary, as each format sets it."""

from __future__ import annotations

from pathlib import Path

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article, with_withheld_picture
from publish.composing.theme.loading import load
from publish.formats import FORMATS
from publish.page import Page
from publish.reading.publication.settings import read_publication
from publish.specimens.sheet import Strip, contact_sheet, strips

SHEET = "specimen.png"


def specimen_page(theme: str, root: Path | None, lang: str = "en") -> Page:
    """The specimen, composed in the theme of that name, with the brand of the publication.

    Raises ``ThemeError``.
    """
    publication = read_publication(root / "publish.toml") if root else None
    return compose(with_withheld_picture(specimen_article(lang, publication)), load(theme, root))


def specimen_files(page: Page) -> tuple[dict[str, bytes], tuple[Strip, ...]]:
    """The specimen in every format, and the contact sheet, by file name.

    The Strips say what of the sheet is missing for want of a program. Raises
    ``ThemeError`` from the formats, ``EnvironmentFault`` if nothing can be shown.
    """
    made = {name: format.write(page) for name, format in FORMATS.items()}
    rows = strips(made)
    files = {f"specimen{FORMATS[name].suffix}": data for name, data in made.items()}
    return {**files, SHEET: contact_sheet(rows)}, rows
