"""Publications of many articles: variants of the seed article, or a few words each."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

ROOT = Path(__file__).parent.parent
SEED = ROOT / "sources/end-of-an-era"
SETTINGS = '[publication]\nid = "390facdd-d0fc-4395-8fa3-99987dd78ff3"\ntheme = "briefing"\n'
_SHORT = """---
title: Report {n}
authors: [Ada Example]
date: 2026-03-01
lang: en
---
{words}
"""


def varied(text: str, n: int) -> str:
    """The seed article, or what a peer gets of it, with another title and two more paragraphs."""
    head, line, body = text.partition("\n---\n")
    head = re.sub(r"(?m)^title: .*$", f"title: The end of era {n}", head, count=1)
    return f"{head}{line}The {n}th variant begins.\n\n{body}\n\nIt ends with {n} words.\n"


def variants(root: Path, count: int) -> list[Path]:
    """Write a publication with ``count`` variants of the seed article, and return their folders."""
    _begin(root)
    text = (SEED / "article.md").read_text("utf-8")
    return [_variant(root, text, n) for n in range(count)]


def _variant(root: Path, text: str, n: int) -> Path:
    folder = root / "sources" / f"variant-{n:05}"
    shutil.copytree(SEED, folder)
    (folder / "article.md").write_text(varied(text, n), "utf-8")
    return folder


def reports(root: Path, count: int) -> list[Path]:
    """Write a publication with ``count`` articles of fifty words, and return their folders."""
    _begin(root)
    folders = [root / "sources" / f"report-{n:05}" for n in range(count)]
    for n, folder in enumerate(folders):
        folder.mkdir(parents=True)
        words = " ".join(f"word{n * k % 997}" for k in range(1, 51))
        (folder / "article.md").write_text(_SHORT.format(n=n, words=words), "utf-8")
    return folders


def _begin(root: Path) -> None:
    (root / "sources").mkdir(parents=True)
    (root / "publish.toml").write_text(SETTINGS, "utf-8")
