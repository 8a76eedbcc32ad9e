"""An editor's request for a picture: file, size, name."""

from __future__ import annotations

from publish.values import dataclass


@dataclass(frozen=True)
class FetchRequest:
    """An editor's request; ``width`` in pixels, None for the original."""

    file: str
    width: int | None = None
    name: str | None = None
    hero: bool = False
    replace: str | None = None
    alt: str | None = None
    caption: str | None = None
