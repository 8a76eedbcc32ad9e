"""Selects and names the pictures of an EPUB; their bytes stay unchanged."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from publish.errors import Problem, SourceError
from publish.page import Asset, Page
from publish.values import dataclass

SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/svg+xml": ("svg",),
}
"""Core media types of pictures (EPUB 3.3 §3.2), and their suffixes."""

_ANIMATION_MARKS: Mapping[str, bytes] = {
    "image/gif": b"NETSCAPE2.0",
    "image/png": b"acTL",
    "image/webp": b"ANIM",
}
"""Bytes of an animated picture: GIF89a's loop extension, the chunks of APNG and WebP."""

_LENGTH = 100
"""Longest file name, in characters; a path must stay below 255 bytes (OCF §4.2.3)."""


@dataclass(frozen=True)
class Picture:
    """A picture in the package: id, path and asset."""

    id: str
    path: str
    asset: Asset

    @property
    def is_animated(self) -> bool:
        """Whether it is animated, or may be: any SVG can contain an animation."""
        mark = _ANIMATION_MARKS.get(self.asset.media_type)
        if mark is None:
            return self.asset.media_type == "image/svg+xml" and b"<animate" in self.asset.data
        return mark in self.asset.data


def pictures(page: Page, names: Iterable[str]) -> dict[str, Picture]:
    """Return the pictures ``names``, each with a path that any file system accepts.

    Raises ``SourceError`` for a kind that is no core media type.
    """
    found: dict[str, Picture] = {}
    taken: set[str] = set()
    for name in names:
        if name in found:
            continue
        asset = page.asset(name)
        if asset.media_type not in SUFFIXES:
            raise SourceError(
                Problem(
                    "epub-picture-type",
                    f"{name} is {asset.media_type}, which EPUB does not allow",
                    f"Save it as one of {', '.join(sorted(SUFFIXES))}.",
                    about=name,
                )
            )
        file = _free(_file_name(asset), taken)
        found[name] = Picture(f"image-{len(found) + 1}", f"images/{file}", asset)
    return found


def _file_name(asset: Asset) -> str:
    """Return the picture's name with unsafe characters replaced."""
    suffixes = SUFFIXES[asset.media_type]
    stem, _, suffix = asset.name.rpartition(".")
    if suffix.lower() not in suffixes:
        stem, suffix = asset.name, suffixes[0]
    bare = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    safe = re.sub(r"[^A-Za-z0-9_.-]+", "-", bare).strip("-.")[:_LENGTH]
    return f"{safe or 'picture'}.{suffix.lower()}"


def _free(name: str, taken: set[str]) -> str:
    """Return ``name``, numbered if it is taken (ignoring case)."""
    stem, _, suffix = name.rpartition(".")
    number, free = 1, name
    while free.lower() in taken:
        number += 1
        free = f"{stem}-{number}.{suffix}"
    taken.add(free.lower())
    return free
