"""The lines of the source that blocks come from, found by their letters, in reading order."""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import dirname, relpath

from publish.errors import Where
from publish.formats.docx.origins.kinds import Origin
from publish.model.source_texts import SourceTexts
from publish.page import Page
from publish.values import dataclass

_ENOUGH = 12
"""Letters that tell one place from others."""
_NEAR = 400
"""Letters between the beginning of a block and a later part of it."""


@dataclass(frozen=True)
class Placed:
    """An origin with its place in the source; None where nothing of it is there as it is."""

    kind: str
    generated: bool
    where: Where | None


def place(origins: Mapping[str, Origin], page: Page) -> dict[str, Placed]:
    """The place of each origin, by the name of its bookmark; files by their way from the article.

    A cell whose whole row is a line of a CSV has that file and line in its kind.
    """
    finder = _Finder(page.texts)
    pictures = {image.name: image.where for image in page.images}
    folder = dirname(page.texts.start.file) if page.texts.start else ""
    found = {}
    for name, origin in origins.items():
        kind, where = origin.kind, pictures.get(origin.picture)
        if not where and not origin.generated:
            row = page.texts.whole_line(origin.row, finder.last) if origin.row else None
            where = row or finder.find(origin)
            if row and row.file.endswith(".csv"):
                kind = f"{from_folder(row.file, folder)} r{row.line}c{kind.rpartition('c')[2]}"
        there = where and Where(from_folder(where.file, folder), where.line)
        found[name] = Placed(kind, origin.generated, there)
    return found


def from_folder(file: str, folder: str) -> str:
    """The way to a file from the article's folder, wherever that is on this machine."""
    return relpath(file, folder or ".")


class _Finder:
    """Looks for each block after the one before, and only then anywhere."""

    def __init__(self, texts: SourceTexts) -> None:
        self._texts = texts
        self.last = 0
        """The position of the last letters that tell their place."""

    def find(self, origin: Origin) -> Where | None:
        """The line that a block begins on."""
        keys = [key for piece in origin.pieces if (key := self._texts.key(piece))]
        if not keys:
            return None
        sure = next((key for key in keys if len(key) >= _ENOUGH), max(keys, key=len))
        if len(sure) < _ENOUGH and len(keys) == 1 and (line := self._line(origin)):
            return line
        at = self._at(sure)
        if at is None:
            return self._texts.find(max(origin.pieces, key=len))
        if sure != keys[0]:
            before = self._texts.position_before(keys[0], max(0, at - _NEAR), at)
            at = at if before is None else before
        return self._texts.at(at)

    def _line(self, origin: Origin) -> Where | None:
        """The line that has a short block alone, or after its key: ``caption: At dawn``."""
        (words, *_), key = origin.pieces, origin.kind.split()[0]
        keyed = self._texts.whole_line(f"{key} {words}", 0)
        return keyed or self._texts.whole_line(words, max(0, self.last - _NEAR))

    def _at(self, key: str) -> int | None:
        """The position of a piece; one that is long enough moves the search on."""
        long = len(key) >= _ENOUGH
        at = self._texts.position(key, self.last if long else max(0, self.last - _NEAR))
        if at is None:
            at = self._texts.position(key, 0)
        if at is not None and long:
            self.last = at
        return at
