"""Reads the credits in our own custom XML part, also after other programs saved the file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from publish.inspecting.archive import Archive
from publish.inspecting.places import Place, StatedCredits
from publish.metadata.credits import MAPPING
from publish.metadata.namespaces import PUBLISH
from publish.values import dataclass

_OURS = f"{{{PUBLISH}}}"
_FIELDS = frozenset(row.field for row in MAPPING) | {"data_mining"}


@dataclass(frozen=True)
class Record:
    """A picture's credits and its name in the source."""

    name: str
    stated: StatedCredits
    number: int
    """Its number in the article, from 1; custom properties use it."""


def records(archive: Archive, parts: Iterable[str]) -> Iterator[tuple[str, Record]]:
    """Yield each picture's part name and its record."""
    for part in parts:
        root = archive.xml(part) if part in archive else None
        if root is None or root.tag != f"{_OURS}credits":
            continue
        for number, image in enumerate(root.iter(f"{_OURS}image"), 1):
            credits = tuple(_fields(credit) for credit in image.iter(f"{_OURS}credit"))
            if image.get("part"):
                stated = StatedCredits(Place.DOCX_RECORD, credits)
                yield image.get("part") or "", Record(image.get("name") or "", stated, number)


def _fields(credit: etree._Element) -> dict[str, str]:
    found = {}
    for element in credit.iterchildren("*"):
        name = etree.QName(element).localname
        if name in _FIELDS and element.text:
            found[name] = element.text
    return found
