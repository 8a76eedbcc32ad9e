"""What an editor asks of a repository: which file, how large, under which name."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Wish:
    """What an editor asks for; ``width`` in pixels, the original if None."""

    file: str
    width: int | None = None
    name: str | None = None
    hero: bool = False
    replace: str | None = None
    alt: str | None = None
    caption: str | None = None
