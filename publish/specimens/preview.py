"""A theme's specimen, with every element of the vocabulary, in every format."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from publish.composing.compose import compose
from publish.composing.specimen import specimen_article, with_withheld_picture
from publish.composing.theme.draft import as_draft
from publish.composing.theme.loading import Theme, load
from publish.formats import FORMATS
from publish.model.history import Prose, Retraction
from publish.page import Page
from publish.reading.publication.settings import read_publication
from publish.specimens.sheet import Strip, contact_sheet, strips

SHEET = "specimen.png"
_OWED = "<p>The first paragraph.</p>" + "".join(
    f'<figure data-image="{name}"></figure><p>What follows.</p>'
    for name in ("specimen.jpg", "withheld.jpg")
)


def specimen_page(theme: str, root: Path | None, lang: str = "en") -> Page:
    """The specimen in the theme ``theme``, with the brand of the publication in ``root``.

    Raises ``ThemeError``.
    """
    publication = read_publication(root / "publish.toml") if root else None
    return compose(with_withheld_picture(specimen_article(lang, publication)), load(theme, root))


def owed_page(theme: Theme, root: Path | None, lang: str = "en") -> Page:
    """A short page with everything that a reader must see, and all stamps.

    Raises ``ThemeError``.
    """
    publication = read_publication(root / "publish.toml") if root else None
    whole = with_withheld_picture(specimen_article(lang, publication, guided=False))
    reason = Retraction(whole.metadata.date, Prose("It was wrong.", "It was wrong."))
    metadata = replace(whole.metadata, retracted=reason)
    return compose(as_draft(replace(whole, metadata=metadata, body=_OWED)), theme)


def specimen_files(page: Page) -> tuple[dict[str, bytes], tuple[Strip, ...]]:
    """The specimen in every format, and the contact sheet, by file name.

    A Strip without pages names the missing program. Raises ``ThemeError`` from the formats,
    ``EnvironmentFault`` if no format can be shown.
    """
    usual = {name: format for name, format in FORMATS.items() if not format.on_demand}
    made = {name: format.write(page) for name, format in usual.items()}
    rows = strips(made)
    files = {f"specimen{FORMATS[name].suffix}": data for name, data in made.items()}
    return {**files, SHEET: contact_sheet(rows)}, rows
