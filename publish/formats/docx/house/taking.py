"""All that a document takes from the house's file, and the report of what came from where."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from publish.errors import Problem, Severity
from publish.format import Notes
from publish.formats.docx.house.grounds import make_readable
from publish.formats.docx.house.pages import HousePages
from publish.formats.docx.house.reference import reference
from publish.formats.docx.house.styles import HouseStyles
from publish.formats.docx.model.blocks import Block
from publish.formats.docx.parts.package import Package
from publish.formats.docx.styles.catalog import Styles
from publish.formats.docx.xml.elements import Element
from publish.page import Page
from publish.values import dataclass


@dataclass(frozen=True)
class House:
    """The styles and the page of a house's file, for one document."""

    name: str
    styles: HouseStyles
    pages: HousePages
    package: Package

    @classmethod
    def of(cls, page: Page, package: Package) -> House | None:
        """The house of ``page``, if it has a template. Raises ``SourceError``."""
        if page.template is None:
            return None
        opened = reference(page.template)
        return cls(page.template.name, HouseStyles(opened), HousePages(opened, package), package)

    def on(self, page: Page) -> Page:
        """``page`` with the paper and the margins of the house."""
        return replace(page, look=self.pages.look(page.look))

    def dress(self, definitions: Element, blocks: Sequence[Block], styles: Styles) -> None:
        """Give the style definitions the house's looks, then write its headers and footers.

        ``blocks`` are the document's, in ``styles``.
        """
        self.styles.dress(definitions)
        make_readable(definitions, blocks, styles)
        self.pages.write(self.styles.known)
        opened = self.styles.reference
        if (part := opened.near("theme")) is not None and not opened.relations(part):
            opened.xml(part)
            self.package.add("theme", "/word/theme/theme1.xml", opened.read(part))

    @property
    def notes(self) -> Notes:
        """The report: all that came from the house's file, and all that is computed."""
        came = {
            "page": self.pages.has_page,
            "headers": self.pages.has("header"),
            "footers": self.pages.has("footer"),
        }
        measures: Mapping[str, object] = {
            "reference": self.name,
            **{what: "house" if own else "computed" for what, own in came.items()},
            "styles": dict(sorted(self.styles.used.items())),
            "computed": sorted(self.styles.computed),
        }
        return Notes(details=(self._told(came),), measures=measures)

    def _told(self, came: Mapping[str, bool]) -> Problem:
        styles = [
            ours if ours.lower() == theirs.lower() else f"{ours} ({theirs})"
            for ours, theirs in sorted(self.styles.used.items())
        ]
        own = [what for what, is_own in came.items() if is_own]
        others = [what for what, is_own in came.items() if not is_own]
        message = (
            f"Word: from {self.name} come {', '.join(own) or 'no page'}, and the styles "
            f"{', '.join(styles) or '(none)'}"
        )
        rest = f"{', '.join(others)} and " if others else ""
        fix = (
            f"Computed from the theme: {rest}{len(self.styles.computed)} styles, named by "
            "`publish check --layout --json`. Name more under [word.styles]."
        )
        where = self.styles.reference.template.where
        return Problem("reference-used", message, fix, where, Severity.HINT)
