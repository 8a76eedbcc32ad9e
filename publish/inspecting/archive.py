"""Reads parts of unknown zipped packages (EPUB, DOCX), within limits.

A broken part becomes a Problem and the rest is read; it is an error only if nothing
can be read. Nothing is unpacked to disk.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Protocol

from lxml import etree

from publish import files, xml_parsing, zip_parts
from publish.files import CannotRead
from publish.inspecting.findings import Findings, broken, encrypted, too_large
from publish.xml_parsing import BadXML, TooMuch
from publish.zip_parts import MOST_BYTES, BadZip, ZipParts

MOST_PARTS = 20_000
MOST_XML = 32 * 1024 * 1024
"""Bytes of one XML part: as a tree it takes many times that in memory."""
MOST_ELEMENTS = 1_000_000
"""Of one XML part: a book of 2,000 pages has fewer."""


class _Store(Protocol):
    def sizes(self) -> Mapping[str, int]: ...

    def read(self, part: str) -> bytes: ...


class Archive:
    """The parts of a package by name; unreadable ones go to ``findings``.

    Raises ``Unreadable`` for a package beyond the limits.
    """

    def __init__(self, store: _Store, findings: Findings) -> None:
        self.findings = findings
        self._store = store
        sizes = store.sizes()
        if len(sizes) > MOST_PARTS:
            raise too_large(findings, f"the file has {len(sizes)} parts")
        if sum(sizes.values()) > MOST_BYTES:
            raise too_large(findings, f"the file unpacks to more than {MOST_BYTES >> 20} MB")
        self._sizes = sizes
        self._names = {name.lower(): name for name in sizes}
        self._trees: dict[str, etree._Element | None] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """All parts, in the order of the package."""
        return tuple(self._sizes)

    def size(self, part: str) -> int:
        """The bytes of a part, unpacked; 0 if there is none of that name."""
        return self._sizes.get(self._name(part), 0)

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names

    def get(self, part: str) -> bytes | None:
        """Return a part's bytes; None if it is missing or cannot be unpacked (a Problem)."""
        name = self._name(part)
        if name not in self._sizes:
            return None
        try:
            return self._store.read(name)
        except (BadZip, CannotRead) as error:
            rule, why = ("inspect-part-broken", f"{name} cannot be unpacked: {error}")
            if "encrypted" in str(error):
                rule, why = "inspect-encrypted", f"{name} is encrypted"
            self.findings.warn(rule, why, "Its content is not in this report.")
            return None

    def xml(self, part: str) -> etree._Element | None:
        """Return the root of an XML part; None if it is missing or unreadable (a Problem)."""
        name = self._name(part)
        if name not in self._trees:
            self._trees[name] = self._parsed(name)
        return self._trees[name]

    def _parsed(self, part: str) -> etree._Element | None:
        if self.size(part) > MOST_XML:
            _leave_out(f"{part} has more than {MOST_XML >> 20} MB of XML", self.findings)
            return None
        data = self.get(part)
        return None if data is None else parse(data, part, self.findings)

    def _name(self, part: str) -> str:
        # Part names ignore case (ISO 29500-2 §6.2.2.3).
        return part if part in self._sizes else self._names.get(part.lower(), part)


def parse(data: bytes, part: str, findings: Findings) -> etree._Element | None:
    """The root of an XML document; of a broken one the readable part, and a Problem."""
    # Counted before parsing, whether the document is in one, two or four bytes a letter.
    if data.count(b"<") - data.count(b"</") > MOST_ELEMENTS:
        _leave_out(f"{part} has more than {MOST_ELEMENTS:,} elements", findings)
        return None
    try:
        return xml_parsing.parse(data, bare=True)
    except TooMuch as error:
        _leave_out(f"{part}: {error}", findings)
        return None
    except BadXML as error:
        why = f"{part} is not well-formed: {error}"
    findings.warn("inspect-part-broken", why, "Only its readable parts are reported.")
    return xml_parsing.salvage(data)


def _leave_out(message: str, findings: Findings) -> None:
    findings.warn("inspect-too-large", message, "Its content is not in this report.")


def resolve(base: str, address: str) -> str:
    """Return the part that ``address`` in the part ``base`` refers to."""
    # ".." above the root stays at the root (URL Standard §4.4; OCF §4.2.5).
    return _ABOVE_ROOT.sub("", zip_parts.resolve(base, address))


_ABOVE_ROOT = re.compile(r"^(\.\.(/|$))+")


def open_zip(data: bytes, findings: Findings) -> Archive:
    """The package in one file. Raises ``Unreadable`` if it is damaged, encrypted or too large."""
    try:
        parts = ZipParts(data)
    except BadZip as error:
        raise broken(findings, str(error)) from None
    if parts.is_encrypted:
        raise encrypted(findings)
    return Archive(parts, findings)


class Folder:
    """An unzipped package. Links out of it are not followed."""

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()

    def sizes(self) -> Mapping[str, int]:
        """Files and their sizes."""
        found: dict[str, int] = {}
        for path in sorted(self._root.rglob("*")):
            if path.is_file() and path.resolve().is_relative_to(self._root):
                found[path.relative_to(self._root).as_posix()] = path.stat().st_size
            if len(found) > MOST_PARTS:
                break
        return found

    def read(self, part: str) -> bytes:
        """A file's bytes; raises ``CannotRead``."""
        return files.read(self._root, part, MOST_BYTES)
