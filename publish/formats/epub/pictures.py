"""The pictures of an EPUB: which ones, under what names, their bytes untouched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from publish.errors import Problem, SourceError
from publish.page import Asset, Page

SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    "image/svg+xml": ("svg",),
}
"""The core media types for pictures (EPUB 3.3 §3.2), and how their files' names end."""

MOVING: Mapping[str, bytes] = {
    "image/gif": b"NETSCAPE2.0",
    "image/png": b"acTL",
    "image/webp": b"ANIM",
}
"""What the bytes of a picture hold when it moves: the loop extension of GIF89a, the chunks
of APNG and of animated WebP."""

_LENGTH = 100
"""Characters of a file's name: the longest path must stay below 255 bytes (OCF §4.2.3)."""


@dataclass(frozen=True)
class Picture:
    """A picture in the package: its id and path there, and the asset it is."""

    id: str
    path: str
    asset: Asset

    @property
    def moves(self) -> bool:
        """Whether it is animated, or may be: a script or an animation can be in any SVG."""
        mark = MOVING.get(self.asset.media_type)
        if mark is None:
            return self.asset.media_type == "image/svg+xml" and b"<animate" in self.asset.data
        return mark in self.asset.data


def pictures(page: Page, names: Iterable[str]) -> dict[str, Picture]:
    """The pictures called ``names``, by name; each gets a path that any file system takes.

    Raises ``SourceError`` for a kind of picture that reading systems need not know.
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
                    f"{name} is {asset.media_type}, which no EPUB may hold",
                    f"Save it as one of {', '.join(sorted(SUFFIXES))}.",
                )
            )
        file = _free(_file_name(asset), taken)
        found[name] = Picture(f"image-{len(found) + 1}", f"images/{file}", asset)
    return found


def _file_name(asset: Asset) -> str:
    """The picture's own name, with what is unsafe in paths and URLs replaced."""
    suffixes = SUFFIXES[asset.media_type]
    stem, _, suffix = asset.name.rpartition(".")
    if suffix.lower() not in suffixes:
        stem, suffix = asset.name, suffixes[0]
    bare = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    safe = re.sub(r"[^A-Za-z0-9_.-]+", "-", bare).strip("-.")[:_LENGTH]
    return f"{safe or 'picture'}.{suffix.lower()}"


def _free(name: str, taken: set[str]) -> str:
    """``name``, numbered if another file has it in capitals or small letters."""
    stem, _, suffix = name.rpartition(".")
    number, free = 1, name
    while free.lower() in taken:
        number += 1
        free = f"{stem}-{number}.{suffix}"
    taken.add(free.lower())
    return free
