"""The promised parts of a file that its reader left out."""

from __future__ import annotations

from collections.abc import Iterator

from publish.content import Content, Unread
from publish.promise import ASPECTS, DETAILS


def unread(content: Content) -> Iterator[tuple[str, str]]:
    """The promised parts that the reader left out, each with its aspect."""
    if (promise := content.promise) is None:
        return
    for aspect, parts in ASPECTS.items():
        if aspect in promise.aspects and any(_is_unread(content, part) for part in parts):
            yield aspect, aspect
    for detail, (aspect, part) in DETAILS.items():
        if detail in promise.aspects and _is_unread(content, part):
            yield aspect, detail
    for column in () if _is_unread(content, "metadata") else promise.columns:
        if column not in content.metadata:
            yield "metadata", f"the metadata in {column}"
    for column in promise.beside:
        if column not in content.beside:
            yield "embedded", f"the credits of pictures in {column}"


def _is_unread(content: Content, part: str) -> bool:
    return isinstance(getattr(content, part), Unread | None)
