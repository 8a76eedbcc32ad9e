"""The collections: where their articles are, and what is known of all of them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Collection:
    """A folder of articles from one house.

    ``site`` is where links without a server lead, ``pictures`` the folder that
    addresses beginning with a slash are in. ``date`` stands for articles that
    state none: the day of the snapshot.
    """

    name: str
    articles: str
    """A pattern of file names."""
    site: str
    license: str
    provider: str
    date: str
    pictures: str = "."


COLLECTIONS = (
    Collection(
        "art-18f", "content/posts/*.md", "https://18f.gsa.gov", "CC0-1.0", "18F", "2025-02-07"
    ),
    Collection(
        "art-opensource-guide",
        "_articles/**/*.md",
        "https://opensource.guide",
        "CC-BY-4.0",
        "Open Source Guides",
        "2026-07-24",
    ),
    Collection(
        "art-joss-corner", "paper/paper.md", "https://github.com/dfm/corner.py",
        "BSD-2-Clause", "corner.py", "2026-07-05", "paper",
    ),
    Collection(
        "art-joss-ripser", "paper.md", "https://github.com/scikit-tda/ripser.py",
        "MIT", "ripser.py", "2026-06-23",
    ),
    Collection(
        "art-joss-visdat", "paper/paper.md", "https://github.com/ropensci/visdat",
        "MIT", "visdat", "2024-07-18", "paper",
    ),
)  # fmt: skip


def articles(collection: Collection, shelf: Path) -> list[Path]:
    """The files of a collection's articles, in order."""
    return sorted((shelf / collection.name).glob(collection.articles))
