"""The standards of a PDF's editions, and what completes a file for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING, cast

from publish.model.edition import A3A_UA1, A4F_UA2, X1A, X4
from publish.values import dataclass

if TYPE_CHECKING:
    from publish.format import Written
    from publish.formats.pdf.layout.output import LaidOut
    from publish.page import Page


@dataclass(frozen=True)
class Standard:
    """A standard, or two that hold in one file."""

    name: str
    variant: str | None
    """WeasyPrint's closest variant, as which the file is laid out."""
    finisher: str
    """The module whose ``finish`` makes the file that WeasyPrint wrote conform."""
    rules: Callable[[Page], str] = lambda page: ""
    """Rules of CSS that come after the theme's: those of the edition's paper."""
    refuse: Callable[[Page], None] = lambda page: None
    """Raises ``SourceError`` for what no file of the standard can have, before layout."""

    def finish(self, laid_out: LaidOut, page: Page) -> bytes | Written:
        """The file of ``page``, conforming and closed. Raises ``ThemeError``."""
        module = import_module(f"publish.formats.pdf.{self.finisher}")
        return cast("bytes | Written", module.finish(laid_out, page))


def _bleed(page: Page) -> str:
    return f"@page {{ bleed: {page.edition.press.bleed:g}mm; marks: none }}"


def _refuse_for_press(page: Page) -> None:
    from publish.formats.pdf.press.own_profiles import refuse_broken

    refuse_broken(page)


STANDARDS: Mapping[str, Standard] = {
    each.name: each
    for each in (
        Standard(A3A_UA1, "pdf/a-3a", "conformance"),
        Standard(A4F_UA2, "pdf/a-4f", "conformance"),
        Standard(X4, "pdf/a-3a", "press.finish", _bleed, _refuse_for_press),
        Standard(X1A, "pdf/a-3a", "press.finish", _bleed, _refuse_for_press),
    )
}
"""The standards of :data:`publish.model.edition.STANDARDS`, by name."""


def standard(page: Page) -> Standard:
    """The standard of the edition that ``page`` is made for."""
    return STANDARDS[page.edition.standard]
