"""Zipped packages (EPUB, DOCX), opened with care: they can be edited, or broken."""

from __future__ import annotations

from lxml import etree

from publish import xml_parsing
from publish.content import unreadable
from publish.xml_parsing import BadXML
from publish.zip_parts import MOST_BYTES, BadZip, ZipParts


class Package:
    """The parts of a zipped file by name.

    Raises ``ProofError`` (proof-unreadable) for a broken zip, a missing part
    or one that is not well-formed, and for more than half a gigabyte.
    """

    def __init__(self, name: str, data: bytes) -> None:
        self._name = name
        try:
            self._zip = ZipParts(data)
        except BadZip as error:
            raise unreadable(name, f"the file is broken: {error}") from None
        self._parts = self._zip.sizes()
        if sum(self._parts.values()) > MOST_BYTES:
            raise unreadable(name, f"the file unpacks to more than {MOST_BYTES >> 20} MB")

    def names(self) -> tuple[str, ...]:
        """The names of all parts, in order."""
        return tuple(self._parts)

    def get(self, part: str) -> bytes | None:
        """A part's bytes; None if there is none of that name."""
        if part not in self._parts:
            return None
        try:
            return self._zip.read(part)
        except BadZip as error:
            raise unreadable(self._name, f"{part} cannot be unpacked: {error}") from None

    def xml(self, part: str) -> etree._Element:
        """The root of a required part."""
        data = self.get(part)
        if data is None:
            raise unreadable(self._name, f"{part} is missing")
        return self._parse(part, data)

    def xml_if(self, part: str) -> etree._Element | None:
        """The root of an optional part."""
        data = self.get(part)
        return None if data is None else self._parse(part, data)

    def _parse(self, part: str, data: bytes) -> etree._Element:
        try:
            return xml_parsing.parse(data, bare=True)
        except BadXML as error:
            raise unreadable(self._name, f"{part} is not well-formed: {error}") from None
