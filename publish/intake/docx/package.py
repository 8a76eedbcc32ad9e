"""The parts of a Word file, found by the types of their relationships."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from lxml import etree

from publish.inspecting.archive import Archive, open_zip
from publish.inspecting.docx.document import Relation, relations
from publish.inspecting.findings import Findings, unreadable
from publish.intake.docx.markup import attribute, elements, name


class Package:
    """A Word file. Raises ``Unreadable`` if it has no main document, or is beyond the limits."""

    def __init__(self, data: bytes, findings: Findings) -> None:
        self.archive: Archive = open_zip(data, findings)
        self._relations: dict[str, Mapping[str, Relation]] = {}
        top = self.relations("").values()
        self.main = next((r.target for r in top if r.type == "officeDocument"), "")
        if not self.main or self.archive.xml(self.main) is None:
            raise unreadable(findings, "it has no main document")

    def relations(self, part: str) -> Mapping[str, Relation]:
        """The relationships of a part by their ids; those of the package for ``""``."""
        if part not in self._relations:
            self._relations[part] = relations(self.archive, part)
        return self._relations[part]

    def parts(self, kind: str) -> Iterator[tuple[str, etree._Element]]:
        """The parts of the main document with that type of relationship, each with its root."""
        for relation in self.relations(self.main).values():
            if relation.type == kind and not relation.external:
                root = self.archive.xml(relation.target)
                if root is not None:
                    yield relation.target, root

    def root(self, kind: str) -> etree._Element | None:
        """The root of the first part of a type."""
        return next((root for _, root in self.parts(kind)), None)

    @cached_property
    def body(self) -> etree._Element:
        """The body of the main document."""
        root = self.archive.xml(self.main)
        assert root is not None  # looked at in __init__
        return next((e for e in elements(root) if name(e) == "w:body"), root)

    def notes(self, kind: str) -> Mapping[str, etree._Element]:
        """The notes of a kind (``footnotes``, ``endnotes``, ``comments``) by their ids."""
        root = self.root(kind)
        return {
            attribute(note, "w:id"): note
            for note in elements(root)
            if attribute(note, "w:type") in ("", "normal")
        }
