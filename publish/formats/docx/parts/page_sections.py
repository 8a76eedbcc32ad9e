"""Sections of a document: their paper, columns, and references to headers and footers."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from publish.formats.docx.model.blocks import Columns
from publish.formats.docx.xml.elements import Element, w
from publish.values import dataclass


@dataclass(frozen=True)
class Sheet:
    """A sheet of paper: its size, its margins, and the references to its headers and footers."""

    references: tuple[Element, ...]
    paper: Mapping[str, object]
    margins: Mapping[str, object]


@dataclass(frozen=True)
class Sections:
    """The common parts of all sections of a document, and whether left and right pages differ.

    A section without references to headers and footers has those of the section before
    it (ISO 29500-1 §17.10.5).
    """

    portrait: Sheet
    landscape: Sheet
    """The sheet of pages turned sideways."""
    titled: bool
    """Does the first page have its own header and footer?"""
    rtl: bool
    even: bool
    mirrored: bool

    def properties(self, columns: Columns, before: Columns | None) -> Element:
        """The ``sectPr`` of a section; ``before`` are the columns of the one before it.

        It begins in the middle of a page, unless the page is turned. Only the first
        section has a title page: where another begins on a page, the page has the header
        and footer of this one.
        """
        continuing = before is not None and before.landscape == columns.landscape
        titled = self.titled and before is None
        sheet = self.landscape if columns.landscape else self.portrait
        rule = columns.rule or None
        many = {"num": columns.count, "sep": rule, "space": columns.gap, "equalWidth": True}
        return w(
            "sectPr",
            # An element has only one parent.
            *(() if continuing else map(deepcopy, sheet.references)),
            w("type", val="continuous") if continuing else None,
            w("pgSz", **sheet.paper),
            w("pgMar", **sheet.margins),
            w("cols", **many) if columns.count > 1 else None,
            w("titlePg") if titled else None,
            w("bidi") if self.rtl else None,
        )
