"""The declaration of a theme that hides a required text, with its file and line.

The proof of the finished files finds hidden text; here the theme's own stylesheets give the cause,
before tokens, languages and formats change their lines.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from publish import xml_parsing
from publish.composing.theme.labels import labels
from publish.composing.theme.loading import Theme
from publish.composing.theme.tokens import css_string, resolve
from publish.errors import ThemeError, Where
from publish.format import Format
from publish.page import Page
from publish.proof.sight.markup import Hidden, hidden
from publish.proof.sight.stylesheets import Sheets
from publish.values import dataclass

_COMMON = "style"
"""The stylesheet of all formats."""
_LEFT_OUT = frozenset({"display", "visibility", "content-visibility", "font-size"})


@dataclass(frozen=True)
class Hiding:
    """A text that a theme hides, the reason, and the place of the declaration."""

    name: str
    text: str
    why: str
    where: Where
    longhand: str
    """The property that does it, as a longhand."""

    @property
    def leaves_out(self) -> bool:
        """Whether a layout leaves the text out altogether."""
        return self.longhand in _LEFT_OUT


def hiding(theme: Theme, page: Page, format: Format) -> Iterator[Hiding]:
    """The texts that the theme's stylesheets for a format hide on a page, as far as known."""
    try:
        texts = dict(_stylesheets(theme, page, format))
    except ThemeError:
        return
    sheets = Sheets(texts, format.ignores)
    for markup in filter(None, (page.markup, _document(page.cover))):
        root = xml_parsing.parse(markup, bare=True)
        for found in hidden(root, sheets, reader_owned=format.reader_owned, every=True):
            yield from _placed(theme, found)


def _document(cover: str) -> str:
    return (
        f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{cover}</body></html>' if cover else ""
    )


def _placed(theme: Theme, found: Hidden) -> Iterator[Hiding]:
    """The causes with their places; of several, those in the theme's own folder."""
    said = [(cause, cause.declared) for cause in found.causes if cause.declared is not None]
    every = [
        Hiding(
            found.name,
            found.text,
            f"{cause.why} ({one.selector})",
            theme.place(one.sheet, one.line),
            one.name,
        )
        for cause, one in said
    ]
    own = [one for one in every if _is_own(theme, one.where)]
    yield from (own or every)[:1]


def _is_own(theme: Theme, where: Where) -> bool:
    return bool(theme.folders) and Path(where.file).is_relative_to(theme.folders[0])


def _stylesheets(theme: Theme, page: Page, format: Format) -> Iterator[tuple[str, str]]:
    """The theme's own stylesheets, their tokens resolved, line by line as they are in its files."""
    words, _ = labels(theme, page.metadata.lang)
    tokens = {**theme.tokens, "page-of-pages": '""'}
    tokens |= {f"label-{key}": css_string(text) for key, text in words.items()}
    for name in (_COMMON, format.stylesheet):
        if name in theme.sheets:
            yield name, resolve(theme.sheets[name], tokens, name)
