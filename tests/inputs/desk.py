"""A publication of one small article that depends on an input of every kind."""

from __future__ import annotations

import shutil
from pathlib import Path

from PIL import Image as Pillow

SETTINGS = """\
[publication]
id = "3f0d2f5e-7d0b-4a56-9c58-0e1d8c3e5f11"
publisher = "Example Press"
theme = "ours"

[[brand.fonts]]
family = "House Sans"
file = "brand/house.ttf"

[channels.partner]
format = "docx"
"""
ARTICLE = """\
---
title: The Ferry
authors: [Ada Example]
date: 2026-03-01
lang: en
description: A ferry.
bibliography: refs.bib
images:
  ferry.jpg:
    alt: A ferry at its pier
    credit: {creator: Ben Example, license: CC-BY-4.0, source: "https://example.org/ferry"}
  pier.jpg:
    alt: A pier
---
The ferry goes.

![](ferry.jpg)

:::include ../shared/terms.md

![](pier.jpg)

:::table rides.csv
:::
"""
SIDECAR = "credit: {creator: Ben Example, license: CC-BY-4.0, source: 'https://example.org/pier'}\n"
CHILD = 'name = "ours"\nparent = "above"\n'
PARENT = 'name = "above"\nparent = "briefing"\n'


def publication(root: Path) -> Path:
    """The publication in ``root``; the article's folder."""
    files = {
        "publish.toml": SETTINGS,
        "themes/ours/theme.toml": CHILD,
        "themes/ours/css/style.css": "p { margin: 0 }\n",
        "themes/above/theme.toml": PARENT,
        "themes/above/css/epub.css": ".lead { color: #333 }\n",
        "sources/shared/terms.md": "All rides are free.\n",
        "sources/ferry/article.md": ARTICLE,
        "sources/ferry/pier.jpg.yaml": SIDECAR,
        "sources/ferry/rides.csv": "Day,Rides\nMonday,4\n",
        "sources/ferry/refs.bib": "@book{one, title = {One}, year = 2020}\n",
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    for number, name in enumerate(("ferry.jpg", "pier.jpg")):
        picture = Pillow.new("RGB", (900, 600), ("teal", "navy")[number])
        picture.save(root / "sources/ferry" / name)
    (root / "brand").mkdir()
    shutil.copyfile(font(), root / "brand/house.ttf")
    return root / "sources/ferry"


def font() -> Path:
    """A small font file that is installed here."""
    import font_source_sans_pro

    folder = Path(font_source_sans_pro.__file__).parent / "files"
    return min(folder.glob("*.ttf"), key=lambda path: path.stat().st_size)
