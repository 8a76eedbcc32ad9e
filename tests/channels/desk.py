"""A small publication on a disk, with pictures that are told apart by their pixels."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

PUBLICATION = """\
[publication]
id = "3f0d2f5e-7d0b-4a56-9c58-0e1d8c3e5f13"
publisher = "Example Press"
contact = "rights@example.org"
commercial = false
"""
OPEN = "{creator: Ben, title: A view, source: https://example.org/a, license: CC BY 4.0}"
LENT = "{creator: Eve, source: https://example.org/b, basis: permission, evidence: a mail}"


@cache
def photo(seed: int, size: tuple[int, int] = (900, 600), kind: str = "JPEG") -> bytes:
    """A picture with large shapes and fine noise; another ``seed`` shows something else."""
    chance = random.Random(seed)
    shapes = bytes(chance.randrange(256) for _ in range(8 * 6 * 3))
    picture = Image.frombytes("RGB", (8, 6), shapes).resize(size, Image.Resampling.BICUBIC)
    noise = Image.frombytes("RGB", size, chance.randbytes(size[0] * size[1] * 3))
    return encoded(Image.blend(picture, noise, 0.06), kind)


def encoded(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """The bytes of a picture."""
    out = BytesIO()
    picture.save(out, kind, **options)
    return out.getvalue()


@dataclass(frozen=True)
class Desk:
    """A publication in ``root``."""

    root: Path
    settings: str = ""
    written: dict[str, Path] = field(default_factory=dict)

    def __post_init__(self) -> None:
        (self.root / "publish.toml").write_text(PUBLICATION + self.settings, "utf-8")

    def article(
        self,
        slug: str,
        lang: str = "en",
        pictures: Mapping[str, tuple[bytes, str]] | None = None,
        **more: tuple[bytes, str],
    ) -> Path:
        """Write an article whose pictures, called by their names, have these bytes and credits."""
        folder = self.root / "sources" / slug
        folder.mkdir(parents=True, exist_ok=True)
        entries, places = "", ""
        for name, (data, credit) in {**(pictures or {}), **more}.items():
            file = f"{name}.png" if data.startswith(b"\x89PNG") else f"{name}.jpg"
            (folder / file).write_bytes(data)
            entries += (
                f"  {file}:\n    alt: What {name} shows\n    caption: The caption of {name}.\n"
                f"    credit: {credit}\n"
            )
            places += f"![]({file})\n\nA word about it.\n\n"
        head = f"title: On {slug}\ndate: 2026-03-01\nlang: {lang}\ndescription: It is about {slug}."
        text = f"---\n{head}\nimages:\n{entries}---\nThe text begins.\n\n{places}"
        (folder / "article.md").write_text(text, "utf-8")
        return folder
