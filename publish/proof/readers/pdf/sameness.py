"""The hash of all that a page of a PDF paints: pages with the same hash look the same."""

from __future__ import annotations

import hashlib
import io
from types import TracebackType
from typing import Any, Self

import pikepdf

_PAINTED = ("/Contents", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Group")
_DEEPEST = 100


class Sameness:
    """The hashes of a PDF's pages (ISO 32000-1 §7.7.3.3), asked one by one; close it after use.

    Annotations, and what a reader does with a page, do not count.
    """

    def __init__(self, data: bytes) -> None:
        self._pdf = pikepdf.open(io.BytesIO(data))
        self._known: dict[tuple[int, int], bytes] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: Any, trace: TracebackType | None
    ) -> None:
        self._pdf.close()

    def of(self, number: int) -> bytes | None:
        """The hash of a page, by its number from 0; None if its parts refer to each other."""
        page = self._pdf.pages[number]
        layers = self._pdf.Root.get("/OCProperties")
        parts = [_stated(page.obj, key) for key in _PAINTED]
        try:
            return self._hash([*parts, page.resources, layers], 0)
        except RecursionError:
            return None

    def _hash(self, value: Any, depth: int) -> bytes:
        """The hash of a value, references followed."""
        if depth > _DEEPEST:
            raise RecursionError
        is_object = isinstance(value, pikepdf.Object)
        key = value.objgen if is_object and value.is_indirect else None
        if key in self._known:
            return self._known[key]
        whole = hashlib.sha256()
        for piece in _pieces(value):
            whole.update(piece if isinstance(piece, bytes) else self._hash(piece[0], depth + 1))
        found = whole.digest()
        if key:
            self._known[key] = found
        return found


def _stated(page: Any, key: str) -> Any:
    """A page's own value, or that of the nodes above it (§7.7.3.4)."""
    node, depth = page, 0
    while node is not None and key not in node and depth < _DEEPEST:
        node, depth = node.get("/Parent"), depth + 1
    return None if node is None else node.get(key)


def _pieces(value: Any) -> list[Any]:
    """Bytes, and values in a tuple."""
    if isinstance(value, pikepdf.Stream):
        table = sorted(value.stream_dict.items())
        data = value.read_raw_bytes()
        return [b"stream", *_pairs(table), b"%d " % len(data), data]
    if isinstance(value, pikepdf.Dictionary):
        return [b"table", *_pairs(sorted(value.items()))]
    if isinstance(value, (pikepdf.Array, list)):
        return [b"list", *((item,) for item in value)]
    if isinstance(value, pikepdf.Object):
        return [value.unparse(resolved=True)]
    return [f"{type(value).__name__} {value}".encode()]


def _pairs(table: Any) -> list[Any]:
    return [part for key, value in table for part in (key.encode(), (value,))]
