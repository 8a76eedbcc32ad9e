"""The state that all readers of one document share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from lxml import etree

from publish.inspecting.docx.document import Relation
from publish.intake.docx.fields import Fields
from publish.intake.docx.numbering import Numbering
from publish.intake.docx.package import Package
from publish.intake.docx.shelf import Shelf
from publish.intake.docx.styles import Styles
from publish.intake.journal import Journal
from publish.intake.model import BODY, Place
from publish.values import dataclass

ACCEPT, REJECT = "accept", "reject"


@dataclass
class Reading:
    """A document while it is read."""

    package: Package
    styles: Styles
    numbering: Numbering
    shelf: Shelf
    journal: Journal
    changes: str = ACCEPT
    lang: str = ""
    told: set[str] = field(default_factory=set)
    """Ids of comments that are in the journal."""
    notes: dict[tuple[str, str], str] = field(default_factory=dict)
    """Labels of notes by kind and id, in the order of the calls."""
    note_bookmarks: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Bookmarks around calls of notes, which Word's NOTEREF asks for."""
    comments: Mapping[str, etree._Element] = field(default_factory=dict)
    latex: Mapping[etree._Element, str] = field(default_factory=dict)
    formulas: int = 0
    contents: bool = False


@dataclass
class Story:
    """One of its stories: the body, a text box, a note."""

    reading: Reading
    part: str
    name: str = BODY
    fields: Fields = field(default_factory=Fields)
    count: int = 0
    """Paragraphs so far."""
    place: Place = Place()
    bookmarks: list[str] = field(default_factory=list)
    """Bookmarks that begin before the next paragraph."""
    depth: int = 0

    @property
    def relations(self) -> Mapping[str, Relation]:
        """The relationships of the story's part."""
        return self.reading.package.relations(self.part)

    def inner(self, name: str) -> Story:
        """A story within this one, such as a text box; its numbers go on."""
        return Story(self.reading, self.part, name, count=self.count, depth=self.depth + 1)
