"""The map from bookmarks to the source: every block of it is there, once, and no other is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import etree

from publish.proof.readers.docx.relationships import Relationships
from publish.proof.readers.docx.styles import W

_HIDDEN = "_p"
"""How the names of its bookmarks begin."""


def read_astray(near: Relationships, parts: Sequence[etree._Element]) -> Iterator[str]:
    """Each fault of the map, in words; ``parts`` are the text and the notes."""
    marks = Counter(
        name
        for part in parts
        for mark in part.iter(f"{W}bookmarkStart")
        if (name := mark.get(f"{W}name") or "").startswith(_HIDDEN)
    )
    mapped = Counter(_mapped(near))
    for name, count in sorted(mapped.items()):
        if (count, marks[name]) != (1, 1):
            yield f"{name} is in the map {count} times, and in the text {marks[name]} times"
    for name in sorted(marks.keys() - mapped.keys()):
        yield f"{name} is in the text, but not in the map"


def _mapped(near: Relationships) -> Iterator[str]:
    for relationship in near.by_id.values():
        if relationship.type.endswith("/customXml"):
            root = near.package.xml_if(relationship.target)
            if root is not None and etree.QName(root).localname == "origins":
                yield from (block.get("name") or "" for block in root.iterfind("{*}block"))
